from io import BytesIO

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..report.investment_snapshot_xlsx import write_snapshot
from .deal_common import YI
from .summary_common import SummaryCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentSnapshot(SummaryCommon):
    """The year 2023, frozen in March 2024."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US", tz="Asia/Shanghai"))

    def _take(self):
        snapshot = (
            self.env["investment.snapshot"]
            .with_user(self.manager)
            .create(
                {
                    "name": "示例快照",
                    "date_from": "2023-01-01",
                    "date_to": "2023-12-31",
                    "as_of": "2023-12-31",
                }
            )
        )
        self.env.flush_all()
        return snapshot

    def _changes(self, snapshot):
        """Code, old and new value and reasons of what is different now."""
        self.env.invalidate_all()
        return {
            line.code: (line.value_text, line.current_text, line.change_text)
            for line in snapshot.with_user(self.leader).changed_line_ids
        }

    def test_frozen_and_unchanged(self):
        snapshot = self._take()
        lines = {line.code: line for line in snapshot.line_ids}
        self.assertEqual(len(lines), self.env["investment.indicator"].search_count([]))
        for code, value, records in (
            ("trips", 2, 2),
            ("contacted", 4, 4),
            ("contract_value", 15 * YI, 3),
            ("central_soe_growth", 1, 2),
        ):
            with self.subTest(code):
                self.assertEqual(
                    (lines[code].value, lines[code].record_count), (value, records)
                )
        self.assertFalse(self._changes(snapshot))

    def test_later_differences(self):
        snapshot = self._take()
        self._new_engagement(self.officer_a, self.local, "2023-12-15")
        changes = self._changes(snapshot)
        old, new, reason = changes["contacted"]
        self.assertEqual((old, new), ("4 enterprise(s)", "5 enterprise(s)"))
        self.assertEqual(reason, "1 records have come.")
        self.assertNotIn("trips", changes)
        line = snapshot.line_ids.filtered(lambda line: line.code == "contacted")
        action = line.with_user(self.leader).action_open_changed_records()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), self.local)

        self.trip.stop_ids[0].mileage = 400
        self.assertEqual(
            self._changes(snapshot)["trip_mileage"],
            ("1,320 km", "1,400 km", "Values of the records have been changed."),
        )

    def test_changed_definition(self):
        snapshot = self._take()
        trips = self.env.ref("zhuozhou_crm.investment_indicator_trips").with_user(self.manager)
        trips.definition = "Other words"
        trips.domain = "[('state', '=', 'cancelled')]"
        old, new, reason = self._changes(snapshot)["trips"]
        self.assertEqual((old, new), ("2 trip(s)", "1 trip(s)"))
        for part in (
            "definition in words",
            "“Counted If” has been changed",
            "1 records have come",
        ):
            with self.subTest(part):
                self.assertIn(part, reason)
        trips.copy({"code": "other"}).unlink()
        growth = self.env.ref("zhuozhou_crm.investment_indicator_settled_growth")
        growth.with_user(self.manager).unlink()
        self.assertIn("deleted", self._changes(snapshot)["settled_growth"][2])

    def test_exported_again_as_it_was(self):
        snapshot = self._take()
        before = self._cells(snapshot)
        self.assertIn(("Trips made", 2), [(row[1], row[3]) for row in before])
        self.assertIn(("Value of agreements signed", 15), [(row[1], row[3]) for row in before])
        self.trip_b.with_user(self.manager).state = "under_way"
        trips = self.env.ref("zhuozhou_crm.investment_indicator_trips")
        trips.write({"name": "Other name", "definition": "Other words"})
        self.assertTrue(self._changes(snapshot))
        self.assertEqual(self._cells(snapshot), before)

    def _cells(self, snapshot):
        file = BytesIO()
        fonts = self.env["res.config.settings"]._get_investment_summary_fonts()
        write_snapshot(file, snapshot.with_user(self.leader), fonts)
        return list(load_workbook(file).active.iter_rows(values_only=True))

    def test_nothing_of_it_changes(self):
        snapshot = self._take()
        snapshot.name = "示例改名"
        with self.assertRaisesRegex(UserError, "is frozen"):
            snapshot.date_to = "2023-06-30"
        with self.assertRaisesRegex(UserError, "not entered"):
            snapshot.create({"line_ids": [(0, 0, {"code": "trips", "value": 9})]})
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
            snapshot.line_ids[0].value = 9
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
            snapshot.with_user(self.officer_a).read(["name"])

    def test_monthly_job(self):
        """Taken once for a month, whatever the job is run."""
        snapshots = self.env["investment.snapshot"]
        cron = self.env.ref("zhuozhou_crm.ir_cron_take_snapshot")
        self.assertEqual(cron.interval_type, "months")
        for today, count in (("2024-02-02", 1), ("2024-02-03", 1), ("2024-03-02", 2)):
            with self.subTest(today=today), freeze_time(f"{today} 02:00:00"):
                snapshots._cron_take()
                self.assertEqual(snapshots.search_count([]), count)
        february = snapshots.search([], limit=1)
        self.assertEqual(february.name, "2024, months 1 to 2")
        self.assertEqual(
            [str(day) for day in (february.date_from, february.date_to, february.as_of)],
            ["2024-01-01", "2024-02-29", "2024-02-29"],
        )
