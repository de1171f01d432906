"""A register (see ``registers.py``) written to a sheet, row by row as the rows arrive."""

from itertools import chain, groupby
from operator import itemgetter

from odoo.exceptions import UserError

from .figures import translated
from .registers import LIGHT_WORDS, Lines, divide
from .xlsx_sheet import EXCEL_EPOCH, ROW_HEIGHT, WIDE, Sheet, cell, cell_range
from .xlsx_stream import BlankCell, LinkCell, NumberCell, TextCell

LAST_ROW = 1_048_576 - 10  # rows of an Excel sheet, less those under the table
STYLES = {
    "text": "text",
    "choice": "label",
    "yes_no": "label",
    "in_period": "label",
    "filled": "label",
    "date": "date",
    "month": "month",
    "reason": "text",
    "light": "label",
    "late": "count",
    "percent": "percent",
    "days_since": "count",
    "count": "count",
    "decimal": "decimal",
    "amount": "amount",
}
HEAD_HEIGHT = 34  # two lines
LONGEST_TEXT = 32_767 // 2  # Excel counts some characters twice
FORMULA_SIGNS = "=+-@\t\r"
TEXTS = ("text", "choice", "reason")
NUMERIC = ("days_since", "count", "late", "percent", "decimal", "amount")
DATES = ("date", "month")


