from odoo.tests import tagged

from .common import InvestmentCommon


@tagged("post_install", "-at_install")
class TestGroups(InvestmentCommon):
    def test_roles_imply_one_another(self):
        officer = "zhuozhou_crm.zhuozhou_crm_group_officer"
        for user, expected in (
            (self.officer_a, True),
            (self.lead_a, True),
            (self.manager, True),
            (self.leader, False),
            (self.outsider, False),
        ):
            with self.subTest(user=user.name):
                self.assertEqual(user.has_group(officer), expected)

    def test_no_role_implies_stock_sales(self):
        for user in (self.officer_a, self.lead_a, self.manager, self.leader):
            with self.subTest(user=user.name):
                self.assertFalse(user.has_group("sales_team.group_sale_salesman"))
