from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import InvestmentCommon


class EngagementCommon(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group, cls.enterprise = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "is_investment_target": True}
                for name in ("Group", "Enterprise")
            ]
        )
        cls.person = cls.env["res.partner"].create(
            {"name": "Wang", "function": "Director", "parent_id": cls.enterprise.id}
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Plant",
                "type": "opportunity",
                "partner_id": cls.enterprise.id,
                "team_id": cls.team_a.id,
                "user_id": cls.officer_a.id,
            }
        )

    def _engage(self, user=None, **values):
        return (
            self.env["investment.engagement"]
            .with_user(user or self.officer_a)
            .create({"partner_id": self.enterprise.id, **values})
        )


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
class TestInvestmentEngagementNextStep(EngagementCommon):
    def _activities(self, engagement):
        return self.env["mail.activity"].search(
            [
                ("active", "in", (True, False)),
                "|",
                "&",
                ("res_model", "=", "investment.engagement"),
                ("res_id", "=", engagement.id),
                "&",
                ("res_model", "=", "crm.lead"),
                ("res_id", "=", self.lead.id),
            ]
        )

    def test_activity_of_the_officer(self):
        engagement = self._engage(next_step="Call back", next_step_date="2023-06-23")
        self.assertRecordValues(
            self._activities(engagement),
            [
                {
                    "summary": "Call back",
                    "date_deadline": date(2023, 6, 23),
                    "user_id": self.officer_a.id,
                    "res_model": "investment.engagement",
                    "res_id": engagement.id,
                    "automated": True,
                }
            ],
        )
        self.assertTrue(engagement.next_step_open)

    def test_day_is_filled_in(self):
        """Rows: day of the meeting → a week later, never in the past."""
        for day, expected in (("2023-06-20", "2023-06-27"), ("2023-05-02", "2023-06-27")):
            engagement = self._engage(date=day, next_step="Call back")
            self.assertEqual(engagement.next_step_date, date.fromisoformat(expected))

    def test_stands_on_the_project(self):
        """So that the pipeline shows it as the project's next activity."""
        engagement = self._engage(next_step="Call back", lead_id=self.lead.id)
        self.assertEqual(engagement.activity_id.res_model, "crm.lead")
        self.assertEqual(self.lead.with_user(self.officer_a).activity_summary, "Call back")

    def test_edits_keep_one_activity_in_step(self):
        engagement = self._engage(next_step="Call back")
        activity = engagement.activity_id
        for values, expected in (
            ({"next_step": "Write"}, {"summary": "Write"}),
            ({"next_step_date": "2023-07-01"}, {"date_deadline": date(2023, 7, 1)}),
            ({"user_id": self.officer_a2.id}, {"user_id": self.officer_a2.id}),
            ({"lead_id": self.lead.id}, {"res_model": "crm.lead", "res_id": self.lead.id}),
            ({"outcome": "Fine"}, {"summary": "Write"}),
        ):
            with self.subTest(values=values):
                engagement.write(values)
                self.assertEqual(self._activities(engagement), activity)
                self.assertRecordValues(activity, [expected])

    def test_put_off_from_the_activity(self):
        engagement = self._engage(next_step="Call back")
        activity = engagement.activity_id.with_user(self.officer_a)
        activity.write({"date_deadline": "2023-07-05", "summary": "Call the director"})
        self.assertRecordValues(
            engagement,
            [{"next_step": "Call the director", "next_step_date": date(2023, 7, 5)}],
        )
        self.assertEqual(self._activities(engagement), activity)

    def test_done_step_comes_back_as_a_new_one_only(self):
        engagement = self._engage(next_step="Call back")
        first = engagement.activity_id
        first.with_user(self.officer_a).action_feedback("Called")
        self.assertFalse(engagement.next_step_open)
        engagement.outcome = "Fine"
        engagement.user_id = self.officer_a2
        self.assertEqual(self._activities(engagement), first)
        engagement.next_step = "Send the plan"
        self.assertEqual(len(self._activities(engagement)), 2)
        self.assertNotEqual(engagement.activity_id, first)
        self.assertTrue(engagement.next_step_open)

    def test_goes_with_its_reason(self):
        for operation in (
            lambda one: one.write({"next_step": False}),
            lambda one: one.action_cancel(),
            lambda one: one.action_archive(),
            lambda one: one.with_user(self.manager).unlink(),
        ):
            engagement = self._engage(next_step="Call back", lead_id=self.lead.id)
            operation(engagement)
            self.assertFalse(self._activities(engagement))

    def test_comes_back_with_its_reason(self):
        engagement = self._engage(next_step="Call back")
        engagement.action_cancel()
        self.assertFalse(engagement.next_step_open)
        engagement.action_done()
        self.assertEqual(engagement.activity_id.summary, "Call back")

    def test_dismissed_activity_stays_away(self):
        engagement = self._engage(next_step="Call back")
        engagement.activity_id.with_user(self.officer_a).unlink()
        self.assertFalse(engagement.next_step_open)
        engagement.outcome = "Fine"
        self.assertFalse(self._activities(engagement))


