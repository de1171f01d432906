"""Cells of the two workbooks that go with the import of ledgers."""

import datetime
import io

import xlsxwriter

FONT = "宋体"
DATE_FORMAT = "yyyy-mm-dd"
WIDTH, WIDE = 16, 44
TEMPLATE_ROWS = 500


class LedgerWorkbook:
    """A workbook in memory with the few formats that ledgers need. Text never becomes a formula
    and a long code never a number."""

    def __init__(self):
        self.file = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        base = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
        cell = {**base, "border": 1, "text_wrap": True}
        self.title = self.book.add_format(
            {**base, "bold": True, "font_size": 16, "align": "center"}
        )
        self.plain = self.book.add_format(base)
        self.header = self.book.add_format(
            {**cell, "bold": True, "align": "center", "bg_color": "#DCE6F1"}
        )
        self.required = self.book.add_format(
            {**cell, "bold": True, "align": "center", "bg_color": "#FCE4D6"}
        )
        self.cell = self.book.add_format(cell)
        self.date = self.book.add_format({**cell, "num_format": DATE_FORMAT})
        self.text = self.book.add_format({**cell, "num_format": "@"})
        self.reason = self.book.add_format({**cell, "bg_color": "#FFF2CC"})

    def close(self):
        self.book.close()
        return self.file.getvalue()

    def write_value(self, sheet, row, column, value):
        if value is None:
            sheet.write_blank(row, column, None, self.cell)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.cell)
        elif isinstance(value, datetime.datetime):
            sheet.write_datetime(row, column, value, self.date)
        elif isinstance(value, datetime.date):
            sheet.write_datetime(row, column, value, self.date)
        elif isinstance(value, (int, float)) and value == value and abs(value) < 1e300:
            sheet.write_number(row, column, value, self.cell)
        else:
            sheet.write_string(row, column, str(value), self.text)


def write_rejected(tables, reason_title):
    """Return the workbook of rows that did not go in: titles and header as they were, the rows
    with their values as they were, and a last column with the reason.

    :param tables: triples of the sheet, its header and ``{row number: reason}``
    """
    book = LedgerWorkbook()
    for source, header, reasons in tables:
        sheet = book.book.add_worksheet(source.name[:31] or None)
        width = source.width
        sheet.set_column(0, max(width - 1, 0), WIDTH)
        sheet.set_column(width, width, WIDE)
        for row in range(header.bottom):
            heading = row >= header.top
            for column, value in enumerate(source.rows[row]):
                if value is not None and (row, column) not in source.owners:
                    sheet.write(
                        row, column, _text(value), book.header if heading else book.plain
                    )
        _merge_headings(book, sheet, source, header)
        sheet.write_string(header.bottom - 1, width, reason_title, book.required)
        for position, (number, reason) in enumerate(sorted(reasons.items())):
            target = header.bottom + position
            for column in range(width):
                book.write_value(
                    sheet, target, column, _held(source, header, number - 1, column)
                )
            sheet.write_string(target, width, reason, book.reason)
        sheet.freeze_panes(header.bottom, 0)
    return book.close()


def _merge_headings(book, sheet, source, header):
    for top, left, bottom, right in source.merged:
        if bottom < header.bottom and left < source.width and (bottom, right) != (top, left):
            heading = book.header if top >= header.top else book.title
            text = _text(source.cell(top, left))
            sheet.merge_range(top, left, bottom, min(right, source.width - 1), text, heading)


def _held(source, header, row, column):
    owner = source.owners.get((row, column), (row, column))
    return source.cell(*owner) if owner[0] >= header.bottom else None


def _text(value):
    return "" if value is None else str(value)


def write_template(title, unit_line, columns):
    """Return a blank ledger: title, unit line and header; required columns stand out.

    :param columns: of each column its name, its type and whether it is required
    """
    book = LedgerWorkbook()
    sheet = book.book.add_worksheet(title[:31])
    last = max(len(columns) - 1, 1)
    sheet.merge_range(0, 0, 0, last, title, book.title)
    sheet.set_row(0, 30)
    sheet.write_string(1, last, unit_line, book.plain)
    for position, (name, kind, required) in enumerate(columns):
        column_format = {"date": book.date, "period": book.date}.get(kind)
        if kind in ("code", "phone", "text", "name"):
            column_format = book.text
        sheet.set_column(position, position, WIDTH)
        sheet.write_string(2, position, name, book.required if required else book.header)
        for row in range(3, 3 + TEMPLATE_ROWS if column_format else 3):
            sheet.write_blank(row, position, None, column_format)
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return book.close()
