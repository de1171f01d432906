from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import InvestmentCommon


@tagged("post_install", "-at_install")
class TestResPartner(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.officer_a)
        cls.Partner = cls.env["res.partner"]
        cls.group = cls._create_target(
            "示例中央集团", investment_nature="central_soe", investment_tier="group"
        )

    @classmethod
    def _create_target(cls, name, **values):
        return cls.Partner.create({"name": name, "is_investment_target": True} | values)

    # -- targets ------------------------------------------------------

    def test_target_is_a_company(self):
        self.assertTrue(self.group.is_company)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_target("示例个人", is_company=False)

    def test_form_of_a_new_target_is_one_of_a_company(self):
        Partner = self.env["res.partner"].with_user(self.officer_a)
        with Form(
            Partner.with_context(default_is_investment_target=True),
            "zhuozhou_crm.res_partner_view_form_target",
        ) as form:
            form.name = "示例新登记企业有限公司"
        self.assertTrue(form.record.is_company)

    def test_quick_create_from_a_many2one(self):
        targets = self.Partner.with_context(default_is_investment_target=True)
        partner_id, _name = targets.name_create("示例快速（北京）科技有限公司")
        partner = self.Partner.browse(partner_id)
        self.assertTrue(partner.is_investment_target)
        self.assertTrue(partner.is_company)
        again_id, _name = targets.name_create("示例快速(北京)科技有限公司 ")
        self.assertEqual(again_id, partner_id)
        stock_id, _name = self.Partner.name_create("示例快速（北京）科技有限公司")
        self.assertNotEqual(stock_id, partner_id)
        self.assertFalse(self.Partner.browse(stock_id).is_investment_target)

    def test_persons_are_no_targets(self):
        """The defaults of the enterprise's form must not reach the persons entered in it."""
        enterprise = self.Partner.with_context(
            default_is_investment_target=True,
            default_investment_group_id=self.group.id,
            default_investment_nature="central_soe",
        ).create(
            {
                "name": "示例二级公司",
                "child_ids": [Command.create({"name": "示例联系人", "function": "总经理"})],
            }
        )
        person = enterprise.child_ids
        self.assertTrue(enterprise.is_investment_target)
        self.assertEqual(enterprise.investment_group_id, self.group)
        self.assertFalse(person.is_investment_target)
        self.assertFalse(person.is_company)
        self.assertFalse(person.investment_group_id)
        self.assertFalse(person.investment_nature)
        self.assertEqual(person.function, "总经理")

    def test_stock_contacts_hold_nothing(self):
        customer = self.Partner.create(
            {"name": "Customer 北京", "is_company": True, "street": "北京市海淀区1号"}
        )
        self.assertFalse(customer.is_beijing)
        self.assertFalse(customer.investment_district)
        self.assertFalse(customer.investment_name_key)

    # -- groups -------------------------------------------------------

    def test_central_soe_through_group(self):
        for nature, group, expected in (
            ("central_soe", False, True),
            ("private", self.group.id, True),
            (False, self.group.id, True),
            ("local_soe", False, False),
            ("university", False, False),
        ):
            with self.subTest(nature=nature, group=group):
                partner = self._create_target(
                    "示例单位", investment_nature=nature, investment_group_id=group
                )
                self.assertEqual(partner.is_central_soe, expected)

    def test_central_soe_follows_the_group(self):
        unit = self._create_target("示例二级公司", investment_group_id=self.group.id)
        self.group.investment_nature = "local_soe"
        self.assertFalse(unit.is_central_soe)
        self.group.investment_nature = "central_soe"
        self.assertTrue(unit.is_central_soe)

    def test_unit_of_a_unit_hangs_on_the_top_group(self):
        tier2 = self._create_target("示例二级公司", investment_group_id=self.group.id)
        tier3 = self._create_target("示例三级公司", investment_group_id=tier2.id)
        self.assertEqual(tier3.investment_group_id, self.group)
        tier3.investment_group_id = False
        tier3.investment_group_id = tier2
        self.assertEqual(tier3.investment_group_id, self.group)

    def test_group_taken_over_brings_its_units(self):
        unit = self._create_target("示例二级公司", investment_group_id=self.group.id)
        archived = self._create_target(
            "示例旧公司", investment_group_id=self.group.id, active=False
        )
        new_top = self._create_target("示例新集团", investment_nature="central_soe")
        self.group.investment_group_id = new_top
        self.assertEqual(unit.investment_group_id, new_top)
        self.assertEqual(archived.investment_group_id, new_top)

    def test_group_cannot_be_itself(self):
        unit = self._create_target("示例二级公司", investment_group_id=self.group.id)
        for group in (self.group, unit):
            with (
                self.subTest(group=group.name),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.group.investment_group_id = group

    def test_form_proposes_nature_and_tier(self):
        form = Form(
            self.Partner.with_context(default_is_investment_target=True),
            view="zhuozhou_crm.res_partner_view_form_target",
        )
        form.name = "示例二级公司"
        form.investment_group_id = self.group
        self.assertEqual(form.investment_nature, "central_soe")
        self.assertEqual(form.investment_tier, "tier2")

    # -- address ------------------------------------------------------

    def test_beijing_from_address(self):
        """The texts themselves are tested with the tool; here is which field decides."""
        beijing, hebei = self.env.ref("base.state_cn_BJ"), self.env.ref("base.state_cn_HE")
        for values, expected in (
            ({"state_id": beijing.id}, True),
            ({"state_id": hebei.id, "street": "北京市海淀区1号"}, False),
            ({"street": "北京市海淀区1号"}, True),
            ({"country_id": self.env.ref("base.cn").id, "city": "北京"}, True),
            ({"country_id": self.env.ref("base.jp").id, "city": "北京"}, False),
            ({"street2": "北京西路1号", "city": "上海"}, False),
            ({"investment_district": "西城区"}, True),
            ({}, False),
        ):
            with self.subTest(values=values):
                self.assertEqual(self._create_target("示例单位", **values).is_beijing, expected)

    def test_address_change_is_followed(self):
        partner = self._create_target("示例单位", street="北京市海淀区1号")
        self.assertEqual(partner.investment_district, "海淀区")
        partner.street = "河北省涿州市北京路12号"
        self.assertFalse(partner.is_beijing)
        self.assertEqual(partner.investment_district, "涿州市")
        partner.write({"investment_district": "高新区", "street": False})
        self.assertEqual(partner.investment_district, "高新区")

    # -- settling -----------------------------------------------------

    def test_departed_after_settled(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_target(
                "示例单位",
                investment_settled_date="2023-05-01",
                investment_departed_date="2023-04-30",
            )

    def test_enterprise_and_local_unit_count_once(self):
        local = self._create_target("示例（涿州）公司")
        enterprise = self._create_target(
            "示例单位", investment_settled_date="2023-05-01", investment_local_unit_id=local.id
        )
        with self.assertRaisesRegex(ValidationError, "示例（涿州）公司.*示例单位"):
            local.investment_settled_date = "2023-05-01"
        local.investment_settled_date = False
        enterprise.investment_local_unit_id = False
        local.investment_settled_date = "2023-05-01"
        with self.assertRaisesRegex(ValidationError, "示例（涿州）公司.*示例单位"):
            enterprise.investment_local_unit_id = local

    def test_settle_keeps_the_first_date(self):
        enterprise, local = (
            self._create_target("示例单位"),
            self._create_target("示例（涿州）公司"),
        )
        enterprise._settle("2023-05-01", local)
        enterprise._settle("2023-09-01", self._create_target("示例二期公司"))
        self.assertEqual(str(enterprise.investment_settled_date), "2023-05-01")
        self.assertEqual(enterprise.investment_local_unit_id, local)

    def test_settled_local_unit_is_not_counted_again(self):
        local = self._create_target("示例（涿州）公司", investment_settled_date="2022-01-01")
        enterprise = self._create_target("示例单位")
        enterprise._settle("2023-05-01", local)
        self.assertEqual(enterprise.investment_local_unit_id, local)
        self.assertFalse(enterprise.investment_settled_date)

    # -- data ---------------------------------------------------------

    def test_industries_of_the_national_standard(self):
        industries = self.env["res.partner.industry"].search([("code", "!=", False)])
        sections = industries.filtered(lambda industry: not industry.parent_id)
        self.assertEqual(len(industries), 117)
        self.assertEqual("".join(sections.mapped("code")), "ABCDEFGHIJKLMNOPQRST")
        software = industries.filtered(lambda industry: industry.code == "65")
        self.assertEqual(software.display_name, "65 软件和信息技术服务业")
        self.assertEqual(software.parent_id.code, "I")
        found = self.env["res.partner.industry"].name_search("65")
        self.assertIn(software.id, dict(found))

    def test_stock_industries_stay(self):
        stock = self.env.ref("base.res_partner_industry_C").with_context(lang="en_US")
        self.assertFalse(stock.code)
        self.assertEqual(stock.display_name, stock.name)

    def test_honours(self):
        root = self.env.ref("zhuozhou_crm.partner_category_honours")
        listed = self.env.ref("zhuozhou_crm.partner_category_listed")
        self.assertEqual(listed.parent_id, root)
        self.assertIn(" / ", listed.display_name)
        short = listed.with_context(partner_category_short=True)
        self.assertEqual(short.display_name, listed.name)
        self.group.category_id = listed
        found = self.Partner.search([("category_id", "child_of", root.id)])
        self.assertIn(self.group, found)

    # -- roles --------------------------------------------------------

    def test_roles(self):
        for user, may_write, may_unlink in (
            (self.officer_a, True, False),
            (self.officer_b, True, False),
            (self.lead_a, True, False),
            (self.manager, True, True),
            (self.leader, False, False),
            (self.outsider, False, False),
        ):
            partner = self.group.with_user(user)
            with self.subTest(user=user.name):
                self.assertTrue(partner.has_access("read"))
                self.assertEqual(partner.has_access("write"), may_write)
                self.assertEqual(partner.has_access("create"), may_write)
                self.assertEqual(partner.has_access("unlink"), may_unlink)

    def test_officer_archives(self):
        self.group.action_archive()
        self.assertFalse(self.group.active)
        with self.assertRaises(AccessError):
            self.group.unlink()

    def test_own_form_for_own_users_only(self):
        own = self.env.ref("zhuozhou_crm.res_partner_view_form_target").id
        person = self.Partner.create({"name": "示例联系人", "parent_id": self.group.id})
        customer = self.Partner.create({"name": "Customer", "is_company": True})
        self.assertEqual(self.group.get_formview_id(), own)
        self.assertEqual(self.group.with_user(self.leader).get_formview_id(), own)
        self.assertEqual(
            person.get_formview_id(),
            self.env.ref("zhuozhou_crm.res_partner_view_form_contact").id,
        )
        self.assertNotEqual(customer.get_formview_id(), own)
        self.assertNotEqual(self.group.with_user(self.outsider).get_formview_id(), own)

    def test_views_open_for_every_role(self):
        for user in (self.officer_a, self.leader):
            for action in ("target", "group", "settled", "contact"):
                with self.subTest(user=user.name, action=action):
                    values = (
                        self.env["ir.actions.act_window"]
                        .with_user(user)
                        ._for_xml_id(f"zhuozhou_crm.res_partner_action_{action}")
                    )
                    self.Partner.with_user(user).get_views(
                        values["views"], {"action_id": values["id"]}
                    )
