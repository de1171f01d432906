"""The investment summary (招商引资情况汇总): rows in, workbook out."""

from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, NamedTuple

from xlsxwriter import Workbook

from odoo.api import Environment
from odoo.tools import format_date
from odoo.tools.translate import LazyGettext, LazyTranslate

from .figures import translated
from .investment_registers import REGISTERS
from .investment_summary import InvestmentSummary
from .xlsx_overview import WIDTHS, Overview
from .xlsx_register import RegisterTable
from .xlsx_sheet import Sheet, Styles

_lt = LazyTranslate(__name__)

#: Further definitions: what is not one figure.
REMARKS = (
    (
        _lt("Pipeline by stage"),
        _lt(
            "Projects of the promotion teams that were reported by the as-of date, by the stage in "
            "which they stand when the table is made. Value: the contract value once signed, the "
            "planned investment before. Lost projects are left out."
        ),
    ),
    (
        _lt("As-of date"),
        _lt(
            "Facts dated later are left out. Agreements count as they stand on this day: those "
            "ended by then have left the figures."
        ),
    ),
    (
        _lt("Scope"),
        _lt("The records that the maker of the table may read: an officer's own team, or all."),
    ),
)
DEFINITION_WIDTHS = [8, 36, 26, 84]
SHEET_NAME_LENGTH = 31


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
    """The unit of amounts in one workbook; the records hold yuan."""

    label: str
    scale: int

    def convert(self, value: float | None) -> float | None:
        # a single division is rounded once: 4,485,000,000.00 yuan give 44.85 exactly
        return value if value is None else value / self.scale


@dataclass(frozen=True)
class Heading:
    """What the workbook says about itself."""

    period_label: str
    office: str
    maker: str
    made_on: date
    base_url: str
    fonts: dict = field(default_factory=dict)


class InvestmentSummaryWorkbook:
    """Overview, registers and definitions in the reader's language."""

    def __init__(
        self, env: Environment, summary: InvestmentSummary, heading: Heading, unit: str
    ):
        self.env = env
        self.summary = summary
        self.heading = heading
        spec = UNITS[unit]
        self.unit = Unit(translated(env, spec.label), spec.scale)
        self.amount_format = spec.number_format
        self.sheet_names = {
            register.code: translated(env, register.sheet)[:SHEET_NAME_LENGTH]
            for register in REGISTERS
        }

    def save(self, target: BinaryIO) -> None:
        self.sections = self.summary.sections()
        with Workbook(target, {"constant_memory": True}) as self.workbook:
            title = self._title(self.env._("Investment Promotion Summary"))
            self.workbook.set_properties(
                {
                    "title": title,
                    "author": self.heading.maker,
                    "company": self.heading.office,
                }
            )
            self.styles = Styles(self.workbook, self.heading.fonts, self.amount_format)
            self._write_overview()
            for register in REGISTERS:
                self._write_register(register)
            self._write_definitions()

    # sheets

    def _write_overview(self) -> None:
        title = self.env._("Investment Promotion Summary")
        sheet = self._new_sheet(self.env._("Overview sheet"), title, WIDTHS)
        Overview(self.env, sheet, self.unit, self.sheet_names).fill(
            self.sections, self.summary.stages(), self.summary.events()
        )
        self._sign(sheet)

    def _write_register(self, register) -> None:
        sheet = self._new_sheet(
            self.sheet_names[register.code],
            translated(self.env, register.title),
            [column.width for column in register.columns],
            amounts=any(column.kind == "amount" for column in register.columns),
        )
        model = self.env[register.model]
        if register.link:
            model = self.env[model._fields[register.link].comodel_name]
        table = RegisterTable(
            self.env,
            sheet,
            register,
            self.unit,
            f"{self.heading.base_url}/odoo/{model._name}",
        )
        table.fill(self.summary.rows(register))
        hint = self.env._("Click a number in the column “No.” to open the record.")
        sheet.span(
            f"{translated(self.env, register.note)}\n{hint}" if register.note else hint,
            "note",
            32,
        )
        self._sign(sheet)

    def _write_definitions(self) -> None:
        """What each figure means, so that nobody has to ask and two readers mean the same."""
        sheet = self._new_sheet(
            self.env._("Definitions"),
            self.env._("Definitions of the Figures"),
            DEFINITION_WIDTHS,
        )
        top = sheet.row
        labels = (
            self.env._("No."),
            self.env._("Indicator"),
            self.env._("Unit of measure"),
            self.env._("Definition"),
        )
        for column, label in enumerate(labels):
            sheet.text(column, label, "head")
        sheet.row += 1
        sheet.freeze_above(sheet.row, top)
        for number, (label, unit, definition) in enumerate(self._definitions(), 1):
            sheet.set_height(sheet.height([(1, label), (3, definition)]))
            sheet.number(0, number, "label")
            sheet.text(1, label, "text")
            sheet.text(2, unit, "label")
            sheet.text(3, definition, "text")
            sheet.row += 1
        self._sign(sheet)

    def _definitions(self):
        for section in self.sections:
            for row in section.rows:
                unit = self.unit.label if row.unit_kind == "amount" else row.unit_label
                yield row.label, unit, row.definition
        for label, definition in REMARKS:
            yield translated(self.env, label), "", translated(self.env, definition)

    # parts of a sheet

    def _new_sheet(
        self, name: str, title: str, widths: list[float], amounts: bool = True
    ) -> Sheet:
        sheet = Sheet(self.workbook, name, self.styles, widths)
        # &P and &N are the codes of Excel for the page and the number of pages
        sheet.set_page(self.env._("Page %(page)s of %(pages)s", page="&P", pages="&N"))
        sheet.title(self._title(title))
        sheet.three_parts(
            self.env._("Reported by: %(office)s", office=self.heading.office),
            self.env._("Data as of %(date)s", date=self._day(self.summary.period.as_of)),
            self.env._("Unit: %(unit)s", unit=self.unit.label) if amounts else "",
        )
        return sheet

    def _sign(self, sheet: Sheet) -> None:
        sheet.row += 1
        sheet.three_parts(
            self.env._("Prepared by: %(name)s", name=self.heading.maker),
            self.env._("Reviewed by:"),
            self.env._("Date: %(date)s", date=self._day(self.heading.made_on)),
            height=24,
        )

    def _title(self, title: str) -> str:
        return self.env._(
            "%(title)s, %(period)s", title=title, period=self.heading.period_label
        )

    def _day(self, day: date) -> str:
        return format_date(self.env, day, date_format="long")
