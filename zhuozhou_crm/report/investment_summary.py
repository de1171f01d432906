"""The investment summary (招商引资情况汇总): records in, rows out."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from odoo.api import Environment
from odoo.fields import Datetime, Domain

from .figures import SIGNED, During, KnownBy, Period
from .investment_registers import PIPELINE, PROMOTION
from .registers import Register, count_rows, stream


class IndicatorRow(NamedTuple):
    """One indicator of one period. Amounts are in yuan, percentages are shares of one.

    ``parts`` of a rate are its numerator and denominator: the cohort stays with it.
    """

    id: int
    code: str
    label: str
    unit_kind: str
    unit_label: str
    decimals: int
    value: Any
    target: float | None
    completion: float | None
    comparison_value: Any
    change: Any
    change_rate: float | None
    definition: str
    register: str | None
    parts: tuple | None


class SectionRow(NamedTuple):
    code: str
    label: str
    rows: list[IndicatorRow]


class LeagueTable(NamedTuple):
    """Ranking of teams; ``remarks`` tell how the scores came about."""

    label: str
    columns: list[str]
    rows: list[tuple]
    remarks: list[str]


class CheckRow(NamedTuple):
    """Something to be looked into before the summary is signed."""

    kind: str
    label: str
    published: str
    computed: str
    verdict: str
    explanation: str
    link: str  # model/id


class StageRow(NamedTuple):
    name: str
    count: int
    value: float


class EventRow(NamedTuple):
    name: str
    day: date
    count: int
    value: float


class InvestmentSummary:
    """What one reader may see of one period.

    The figures cost one query per model and each register one SELECT, whatever the number of
    records. How they are shown is the workbook's business. ``teams`` limits what belongs to a team
    to some of them, ``sections`` (codes) the indicators.
    """

    def __init__(
        self,
        env: Environment,
        period: Period,
        comparison: Period | None = None,
        teams=None,
        sections=None,
    ):
        self.env = env
        self.period = period
        self.comparison = comparison
        self.teams = teams
        self.section_codes = sections

    def sections(self) -> list[SectionRow]:
        """The indicators shown in summaries, by section, in their order."""
        domain = Domain("in_summary", "=", True) & Domain("section_id.active", "=", True)
        if self.section_codes:
            domain &= Domain("section_id.code", "in", list(self.section_codes))
        indicators = self.env["investment.indicator"].search(domain)
        parts = indicators.numerator_id | indicators.denominator_id
        readings = (indicators | parts)._evaluate(
            self.period, self.comparison, teams=self.teams
        )
        targets = self.env["investment.target"]._get_targets(
            indicators, self.period, self.teams
        )
        return [
            SectionRow(
                section.code,
                section.name,
                [self._row(one, readings, targets.get(one)) for one in members],
            )
            for section, members in indicators.grouped("section_id").items()
        ]

    def figures(self) -> dict[str, Any]:
        """Values of the indicators in the sections, by code."""
        return {row.code: row.value for section in self.sections() for row in section.rows}

    def _row(self, indicator, readings, target) -> IndicatorRow:
        value, compared, _groups = readings[indicator]
        change = None if None in (value, compared) else value - compared
        parts = (indicator.numerator_id, indicator.denominator_id)
        return IndicatorRow(
            id=indicator.id,
            code=indicator.code,
            label=indicator.name,
            unit_kind=indicator.unit_kind,
            unit_label=indicator._get_unit_label(),
            decimals=indicator.decimals,
            value=value,
            target=target,
            completion=value / target if target and value is not None else None,
            comparison_value=compared,
            change=change,
            # the change of a percentage is told in points
            change_rate=change / compared
            if change is not None and compared and indicator.unit_kind != "percent"
            else None,
            definition=indicator.definition or "",
            register=indicator.register or None,
            parts=tuple(readings[part].value for part in parts) if all(parts) else None,
        )

    def stages(self) -> list[StageRow]:
        """Every investment stage in its order, also the empty ones."""
        domain = KnownBy("first_report_date").domain(self.period) & Domain(PIPELINE)
        values = {
            stage: (count, value)
            for stage, count, value in self.env["crm.lead"]._read_group(
                domain & self._of_teams("crm.lead"),
                ["stage_id"],
                ["__count", "pipeline_value:sum"],
            )
        }
        stages = self.env["crm.stage"].search([("is_investment", "=", True)])
        for stage in values:
            stages |= stage
        return [StageRow(stage.name or "", *values.get(stage, (0, 0.0))) for stage in stages]

    def events(self) -> list[EventRow]:
        """Promotion events of the period, and those at which the period's projects were signed."""
        contributions = "investment.deal.contribution"
        signed = {
            event: (count, value)
            for event, count, value in self.env[contributions]._read_group(
                SIGNED.domain(self.period)
                & Domain("event_id", "!=", False)
                & self._of_teams(contributions),
                ["event_id"],
                ["project_count:sum", "value:sum"],
            )
        }
        held = self.env["event.event"].search(
            During("date_begin").domain(self.period) & Domain(PROMOTION)
        )
        events = held.union(*signed).sorted("date_begin")
        return [
            EventRow(
                event.name,
                Datetime.context_timestamp(event, event.date_begin).date(),
                *signed.get(event, (0, 0.0)),
            )
            for event in events
        ]

    def league_tables(self) -> list[LeagueTable]:
        """The league tables that end in the period; none for who may not read them."""
        tables = self.env["investment.league.table"]
        if not tables.has_access("read"):
            return []
        return [
            self._league_table(table)
            for table in tables.search(
                [
                    ("in_summary", "=", True),
                    ("date_from", ">=", self.period.date_from),
                    ("date_to", "<=", self.period.date_to),
                ]
            )
        ]

    def _league_table(self, table) -> LeagueTable:
        standings = table._get_standings(self.period.as_of)
        return LeagueTable(
            label=table.name,
            columns=[
                self.env._("Rank"),
                self.env._("Team"),
                *table.line_ids.mapped("indicator_id.name"),
                self.env._("Bonuses and penalties"),
                self.env._("Score"),
            ],
            rows=[
                (
                    one.rank,
                    one.team.name,
                    *(score.points for score in one.scores),
                    one.adjustment,
                    one.total,
                )
                for one in standings
            ],
            remarks=table._get_remarks(),
        )

    def checks(self) -> list[CheckRow]:
        """Figures published for the period that differ from the records; none for who may not
        read them. What awaits verification is a register of its own."""
        figures = self.env["investment.published.figure"]
        if not figures.has_access("read"):
            return []
        found = figures.search(
            [
                ("text_id.active", "=", True),
                ("text_id.date_from", ">=", self.period.date_from),
                ("text_id.date_to", "<=", self.period.date_to),
            ]
        )
        verdicts = dict(figures._fields["verdict"]._description_selection(self.env))
        return [
            CheckRow(
                kind="published",
                label=f"{figure.text_id.name}: {figure.name}",
                published=figure._print_published(),
                computed=figure.computed_text or "",
                verdict=verdicts[figure.verdict],
                explanation=figure.explanation or "",
                link=f"investment.published.text/{figure.text_id.id}",
            )
            for figure in found
            if figure.verdict == "differs"
        ]

    def rows(self, register: Register) -> Iterator[tuple[int, list]]:
        return stream(self.env, register, self.period, self.teams)

    def count(self, register: Register) -> int:
        return count_rows(self.env, register, self.period, self.teams)

    def _of_teams(self, model: str) -> Domain:
        path = self.env["investment.indicator"]._get_figure_sources().get(model, {}).get("team")
        return Domain(path, "in", self.teams.ids) if self.teams and path else Domain.TRUE
