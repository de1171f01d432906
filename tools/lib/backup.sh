# shellcheck shell=bash
# 备份文件:一个 tar,内有 manifest.json、database.dump(pg_dump 自定义格式)、filestore/、SHA256SUMS。

write_backup() { # write_backup 工作目录 数据库
    local work=$1 database=$2 store=$DATA_DIR/filestore/$2
    as_app mkdir -p "$work/filestore" || return
    # 附件在导出前后各取一次(硬链接),导出期间新增或清理的都不会缺
    copy_filestore "$store" "$work/filestore" || return
    pg_tool pg_dump -Fc -Z 5 --no-owner --no-privileges -f "$work/database.dump" "$database" || return
    copy_filestore "$store" "$work/filestore" || return
    backup_manifest "$database" | as_app tee "$work/manifest.json" >/dev/null || return
    as_app sh -c 'cd "$1" && find . -type f ! -name SHA256SUMS -print0 | LC_ALL=C sort -z | xargs -0 sha256sum >SHA256SUMS' - "$work"
}
copy_filestore() {
    [ ! -d "$1" ] || as_app cp -al --update=none "$1/." "$2/" 2>/dev/null || as_app cp -aln "$1/." "$2/"
}
backup_manifest() {
    cat <<JSON
{
  "format": 1,
  "product": "$ADDON",
  "created": "$(date -u +%Y-%m-%dT%H:%M:%SZ)",
  "odoo": "19.0",
  "addon_version": "$(psql_run "$1" -c "select latest_version from ir_module_module where name = '$ADDON'")",
  "postgresql": "$(psql_run "$1" -c 'show server_version')",
  "database": "$1"
}
JSON
}

# 解包并逐个核对;结果在工作目录
unpack_backup() { # unpack_backup 工作目录(标准输入是备份文件)
    as_app mkdir -p "$1" || return
    as_app tar -x -C "$1" --no-same-owner || return
    [ -f "$1/manifest.json" ] && [ -f "$1/database.dump" ] && [ -f "$1/SHA256SUMS" ] || return
    as_app sh -c 'cd "$1" && sha256sum --quiet -c SHA256SUMS' - "$1"
}
check_backup_version() { # check_backup_version 工作目录
    "$PYTHON" - "$1/manifest.json" "$ADDON" "$(addon_manifest version)" <<'PY'
import json, sys
path, addon, version = sys.argv[1:]
manifest = json.load(open(path, encoding="utf-8"))
number = lambda text: [int(part) for part in text.split(".")]
if manifest.get("product") != addon:
    sys.exit("失败:这不是本系统的备份。")
if manifest.get("format") != 1 or manifest.get("odoo") != "19.0" or number(manifest["addon_version"]) > number(version):
    sys.exit(f"失败:备份来自较新的版本({manifest.get('addon_version')}),本机是 {version},请先升级本机的程序再恢复。")
PY
}
load_backup() { # load_backup 工作目录 数据库(不存在)
    psql_run postgres -c "create database \"$2\" template template0 encoding 'UTF8' lc_collate 'C'" || return
    pg_tool pg_restore --no-owner --no-privileges --exit-on-error -j 2 -d "$2" "$1/database.dump" || return
    as_app mkdir -p "$DATA_DIR/filestore" || return
    as_app rm -rf "$DATA_DIR/filestore/$2" || return
    as_app mv "$1/filestore" "$DATA_DIR/filestore/$2" || return
    psql_run "$2" -c analyze
}
