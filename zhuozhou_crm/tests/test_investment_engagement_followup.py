from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .engagement_common import EngagementCommon


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
        # the day is written as the language of the database writes it
        self.assertRegex(body, r"2023.06.20|06.20.2023")
        for part in ("Inbound visit", "officer_a", "Team A", "data-oe-id"):
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
