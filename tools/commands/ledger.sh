# shellcheck shell=bash
# import:从命令行导入台账。标准输出只有一份 JSON,其余的话都说到标准错误。

command_import() {
    local values status=0
    exec 3>&1 1>&2
    values=$("$PYTHON" "$ROOT/tools/scripts/import_values.py" "$CALLER_DIR" "$@") || exit 1
    local file
    file=$(printf '%s' "$values" | "$PYTHON" -c 'import json, sys; print(json.load(sys.stdin)["path"])')
    prepare_data import
    require_ready_database
    write_config "$LOCAL/run/data-$$.conf" "$DB_NAME"
    as_app mkdir -p "$WORK"
    as_app sh -c 'cat >"$0"' "$WORK/ledger" <"$file" || fail "文件 $file 没有读完,请检查磁盘空间。"
    odoo_script "$LOCAL/run/data-$$.conf" import_ledger.py ZCRM_IMPORT_VALUES="$values" ZCRM_IMPORT_FOLDER="$WORK" || status=$?
    [ -s "$WORK/report.json" ] || fail "台账没有导入,请看上面的原因。"
    cat "$WORK/report.json" >&3
    return $status
}
