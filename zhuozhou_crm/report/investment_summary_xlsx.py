"""The investment summary (招商引资情况汇总): rows in, workbook out."""

from odoo.tools import format_date
from odoo.tools.translate import LazyTranslate

from .check_registers import CHECK_REGISTERS, CHECK_SHEET, CHECK_WIDTHS
from .figures import translated
from .investment_registers import REGISTERS
from .investment_summary import InvestmentSummary
from .xlsx_book import OfficialWorkbook
from .xlsx_overview import Overview
from .xlsx_tables import write_checks, write_league

_lt = LazyTranslate(__name__)

DEFINITION_WIDTHS = [8, 36, 26, 84]
LEAGUE_WIDTH, LEAGUE_LABEL_WIDTH = 15, 24
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


class InvestmentSummaryWorkbook(OfficialWorkbook):
    """Overview, registers, ranking, definitions and checks, those of them that were chosen."""

    def __init__(
        self,
        env,
        summary: InvestmentSummary,
        heading,
        unit,
        counter,
        sheets=None,
        comparison="",
    ):
        super().__init__(env, heading, unit, counter)
        self.summary = summary
        self.sheets = sheets  # codes; none: all
        self.comparison = comparison  # label of the period compared with
        self.registers = [register for register in REGISTERS if self._has(register.code)]
        self.sheet_names = {
            register.code: translated(env, register.sheet) for register in self.registers
        }
        if self._has("checks"):
            self.sheet_names["unverified"] = translated(env, CHECK_SHEET)

    def _has(self, code: str) -> bool:
        return self.sheets is None or code in self.sheets

    def _name(self) -> str:
        return self.env._("Investment Promotion Summary")

    def _write_sheets(self) -> None:
        self.sections = self.summary.sections()
        if self._has("overview") or not self.registers:
            self._write_overview()
        for register in self.registers:
            rows = self.summary.rows(register)
            self._write_register(register, rows, self.sheet_names[register.code])
        if self._has("leagues"):
            self._write_leagues()
        if self._has("definitions"):
            self._write_definitions()
        if self._has("checks"):
            self._write_checks()

    # sheets

    def _write_overview(self) -> None:
        compared = self.summary.comparison
        label = self.comparison if compared else ""
        overview = Overview(self.env, self.unit, self.sheet_names, self.sections, label)
        widths = overview.get_widths()
        sheet = self._new_sheet(self.env._("Overview sheet"), self._name(), widths)
        overview.fill(sheet, self.summary.stages(), self.summary.period.elapsed_share())
        if compared:
            sheet.span(self._comparison_note(compared), "note", 20)
        self._sign(sheet)

    def _comparison_note(self, compared) -> str:
        return self.env._(
            "%(label)s: %(first)s to %(last)s, as it stood on %(as_of)s.",
            label=self.comparison,
            first=self._day(compared.date_from),
            last=self._day(compared.date_to),
            as_of=format_date(self.env, compared.as_of, date_format="long"),
        )

    def _write_leagues(self) -> None:
        """A sheet with one ranking below the other; none at all if there is no ranking."""
        leagues = self.summary.league_tables()
        if not leagues:
            return
        columns = max(len(league.columns) for league in leagues)
        widths = [LEAGUE_LABEL_WIDTH, *[LEAGUE_WIDTH] * max(columns - 1, 4)]
        sheet = self._new_sheet(self.env._("Ranking"), self.env._("Ranking"), widths)
        for league in leagues:
            write_league(sheet, self.unit, league)
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
        for number, (label, unit, definition) in enumerate(self.definitions(), 1):
            sheet.set_height(sheet.height([(1, label), (3, definition)]))
            sheet.number(0, number, "label")
            sheet.text(1, label, "text")
            sheet.text(2, unit, "label")
            sheet.text(3, definition, "text")
            sheet.row += 1
        self._sign(sheet)

    def definitions(self):
        for section in self.sections:
            for row in section.rows:
                unit = self.unit.label if row.unit_kind == "amount" else row.unit_label
                yield row.label, unit, row.definition
        for label, definition in REMARKS:
            yield translated(self.env, label), "", translated(self.env, definition)

    def _write_checks(self) -> None:
        """Unverified records, missing evidence, and published figures that differ."""
        sheet = self._new_sheet(
            translated(self.env, CHECK_SHEET),
            self.env._("Records and Published Figures to Check"),
            CHECK_WIDTHS,
        )
        for register in CHECK_REGISTERS:
            sheet.set_height(24)
            sheet.text(0, translated(self.env, register.title), "subtitle")
            sheet.row += 1
            rows = self.counter(self.summary.rows(register))
            self._table(sheet, register, stacked=True).fill(rows)
            sheet.row += 1
        write_checks(self.env, sheet, self.summary.checks(), self.heading.base_url)
        self._sign(sheet)
