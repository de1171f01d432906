from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .engagement_common import EngagementCommon


@tagged("post_install", "-at_install")
@freeze_time("2023-06-20")
class TestInvestmentEngagement(EngagementCommon):
    def test_defaults(self):
        """One field typed, the rest follows."""
        self.assertRecordValues(
            self._engage(),
            [
                {
                    "date": date(2023, 6, 20),
                    "mode": "outbound",
                    "state": "done",
                    "user_id": self.officer_a.id,
                    "team_id": self.team_a.id,
                    "display_name": "Enterprise 2023-06-20",
                }
            ],
        )

    def test_defaults_from_a_trip(self):
        """Rows: dates and state of the trip → day and status of a new engagement."""
        for start, end, trip_state, day, state in (
            ("2023-06-19", "2023-06-21", "planned", "2023-06-20", "planned"),
            ("2023-06-19", "2023-06-21", "under_way", "2023-06-20", "done"),
            ("2023-06-06", "2023-06-08", "under_way", "2023-06-06", "done"),
            ("2023-07-03", "2023-07-05", "planned", "2023-07-03", "planned"),
        ):
            with self.subTest(start=start, state=trip_state):
                trip = self.env["investment.trip"].create(
                    {
                        "leader_id": self.person.id,
                        "destination": "Beijing",
                        "date_start": start,
                        "date_end": end,
                        "state": trip_state,
                        "team_id": self.team_a.id,
                    }
                )
                engagement = self._engage(trip_id=trip.id)
                self.assertEqual(engagement.date, date.fromisoformat(day))
                self.assertEqual(engagement.state, state)
                self.assertEqual(engagement.mode, "outbound")
                self.assertEqual(engagement.team_id, self.team_a)

    def test_defaults_from_an_event(self):
        """The day counts in the event's timezone, not in UTC."""
        event = self.env["event.event"].create(
            {
                "name": "Promotion",
                "is_investment_promotion": True,
                "date_tz": "Asia/Shanghai",
                "date_begin": "2023-06-14 22:00:00",
                "date_end": "2023-06-15 09:00:00",
            }
        )
        engagement = self._engage(event_id=event.id)
        self.assertRecordValues(
            engagement, [{"date": date(2023, 6, 15), "mode": "event", "state": "done"}]
        )

    def test_defaults_from_a_project(self):
        engagement = (
            self.env["investment.engagement"]
            .with_user(self.manager)
            .create({"lead_id": self.lead.id})
        )
        self.assertEqual(engagement.partner_id, self.enterprise)
        self.assertEqual(engagement.team_id, self.team_a)

    def test_quick_form(self):
        """From an enterprise: outcome and next step typed, saved."""
        view = "zhuozhou_crm.investment_engagement_view_form_quick"
        model = (
            self.env["investment.engagement"]
            .with_user(self.officer_a)
            .with_context(default_partner_id=self.enterprise.id)
        )
        with Form(model, view) as form:
            form.contact_id = self.person
            self.assertEqual(form.contact_function, "Director")
            form.outcome = "Interested"
            form.next_step = "Send the plan"
            self.assertEqual(form.next_step_date, date(2023, 6, 27))
        self.assertEqual(form.record.contact_name, "Wang")
        following = form.record.with_context(default_partner_id=1).action_save_and_new()
        self.assertEqual(following["target"], "new")
        self.assertEqual(
            following["context"], {"default_partner_id": 1, "default_date": "2023-06-20"}
        )

    def test_coming_day_is_planned(self):
        with Form(self.env["investment.engagement"].with_user(self.officer_a)) as form:
            form.partner_id = self.enterprise
            form.date = date(2023, 6, 21)
            self.assertEqual(form.state, "planned")
            form.date = date(2023, 6, 19)
            self.assertEqual(form.state, "done")

    def test_done_cannot_lie_in_the_future(self):
        engagement = self._engage(date="2023-06-21")
        self.assertEqual(engagement.state, "planned")
        for operation in (
            engagement.action_done,
            lambda: self._engage(date="2023-06-21", state="done"),
            lambda: self._engage().write({"date": "2023-06-21"}),
        ):
            with self.assertRaises(ValidationError) as caught, self.env.cr.savepoint():
                operation()
            self.assertIn("Enterprise 2023-06-21", str(caught.exception))

    @freeze_time("2023-06-20 17:00:00")
    def test_future_begins_at_midnight_in_shanghai(self):
        """17:00 UTC is one in the morning of the 21st there."""
        self.assertEqual(self._engage(date="2023-06-21").state, "done")

    def test_visit_lies_within_its_trip(self):
        trip = self.env["investment.trip"].create(
            {"date_start": "2023-06-06", "date_end": "2023-06-08", "team_id": self.team_a.id}
        )
        with self.assertRaises(ValidationError) as caught:
            self._engage(trip_id=trip.id, date="2023-06-09", state="done")
        for part in ("Enterprise 2023-06-09", trip.display_name, "2023-06-06", "2023-06-08"):
            self.assertIn(part, str(caught.exception))
        call = self._engage(trip_id=trip.id, date="2023-06-05", state="done", mode="call")
        self.assertTrue(call, "a phone call may prepare the trip")

    def test_moves_a_project_that_waits_for_it(self):
        """The manager may let projects enter a stage by their facts alone."""
        stage = self.env.ref("zhuozhou_crm.crm_stage_contacted")
        stage.enter_on_facts = True
        self.lead.stage_id = self.env.ref("zhuozhou_crm.crm_stage_lead")
        self._engage(lead_id=self.lead.id, state="planned")
        self.assertNotEqual(self.lead.stage_id, stage)
        self._engage(lead_id=self.lead.id)
        self.assertEqual(self.lead.stage_id, stage)

    def test_recorded_facts_stay_when_a_trip_is_chosen_later(self):
        engagement = self._engage(date="2023-06-07", mode="inbound")
        trip = self.env["investment.trip"].create(
            {"date_start": "2023-06-06", "date_end": "2023-06-08", "team_id": self.team_a.id}
        )
        engagement.trip_id = trip
        self.assertRecordValues(
            engagement, [{"date": date(2023, 6, 7), "mode": "inbound", "state": "done"}]
        )

    def test_project_of_another_enterprise_is_pointed_out(self):
        for partner, expected in ((self.enterprise, False), (self.group, True)):
            with self.subTest(partner=partner.name):
                engagement = self._engage(partner_id=partner.id, lead_id=self.lead.id)
                self.assertEqual(engagement.is_other_enterprise, expected)

    def test_person_is_no_enterprise(self):
        with self.assertRaises(ValidationError) as caught:
            self._engage(partner_id=self.person.id)
        for part in ("Wang", "Enterprise"):
            self.assertIn(part, str(caught.exception))
        investor = self.env["res.partner"].create({"name": "Person without a company"})
        self.assertTrue(self._engage(partner_id=investor.id))

    def test_contact_is_remembered_as_met(self):
        engagement = self._engage(contact_id=self.person.id)
        self.person.write({"name": "Wang (left)", "function": "Retired"})
        self.assertEqual(engagement.contact_name, "Wang")
        self.assertEqual(engagement.contact_function, "Director")

    def test_position_completes_the_contact(self):
        nameless = self.env["res.partner"].create(
            {"name": "Li", "parent_id": self.enterprise.id}
        )
        self._engage(contact_id=nameless.id, contact_function="Engineer")
        self.assertEqual(nameless.function, "Engineer")
        self._engage(contact_id=self.person.id, contact_function="Chief")
        self.assertEqual(self.person.function, "Director", "what is known is not overwritten")

    def test_other_enterprise_forgets_the_contact(self):
        with Form(self._engage(contact_id=self.person.id)) as form:
            form.partner_id = self.group
            self.assertFalse(form.contact_id)
            self.assertFalse(form.contact_name)


