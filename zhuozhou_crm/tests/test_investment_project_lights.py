from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .light_common import PLAN, TODAY, LightCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLightOfProject(LightCommon):
    """Which projects are lit, when, and what it costs."""

    def test_facts_light_at_once(self):
        project = self._new_project(plan=PLAN).with_user(self.officer_a)
        self.assertEqual(project.light, "red")
        line = (
            self.env["investment.project.progress"]
            .with_user(self.officer_a)
            .create(
                {
                    "project_id": project.id,
                    "month": "2024-10-01",
                    "amount": 90e6,
                    "visual_progress": "主体封顶",
                }
            )
        )
        self.assertEqual(project.light, "red", "A draft counts for nothing")
        line.action_submit()
        self.assertEqual(project.light, "green")
        line.action_draft()
        self.assertEqual(project.light, "red")
        line.with_user(self.manager).unlink()
        project.plan_ids.amount = 0
        self.assertEqual(project.light, "red", "Nothing filed since it was entered")

    def test_moved_plan(self):
        self._only(("yellow", "months_overdue_start", 1, True), ("white", "not_due", 0, True))
        project = self._new_project(
            actual_start_date=False, planned_start_date="2024-10-31"
        ).with_user(self.officer_a)
        self.assertEqual(project.light, "yellow")
        project.planned_start_date = "2024-11-30"
        self.assertEqual(project.light, "white")

    def test_moved_milestone(self):
        self._only(("red", "milestone_days_overdue", 1, True), ("green", "always", 0, True))
        project = self._new_project(milestones=[("环评", "2024-10-10", False)])
        self.assertEqual(project.light, "red")
        project.milestone_ids.planned_date = "2024-11-29"
        self.assertEqual(project.light, "green")
        project.milestone_ids.planned_date = "2024-10-10"
        project.milestone_ids.unlink()
        self.assertEqual(project.light, "green")

    def test_only_active_projects_are_lit(self):
        project = self._new_project(plan=PLAN)
        for values, lit in (
            ({"state": "suspended"}, False),
            ({"state": "active"}, True),
            ({"active": False}, False),
            ({"active": True}, True),
            ({"state": "cancelled"}, False),
        ):
            with self.subTest(**values):
                project.write(values)
                self.assertEqual(bool(project.light), lit)
                self.assertEqual(bool(project.light_reason), lit)

    def test_queries(self):
        """The same number for 3 projects as for 30."""
        projects = [self._new_project(plan=PLAN) for _number in range(30)]
        self._commit()
        for month, count in (("2025-01-03", 3), ("2025-02-03", 30)):
            self.env["investment.project"].browse(
                [project.id for project in projects[count:]]
            ).active = False
            self._commit()
            # whatever the number of rules, too: the evaluation with its update, three for the history
            with freeze_time(month), self.assertQueryCount(4):
                self.env["investment.project"]._cron_light()
            self.env["investment.project"].browse(
                [project.id for project in projects]
            ).active = True
            self._commit()

    def test_preview(self):
        behind, fine = (
            self._new_project(plan=PLAN),
            self._new_project(plan=PLAN, completed=99e6),
        )
        wizard = self.env["investment.light.preview"].with_user(self.manager).create({})
        self.assertEqual(wizard.line_ids.rule_id, self.defaults)
        wizard.action_preview()
        self.assertFalse(wizard.change_ids)
        for line in wizard.line_ids.filtered(lambda line: line.condition == "points_behind"):
            line.threshold = 95 if line.colour == "red" else 0
        wizard.line_ids.filtered(lambda line: line.condition == "months_silent").unlink()
        wizard.action_preview()
        self.assertEqual(
            {(line.project_id, line.before, line.after) for line in wizard.change_ids},
            {(behind, "red", "yellow"), (fine, "green", "yellow")},
        )
        self.assertIn("2", wizard.summary)
        self.assertEqual(behind.light, "red", "A preview changes nothing")
        wizard.action_apply()
        self.assertEqual((behind | fine).mapped("light"), ["yellow", "yellow"])
        self.assertEqual(len(self.defaults.filtered("active")), len(self.defaults) - 2)

    def test_apply_only_what_was_previewed(self):
        wizard = self.env["investment.light.preview"].with_user(self.manager).create({})
        with self.assertRaises(UserError):
            wizard.action_apply()

    def test_preview_for_managers_only(self):
        for user in (self.officer_a, self.lead_a, self.leader):
            for model in ("investment.light.preview", "investment.light.manual"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    self.env[model].with_user(user).create(
                        {"colour": "green", "note": "示例", "until": TODAY}
                        if model.endswith("manual")
                        else {"line_ids": [Command.clear()]}
                    )
