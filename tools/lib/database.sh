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
    as_app rm -rf "$LOCAL/data/filestore/$1"
}
rename_database() { # rename_database 旧名 新名
    psql_run postgres -c "alter database \"$1\" rename to \"$2\"" || return
    as_app rm -rf "$LOCAL/data/filestore/$2"
    [ ! -d "$LOCAL/data/filestore/$1" ] || as_app mv "$LOCAL/data/filestore/$1" "$LOCAL/data/filestore/$2"
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
