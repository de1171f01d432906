"""Working days of the Chinese statutory calendar: holidays, make-up days, local overrides.

The State Council announces every November which weekdays of the next year are off and on which
weekends work is made up for them. The announced years come with the PyPI package ``holidays``; for
a later year the package knows the festivals but not the make-up days, so whatever is counted in
it may still move. Overrides (a day → worked or not) go before the package: they correct a day and
fill in a year that is not announced yet.
"""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache

from holidays import China

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def is_weekend(day):
    return day.weekday() >= SATURDAY


@lru_cache(maxsize=128)
def _get_statutory_year(year):
    """Working days of the year as the package has them, and whether they are announced."""
    china = China(years=year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    announced = any(day.year == year for day in china.weekend_workdays)
    return frozenset(day for day in days if china.is_working_day(day)), announced


class WorkingCalendar:
    """Counts working days; immutable, so one may serve everybody.

    A deadline of N working days does not count the day it runs from: ``add(day, 1)`` is the first
    working day after ``day``. A span of work counts both its ends: ``count(first, last)``.
    """

    def __init__(self, overrides=None):
        self._overrides = dict(overrides or {})
        self._years = {}

    def is_working(self, day):
        if day in self._overrides:
            return self._overrides[day]
        return day in _get_statutory_year(day.year)[0]

    def add(self, day, number):
        """The ``number``-th working day after ``day``, before it if negative; for 0 the day
        itself, or the next working day if it is none."""
        if number == 0:
            return day if self.is_working(day) else self.add(day, 1)
        year, days = day.year, self._get_working_days(day.year)
        if number < 0:
            back, position = -number, bisect_left(days, day)
            while back > position:
                back -= position
                year -= 1
                days = self._get_working_days(year)
                position = len(days)
            return days[position - back]
        position = bisect_right(days, day)
        while number > len(days) - position:
            number -= len(days) - position
            year += 1
            days, position = self._get_working_days(year), 0
        return days[position + number - 1]

    def count(self, first, last):
        """Working days from ``first`` to ``last``, both included; 0 if they are reversed."""
        if first > last:
            return 0
        whole_years = range(first.year + 1, last.year)
        between = sum(len(self._get_working_days(year)) for year in whole_years)
        days = self._get_working_days(first.year)
        if first.year == last.year:
            return bisect_right(days, last) - bisect_left(days, first)
        upto = bisect_right(self._get_working_days(last.year), last)
        return len(days) - bisect_left(days, first) + between + upto

    def late(self, due, done):
        """Working days by which ``done`` is later than ``due``; 0 if it is in time."""
        return self.count(due + ONE_DAY, done) if done > due else 0

    def nth_of_month(self, month, number):
        """The ``number``-th working day of the month that begins on ``month``."""
        return self.add(month - ONE_DAY, number)

    def list_days(self, first, last):
        """The working days from ``first`` to ``last``, both included, in their order."""
        return [
            day
            for year in range(first.year, last.year + 1)
            for day in self._get_working_days(year)
            if first <= day <= last
        ]

    def is_official(self, year):
        """Whether the make-up days of the year are known: announced, or filled in by hand (every
        announcement so far has made up for some days on a weekend)."""
        return _get_statutory_year(year)[1] or any(
            day.year == year and worked and is_weekend(day)
            for day, worked in self._overrides.items()
        )

    def _get_working_days(self, year):
        if year not in self._years:
            days = set(_get_statutory_year(year)[0])
            for day, worked in self._overrides.items():
                if day.year == year:
                    (days.add if worked else days.discard)(day)
            self._years[year] = sorted(days)
        return self._years[year]
