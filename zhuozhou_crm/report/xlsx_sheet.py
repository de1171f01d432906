"""Sheets in the look of an official Chinese table, written row by row.

Everything works in xlsxwriter's ``constant_memory`` mode: a row that is written is out of
memory, so nothing here may go back to an earlier row.
"""

from datetime import date
from itertools import accumulate
from math import ceil

from xlsxwriter.utility import xl_col_to_name

from .xlsx_stream import StreamedWorksheet

A4, A3 = 9, 8
GB2312 = 134  # charset hint: a machine without the font takes another Chinese one
EXCEL_EPOCH = date(1899, 12, 30).toordinal()
ROW_HEIGHT, LINE_HEIGHT, MAX_ROW_HEIGHT = (
    20,
    15,
    409,
)  # points; the last is Excel's limit
WIDE = 2.1  # width of a Chinese character, in the unit of column widths
LEADING_FORMULA = ("=", "+", "-", "@", "\t", "\r")

BORDER = {"border": 1, "border_color": "#7F7F7F", "valign": "vcenter"}
TOTAL = {"bold": True, "bg_color": "#F2F2F2"}
LIGHTS = {
    "red": {"bg_color": "#C9252D", "font_color": "#FFFFFF"},
    "yellow": {"bg_color": "#FFC62B", "font_color": "#3B2C00"},
    "green": {"bg_color": "#2F8F46", "font_color": "#FFFFFF"},
    "white": {"bg_color": "#FFFFFF", "font_color": "#000000"},
}
LOOKS = {
    "title": {"font": "title", "font_size": 20, "align": "center", "valign": "vcenter"},
    "left": {"align": "left", "valign": "vcenter"},
    "center": {"align": "center", "valign": "vcenter"},
    "right": {"align": "right", "valign": "vcenter"},
    "note": {"align": "left", "valign": "top", "text_wrap": True, "font_size": 10},
    "head": {
        **BORDER,
        "font": "head",
        "align": "center",
        "text_wrap": True,
        "bg_color": "#DCE6F1",
    },
    "subtitle": {"font": "head", "align": "left", "valign": "vcenter"},
    "group": {**BORDER, "font": "head", "align": "center", "text_wrap": True},
    "text": {**BORDER, "align": "left", "indent": 1, "text_wrap": True},
    "quoted": {
        **BORDER,
        "align": "left",
        "indent": 1,
        "text_wrap": True,
        "quote_prefix": True,
    },
    "label": {**BORDER, "align": "center", "text_wrap": True},
    "link": {
        **BORDER,
        "align": "center",
        "font_color": "#0563C1",
        "underline": 1,
        "shrink": True,
    },
    "date": {**BORDER, "align": "center", "num_format": "yyyy-mm-dd", "shrink": True},
    "month": {**BORDER, "align": "center", "num_format": "yyyy-mm", "shrink": True},
    "count": {
        **BORDER,
        "align": "right",
        "indent": 1,
        "num_format": "#,##0",
        "shrink": True,
    },
    "decimal": {
        **BORDER,
        "align": "right",
        "indent": 1,
        "num_format": "#,##0.0",
        "shrink": True,
    },
    "score": {
        **BORDER,
        "align": "right",
        "indent": 1,
        "num_format": "#,##0.00",
        "shrink": True,
    },
    "figure": {
        **BORDER,
        "align": "right",
        "indent": 1,
        "num_format": "#,##0.####",
        "shrink": True,
    },
    "percent": {
        **BORDER,
        "align": "right",
        "indent": 1,
        "num_format": "0.0%",
        "shrink": True,
    },
}


LOOKS |= {
    f"light_{colour}": {**LOOKS["label"], **look, "bold": True}
    for colour, look in LIGHTS.items()
}


class Styles:
    """Cell formats by name, each created once per workbook; fonts are the office's settings."""

    def __init__(self, workbook, fonts: dict[str, str], amount_format: str, points: str = ""):
        self._workbook = workbook
        self.fonts = fonts
        self._formats = {}
        self._looks = {
            **LOOKS,
            "amount": {**LOOKS["count"], "num_format": amount_format},
            "points": {**LOOKS["count"], "num_format": f'0.0"{points}"'},
        }

    def __getitem__(self, name: str):
        if name not in self._formats:
            self._formats[name] = self._workbook.add_format(self._properties(name))
        return self._formats[name]

    def _properties(self, name):
        if name.startswith("total_"):
            properties = {**self._looks[name.removeprefix("total_")], **TOTAL}
        else:
            properties = dict(self._looks[name])
        font = properties.pop("font", "body")
        return {
            "font_size": 11,
            "font_name": self.fonts[font],
            "font_charset": GB2312,
            **properties,
        }


