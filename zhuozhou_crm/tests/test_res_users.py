from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import InvestmentCommon


@tagged("post_install", "-at_install")
class TestAmountUnit(InvestmentCommon):
    def test_own_preference(self):
        for user in (self.officer_a, self.leader, self.outsider):
            with self.subTest(user=user.name):
                own = user.with_user(user)
                values = own.read(["investment_amount_unit"])[0]
                self.assertEqual(values["investment_amount_unit"], "auto")
                own.write({"investment_amount_unit": "wan"})
                self.assertEqual(user.investment_amount_unit, "wan")

    def test_not_that_of_another(self):
        with self.assertRaises(AccessError):
            self.officer_a.with_user(self.officer_b).write({"investment_amount_unit": "wan"})


@tagged("post_install", "-at_install")
class TestAmountUnitSession(HttpCase):
    def test_session_tells_the_unit(self):
        self.env.ref("base.user_admin").investment_amount_unit = "yi"
        self.authenticate("admin", "admin")
        info = self.make_jsonrpc_request("/web/session/get_session_info")
        self.assertEqual(info["investment_amount_unit"], "yi")
