import os
import shutil
import subprocess
import tempfile
import warnings

from freezegun import freeze_time
from openpyxl import load_workbook
from PyPDF2 import PdfReader

from odoo.tests import tagged

from .summary_common import SummaryCommon

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentSummaryOffice(SummaryCommon):
    """The workbook as an office program opens it: recalculated, and printed."""

    def setUp(self):
        super().setUp()
        if not SOFFICE:
            self.skipTest("LibreOffice is not installed.")
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.path = os.path.join(self.folder, "summary.xlsx")
        for _number in range(40):  # more than a page
            self._new_trip(self.officer_a, "2023-04-03", "2023-04-03", self.group | self.local)
        self._wizard(self.leader)._write_workbook(self.path)

    def _convert(self, kind):
        target = os.path.join(self.folder, "converted")
        subprocess.run(
            [
                SOFFICE,
                f"-env:UserInstallation=file://{self.folder}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                target,
                self.path,
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return os.path.join(target, f"summary.{kind.partition(':')[0]}")

    def test_recalculated_values_are_those_stored(self):
        stored = load_workbook(self.path, data_only=True)
        formulas = load_workbook(self.path)
        formulas.save(self.path)  # without values, so that LibreOffice has to calculate
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # LibreOffice adds extensions of its own
            recalculated = load_workbook(self._convert("xlsx"), data_only=True)
        checked = 0
        for sheet in formulas:
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                if cell.data_type != "f":
                    continue
                value = stored[sheet.title][cell.coordinate].value
                again = recalculated[sheet.title][cell.coordinate].value
                with self.subTest(sheet=sheet.title, cell=cell.coordinate, formula=cell.value):
                    if isinstance(value, str):
                        self.assertEqual(again, value)
                    else:
                        self.assertAlmostEqual(float(again), value, 9)
                checked += 1
        self.assertGreater(checked, 60)

    def test_printed_pages(self):
        """Nothing is too wide for its column, and each page of a register has its titles."""
        pdf = PdfReader(self._convert("pdf"))
        pages = [page.extract_text() for page in pdf.pages]
        text = "\n".join(pages)
        self.assertNotIn("###", text)
        for error in ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "Err:"):
            self.assertNotIn(error, text)
        self.assertIn(f"Page 1 of {len(pages)}", pages[0])
        with_titles = [page for page in pages if "Person met" in page]
        self.assertGreater(len(with_titles), 1, "the register of trips takes several pages")
        # each sheet starts a page of its own and is as wide as the paper: only rows add pages
        numbers = {
            page.indirect_reference.idnum: number for number, page in enumerate(pdf.pages)
        }
        starts = {mark.title: numbers[mark.raw_get("/Page").idnum] for mark in pdf.outline}
        sheets = load_workbook(self.path).sheetnames
        self.assertEqual(list(starts), sheets)
        ends = [*list(starts.values())[1:], len(pages)]
        count = {
            sheet: end - start for (sheet, start), end in zip(starts.items(), ends, strict=True)
        }
        tall = {"Overview sheet", "Trip register", "Definitions"}
        self.assertEqual({sheet for sheet, number in count.items() if number > 1}, tall)
        # 41 trips; lines are a little higher or lower with the fonts of the machine
        self.assertIn(count["Trip register"], (3, 4, 5))