class Sheet:
    """One sheet: title block on top, then rows, then notes and the signature line."""

    def __init__(self, workbook, name: str, styles: Styles, widths: list[float]):
        self.workbook = workbook
        self.worksheet = workbook.add_worksheet(name, StreamedWorksheet)
        self.name = name
        self.styles = styles
        self.row = 0
        self.widths = widths
        self.last_column = len(widths) - 1
        self._splits = _split(widths)
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)

    # page

    def set_page(self, footer: str, paper: int = A4) -> None:
        sheet = self.worksheet
        sheet.set_paper(paper)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_default_row(ROW_HEIGHT)
        sheet.center_horizontally()
        sheet.set_footer(f"&C&9{footer}")
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def freeze_above(self, row: int, first_title_row: int, column: int = 0) -> None:
        """Keep the rows above in sight and repeat the column titles on every printed page."""
        self.worksheet.freeze_panes(row, column)
        self.worksheet.repeat_rows(first_title_row, row - 1)

    # rows that span the sheet

    def title(self, text: str) -> None:
        self.worksheet.set_row(self.row, 36)
        self._span(0, self.last_column, text, "title")
        self.row += 1

    def three_parts(self, left: str, middle: str, right: str, height: float = 20) -> None:
        """A line without borders: left, middle and right part over the width of the sheet."""
        self.worksheet.set_row(self.row, height)
        middle_start, right_start = self._splits
        parts = (
            (0, middle_start - 1, left, "left"),
            (middle_start, right_start - 1, middle, "center"),
            (right_start, self.last_column, right, "right"),
        )
        for first, last, text, style in parts:
            self._span(first, last, text, style)
        self.row += 1

    def span(self, text: str, style: str, height: float | None = None) -> None:
        if height:
            self.worksheet.set_row(self.row, height)
        self._span(0, self.last_column, text, style)
        self.row += 1

    def _span(self, first: int, last: int, text: str, style: str) -> None:
        self.text(first, text, style)
        for column in range(first + 1, last + 1):
            self.blank(column, style)
        if last > first:
            self.merge(self.row, first, self.row, last)

    def begin_row(self) -> dict:
        """Cells by column of the current row, of which the earlier ones are written out."""
        return self.worksheet.begin_row(self.row, self.last_column)

    # cells of the current row

    def text(self, column: int, value: str | None, style: str = "text") -> None:
        """Text stays text: a leading ``=`` is no formula, also after someone edits the cell."""
        if not value:
            self.blank(column, style)
            return
        if style == "text" and value.startswith(LEADING_FORMULA):
            style = "quoted"
        if value.startswith("<r>") and value.endswith("</r>"):
            value += " "  # else xlsxwriter takes it for markup of its own
        self.worksheet.write_string(self.row, column, value, self.styles[style])

    def number(self, column: int, value: float | None, style: str) -> None:
        if value is None:
            self.blank(column, style)
        else:
            self.worksheet.write_number(self.row, column, value, self.styles[style])

    def date(self, column: int, value: date | None, style: str = "date") -> None:
        serial = value.toordinal() - EXCEL_EPOCH if value else None
        self.number(column, serial, style)

    def blank(self, column: int, style: str) -> None:
        self.worksheet.write_blank(self.row, column, None, self.styles[style])

    def formula(self, column: int, formula: str, value, style: str) -> None:
        """Formulas carry their value: readers that do not calculate show the same figures."""
        self.worksheet.write_formula(self.row, column, formula, self.styles[style], value)

    def link(self, column: int, url: str, shown: int) -> None:
        """A formula instead of a hyperlink: those are kept in memory and limited to 65,530."""
        self.formula(column, f'=HYPERLINK("{url}",{shown})', shown, "link")

    def sheet_link(self, column: int, sheet_name: str) -> None:
        quoted = sheet_name.replace("'", "''")
        self.worksheet.write_url(
            self.row, column, f"internal:'{quoted}'!A1", self.styles["link"], sheet_name
        )

    def data_bar(self, column: int, first_row: int, last_row: int) -> None:
        self.worksheet.conditional_format(
            first_row,
            column,
            last_row,
            column,
            {
                "type": "data_bar",
                "bar_color": "#9DC3E6",
                "min_type": "num",
                "min_value": 0,
                "max_type": "num",
                "max_value": 1,
            },
        )

    def chart(self, chart, corner: tuple[int, int], height: float) -> None:
        """A chart from a cell to the right edge of the sheet, ``height`` in points."""
        row, column = corner
        width = sum(int(width * 7 + 5) for width in self.widths[column:])
        chart.set_size({"width": width - 10, "height": int(height / 0.75)})
        self.worksheet.insert_chart(row, column, chart, {"object_position": 2, "x_offset": 8})

    def height(self, texts) -> float:
        """Height that shows texts whole; readers differ in whether they adjust rows themselves.

        ``texts`` are pairs of column and text. A Chinese character takes two columns' worth.
        """
        lines = 1
        for column, text in texts:
            room = self.widths[column] - 2  # less the indent
            if len(text) * WIDE > room or "\n" in text:
                lines = max(
                    lines,
                    sum(ceil(text_width(part) / room) or 1 for part in text.split("\n")),
                )
        return max(ROW_HEIGHT, lines * LINE_HEIGHT + 5)

    def set_height(self, height: float) -> None:
        self.worksheet.set_row(self.row, min(height, MAX_ROW_HEIGHT))

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        if (first_row, first_column) != (last_row, last_column):
            self.worksheet.merge.append((first_row, first_column, last_row, last_column))


def text_width(text: str) -> float:
    """In the unit of column widths; whatever is not ASCII counts as wide as a Chinese character."""
    narrow = len(text.encode("ascii", "ignore"))
    return narrow + WIDE * (len(text) - narrow)


def _split(widths: list[float], left: float = 32, right: float = 24) -> tuple[int, int]:
    """Columns at which the middle and the right part of a line begin, each part wide enough."""
    sums = list(accumulate(widths))
    middle_start = next(i for i, width in enumerate(sums, 1) if width >= left)
    right_start = next(i for i in reversed(range(len(widths))) if sum(widths[i:]) >= right)
    return middle_start, max(right_start, middle_start + 1)


def cell_range(column: int, first_row: int, last_row: int) -> str:
    """``C5:C9`` from indexes that count from zero."""
    name = xl_col_to_name(column)
    return f"{name}{first_row + 1}:{name}{last_row + 1}"


def cell(column: int, row: int) -> str:
    return f"{xl_col_to_name(column)}{row + 1}"
