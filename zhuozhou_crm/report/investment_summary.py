"""The investment summary (招商引资情况汇总): records in, rows out."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from odoo.api import Environment
from odoo.fields import Datetime, Domain

from .figures import During, KnownBy, Period, evaluate
from .investment_figures import FIGURES, PIPELINE, PROMOTION, SIGNED
from .registers import Register, stream


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
    records. Amounts are in yuan; how they are shown is the workbook's business.
    """

    def __init__(self, env: Environment, period: Period):
        self.env = env
        self.period = period

    def figures(self) -> dict[str, Any]:
        return evaluate(self.env, FIGURES, self.period)

    def stages(self) -> list[StageRow]:
        """Every investment stage in its order, also the empty ones."""
        domain = KnownBy("first_report_date").domain(self.period) & Domain(PIPELINE)
        values = {
            stage: (count, value)
            for stage, count, value in self.env["crm.lead"]._read_group(
                domain, ["stage_id"], ["__count", "pipeline_value:sum"]
            )
        }
        stages = self.env["crm.stage"].search([("is_investment", "=", True)])
        for stage in values:
            stages |= stage
        return [StageRow(stage.name or "", *values.get(stage, (0, 0.0))) for stage in stages]

    def events(self) -> list[EventRow]:
        """Promotion events of the period, and those at which the period's projects were signed."""
        signed = {
            event: (count, value)
            for event, count, value in self.env["investment.deal.contribution"]._read_group(
                SIGNED.domain(self.period) & Domain("event_id", "!=", False),
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

    def rows(self, register: Register) -> Iterator[tuple[int, tuple]]:
        return stream(self.env, register, self.period)
