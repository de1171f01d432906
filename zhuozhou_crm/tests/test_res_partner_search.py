from odoo.tests import Form, tagged

from .common import InvestmentCommon


@tagged("post_install", "-at_install")
class TestResPartnerSearch(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.officer_a)
        cls.Partner = cls.env["res.partner"]
        cls.enterprise = cls.Partner.create(
            {
                "name": "示例钢研（集团）控股有限责任公司",
                "is_investment_target": True,
                "investment_short_name": "示钢",
                "investment_former_names": "示例冶金研究院；示例钢铁总院",
                "company_registry": "91110000600037341L",
                "investment_old_code": "110108001234567",
            }
        )

    def test_found_by(self):
        for text in (
            "示例钢研",
            "示例钢研(集团)",
            "示例钢研（集团）",
            "示例 钢研",
            "示钢",
            "示例钢铁总院",
            "冶金研究院",
            "91110000600037341L",
            "91110000600037341l",
            "9111 0000 6000 3734 1L",
            "９１１１００００６０００",
            "110108001234567",
        ):
            with self.subTest(text=text):
                found = self.Partner.search([("display_name", "ilike", text)])
                self.assertIn(self.enterprise, found)

    def test_not_found_by(self):
        for text in ("钢研示例", "9111000061", "示例乙"):
            with self.subTest(text=text):
                found = self.Partner.search([("display_name", "ilike", text)])
                self.assertNotIn(self.enterprise, found)
        others = self.Partner.search([("display_name", "not ilike", "示钢")])
        self.assertNotIn(self.enterprise, others)
        self.assertIn(self.officer_a.partner_id, others)

    def test_ranking(self):
        names = ("北方示甲研究院", "示甲材料公司", "示甲公司", "南方示甲中心")
        partners = self.Partner.create(
            [{"name": name, "is_investment_target": True} for name in names]
        )
        short = self.Partner.create(
            {
                "name": "中国示范甲类集团",
                "is_investment_target": True,
                "investment_short_name": "示甲",
            }
        )
        targets = self.Partner.with_context(default_is_investment_target=True)
        domain = [("is_investment_target", "=", True)]
        found = [partner_id for partner_id, _name in targets.name_search("示甲", domain)]
        self.assertEqual(set(found[:2]), {partners[2].id, short.id}, "Exact matches come first")
        self.assertEqual(found[2], partners[1].id, "Then what begins with it")
        self.assertEqual(set(found[3:]), {partners[0].id, partners[3].id})
        self.assertEqual(len(targets.name_search("示甲", domain, limit=3)), 3)
        self.assertEqual(len(targets.name_search("", domain, limit=2)), 2)

    def test_ranking_query_count(self):
        """At most one query per rank (exact, beginning with, containing), and one for the columns
        that stock Odoo's display name reads."""
        targets = self.Partner.with_context(default_is_investment_target=True)
        domain = [("is_investment_target", "=", True)]
        targets.name_search("示例", domain, limit=8)
        self.Partner.invalidate_model()
        with self.assertQueryCount(4):
            targets.name_search("示例", domain, limit=8)

    def test_duplicate_hint(self):
        for name, short_name, expected in (
            ("示例钢研有限公司", False, True),
            ("示例钢研(集团)控股有限责任公司", False, True),
            ("示钢", False, True),
            ("示例钢铁总院", False, True),
            ("另一名字公司", "示钢", True),
            ("示例其他公司", False, False),
            ("公司", False, False),
        ):
            form = Form(
                self.Partner.with_context(default_is_investment_target=True),
                view="zhuozhou_crm.res_partner_view_form_target",
            )
            form.name = name
            if short_name:
                form.investment_short_name = short_name
            with self.subTest(name=name):
                self.assertEqual(self.enterprise in form.investment_duplicate_ids[:], expected)

    def test_duplicate_hint_of_saved_enterprises(self):
        """Once saved, a longer name no longer matters: a group's units would all be named."""
        unit = self.Partner.create(
            {"name": "示例钢研涿州有限公司", "is_investment_target": True}
        )
        twin = self.Partner.create(
            {"name": "示例钢研股份有限公司", "is_investment_target": True, "active": False}
        )
        self.assertEqual(self.enterprise.investment_duplicate_ids, twin)
        self.assertFalse(unit.investment_duplicate_ids)

    def test_filters(self):
        """The filters staff use, written as in the search view."""
        never = [("investment_last_contact_date", "=", False)]
        cold = [("investment_last_contact_date", "<", "today -90d")]
        mine = [("engagement_ids.team_id.member_ids", "in", self.officer_a.id)]
        self.assertIn(self.enterprise, self.Partner.search(never))
        self.env["investment.engagement"].create(
            {
                "partner_id": self.enterprise.id,
                "team_id": self.team_a.id,
                "date": "2023-03-01",
                "state": "done",
            }
        )
        self.assertNotIn(self.enterprise, self.Partner.search(never))
        self.assertIn(self.enterprise, self.Partner.search(cold))
        self.assertIn(self.enterprise, self.Partner.search(mine))
