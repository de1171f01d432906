"""A register (see ``registers.py``) written to a sheet, row by row as the rows arrive."""

from functools import partial
from itertools import groupby
from operator import itemgetter

from odoo.exceptions import UserError

from .figures import translated
from .xlsx_sheet import ROW_HEIGHT, Sheet, cell_range

LAST_ROW = 1_048_576 - 10  # rows of an Excel sheet, less those under the table
STYLES = {
    "text": "text",
    "choice": "label",
    "yes_no": "label",
    "in_period": "label",
    "date": "date",
    "days_since": "count",
    "count": "count",
    "decimal": "decimal",
    "amount": "amount",
}
TEXTS = ("text", "choice")
NUMERIC = ("days_since", "count", "decimal", "amount")


class RegisterTable:
    """Column titles, rows and totals of one register.

    Where a record has several lines (the enterprises of a trip), its own cells are merged down
    them. Texts and dates are repeated under the merge, so that a filter keeps all lines of a
    record; numbers are not, so that a sum counts them once.
    """

    def __init__(self, env, sheet: Sheet, register, unit, record_url: str):
        self.env = env
        self.sheet = sheet
        self.register = register
        self.columns = register.columns
        self.unit = unit
        self.record_url = record_url
        self.records = 0
        self.totals = dict.fromkeys(
            (index for index, column in enumerate(self.columns) if column.total), 0
        )
        self._number = self._indexes("number")[0]
        self._own = [index for index, column in enumerate(self.columns) if not column.of_line]
        self._once = [index for index in self._indexes(*NUMERIC) if index in self._own]
        texts = self._indexes(*TEXTS)
        self._own_texts = [index for index in texts if index in self._own]
        self._line_texts = [index for index in texts if index not in self._own]
        self._writers = [self._writer(column) for column in self.columns]

    def fill(self, rows) -> None:
        self._write_head()
        first = self.sheet.row
        self._write_rows(rows)
        last = self.sheet.row - 1
        if last < first:
            self.sheet.span(translated(self.env, self.register.empty), "label", 24)
            return
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
        self.sheet.worksheet.set_row(self.sheet.row, 34)
        for index, column in enumerate(self.columns):
            self.sheet.text(index, self._label(column), "head")
            if any(groups) and not groups[index]:
                self.sheet.merge(top, index, top + 1, index)
        self.sheet.row += 1
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
        # itertools' groupby, for the one of odoo.tools would hold all rows
        for record_id, lines in groupby(rows, itemgetter(0)):
            self._write_record(record_id, [list(values) for _record_id, values in lines])

    def _write_record(self, record_id: int, lines: list) -> None:
        top = self.sheet.row
        self.records += 1
        first = lines[0]
        first[self._number] = record_id
        for index in self.totals:
            self.totals[index] += first[index] or 0
        for values in lines[1:]:
            for index in self._once:
                values[index] = None
        for values, height in zip(lines, self._heights(lines), strict=True):
            if height > ROW_HEIGHT:
                self.sheet.set_height(height)
            for index, write in enumerate(self._writers):
                write(index, values[index])
            self.sheet.row += 1
        self._check_room()
        if len(lines) > 1:
            for index in self._own:
                self.sheet.merge(top, index, self.sheet.row - 1, index)

    def _heights(self, lines: list) -> list[float]:
        """Heights of the rows of a record, together enough for its merged cells as well."""
        if len(lines) == 1:
            texts = self._own_texts + self._line_texts
            return [self.sheet.height((i, lines[0][i]) for i in texts if lines[0][i])]
        heights = [
            self.sheet.height((i, values[i]) for i in self._line_texts if values[i])
            for values in lines
        ]
        whole = self.sheet.height((i, lines[0][i]) for i in self._own_texts if lines[0][i])
        missing = max(whole - sum(heights), 0) / len(lines)
        return [height + missing for height in heights]

    def _check_room(self) -> None:
        if self.sheet.row > LAST_ROW:
            raise UserError(
                self.env._(
                    "The sheet “%(sheet)s” would exceed the %(rows)s rows that Excel allows. "
                    "Choose a shorter period.",
                    sheet=self.sheet.name,
                    rows=LAST_ROW,
                )
            )

    def _writer(self, column):
        """Function that writes a value of this column into the current row."""
        if column.kind == "number":
            return self._write_number
        if column.kind == "date":
            return self.sheet.date
        if column.kind == "amount":
            return self._write_amount
        write = self.sheet.number if column.kind in NUMERIC else self.sheet.text
        return partial(write, style=STYLES[column.kind])

    def _write_number(self, index: int, record_id: int | None) -> None:
        if record_id:
            self.sheet.link(index, f"{self.record_url}/{record_id}", self.records)
        else:
            self.sheet.blank(index, "label")

    def _write_amount(self, index: int, value: float | None) -> None:
        self.sheet.number(index, self.unit.convert(value), "amount")

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
            else:
                self.sheet.blank(index, "total_text")
        self.sheet.row += 1
