# shellcheck shell=bash
# lint:每个工具报告通过或失败;--fix 先改正能自动改的。

LINT_FAILED=()
# 说明文件在仓库根目录;大的模型按职责分在几个文件里
# groupby 用 itertools 的:按已排好的顺序逐行读,不把所有行留在内存里
NOT_OURS=missing-readme,attribute-string-redundant,consider-merging-classes-inherited,bad-builtin-groupby

prepare_lint() {
    set_cache
    ensure_run_packages
    ensure_packages shellcheck
    have npm && have node || ensure_packages nodejs npm
    set_local
    ensure_odoo
    ensure_venv dev
    ensure_node_tools
}
ensure_node_tools() {
    NODE_TOOLS=$CACHE/node-$({ node --version && cat "$ROOT/package-lock.json"; } | hash_of)
    [ -e "$NODE_TOOLS/.complete" ] || with_lock "$CACHE/node.lock" ensure_node_tools_locked
}
ensure_node_tools_locked() {
    [ -e "$NODE_TOOLS/.complete" ] || step "安装 JavaScript 和 XML 的检查工具" build_node_tools ||
        fail "npm 的软件包没有装上,请检查网络和 npm 的软件源设置,然后重新执行。"
}
build_node_tools() {
    umask 022
    rm -rf "$NODE_TOOLS"
    mkdir -p "$NODE_TOOLS" || return
    cp "$ROOT/package.json" "$ROOT/package-lock.json" "$NODE_TOOLS/" || return
    (cd "$NODE_TOOLS" && npm ci --no-audit --no-fund --ignore-scripts) && touch "$NODE_TOOLS/.complete"
}

check() { # check 名称 命令...
    local name=$1 output start=$SECONDS
    shift
    if output=$("$@" 2>&1 </dev/null); then
        printf '通过 %s(%d 秒)\n' "$name" $((SECONDS - start))
    else
        printf '失败 %s\n%s\n' "$name" "$output"
        LINT_FAILED+=("$name")
    fi
}
sources() { # sources 名字模式...:受检查的文件
    local -a patterns=()
    local pattern
    for pattern; do patterns+=(-o -name "$pattern"); done
    find . \( -name .git -o -name .zcrm -o -name node_modules -o -path '*/static/lib' \) -prune -o -type f \
        \( "${patterns[@]:1}" \) -print | LC_ALL=C sort
}
prettier() { # prettier --check|--write
    local -a files
    mapfile -t files < <(sources '*.xml' '*.js' '*.mjs' '*.scss' '*.json' | grep -v package-lock.json)
    "$NODE_TOOLS/node_modules/.bin/prettier" "$1" --log-level warn \
        --plugin="$NODE_TOOLS/node_modules/@prettier/plugin-xml/src/plugin.js" "${files[@]}"
}
eslint() {
    "$NODE_TOOLS/node_modules/.bin/eslint" --max-warnings 0 "$@" .
}
lint_shell() {
    local -a files
    mapfile -t files < <(sources '*.sh')
    shellcheck -x zcrm .ci/run "${files[@]}"
}
lint_po() {
    local -a files
    mapfile -t files < <(find "$ADDON" -name '*.po' -o -name '*.pot')
    [ ${#files[@]} -eq 0 ] || "$VENV/bin/oca-checks-po" "${files[@]}"
}
# Odoo 自己的 test_lint,只看本模块
lint_odoo() {
    odoo_script "$LOCAL/run/lint-$$.conf" run_odoo_lint.py PATH="$VENV/bin:$PATH"
}

command_lint() {
    cd "$ROOT" || return
    prepare_lint
    if [ "${1:-}" = --fix ]; then
        "$VENV/bin/ruff" check -q --fix . || true
        "$VENV/bin/ruff" format -q .
        prettier --write || true
        eslint --fix || true
    elif [ $# -gt 0 ]; then
        fail "lint 没有「$1」这个参数,请看 ./zcrm help。"
    fi
    check "ruff check" "$VENV/bin/ruff" check --quiet .
    check "ruff format" "$VENV/bin/ruff" format --check --quiet --diff .
    check "pylint + pylint_odoo" "$VENV/bin/pylint" --disable="$NOT_OURS" "$ADDON"
    check "oca-checks-odoo-module" "$VENV/bin/oca-checks-odoo-module" "$ADDON"
    check "oca-checks-po" lint_po
    check "prettier" prettier --check
    check "eslint" eslint
    check "shellcheck" lint_shell
    check "文件和函数长度" "$VENV/bin/python" tools/scripts/check_sizes.py
    check "示例数据与生成程序一致" "$VENV/bin/python" tools/generate_sample_data.py --check
    use_test_cluster
    ensure_template addon
    write_config "$LOCAL/run/lint-$$.conf" "$(addon_template_name)"
    check "Odoo test_lint" lint_odoo
    rm -f "$LOCAL/run/lint-$$.conf"
    if [ ${#LINT_FAILED[@]} -gt 0 ]; then
        fail "${#LINT_FAILED[@]} 项检查没有通过:$(printf '%s; ' "${LINT_FAILED[@]}")"
    fi
    note "全部检查通过。"
}
