import datetime
import io
import zipfile

from odoo.tests import BaseCase, tagged

from ..tools.ledger import guard
from ..tools.ledger.errors import LedgerError
from ..tools.ledger.workbook import read_workbook
from .ledger_common import make_csv, make_xls, make_xlsx

ROWS = [["项目名称", "投资方"], ["示例项目", "示例公司"]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def repack(data, change):
    """A workbook with some of its parts changed: ``change(name, content)`` gives the content or
    None to leave the part out."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


@tagged("post_install", "-at_install")
class TestLedgerWorkbook(BaseCase):
    """Bytes → sheets: what can be read, and what is refused with which reason."""

    def assertRefused(self, code, data, **options):
        with self.assertRaises(LedgerError) as caught:
            read_workbook(data, **options)
        self.assertEqual(caught.exception.code, code)

    def test_formats(self):
        """The content decides, whatever the file is called."""
        for name, data in (
            ("xlsx", make_xlsx(ROWS)),
            ("xls", make_xls(ROWS)),
            ("csv", make_csv(ROWS)),
        ):
            with self.subTest(format=name):
                (sheet,) = read_workbook(data)
                self.assertEqual(sheet.rows, ROWS)

    def test_encodings(self):
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"):
            with self.subTest(encoding=encoding):
                self.assertEqual(read_workbook(make_csv(ROWS, encoding))[0].rows, ROWS)

    def test_delimiters(self):
        for delimiter in (",", "\t", ";", "|"):
            with self.subTest(delimiter=delimiter):
                data = make_csv([["建设厂房,购置设备", "甲"], ["a", "b"]], delimiter=delimiter)
                self.assertEqual(read_workbook(data)[0].rows[1], ["a", "b"])

    def test_values(self):
        day = datetime.date(2024, 5, 8)
        rows = [["文字", 1.5, True, day, 13800000000, None], ["a\nb", 0, None, None, None, 1]]
        (sheet,) = read_workbook(make_xlsx(rows))
        self.assertEqual(sheet.rows[0][:5], ["文字", 1.5, True, day, 13800000000])
        self.assertEqual(sheet.rows[1], ["a\nb", 0, None, None, None, 1])

    def test_place_of_cells(self):
        """Rows are counted as the spreadsheet counts them, also if the first ones are empty."""
        (sheet,) = read_workbook(make_xlsx([[], [], [None, None, "x"]]))
        self.assertEqual(sheet.cell(2, 2), "x")
        self.assertIsNone(sheet.cell(0, 0))
        self.assertIsNone(sheet.cell(99, 99))

    def test_merged_and_hidden(self):
        rows = [["标题", None], ["甲", 1], [None, 2], ["乙", 3]]
        merged = [(0, 0, 0, 1), (1, 0, 2, 0)]
        for name, data in (
            ("xlsx", make_xlsx(rows, {None: merged}, hidden_rows=[3], hidden_columns=[1])),
            ("xls", make_xls(rows, merged, hidden_rows=[3])),
        ):
            with self.subTest(format=name):
                (sheet,) = read_workbook(data)
                self.assertEqual(
                    [sheet.held(row, 0) for row in range(4)], ["标题", "甲", "甲", "乙"]
                )
                self.assertEqual(sheet.hidden_rows, {3})
                self.assertEqual(sheet.hidden_columns, {1} if name == "xlsx" else set())

    def test_sheets(self):
        data = make_xlsx({"说明": [["填表说明"]], "台账": ROWS}, hidden_sheets=["台账"])
        sheets = read_workbook(data)
        self.assertEqual(
            [(one.name, one.hidden) for one in sheets], [("说明", False), ("台账", True)]
        )

    def test_formula_without_value(self):
        (sheet,) = read_workbook(
            repack(
                make_xlsx([["a", "=1+1"], [1, 2]]),
                lambda name, content: content.replace(b"<v>0</v>", b""),
            )
        )
        self.assertEqual(sheet.unsaved, {(0, 1)})

    # ------------------------------------------------------------
    # Refused
    # ------------------------------------------------------------

    def test_no_spreadsheet(self):
        good = make_xlsx(ROWS)
        for code, data in (
            ("file_empty", b""),
            ("file_empty", b" \r\n\0"),
            ("file_empty", make_xlsx([])),
            ("file_unknown", b"%PDF-1.7 ..."),
            ("file_unknown", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
            ("file_unknown", b"\0\1\2\3" * 100),
            ("file_unknown", OLE),
            ("file_html", "<html><table><tr><td>项目名称</td></tr></table></html>".encode()),
            ("file_html", b'<?xml version="1.0"?><Workbook xmlns="x"></Workbook>'),
            ("file_damaged", good[: len(good) // 2]),
            ("file_damaged", b"PK\x03\x04" + b"x" * 200),
            ("file_damaged", OLE + "Workbook".encode("utf-16-le") + b"\0" * 2000),
            (
                "file_other_zip",
                repack(good, lambda name, c: None if "workbook.xml" in name else c),
            ),
        ):
            with self.subTest(code=code, data=data[:20]):
                self.assertRefused(code, data)

    def test_protected_and_macros(self):
        good = make_xlsx(ROWS)
        stream = io.BytesIO(good)
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"x")
        self.assertRefused("file_macros", stream.getvalue())
        self.assertRefused("file_macros", OLE + "_VBA_PROJECT_CUR".encode("utf-16-le"))
        self.assertRefused("file_encrypted", OLE + "EncryptedPackage".encode("utf-16-le"))

    def test_too_big(self):
        data = make_xlsx(ROWS)
        self.assertRefused("file_too_big", data, max_bytes=len(data) - 1)

    def test_bombs(self):
        good = make_xlsx(ROWS)
        with self.subTest("one part packed far too tightly"):
            bomb = repack(good, lambda n, c: c + b" " * 60_000_000 if "sheet1" in n else c)
            self.assertRefused("file_bomb", bomb)
        with self.subTest("too many parts"):
            stream = io.BytesIO(good)
            with zipfile.ZipFile(stream, "a") as archive:
                for number in range(guard.MAX_PARTS + 1):
                    archive.writestr(f"xl/media/{number}.bin", b"")
            self.assertRefused("file_bomb", stream.getvalue())

    def test_far_cells(self):
        """One cell in the last corner would make a reader ask for half a terabyte."""
        for code, place in (
            ("sheet_too_long", (guard.MAX_ROWS + 5, 0)),
            ("sheet_too_wide", (0, guard.MAX_COLUMNS + 5)),
            ("sheet_too_long", (1048575, 16383)),
        ):
            with self.subTest(place=place):
                rows = [[] for _row in range(place[0] + 1)]
                rows[0] = ["项目名称"]
                rows[-1] = [*rows[-1], *[None] * place[1], 1]
                self.assertRefused(code, make_xlsx(rows))

    def test_far_cells_otherwise_written(self):
        """What the first look does not see ends the reader's own process, not the server."""
        data = repack(
            make_xlsx([["a"], [1]]),
            lambda name, content: (
                content.replace(b'<c r="A2">', b"<c  r = 'XFD1048576'  >")
                if "sheet1" in name
                else content
            ),
        )
        with self.assertRaises(LedgerError):
            read_workbook(data)

    def test_far_formatting(self):
        """Formatted cells without a value are common far below a table and cost nothing."""
        data = repack(
            make_xlsx(ROWS),
            lambda name, content: (
                content.replace(
                    b"</sheetData>",
                    b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>',
                )
                if "sheet1" in name
                else content
            ),
        )
        self.assertEqual(read_workbook(data)[0].rows, ROWS)

    def test_long_csv(self):
        self.assertRefused("sheet_too_long", b"a\n" * (guard.MAX_ROWS + 1))
        self.assertRefused("sheet_too_wide", b"," * (guard.MAX_COLUMNS + 1) + b"\na")
