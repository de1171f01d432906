"""The investment summary as a text with tables: what Word and the printed page have in common.

Paragraphs tell the indicators section by section, as the weekly 专报 does; behind them stand the
tables that the workbook has as sheets. Numbers are formatted here, for a text has no formats.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from odoo.api import Environment
from odoo.tools import format_date

from .check_registers import CHECK_REGISTERS
from .document_blocks import Head, Paragraph, Signature, Subtitle, Table, Title
from .document_rows import RegisterRows, chinese_number
from .figures import translated
from .investment_registers import REGISTERS
from .xlsx_book import Heading, RowCounter, Unit, get_linked_model

#: Rows of a register in a text; whoever needs more takes the workbook.
MOST_ROWS = 1000
STYLES = {
    **dict.fromkeys(("amount", "count", "decimal", "days_since", "late", "percent"), "number"),
    **dict.fromkeys(("date", "month", "number", "light"), "date"),
}


class SummaryDocument:
    """Blocks of the text, in their order."""

    def __init__(
        self,
        env: Environment,
        summary,
        heading: Heading,
        unit: str,
        counter: RowCounter,
        sheets=None,
        comparison: str = "",
    ):
        self.env = env
        self.summary = summary
        self.heading = heading
        self.unit = Unit.of(env, unit)
        self.counter = counter
        self.sheets = sheets
        self.comparison = comparison if summary.comparison else ""
        self._tables = 0

    @property
    def _marks(self) -> tuple[str, str, str]:
        """Comma, semicolon and full stop; catalogues hold words only."""
        return ("，", "；", "。") if self._is_chinese else (", ", "; ", ".")

    @property
    def _is_chinese(self) -> bool:
        return (self.env.lang or "").startswith("zh")

    @property
    def title(self) -> str:
        return self.env._(
            "%(title)s, %(period)s",
            title=self.env._("Investment Promotion Summary"),
            period=self.heading.period_label,
        )

    def blocks(self) -> Iterator:
        sections = self.summary.sections()
        yield Title(self.title)
        yield Subtitle(self.env._("Data as of %(date)s", date=self._day(self.heading.as_of)))
        number = 0
        if self._has("overview"):
            for number, section in enumerate(sections, 1):
                yield Head(self._numbered(number, section.label))
                yield Paragraph(self._tell(section.rows))
        yield Signature(
            (
                self.heading.office,
                self._day(self.heading.made_on),
                self.env._("Prepared by: %(name)s", name=self.heading.maker),
                self.env._("Reviewed by: %(name)s", name=self.heading.reviewer).rstrip(),
            )
        )
        yield from self._make_tables(sections)

    def _make_tables(self, sections) -> Iterator:
        if self._has("overview"):
            yield self._make_overview(sections)
            yield self._make_stages()
        for register in REGISTERS:
            if self._has(register.code):
                yield self._make_register(register)
        if self._has("leagues"):
            for league in self.summary.league_tables():
                yield self._make_league(league)
        if self._has("definitions"):
            yield self._make_definitions(sections)
        if self._has("checks"):
            for register in CHECK_REGISTERS:
                table = self._make_register(register)
                if table.rows:
                    yield table
            if checks := self.summary.checks():
                yield self._make_checks(checks)

    def _has(self, code: str) -> bool:
        return self.sheets is None or code in self.sheets

    # sentences

    def _tell(self, rows) -> str:
        """What is nought now and then needs no words."""
        told = [self._tell_row(row) for row in rows if row.value or row.comparison_value]
        comma, semicolon, stop = self._marks
        return semicolon.join(told or [self.env._("Nothing to report")]) + stop

    def _tell_row(self, row) -> str:
        text = self.env._(
            "%(label)s %(value)s", label=row.label, value=self._with_unit(row, row.value)
        )
        remarks = []
        if row.change_rate is not None:
            remarks.append(self._tell_change(row))
        if row.completion is not None:
            remarks.append(
                self.env._("%(share)s of the target of the year", share=f"{row.completion:.1%}")
            )
        if not remarks:
            return text
        return self.env._(
            "%(text)s (%(remarks)s)", text=text, remarks=self._marks[0].join(remarks)
        )

    def _tell_change(self, row) -> str:
        values = {"label": self.comparison, "rate": f"{abs(row.change_rate):.1%}"}
        if row.change_rate < 0:
            return self.env._("%(rate)s less than: %(label)s", **values)
        return self.env._("%(rate)s more than: %(label)s", **values)

    def _with_unit(self, row, value) -> str:
        shown = self._figure(row, value)
        if value is None or row.unit_kind == "percent":
            return shown
        label = self.unit.label if row.unit_kind == "amount" else row.unit_label
        return self.env._("%(value)s %(unit)s", value=shown, unit=label)

    # tables

    def _make_overview(self, sections) -> Table:
        targets = any(row.target for section in sections for row in section.rows)
        labels = [
            self.env._("Field of work"),
            self.env._("Indicator"),
            self.env._("Unit of measure"),
            self.env._("Figure"),
        ]
        if targets:
            labels += [self.env._("Target of the year"), self.env._("Completion")]
        if self.comparison:
            labels += [self.comparison, self.env._("Change"), self.env._("Rate of change")]
        rows = [
            (None, self._overview_row(section, row, targets))
            for section in sections
            for row in section.rows
        ]
        numbers = len(labels) - 3
        styles = ["text"] * 3 + ["number"] * numbers
        widths = [13, 36, 12, *[13] * numbers]
        return self._table(self.env._("Overview sheet"), labels, widths, styles, rows)

    def _overview_row(self, section, row, targets: bool) -> list[str]:
        texts = [
            section.label if row is section.rows[0] else "",
            row.label,
            self.unit.label if row.unit_kind == "amount" else row.unit_label,
            self._figure(row, row.value),
        ]
        if targets:
            texts += [
                "" if row.target is None else self._figure(row, row.target),
                "" if row.completion is None else f"{row.completion:.1%}",
            ]
        if self.comparison:
            rate = row.change_rate
            texts += [
                self._figure(row, row.comparison_value),
                self._change(row),
                "—" if rate is None else f"{rate:.1%}",
            ]
        return texts

    def _change(self, row) -> str:
        if row.change is not None and row.unit_kind == "percent":
            return f"{row.change * 100:.1f}{self.env._(' points')}"
        return self._figure(row, row.change)

    def _make_stages(self) -> Table:
        stages = self.summary.stages()
        labels = [
            self.env._("Pipeline by stage"),
            self.env._("Number of projects"),
            self.env._("Value (%(unit)s)", unit=self.unit.label),
        ]
        rows = [
            (None, [stage.name, f"{stage.count:,}", self._amount(stage.value)])
            for stage in stages
        ]
        total = [
            self.env._("Total"),
            f"{sum(stage.count for stage in stages):,}",
            self._amount(sum(stage.value for stage in stages)),
        ]
        styles = ["text", "number", "number"]
        return self._table(labels[0], labels, [30, 20, 20], styles, rows, total)

    def _make_register(self, register) -> Table:
        lines = self.counter(self.summary.rows(register))
        url = f"{self.heading.base_url}/odoo/{get_linked_model(self.env, register)}"
        writer = RegisterRows(self, register, url)
        rows = [writer.row(*line) for line in islice(lines, MOST_ROWS)]
        rest = sum(1 for _line in lines)
        notes = [translated(self.env, register.note)] if register.note else []
        if rest:
            more = self.env._("%(rows)s more rows stand in the workbook.", rows=f"{rest:,}")
            notes.append(more)
        if not rows:
            notes.append(translated(self.env, register.empty))
        return self._table(
            translated(self.env, register.title),
            [writer.label(column) for column in register.columns],
            [column.width for column in register.columns],
            [STYLES.get(column.kind, "text") for column in register.columns],
            rows,
            writer.total() if rows and not rest else None,
            notes,
            writer.number_column,
            writer.fills(),
        )

    def _make_league(self, league) -> Table:
        rows = [(None, [self._plain(value) for value in values]) for values in league.rows]
        widths = [24, *[15] * (len(league.columns) - 1)]
        first = league.rows[0] if league.rows else league.columns
        styles = ["text" if isinstance(value, str) else "number" for value in first]
        return self._table(
            league.label, league.columns, widths, styles, rows, None, league.remarks
        )

    def _make_definitions(self, sections) -> Table:
        rows = [
            (None, [row.label, row.definition]) for section in sections for row in section.rows
        ]
        labels = [self.env._("Indicator"), self.env._("Definition")]
        return self._table(
            self.env._("Definitions of the Figures"), labels, [36, 84], ["text"] * 2, rows
        )

    def _make_checks(self, checks) -> Table:
        labels = [
            self.env._("Published figure"),
            self.env._("Published"),
            self.env._("Computed"),
            self.env._("Verdict"),
            self.env._("Explanation of the difference"),
        ]
        rows = [
            (
                check.link and f"{self.heading.base_url}/odoo/{check.link}",
                [
                    check.label,
                    self._plain(check.published),
                    self._plain(check.computed),
                    check.verdict,
                    check.explanation or "",
                ],
            )
            for check in checks
        ]
        title = self.env._("Published figures that differ")
        styles = ["text", "number", "number", "text", "text"]
        return self._table(title, labels, [30, 14, 14, 12, 50], styles, rows)

    def _table(
        self,
        title,
        columns,
        widths,
        styles,
        rows,
        total=None,
        notes=(),
        link_column=0,
        fills=None,
    ) -> Table:
        self._tables += 1
        return Table(
            self.env._("Annex %(number)s", number=self._tables),
            title,
            self.env._("Unit: %(unit)s", unit=self.unit.label),
            tuple(columns),
            tuple(widths),
            tuple(styles),
            rows,
            total,
            tuple(notes),
            link_column,
            fills or {},
        )

    # texts

    def _numbered(self, number: int, text: str) -> str:
        if self._is_chinese:
            return f"{chinese_number(number)}、{text}"
        return f"{number}. {text}"

    def _figure(self, row, value) -> str:
        if value is None:
            return "—"
        if row.unit_kind == "amount":
            return self._amount(value)
        if row.unit_kind == "percent":
            return f"{value:.{row.decimals}%}"
        return f"{value:,.{row.decimals}f}"

    def _amount(self, value) -> str:
        return f"{self.unit.convert(value or 0):,.2f}"

    def _plain(self, value) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"

    def _day(self, day: date) -> str:
        return format_date(self.env, day, date_format="long")
