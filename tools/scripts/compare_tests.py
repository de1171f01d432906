"""Compare two test reports: what fails only in the second?

    compare_tests.py WITHOUT.json WITH.json

Log lines do not count here: the tests are not ours. Ends with ``N passed, N failed`` of the second
run, where only tests that did not fail in the first run, too, count as failed.
"""

import json
import sys


def read(path):
    with open(path, encoding="utf-8") as file:
        tests = json.load(file)["tests"]
    return {
        word: {name for name, test in tests.items() if test["outcome"] == word}
        for word in ("passed", "failed", "skipped")
    }


def describe(label, run):
    total = sum(map(len, run.values()))
    counts = f"通过 {len(run['passed'])},失败 {len(run['failed'])},跳过 {len(run['skipped'])}"
    print(f"{label}:共 {total} 项,{counts}")


def main(without, with_addon):
    before, after = read(without), read(with_addon)
    print()
    describe("不装本模块", before)
    describe("装有本模块", after)
    known = before["failed"] & after["failed"]
    new = after["failed"] - before["failed"]
    missing = before["passed"] - after["passed"] - after["failed"]
    for label, tests in (
        ("两次都失败", known),
        ("只在不装时失败", before["failed"] - after["failed"]),
        ("装有本模块后新增的失败", new),
        ("装有本模块后不再执行", missing),
    ):
        for name in sorted(tests):
            print(f"{label}:{name}")
    bad = len(new) + len(missing)
    if not after["passed"]:
        print("没有执行任何测试(按失败计)。")
        bad += 1
    print(f"{len(after['passed'])} passed, {bad} failed")
    return 1 if bad else 0


sys.exit(main(*sys.argv[1:]))
