"""Rows of raw cells → rows of values, each with the problems that a person must know of."""

import dataclasses
import datetime
from dataclasses import dataclass

from ..text import normalize_name
from . import amounts, cells, dates
from .errors import CellError
from .fields import IGNORE
from .header import normalise

WRONG, DECIDE, TELL = "wrong", "decide", "tell"


@dataclass
class Problem:
    """``level``: ``wrong`` (mend the ledger), ``decide`` (a person says what is meant) or ``tell``
    (it goes in, but something about it should be known)."""

    level: str
    code: str
    field: str = ""
    params: dict = dataclasses.field(default_factory=dict)


@dataclass
class Row:
    """One row of a ledger. ``values`` holds what could be read, by field; ``texts`` what stands in
    the cells; ``notes`` what no field exists for, as pairs of header and text.

    ``answers`` is what a person has decided. ``status``, ``plan`` (what it will become) and
    ``trace`` (what it became) are for those who import it.
    """

    sheet: str
    number: int
    values: dict = dataclasses.field(default_factory=dict)
    texts: dict = dataclasses.field(default_factory=dict)
    notes: list = dataclasses.field(default_factory=list)
    problems: list = dataclasses.field(default_factory=list)
    #: What the ledger calls the fields.
    titles: dict = dataclasses.field(default_factory=dict)
    #: The years and the month that the lines around the table name.
    years: dates.Years = dates.NO_YEARS
    month: datetime.date | None = None
    #: The lines above the table.
    headings: tuple = ()
    answers: dict = dataclasses.field(default_factory=dict)
    status: str = ""
    plan: dict = dataclasses.field(default_factory=dict)
    trace: list = dataclasses.field(default_factory=list)

    def get(self, code):
        return self.values.get(code)

    def add(self, level, code, field_code="", /, **params):
        self.problems.append(Problem(level, code, field_code, params))

    def has(self, level):
        return any(problem.level == level for problem in self.problems)

    @property
    def key(self):
        return self.sheet, self.number