@tagged("post_install", "-at_install")
@freeze_time("2023-06-20")
class TestInvestmentEngagementAccess(EngagementCommon):
    def test_roles(self):
        """Rows: user, (read, write, create, unlink) on an engagement of team A."""
        engagement = self._engage()
        for user, expected in (
            (self.officer_a, (True, True, True, False)),
            (self.officer_a2, (True, True, True, False)),
            (self.lead_a, (True, True, True, False)),
            (self.officer_b, (False, False, False, False)),
            (self.manager, (True, True, True, True)),
            (self.leader, (True, False, False, False)),
            (self.outsider, (False, False, False, False)),
        ):
            with self.subTest(user=user.name):
                access = tuple(
                    engagement.with_user(user).has_access(operation)
                    for operation in ("read", "write", "create", "unlink")
                )
                self.assertEqual(access, expected)

    def test_officer_enters_for_the_own_team_only(self):
        self._engage(user_id=self.officer_a2.id, team_id=self.team_a.id)
        with self.assertRaises(AccessError):
            self._engage(user_id=self.officer_b.id, team_id=self.team_b.id)

    def test_officer_archives_instead_of_deleting(self):
        engagement = self._engage()
        with self.assertRaises(AccessError):
            engagement.unlink()
        engagement.action_archive()
        self.assertFalse(engagement.active)

    def test_lead_without_membership_sees_the_team(self):
        self.team_b.user_id = self.lead_a
        engagement = self._engage(self.officer_b)
        self.assertTrue(engagement.with_user(self.lead_a).has_access("write"))
