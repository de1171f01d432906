from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .project_common import ProjectCommon


@tagged("post_install", "-at_install")
class TestResConfigSettings(ProjectCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls._new_user("admin", "base.group_system")
        cls.settings = cls.env["res.config.settings"].with_user(cls.admin)

    def _save(self, **values):
        with Form(self.settings) as form:
            for field, value in values.items():
                form[field] = value
        form.record.execute()

    def test_days_as_delivered(self):
        delivered = {
            "investment_progress_due_day": 5,
            "investment_escalate_head_days": 1,
            "investment_escalate_leader_days": 5,
        }
        values = self.settings.default_get([*delivered])
        self.assertEqual({field: values[field] for field in delivered}, delivered)

    def test_days_are_obeyed(self):
        """A zero brings back the day as delivered."""
        projects = self.env["investment.project"].with_user(self.officer_a)
        directives = self.env["investment.directive"]
        april = projects._fields["actual_start_date"].to_date("2024-04-01")
        for due, head, leader, date, limits in (
            (3, 2, 8, "2024-05-08", {"head": 2, "leader": 8}),
            (15, 4, 4, "2024-05-23", {"head": 4, "leader": 4}),
            (0, 0, 0, "2024-05-10", {"head": 1, "leader": 5}),
        ):
            with self.subTest(due=due, head=head, leader=leader):
                self._save(
                    investment_progress_due_day=due,
                    investment_escalate_head_days=head,
                    investment_escalate_leader_days=leader,
                )
                self.assertEqual(projects._get_filing_due_date(april).isoformat(), date)
                self.assertEqual(directives._get_escalation_limits(), limits)

    def test_days_must_make_sense(self):
        for values in (
            {"investment_progress_due_day": 16},
            {"investment_progress_due_day": -1},
            {"investment_escalate_head_days": -1},
            {"investment_escalate_head_days": 6},
            {"investment_escalate_leader_days": -5},
        ):
            with self.subTest(**values), self.assertRaises(ValidationError):
                self._save(**values)

    def test_administrators_only(self):
        for user in (self.officer_a, self.lead_a, self.manager, self.leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.settings.with_user(user).create({"investment_progress_due_day": 3})

    @freeze_time("2024-05-08 01:00:00")
    def test_reminder_follows_the_setting(self):
        project = self._new_project()
        remind = self.env["investment.project"]._cron_remind_filing
        remind()
        self.assertFalse(project.activity_ids)
        self._save(investment_progress_due_day=3)
        remind()
        self.assertEqual(project.activity_ids.date_deadline.isoformat(), "2024-05-08")
