import io
from datetime import datetime

from docx import Document
from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.fields import Command
from odoo.tests import tagged

from .deal_common import YI
from .test_investment_hearing import HearingCommon

UNIT = "\n(CNY 100 million)"
CODES = ("key_projects", "progress", "land", "surveys", "approvals", "directives")


@tagged("post_install", "-at_install")
@freeze_time("2024-11-11")
class TestProjectRegisters(HearingCommon):
    """The sheets of key projects, as the reader of the workbook finds them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.projects = cls.red | cls.yellow | cls.green | cls.other
        cls.projects.write({"level": "provincial"})
        cls.yellow.level = "baoding"
        cls.unlisted = cls._new_project(name="示例一般项目", plan=1 * YI, completed=1 * YI)
        cls.green.completed_before = 2 * YI
        for user in cls.leader | cls.officer_a | cls.officer_b:
            user.group_ids += cls.env.ref("zhuozhou_crm.zhuozhou_crm_group_export")
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def _write(self, user, extension="xlsx", values=True, **choice):
        sheets = self.env["investment.summary.sheet"].search([("code", "in", CODES)])
        wizard = (
            self.env["investment.summary.wizard"]
            .with_user(user)
            .with_context(lang="en_US")
            .create({"year": 2024, "sheet_ids": [Command.set(sheets.ids)], **choice})
        )
        file = io.BytesIO()
        wizard.file_format = extension
        wizard._write_file(file)
        return Document(file) if extension == "docx" else load_workbook(file, data_only=values)

    def _read(self, user, sheet, **choice):
        """Rows by the titles of their columns; the last one is the total."""
        workbook = self._write(user, **choice)
        table = [list(row) for row in workbook[sheet].iter_rows(values_only=True)]
        top = next(i for i, row in enumerate(table) if "No." in row)
        titles, first = table[top], top + 1
        if not isinstance(table[first][titles.index("No.")], int):
            titles = [low or high for high, low in zip(titles, table[first], strict=True)]
            first += 1
        titles = [title.removesuffix(UNIT) for title in titles]
        rows = []
        for row in table[first:]:
            if not isinstance(row[0], int) and row[0] != "Total":
                break
            rows.append(dict(zip(titles, row, strict=True)))
        return workbook, rows

    def test_key_projects(self):
        workbook, rows = self._read(self.leader, "Key projects")
        *projects, total = rows
        self.assertEqual(
            [(row["Project name"], row["Level"], row["Light"]) for row in projects],
            [
                ("示例二队红灯项目", "Provincial key project", "Red"),
                ("示例红灯项目", "Provincial key project", "Red"),
                ("示例绿灯项目", "Provincial key project", "Green"),
                ("示例黄灯项目", "Baoding key project", "Yellow"),
            ],
        )
        red, green = projects[1], projects[2]
        self.assertEqual(
            [red[name] for name in ("Annual plan", "Completed this year", "Problems")],
            [1.2, 0.1, "=缺少能评批复"],
        )
        self.assertAlmostEqual(red["Completion rate"], 0.1 / 1.2)
        self.assertIn("percentage points behind", red["Reason for the light"])
        self.assertEqual((red["Next step"], red["Listed"]), ("补报材料", "Yes"))
        self.assertEqual(green["Completed in total"], 3.1)
        self.assertEqual((total["Total investment"], total["Annual plan"]), (40, 4.8))
        self.assertAlmostEqual(total["Completion rate"], 2.0 / 4.8)
        cells = [
            cell for row in workbook["Key projects"].iter_rows() for cell in row if cell.value
        ]
        grounds = {
            cell.value: cell.fill.start_color.rgb
            for cell in cells
            if cell.value in ("Red", "Yellow", "Green")
        }
        self.assertEqual(
            grounds, {"Red": "FFC9252D", "Yellow": "FFFFC62B", "Green": "FF2F8F46"}
        )

    def test_the_month_apart_from_the_year(self):
        self.green.progress_ids.create(
            {
                "project_id": self.green.id,
                "month": "2024-09-01",
                "amount": 5e6,
                "visual_progress": "基础施工",
                "state": "submitted",
            }
        )
        for month, expected in ((9, (0.05, 0.05)), (10, (1.1, 1.15))):
            _workbook, rows = self._read(
                self.leader, "Key projects", period_type="month", month=str(month)
            )
            [green] = [row for row in rows if row["Project name"] == self.green.name]
            with self.subTest(month=month):
                found = (green["Completed in the period"], green["Completed this year"])
                self.assertEqual(found, expected)
                self.assertIsNone(green["Light"], "no light was kept for that day")

    def test_totals_are_formulas(self):
        sheet = self._write(self.leader, values=False)["Key projects"]
        formulas = [
            cell.value
            for row in sheet.iter_rows()
            for cell in row
            if str(cell.value).startswith(("=SUBTOTAL", "=IF"))
        ]
        self.assertEqual(len(formulas), 6)

    def test_monthly_progress(self):
        _workbook, rows = self._read(self.leader, "Monthly progress")
        *months, total = rows
        self.assertEqual(len(months), 3)
        self.assertEqual(months[0]["Month"], datetime(2024, 10, 1))
        [red] = [row for row in months if row["Project name"] == self.red.name]
        self.assertEqual((red["Annual plan"], red["Completed in the month"]), (1.2, 0.1))
        self.assertAlmostEqual(red["Completion rate"], 0.1 / 1.2)
        self.assertEqual(red["Status"], "Submitted")
        self.assertEqual(total["Completed in the month"], 2.0)

    def test_land_surveys_and_approvals(self):
        office, other = self.env["investment.office"].create(
            [{"name": "示例审批局"}, {"name": "示例规划局"}]
        )
        kind = self.env["investment.approval.type"].create(
            {"name": "示例备案", "office_id": office.id, "working_days": 3}
        )
        owner = {"project_id": self.red.id}
        self.env["investment.land.acquisition"].create(
            {**owner, "mu": 2800, "date_from": "2024-04-01", "date": "2024-04-22"}
        )
        self.env["investment.site.survey"].create(
            {**owner, "date": "2024-05-08", "office_ids": [Command.set((office | other).ids)]}
        )
        self.env["investment.approval"].create(
            [
                {
                    **owner,
                    "type_id": kind.id,
                    "filed_date": "2024-05-08",
                    "decided_date": "2024-05-10",
                },
                {**owner, "type_id": kind.id, "filed_date": "2024-05-08"},
            ]
        )
        workbook, [land, total] = self._read(self.leader, "Land acquisition register")
        self.assertEqual((land["Acquired\n(mu)"], total["Acquired\n(mu)"]), (2800, 2800))
        self.assertEqual(land["Working days used"], 15)
        _workbook, [survey] = self._read(self.leader, "Joint site surveys")
        self.assertEqual(survey["Offices"], "示例审批局, 示例规划局")
        _workbook, [approval] = self._read(self.leader, "Approval items")
        self.assertEqual((approval["Office"], approval["Working days used"]), ("示例审批局", 2))
        self.assertEqual(workbook["Key projects"].page_setup.paperSize, 8)

    def test_directives(self):
        self._new_directive(due_date="2024-11-11")
        with freeze_time("2024-11-01"):
            late = self._new_directive(name="10日内完成征地", due_date="2024-11-07")
            self._new_directive(name="作废事项", due_date="2024-11-20").action_cancel()
        _workbook, rows = self._read(self.leader, "Directives")
        self.assertEqual(
            [(row["What is to be done"], row["Working days late"]) for row in rows],
            [(late.name, 2), ("15日内补齐能评材料", None)],
        )
        self.assertEqual(rows[0]["Project name"], self.red.name)

    def test_each_reader(self):
        for user, count in ((self.leader, 4), (self.officer_a, 3), (self.officer_b, 1)):
            with self.subTest(user=user.name):
                _workbook, [*rows, _total] = self._read(user, "Key projects")
                self.assertEqual(len(rows), count)

    def test_word(self):
        document = self._write(self.leader, "docx")
        [table] = [table for table in document.tables if table.cell(0, 1).text == "Level"]
        [light] = [cell for cell in table.rows[1].cells if cell.text == "Red"]
        self.assertIn('w:fill="C9252D"', light._tc.xml)

    def test_list(self):
        """The list of the screen shows the projects as they stand."""
        wizard = (
            self.env["investment.register.wizard"]
            .with_user(self.officer_a)
            .with_context(lang="en_US", active_model="investment.project", active_domain=[])
            .create({})
        )
        file = io.BytesIO()
        wizard._write_file(file)
        sheet = load_workbook(file, data_only=True).active
        texts = [cell.value for row in sheet.iter_rows() for cell in row]
        self.assertIn(self.red.name, texts)
        self.assertIn(self.unlisted.name, texts)
        self.assertNotIn(self.other.name, texts)
        self.assertIn("Red", texts)
