# shellcheck shell=bash
# run、stop、shell、clean

SAMPLE_PASSWORD=zhuozhou
DB_NAME=${ZCRM_DB_NAME:-zcrm}
[[ $DB_NAME =~ ^[A-Za-z_][A-Za-z0-9_-]{0,50}$ ]] || fail "数据库名 $DB_NAME 不行:请用字母开头,只含字母、数字、下划线。"

prepare() { # 安装所缺,数据库可用
    set_cache
    ensure_run_packages
    set_local
    ensure_odoo
    ensure_venv run
    use_database main
    start_pg
}

command_run() {
    local empty='' port='' bind=127.0.0.1 workers=0 proxy='' foreground='' started=$SECONDS
    while [ $# -gt 0 ]; do
        case $1 in
            --empty) empty=1 ;;
            --port) port=${2:?--port 后面要有端口号} && shift ;;
            --port=*) port=${1#*=} ;;
            --bind) bind=${2:?--bind 后面要有地址} && shift ;;
            --bind=*) bind=${1#*=} ;;
            --workers) workers=${2:?--workers 后面要有数目} && shift ;;
            --workers=*) workers=${1#*=} ;;
            --proxy) proxy=1 ;;
            --foreground) foreground=1 ;;
            *) fail "run 没有「$1」这个参数,请看 ./zcrm help。" ;;
        esac
        shift
    done
    [[ $workers =~ ^[0-9]+$ ]] || fail "--workers 后面要是数字。"
    [[ -z $port || $port =~ ^[0-9]+$ ]] || fail "--port 后面要是数字。"
    prepare
    exec 9>>"$LOCAL/run.lock"
    flock -n 9 || fail "另一个 ./zcrm run 正在执行,请等它完成。"

    local code options="$port|$bind|$workers|$proxy"
    code=$(addon_hash)
    if server_pid >/dev/null; then
        if [ "$code|$options" = "$(cat "$LOCAL/run/started" 2>/dev/null)" ]; then
            note "系统已在运行。"
            print_access
            return
        fi
        step "停止旧的服务" stop_server || fail "旧的服务停不下来,请用 ./zcrm stop 再试。"
    fi
    prepare_database "$empty" "$code"

    local host=$bind url
    case $host in 0.0.0.0 | ::) host=127.0.0.1 ;; esac
    port=$(next_free_port "$bind" "${port:-8069}")
    url=http://$host:$port
    write_server_config "$bind" "$port" "$workers" "$proxy"
    printf '%s\n' "$code|$options" | as_app tee "$LOCAL/run/started" >/dev/null
    printf '%s\n' "$url" | as_app tee "$LOCAL/run/url" >/dev/null
    if [ -n "$foreground" ]; then
        print_access
        exec 9>&-
        odoo_run server -c "$LOCAL/odoo.conf"
        return
    fi
    start_server
    if ! step "启动服务" wait_for_login "$url"; then
        tail -n 25 "$LOCAL/log/odoo.log" >&2
        fail "服务没有启动,请看上面的日志($LOCAL/log/odoo.log)。"
    fi
    print_access
    note "用时 $((SECONDS - started)) 秒。停止:./zcrm stop"
    case $bind in 127.* | localhost | ::1) ;; *)
        [ "$(get_parameter "$DB_NAME" zcrm.sample)" != 1 ] ||
            warn "示例用户的密码是公开的,又在 $bind 上对外开放:请只在可信的网络里试用。"
        ;;
    esac
}

write_server_config() { # 地址 端口 进程数 代理
    local -a lines=("http_interface = $1" "http_port = $2" "workers = $3" "max_cron_threads = 1")
    lines+=("gevent_port = $(next_free_port "$1" $(($2 + 3)))")
    [ -z "$4" ] || lines+=("proxy_mode = True")
    lines+=("admin_passwd = $(random_text 32)")
    write_config "$LOCAL/odoo.conf" "$DB_NAME" "${lines[@]}"
}

# 数据库建成、模块装好或升级到当前代码
prepare_database() { # prepare_database 空库? 代码摘要
    local state
    state=$(database_state "$DB_NAME")
    case $state in
        absent) build_database "${DB_NAME}_new" "$1" "$2" && step "启用数据库" rename_database "${DB_NAME}_new" "$DB_NAME" ;;
        ready) upgrade_database "$1" "$2" ;;
        *) fail "数据库 $DB_NAME 已存在,但其中没有装本模块。
