"""A workbook in the official look: what every sheet of every workbook has in common."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, NamedTuple

from xlsxwriter import Workbook

from odoo.api import Environment
from odoo.tools import format_date
from odoo.tools.translate import LazyGettext, LazyTranslate

from .figures import translated
from .registers import Register
from .xlsx_register import RegisterTable
from .xlsx_sheet import A3, A4, Sheet, Styles

_lt = LazyTranslate(__name__)

SHEET_NAME_LENGTH = 31
REPORT_EVERY = 1000  # rows


class UnitSpec(NamedTuple):
    label: LazyGettext
    scale: int
    number_format: str


#: Decimals as tables in use have them (``domain/ledgers.md`` G); a small amount never shows as 0.
UNITS = {
    "yi": UnitSpec(_lt("CNY 100 million"), 10**8, "#,##0.00##"),
    "wan": UnitSpec(_lt("CNY 10,000"), 10**4, "#,##0.00"),
}


@dataclass(frozen=True)
class Unit:
    """The unit of amounts in one document; the records hold yuan."""

    label: str
    scale: int

    @classmethod
    def of(cls, env: Environment, code: str) -> "Unit":
        return cls(translated(env, UNITS[code].label), UNITS[code].scale)

    def convert(self, value: float | None) -> float | None:
        # a single division is rounded once: 4,485,000,000.00 yuan give 44.85 exactly
        return value if value is None else value / self.scale


@dataclass(frozen=True)
class Heading:
    """What a document says about itself."""

    period_label: str
    office: str
    maker: str
    reviewer: str
    as_of: date
    made_on: date
    base_url: str
    fonts: dict = field(default_factory=dict)


class RowCounter:
    """Counts the rows that pass, and tells ``report`` now and then how many there were."""

    def __init__(self, report: Callable[[int], None] | None = None):
        self.count = 0
        self._report = report

    def __call__(self, rows: Iterable) -> Iterator:
        for row in rows:
            self.count += 1
            if self._report and not self.count % REPORT_EVERY:
                self._report(self.count)
            yield row


class OfficialWorkbook:
    """Title, unit line, as-of date, signature line, page numbers; sheets are the subclass's."""

    def __init__(self, env: Environment, heading: Heading, unit: str, counter: RowCounter):
        self.env = env
        self.heading = heading
        self.unit = Unit.of(env, unit)
        self.amount_format = UNITS[unit].number_format
        self.counter = counter

    def save(self, target: BinaryIO) -> None:
        with Workbook(target, {"constant_memory": True}) as self.workbook:
            self.workbook.set_properties(
                {
                    "title": self._title(self._name()),
                    "author": self.heading.maker,
                    "company": self.heading.office,
                }
            )
            self.styles = Styles(
                self.workbook, self.heading.fonts, self.amount_format, self.env._(" points")
            )
            self._write_sheets()

    def _name(self) -> str:
        raise NotImplementedError

    def _write_sheets(self) -> None:
        raise NotImplementedError

    # parts of a workbook

    def _write_register(
        self, register: Register, rows: Iterable, name: str, title: str = ""
    ) -> None:
        sheet = self._new_sheet(
            name,
            title or translated(self.env, register.title),
            [column.width for column in register.columns],
            amounts=any(column.kind == "amount" for column in register.columns),
            paper=A3 if register.wide else A4,
        )
        self._table(sheet, register).fill(self.counter(rows))
        hint = self.env._("Click a number in the column “No.” to open the record.")
        sheet.span(
            f"{translated(self.env, register.note)}\n{hint}" if register.note else hint,
            "note",
            32,
        )
        self._sign(sheet)

    def _table(self, sheet: Sheet, register: Register, stacked: bool = False) -> RegisterTable:
        url = f"{self.heading.base_url}/odoo/{get_linked_model(self.env, register)}"
        return RegisterTable(self.env, sheet, register, self.unit, url, stacked)

    def _new_sheet(
        self,
        name: str,
        title: str,
        widths: list[float],
        amounts: bool = True,
        paper: int = A4,
    ) -> Sheet:
        sheet = Sheet(self.workbook, name[:SHEET_NAME_LENGTH], self.styles, widths)
        # &P and &N are the codes of Excel for the page and the number of pages
        sheet.set_page(self.env._("Page %(page)s of %(pages)s", page="&P", pages="&N"), paper)
        sheet.title(self._title(title))
        sheet.three_parts(
            self.env._("Reported by: %(office)s", office=self.heading.office),
            self.env._("Data as of %(date)s", date=self._day(self.heading.as_of)),
            self.env._("Unit: %(unit)s", unit=self.unit.label) if amounts else "",
        )
        return sheet

    def _sign(self, sheet: Sheet) -> None:
        sheet.row += 1
        sheet.three_parts(
            self.env._("Prepared by: %(name)s", name=self.heading.maker),
            self.env._("Reviewed by: %(name)s", name=self.heading.reviewer).rstrip(),
            self.env._("Date: %(date)s", date=self._day(self.heading.made_on)),
            height=24,
        )

    def _title(self, title: str) -> str:
        if not self.heading.period_label:
            return title
        return self.env._(
            "%(title)s, %(period)s", title=title, period=self.heading.period_label
        )

    def _day(self, day: date) -> str:
        return format_date(self.env, day, date_format="long")


def get_linked_model(env: Environment, register: Register) -> str:
    """The model whose form a line of the register opens."""
    model = env[register.model]
    return model._fields[register.link].comodel_name if register.link else model._name


class RegisterWorkbook(OfficialWorkbook):
    """One register on one sheet: a list of the screen as an official table."""

    def __init__(
        self, env, heading, unit, counter, register: Register, rows: Iterable, title: str
    ):
        super().__init__(env, heading, unit, counter)
        self.register = register
        self.rows = rows
        self.title = title

    def _name(self) -> str:
        return self.title

    def _write_sheets(self) -> None:
        name = translated(self.env, self.register.sheet)
        self._write_register(self.register, self.rows, name, self.title)
