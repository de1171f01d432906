# shellcheck shell=bash
# PostgreSQL:本目录自己的集群(只开 unix socket),或 ZCRM_DB_* 指定的已有服务器。
# use_database main|test 之后可用:DB_HOST DB_PORT DB_USER DB_PASSWORD PG_BIN,以及 psql_run。

PG_DATA=
PG_LOCK=

find_pg_bin() { # find_pg_bin [主版本]:Debian 的 PostgreSQL 程序目录
    local dir found=
    for dir in /usr/lib/postgresql/*/bin; do
        [ -x "$dir/initdb" ] || [ -n "${ZCRM_DB_HOST:-}" ] || continue
        [ -z "${1:-}" ] || [ "$dir" = "/usr/lib/postgresql/$1/bin" ] || continue
        found=$dir
    done
    [ -n "$found" ] || return 1
    printf '%s' "$found"
}

use_database() { # use_database main|test
    unset PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGSSLMODE PGPATH PGAPPNAME
    PG_NAME=$1
    DATA_DIR=$LOCAL/data
    [ "$1" = main ] || DATA_DIR=$LOCAL/data-$1
    as_app mkdir -p "$DATA_DIR"
    if [ "$1" = main ] && [ -n "${ZCRM_DB_HOST:-}" ]; then
        DB_HOST=$ZCRM_DB_HOST DB_PORT=${ZCRM_DB_PORT:-5432} DB_USER=${ZCRM_DB_USER:-odoo} DB_PASSWORD=${ZCRM_DB_PASSWORD:-}
        [ "$DB_USER" != postgres ] || fail "Odoo 不接受数据库用户 postgres,请建一个普通用户,用 ZCRM_DB_USER 指明。"
        PG_BIN=$(find_pg_bin) || fail "没有找到 PostgreSQL 客户端程序,请安装 postgresql-client。"
        PG_DATA=
        psql_run postgres -c 'select 1' >/dev/null ||
            fail "连不上数据库服务器 $DB_HOST:$DB_PORT(用户 $DB_USER),请检查 ZCRM_DB_* 的值。"
        return
    fi
    DB_HOST=$(socket_dir "$1") DB_PORT=5432 DB_USER=zcrm DB_PASSWORD=
    PG_DATA=$LOCAL/postgres-$1
    PG_LOCK=$LOCAL/postgres-$1.lock
    local version=
    [ ! -f "$PG_DATA/PG_VERSION" ] || version=$(cat "$PG_DATA/PG_VERSION")
    PG_BIN=$(find_pg_bin "$version") || fail "没有找到 PostgreSQL${version:+ $version} 的程序,请安装 postgresql${version:+-$version}。"
}

psql_run() { # psql_run 数据库 参数...
    local database=$1
    shift
    as_app env PGPASSWORD="$DB_PASSWORD" "$PG_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 \
        -h "$DB_HOST" -p "$DB_PORT" -U "$DB_USER" -d "$database" "$@"
}
pg_tool() { # pg_tool 程序 参数...
    local tool=$1
    shift
    as_app env PGPASSWORD="$DB_PASSWORD" "$PG_BIN/$tool" -h "$DB_HOST" -p "$DB_PORT" -U "$DB_USER" "$@"
}
database_exists() { [ "$(psql_run postgres -c "select 1 from pg_database where datname = '$1'")" = 1 ]; }

pg_running() { [ -n "$PG_DATA" ] && as_app "$PG_BIN/pg_ctl" -D "$PG_DATA" status >/dev/null 2>&1; }

init_cluster() {
    as_app rm -rf "$PG_DATA.new"
    as_app "$PG_BIN/initdb" -D "$PG_DATA.new" -U zcrm_admin -A trust --locale=C.UTF-8 -E UTF8 -N || return
    as_app tee -a "$PG_DATA.new/postgresql.conf" >/dev/null <<CONF || return

# ---- zcrm ----
listen_addresses = ''
unix_socket_permissions = 0700
shared_buffers = 256MB
work_mem = 16MB
max_connections = 120
jit = off
random_page_cost = 1.1
timezone = 'UTC'
log_timezone = 'Asia/Shanghai'
CONF
    if [ "$PG_NAME" = test ]; then # 测试数据用完即弃,不求断电后还在
        as_app tee -a "$PG_DATA.new/postgresql.conf" >/dev/null <<CONF || return
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
CONF
    fi
    as_app sync
    as_app mv "$PG_DATA.new" "$PG_DATA"
}
start_pg_process() {
    as_app mkdir -p "$DB_HOST" && as_app chmod 700 "$DB_HOST" || return
    as_app "$PG_BIN/pg_ctl" -D "$PG_DATA" -w -t 60 -s -l "$LOCAL/log/postgres-$PG_NAME.log" \
        -o "-k '$DB_HOST' -p $DB_PORT" start </dev/null >/dev/null 6>&- 7>&- 8>&- 9>&- || return
    as_app "$PG_BIN/psql" -X -q -h "$DB_HOST" -p "$DB_PORT" -U zcrm_admin -d postgres -c \
        "do \$\$ begin if not exists (select from pg_roles where rolname = 'zcrm') then create role zcrm login createdb; end if; end \$\$"
}
start_pg_locked() {
    pg_running && return
    if [ ! -d "$PG_DATA" ]; then
        step "建立数据库集群" init_cluster || fail "数据库集群没有建成,请看上面的原因。"
    fi
    if ! start_pg_process; then
        tail -n 15 "$LOCAL/log/postgres-$PG_NAME.log" >&2 || true
        fail "PostgreSQL 没有启动,请看上面的日志($LOCAL/log/postgres-$PG_NAME.log)。"
    fi
    PG_STARTED=1
}
# 启动集群;PG_STARTED=1 表示是这次启动的
start_pg() {
    PG_STARTED=
    [ -n "$PG_DATA" ] || return 0
    as_app touch "$PG_LOCK"
    with_lock "$PG_LOCK" start_pg_locked
}
stop_pg() {
    pg_running || return 0
    as_app "$PG_BIN/pg_ctl" -D "$PG_DATA" -m fast -w -t 60 -s stop
}
