from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .engagement_common import EngagementCommon


@tagged("post_install", "-at_install")
@freeze_time("2023-06-20")
class TestInvestmentEngagementVolume(EngagementCommon):
    """300,000 engagements: no work that grows with the batch beyond the rows themselves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=False))
        cls.partners = cls.env["res.partner"].create(
            [
                {
                    "name": f"Enterprise {number}",
                    "is_company": True,
                    "is_investment_target": True,
                }
                for number in range(100)
            ]
        )

    def _create_batch(self, size):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env["investment.engagement"].with_user(self.officer_a).create(
            [
                {"partner_id": partner.id, "outcome": "Fine", "next_step": "Call back"}
                for partner in self.partners[:size]
            ]
        )
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_creating_100(self):
        """Timelines and activities included, 100 cost as many queries as 10."""
        self._create_batch(1)  # caches of models, rules and subtypes
        small, large = self._create_batch(10), self._create_batch(100)
        self.assertLessEqual(large, small + 5, "a query per engagement slipped in")
        self.assertLessEqual(large, 25)

    def test_opening_the_list(self):
        self.env["investment.engagement"].with_user(self.officer_a).create(
            [{"partner_id": partner.id, "lead_id": self.lead.id} for partner in self.partners]
        )
        spec = {
            "date": {},
            "partner_id": {"fields": {"display_name": {}}},
            "mode": {},
            "contact_name": {},
            "outcome": {},
            "next_step": {},
            "next_step_open": {},
            "lead_id": {"fields": {"display_name": {}}},
            "trip_id": {"fields": {"display_name": {}}},
            "team_id": {"fields": {"display_name": {}}},
            "user_id": {"fields": {"display_name": {}}},
            "state": {},
        }
        model = self.env["investment.engagement"].with_user(self.officer_a)
        self.env.flush_all()
        model.web_search_read([], spec, limit=1)  # warm the caches of rules
        self.env.invalidate_all()
        # engagements, enterprises, projects, teams, users and the memberships of the rule
        with self.assertQueryCount(8):
            self.assertEqual(len(model.web_search_read([], spec, limit=80)["records"]), 80)

    def test_projects_do_not_multiply_the_queries(self):
        def create(size):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["investment.engagement"].with_user(self.officer_a).create(
                [{"lead_id": lead.id} for lead in leads[:size]]
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        leads = self.env["crm.lead"].create(
            [
                {
                    "name": partner.name,
                    "type": "opportunity",
                    "partner_id": partner.id,
                    "team_id": self.team_a.id,
                    "user_id": self.officer_a.id,
                }
                for partner in self.partners[:40]
            ]
        )
        create(1)
        self.assertLessEqual(create(40), create(10) + 5)

    def test_multi_edit_is_batched(self):
        """Marking a whole list done costs the same for 10 and for 100."""
        engagements = (
            self.env["investment.engagement"]
            .with_user(self.officer_a)
            .create(
                [{"partner_id": partner.id, "state": "planned"} for partner in self.partners]
            )
        )

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.action_done()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(engagements[:1])
        self.assertLessEqual(count(engagements[11:]), count(engagements[1:11]) + 5)

    def test_visits_of_a_trip_are_one_batch(self):
        """18 visits entered in one trip form cost hardly more than 2."""

        def count(size):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["investment.trip"].with_user(self.officer_a).create(
                {
                    "engagement_ids": [
                        Command.create({"partner_id": partner.id, "next_step": "Call back"})
                        for partner in self.partners[:size]
                    ],
                }
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertLessEqual(count(18), count(2) + 5)
