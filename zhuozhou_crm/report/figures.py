"""Periods, and which days a figure or a register looks at.

Nothing here knows a particular figure, nor what a workbook looks like.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from odoo.api import Environment
from odoo.fields import Domain
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

    @property
    def constants(self) -> dict[str, date]:
        """The days that the condition of an indicator may name."""
        names = ("date_from", "date_to", "as_of", "last_day", "eve")
        return {name: getattr(self, name) for name in names}

    def same_last_year(self) -> "Period":
        """The same days one year earlier, known as far as this period is known."""
        days = (self.date_from, self.date_to, self.as_of)
        return Period(*(_months_later(day, -12) for day in days))

    def previous(self) -> "Period":
        """The period of the same length right before; whole months step by months."""
        if self.date_from.day == 1 and (self.date_to + timedelta(days=1)).day == 1:
            months = self.date_to.month - self.date_from.month + 1
            months += 12 * (self.date_to.year - self.date_from.year)
            days = (self.date_from, self.date_to, self.as_of)
            return Period(*(_months_later(day, -months) for day in days))
        step = self.date_to - self.date_from + timedelta(days=1)
        return Period(self.date_from - step, self.date_to - step, self.as_of - step)

    def months(self) -> Iterator["Period"]:
        """The calendar months that the period touches and that have begun by the as-of date."""
        first = self.date_from
        while first <= self.last_day:
            last = _month_end(first)
            yield Period(first, min(last, self.date_to), self.as_of)
            first = last + timedelta(days=1)

    def elapsed_share(self) -> float:
        """序时进度: the share of the period that has passed at the as-of date."""
        passed = (self.last_day - self.eve).days
        return max(passed, 0) / (self.date_to - self.eve).days


def year_period(year: int, as_of: date | None = None) -> Period:
    last = date(year, 12, 31)
    return Period(date(year, 1, 1), last, min(as_of or last, last))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _months_later(day: date, months: int) -> date:
    """The same day of another month; the last day of a month stays the last."""
    index = day.year * 12 + day.month - 1 + months
    last = monthrange(index // 12, index % 12 + 1)[1]
    is_end = day == _month_end(day)
    return date(index // 12, index % 12 + 1, last if is_end else min(day.day, last))


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
        begun = Domain(self.since, "<=", day)
        if not self.until:
            return begun
        return begun & (Domain(self.until, "=", False) | Domain(self.until, ">", day))


@dataclass(frozen=True)
class YearToDate:
    """Facts of the year in which the period ends, from its first day to the last of the period."""

    date_field: str

    def domain(self, period: Period) -> Domain:
        first = period.last_day.replace(month=1, day=1)
        return Domain(self.date_field, ">=", first) & Domain(
            self.date_field, "<=", period.last_day
        )


@dataclass(frozen=True)
class Touching:
    """What stood on some day of the period: begun by its end, and not ended before it."""

    since: str
    until: str

    def domain(self, period: Period) -> Domain:
        open_then = Domain(self.until, "=", False) | Domain(self.until, ">=", period.date_from)
        return Domain(self.since, "<=", period.last_day) & open_then


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


#: An agreement as it counts on the as-of date, in the period in which it was signed.
SIGNED = All((During("signing_date"), StandingAt("valid_from", "valid_to", "as_of")))


def translated(env: Environment, term: LazyGettext) -> str:
    """A text of the declarations in the reader's language."""
    return term._translate(env.lang or "en_US")