@tagged("post_install", "-at_install")
@freeze_time("2023-06-20")
class TestInvestmentEngagementTimeline(EngagementCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=False))

    def _new_messages(self, record, operation):
        before = record.message_ids
        operation()
        self.env.flush_all()
        record.invalidate_recordset(["message_ids"])
        return record.message_ids - before

    def test_enterprise_learns_who_when_and_how_but_not_what(self):
        message = self._new_messages(
            self.enterprise,
            lambda: self._engage(
                outcome="Secret", next_step="Hidden", lead_id=self.lead.id, mode="inbound"
            ),
        )
        self.assertEqual(len(message), 1)
        body = str(message.body)
        for part in ("06/20/2023", "Inbound visit", "officer_a", "Team A", "data-oe-id"):
            self.assertIn(part, body)
        for part in ("Secret", "Hidden", "Plant"):
            self.assertNotIn(part, body)

    def test_project_learns_everything(self):
        message = self._new_messages(
            self.lead,
            lambda: self._engage(
                lead_id=self.lead.id, outcome="<b>Agreed</b>\nSecond line", next_step="Sign"
            ),
        )
        body = str(message.body)
        for part in ("Outbound", "&lt;b&gt;Agreed", "Second line", "Sign"):
            self.assertIn(part, body)

    def test_only_what_took_place(self):
        """Rows: values written to a planned engagement → lines they leave on the enterprise."""
        engagement = self._engage(state="planned")
        self.assertNotIn("data-oe-id", "".join(self.enterprise.message_ids.mapped("body")))
        for values, expected in (
            ({"state": "done"}, 1),
            ({"outcome": "Edited"}, 0),
            ({"state": "done"}, 0),
            ({"state": "cancelled"}, 1),
            ({"state": "planned"}, 0),
        ):
            with self.subTest(values=values):
                messages = self._new_messages(
                    self.enterprise, lambda values=values: engagement.write(values)
                )
                self.assertEqual(len(messages), expected)

    def test_withdrawn_is_said(self):
        engagement = self._engage()
        message = self._new_messages(self.enterprise, engagement.action_cancel)
        self.assertIn("withdrawn", str(message.body))

    def test_batch_leaves_one_message_per_enterprise(self):
        values = [
            {"partner_id": partner.id}
            for partner in (self.enterprise, self.enterprise, self.group)
        ]
        model = self.env["investment.engagement"].with_user(self.officer_a)
        for partner, lines in ((self.enterprise, 2), (self.group, 1)):
            message = self._new_messages(partner, lambda: model.create(values))
            self.assertEqual(len(message), 1)
            self.assertEqual(str(message.body).count("data-oe-id"), lines)


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