class RegisterTable:
    """Column titles, rows and totals of one register.

    Where a record has several lines (the enterprises of a trip), its own cells are merged down
    them. Texts and dates are repeated under the merge, so that a filter keeps all lines of a
    record; numbers are not, so that a sum counts them once.
    """

    def __init__(
        self, env, sheet: Sheet, register, unit, record_url: str, stacked: bool = False
    ):
        self.env = env
        self.stacked = stacked  # one of several tables of a sheet: no filter, no frozen panes
        self.sheet = sheet
        self.register = register
        self.columns = register.columns
        self.unit = unit
        self.record_url = record_url
        self.records = 0
        self.totals = dict.fromkeys(
            (
                index
                for index, column in enumerate(self.columns)
                if column.total and not column.share
            ),
            0,
        )
        self._lights = {
            translated(env, word): sheet.styles[f"light_{colour}"]
            for colour, word in LIGHT_WORDS.items()
        }
        self._number = self._indexes("number")[0]
        self._own = [index for index, column in enumerate(self.columns) if not column.of_line]
        self._once = [index for index in self._indexes(*NUMERIC) if index in self._own]
        self._rooms = [
            (index, int((sheet.widths[index] - 2) / WIDE)) for index in self._indexes(*TEXTS)
        ]
        self._own_rooms = [room for room in self._rooms if room[0] in self._own]
        self._line_rooms = [room for room in self._rooms if room[0] not in self._own]
        self._makers = [(i, self._maker(column)) for i, column in enumerate(self.columns)]

    def fill(self, rows) -> None:
        rows = iter(rows)
        if self.stacked:
            first_row = next(rows, None)
            if first_row is None:
                self.sheet.span(translated(self.env, self.register.empty), "note", 20)
                return
            rows = chain([first_row], rows)
        self._write_head()
        first = self.sheet.row
        self._write_rows(rows)
        last = self.sheet.row - 1
        if last < first:
            self.sheet.span(translated(self.env, self.register.empty), "label", 24)
            return
        if not self.stacked:
            self.sheet.worksheet.autofilter(first - 1, 0, last, len(self.columns) - 1)
        if self.totals:
            self._write_totals(first, last)

    def _indexes(self, *kinds) -> list[int]:
        return [index for index, column in enumerate(self.columns) if column.kind in kinds]

    # titles

    def _write_head(self) -> None:
        """One row of titles, or two where columns stand in groups."""
        top = self.sheet.row
        groups = [
            column.group and translated(self.env, column.group) for column in self.columns
        ]
        if any(groups):
            self._write_groups(groups)
        labels = [self._label(column) for column in self.columns]
        height = max(HEAD_HEIGHT, self.sheet.height(enumerate(labels)))
        self.sheet.worksheet.set_row(self.sheet.row, height)
        for index, label in enumerate(labels):
            self.sheet.text(index, label, "head")
            if any(groups) and not groups[index]:
                self.sheet.merge(top, index, top + 1, index)
        self.sheet.row += 1
        if not self.stacked:
            self.sheet.freeze_above(self.sheet.row, top)

    def _write_groups(self, groups) -> None:
        self.sheet.worksheet.set_row(self.sheet.row, 20)
        # a column without a group stands alone: its index tells it from its neighbours
        for group, members in groupby(range(len(groups)), lambda i: groups[i] or i):
            first, *others = members
            shown = group if groups[first] else self._label(self.columns[first])
            self.sheet.text(first, shown, "head")
            for index in others:
                self.sheet.blank(index, "head")
            if others:
                self.sheet.merge(self.sheet.row, first, self.sheet.row, others[-1])
        self.sheet.row += 1

    def _label(self, column) -> str:
        label = translated(self.env, column.label)
        if column.kind == "amount":
            return self.env._("%(label)s\n(%(unit)s)", label=label, unit=self.unit.label)
        return label

    # rows

    def _write_rows(self, rows) -> None:
        if not isinstance(self.register.lines, Lines):
            for record_id, values in rows:
                self._write_single(record_id, values)
            return
        # itertools' groupby, for the one of odoo.tools would hold all rows
        for record_id, lines in groupby(rows, itemgetter(0)):
            lines = [values for _record_id, values in lines]
            if len(lines) == 1:
                self._write_single(record_id, lines[0])
            else:
                self._write_record(record_id, lines)

    def _write_single(self, record_id: int, values: list) -> None:
        self._count(record_id, values)
        self._write_line(values, self._height(values, self._rooms))
        if self.sheet.row > LAST_ROW:
            self._refuse()

    def _write_record(self, record_id: int, lines: list) -> None:
        top = self.sheet.row
        self._count(record_id, lines[0])
        for values in lines[1:]:
            for index in self._once:
                values[index] = None
        for values, height in zip(lines, self._heights(lines), strict=True):
            self._write_line(values, height)
        if self.sheet.row > LAST_ROW:
            self._refuse()
        for index in self._own:
            self.sheet.merge(top, index, self.sheet.row - 1, index)

    def _write_line(self, values: list, height: float) -> None:
        if height > ROW_HEIGHT:
            self.sheet.set_height(height)
        cells = self.sheet.begin_row()
        for index, make in self._makers:
            cells[index] = make(values[index])
        self.sheet.row += 1

    def _height(self, values: list, rooms: list) -> float:
        """Height of a row; only long texts need measuring."""
        long = [
            (index, text)
            for index, most in rooms
            if (text := values[index]) and (len(text) > most or "\n" in text)
        ]
        return self.sheet.height(long) if long else ROW_HEIGHT

    def _count(self, record_id: int, values: list) -> None:
        self.records += 1
        values[self._number] = record_id
        for index in self.totals:
            self.totals[index] += values[index] or 0

    def _heights(self, lines: list) -> list[float]:
        """Heights of the rows of a record, together enough for its merged cells as well."""
        heights = [self._height(values, self._line_rooms) for values in lines]
        whole = self._height(lines[0], self._own_rooms)
        missing = max(whole - sum(heights), 0) / len(lines)
        return [height + missing for height in heights]

    def _refuse(self) -> None:
        raise UserError(
            self.env._(
                "The sheet “%(sheet)s” would exceed the %(rows)s rows that Excel allows. "
                "Choose a shorter period.",
                sheet=self.sheet.name,
                rows=LAST_ROW,
            )
        )

    def _maker(self, column):
        """Function that makes the cell of a value of this column."""
        if column.kind == "number":
            return self._make_link
        if column.kind == "light":
            return self._make_light
        if column.kind in DATES:
            return self._number_maker(column.kind, lambda day: day.toordinal() - EXCEL_EPOCH)
        if column.kind == "amount":
            return self._number_maker("amount", self.unit.convert)
        if column.kind in NUMERIC:
            return self._number_maker(STYLES[column.kind], lambda number: number)
        return self._text_maker(STYLES[column.kind])

    def _make_link(self, record_id: int | None):
        if not record_id:
            return BlankCell(self.sheet.styles["label"])
        url = f"{self.record_url}/{record_id}"
        return LinkCell(url, self.records, self.sheet.styles["link"])

    def _make_light(self, word: str | None):
        """The word on its colour: also a print in black and white tells."""
        look = self._lights.get(word) or self.sheet.styles["label"]
        return TextCell(word, look) if word else BlankCell(look)

    def _number_maker(self, style: str, convert):
        look = self.sheet.styles[style]
        blank = BlankCell(look)
        return lambda value: blank if value is None else NumberCell(convert(value), look)

    def _text_maker(self, style: str):
        """Text stays text: a leading ``=`` is no formula, also after someone edits the cell."""
        look, quoted = self.sheet.styles[style], self.sheet.styles["quoted"]
        blank = BlankCell(look)

        def make(text):
            if not text:
                return blank
            if len(text) > LONGEST_TEXT:
                text = text[:LONGEST_TEXT]
            return TextCell(text, quoted if text[0] in FORMULA_SIGNS else look)

        return make

    def _write_totals(self, first: int, last: int) -> None:
        """The totals follow a filter (SUBTOTAL), and carry the value of the whole register."""
        for index, column in enumerate(self.columns):
            if index == self._number:
                self.sheet.text(index, self.env._("Total"), "total_label")
            elif index in self.totals:
                value = self.totals[index]
                if column.kind == "amount":
                    value = self.unit.convert(value)
                formula = f"=SUBTOTAL(9,{cell_range(index, first, last)})"
                self.sheet.formula(index, formula, value, f"total_{STYLES[column.kind]}")
            elif column.share and column.total:
                self._write_total_share(index, column)
            else:
                self.sheet.blank(index, "total_text")
        self.sheet.row += 1

    def _write_total_share(self, index: int, column) -> None:
        paths = [other.path for other in self.columns]
        part, whole = (paths.index(path) for path in column.share)
        top, bottom = cell(part, self.sheet.row), cell(whole, self.sheet.row)
        value = divide(self.totals[part], self.totals[whole])
        formula = f'=IF({bottom}=0,"",{top}/{bottom})'
        self.sheet.formula(index, formula, "" if value is None else value, "total_percent")
