import base64
import csv
import datetime
import io

import xlsxwriter
import xlwt

from odoo.tools import file_open

from ..tools.ledger.fields import KINDS
from ..tools.ledger.header import Synonyms, find_header
from ..tools.ledger.rows import Reader
from ..tools.ledger.table import read_table
from ..tools.ledger.workbook import read_workbook
from ..tools.text import normalize_name
from .common import InvestmentCommon

# Codes with a right check character, as the tests of credit codes make them.
CODES = (
    "911306815QA4XFD1MB",
    "91110108KFJRE2T287",
    "91110108LJMTE9NCW2",
    "91110105K3F16Q94PK",
    "91110105ECH8W4TDUU",
    "91130681742547M701",
)
DEAL_HEADER = (
    "序号",
    "项目名称",
    "投资主体",
    "统一社会信用代码",
    "投资金额",
    "协议类型",
    "签约时间",
)


def make_xlsx(sheets, merged=None, hidden_rows=(), hidden_columns=(), hidden_sheets=()):
    """Return the bytes of a workbook.

    :param sheets: rows of the only sheet, or ``{name: rows}``
    :param merged: ``{name or None: [(row, column, last row, last column)]}``
    """
    if not isinstance(sheets, dict):
        sheets = {"Sheet1": sheets}
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": True})
    dates = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(row, column, value, dates)
                elif value is not None:
                    sheet.write(row, column, value)
        for top, left, bottom, right in (merged or {}).get(name, (merged or {}).get(None, ())):
            held = rows[top][left] if left < len(rows[top]) else None
            sheet.merge_range(top, left, bottom, right, held)
        for row in hidden_rows:
            sheet.set_row(row, None, None, {"hidden": True})
        for column in hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        if name in hidden_sheets:
            sheet.hide()
    book.close()
    return file.getvalue()


def make_xls(rows, merged=(), hidden_rows=()):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("台账")
    dates = xlwt.XFStyle()
    dates.num_format_str = "yyyy-mm-dd"
    covered = {
        (row, column)
        for top, left, bottom, right in merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    for top, left, bottom, right in merged:
        sheet.write_merge(top, bottom, left, right, rows[top][left])
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is None or (row, column) in covered:
                continue
            if isinstance(value, datetime.date):
                sheet.write(row, column, value, dates)
            else:
                sheet.write(row, column, value)
    for row in hidden_rows:
        sheet.row(row).hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def make_csv(rows, encoding="utf-8-sig", delimiter=","):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def load_words(kind):
    """Synonyms and choices as they are shipped, without a database."""
    with file_open("zhuozhou_crm/data/investment.ledger.field.csv") as file:
        fields = {line["id"]: line for line in csv.DictReader(file) if line["kind"] == kind}
    names, choices = {}, {}
    with file_open("zhuozhou_crm/data/investment.ledger.synonym.csv") as file:
        for line in csv.DictReader(file):
            field = fields.get(line["field_id:id"])
            if field and line["value"]:
                value = "" if line["value"] == "-" else line["value"]
                choices.setdefault(field["code"], {})[normalize_name(line["name"])] = value
            elif field:
                names[line["name"]] = field["code"]
    return Synonyms(names), choices


def read_rows(kind, data, file_name="", **options):
    """Tables and rows of a file, read without a database."""
    synonyms, choices = load_words(kind)
    tables = []
    for sheet in read_workbook(data):
        header = find_header(sheet, synonyms, KINDS[kind])
        if header:
            tables.append(read_table(sheet, header, file_name, **options))
    reader = Reader(KINDS[kind], choices)
    return tables, [row for table in tables for row in reader.read_rows(table)]


class LedgerCase(InvestmentCommon):
    """Imports by an officer of team A, unless told otherwise."""

    @classmethod
    def _new_ledger(cls, kind, data, user=None, name="台账.xlsx", **values):
        return (
            cls.env["investment.ledger.import"]
            .with_user(user or cls.officer_a)
            .create({"kind": kind, "file": base64.b64encode(data), "file_name": name, **values})
        )

    @classmethod
    def _preview(cls, kind, data, user=None, **values):
        ledger = cls._new_ledger(kind, data, user, **values)
        ledger.action_read()
        return ledger

    @classmethod
    def _import(cls, kind, data, user=None, **values):
        ledger = cls._preview(kind, data, user, **values)
        ledger.action_import()
        return ledger

    def assertCounts(self, ledger, **counts):
        statuses = ("new", "update", "duplicate", "decide", "wrong", "skip")
        found = {name: ledger[f"{name}_count"] for name in statuses if ledger[f"{name}_count"]}
        told = "\n".join(
            f"{line.number} {line.status}: {line.reason or line.note}"
            for line in ledger.line_ids
        )
        self.assertEqual(found, counts, told)

    def assertChangesNothing(self, kind, data, user=None, **values):
        """A second import finds everything there."""
        ledger = self._import(kind, data, user, **values)
        self.assertEqual((ledger.new_count, ledger.update_count), (0, 0))
        self.assertFalse(any(ledger.sudo().line_ids.mapped("trace")))
        return ledger
