import io
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..models import investment_export, investment_export_producer
from .summary_common import SummaryCommon


class ExportCommon(SummaryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.leader | cls.officer_a | cls.officer_b | cls.manager).lang = "en_US"
        cls.cron = cls.env.ref("zhuozhou_crm.ir_cron_produce_exports")

    def _queue(self, user, **choice):
        """A file that takes longer than a page waits, as everything does if no row is few."""
        before = self.env["investment.export"].search([])
        with patch.object(investment_export_producer, "BACKGROUND_ROWS", 0):
            action = self._wizard(user, **choice).action_download()
        self.assertEqual(action["tag"], "display_notification")
        return self.env["investment.export"].search([]) - before

    def _produce(self):
        """What the cron does, in transactions of its own."""
        self.env.flush_all()
        self.registry_enter_test_mode()
        with self.registry.cursor() as cr:
            self.env(cr=cr)["investment.export"]._cron_produce()
        self.env.invalidate_all()

    def _log(self):
        return self.env["investment.export.log"].search([], limit=1)


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentExport(ExportCommon):
    """Files made in the background: who gets them, what is told, how long they stay."""

    def test_few_rows_come_at_once(self):
        action = self._wizard(self.leader).action_download()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertFalse(self.env["investment.export"].search([]))

    def test_many_rows_come_later(self):
        export = self._queue(self.leader, unit="wan")
        self.assertEqual((export.state, export.user_id), ("queued", self.leader))
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)]))
        self._produce()
        self.assertEqual(export.state, "done", export.message)
        self.assertEqual(export.progress, 100)
        self.assertEqual(export.row_count, export.row_total)
        workbook = load_workbook(io.BytesIO(export.attachment_id.raw))
        self.assertIn("Unit: CNY 10,000", [c.value for c in workbook.worksheets[0][2]])

    def test_the_file_is_what_its_user_may_read(self):
        export = self._queue(self.officer_b)
        self._produce()
        file = io.BytesIO(export.attachment_id.raw)
        workbook = load_workbook(file, data_only=True)
        self.assertEqual(len(self._rows(workbook, "Trip register")), 1)

    def test_progress_is_told(self):
        export = self._queue(self.leader)
        told = []
        with (
            patch.object(investment_export, "REPORT_SECONDS", -1),
            patch("odoo.addons.zhuozhou_crm.report.xlsx_book.REPORT_EVERY", 1),
            patch.object(
                type(export), "_tell", lambda self: told.append((self.state, self.progress))
            ),
        ):
            self._produce()
        self.assertEqual(told[0], ("running", 0))
        self.assertEqual(told[-1], ("done", 100))
        shares = [progress for state, progress in told[1:-1]]
        self.assertEqual(shares, sorted(shares))
        self.assertGreater(len(set(shares)), 3)

    def test_only_its_owner_reads_the_file(self):
        export = self._queue(self.leader)
        self._produce()
        attachment = export.attachment_id
        for user in (self.lead_a, self.manager, self.outsider):
            with self.subTest(user=user.name):
                self.assertFalse(export.with_user(user).has_access("read"))
                self.assertFalse(attachment.with_user(user).has_access("read"))
        self.assertTrue(export.with_user(self.leader).has_access("read"))
        self.assertTrue(attachment.with_user(self.leader).raw)
        self.assertFalse(export.with_user(self.leader).has_access("write"))
        with self.assertRaises(AccessError):
            self.env["investment.export"].with_user(self.leader).create({"name": "x"})

    def test_a_failure_is_told_and_does_not_stop_the_others(self):
        first = self._queue(self.leader)
        second = self._queue(self.leader)
        first.parameters = {**first.parameters, "year": 20233}
        with mute_logger(investment_export.__name__):
            self._produce()
        self.assertEqual(first.state, "failed")
        self.assertIn("Year", first.message)
        self.assertEqual(second.state, "done")

    def test_what_was_cut_off_has_failed(self):
        export = self._queue(self.leader)
        export.state = "running"
        self._produce()
        self.assertEqual(export.state, "failed")

    def test_a_right_taken_away_is_gone(self):
        export = self._queue(self.officer_a)
        self.officer_a.group_ids -= self.env.ref("zhuozhou_crm.zhuozhou_crm_group_export")
        with mute_logger(investment_export.__name__):
            self._produce()
        self.assertEqual(export.state, "failed")

    def test_files_go_on_their_day(self):
        export = self._queue(self.leader)
        self._produce()
        attachment = export.attachment_id
        with freeze_time(export.keep_until):
            self.env["investment.export"]._gc_expired()
            self.assertTrue(export.exists())
        with freeze_time(export.keep_until + timedelta(days=1)):
            self.env["investment.export"]._gc_expired()
        self.assertFalse(export.exists())
        self.assertFalse(attachment.exists())

    # the log

    def test_every_export_is_logged(self):
        wizard = self._wizard(self.leader, team_ids=[Command.set(self.team_a.ids)])
        wizard._export(io.BytesIO(), "command")
        log = self._log()
        self.assertEqual((log.user_id, log.file_format), (self.leader, "xlsx"))
        self.assertEqual(log.origin, "command")
        self.assertEqual(log.row_count, wizard._count_rows())
        self.assertIn("2023", log.name)
        self.assertIn("Team A", log.scope)
        wizard._make_page()
        self.assertEqual(self._log().file_format, "html")
        self._queue(self.leader, file_format="docx")
        self._produce()
        self.assertEqual((self._log().origin, self._log().file_format), ("background", "docx"))

    def test_odoo_s_own_export_is_logged(self):
        """It needs a right of its own, which none of our roles brings along."""
        trips = self.env["investment.trip"].with_user(self.leader).search([])
        with self.assertRaises(UserError):
            trips.export_data(["name", "mileage"])
        self.assertFalse(self._log())
        self.leader.group_ids += self.env.ref("base.group_allow_export")
        trips.export_data(["name", "mileage"])
        self.assertRecordValues(
            self._log(),
            [
                {
                    "user_id": self.leader.id,
                    "file_format": "data",
                    "scope": "name, mileage",
                    "row_count": len(trips),
                }
            ],
        )

    def test_the_log_stays(self):
        self._wizard(self.leader)._export(io.BytesIO(), "command")
        log = self._log()
        for user in (self.env.user, self.env.ref("base.user_root"), self.manager):
            mine = log.with_user(user)
            for change in (lambda log: log.write({"row_count": 0}), lambda log: log.unlink()):
                with self.subTest(user=user.name), self.assertRaises(UserError):
                    change(mine)

    def test_who_reads_the_log(self):
        self._wizard(self.leader)._export(io.BytesIO(), "command")
        for user, reads in (
            (self.manager, True),
            (self.leader, False),
            (self.lead_a, False),
            (self.officer_a, False),
            (self.outsider, False),
        ):
            log = self._log().with_user(user)
            with self.subTest(user=user.name):
                self.assertEqual(log.has_access("read"), reads)
                self.assertFalse(log.has_access("create"))
                self.assertFalse(log.has_access("write"))
                self.assertFalse(log.has_access("unlink"))


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentSchedule(ExportCommon):
    """Summaries that are made by themselves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader.email = "leader@example.com"
        template = cls.env["investment.summary.template"].with_user(cls.manager)
        cls.template = template.create({"name": "示例周报", "comparison": "previous"})

    def _new_schedule(self, **values):
        return (
            self.env["investment.summary.schedule"]
            .with_user(self.manager)
            .create(
                {
                    "name": "示例每周专报",
                    "template_id": self.template.id,
                    "recipient_ids": [Command.set(self.leader.ids)],
                    **values,
                }
            )
        )

    def test_the_first_is_due_next_monday(self):
        self.assertEqual(str(self._new_schedule().next_date), "2024-03-04")

    def test_days(self):
        """The last complete week, month or quarter before the day, or the year up to there."""
        for interval, coverage, day, first, last in (
            ("weekly", "interval", "2024-03-04", "2024-02-26", "2024-03-03"),
            ("weekly", "interval", "2024-03-06", "2024-02-26", "2024-03-03"),
            ("weekly", "year", "2024-03-04", "2024-01-01", "2024-03-03"),
            ("weekly", "interval", "2024-01-01", "2023-12-25", "2023-12-31"),
            ("monthly", "interval", "2024-03-01", "2024-02-01", "2024-02-29"),
            ("monthly", "year", "2024-03-10", "2024-01-01", "2024-02-29"),
            ("quarterly", "interval", "2024-04-10", "2024-01-01", "2024-03-31"),
            ("quarterly", "year", "2024-01-05", "2023-01-01", "2023-12-31"),
        ):
            with self.subTest(interval=interval, coverage=coverage, day=day):
                schedule = self._new_schedule(interval=interval, coverage=coverage)
                days = schedule._get_days(fields.Date.to_date(day))
                self.assertEqual([str(one) for one in days], [first, last])

    def test_made_mailed_and_kept_for_a_year(self):
        schedule = self._new_schedule(next_date="2024-03-04", file_format="docx")
        self.env["investment.summary.schedule"]._cron_run_due()
        self.assertFalse(schedule.export_ids, "It is not yet due")
        with freeze_time("2024-03-04 01:00:00"):
            self.env["investment.summary.schedule"]._cron_run_due()
        export = schedule.export_ids
        self.assertEqual(export.user_id, self.manager)
        self.assertEqual(str(schedule.next_date), "2024-03-11")
        self.assertEqual(str(export.keep_until), "2025-03-04")
        self._produce()
        self.assertEqual(export.state, "done", export.message)
        self.assertTrue(export.with_user(self.leader).has_access("read"))
        self.assertTrue(export.attachment_id.with_user(self.leader).raw)
        self.assertFalse(export.with_user(self.lead_a).has_access("read"))
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.leader.partner_id.ids)]
        )
        self.assertEqual(mail.attachment_ids, export.attachment_id)
        self.assertIn("示例每周专报", mail.body_html)
        self.assertEqual(self._log().origin, "schedule")

    def test_a_server_that_stood_still_makes_up_for_the_last_only(self):
        schedule = self._new_schedule(next_date="2024-01-01")
        with freeze_time("2024-03-06"):
            self.env["investment.summary.schedule"]._cron_run_due()
        self.assertEqual(len(schedule.export_ids), 1)
        self.assertEqual(str(schedule.next_date), "2024-03-11")

    def test_due_by_the_clock_of_the_city(self):
        schedule = self._new_schedule(next_date="2024-03-04")
        with freeze_time("2024-03-03 17:00:00"):  # one o'clock on Monday in Zhuozhou
            self.env["investment.summary.schedule"]._cron_run_due()
        self.assertTrue(schedule.export_ids)

    def test_a_leader_without_mail_is_named(self):
        self.leader.email = False
        self.assertEqual(self._new_schedule().mailless_names, self.leader.name)

    def test_who_schedules(self):
        schedule = self._new_schedule()
        for user in (self.leader, self.lead_a, self.officer_a, self.outsider):
            with self.subTest(user=user.name):
                self.assertFalse(schedule.with_user(user).has_access("read"))
                self.assertFalse(schedule.with_user(user).has_access("create"))


@tagged("post_install", "-at_install")
class TestInvestmentExportDownload(HttpCase, SummaryCommon):
    """Downloads read on a cursor that may only read, and are logged all the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.leader, cls.officer_a2):
            user.password = user.login

    def _open(self, user, url):
        self.authenticate(user.login, user.login)
        return self.url_open(url)

    def _logged(self):
        return self.env["investment.export.log"].search_count([])

    def test_summary_and_page(self):
        for path, kind in (("", "spreadsheetml"), ("/page", "text/html")):
            before = self._logged()
            url = f"/zhuozhou_crm/investment_summary{path}?period_type=year&year=2023"
            response = self._open(self.leader, url)
            with self.subTest(path=path):
                self.assertEqual(response.status_code, 200)
                self.assertIn(kind, response.headers["Content-Type"])
                self.assertEqual(self._logged(), before + 1)

    def test_register(self):
        wizard = (
            self.env["investment.register.wizard"]
            .with_user(self.leader)
            .with_context(active_model="investment.trip", active_ids=self.trip.ids)
            .create({})
        )
        before = self._logged()
        response = self._open(self.leader, wizard._get_download_url())
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self._logged(), before + 1)
        with mute_logger("odoo.http"):
            response = self._open(self.officer_a2, wizard._get_download_url())
        self.assertEqual(response.status_code, 403)

    def test_snapshot(self):
        snapshot = self.env["investment.snapshot"].create(
            {"date_from": "2023-01-01", "date_to": "2023-12-31", "as_of": "2023-12-31"}
        )
        url = snapshot.action_export()["url"]
        before = self._logged()
        self.assertEqual(self._open(self.leader, url).status_code, 200)
        self.assertEqual(self._logged(), before + 1)
        self.env.ref("zhuozhou_crm.access_investment_export_export").active = False
        with mute_logger("odoo.http"):
            self.assertEqual(self._open(self.leader, url).status_code, 403)
        self.assertEqual(self._logged(), before + 1)
