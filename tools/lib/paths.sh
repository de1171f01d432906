# shellcheck shell=bash
# 目录:本地数据(.zcrm)、下载缓存、模块所在处。

ADDON=zhuozhou_crm

set_cache() {
    if [ -n "${ZCRM_CACHE:-}" ]; then
        CACHE=$ZCRM_CACHE
    elif is_root; then
        CACHE=/var/cache/zcrm
    else
        CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/zcrm
    fi
    (umask 022 && mkdir -p "$CACHE")
}

app_can_reach() { # 非特权用户能否进入并读取
    as_app sh -c 'cd / && test -r "$1" && test -x "$1"' - "$1" 2>/dev/null
}

# 本地数据目录 LOCAL;模块目录 ADDONS(Odoo 的 addons_path 中的一项)。
# 非特权用户进不了检出目录时(比如检出在 /root 下),数据放到 /var/lib/zcrm,.zcrm 是指向它的链接,模块用副本。
set_local() {
    ensure_app_user
    local wanted=${ZCRM_LOCAL:-$ROOT/.zcrm}
    case $wanted in /*) ;; *) wanted=$CALLER_DIR/$wanted ;; esac
    LOCAL_LINK=
    if app_can_reach "$(dirname "$wanted")"; then
        LOCAL=$wanted
        mkdir -p "$LOCAL"
    else
        LOCAL_LINK=$wanted
        LOCAL=$APP_HOME/$(basename "$ROOT")-$(printf %s "$wanted" | hash_of)
        mkdir -p "$LOCAL"
        [ -L "$wanted" ] || [ -e "$wanted" ] || ln -s "$LOCAL" "$wanted"
    fi
    if is_root; then
        chown "$APP_USER:" "$LOCAL"
    fi
    as_app mkdir -p "$LOCAL/log" "$LOCAL/tmp" "$LOCAL/run"
    if app_can_reach "$ROOT" && app_can_read_addon; then
        ADDONS=$ROOT
    else
        ADDONS=$LOCAL/addons
        copy_addon
    fi
}
app_can_read_addon() {
    [ -z "$(as_app find "$ROOT/$ADDON" ! -readable -print -quit 2>&1)" ]
}
copy_addon() {
    rm -rf "$ADDONS.new"
    mkdir -p "$ADDONS.new"
    cp -r "$ROOT/$ADDON" "$ADDONS.new/"
    chmod -R a+rX "$ADDONS.new"
    rm -rf "$ADDONS"
    mv "$ADDONS.new" "$ADDONS"
}

# PostgreSQL 的 socket 路径不能超过 107 字节:路径太长时放到 /tmp。
socket_dir() { # socket_dir 集群名
    local dir=$LOCAL/run/$1
    if [ ${#dir} -gt 80 ]; then
        dir=/tmp/zcrm-$(id -u "$(if is_root; then echo "$APP_USER"; else id -un; fi)")-$(printf %s "$dir" | hash_of)
    fi
    printf '%s' "$dir"
}

addon_manifest() { # addon_manifest 键:模块清单中的一项,列表以空格分开
    /usr/bin/python3 - "$ROOT/$ADDON/__manifest__.py" "$1" <<'PY'
import ast, sys
value = ast.literal_eval(open(sys.argv[1], encoding="utf-8").read()).get(sys.argv[2], "")
print(" ".join(value) if isinstance(value, list) else value)
PY
}
