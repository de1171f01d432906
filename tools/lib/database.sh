# shellcheck shell=bash
# 建库:初始化、设为中国用户、安装模块、示例数据。先建成临时名,完成后改名,中断不留半成品。

addon_hash() { # 模块代码(不含测试)的摘要
    (cd "$ROOT/$ADDON" && find . -type f ! -path './tests/*' ! -path './static/tests/*' ! -name '*.pyc' -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum | hash_of)
}

# 初始化一个设为中国用户的数据库,不装模块
init_database() { # init_database 配置文件 数据库
    odoo_run db -c "$1" init "$2" --language zh_CN --country CN --username admin --password "$(random_text 20)" || return
    [ "$(psql_run "$2" -c "select state from ir_module_module where name = 'base'")" = installed ]
}
drop_database() { # drop_database 数据库(连同附件)
    database_exists "$1" || return 0
    psql_run postgres -c "drop database \"$1\"" || return
    as_app rm -rf "$DATA_DIR/filestore/$1"
}
rename_database() { # rename_database 旧名 新名
    psql_run postgres -c "alter database \"$1\" rename to \"$2\"" || return
    as_app rm -rf "$DATA_DIR/filestore/$2"
    [ ! -d "$DATA_DIR/filestore/$1" ] || as_app mv "$DATA_DIR/filestore/$1" "$DATA_DIR/filestore/$2"
}

database_state() { # absent | empty | odoo | ready
    if ! database_exists "$1"; then
        echo absent
    elif [ -z "$(psql_run "$1" -c "select to_regclass('ir_module_module')")" ]; then
        echo empty
    elif [ -z "$(psql_run "$1" -c "select 1 from ir_module_module where name = '$ADDON' and state = 'installed'")" ]; then
        echo odoo
    else
        echo ready
    fi
}
get_parameter() { psql_run "$1" -c "select value from ir_config_parameter where key = '$2'"; }
set_parameter() {
    psql_run "$1" -c "insert into ir_config_parameter (key, value) values ('$2', '$3')
        on conflict (key) do update set value = excluded.value"
}

# ---- 模板(只用于测试集群):复制一个装好的数据库只要一秒 ----

copy_database() { # copy_database 源 目标
    psql_run postgres -c "create database \"$2\" template \"$1\" strategy file_copy" || return
    [ ! -d "$DATA_DIR/filestore/$1" ] || as_app cp -al "$DATA_DIR/filestore/$1" "$DATA_DIR/filestore/$2"
}
# 模板一:本模块依赖的模块都已装好、设为中国用户的数据库
deps_template_name() {
    printf 'tpl_deps_%s' "$({ echo "$ODOO_KEY" && addon_manifest depends && cat "$ROOT/tools/scripts/setup_database.py" \
        "$ROOT/requirements.txt" && declare -f build_deps_template; } | hash_of)"
}
build_deps_template() {
    local name=$1 work=${1}_new config=$LOCAL/template.conf
    drop_database "$work"
    write_config "$config" "$work"
    step "测试模板:初始化数据库" init_database "$config" "$work" || return
    step "测试模板:设置机构、语言和时区" odoo_script "$config" setup_database.py || return
    # shellcheck disable=SC2046
    step "测试模板:安装依赖的模块" odoo_run module install -c "$config" -d "$work" $(addon_manifest depends) || return
    step "测试模板:完成设置" odoo_script "$config" setup_database.py || return
    psql_run "$work" -c "set client_min_messages = error" -c analyze
    drop_old_templates tpl_deps 1
    rename_database "$work" "$name"
}
# 模板二:再装好本模块(按代码摘要,只改测试时不必重装)
addon_template_name() { printf 'tpl_addon_%s' "$({ deps_template_name && addon_hash; } | hash_of)"; }
build_addon_template() {
    local name=$1 work=${1}_new config=$LOCAL/template.conf
    drop_database "$work"
    copy_database "$(deps_template_name)" "$work" || return
    write_config "$config" "$work"
    step "测试模板:安装本模块" install_addon "$config" "$work" || return
    drop_old_templates tpl_addon 2
    rename_database "$work" "$name"
}
install_addon() { # install_addon 配置文件 数据库
    odoo_run module install -c "$1" -d "$2" "$ADDON" || return
    [ "$(psql_run "$2" -c "select state from ir_module_module where name = '$ADDON'")" = installed ]
}
drop_old_templates() { # drop_old_templates 前缀 留几个
    local old
    for old in $(psql_run postgres -c "select datname from pg_database where datname ~ '^$1_[0-9a-f]+\$' order by oid desc offset $2"); do
        drop_database "$old" || true
    done
}
ensure_template() { # ensure_template deps|addon|stock
    [ "$1" != addon ] || ensure_template deps
    database_exists "$("$1_template_name")" || with_lock "$LOCAL/template.lock" ensure_template_locked "$1"
}
ensure_template_locked() {
    local name
    name=$("$1_template_name")
    database_exists "$name" || "build_$1_template" "$name" || fail "测试用的模板数据库没有建成,请看上面的原因。"
}

# ---- 测试集群:第一个使用者启动,最后一个使用者停掉 ----

use_test_cluster() {
    unset ZCRM_DB_HOST
    use_database test
    as_app touch "$LOCAL/postgres-test.users"
    exec 9<"$LOCAL/postgres-test.users"
    flock -s 9
    at_exit release_test_cluster
    start_pg
    drop_stale_databases
}
release_test_cluster() { # 拿得到独占锁,就是最后一个使用者
    exec 9<"$LOCAL/postgres-test.users"
    if flock -n -x 9; then stop_pg; fi
}
drop_stale_databases() { # 被中断的测试留下的
    local name
    for name in $(psql_run postgres -c "select datname from pg_database where datname ~ '^run_[0-9]+'"); do
        [ -d "/proc/$(printf %s "$name" | cut -d_ -f2)" ] || drop_database "$name" || true
    done
}
