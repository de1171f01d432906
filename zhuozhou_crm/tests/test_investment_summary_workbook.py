import io
import re
from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..report import registers, xlsx_register
from .summary_common import SummaryCommon

TRIP_COLUMNS = [  # ledgers.md C1
    "Sending unit",
    "No.",
    "Trip leader",
    "Position of the leader",
    "Date of departure",
    "Date of return",
    "Days",
    "Destination",
    "Enterprise visited",
    "Person met",
    "Position of the person met",
]
DEAL_COLUMNS = [  # ledgers.md B3, then what the counting rules make of the agreement
    "No.",
    "Municipal project code",
    "District project code",
    "Project name",
    "Investing entity",
    "Industrial sector",
    "Industry category",
    "Domestic or foreign",
    "Investment amount\n(CNY 100 million)",
    "Agreement signed on",
    "Responsible unit",
    "Reported by",
    "Reported on",
    "Agreement type",
    "Amount in the agreement\n(CNY 100 million)",
    "Projects counted",
]


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentSummaryWorkbook(SummaryCommon):
    """The workbook as openpyxl reads it back."""

    def test_overview_shows_the_figures(self):
        figures = self._figures(self.leader, unit="yi")
        for label, expected in (
            ("Trips made", 2),
            ("Days out", 7),
            ("Distance travelled", 1320.5),
            ("Enterprises contacted", 4),
            ("of which central SOE units", 2),
            ("of which Beijing firms", 2),
            ("of which central SOE units or Beijing firms", 3),
            ("Promotion events held", 2),
            ("Projects signed at promotion events", 1),
            ("Contract value signed at promotion events", 10),
            ("Projects signed", 2),
            ("Value of agreements signed", 15),
            ("Not counted: agreements awaiting verification", 1),
            ("Not counted: their contract value", 1),
            ("Central SOE units settled: opening", 1),
            ("Central SOE units settled: closing", 2),
            ("Central SOE units settled: growth", 1),
            ("All enterprises settled: growth", 1 / 3),
        ):
            with self.subTest(label=label):
                self.assertEqual(figures[label], expected)

    def test_an_indicator_is_data(self):
        """A record more is a row more; another condition is another value, in the workbook and
        behind it."""
        indicator = (
            self.env["investment.indicator"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Long trips",
                    "code": "long_trips",
                    "section_id": self.env.ref(
                        "zhuozhou_crm.investment_indicator_section_outreach"
                    ).id,
                    "model": "investment.trip",
                    "date_field": "date_start",
                    "domain": "[('state', '=', 'done'), ('days', '>=', 3)]",
                    "definition": "Trips of three days and more.",
                }
            )
        )
        workbook = self._workbook(self.leader)
        self.assertEqual(self._figures(self.leader)["Long trips"], 2)
        texts = [cell.value for row in workbook["Definitions"].iter_rows() for cell in row]
        self.assertIn("Trips of three days and more.", texts)
        indicator.domain = "[('state', '=', 'done'), ('days', '>', 3)]"
        self.assertEqual(self._figures(self.leader)["Long trips"], 1)
        action = indicator.action_open_records("2023-01-01", "2023-12-31")
        self.assertEqual(self.env["investment.trip"].search(action["domain"]), self.trip_b)
        indicator.in_summary = False
        self.assertNotIn("Long trips", self._figures(self.leader))

    def test_unit_of_amounts(self):
        for unit, value in (("yi", 15), ("wan", 150000)):
            with self.subTest(unit=unit):
                figures = self._figures(self.leader, unit=unit)
                self.assertEqual(figures["Value of agreements signed"], value)

    def test_amounts_are_exact(self):
        self.framework.state = "signed"
        self.framework.contract_value = 4485000000.00
        self.framework.state = "verified"
        choice = {
            "period_type": "free",
            "date_from": "2023-05-01",
            "date_to": "2023-05-31",
        }
        sheet = self._workbook(self.leader, **choice)["Agreement register"]
        amounts = [
            cell.value for row in sheet.iter_rows() for cell in row if cell.value == 44.85
        ]
        self.assertEqual(len(amounts), 3, "row, total, and the amount in the agreement")

    def test_sheets(self):
        workbook = self._workbook(self.leader)
        self.assertEqual(
            workbook.sheetnames,
            [
                "Overview sheet",
                "Trip register",
                "Promotion event register",
                "Agreement register",
                "Project register",
                "Landed projects",
                "Funds in place",
                "Enterprises contacted",
                "Central SOE units",
                "Settled enterprise register",
                "Key projects",
                "Monthly progress",
                "Land acquisition register",
                "Joint site surveys",
                "Approval items",
                "Directives",
                "Definitions",
                "Verification",
            ],
        )
        wide = {"Key projects", "Monthly progress", "Directives"}
        for sheet in workbook:
            with self.subTest(sheet=sheet.title):
                self.assertIn("year 2023", sheet["A1"].value)
                self.assertEqual(sheet.page_setup.orientation, "landscape")
                paper = 8 if sheet.title in wide else 9
                self.assertEqual(int(sheet.page_setup.paperSize), paper)
                self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
                self.assertEqual(sheet.page_setup.fitToHeight, 0, "one page wide, as many high")
                self.assertIn("&P", sheet.oddFooter.center.text)
                text = [
                    str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value
                ]
                self.assertTrue(any(value.startswith("Prepared by: leader") for value in text))
                self.assertIn("Reviewed by:", text)
                self.assertTrue(any(value.startswith("Data as of") for value in text))
        for sheet in workbook.worksheets[1:-1]:
            with self.subTest(sheet=sheet.title):
                self.assertTrue(sheet.freeze_panes)
                self.assertTrue(sheet.print_title_rows)
        # further pages of the overview show indicators, under their titles
        titles = workbook["Overview sheet"].print_title_rows
        self.assertIn("Indicator", [cell.value for cell in workbook["Overview sheet"][titles]])

    def test_columns_of_the_ledgers(self):
        workbook = self._workbook(self.leader)
        for sheet, columns in (
            ("Trip register", TRIP_COLUMNS),
            ("Agreement register", DEAL_COLUMNS),
        ):
            with self.subTest(sheet=sheet):
                titles = [cell.value for cell in workbook[sheet][3] if cell.value]
                self.assertEqual(titles, columns)

    def test_ledger_columns_in_chinese(self):
        """The words of the ledgers themselves, so that staff find their own form again."""
        self.env["res.lang"]._activate_lang("zh_CN")
        file = io.BytesIO()
        wizard = self._wizard(self.leader).with_context(lang="zh_CN")
        wizard._write_workbook(file)
        workbook = load_workbook(file)
        for sheet, ledger in (
            (
                "外出招商台账",
                "单位 序号 姓名 职务 开始时间 结束时间 天数 目的地 拜访企业名称 接洽人姓名 接洽人职务",
            ),
            (
                "签约台账",
                "序号 市级项目编码 区级项目编码 项目名称 投资主体 产业类别 行业类别 内外资 "
                "投资金额（亿元） 协议签订时间 负责单位 申报人 申报时间",
            ),
        ):
            with self.subTest(sheet=sheet):
                titles = [
                    cell.value.replace("\n", "") for cell in workbook[sheet][3] if cell.value
                ]
                self.assertEqual(titles[: len(ledger.split())], ledger.split())
        self.assertEqual(workbook["总览"]["A1"].value, "2023年招商引资情况汇总")
        self.assertEqual(wizard._get_file_name(), "招商引资情况汇总（2023年）.xlsx")

    def test_trips(self):
        sheet = "Trip register"
        workbook = self._workbook(self.leader)
        rows = self._rows(workbook, sheet)
        self.assertEqual(len(rows), 3)
        first, second, other = rows
        self.assertEqual(
            list(first.values()),
            [
                "Team A",
                1,
                "示例市长",
                "副市长",
                datetime(2023, 3, 6),
                datetime(2023, 3, 8),
                3,
                "北京市",
                self.group.name,
                "示例部长",
                "投资部部长",
            ],
        )
        self.assertEqual(
            (second["Sending unit"], second["Enterprise visited"]),
            (None, self.unit.name),
        )
        self.assertEqual((other["No."], other["Enterprise visited"]), (2, self.tech.name))
        merged = {str(cells) for cells in workbook[sheet].merged_cells.ranges}
        self.assertLessEqual({f"{column}4:{column}5" for column in "ABCDEFGH"}, merged)
        self.assertFalse(merged & {"I4:I5", "J4:J5", "K4:K5"})

    def test_deals(self):
        rows = self._rows(self._workbook(self.leader), "Agreement register")
        shown = [
            (
                row["Project name"],
                row[DEAL_COLUMNS[8]],
                row[DEAL_COLUMNS[14]],
                row[DEAL_COLUMNS[15]],
            )
            for row in rows
        ]
        self.assertEqual(
            shown,
            [
                (self.lead.name, 10, 10, 1),
                (self.lead.name, 2, 12, 0),
                (self.lead_b.name, 3, 3, 1),
            ],
        )
        self.assertEqual(rows[0]["Agreement signed on"], datetime(2023, 5, 18))

    def test_formulas_carry_their_values(self):
        """Whoever opens the file without calculating sees what Excel would calculate."""
        formulas = self._workbook(self.leader, values=False)
        values = self._workbook(self.leader)
        checked = 0
        for sheet in formulas:
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                found = re.fullmatch(
                    r"=(?:SUM|SUBTOTAL)\((?:9,)?([A-Z]+\d+:[A-Z]+\d+)\)",
                    str(cell.value),
                )
                if not found:
                    continue
                left, top, right, bottom = range_boundaries(found[1])
                column = values[sheet.title].iter_rows(
                    top, bottom, left, right, values_only=True
                )
                total = sum(value or 0 for (value,) in column)
                with self.subTest(sheet=sheet.title, cell=cell.coordinate):
                    self.assertAlmostEqual(values[sheet.title][cell.coordinate].value, total, 9)
                    self.assertEqual(bottom, cell.row - 1)
                checked += 1
        self.assertGreater(checked, 8)

    def test_text_never_becomes_a_formula(self):
        names = [
            "=1+1",
            "+86 10",
            "-示例",
            "@SUM(A1)",
            "\t=1",
            '=HYPERLINK("http://example.com")',
            "<r>示例</r>",
            "{=1}",
            "  空格  ",
        ]
        for name in names:
            with self.subTest(name=name):
                self.tech.name = name
                workbook = self._workbook(self.leader, values=False)
                [cell] = [
                    row[1]
                    for row in workbook["Settled enterprise register"].iter_rows(min_row=4)
                    if row[1].value and str(row[1].value).strip() == name.strip()
                ]
                self.assertEqual(cell.data_type, "s")
                self.assertEqual(cell.quotePrefix, name[0] in "=+-@\t")

    def test_long_text_is_shown_whole(self):
        self.trip.destination = "示例目的地、" * 40
        sheet = self._workbook(self.leader)["Trip register"]
        self.assertTrue(sheet["H4"].alignment.wrap_text)
        heights = [sheet.row_dimensions[row].height for row in (4, 5)]
        self.assertGreater(sum(heights), 300, "the merged cells of two rows hold 27 lines")

    def test_kinds_of_cells(self):
        sheet = self._workbook(self.leader)["Settled enterprise register"]
        titles = [cell.value for cell in sheet[3]]
        for row in sheet.iter_rows(min_row=4, max_row=7):
            cells = dict(zip(titles, row, strict=True))
            self.assertTrue(cells["Settled on"].is_date)
            self.assertEqual(cells["Settled on"].number_format, "yyyy-mm-dd")
            self.assertIn(cells["Central SOE unit"].value, ("Yes", "No"))
        new = {row[1].value for row in sheet.iter_rows(min_row=4) if row[10].value == "Yes"}
        self.assertEqual(new, {self.unit.name, self.local.name})

    def test_links_open_the_record(self):
        workbook = self._workbook(self.leader, values=False)
        base = self.env["ir.config_parameter"].get_param("web.base.url")
        for sheet, column, url in (
            ("Trip register", "B", f"{base}/odoo/investment.trip/{self.trip.id}"),
            (
                "Agreement register",
                "A",
                f"{base}/odoo/investment.deal/{self.framework.id}",
            ),
        ):
            with self.subTest(sheet=sheet):
                self.assertEqual(workbook[sheet][f"{column}4"].value, f'=HYPERLINK("{url}",1)')
        [link] = {
            row[-1].hyperlink.location
            for row in workbook["Overview sheet"].iter_rows()
            if row[1].value == "Trips made"
        }
        self.assertEqual(link, "'Trip register'!A1")

    def test_an_empty_year(self):
        workbook = self._workbook(self.officer_b, year=1990)
        for sheet in workbook.worksheets[1:4]:
            with self.subTest(sheet=sheet.title):
                self.assertEqual(sheet["A4"].value, "Nothing was recorded in this period.")
        figures = self._figures(self.officer_b, year=1990)
        self.assertEqual(figures["Trips made"], 0)
        self.assertEqual(figures["Central SOE units settled: closing"], 0)
        self.assertEqual(figures["Central SOE units settled: growth"], "—")

    def test_rows_arrive_in_portions(self):
        """A register longer than one fetch, and one whose trip spans two fetches."""
        with patch.object(registers, "FETCH_SIZE", 1):
            rows = self._rows(self._workbook(self.leader), "Trip register")
        self.assertEqual([row["No."] for row in rows], [1, 1, 2])

    def test_more_rows_than_excel_holds(self):
        with (
            patch.object(xlsx_register, "LAST_ROW", 4),
            self.assertRaisesRegex(UserError, "Choose a shorter period"),
        ):
            self._workbook(self.leader)

    def test_definitions(self):
        sheet = self._workbook(self.leader)["Definitions"]
        defined = {
            row[1]: row[3] for row in sheet.iter_rows(min_row=4, values_only=True) if row[1]
        }
        for label in (
            "Trips made",
            "Value of agreements signed",
            "Pipeline by stage",
            "Scope",
        ):
            with self.subTest(label=label):
                self.assertTrue(defined[label])
