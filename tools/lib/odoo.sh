# shellcheck shell=bash
# Odoo:配置文件、调用、启动和停止服务。

set_odoo_environment() {
    ADDONS_PATH=$ADDONS
    [ ! -d "$ODOO/addons" ] || ADDONS_PATH=$ODOO/addons,$ADDONS
}
write_config() { # write_config 文件 数据库 [额外的行...]
    local file=$1 database=$2
    shift 2
    set_odoo_environment
    as_app sh -c 'umask 077 && cat >"$1.new" && mv "$1.new" "$1"' - "$file" <<CONF
[options]
addons_path = $ADDONS_PATH
data_dir = $DATA_DIR
db_host = $DB_HOST
db_port = $DB_PORT
db_user = $DB_USER
db_name = $database
dbfilter = ^$database\$
pg_path = $PG_BIN
list_db = False
$(printf '%s\n' ${DB_PASSWORD:+"db_password = $DB_PASSWORD"} "$@")
CONF
}
# odoo_python 参数...:以非特权用户执行能 import odoo 的 Python;其余都由它派生
odoo_python() {
    (cd / && as_app env PYTHONPATH="$ODOO" PYTHONUNBUFFERED=1 LANG=C.UTF-8 LC_ALL=C.UTF-8 \
        "$VENV/bin/python" -W ignore::DeprecationWarning "$@")
}
odoo_run() { odoo_python -m odoo "$@"; } # odoo_run shell -c …、odoo_run server -c …
# odoo_script 配置文件 脚本 [变量=值...]:在 odoo shell 里执行 tools/scripts/ 下的脚本
odoo_script() {
    local config=$1 script=$2
    shift 2
    (
        local variable
        for variable; do export "${variable?}"; done
        odoo_run shell -c "$config" --no-http --log-level=warn <"$ROOT/tools/scripts/$script"
    )
}

port_free() { # port_free 地址 端口
    ! (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}
next_free_port() { # next_free_port 地址 起始端口
    local port=$2 host=$1
    case $host in 0.0.0.0 | ::) host=127.0.0.1 ;; esac
    while ! port_free "$host" "$port"; do
        port=$((port + 1))
        [ $port -lt $(($2 + 200)) ] || fail "从 $2 起没有空闲端口,请用 --port 指定。"
    done
    printf '%s' "$port"
}

server_pid() { # 正在运行的服务的进程号
    local pid
    pid=$(cat "$LOCAL/run/odoo.pid" 2>/dev/null) || return 1
    [ -n "$pid" ] && [ -r "/proc/$pid/cmdline" ] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF "$LOCAL/odoo.conf" || return 1
    printf '%s' "$pid"
}
start_server() { # 后台启动
    as_app sh -c 'cd / && exec setsid "$@" >>"$0" 2>&1 </dev/null 6>&- 7>&- 8>&- 9>&- & echo $! >"$(dirname "$(dirname "$0")")/run/odoo.pid"' \
        "$LOCAL/log/odoo.log" env PYTHONPATH="$ODOO" PYTHONUNBUFFERED=1 LANG=C.UTF-8 LC_ALL=C.UTF-8 \
        "$VENV/bin/python" -W ignore::DeprecationWarning -m odoo server -c "$LOCAL/odoo.conf"
}
wait_for_login() { # wait_for_login 网址:等到登录页应答
    local url=$1 tries=0
    while ! "$PYTHON" - "$url" 2>/dev/null <<'PY'; do
import sys, urllib.request
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
page = opener.open(sys.argv[1] + "/web/login", timeout=20).read().decode()
sys.exit(0 if 'name="login"' in page else 1)
PY
        server_pid >/dev/null || return 1
        tries=$((tries + 1))
        [ $tries -lt 240 ] || return 1
        sleep 0.5
    done
}
stop_server() {
    local pid tries=0
    pid=$(server_pid) || return 0
    as_app kill -TERM "$pid"
    while [ -d "/proc/$pid" ]; do
        tries=$((tries + 1))
        [ $tries -ne 100 ] || as_app kill -KILL "$pid" || true
        [ $tries -lt 200 ] || return 1
        sleep 0.1
    done
    as_app rm -f "$LOCAL/run/odoo.pid"
}
