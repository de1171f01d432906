# shellcheck shell=bash
# 输出、进度、换用户、加锁:各命令共用。

APP_USER=zcrm
STEP_LOG=
STEP_PID=

say() { printf '%s\n' "$*"; }
note() { printf '· %s\n' "$*"; }
warn() { printf '注意:%s\n' "$*" >&2; }
fail() {
    printf '失败:%s\n' "$*" >&2
    exit 1
}

is_root() { [ "$(id -u)" -eq 0 ]; }
have() { command -v "$1" >/dev/null 2>&1; }
random_text() { # random_text 长度
    local text=
    while [ ${#text} -lt "$1" ]; do
        text+=$(head -c 64 /dev/urandom | base64 -w0 | tr -dc 'A-HJ-NP-Za-km-z2-9' || true)
    done
    printf '%s' "${text:0:$1}"
}
hash_of() { sha256sum | cut -c1-12; } # 标准输入的短摘要

stop_step() { # 中断时结束正在进行的步骤(独立的进程组)
    [ -z "$STEP_PID" ] || kill -TERM -- "-$STEP_PID" 2>/dev/null || true
    STEP_PID=
}
on_interrupt() {
    stop_step
    printf '\n已中断;再次执行同一命令会从中断处继续。\n' >&2
    exit 130
}
# 退出时要做的事:at_exit 函数名
EXIT_JOBS=()
at_exit() { EXIT_JOBS=("$1" "${EXIT_JOBS[@]}"); }
on_exit() {
    local status=$? job
    trap - EXIT
    trap '' INT TERM
    stop_step
    for job in "${EXIT_JOBS[@]}"; do "$job" || true; done
    [ $status -ne 0 ] || [ -z "$STEP_LOG" ] || rm -f "$STEP_LOG"
    exit $status
}
trap on_interrupt INT TERM
trap on_exit EXIT

# step "说明" 命令...:执行并显示用时;输出进日志,失败时显示日志末尾。
step() {
    local title=$1 start=$SECONDS status=0 shown=0
    shift
    [ -n "$STEP_LOG" ] || STEP_LOG=$(mktemp "${TMPDIR:-/tmp}/zcrm-log.XXXXXX")
    printf '\n== %s\n' "$title" >>"$STEP_LOG"
    local from
    from=$(stat -c %s "$STEP_LOG")
    [ -t 1 ] || printf '… %s\n' "$title"
    set -m
    ("$@") >>"$STEP_LOG" 2>&1 </dev/null 6>&- 7>&- 8>&- 9>&- &
    STEP_PID=$!
    set +m
    while kill -0 "$STEP_PID" 2>/dev/null; do
        if [ -t 1 ]; then
            printf '\r… %s(%d 秒)' "$title" $((SECONDS - start))
        elif [ $((SECONDS - start - shown)) -ge 15 ]; then
            shown=$((SECONDS - start))
            printf '… %s(%d 秒)\n' "$title" "$shown"
        fi
        sleep 0.2
    done
    wait "$STEP_PID" || status=$?
    STEP_PID=
    [ ! -t 1 ] || printf '\r\033[K'
    if [ $status -eq 0 ]; then
        printf '✓ %s(%d 秒)\n' "$title" $((SECONDS - start))
        return 0
    fi
    tail -c +$((from + 1)) "$STEP_LOG" | tail -n 25 >&2
    printf '失败:%s(退出码 %d)。完整日志:%s\n' "$title" $status "$STEP_LOG" >&2
    return $status
}

# 以非特权用户执行:是 root 时换成 zcrm 用户,否则就是当前用户。
as_app() {
    if is_root; then
        runuser -u "$APP_USER" -- env HOME="$APP_HOME" USER="$APP_USER" LOGNAME="$APP_USER" "$@"
    else
        "$@"
    fi
}
ensure_app_user() {
    APP_HOME=$HOME
    is_root || return 0
    if ! id "$APP_USER" >/dev/null 2>&1; then
        useradd --system --user-group --home-dir /var/lib/zcrm --create-home --shell /usr/sbin/nologin "$APP_USER"
    fi
    APP_HOME=$(getent passwd "$APP_USER" | cut -d: -f6)
}

# 锁:with_lock 文件 命令...,在当前 shell 中执行,可以嵌套(占用 6 至 8 号描述符;常驻进程启动时都关上它们)
LOCK_DEPTH=0
with_lock() {
    local file=$1 status=0 fd=$((6 + LOCK_DEPTH))
    shift
    LOCK_DEPTH=$((LOCK_DEPTH + 1))
    eval "exec $fd>>\"\$file\""
    if ! flock -n $fd; then
        note "另一个 zcrm 正在准备同样的东西,等它完成……"
        flock $fd
    fi
    "$@" || status=$?
    eval "exec $fd>&-"
    LOCK_DEPTH=$((LOCK_DEPTH - 1))
    return $status
}
