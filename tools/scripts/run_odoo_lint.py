"""Odoo's own ``test_lint`` checks, restricted to this addon.

Run in ``odoo shell`` on a database with the addon installed.
"""

import importlib
import logging
import subprocess
import sys
import unittest
from types import SimpleNamespace
from unittest.mock import patch

from odoo.modules import Manifest
from odoo.tests import loader
from odoo.tools import config

ADDON = "zhuozhou_crm"
CHECKS = [
    "test_dunderinit",
    "test_index",
    "test_jstranslate",
    "test_manifests",
    "test_markers",
    "test_naming",
    "test_onchange_domains",
    "test_orm_import",
    "test_override_signatures",
    "test_pofile",
    "test_pylint",
    "test_routes",
    "test_test_holes",
]


def run_without_odoo(command, **options):
    """Run pylint on this addon only, not on all of Odoo."""
    command = [part for part in command if part != config.root_path]
    return subprocess.run(command, **options)


def load_checks():
    for name in CHECKS:
        module = importlib.import_module(f"odoo.addons.test_lint.tests.{name}")
        if hasattr(module, "get_modules"):
            module.get_modules = lambda: [ADDON]
        if name == "test_pylint":
            module.subprocess = SimpleNamespace(run=run_without_odoo)
        yield from loader.get_module_test_cases(module)


def main():
    logging.getLogger("odoo").setLevel(logging.ERROR)
    manifest = Manifest.for_addon(ADDON)
    with patch.object(Manifest, "all_addon_manifests", staticmethod(lambda: [manifest])):
        result = loader.run_suite(unittest.TestSuite(load_checks()))
    print(f"test_lint: {result}, {result.skipped} skipped")
    if not result.wasSuccessful() or not result.testsRun or result.skipped:
        sys.exit(1)


main()
