from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.working_days import WorkingCalendar

# Notices of the General Office of the State Council on the holidays of each year: (first, last)
# day off of every holiday, and the weekend days on which work is made up.
OFFICIAL = {
    2023: (  # 国办发明电〔2022〕16号
        [
            ("01-01", "01-02"),
            ("01-21", "01-27"),
            ("04-05", "04-05"),
            ("04-29", "05-03"),
            ("06-22", "06-24"),
            ("09-29", "10-06"),
        ],
        ["01-28", "01-29", "04-23", "05-06", "06-25", "10-07", "10-08"],
        249,
    ),
    2024: (  # 国办发明电〔2023〕7号
        [
            ("01-01", "01-01"),
            ("02-10", "02-17"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("06-10", "06-10"),
            ("09-15", "09-17"),
            ("10-01", "10-07"),
        ],
        ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
        251,
    ),
    2025: (  # 国办发明电〔2024〕12号
        [
            ("01-01", "01-01"),
            ("01-28", "02-04"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("05-31", "06-02"),
            ("10-01", "10-08"),
        ],
        ["01-26", "02-08", "04-27", "09-28", "10-11"],
        248,
    ),
    2026: (  # 国办发明电〔2025〕7号
        [
            ("01-01", "01-03"),
            ("02-15", "02-23"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("06-19", "06-21"),
            ("09-25", "09-27"),
            ("10-01", "10-07"),
        ],
        ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
        248,
    ),
}
DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


def day(year, text):
    return date.fromisoformat(f"{year}-{text}")


def days_of(year):
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def official_working_days(year):
    """Working days by the notice alone: weekdays, less days off, plus days made up."""
    holidays, made_up, _total = OFFICIAL[year]
    off = {
        one
        for first, last in holidays
        for one in days_of(year)
        if day(year, first) <= one <= day(year, last)
    }
    worked = {day(year, text) for text in made_up}
    return [
        one for one in days_of(year) if one in worked or (one.weekday() < 5 and one not in off)
    ]


@tagged("post_install", "-at_install")
class TestWorkingDays(BaseCase):
    """The calendar against the notices, on every day of 2023 to 2026, and its arithmetic."""

    def test_statutory_calendar(self):
        calendar = WorkingCalendar()
        for year, (_holidays, made_up, total) in OFFICIAL.items():
            expected = set(official_working_days(year))
            self.assertEqual(len(expected), total, year)
            for text in made_up:
                self.assertGreaterEqual(day(year, text).weekday(), 5, "made up on a weekend")
            for one in days_of(year):
                with self.subTest(day=one):
                    self.assertEqual(calendar.is_working(one), one in expected)
            self.assertEqual(calendar.count(date(year, 1, 1), date(year, 12, 31)), total)
            self.assertTrue(calendar.is_official(year))

    def test_arithmetic_against_walking(self):
        """From every day of two years, forward, back and across the turn of the year."""
        calendar = WorkingCalendar()
        working = [one for year in OFFICIAL for one in official_working_days(year)]
        for start in days_of(2024) + days_of(2025):
            after = [one for one in working if one > start][:21]
            before = [one for one in working if one < start][-20:]
            with self.subTest(start=start):
                self.assertEqual(
                    [calendar.add(start, number) for number in (1, 2, 10, 20)],
                    [after[number - 1] for number in (1, 2, 10, 20)],
                )
                self.assertEqual(
                    [calendar.add(start, -number) for number in (1, 2, 20)],
                    [before[-number] for number in (1, 2, 20)],
                )
                at_once = start if start in working else after[0]
                self.assertEqual(calendar.add(start, 0), at_once)
                end = start + timedelta(days=30)
                self.assertEqual(
                    calendar.count(start, end), len([d for d in working if start <= d <= end])
                )

    @settings(max_examples=100, deadline=None, database=None)
    @given(start=DAYS, number=st.integers(1, 600))
    def test_adding_and_counting_agree(self, start, number):
        calendar = WorkingCalendar()
        end = calendar.add(start, number)
        self.assertTrue(calendar.is_working(end))
        self.assertEqual(calendar.late(start, end), number)
        self.assertEqual(
            calendar.count(start, end), number + (1 if calendar.is_working(start) else 0)
        )

    def test_land_task_of_the_article(self):
        """15个工作日: both ends counted, the make-up Sunday 23 April a working day."""
        calendar = WorkingCalendar()
        self.assertEqual(calendar.count(date(2023, 4, 3), date(2023, 4, 21)), 14)
        self.assertEqual(calendar.count(date(2023, 4, 3), date(2023, 4, 23)), 15)

    def test_reversed_and_single_days(self):
        calendar = WorkingCalendar()
        self.assertEqual(calendar.count(date(2024, 3, 5), date(2024, 3, 4)), 0)
        self.assertEqual(calendar.count(date(2024, 3, 5), date(2024, 3, 5)), 1)
        self.assertEqual(calendar.count(date(2024, 3, 9), date(2024, 3, 9)), 0)
        self.assertEqual(calendar.late(date(2024, 3, 8), date(2024, 3, 10)), 0, "a weekend")
        self.assertEqual(calendar.late(date(2024, 3, 8), date(2024, 3, 11)), 1)
        self.assertEqual(calendar.late(date(2024, 3, 8), date(2024, 3, 1)), 0)

    def test_nth_of_month(self):
        calendar = WorkingCalendar()
        for month, fifth in (
            ("2023-01-01", "2023-01-09"),  # 1 and 2 January off
            ("2023-10-01", "2023-10-11"),  # 7 and 8 October made up
            ("2024-02-01", "2024-02-06"),  # Sunday 4 February made up
            ("2024-05-01", "2024-05-10"),  # five days off
            ("2024-02-18", "2024-02-22"),  # Sunday, made up
        ):
            with self.subTest(month=month):
                self.assertEqual(
                    calendar.nth_of_month(date.fromisoformat(month), 5),
                    date.fromisoformat(fifth),
                )

    def test_overrides(self):
        """A local exception goes before the notice, both ways, and is counted."""
        flood, made_up = date(2024, 8, 7), date(2024, 8, 10)
        calendar = WorkingCalendar({flood: False, made_up: True})
        self.assertFalse(calendar.is_working(flood))
        self.assertTrue(calendar.is_working(made_up))
        self.assertEqual(calendar.add(date(2024, 8, 6), 1), date(2024, 8, 8))
        self.assertEqual(calendar.add(date(2024, 8, 9), 1), made_up)
        self.assertEqual(calendar.count(date(2024, 8, 5), date(2024, 8, 11)), 5)
        self.assertEqual(calendar.count(date(2024, 1, 1), date(2024, 12, 31)), 251)

    def test_year_without_notice(self):
        """Until a make-up day is known, nobody knows the year; filled in by hand, it is known."""
        self.assertFalse(WorkingCalendar().is_official(2028))
        self.assertFalse(WorkingCalendar({date(2028, 10, 9): False}).is_official(2028))
        self.assertTrue(WorkingCalendar({date(2028, 10, 8): True}).is_official(2028))
        self.assertFalse(WorkingCalendar({date(2028, 10, 8): True}).is_official(2029))
