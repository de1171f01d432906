"""What the script-level tests share: databases copied from a template, and calls of ./zcrm.

`./zcrm test` provides the PostgreSQL cluster and the templates and names them in the environment.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import unittest
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

ROOT = Path(__file__).resolve().parents[1]
SOCKET = os.environ["ZCRM_TEST_SOCKET"]
PREFIX = os.environ["ZCRM_TEST_PREFIX"]
TEMPLATES = {
    "deps": os.environ["ZCRM_TEST_DEPS"],
    "addon": os.environ["ZCRM_TEST_ADDON"],
}
TEMPLATE_FILES = Path(os.environ["ZCRM_TEST_DATA"]) / "filestore"
SETTINGS = ("ZCRM_DB_", "ZCRM_LOCAL", "ZCRM_TEST_", "PG")


def query(database, sql, *args, commit=False):
    """Rows of a query, as the user the scripts use."""
    with closing(psycopg2.connect(host=SOCKET, user="zcrm", dbname=database)) as connection:
        if commit:
            connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
        with connection.cursor() as cursor:
            cursor.execute(sql, args or None)
            return cursor.fetchall() if cursor.description else []


def drop(database):
    query("postgres", f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)', commit=True)


class Place:
    """A folder for local data with one database of its own."""

    def __init__(self, name, checkout=ROOT, **environment):
        self.database = PREFIX + name
        self.folder = Path(tempfile.mkdtemp(prefix="zcrm-test-"))
        self.folder.chmod(0o755)
        self.local = self.folder / "local"
        self.checkout = checkout
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(SETTINGS)}
        self.environment = inherited | {
            "ZCRM_LOCAL": str(self.local),
            "ZCRM_DB_NAME": self.database,
            "ZCRM_DB_HOST": SOCKET,
            "ZCRM_DB_USER": "zcrm",
        }
        self.environment.update(environment)

    def fill(self, template):
        """Make the database, a copy of a template."""
        source = TEMPLATES[template]
        query("postgres", f'CREATE DATABASE "{self.database}" TEMPLATE "{source}"', commit=True)
        self.zcrm("stop")  # lays out the folder for the user that runs Odoo
        owner = self.local.stat()
        store = self.local / "data" / "filestore" / self.database
        if (TEMPLATE_FILES / source).is_dir():
            shutil.copytree(TEMPLATE_FILES / source, store)
            if os.getuid() == 0:
                subprocess.run(
                    ["chown", "-R", f"{owner.st_uid}:{owner.st_gid}", self.local / "data"],
                    check=True,
                )
        return self

    def start_zcrm(self, *args, **options):
        return subprocess.Popen(
            [str(self.checkout / "zcrm"), *map(str, args)],
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            stdin=subprocess.PIPE,
            # a test run in the background ignores Ctrl-C, and so would all that it starts
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            **options,
        )

    def zcrm(self, *args, fails=False, text=None):
        """Call ./zcrm; its output, both streams together."""
        process = self.start_zcrm(*args)
        output, _ = process.communicate(text, timeout=600)
        if fails == (process.returncode == 0):
            raise AssertionError(
                f"./zcrm {' '.join(map(str, args))}: exit {process.returncode}\n{output}"
            )
        return output

    def script(self, text):
        """Run Python in odoo shell."""
        return self.zcrm("shell", text=text)

    def load_sample_data(self):
        return self.script((ROOT / "tools/scripts/load_sample_data.py").read_text())

    def remove(self):
        self.zcrm("clean", "--yes")
        drop(self.database)
        shutil.rmtree(self.folder, ignore_errors=True)


class SystemCase(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def place(cls, name, **options):
        place = Place(f"{name}_{cls.__name__.lower()}", **options)
        cls.addClassCleanup(place.remove)
        return place

    def assertMessage(self, output, *parts):
        """The output names the mistake and the mend, without a traceback."""
        for part in parts:
            self.assertIn(part, output)
        self.assertNotIn("Traceback", output)


def first_match(pattern, text):
    found = re.search(pattern, text)
    if not found:
        raise AssertionError(f"{pattern} is not in\n{text}")
    return found.group(1)
