from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .project_common import ProjectCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20")
class TestInvestmentCalendarDay(ProjectCommon):
    def _add_day(self, date, is_working, user=None):
        return (
            self.env["investment.calendar.day"]
            .with_user(user or self.manager)
            .create({"date": date, "is_working": is_working, "name": "示例"})
        )

    def test_year_without_official_data_warns_until_filled_in(self):
        """The notice on 2028 cannot be out before late 2027."""
        project = self._new_project(schedule_date="2028-02-01")
        project.template_id = self._new_template([("first", None, 5), ("second", "first", 10)])
        self.assertFalse(project.calendar_warning)
        project.action_apply_template()
        self.assertIn("2028", project.calendar_warning)
        self.assertIn("2028", project.milestone_ids[0].calendar_warning)
        self._add_day("2028-02-02", False)
        project.invalidate_recordset(["calendar_warning"])
        self.assertIn("2028", project.calendar_warning, "no make-up day is known yet")
        self._add_day("2028-02-05", True)
        project.invalidate_recordset(["calendar_warning"])
        self.assertFalse(project.calendar_warning)

    def test_years_are_named_in_their_order(self):
        warning = self.env["investment.calendar.day"]._get_calendar_warning
        dates = [
            self.env["investment.land.acquisition"]._fields["date"].to_date(text)
            for text in ("2029-03-01", "2026-03-01", "2028-03-01")
        ]
        self.assertIn("2028, 2029", warning(dates + [False]))
        self.assertFalse(warning(dates[1:2]))
        self.assertFalse(warning([]))

    def test_recounting_deadlines_says_what_moved(self):
        project = self._new_project(schedule_date="2026-12-01")
        project.template_id = self._new_template([("first", None, 1), ("second", "first", 5)])
        project.action_apply_template()
        self.assertEqual(
            self._deadlines(project), {"first": "2026-12-02", "second": "2026-12-09"}
        )
        self._add_day("2026-12-04", False)
        self.assertEqual(self._deadlines(project)["second"], "2026-12-09", "not by itself")
        project.with_user(self.manager).action_recount_deadlines()
        self.assertEqual(
            self._deadlines(project), {"first": "2026-12-02", "second": "2026-12-10"}
        )
        self.assertIn("second", project.message_ids[0].body)
        self.assertNotIn("first", project.message_ids[0].body)

    def test_land_is_counted_again(self):
        acquisition = (
            self.env["investment.land.acquisition"]
            .with_user(self.officer_a)
            .create(
                {
                    "project_id": self._new_project().id,
                    "mu": 2800,
                    "date_from": "2023-04-03",
                    "date": "2023-04-21",
                }
            )
        )
        self.assertEqual(acquisition.working_days, 14)
        exception = self._add_day("2023-04-15", True)
        self.assertEqual(acquisition.working_days, 15)
        exception.date = "2023-05-20"
        self.assertEqual(acquisition.working_days, 14)
        exception.write({"date": "2023-04-04", "is_working": False})
        self.assertEqual(acquisition.working_days, 13)
        exception.unlink()
        self.assertEqual(acquisition.working_days, 14)

    @mute_logger("odoo.sql_db")
    def test_one_entry_a_day(self):
        self._add_day("2026-12-04", False)
        with self.assertRaises(Exception) as caught, self.cr.savepoint():
            self._add_day("2026-12-04", True)
        self.assertIn("date", str(caught.exception))

    def test_managers_only(self):
        with self.assertRaises(AccessError):
            self._add_day("2026-12-04", False, user=self.lead_a)
