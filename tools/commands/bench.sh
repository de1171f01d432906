# shellcheck shell=bash
# bench:在装好本模块的库的副本上执行 bench/run.py。
# 它得到 ZCRM_CONFIG(Odoo 配置文件)和 ZCRM_DATABASE(数据库名),结束后该库被删除。

. "$ROOT/tools/commands/test.sh"

command_bench() {
    [ -f "$ROOT/bench/run.py" ] || fail "没有 bench/run.py。"
    prepare_tests
    ensure_template addon
    new_test_database bench "$(addon_template_name)"
    local config=$LOCAL/run/test-$$.conf status=0
    write_config "$config" "$TEST_DATABASE" "http_interface = 127.0.0.1" "http_port = $(random_free_port)" "max_cron_threads = 0"
    as_app rm -rf "$LOCAL/run/bench-$$"
    as_app mkdir -p "$LOCAL/run/bench-$$"
    tar -c -C "$ROOT/bench" . | as_app tar -x -C "$LOCAL/run/bench-$$"
    (
        export ZCRM_CONFIG=$config ZCRM_DATABASE=$TEST_DATABASE ODOO_RC=$config
        odoo_python "$LOCAL/run/bench-$$/run.py" "$@"
    ) || status=$?
    as_app rm -rf "$LOCAL/run/bench-$$"
    return $status
}
