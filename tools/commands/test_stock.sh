# shellcheck shell=bash
# test --stock:Odoo 自带的测试,装与不装本模块各跑一遍;装了之后不能多出失败。

STOCK_MODULES=crm,sales_team,event_crm
STOCK_TAGS=/crm,/sales_team,/event_crm

stock_template_name() { printf 'tpl_stock_%s' "$({ echo "$ODOO_KEY $STOCK_MODULES" && cat "$ROOT/requirements.txt"; } | hash_of)"; }
build_stock_template() {
    local name=$1 work=${1}_new config=$LOCAL/template.conf
    drop_database "$work"
    write_config "$config" "$work"
    step "测试模板:Odoo 自带模块和演示数据" odoo_run server -c "$config" -d "$work" -i "$STOCK_MODULES" \
        --with-demo --stop-after-init --no-http || return
    drop_old_templates tpl_stock 0
    rename_database "$work" "$name"
}
# 本模块自己的示例数据不装:比的是代码
install_addon_without_demo() { # install_addon_without_demo 数据库
    write_config "$LOCAL/template.conf" "$1"
    psql_run "$1" -c "update ir_module_module set demo = false where name = 'crm'" || return
    install_addon "$LOCAL/template.conf" "$1" || return
    psql_run "$1" -c "update ir_module_module set demo = true where name = 'crm'"
}

test_stock() {
    local kind
    ensure_template stock
    for kind in without with; do
        new_test_database "$kind" "$(stock_template_name)"
        if [ $kind = with ]; then
            step "安装本模块" install_addon_without_demo "$TEST_DATABASE" || fail "模块没有装上,请看上面的原因。"
        fi
        new_report "stock-$kind"
        note "Odoo 自带的测试($STOCK_TAGS),$([ $kind = with ] && echo 装有本模块 || echo 不装本模块)"
        run_odoo_tests "$TEST_DATABASE" "$TEST_REPORT" --after-load --test-tags "$STOCK_TAGS" |
            awk '/^  通过/ { if (++n % 25 == 0) printf "  已通过 %d 项\n", n; fflush(); next } { print; fflush() }'
    done
    "$VENV/bin/python" "$ROOT/tools/scripts/compare_tests.py" "${TEST_REPORTS[@]}"
}