class Reader:
    """Reads the rows of one table.

    :param Kind kind: what the ledger is about
    :param dict choices: ``{field code: {normalised text: value}}``; an empty value means that the
        text says nothing (待研判)
    :param dict answers: ``{(sheet, row): {field code: value}}``: what a person has decided
    """

    def __init__(self, kind, choices, answers=None):
        self.kind = kind
        self.choices = choices
        self.answers = answers or {}
        #: The amount that the ledger's sum is made of.
        self._main_amount = None

    def read_rows(self, table):
        columns = table.header.fields
        self._main_amount = next((code for code in self.kind.amounts if code in columns), None)
        titles = {column.field: column.title for column in table.header.columns if column.field}
        rows = [self._read_row(table, raw, titles) for raw in table.rows]
        if any(spec.group for spec in self.kind.fields.values()):
            self._fill_down(rows)
        for row in rows:
            self._check_required(row)
        return rows

    def _read_row(self, table, raw, titles):
        about = {"years": table.years, "month": table.month, "headings": tuple(table.titles)}
        row = Row(table.name, raw.number, titles=titles, **about)
        row.answers = answers = self.answers.get(row.key, {})
        if raw.hidden:
            row.add(TELL, "row_hidden")
        for column in table.header.columns:
            value = raw.cells.get(column.index)
            spec = self.kind.fields.get(column.field)
            if spec is None or spec.type == "note":
                if not cells.is_blank(value) and column.field != IGNORE:
                    row.notes.append((column.title, cells.to_lines(value)))
                continue
            if spec.type == "ignore":
                continue
            if column.index in raw.unsaved:
                row.add(WRONG, "cell_unsaved", spec.code)
            elif not cells.is_blank(value):
                self._read_cell(row, spec, value, table, column, raw)
        self._take_answers(row, answers)
        return row

    def _take_answers(self, row, answers):
        """An amount or a date that a person entered replaces the cell that was asked about."""
        for problem in list(row.problems):
            kind = self.kind.fields[problem.field].type if problem.field else ""
            answer = answers.get({"period": "date"}.get(kind, kind))
            if problem.level == DECIDE and answer:
                row.values[problem.field] = answer
                row.problems.remove(problem)

    def _read_cell(self, row, spec, value, table, column, raw):
        row.texts[spec.code] = cells.to_text(value)
        try:
            cells.check_error(value)
            if spec.type == "amount" and column.index in raw.continued:
                # One amount merged over several rows is not the amount of each.
                raise CellError("amount_merged", decide=True, text=cells.to_text(value))
            getattr(self, f"_as_{spec.type}")(row, spec, value, table, column)
        except CellError as error:
            level = DECIDE if error.decide else WRONG
            if not spec.required and spec.code != self._main_amount:
                # A side fact that cannot be read keeps nothing else out: it is kept as it stands.
                row.notes.append((column.title, cells.to_lines(value)))
                row.add(TELL, "side_unclear", spec.code, text=row.texts[spec.code])
            else:
                row.add(level, error.code, spec.code, **error.params)

    # ------------------------------------------------------------
    # Types
    # ------------------------------------------------------------

    def _as_text(self, row, spec, value, table, column):
        row.values[spec.code] = cells.to_text(value)

    def _as_name(self, row, spec, value, table, column):
        row.values[spec.code] = cells.to_name(value)

    def _as_lines(self, row, spec, value, table, column):
        row.values[spec.code] = cells.to_lines(value)

    def _as_code(self, row, spec, value, table, column):
        row.values[spec.code] = cells.to_code(value)

    def _as_phone(self, row, spec, value, table, column):
        row.values[spec.code] = cells.to_phone(value)

    def _as_number(self, row, spec, value, table, column):
        row.values[spec.code] = cells.to_number(value)

    def _as_amount(self, row, spec, value, table, column):
        row.values[spec.code] = amounts.parse_cell(value, column.unit or table.unit or None)

    def _as_date(self, row, spec, value, table, column):
        moment = dates.parse_date(value, table.years)
        row.values[spec.code] = moment.date
        self._tell_month(row, spec, moment)

    def _as_month(self, row, spec, value, table, column):
        row.values[spec.code] = dates.parse_month(value, table.years)

    def _as_period(self, row, spec, value, table, column):
        """The field is the first day; the last one is the field named alike."""
        start, end = dates.parse_period(value, table.years)
        row.values[spec.code] = start.date
        self._tell_month(row, spec, start)
        if end != start:
            row.values.setdefault("date_end", end.date)

    def _tell_month(self, row, spec, moment):
        if moment.whole == "month":
            row.add(TELL, "date_month", spec.code, date=moment.date.isoformat())

    def _as_choice(self, row, spec, value, table, column):
        text = cells.to_text(value)
        known = self.choices.get(spec.code, {})
        for key in (normalize_name(text), normalise(text)):
            if key in known:
                if known[key]:
                    row.values[spec.code] = known[key]
                return
        row.add(TELL, "choice_unknown", spec.code, text=text)
        row.notes.append((column.title, text))

    # ------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------

    def _fill_down(self, rows):
        """Of a trip with several visits, only the first row names the trip when the cells were not
        merged or the merging was lost: a row that says nothing of a trip belongs to the one above.
        """
        codes = [spec.code for spec in self.kind.fields.values() if spec.group]
        above = None
        for row in rows:
            own = [code for code in codes if code in row.texts]
            if own or above is None:
                above = row if own else None
            elif row.texts:
                row.values = {
                    **{code: above.values[code] for code in codes if code in above.values},
                    **row.values,
                }
                row.problems += [
                    problem
                    for problem in above.problems
                    if problem.field in codes and problem.field not in row.values
                ]

    def _check_required(self, row):
        reported = {problem.field for problem in row.problems if problem.level != TELL}
        for code in self.kind.required:
            if row.values.get(code) in (None, "") and code not in reported:
                row.add(WRONG, "missing", code)


def mark_columns(columns, mapping):
    """Return the columns with the fields and units that a person chose:
    ``{index: (field code, unit)}``."""
    return [
        dataclasses.replace(
            column, field=mapping[column.index][0], unit=mapping[column.index][1], sure=True
        )
        if column.index in mapping
        else column
        for column in columns
    ]
