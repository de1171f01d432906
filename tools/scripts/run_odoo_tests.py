"""Run Odoo's server with tests and keep account of every test and of every unexpected log line.

    run_odoo_tests.py REPORT.json [--after-load] ODOO-ARGUMENT...

Progress goes to standard output, Odoo's log to standard error, the account to REPORT.json.
With --after-load the at_install tests wait until all modules are loaded.
"""

import json
import logging
import re
import sys
import time

import odoo.cli
from odoo.tools import config

# Lines at WARNING or above that say nothing about the code under test: (logger, message).
EXPECTED = [
    (r"odoo\.tests\.result", r".*"),  # the closing count; counted here already
    (r"odoo\.modules\.loading", r"Module \w+: \d+ failures, \d+ errors of \d+ tests"),
    (r"odoo\.tools\.config", r".*"),
    (r".*\.browser", r"Killing chrome headless with pid \d+: still alive"),
]
EXPECTED = [(re.compile(name), re.compile(message)) for name, message in EXPECTED]


def now():
    return time.clock_gettime(time.CLOCK_MONOTONIC)  # which freezegun does not stop


class Account(logging.Handler):
    """What happened to each test; as a log handler, the unexpected lines."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.tests = {}  # id -> {"outcome", "detail", "seconds"}
        self.warnings = []
        self.current = None
        self.started = 0.0
        self.quiet = False

    def emit(self, record):
        if self.quiet:
            return
        message = record.getMessage()
        if any(name.fullmatch(record.name) and text.match(message) for name, text in EXPECTED):
            return
        if record.exc_info and record.exc_info[1]:
            message += f" ({record.exc_info[0].__name__}: {record.exc_info[1]})"
        line = f"{record.levelname} {record.name}: {message}"
        self.warnings.append({"test": self.current, "line": line})
        self.say(f"  日志 {line[:2000]}")

    @staticmethod
    def say(text):
        print(text, flush=True)

    @staticmethod
    def name_of(test):
        while getattr(test, "test_case", None):  # a subtest
            test = test.test_case
        return re.sub(r"^odoo\.(addons|upgrade)\.", "", test.id())

    def start(self, test):
        self.current, self.started = self.name_of(test), now()
        self.tests[self.current] = {"outcome": "passed", "detail": "", "seconds": 0}

    def stop(self, test):
        entry = self.tests[self.name_of(test)]
        entry["seconds"] = round(now() - self.started, 2)
        self.current = None
        word = {"passed": "通过", "failed": "失败", "skipped": "跳过"}[entry["outcome"]]
        self.say(f"  {word} {self.name_of(test)} ({entry['seconds']} 秒)")

    def note(self, test, outcome, detail):
        entry = self.tests.setdefault(self.name_of(test), {"seconds": 0, "detail": ""})
        if entry.get("outcome") != "failed":
            entry["outcome"] = outcome
        entry["detail"] = (entry["detail"] + "\n" + detail).strip()
        if outcome != "passed":
            self.say(detail)

    def save(self, path):
        report = {"tests": self.tests, "warnings": self.warnings}
        with open(path, "w", encoding="utf-8") as file:
            json.dump(report, file, ensure_ascii=False, indent=1)


def follow_results(account):
    """Hook into Odoo's result object."""
    from odoo.tests.result import OdooTestResult  # noqa: PLC0415 - only after the configuration is read

    def wrap(name, before=None, after=None):
        original = getattr(OdooTestResult, name)

        def method(self, test, *args):
            if before:
                before(self, test, *args)
            # a failure is logged as an error, too: counted already
            account.quiet = name.startswith("add")
            try:
                return original(self, test, *args)
            finally:
                account.quiet = False
                if after:
                    after(self, test, *args)

        setattr(OdooTestResult, name, method)

    def failed(result, test, error):
        if not result._soft_fail:
            account.note(test, "failed", f"{test}\n{result._exc_info_to_string(error, test)}")

    wrap("startTest", before=lambda result, test: account.start(test))
    wrap("stopTest", after=lambda result, test: account.stop(test))
    wrap("addError", before=failed)
    wrap("addFailure", before=failed)
    wrap(
        "addSkip",
        before=lambda result, test, reason: account.note(test, "skipped", f"{test}: {reason}"),
    )


def wait_for_all_modules():
    """Make the at_install tests run together with the post_install ones."""
    from odoo.tests import loader  # noqa: PLC0415

    make_suite = loader.make_suite

    def later(module_names, position="at_install"):
        if position == "at_install":
            return loader.OdooSuite([])
        suite = make_suite(module_names, "at_install")
        suite.addTests(make_suite(module_names, position))
        return suite

    loader.make_suite = later


def be_patient_with_the_browser():
    """On a busy machine it takes more than Odoo's ten seconds to start, and tours are skipped."""
    from odoo.tests import common  # noqa: PLC0415

    common.CHECK_BROWSER_ITERATIONS = 600


def main():
    report, *args = sys.argv[1:]
    after_load = "--after-load" in args
    args = [arg for arg in args if arg != "--after-load"]
    account = Account()
    config.parse_config(args, setup_logging=True)
    logging.getLogger().addHandler(account)
    follow_results(account)
    be_patient_with_the_browser()
    if after_load:
        wait_for_all_modules()
    sys.argv = ["odoo", "server", *args]
    status = 0
    try:
        odoo.cli.main()
    except SystemExit as end:
        status = end.code or 0
    finally:
        account.save(report)
    sys.exit(status)


main()
