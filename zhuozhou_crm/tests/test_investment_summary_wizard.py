import io
import os
import tempfile
from datetime import date
from unittest.mock import patch

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from ..report.investment_summary import InvestmentSummary
from .common import InvestmentCommon

ROUTE = "/zhuozhou_crm/investment_summary"


@tagged("post_install", "-at_install")
@freeze_time("2023-12-31 17:00:00")  # 1 January 2024 in Zhuozhou
class TestInvestmentSummaryWizard(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))

    def _new(self, user=None, **values):
        return (
            self.env["investment.summary.wizard"].with_user(user or self.leader).create(values)
        )

    def test_defaults_are_of_the_reader_s_today(self):
        wizard = Form(self.env["investment.summary.wizard"].with_user(self.leader))
        self.assertEqual((wizard.period_type, wizard.year), ("year", 2024))
        self.assertEqual((wizard.quarter, wizard.month), ("1", "1"))
        self.assertEqual(wizard.as_of, date(2024, 1, 1))

    def test_unit_is_the_reader_s(self):
        for preference, unit in (("auto", "yi"), ("yi", "yi"), ("wan", "wan")):
            with self.subTest(preference=preference):
                self.leader.investment_amount_unit = preference
                self.assertEqual(self._new().unit, unit)

    def test_periods(self):
        for values, first, last, as_of in (
            ({"year": 2023}, "2023-01-01", "2023-12-31", "2023-12-31"),
            ({"year": 2024}, "2024-01-01", "2024-12-31", "2024-01-01"),
            ({"year": 2023, "quarter": "1"}, "2023-01-01", "2023-03-31", "2023-03-31"),
            ({"year": 2023, "quarter": "4"}, "2023-10-01", "2023-12-31", "2023-12-31"),
            ({"year": 2020, "month": "2"}, "2020-02-01", "2020-02-29", "2020-02-29"),
            ({"year": 2023, "month": "12"}, "2023-12-01", "2023-12-31", "2023-12-31"),
        ):
            kind = next((name for name in ("quarter", "month") if name in values), "year")
            with self.subTest(**values):
                wizard = self._new(period_type=kind, **values)
                shown = [wizard.date_from, wizard.date_to, wizard.as_of]
                self.assertEqual([str(day) for day in shown], [first, last, as_of])

    def test_free_period_is_the_reader_s(self):
        wizard = Form(self.env["investment.summary.wizard"].with_user(self.leader))
        wizard.period_type = "free"
        wizard.date_from, wizard.date_to = date(2023, 2, 5), date(2023, 6, 30)
        saved = wizard.save()
        self.assertEqual((saved.date_from, saved.as_of), (date(2023, 2, 5), date(2023, 6, 30)))

    def test_wrong_input(self):
        free = {"period_type": "free"}
        for values, message in (
            ({"year": 0}, "Year: 0 is not possible"),
            ({"year": 20233}, "Year: 20233 is not possible"),
            ({**free, "date_from": "2023-05-01", "date_to": "2023-04-30"}, "swap them"),
            ({**free, "date_from": "2023-05-01"}, "enter the first day"),
            ({"year": 2023, "as_of": "2022-12-31"}, "an earlier period or a later"),
            ({"year": 2025}, "an earlier period or a later"),
        ):
            with self.subTest(**values):
                with self.assertRaises(ValidationError) as caught:
                    self._new(**values)
                self.assertIn(message, str(caught.exception))

    def test_names(self):
        for values, name in (
            ({"year": 2023}, "year 2023"),
            (
                {"year": 2023, "period_type": "quarter", "quarter": "2"},
                "Second quarter 2023",
            ),
            ({"year": 2023, "period_type": "month", "month": "5"}, "May 2023"),
            (
                {
                    "period_type": "free",
                    "date_from": "2023-01-05",
                    "date_to": "2023-03-01",
                },
                "January 5, 2023 to March 1, 2023",
            ),
        ):
            with self.subTest(name=name):
                wizard = self._new(**values)
                self.assertEqual(
                    wizard._get_file_name(), f"Investment Promotion Summary ({name}).xlsx"
                )

    def test_roles(self):
        for user in (self.lead_a, self.manager, self.leader):
            with self.subTest(user=user.name):
                self._new(user, year=2023)._write_workbook(io.BytesIO())
        for user in (self.officer_a, self.outsider):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self._new(user, year=2023)

    def test_the_administrator_gives_officers_the_right(self):
        self.officer_a.group_ids += self.env.ref("zhuozhou_crm.zhuozhou_crm_group_export")
        self._new(self.officer_a, year=2023)._write_workbook(io.BytesIO())

    def test_file_is_whole_or_absent(self):
        wizard = self._new(year=2023)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "汇总.xlsx")
            wizard._write_workbook(path)
            with open(path, "rb") as file:
                first = file.read()
            self.assertIn("Overview sheet", load_workbook(io.BytesIO(first)).sheetnames)
            with (
                patch.object(InvestmentSummary, "rows", side_effect=RuntimeError("lost")),
                self.assertRaisesRegex(RuntimeError, "lost"),
            ):
                wizard._write_workbook(path)
            self.assertEqual(os.listdir(folder), ["汇总.xlsx"])
            with open(path, "rb") as file:
                self.assertEqual(file.read(), first, "the old file stays")

    def test_half_a_workbook_reaches_no_open_file(self):
        target = io.BytesIO()
        with (
            patch.object(InvestmentSummary, "rows", side_effect=RuntimeError("lost")),
            self.assertRaisesRegex(RuntimeError, "lost"),
        ):
            self._new(year=2023)._write_workbook(target)
        self.assertFalse(target.getvalue())


@tagged("post_install", "-at_install")
class TestInvestmentSummaryDownload(HttpCase, InvestmentCommon):
    """The download as a leader does it: in a session that may only read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.leader, cls.outsider):
            user.password = user.login
        # as in the city: the only language, whatever else the database has
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.leader.lang = "zh_CN"

    def _open(self, user, **parameters):
        self.authenticate(user.login, user.login)
        address = "&".join(f"{name}={value}" for name, value in parameters.items())
        return self.url_open(f"{ROUTE}?{address}")

    def test_download_as_leader(self):
        wizard = self.env["investment.summary.wizard"].with_user(self.leader)
        action = wizard.create({"year": 2023, "unit": "wan"}).action_download()
        self.authenticate(self.leader.login, self.leader.login)
        response = self.url_open(action["url"])
        self.assertEqual(response.status_code, 200)
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertIn("2023", response.headers["Content-Disposition"])
        sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
        self.assertIn("单位：万元", [cell.value for cell in sheet[2]])

    def test_damaged_address(self):
        for parameters in (
            {"year": "abc"},
            {"period_type": "decade"},
            {"period_type": "free", "date_from": "2023-02-30", "date_to": "2023-03-01"},
            {"year": 0},
        ):
            with self.subTest(**parameters), mute_logger("odoo.http"):
                response = self._open(self.leader, **parameters)
                self.assertEqual(response.status_code, 422)

    def test_stranger(self):
        with mute_logger("odoo.http"):
            response = self._open(self.outsider, year=2023)
        self.assertEqual(response.status_code, 403)
