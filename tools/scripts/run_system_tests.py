"""Run the script-level tests in tests/ and write the same kind of report as run_odoo_tests.py.

run_system_tests.py REPORT.json [NAME...]      NAME: a module, class or method of tests/
"""

import json
import sys
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.tests = {}

    def startTest(self, test):
        super().startTest(test)
        self.started = time.monotonic()
        self.tests[test.id()] = {"outcome": "passed", "detail": "", "seconds": 0}
        print(f"  开始 {test.id()}", flush=True)

    def stopTest(self, test):
        super().stopTest(test)
        entry = self.tests[test.id()]
        entry["seconds"] = round(time.monotonic() - self.started, 2)
        word = {"passed": "通过", "failed": "失败", "skipped": "跳过"}[entry["outcome"]]
        print(f"  {word} {test.id()} ({entry['seconds']} 秒)", flush=True)

    def note(self, test, outcome, detail):
        test = getattr(test, "test_case", test)  # of a subtest
        entry = self.tests.setdefault(test.id(), {"seconds": 0})
        entry.update(outcome=outcome, detail=detail)
        print(detail, flush=True)

    def addError(self, test, err):
        super().addError(test, err)
        self.note(test, "failed", self._exc_info_to_string(err, test))

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.note(test, "failed", self._exc_info_to_string(err, test))

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err:
            self.note(test, "failed", f"{subtest}\n{self._exc_info_to_string(err, test)}")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.note(test, "skipped", reason)


def main(report, *names):
    sys.path.insert(0, str(ROOT))
    sys.dont_write_bytecode = True
    loader = unittest.TestLoader()
    if names:
        suite = loader.loadTestsFromNames([f"tests.{name}" for name in names])
    else:
        suite = loader.discover(str(ROOT / "tests"), top_level_dir=str(ROOT))
    result = Result()
    suite.run(result)
    with open(report, "w", encoding="utf-8") as file:
        json.dump({"tests": result.tests, "warnings": []}, file, ensure_ascii=False, indent=1)


main(*sys.argv[1:])
