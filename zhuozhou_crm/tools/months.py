"""Months as their first day, and the month that is reported on."""

from datetime import date, timedelta

MONTHS_PER_YEAR = 12


def first_of_month(day):
    return day.replace(day=1)


def previous_month(day):
    """First day of the month before that of ``day``."""
    return first_of_month(first_of_month(day) - timedelta(days=1))


def next_month(day):
    """First day of the month after that of ``day``."""
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month, MONTHS_PER_YEAR)
    return date(year, month + 1, 1)


def elapsed_share(month):
    """Share of its year that has passed at the end of ``month`` (序时进度)."""
    return month.month / MONTHS_PER_YEAR
