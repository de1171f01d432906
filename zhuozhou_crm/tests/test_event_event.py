from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import InvestmentCommon
from .deal_common import YI, DealCommon


@tagged("post_install", "-at_install")
@freeze_time("2023-06-15")
class TestEventEvent(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterprises = cls.env["res.partner"].create(
            [
                {
                    "name": f"Enterprise {number}",
                    "is_company": True,
                    "is_investment_target": True,
                }
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

    def test_leader_adds_nothing(self):
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


@tagged("post_install", "-at_install")
class TestOccasionOfDeals(DealCommon):
    """Agreements signed at an event, on a trip and by a team, counted alike."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event = cls.env["event.event"].create(
            {
                "name": "Promotion",
                "is_investment_promotion": True,
                "date_begin": "2023-03-01 01:00:00",
                "date_end": "2023-03-01 09:00:00",
            }
        )
        cls.trip = cls.env["investment.trip"].create(
            {"name": "Trip", "team_id": cls.team_a.id, "date_start": "2023-03-01"}
        )
        cls.occasion = {"event_id": cls.event.id, "trip_id": cls.trip.id}

    def test_verified_and_live_ones_count(self):
        self._new_deal("verified", **self.occasion, lead_id=self._new_lead("P1").id)
        self._new_deal(
            "verified", **self.occasion, lead_id=self._new_lead("P2").id, contract_value=2 * YI
        )
        ended = self._new_deal("verified", **self.occasion, lead_id=self._new_lead("P3").id)
        self._new_deal("signed", **self.occasion, lead_id=self._new_lead("P4").id)
        self._new_deal("verified", lead_id=self._new_lead("P5").id)
        ended.write(
            {"state": "terminated", "end_date": "2023-12-01", "end_reason": "Fell through"}
        )
        self.assertRecordValues(
            self.event.with_user(self.leader),
            [
                {
                    "investment_deal_count": 2,
                    "investment_deal_value": 7 * YI,
                    "investment_unverified_count": 1,
                }
            ],
        )
        self.assertEqual(self.trip.deal_count, 2)
        self.assertEqual(self.team_a.with_user(self.manager).investment_deal_count, 3)

    def test_buttons_open_what_they_stand_for(self):
        """Rows: record, button → records it opens."""
        deal = self._new_deal("verified", **self.occasion)
        lead = self._new_lead("Found", trip_id=self.trip.id)
        lost = self._new_lead("Lost", trip_id=self.trip.id)
        lost.active = False
        engagement = self.env["investment.engagement"].create(
            {"partner_id": self.investor.id, "date": "2023-03-01", **self.occasion}
        )
        engagement.action_done()
        self.event.invited_partner_ids = self.investor
        for record, button, expected in (
            (self.event, "action_view_investment_deals", deal),
            (self.event, "action_view_investment_engagements", engagement),
            (self.event, "action_view_invited_partners", self.investor),
            (self.trip, "action_view_deals", deal),
            (self.trip, "action_view_leads", lead | lost),
            (self.trip, "action_view_engagements", engagement),
            (self.trip, "action_view_enterprises", self.investor),
            (self.team_a, "action_view_investment_deals", deal),
            (self.team_a, "action_view_investment_trips", self.trip),
            (self.team_a, "action_view_investment_leads", self.lead | lead),
        ):
            with self.subTest(button=button, record=record):
                action = getattr(record.with_user(self.officer_a), button)()
                context = action["context"]
                found = (
                    self.env[action["res_model"]]
                    .with_user(self.officer_a)
                    .with_context(**context)
                    .search(action["domain"])
                )
                self.assertEqual(found, expected)
                self.assertFalse([key for key in context if key.startswith("search_default")])

    def test_leader_opens_every_screen(self):
        """No field of a screen asks for a right that a reader lacks."""
        self.env["investment.engagement"].create(
            {"partner_id": self.investor.id, "date": "2023-03-01", **self.occasion}
        )
        for xmlid in (
            "event_event_action_promotion",
            "investment_trip_action",
            "investment_engagement_action",
            "crm_team_action_investment",
        ):
            action = self.env.ref(f"zhuozhou_crm.{xmlid}")
            model = self.env[action.res_model].with_user(self.leader)
            chosen = {view.view_mode: view.view_id.id for view in action.view_ids}
            for mode in action.view_mode.split(","):
                with self.subTest(action=xmlid, mode=mode):
                    views = model.get_views([(chosen.get(mode, False), mode)])
                    names = views["models"][action.res_model]["fields"]
                    records = model.search([], limit=5)
                    self.assertTrue(records.read([name for name in names if name != "id"]))
