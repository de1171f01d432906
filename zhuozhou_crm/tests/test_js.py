from odoo.tests import HttpCase, no_retry, tagged


def _hoot_id(name):
    """Hoot's own hash of a suite's full name, by which a single suite is chosen."""
    value = 0
    for char in name:
        value = ((value << 5) - value + ord(char)) & 0xFFFFFFFF
    return f"{value:08x}"


class JsCase(HttpCase):
    """Runs the unit tests of static/tests in Chromium."""

    def _run_suite(self, preset):
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset={preset}&timeout=15000"
            f"&id={_hoot_id('@zhuozhou_crm')}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )


@tagged("post_install", "-at_install")
class TestJsDesktop(JsCase):
    @no_retry
    def test_js(self):
        self._run_suite("desktop")


@tagged("post_install", "-at_install")
class TestJsMobile(JsCase):
    browser_size = "375x667"
    touch_enabled = True

    @no_retry
    def test_js(self):
        self._run_suite("mobile")