请换一个数据库名(ZCRM_DB_NAME),或按手册先在该库中安装模块 $ADDON。" ;;
    esac
}
require_createdb() {
    [ "$(psql_run postgres -c 'select rolcreatedb or rolsuper from pg_roles where rolname = current_user')" = t ] ||
        fail "数据库用户 $DB_USER 没有建库权限,请数据库管理员执行:ALTER ROLE \"$DB_USER\" CREATEDB;"
}
build_database() { # build_database 临时名 空库? 代码摘要
    local name=$1 config=$LOCAL/build.conf password=$SAMPLE_PASSWORD
    [ -z "$2" ] || password=$(random_text 16)
    require_createdb
    drop_database "$name"
    write_config "$config" "$name"
    step "初始化数据库(中文、人民币)" init_database "$config" "$name" || fail "数据库没有初始化成功,请看上面的原因后重新执行。"
    step "设置机构、语言和时区" odoo_script "$config" setup_database.py || fail "设置没有成功,请看上面的原因后重新执行。"
    step "安装招商 CRM 模块" install_addon "$config" "$name" || fail "模块没有装上,请看上面的原因后重新执行。"
    if [ -z "$2" ]; then
        step "装入示例数据" odoo_script "$config" load_sample_data.py || fail "示例数据没有装上,请看上面的原因后重新执行。"
        set_sample_passwords "$config"
    fi
    step "完成设置" odoo_script "$config" setup_database.py ZCRM_ADMIN_PASSWORD="$password" || fail "设置没有成功,请看上面的原因后重新执行。"
    set_parameter "$name" zcrm.code "$3"
    set_parameter "$name" zcrm.sample "$([ -n "$2" ] && echo 0 || echo 1)"
    [ -z "$2" ] || NEW_ADMIN_PASSWORD=$password
}
upgrade_database() {
    [ -z "$1" ] || [ "$(get_parameter "$DB_NAME" zcrm.sample)" != 1 ] ||
        warn "已有带示例数据的数据库,--empty 不起作用;要重新开始,请先 ./zcrm clean。"
    [ "$(get_parameter "$DB_NAME" zcrm.code)" != "$2" ] || return 0
    write_config "$LOCAL/build.conf" "$DB_NAME"
    step "升级招商 CRM 模块" odoo_run server -c "$LOCAL/build.conf" -d "$DB_NAME" -u "$ADDON" --stop-after-init --no-http ||
        fail "模块没有升级成功,数据没有改动,请看上面的原因。"
    [ "$(get_parameter "$DB_NAME" zcrm.sample)" != 1 ] || set_sample_passwords "$LOCAL/build.conf"
    set_parameter "$DB_NAME" zcrm.code "$2"
}
set_sample_passwords() {
    step "设置示例用户的密码" odoo_script "$1" set_passwords.py ZCRM_SAMPLE_PASSWORD="$SAMPLE_PASSWORD" ||
        fail "密码没有设上,请重新执行。"
}

print_access() {
    say ""
    say "网址:$(cat "$LOCAL/run/url")"
    if [ -n "${NEW_ADMIN_PASSWORD:-}" ]; then
        say "管理员:admin    密码:$NEW_ADMIN_PASSWORD(只显示这一次,请记下)"
    elif [ "$(get_parameter "$DB_NAME" zcrm.sample)" = 1 ]; then
        say "示例用户(密码都是 $SAMPLE_PASSWORD):"
        printf '  %-12s %s\n' admin "系统管理员"
        psql_run "$DB_NAME" -F $'\t' -f - <"$ROOT/tools/scripts/sample_users.sql" |
            while IFS=$'\t' read -r login name roles; do
                printf '  %-12s %s — %s\n' "$login" "$name" "$roles"
            done
    else
        say "管理员:admin"
    fi
    say ""
}

command_stop() {
    set_cache
    set_local
    if server_pid >/dev/null; then
        step "停止服务" stop_server || fail "服务停不下来,请稍后再试。"
    fi
    stop_clusters
    note "已停止。"
}
stop_clusters() {
    local name
    for name in main test; do
        [ -d "$LOCAL/postgres-$name" ] || continue
        (
            unset ZCRM_DB_HOST
            use_database "$name"
            ! pg_running || step "停止数据库($name)" stop_pg
        ) || fail "数据库停不下来,请稍后再试。"
    done
}

stop_idle_cluster() { # 是这次启动的,又没有人在用:停掉
    [ -n "$PG_STARTED" ] && ! server_pid >/dev/null || return 0
    exec 9>>"$LOCAL/run.lock"
    if flock -n 9; then stop_pg; fi
}

command_shell() {
    prepare
    case $(database_state "$DB_NAME") in
        absent | empty) fail "还没有数据库,请先执行 ./zcrm run。" ;;
    esac
    write_config "$LOCAL/shell.conf" "$DB_NAME"
    at_exit stop_idle_cluster
    odoo_run shell -c "$LOCAL/shell.conf" --no-http --log-level=warn "$@"
}

command_clean() {
    local answer=''
    if [ "${1:-}" != --yes ]; then
        [ -t 0 ] || fail "clean 会删除全部本地数据,请加 --yes 确认。"
        read -r -p "将删除本目录的全部本地数据(数据库、附件、日志),不能恢复。输入 yes 继续:" answer
        [ "$answer" = yes ] || fail "没有删除。"
    fi
    command_stop
    rm -rf "$LOCAL"
    [ -z "$LOCAL_LINK" ] || rm -f "$LOCAL_LINK"
    note "本地数据已删除(下载缓存还在 $CACHE)。"
}
