from freezegun import freeze_time

from odoo.tests import tagged

from .common import InvestmentCommon


@tagged("post_install", "-at_install")
class TestResPartnerOutreach(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.officer_a)
        cls.Partner = cls.env["res.partner"]
        cls.enterprise, cls.other = cls.Partner.create(
            [{"name": name, "is_investment_target": True} for name in ("示例甲", "示例乙")]
        )

    @classmethod
    def _engage(cls, partner, date, **values):
        return cls.env["investment.engagement"].create(
            {
                "partner_id": partner.id,
                "date": date,
                "mode": "call",
                "state": "done",
                "team_id": cls.team_a.id,
            }
            | values
        )

    def test_last_contact(self):
        self.assertFalse(self.enterprise.investment_last_contact_date)
        self._engage(self.enterprise, "2023-03-01")
        last = self._engage(self.enterprise, "2023-05-08")
        self._engage(self.enterprise, "2023-06-01", state="planned")
        self._engage(self.enterprise, "2023-06-02", state="cancelled")
        self.assertEqual(str(self.enterprise.investment_last_contact_date), "2023-05-08")
        last.active = False
        self.assertEqual(str(self.enterprise.investment_last_contact_date), "2023-03-01")
        last.active = True
        last.state = "cancelled"
        self.assertEqual(str(self.enterprise.investment_last_contact_date), "2023-03-01")
        last.write({"state": "done", "partner_id": self.other.id})
        self.assertEqual(str(self.enterprise.investment_last_contact_date), "2023-03-01")
        self.assertEqual(str(self.other.investment_last_contact_date), "2023-05-08")

    def test_last_contact_query_count(self):
        """Recomputing any number of enterprises reads the engagements once and writes once."""
        partners = self.Partner.create(
            [{"name": f"示例{number}", "is_investment_target": True} for number in range(30)]
        )
        for partner in partners:
            self._engage(partner, "2023-03-01")
        self.env.flush_all()
        self.cr.execute("UPDATE investment_engagement SET date = '2023-04-01'")
        self.env.add_to_compute(self.Partner._fields["investment_last_contact_date"], partners)
        with self.assertQueryCount(2, flush=False):
            partners.flush_model(["investment_last_contact_date"])
        self.assertEqual(str(partners[-1].investment_last_contact_date), "2023-04-01")

    @freeze_time("2023-12-31")
    def test_days_since_contact(self):
        self._engage(self.enterprise, "2023-12-01")
        self.assertEqual(self.enterprise.investment_days_since_contact, 30)
        self.assertEqual(self.other.investment_days_since_contact, 0)

    def test_history(self):
        for day in range(1, 6):
            self._engage(self.enterprise, f"2023-03-0{day}", outcome="示例秘密")
        self._engage(self.enterprise, "2023-04-01", state="planned")
        history = self.enterprise.investment_history
        self.assertEqual(
            [line["date"] for line in history], ["2023-03-05", "2023-03-04", "2023-03-03"]
        )
        self.assertEqual(history[0]["user"], self.officer_a.name)
        modes = (
            self.env["investment.engagement"]._fields["mode"]._description_selection(self.env)
        )
        self.assertEqual(history[0]["mode"], dict(modes)["call"])
        self.assertFalse(self.other.investment_history)

    def test_history_is_everybodys_without_the_outcome(self):
        self._engage(self.enterprise, "2023-03-01", outcome="示例秘密")
        history = self.enterprise.with_user(self.officer_b).investment_history
        self.assertEqual(set(history[0]), {"date", "mode", "user"})

    def test_history_query_count(self):
        """One query for a whole page of enterprises, whatever their number."""
        partners = self.Partner.create(
            [{"name": f"示例{number}", "is_investment_target": True} for number in range(40)]
        )
        for partner in partners:
            self._engage(partner, "2023-03-01")
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            partners.mapped("investment_history")

    def test_counts(self):
        trip = self.env["investment.trip"].create(
            {
                "name": "示例外出",
                "team_id": self.team_a.id,
                "date_start": "2023-03-01",
                "date_end": "2023-03-02",
                "state": "draft",
            }
        )
        for day in ("2023-03-01", "2023-03-02"):
            self._engage(self.enterprise, day, trip_id=trip.id, mode="outbound")
        lead = self.env["crm.lead"].create(
            {
                "name": "示例项目",
                "type": "opportunity",
                "partner_id": self.enterprise.id,
                "team_id": self.team_a.id,
            }
        )
        self.env["investment.deal"].create(
            {"name": "示例协议", "lead_id": lead.id, "partner_id": self.enterprise.id}
        )
        for field, expected in (
            ("investment_engagement_count", 2),
            ("investment_trip_count", 1),
            ("investment_lead_count", 1),
            ("investment_deal_count", 1),
        ):
            with self.subTest(field=field):
                self.assertEqual(self.enterprise[field], expected)
                self.assertEqual(self.other[field], 0)

    @freeze_time("2023-12-31")
    def test_settled_units(self):
        group = self.enterprise
        for name, settled, departed in (
            ("示例早到", "2022-01-01", False),
            ("示例已离", "2022-01-01", "2023-06-01"),
            ("示例将离", "2022-01-01", "2024-06-01"),
            ("示例将到", "2024-01-01", False),
            ("示例未到", False, False),
        ):
            self.Partner.create(
                {
                    "name": name,
                    "is_investment_target": True,
                    "investment_group_id": group.id,
                    "investment_settled_date": settled,
                    "investment_departed_date": departed,
                }
            )
        self.assertEqual(group.investment_settled_unit_count, 2)

    def test_actions_open_what_they_count(self):
        for name, model in (
            ("engagements", "investment.engagement"),
            ("trips", "investment.trip"),
            ("leads", "crm.lead"),
            ("deals", "investment.deal"),
            ("units", "res.partner"),
        ):
            with self.subTest(action=name):
                action = getattr(self.enterprise, f"action_open_investment_{name}")()
                self.assertEqual(action["res_model"], model)
                self.env[model].search(action["domain"])

    def test_page_query_count(self):
        """Opening a page costs the search, the columns, and one query for each thing of another
        table; the number of enterprises does not matter."""
        group = self.enterprise
        partners = self.Partner.create(
            [
                {
                    "name": f"示例{number}",
                    "is_investment_target": True,
                    "investment_group_id": group.id,
                    "user_id": self.officer_a.id,
                }
                for number in range(40)
            ]
        )
        for partner in partners:
            self._engage(partner, "2023-03-01")
        for view, count in (("kanban", 6), ("list", 5)):
            for records in (partners, partners[:10]):
                with self.subTest(view=view, enterprises=len(records)):
                    self._open_page(view, records)
                    with self.assertQueryCount(count):
                        self._open_page(view, records)

    def _open_page(self, view_type, records):
        view = self.env.ref(f"zhuozhou_crm.res_partner_view_{view_type}_target")
        names = self.Partner.get_view(view.id, view_type)["models"]["res.partner"]
        specification = {
            name: {"fields": {"display_name": {}}}
            if self.Partner._fields[name].type == "many2one"
            else {}
            for name in names
        }
        self.env.flush_all()
        self.Partner.invalidate_model()
        self.Partner.web_search_read([("id", "in", records.ids)], specification)
