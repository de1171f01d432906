"""Report files over 400 lines and functions over 40: they ask to be split.

Looks at Python, JavaScript and shell files (functions only in Python). Vendored files are left
out, and so are the functions of tests: a table of cases may be long.
"""

import ast
import sys
from pathlib import Path

MAX_FILE, MAX_FUNCTION = 400, 40
SKIPPED = {".git", ".zcrm", "node_modules", "lib"}


def sources():
    for path in sorted(Path().rglob("*")):
        if path.is_file() and path.suffix in (".py", ".js", ".sh"):
            if not SKIPPED.intersection(path.parent.parts) or path.parts[0] == "tools":
                yield path


def long_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = node.end_lineno - node.lineno + 1
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                length -= first.end_lineno - first.lineno + 1  # a docstring is not code
            if length > MAX_FUNCTION:
                yield node.lineno, node.name, length


def main():
    found = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines > MAX_FILE:
            found.append(f"{path}: {lines} lines, over {MAX_FILE}")
        if path.suffix == ".py" and "tests" not in path.parts:
            for line, name, length in long_functions(text):
                found.append(f"{path}:{line}: {name} has {length} lines, over {MAX_FUNCTION}")
    print("\n".join(found))
    return 1 if found else 0


sys.exit(main())
