from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import format_date

from .project_common import ProjectCommon

STEPS = [
    ("FILING", None, 3),
    ("ENVIRONMENT", "FILING", 20),
    ("permit", "FILING", 10),
    ("start", "permit", 5, "start"),
    ("completion", "start", 100, "completion"),
    ("production", "completion", 20, "production"),
]


@tagged("post_install", "-at_install")
@freeze_time("2024-01-15")
class TestInvestmentProjectSchedule(ProjectCommon):
    """Deadlines in working days: made from a template, moved as one, told as one."""

    def setUp(self):
        super().setUp()
        self.project = self._new_project(
            schedule_date="2024-01-02", template_id=self._new_template(STEPS).id
        )
        self.project.action_apply_template()
        self.steps = {line.name: line for line in self.project.milestone_ids}

    def test_template_makes_milestones_and_approvals(self):
        self.assertEqual(
            self._deadlines(self.project),
            {
                "FILING": "2024-01-05",
                "ENVIRONMENT": "2024-02-02",
                "permit": "2024-01-19",
                "start": "2024-01-26",
                # over Spring Festival (4 and 18 February made up), Qingming, May Day
                "completion": "2024-06-24",
                "production": "2024-07-22",
            },
        )
        self.assertEqual(self.project.planned_start_date, date(2024, 1, 26))
        self.assertEqual(self.project.planned_production_date, date(2024, 7, 22))
        self.assertRecordValues(
            self.project.approval_ids,
            [
                {"milestone_id": self.steps[name].id, "office_id": self.office.id}
                for name in ("FILING", "ENVIRONMENT")
            ],
        )
        self.assertEqual(self.project.milestone_count, 6)
        self.assertEqual(self.project.next_milestone_id, self.steps["FILING"])
        self.assertEqual(self.project.days_overdue, 6)

    def test_applying_again_adds_what_is_missing(self):
        self.steps["permit"].unlink()
        self.project.action_apply_template()
        self.assertEqual(self.project.milestone_count, 6)
        self.assertEqual(len(self.project.approval_ids), 2)

    def test_template_is_needed(self):
        project = self._new_project(template_id=False)
        project.template_id = False
        with self.assertRaisesRegex(UserError, "Schedule Template.*示例重点项目"):
            project.action_apply_template()

    def test_template_of_the_nature_is_suggested(self):
        for nature in ("new", "continued", "production", "preliminary"):
            project = self._new_project(construction_nature=nature)
            with self.subTest(nature=nature):
                self.assertEqual(project.template_id.construction_nature, nature)
                project.action_apply_template()
                self.assertTrue(all(project.milestone_ids.mapped("planned_date")))

    def test_moving_one_shifts_what_depends_on_it(self):
        self.steps["permit"].planned_date = "2024-02-08"
        self.assertEqual(
            self._deadlines(self.project),
            {
                "FILING": "2024-01-05",
                "ENVIRONMENT": "2024-02-02",
                "permit": "2024-02-08",
                # 9 February is a working day, 10 to 17 are off, 18 is made up
                "start": "2024-02-21",
                "completion": "2024-07-15",
                "production": "2024-08-12",
            },
        )
        self.assertEqual(self.project.planned_start_date, date(2024, 2, 21))
        note = self.project.message_ids[0].body
        for name in ("permit", "start", "completion", "production"):
            self.assertIn(name, note)
        self.assertNotIn("ENVIRONMENT", note)
        self.assertIn(format_date(self.project.env, date(2024, 2, 21)), note)
        self.assertIn(format_date(self.project.env, date(2024, 1, 26)), note)

    def test_a_date_fixed_by_hand_stays(self):
        self.steps["start"].planned_date = "2024-03-01"
        self.assertTrue(self.steps["start"].is_fixed)
        completion = self.steps["completion"].planned_date
        self.steps["FILING"].planned_date = "2024-01-31"
        self.assertEqual(self.steps["permit"].planned_date, date(2024, 2, 19))
        self.assertEqual(self.steps["start"].planned_date, date(2024, 3, 1))
        self.assertEqual(self.steps["completion"].planned_date, completion)
        self.steps["start"].action_unfix()
        self.assertEqual(self.steps["start"].planned_date, date(2024, 2, 26))

    def test_changing_the_interval_moves(self):
        self.steps["permit"].working_days = 11
        self.assertEqual(self.steps["permit"].planned_date, date(2024, 1, 22))
        self.assertEqual(self.steps["start"].planned_date, date(2024, 1, 29))

    def test_what_happened_does_not_move_the_plan(self):
        """Else every delay would push the plan along, and nothing would ever be late."""
        before = self._deadlines(self.project)
        self.steps["FILING"].actual_date = "2024-01-12"
        self.assertEqual(self._deadlines(self.project), before)
        self.assertEqual(self.steps["FILING"].days_overdue, 5)
        self.assertFalse(self.steps["FILING"].is_overdue)
        self.project.action_replan()
        self.assertEqual(self.steps["permit"].planned_date, date(2024, 1, 26))
        self.assertEqual(self.steps["start"].planned_date, date(2024, 2, 2))
        self.assertEqual(self.steps["FILING"].planned_date, date(2024, 1, 5))

    def test_planned_start_of_the_project_is_that_milestone(self):
        self.project.planned_start_date = "2024-03-04"
        self.assertEqual(self.steps["start"].planned_date, date(2024, 3, 4))
        self.assertEqual(self.steps["completion"].planned_date, date(2024, 7, 25))
        self.assertEqual(self.project.planned_completion_date, date(2024, 7, 25))

    def test_actual_start_is_entered_once(self):
        self.project.actual_start_date = "2024-01-12"
        self.assertEqual(self.steps["start"].actual_date, date(2024, 1, 12))
        self.project.actual_start_date = False
        self.assertFalse(self.steps["start"].actual_date)
        self.steps["start"].actual_date = "2024-01-15"
        self.assertEqual(self.project.actual_start_date, date(2024, 1, 15))

    def test_overdue_in_working_days(self):
        line = self.steps["FILING"]
        for today, days in (
            ("2024-01-05", 0),
            ("2024-01-07", 0),  # the weekend after
            ("2024-01-08", 1),
            ("2024-02-04", 21),  # Sunday, made up
            ("2024-02-17", 26),  # end of Spring Festival
            ("2024-02-18", 27),  # Sunday, made up
        ):
            with self.subTest(today=today), freeze_time(today):
                line.invalidate_recordset()
                self.assertEqual((line.days_overdue, line.is_overdue), (days, days > 0))
                found = self.env["investment.project.milestone"].search(
                    [("project_id", "=", self.project.id), ("is_overdue", "=", True)]
                )
                self.assertEqual(line in found, days > 0)
                self.assertEqual(found, found.filtered("is_overdue"))

    def test_no_circle_and_no_stranger(self):
        with self.assertRaisesRegex(ValidationError, "circle"):
            self.steps["permit"].previous_id = self.steps["production"]
        other = self._new_project(template_id=self._new_template(STEPS[:1]).id)
        other.action_apply_template()
        with self.assertRaisesRegex(ValidationError, "another project"):
            self.steps["permit"].previous_id = other.milestone_ids
        template = self.project.template_id.sudo()
        with self.assertRaisesRegex(ValidationError, "circle"):
            template.line_ids[0].after_line_id = template.line_ids[-1]

    def test_what_followed_a_deleted_step_keeps_its_deadline(self):
        start = self.steps["start"]
        before = start.planned_date
        self.steps["permit"].unlink()
        self.assertEqual(start.planned_date, before)
        self.assertTrue(start.is_fixed)

    def test_approval_ends_its_milestone(self):
        filing = self.project.approval_ids[0]
        self.assertEqual((filing.state, filing.planned_date), ("to_file", date(2024, 1, 5)))
        self.assertTrue(filing.is_overdue)
        filing.filed_date = "2024-01-11"
        self.assertEqual((filing.state, filing.promised_date), ("filed", date(2024, 1, 16)))
        self.assertFalse(filing.is_overdue)
        filing.decided_date = "2024-01-15"
        self.assertEqual((filing.state, filing.working_days), ("approved", 2))
        self.assertEqual(self.steps["FILING"].actual_date, date(2024, 1, 15))
        self.assertEqual(self.project.approval_done_count, 1)

    def test_overdue_approvals_are_found(self):
        model = self.env["investment.approval"]
        mine = [("project_id", "=", self.project.id)]
        filing, environment = self.project.approval_ids
        environment.filed_date = "2024-01-02"
        environment.promised_date = "2024-01-12"
        for approval in (filing, environment):
            self.assertTrue(approval.is_overdue)
        self.assertEqual(model.search([*mine, ("is_overdue", "=", True)]), filing | environment)
        environment.action_withdraw()
        self.assertEqual(model.search([*mine, ("is_overdue", "=", True)]), filing)
        self.assertEqual(model.search([*mine, ("is_overdue", "=", False)]), environment)
