# shellcheck shell=bash
# export、backup、restore:服务开着或停着都可以用,适合放进 cron。

. "$ROOT/tools/lib/backup.sh"

prepare_data() { # 数据库可用;用完后恢复原状
    prepare
    at_exit stop_idle_cluster
    at_exit remove_work
    WORK=$LOCAL/tmp/$1-$$
}
remove_work() { as_app rm -rf "$WORK" "$LOCAL/run/data-$$.conf"; }
require_ready_database() {
    [ "$(database_state "$DB_NAME")" = ready ] || fail "还没有数据库,请先执行 ./zcrm run。"
}

command_export() {
    local out='' values
    local -a options=()
    while [ $# -gt 0 ]; do
        case $1 in
            --out) out=${2:?--out 后面要有文件名} && shift ;;
            --out=*) out=${1#*=} ;;
            *) options+=("$1") ;;
        esac
        shift
    done
    [ -n "$out" ] || fail "缺少 --out 文件.xlsx。"
    [ -d "$(dirname "$out")" ] || fail "目录 $(dirname "$out") 不存在,请先建立。"
    prepare_data export
    values=$("$PYTHON" "$ROOT/tools/scripts/export_values.py" "${options[@]}")
    require_ready_database
    write_config "$LOCAL/run/data-$$.conf" "$DB_NAME"
    odoo_script "$LOCAL/run/data-$$.conf" export_summary.py ZCRM_EXPORT_VALUES="$values" ZCRM_EXPORT_FILE="$WORK" ||
        fail "汇总没有导出,请看上面的原因。"
    deliver "$WORK" "$out"
    note "已导出 $out"
}
deliver() { # deliver 来源 去处:先写临时名,不留半个文件
    cat "$1" >"$2.part" && mv "$2.part" "$2" || {
        rm -f "$2.part"
        fail "写不了 $2,请检查目录权限和磁盘空间。"
    }
}

command_backup() {
    [ $# -eq 1 ] || fail "用法:./zcrm backup 文件"
    local file=$1
    [ -d "$(dirname "$file")" ] || fail "目录 $(dirname "$file") 不存在,请先建立。"
    prepare_data backup
    require_ready_database
    step "备份数据库和附件" write_backup "$WORK" "$DB_NAME" || fail "备份没有成功,请看上面的原因(多半是磁盘空间不足)。"
    as_app tar -c -C "$WORK" manifest.json SHA256SUMS database.dump filestore >"$file.part" && mv "$file.part" "$file" || {
        rm -f "$file.part"
        fail "写不了 $file,请检查目录权限和磁盘空间。"
    }
    note "已备份到 $file($(du -h "$file" | cut -f1))。"
}

command_restore() {
    local file='' force='' was_running=''
    while [ $# -gt 0 ]; do
        case $1 in
            --force) force=1 ;;
            -*) fail "restore 没有「$1」这个参数,请看 ./zcrm help。" ;;
            *) file=$1 ;;
        esac
        shift
    done
    [ -n "$file" ] || fail "用法:./zcrm restore 文件 [--force]"
    [ -r "$file" ] || fail "读不到 $file,请检查文件名和权限。"
    prepare_data restore
    exec 9>>"$LOCAL/run.lock"
    flock -n 9 || fail "另一个 ./zcrm run 或 restore 正在执行,请等它完成。"
    local state
    state=$(database_state "$DB_NAME")
    [ "$state" = absent ] || [ -n "$force" ] ||
        fail "数据库 $DB_NAME 里已有数据,恢复会把它全部换掉。确实要换,请先 ./zcrm backup 一份,再加上 --force。"
    note "核对备份文件"
    unpack_backup "$WORK" <"$file" || fail "备份文件 $file 已损坏或不完整,没有恢复任何内容,请换另一份备份。"
    check_backup_version "$WORK"
    drop_database "${DB_NAME}_new"
    step "恢复数据库和附件" load_backup "$WORK" "${DB_NAME}_new" ||
        fail "恢复没有成功,原来的数据没有改动,请看上面的原因。"
    if server_pid >/dev/null; then
        was_running=1
        step "停止服务" stop_server || fail "服务停不下来,请先 ./zcrm stop 再恢复。"
    fi
    swap_database "${DB_NAME}_new" "$DB_NAME" || fail "换库没有成功,请看上面的原因后重试。"
    note "已从 $file 恢复。${was_running:+服务已停止,}请执行 ./zcrm run。"
}
swap_database() { # swap_database 新库 正式名:旧库留到换好为止
    drop_database "$2_old" || return
    ! database_exists "$2" || rename_database "$2" "$2_old" || return
    rename_database "$1" "$2" || return
    drop_database "$2_old"
}
