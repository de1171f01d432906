# shellcheck shell=bash
# 安装:Debian 软件包、Odoo 19、Python 环境。都可以重复执行,中断后继续。

ODOO_DEB_VERSION=19.0.0+dfsg-1
ODOO_FONT_PACKAGES="fonts-font-awesome fonts-roboto-unhinted fonts-montserrat fonts-inconsolata fonts-ocr-b
    libjs-jquery libjs-jquery-form libjs-underscore"
PYTHON=/usr/bin/python3

# ---- Debian 软件包 ----

packages_missing() {
    local package
    for package; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
            installed) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
}
apt_root() {
    local -a prefix=()
    if ! is_root; then
        have sudo || return 97
        prefix=(sudo)
    fi
    "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=900 -o Dpkg::Use-Pty=0 \
        -o Acquire::Retries=3 "$@"
}
apt_install() {
    if is_root; then dpkg --configure -a || true; fi
    # 先用现有的软件包列表;没有列表或已过时再更新
    apt_root install -y -q --no-install-recommends "$@" ||
        { apt_root update -q && apt_root install -y -q --no-install-recommends "$@"; }
}
ensure_packages() { # ensure_packages 软件包...
    local missing
    have dpkg-query && have apt-get || fail "没有 apt-get:请自行安装 $*,并用 ZCRM_ODOO 指明 Odoo 19 的目录。"
    missing=$(packages_missing "$@")
    [ -n "$missing" ] || return 0
    if ! is_root && ! have sudo; then
        fail "缺少软件包 $missing,当前用户没有安装权限,请管理员执行:apt-get install $missing"
    fi
    # shellcheck disable=SC2086
    step "安装系统软件包:$missing" apt_install $missing ||
        fail "软件包没有装上,请检查网络和软件源(apt-get update 能否成功),然后重新执行。"
}
ensure_run_packages() {
    local -a packages=(python3 python3-venv ca-certificates)
    if [ -z "${ZCRM_DB_HOST:-}" ]; then
        packages+=(postgresql postgresql-contrib)
    elif ! find_pg_bin >/dev/null; then
        packages+=(postgresql-client)
    fi
    ensure_packages "${packages[@]}"
    "$PYTHON" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' ||
        fail "Odoo 19 需要 Python 3.10 至 3.13,而 $PYTHON 是 $("$PYTHON" -V),请换用 Debian 12 或 13。"
}
ensure_test_packages() {
    local -a packages=(libreoffice-calc poppler-utils)
    have chromium || have google-chrome || packages+=(chromium)
    { have fc-list && [ -n "$(fc-list :lang=zh-cn family)" ]; } || packages+=(fonts-noto-cjk fontconfig)
    ensure_packages "${packages[@]}"
}

# ---- Odoo 19 ----

