"""Figures as declarations, evaluated in one SELECT per model.

A figure is data: a code, a label, a unit and *how* it is measured (model, measure, domain, and
which days it looks at). Nothing here knows a particular figure, nor what a workbook looks like.
The reader's record rules hold, because every SELECT starts from ``_search``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from odoo.api import Environment
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.translate import LazyGettext


@dataclass(frozen=True)
class Period:
    """The days a summary covers, and the day its data stand at.

    Facts dated after ``as_of`` are left out even inside the period: a summary of the running
    year made in May does not hold June's planned signing.
    """

    date_from: date
    date_to: date
    as_of: date

    @property
    def last_day(self) -> date:
        return min(self.date_to, self.as_of)

    @property
    def eve(self) -> date:
        """The day before the period: what stood then is the opening stock."""
        return self.date_from - timedelta(days=1)


# --- when: which days a figure looks at ---------------------------------------------------------


@dataclass(frozen=True)
class During:
    """Facts dated inside the period; a moment falls on the day it has for the reader."""

    date_field: str

    def domain(self, period: Period) -> Domain:
        return Domain(self.date_field, ">=", period.date_from) & Domain(
            self.date_field, "<=", period.last_day
        )


@dataclass(frozen=True)
class StandingAt:
    """What stands on a day: begun by then and not yet ended (an end on that day has ended it)."""

    since: str
    until: str
    day: str  # a property of Period: eve, last_day or as_of

    def domain(self, period: Period) -> Domain:
        day = getattr(period, self.day)
        return Domain(self.since, "<=", day) & (
            Domain(self.until, "=", False) | Domain(self.until, ">", day)
        )


@dataclass(frozen=True)
class All:
    """Several conditions on the days at once."""

    parts: tuple

    def domain(self, period: Period) -> Domain:
        return Domain.AND(part.domain(period) for part in self.parts)


@dataclass(frozen=True)
class KnownBy:
    """The records as they stand now, of those known by the as-of date (or of unknown date)."""

    date_field: str

    def domain(self, period: Period) -> Domain:
        return Domain(self.date_field, "<=", period.as_of) | Domain(self.date_field, "=", False)


@dataclass(frozen=True)
class Always:
    """Whatever the days."""

    def domain(self, period: Period) -> Domain:
        return Domain.TRUE


# --- how: what is measured ----------------------------------------------------------------------


@dataclass(frozen=True)
class Measure:
    """``measure`` is ``count``, ``distinct:<field>`` or ``sum:<field>``."""

    model: str
    measure: str
    when: Any
    domain: list = field(default_factory=list)

    def full_domain(self, period: Period) -> Domain:
        return self.when.domain(period) & Domain(self.domain)


@dataclass(frozen=True)
class Growth:
    """Growth from one figure to another, computed from the two stocks and never stored."""

    start: str
    end: str

    def compute(self, values: dict) -> float | None:
        start, end = values[self.start], values[self.end]
        return (end - start) / start if start else None


@dataclass(frozen=True)
class Figure:
    code: str
    label: LazyGettext
    unit: LazyGettext | None  # None: money, in the unit that the reader chose
    how: Measure | Growth
    definition: LazyGettext
    register: str | None = None  # code of the register that lists the records behind it


def translated(env: Environment, term: LazyGettext) -> str:
    """A text of the declarations in the reader's language."""
    return term._translate(env.lang or "en_US")


def evaluate(env: Environment, figures: Iterable[Figure], period: Period) -> dict[str, Any]:
    """Values by code; the number of queries is the number of models, whatever the figures."""
    values, by_model, derived = {}, {}, []
    for figure in figures:
        if isinstance(figure.how, Measure):
            by_model.setdefault(figure.how.model, []).append(figure)
        else:
            derived.append(figure)
    for model_name, group in by_model.items():
        values.update(_evaluate_model(env, model_name, group, period))
    for figure in derived:
        values[figure.code] = figure.how.compute(values)
    return values


def _evaluate_model(env, model_name, figures, period) -> dict[str, Any]:
    model = env[model_name]
    domains = [figure.how.full_domain(period) for figure in figures]
    # the union of the figures' own days lets PostgreSQL use the date indexes
    query = model._search(Domain.OR(figure.how.when.domain(period) for figure in figures))
    if query.is_empty():
        return {figure.code: 0 for figure in figures}
    columns = [
        _aggregate(model, query, figure.how.measure, domain)
        for figure, domain in zip(figures, domains, strict=True)
    ]
    [row] = env.execute_query(query.select(*columns))
    return {figure.code: value for figure, value in zip(figures, row, strict=True)}


def _aggregate(model, query, measure: str, domain: Domain) -> SQL:
    function, _sep, field_name = measure.partition(":")
    column = (
        SQL("*") if function == "count" else model._field_to_sql(query.table, field_name, query)
    )
    pattern = {
        "count": SQL("COUNT(%s)", column),
        "distinct": SQL("COUNT(DISTINCT %s)", column),
        "sum": SQL("SUM(%s)", column),
    }[function]
    condition = domain.optimize_full(model)._to_sql(model, query.table, query)
    return SQL("COALESCE(%s FILTER (WHERE %s), 0)", pattern, condition)
