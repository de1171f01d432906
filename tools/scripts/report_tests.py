"""Add up test reports and end with ``N passed, N failed``.

    report_tests.py REPORT.json...

A skipped test counts as failed: a tour that silently does not run proves nothing. So does each
distinct unexpected line in the log, a report that is missing, and a run without tests.
"""

import json
import sys


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        test = f"{path}:没有结果,测试程序中途退出"
        return {"tests": {test: {"outcome": "failed", "detail": ""}}, "warnings": []}


def names(tests, outcome):
    return [name for name, test in tests.items() if test["outcome"] == outcome]


def print_slowest(tests):
    if len(tests) <= 20:
        return
    slow = sorted(
        ((test.get("seconds", 0), name) for name, test in tests.items()), reverse=True
    )
    words = [f"{name.rsplit('.', 1)[-1]} {seconds:.0f} 秒" for seconds, name in slow[:5]]
    print("最慢:" + ",".join(words))


def main(paths):
    tests, warnings = {}, {}
    for path in paths:
        report = read(path)
        tests.update(report["tests"])
        for warning in report["warnings"]:
            warnings.setdefault(warning["line"], warning["test"])
    passed = names(tests, "passed")
    failed = names(tests, "failed")
    skipped = names(tests, "skipped")
    print()
    print_slowest(tests)
    for name in failed:
        print(f"失败 {name}")
    for name in skipped:
        print(f"跳过(按失败计) {name}:{tests[name]['detail']}")
    for line, test in warnings.items():
        print(f"日志中的意外(按失败计) {test or ''}:{line[:1000]}")
    bad = len(failed) + len(skipped) + len(warnings)
    if not tests:
        print("没有执行任何测试(按失败计):请检查文件名或标签。")
        bad += 1
    print(f"{len(passed)} passed, {bad} failed")
    return 1 if bad else 0


sys.exit(main(sys.argv[1:]))
