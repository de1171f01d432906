import io
from unittest.mock import patch

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from freezegun import freeze_time
from lxml import html

from odoo.tests import TransactionCase, tagged

from ..report import summary_document
from ..report.document_rows import chinese_number
from .summary_common import SummaryCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentSummaryDocument(SummaryCommon):
    """The summary as Word in official layout, and as a page that prints."""

    def _document(self, **choice):
        file = io.BytesIO()
        wizard = self._wizard(self.leader, file_format="docx", **choice)
        self.rows = wizard._write_file(file)
        self.expected_rows = wizard._count_rows()
        return Document(file)

    def test_page_of_an_official_document(self):
        document = self._document()
        text, tables = document.sections
        lengths = (
            (text.page_width, 210),
            (text.page_height, 297),
            (text.top_margin, 37),
            (text.bottom_margin, 35),
            (text.left_margin, 28),
            (text.right_margin, 26),
        )
        for length, millimetres in lengths:
            self.assertAlmostEqual(length, Mm(millimetres), delta=1000)
        self.assertGreater(tables.page_width, tables.page_height)
        for footer in (text.footer, text.even_page_footer):
            self.assertIn("PAGE", footer._element.xml)
            self.assertTrue(footer.paragraphs[0].text.startswith("—"))

    def test_fonts_and_lines(self):
        self.env["ir.config_parameter"].set_param(
            "zhuozhou_crm.summary_font_document", "示例仿宋"
        )
        paragraphs = self._document().paragraphs
        title = paragraphs[0]
        self.assertEqual(title.runs[0].font.size, Pt(22))
        self.assertEqual(_font(title), "方正小标宋简体")
        [body] = [p for p in paragraphs if p.text.startswith("Projects signed 2")]
        self.assertEqual(body.runs[0].font.size, Pt(16))
        self.assertEqual(body.paragraph_format.line_spacing, Pt(28))
        self.assertEqual(_font(body), "示例仿宋")

    def test_same_content_as_the_workbook(self):
        document = self._document(comparison="last_year")
        self.assertEqual(self.rows, self.expected_rows)
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        self.assertIn("Investment Promotion Summary, year 2023", text)
        self.assertIn("Value of agreements signed 15.00 CNY 100 million", text)
        titles = [table.rows[0].cells[0].text for table in document.tables]
        self.assertIn("Sending unit", titles)
        cells = {
            cell.text for table in document.tables for row in table.rows for cell in row.cells
        }
        for name in (self.unit.name, self.lead.name, self.tech.name):
            self.assertIn(name, cells)
        # the header of a table comes again on each page
        self.assertIn(qn("w:tblHeader"), {e.tag for e in document.tables[0]._tbl.iter()})

    def test_what_is_nought_is_not_told(self):
        text = "\n".join(paragraph.text for paragraph in self._document(year=1990).paragraphs)
        self.assertNotIn("Trips made 0", text)
        self.assertIn("Nothing to report.", text)

    def test_long_registers_end_in_the_workbook(self):
        with patch.object(summary_document, "MOST_ROWS", 1):
            document = self._document()
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        self.assertIn("2 more rows stand in the workbook", text)
        self.assertEqual(self.rows, self.expected_rows, "all rows are counted")

    def test_page(self):
        page = html.fromstring(str(self._wizard(self.leader)._make_page()))
        self.assertEqual(page.find(".//h1").text, "Investment Promotion Summary, year 2023")
        style = page.find(".//style").text_content()
        self.assertIn("margin: 37mm 26mm 35mm 28mm", style)
        cells = [cell.text_content().strip() for cell in page.iter("td")]
        self.assertIn(self.unit.name, cells)
        base = self.env["ir.config_parameter"].get_param("web.base.url")
        links = {link.get("href") for link in page.iter("a")}
        self.assertIn(f"{base}/odoo/investment.deal/{self.framework.id}", links)

    def test_text_of_users_is_no_markup(self):
        self.tech.name = "<script>alert(1)</script>"
        page = str(self._wizard(self.leader)._make_page())
        self.assertNotIn("<script>alert", page)
        self.assertIn("&lt;script&gt;", page)
        self._document()


class TestChineseNumbers(TransactionCase):
    def test_numbers(self):
        for number, text in ((1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (45, "四十五")):
            with self.subTest(number=number):
                self.assertEqual(chinese_number(number), text)


def _font(paragraph):
    return paragraph.runs[0]._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
