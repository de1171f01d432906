# shellcheck shell=bash
# test:每次调用用自己的数据库和端口,结束后删掉;模板见 lib/database.sh。

TEST_DATABASES=()
TEST_REPORTS=()

prepare_tests() {
    set_cache
    ensure_run_packages
    ensure_test_packages
    set_local
    ensure_odoo
    ensure_venv dev
    at_exit drop_test_databases
    use_test_cluster
}
drop_test_databases() {
    local name
    for name in "${TEST_DATABASES[@]}"; do drop_database "$name" 2>/dev/null || true; done
    rm -f "${TEST_REPORTS[@]}" "$LOCAL/run/test-$$".{conf,py}
}
new_test_database() { # new_test_database 名字 模板:结果在 TEST_DATABASE
    TEST_DATABASE=run_$$_$1
    TEST_DATABASES+=("$TEST_DATABASE")
    with_lock "$LOCAL/template.lock" copy_database "$2" "$TEST_DATABASE" || fail "测试数据库没有建成。"
}
new_report() { # 结果在 TEST_REPORT
    TEST_REPORT=$LOCAL/run/test-$$-$1.json
    rm -f "$TEST_REPORT"
    TEST_REPORTS+=("$TEST_REPORT")
}
random_free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        ! port_free 127.0.0.1 $port || break
    done
    printf '%s' $port
}

# run_odoo_tests 数据库 报告 参数...:日志在 .zcrm/log/test-*.log
run_odoo_tests() {
    local database=$1 report=$2 config=$LOCAL/run/test-$$.conf log=$LOCAL/log/test-$1.log status=0
    shift 2
    as_app mkdir -p "$LOCAL/log/screenshots"
    write_config "$config" "$database" "http_interface = 127.0.0.1" "http_port = $(random_free_port)" \
        "max_cron_threads = 0" "screenshots = $LOCAL/log/screenshots"
    as_app sh -c 'ls -t "$2"/test-*.log 2>/dev/null | tail -n +20 | xargs -r rm -f; : >"$1"' - "$log" "$LOCAL/log"
    as_app tee "$LOCAL/run/test-$$.py" <"$ROOT/tools/scripts/run_odoo_tests.py" >/dev/null
    odoo_python "$LOCAL/run/test-$$.py" "$report" -c "$config" -d "$database" --stop-after-init "$@" \
        2>>"$log" </dev/null || status=$?
    [ $status -eq 0 ] || note "Odoo 日志:$log"
}

# 把文件名、类名、方法名变成 Odoo 的测试标签
as_test_tag() {
    local arg=$1 file class=
    case $arg in
        *.py | *.py:*)
            file=${arg%%:*}
            [ "$file" = "$arg" ] || class=:${arg#*:}
            file=tests/${file##*tests/}
            [ -f "$ROOT/$ADDON/$file" ] || fail "没有测试文件 $ADDON/$file。"
            printf '/%s/%s%s' "$ADDON" "$file" "$class"
            ;;
        :* | .*) printf '/%s%s' "$ADDON" "$arg" ;;
        Test*) printf '/%s:%s' "$ADDON" "$arg" ;;
        test_*)
            if [ -f "$ROOT/$ADDON/tests/$arg.py" ]; then
                printf '/%s/tests/%s.py' "$ADDON" "$arg"
            else
                printf '/%s.%s' "$ADDON" "$arg"
            fi
            ;;
        */* | -* | +* | \**) printf '%s' "$arg" ;;
        *) printf '%s/%s' "$arg" "$ADDON" ;;
    esac
}

command_test() {
    local tags='' mode=all started=$SECONDS status=0
    while [ $# -gt 0 ]; do
        case $1 in
            --stock) mode=stock ;;
            --addon) mode=addon ;;
            --system)
                mode=system
                shift
                break
                ;;
            *)
                mode=some
                tags=${tags:+$tags,}$(as_test_tag "$1")
                ;;
        esac
        shift
    done
    prepare_tests
    case $mode in
        some) test_some "$tags" ;;
        stock)
            . "$ROOT/tools/commands/test_stock.sh"
            test_stock
            return
            ;;
        system) test_system "$@" ;;
        addon) test_addon ;;
        all)
            test_addon
            test_system
            ;;
    esac
    note "用时 $((SECONDS - started)) 秒。"
    "$VENV/bin/python" "$ROOT/tools/scripts/report_tests.py" "${TEST_REPORTS[@]}" || status=$?
    return $status
}
# 全部:在只装了依赖的数据库上真正安装本模块,安装时和安装后的测试都跑
test_addon() {
    ensure_template deps
    new_test_database all "$(deps_template_name)"
    new_report addon
    note "在全新数据库上安装本模块并测试"
    run_odoo_tests "$TEST_DATABASE" "$TEST_REPORT" -i "$ADDON" --test-tags "/$ADDON"
}
# 部分:模块已装好的数据库的副本
test_some() {
    ensure_template addon
    new_test_database some "$(addon_template_name)"
    new_report some
    run_odoo_tests "$TEST_DATABASE" "$TEST_REPORT" --test-tags "$1"
}
test_system() { # test_system [模块、类或方法...]
    ls "$ROOT"/tests/test_*.py >/dev/null 2>&1 || return 0
    ensure_template addon
    new_report system
    note "系统测试"
    (
        export ZCRM_TEST_SOCKET=$DB_HOST ZCRM_TEST_PREFIX=run_$$_ ZCRM_TEST_DATA=$DATA_DIR
        ZCRM_TEST_DEPS=$(deps_template_name)
        ZCRM_TEST_ADDON=$(addon_template_name)
        export ZCRM_TEST_DEPS ZCRM_TEST_ADDON ZCRM_CACHE=$CACHE
        "$VENV/bin/python" "$ROOT/tools/scripts/run_system_tests.py" "$TEST_REPORT" "$@" 9>&-
    ) || true
}
