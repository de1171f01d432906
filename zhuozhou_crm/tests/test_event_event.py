from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import InvestmentCommon


@tagged("post_install", "-at_install")
@freeze_time("2023-06-15")
class TestEventEvent(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterprises = cls.env["res.partner"].create(
            [
                {"name": f"Enterprise {number}", "is_company": True, "is_investment_target": True}
                for number in range(3)
            ]
        )
        cls.event = (
            cls.env["event.event"]
            .with_user(cls.officer_a)
            .create(
                {
                    "name": "Promotion",
                    "is_investment_promotion": True,
                    "date_tz": "Asia/Shanghai",
                    "date_begin": "2023-06-15 01:00:00",
                    "date_end": "2023-06-16 09:00:00",
                    "invited_partner_ids": [Command.set(cls.enterprises.ids)],
                }
            )
        )

    def _engage(self, user, enterprise, state="done"):
        return (
            self.env["investment.engagement"]
            .with_user(user)
            .create({"partner_id": enterprise.id, "event_id": self.event.id, "state": state})
        )

    def test_local_dates(self):
        """Rows: begin, end in UTC → days in Shanghai."""
        for begin, end, days in (
            ("2023-06-14 22:00:00", "2023-06-15 09:00:00", (15, 15)),
            ("2023-06-14 01:00:00", "2023-06-15 17:00:00", (14, 16)),
        ):
            with self.subTest(begin=begin):
                self.event.write({"date_begin": begin, "date_end": end})
                self.assertEqual(
                    self.event._get_local_dates(), tuple(date(2023, 6, day) for day in days)
                )

    def test_invited(self):
        self.assertEqual(self.event.invited_count, 3)
        domain = self.event.action_view_invited_partners()["domain"]
        self.assertEqual(self.env["res.partner"].search(domain), self.enterprises)

    def test_enterprises_met_are_distinct_and_done(self):
        self._engage(self.officer_a, self.enterprises[0])
        self._engage(self.officer_a, self.enterprises[0])
        self._engage(self.officer_a, self.enterprises[1], "planned")
        self._engage(self.officer_b, self.enterprises[2])
        for user, expected in ((self.officer_a, 1), (self.officer_b, 1), (self.manager, 2)):
            event = self.event.with_user(user)
            event.invalidate_recordset()
            with self.subTest(user=user.name):
                self.assertEqual(event.investment_engagement_count, expected)

    def test_engage_the_invited(self):
        """One planned line per enterprise; whom another team has met here needs none."""
        self._engage(self.officer_b, self.enterprises[0])
        self.event.action_add_invited()
        self.event.action_add_invited()
        engagements = self.event.engagement_ids
        self.assertEqual(len(engagements), 3)
        mine = engagements.filtered(lambda one: one.team_id == self.team_a)
        self.assertEqual(mine.partner_id, self.enterprises[1:])
        self.assertEqual(set(mine.mapped("mode")), {"event"})
        self.assertEqual(set(mine.mapped("state")), {"planned"})

    def test_no_agreement_yet(self):
        event = self.event.with_user(self.leader)
        self.assertRecordValues(
            event,
            [
                {
                    "investment_deal_count": 0,
                    "investment_deal_value": 0.0,
                    "investment_unverified_count": 0,
                    "investment_currency_id": self.env.company.currency_id.id,
                }
            ],
        )

    def test_roles(self):
        """Rows: user, (read, write, create, unlink) on a promotion event."""
        for user, expected in (
            (self.officer_a, (True, True, True, False)),
            (self.officer_b, (True, True, True, False)),
            (self.leader, (True, False, False, False)),
            (self.outsider, (False, False, False, False)),
        ):
            with self.subTest(user=user.name):
                access = tuple(
                    self.event.with_user(user).has_access(operation)
                    for operation in ("read", "write", "create", "unlink")
                )
                self.assertEqual(access, expected)

    def test_leader_opens_the_form(self):
        """No field of the form asks for a right that a leader lacks."""
        view = self.env.ref("zhuozhou_crm.event_event_view_form_promotion")
        model = self.env["event.event"].with_user(self.leader)
        names = model.get_view(view.id, "form")["models"]["event.event"]
        self.assertTrue(self.event.with_user(self.leader).read(list(names)))
        with self.assertRaises(AccessError):
            self.event.with_user(self.leader).action_add_invited()

    def test_figures_of_a_list(self):
        """Four figures of 20 events: one query each, whatever the number of events."""
        events = self.env["event.event"].concat(
            *(self.event.sudo().copy() for _number in range(20))
        )
        events = events.with_user(self.officer_a)
        events.invalidate_recordset()
        fields = ["invited_count", "investment_engagement_count", "investment_deal_value"]
        self.event.read(fields)
        self.env.invalidate_all()
        # rule, events, invited, engagements, agreements, unverified ones, company
        with self.assertQueryCount(7):
            events.read(fields)
