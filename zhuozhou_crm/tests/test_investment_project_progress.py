from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tests.common import warmup
from odoo.tools import mute_logger

from .project_common import ProjectCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-05-09 08:00:00")
class TestInvestmentProjectProgress(ProjectCommon):
    """The monthly report: filed by the unit in one list, checked by the bureau."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model = cls.env["investment.project.progress"]

    def _flush_tracking(self):
        self.env.flush_all()
        self.cr.precommit.run()

    def test_month_is_kept_as_its_first_day(self):
        line = self.model.create({"project_id": self._new_project().id, "month": "2024-04-17"})
        self.assertEqual(line.month.isoformat(), "2024-04-01")
        self.assertEqual(line.month_label, "2024-04")
        line.month = "2024-03-31"
        self.assertEqual(line.month.isoformat(), "2024-03-01")
        with self.assertRaisesRegex(ValidationError, "2024-06.*not begun"):
            line.month = "2024-06-02"

    def test_one_report_a_month(self):
        project = self._new_project()
        self._file(project, "2024-04", 1e6)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._file(project, "2024-04", 2e6)

    def test_year_to_date(self):
        """Months in any order of entry, drafts included, each year for itself."""
        project = self._new_project()
        lines = {
            month: self._file(project, month, amount, state=state)
            for month, amount, state in (
                ("2024-03", 3e6, "submitted"),
                ("2023-12", 9e6, "submitted"),
                ("2024-01", 1e6, "submitted"),
                ("2024-02", 2e6, "draft"),
            )
        }
        running = {month: line.amount_ytd for month, line in lines.items()}
        self.assertEqual(
            running, {"2023-12": 9e6, "2024-01": 1e6, "2024-02": 3e6, "2024-03": 6e6}
        )
        lines["2024-01"].amount = 5e6
        self.assertEqual(lines["2024-03"].amount_ytd, 1e7)
        lines["2024-02"].month = "2024-04-01"
        self.assertEqual(lines["2024-03"].amount_ytd, 8e6)
        self.assertEqual(lines["2024-02"].amount_ytd, 1e7)
        self._plan(project, 2024, 1e8)
        self.assertEqual(lines["2024-03"].completion, 0.08)

    def test_submitting_tells_what_stands_on_the_site(self):
        """Also when nothing was built: a month is not filed by a zero."""
        line = self._file(self._new_project(), "2024-04", 0, state="draft", visual_progress=" ")
        with self.assertRaisesRegex(ValidationError, "示例重点项目 2024-04"):
            line.action_submit()
        line.visual_progress = "示例：停工"
        line.action_submit()
        self.assertRecordValues(
            line, [{"state": "submitted", "filed_by_id": self.officer_a.id}]
        )
        self.assertEqual(line.filed_on.isoformat(), "2024-05-09")

    def test_checking_is_the_managers(self):
        line = self._file(self._new_project(), "2024-04", 1e6)
        for user in (self.officer_a, self.lead_a):
            with self.assertRaises(AccessError):
                line.with_user(user).action_check()
            with self.assertRaises(AccessError):
                line.with_user(user).state = "checked"
        line.with_user(self.manager).action_check()
        self.assertRecordValues(
            line, [{"state": "checked", "verified_by_id": self.manager.id, "is_frozen": True}]
        )
        for user, error in ((self.officer_a, UserError), (self.manager, UserError)):
            with self.assertRaises(error):
                line.with_user(user).amount = 2e6
        with self.assertRaises(AccessError):
            line.with_user(self.officer_a).action_draft()

    def test_returned_with_a_reason(self):
        line = self._file(self._new_project(), "2024-04", 1e6).with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Returned Because.*示例重点项目 2024-04"):
            line.action_return()
        line.return_reason = "示例：与统计口径不符"
        line.action_return()
        self.assertEqual(line.state, "draft")
        line.with_user(self.officer_a).write({"amount": 8e5, "state": "submitted"})
        self.assertFalse(line.return_reason)
        self.assertEqual(line.project_id.completed_ytd, 8e5)

    def test_a_corrected_month_keeps_the_old_value(self):
        line = self._file(self._new_project(), "2024-04", 1e6)
        line = line.with_context(tracking_disable=False)
        self._flush_tracking()
        line.with_user(self.manager).action_check()
        self._flush_tracking()
        line.with_user(self.manager).action_draft()
        self._flush_tracking()
        line.with_user(self.officer_a).write({"amount": 8e5, "state": "submitted"})
        self._flush_tracking()
        amounts = line.sudo().message_ids.tracking_value_ids.filtered(
            lambda value: value.field_id.name == "amount"
        )
        self.assertEqual(
            [(value.old_value_float, value.new_value_float) for value in amounts], [(1e6, 8e5)]
        )
        states = line.sudo().message_ids.tracking_value_ids.filtered(
            lambda value: value.field_id.name == "state"
        )
        self.assertEqual(len(states), 3, "checked, taken back, submitted again")

    def test_a_filed_month_is_not_deleted(self):
        line = self._file(self._new_project(), "2024-04", 1e6).with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Correct it instead"):
            line.unlink()
        line.action_draft()
        line.unlink()

    def test_list_holds_all_projects_of_the_unit(self):
        """Missing lines are created once; suspended, finished and foreign projects have none."""
        mine = self._new_project(name="示例一") | self._new_project(
            self.officer_a2, name="示例二"
        )
        self._new_project(name="示例停", state="suspended")
        self._new_project(name="示例产", actual_production_date="2024-03-31")
        last = self._new_project(name="示例末", actual_production_date="2024-04-02")
        self._new_project(self.officer_b, name="示例外")
        filed = self._file(mine[0], "2024-04", 1e6)
        action = self.model.with_user(self.officer_a).action_open_filing()
        lines = self.model.with_user(self.officer_a).search(action["domain"])
        self.assertEqual(lines.project_id, mine | last)
        self.assertIn(filed, lines)
        self.assertEqual(set((lines - filed).mapped("state")), {"draft"})
        again = self.model.with_user(self.officer_a2).action_open_filing()
        self.assertEqual(self.model.with_user(self.officer_a).search(again["domain"]), lines)
        self.assertIn("2024-04", action["name"])

    def test_readers_create_nothing(self):
        self._new_project()
        for user in (self.leader, self.manager):
            self.model.with_user(user).action_open_filing()
        self.assertFalse(self.model.search([("team_id", "=", self.team_a.id)]))

    def test_another_month(self):
        self._new_project()
        wizard = (
            self.env["investment.progress.filing"]
            .with_user(self.officer_a)
            .create({"month": "2024-02-29"})
        )
        lines = self.model.with_user(self.officer_a).search(wizard.action_open()["domain"])
        self.assertEqual(lines.mapped("month_label"), ["2024-02"])

    def test_reminder_from_the_fifth_working_day(self):
        """April is due on the 5th working day of May 2024: 1 to 5 are off, so 10 May."""
        silent, filed = self._new_project(name="示例静"), self._new_project(name="示例报")
        self._file(filed, "2024-04", 1e6)
        self._file(silent, "2024-04", 1e6, state="draft")
        cron = self.env["investment.project"]._cron_remind_filing
        cron()
        self.assertFalse(silent.activity_ids, "9 May is too early")
        with freeze_time("2024-05-10 00:30:00"):
            cron()
            cron()
            self.assertFalse(filed.activity_ids)
            self.assertRecordValues(
                silent.activity_ids, [{"user_id": self.officer_a.id, "automated": True}]
            )
            self.assertIn("2024-04", silent.activity_ids.summary)
            self.assertEqual(silent.activity_ids.date_deadline.isoformat(), "2024-05-10")
            silent.progress_ids.action_submit()
            self.assertFalse(silent.activity_ids)
            cron()
            self.assertFalse(silent.activity_ids)

    def test_day_of_the_reminder_is_a_setting(self):
        project = self._new_project()
        self.env["ir.config_parameter"].set_param("zhuozhou_crm.progress_due_working_day", 3)
        self.env["investment.project"]._cron_remind_filing()
        self.assertEqual(project.activity_ids.date_deadline.isoformat(), "2024-05-08")

    def test_reminder_goes_to_the_head_when_nobody_files(self):
        project = self._new_project()
        project.sudo().user_id = False
        with freeze_time("2024-05-10 01:00:00"):
            self.env["investment.project"]._cron_remind_filing()
        self.assertEqual(project.activity_ids.user_id, self.lead_a)

    @warmup
    def test_queries_do_not_grow_with_the_unit(self):
        """Opening the list and submitting it: 20 projects cost what 5 cost, but for the rows."""
        counts = []
        for size in (5, 20):
            projects = self.env["investment.project"].browse()
            for number in range(size):
                projects |= self._new_project(name=f"示例{size}-{number}")
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            lines = self.model.with_user(self.officer_a)._create_missing(
                self.env["investment.project"]._get_reporting_month()
            )
            self.assertEqual(len(lines), size)
            lines.write({"visual_progress": "示例"})
            lines.action_submit()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - start)
        self.assertLessEqual(counts[1], counts[0] + 5)
