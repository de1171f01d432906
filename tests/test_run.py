"""./zcrm run on its own: from an empty folder to a login that works, interrupted and repeated."""

import json
import os
import shutil
import signal
import socket
import tempfile
import time
import urllib.request
from pathlib import Path

from .common import PREFIX, ROOT, Place, SystemCase, drop, first_match

PARTS = ("zcrm", "tools", "requirements.txt", "requirements-dev.txt", "zhuozhou_crm")
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def log_in(url, database, login, password):
    """The user's id when the password is right."""
    request = urllib.request.Request(
        f"{url}/web/session/authenticate",
        json.dumps({"params": {"db": database, "login": login, "password": password}}).encode(),
        {"Content-Type": "application/json"},
    )
    with OPENER.open(request, timeout=60) as answer:
        return json.load(answer).get("result", {}).get("uid")


class TestRun(SystemCase):
    """In a checkout that the unprivileged user cannot enter, when run as root (as in CI)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = Path(tempfile.mkdtemp(prefix="zcrm-closed-"))  # mode 0700
        cls.addClassCleanup(shutil.rmtree, cls.home, ignore_errors=True)
        cls.checkout = cls.home / "checkout"
        cls.checkout.mkdir()
        for part in PARTS:
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, cls.checkout / part)

    def new_place(self, **environment):
        place = Place("run", checkout=self.checkout, **environment)
        place.local = self.checkout / ".zcrm"
        place.environment["ZCRM_LOCAL"] = str(place.local)
        self.addCleanup(shutil.rmtree, place.folder, ignore_errors=True)
        return place

    def test_sample_system_interrupted_and_repeated(self):
        place = self.new_place()
        for name in ("ZCRM_DB_HOST", "ZCRM_DB_USER", "ZCRM_LOCAL"):
            del place.environment[name]
        self.addCleanup(place.zcrm, "clean", "--yes")
        port = free_port()
        self.interrupt(place, "安装招商 CRM 模块")
        output = place.zcrm("run", "--port", port)
        url = first_match(r"网址:(\S+)", output)
        self.assertEqual(url, f"http://127.0.0.1:{port}")
        self.check_login_page(url)
        self.check_sample_users(place, url, output)
        if os.getuid() == 0:
            self.assertTrue(place.local.is_symlink())

        start = time.monotonic()
        self.assertIn("已在运行", place.zcrm("run", "--port", port))
        place.zcrm("stop")
        self.assert_closed(port)
        place.zcrm("run", "--port", port)
        self.assertLess(time.monotonic() - start, 20, "a second start takes seconds")
        self.assertIn("zh_CN", place.script("print(env['res.lang'].search([]).mapped('code'))"))

        data = place.local.resolve()
        place.zcrm("clean", "--yes")
        self.assertFalse(data.exists())
        self.assertFalse(os.path.lexists(place.local))
        self.assert_closed(port)

    def interrupt(self, place, at):
        """Press Ctrl-C when the script says that it is doing something."""
        process = place.start_zcrm("run", start_new_session=True)
        seen = ""
        for line in process.stdout:
            seen += line
            if at in line:
                break
        self.assertIn(at, seen)
        time.sleep(2)
        os.killpg(process.pid, signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, rest)
        self.assertIn("已中断", rest)

    def check_login_page(self, url):
        with OPENER.open(f"{url}/web/login", timeout=60) as answer:
            page = answer.read().decode()
        self.assertIn('name="login"', page)
        self.assertIn("密码", page)
        with self.assertRaises(urllib.error.HTTPError):  # no database manager
            OPENER.open(f"{url}/web/database/list", b"{}", timeout=60)

    def check_sample_users(self, place, url, output):
        password = first_match(r"密码都是 (\w+)", output)
        table = output[output.index("密码都是") :].splitlines()[1:]
        logins = [line.split()[0] for line in table if line.startswith("  ")]
        self.assertGreaterEqual(len(logins), 5, output)
        for login in logins:
            with self.subTest(login):
                self.assertTrue(log_in(url, place.database, login, password))
                self.assertFalse(log_in(url, place.database, login, "wrong"))

    def assert_closed(self, port):
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=2).close()

    def test_empty_system_on_an_existing_server(self):
        place = self.new_place()
        self.addCleanup(drop, place.database)
        self.addCleanup(place.zcrm, "clean", "--yes")
        port = free_port()
        output = place.zcrm("run", "--empty", "--port", port)
        password = first_match(r"密码:(\S{16})\b", output)
        url = first_match(r"网址:(\S+)", output)
        self.assertTrue(log_in(url, place.database, "admin", password))
        self.assertFalse(log_in(url, place.database, "admin", "admin"))
        self.assertIn(
            "[0, 0]",
            place.script(
                "print([env[m].search_count([]) for m in ('investment.trip', 'crm.lead')])"
            ),
        )
        place.zcrm("stop")
        again = place.zcrm("run", "--port", port)
        self.assertNotIn(password, again, "shown only once")

    def test_mistakes_are_explained(self):
        place = self.new_place()
        self.addCleanup(place.zcrm, "clean", "--yes")
        for args, environment, message in (
            (("walk",), {}, "没有「walk」这个命令"),
            (("run", "--prot", "1"), {}, "--prot"),
            (("run", "--port", "abc"), {}, "要是数字"),
            (("run",), {"ZCRM_DB_USER": "postgres"}, "不接受数据库用户 postgres"),
            (("run",), {"ZCRM_DB_HOST": "/nowhere"}, "连不上数据库服务器"),
            (("run",), {"ZCRM_ODOO": "/nowhere"}, "ZCRM_ODOO"),
            (("run",), {"ZCRM_ODOO": "/usr"}, "odoo/release.py"),
            (("run",), {"ZCRM_DB_NAME": "a b"}, "数据库名"),
            (("run",), {"ZCRM_DB_NAME": "postgres"}, "没有装本模块"),
            (("shell",), {"ZCRM_DB_NAME": PREFIX + "none"}, "请先执行 ./zcrm run"),
        ):
            with self.subTest(args=args, **environment):
                before = dict(place.environment)
                place.environment.update(environment)
                try:
                    self.assertMessage(place.zcrm(*args, fails=True), message)
                finally:
                    place.environment = before