debian_archive() { # 本机配置的 Debian 主软件源
    apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(LABEL)' 'Created-By: Packages' |
        awk '$2 == "Debian" && $3 == "Debian" {print $1; exit}'
}
unpack_debian_odoo() { # unpack_debian_odoo 目录 软件源:从 Debian unstable 取 odoo-19,不改动本机的软件源
    local work=$1.work archive=$2 package found
    rm -rf "$work" "$1"
    mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/debs" "$1"
    printf 'deb [signed-by=%s] %s sid main\n' /usr/share/keyrings/debian-archive-keyring.gpg "$archive" >"$work/sources.list"
    # 版本是固定的、签名照常核对,所以不要求软件源的清单还在有效期内(镜像可能落后几周)
    local -a apt=(apt-get -q -o Acquire::Check-Valid-Until=false -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$work/lists" -o "Dir::Cache::archives=$work/archives" -o Dir::Cache::pkgcache=
        -o Dir::Cache::srcpkgcache= -o Acquire::Languages=none -o APT::Sandbox::User=root -o Acquire::Retries=3)
    "${apt[@]}" update || return
    cd "$work/debs" || return
    # shellcheck disable=SC2086
    "${apt[@]}" download $ODOO_FONT_PACKAGES || return
    if ! "${apt[@]}" download "odoo-19=$ODOO_DEB_VERSION"; then
        echo "软件源中已没有 odoo-19 $ODOO_DEB_VERSION,改用现有版本"
        "${apt[@]}" download odoo-19 || return
    fi
    for package in *.deb; do
        echo "解包 $package"
        dpkg-deb -x "$package" "$1" || return
    done
    cd /
    found=$1/usr/lib/python3/dist-packages
    rm -rf "${found:?}/addons" "$found/setup" "$found/doc"     # 打包时多出的副本
    find "$1" -xtype l -delete
    ln -s usr/lib/python3/dist-packages "$1/source"
    rm -rf "$work"
}
clone_upstream_odoo() { # 没有 Debian 软件源的系统:取上游 19.0 分支
    have git || apt_install git
    rm -rf "$1"
    mkdir -p "$1"
    git clone --depth 1 --branch 19.0 "${ZCRM_ODOO_GIT:-https://github.com/odoo/odoo}" "$1/source"
}
build_odoo() {
    umask 022
    local archive
    archive=$(debian_archive)
    [ -n "$archive" ] || { apt_root update -q && archive=$(debian_archive); }
    if [ -n "$archive" ]; then
        unpack_debian_odoo "$1.new" "$archive" || return
    else
        clone_upstream_odoo "$1.new" || return
    fi
    echo "编译 Python 文件"
    "$PYTHON" -m compileall -q -j 0 -x '/templates/' "$1.new/source/odoo" >/dev/null || true
    rm -rf "$1"
    mv "$1.new" "$1"
}
ensure_odoo() {
    if [ -n "${ZCRM_ODOO:-}" ]; then
        ODOO=$(cd "$ZCRM_ODOO" 2>/dev/null && pwd) || fail "ZCRM_ODOO 指的目录 $ZCRM_ODOO 不存在,请改正。"
        [ -f "$ODOO/odoo/release.py" ] || fail "$ODOO 里没有 odoo/release.py,请把 ZCRM_ODOO 指到 Odoo 19 的源码目录。"
        grep -q '^version_info = (19, 0' "$ODOO/odoo/release.py" || fail "$ODOO 不是 Odoo 19.0,请换成 19.0 版。"
        app_can_reach "$ODOO/odoo" || fail "用户 $APP_USER 读不了 $ODOO,请放到它能进入的目录。"
        ODOO_KEY=$(printf %s "$ODOO" | hash_of)
        return
    fi
    local tree=$CACHE/odoo-$ODOO_DEB_VERSION
    ODOO_KEY=$ODOO_DEB_VERSION
    if [ ! -d "$tree" ]; then
        with_lock "$CACHE/odoo.lock" ensure_odoo_locked "$tree"
    fi
    ODOO=$tree/source
}
ensure_odoo_locked() {
    [ -d "$1" ] && return
    step "下载并解包 Odoo 19(约 130 MB,解包后 1.2 GB)" build_odoo "$1" ||
        fail "没有取到 Odoo 19,请检查网络后重新执行,或用 ZCRM_ODOO 指明已有的 Odoo 19。"
}

# ---- Python 环境 ----

build_venv() { # build_venv 目录
    umask 022
    rm -rf "$1"
    "$PYTHON" -m venv "$1" && pip_install "$1" -r "$ROOT/requirements.txt" && touch "$1/.run"
}
add_dev_packages() {
    umask 022
    pip_install "$1" -c "$ROOT/requirements.txt" -r "$ROOT/requirements-dev.txt" && touch "$1/.dev"
}
pip_install() {
    local venv=$1
    shift
    "$venv/bin/python" -m pip install -q --no-input --disable-pip-version-check --no-cache-dir "$@"
}
ensure_venv() { # ensure_venv run|dev
    local key
    key=$({ "$PYTHON" -V && cat "$ROOT/requirements.txt" "$ROOT/requirements-dev.txt"; } | hash_of)
    VENV=$CACHE/venv-$key
    [ -e "$VENV/.$1" ] || with_lock "$CACHE/venv.lock" ensure_venv_locked "$1"
}
ensure_venv_locked() {
    [ -e "$VENV/.run" ] || step "安装 Python 依赖" build_venv "$VENV" ||
        fail "Python 依赖没有装上,请检查网络和 pip 的软件源设置,然后重新执行。"
    [ -e "$VENV/.$1" ] || step "安装测试和检查工具" add_dev_packages "$VENV" ||
        fail "测试工具没有装上,请检查网络和 pip 的软件源设置,然后重新执行。"
}
