from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .light_common import PLAN, TODAY, LightCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLightConditions(LightCommon):
    """One table per condition: the facts, and whether the rule holds."""

    def _check(self, rule, cases):
        """``cases``: (why, project values, holds); the other light is green."""
        self._only(rule, ("green", "always", 0, True))
        for why, values, holds in cases:
            with self.subTest(rule=rule, case=why):
                project = self._new_project(**values)
                self.assertEqual(project.light, rule[0] if holds else "green")

    def test_points_behind(self):
        # 序时进度 at the end of October: 100 of 120 million
        at_30, beyond_30 = 64e6, 64e6 - 0.01
        cases = [
            ("nothing filed", {"plan": PLAN}, True),
            ("exactly 30 points", {"plan": PLAN, "completed": at_30}, None),
            ("a fen beyond", {"plan": PLAN, "completed": beyond_30}, True),
            ("a fen before", {"plan": PLAN, "completed": 64e6 + 0.01}, False),
            ("on schedule", {"plan": PLAN, "completed": 100e6}, False),
            ("ahead", {"plan": PLAN, "completed": 150e6}, False),
            ("no plan", {"completed": 1e6}, False),
            ("plan zero", {"plan": 0, "completed": 0}, False),
            (
                "November does not count yet",
                {"plan": PLAN, "months": [("2024-11-01", 100e6, "submitted")]},
                True,
            ),
            (
                "a draft does not count",
                {"plan": PLAN, "months": [("2024-10-01", 100e6, "draft")]},
                True,
            ),
            (
                "last year does not count",
                {"plan": PLAN, "months": [("2023-12-01", 100e6, "submitted")]},
                True,
            ),
            (
                "January counts",
                {"plan": PLAN, "months": [("2024-01-01", 100e6, "submitted")]},
                False,
            ),
            (
                "not yet due to start",
                {
                    "plan": PLAN,
                    "actual_start_date": False,
                    "planned_start_date": "2024-11-01",
                },
                False,
            ),
            ("built", {"plan": PLAN, "actual_completion_date": "2024-05-01"}, False),
        ]
        for included in (True, False):
            self._check(
                ("red", "points_behind", 30, included),
                [
                    (why, values, included if holds is None else holds)
                    for why, values, holds in cases
                ],
            )

    def test_points_of_a_third(self):
        """Twelfths that do not end in decimals are measured exactly."""
        self._check(
            ("red", "points_behind", 10, True),
            [
                ("10/12 − 0.1", {"plan": 30e6, "completed": 22e6}, True),
                ("a fen before", {"plan": 30e6, "completed": 22e6 + 0.01}, False),
            ],
        )

    def test_turn_of_the_year(self):
        """In January the whole of last year is due; from 1 February a twelfth of the new one."""
        self._only(("red", "points_behind", 0, False), ("green", "always", 0, True))
        project = self._new_project(
            plan_ids=[Command.create({"year": year, "amount": PLAN}) for year in (2024, 2025)],
            months=[("2024-06-01", 0, "submitted")],
        )
        for now, completed, behind in (
            # midnight in China is 16:00 the day before
            ("2024-12-31 15:59:59", PLAN - 0.01, False),  # November: 11/12 are due
            ("2024-12-31 16:00:00", PLAN - 0.01, True),  # December: a fen is missing
            ("2025-01-31 15:59:59", PLAN - 0.01, True),
            ("2025-01-31 15:59:59", PLAN, False),
            ("2025-01-31 16:00:00", PLAN, True),  # January: nothing yet of the new plan
        ):
            with self.subTest(now=now, completed=completed), freeze_time(now):
                project.progress_ids.amount = completed
                self.env["investment.project"]._cron_light()
                self.assertEqual(project.light, "red" if behind else "green")
        with freeze_time("2025-02-01"):
            january = project.progress_ids.copy({"month": "2025-01-01", "state": "submitted"})
            for amount, light in ((PLAN / 12, "green"), (PLAN / 12 - 0.01, "red")):
                with self.subTest(january=amount):
                    january.amount = amount
                    self.assertEqual(project.light, light)

    def test_plan_changed_in_the_year(self):
        """序时进度 is that of the plan in force, whatever it was before."""
        self._only(("red", "points_behind", 30, False), ("green", "always", 0, True))
        project = self._new_project(plan=PLAN, completed=64e6)
        for amount, light in (
            (PLAN, "green"),
            (PLAN + 1, "red"),
            (PLAN - 1, "green"),
            (0, "green"),
        ):
            with self.subTest(amount=amount):
                project.plan_ids.amount = amount
                self.assertEqual(project.light, light)
        project.plan_ids.amount = 2 * PLAN
        self.assertEqual(project.light, "red")
        project.plan_ids.unlink()
        self.assertEqual(project.light, "green", "Nothing to be behind of")

    def test_ratio_behind(self):
        cases = [
            ("exactly 60 %", {"plan": PLAN, "completed": 60e6}, None),
            ("below", {"plan": PLAN, "completed": 59.99e6}, True),
            ("above", {"plan": PLAN, "completed": 60.01e6}, False),
            ("no plan", {"completed": 0}, False),
            ("plan zero", {"plan": 0, "completed": 0}, False),
        ]
        for included in (True, False):
            self._check(
                ("red", "ratio_behind", 60, included),
                [
                    (why, values, included if holds is None else holds)
                    for why, values, holds in cases
                ],
            )

    def test_months_overdue_start(self):
        def planned(day, **values):
            return {"actual_start_date": False, "planned_start_date": day, **values}

        self._check(
            ("yellow", "months_overdue_start", 1, True),
            [
                ("last day of the month", planned("2024-10-31"), True),
                ("first day of the month", planned("2024-10-01"), True),
                ("first day of the next", planned("2024-11-01"), False),
                ("no planned start", planned(False), False),
                ("started since", planned("2024-10-01", actual_start_date="2024-11-05"), False),
                ("built", planned("2024-10-01", actual_completion_date="2024-11-05"), False),
            ],
        )
        self._check(
            ("red", "months_overdue_start", 3, True),
            [
                ("three months running", planned("2024-08-31"), True),
                ("two", planned("2024-09-01"), False),
            ],
        )
        self._check(
            ("red", "months_overdue_start", 3, False),
            [
                ("three is not more than three", planned("2024-08-31"), False),
                ("four", planned("2024-07-31"), True),
                ("over the turn of the year", planned("2023-12-31"), True),
            ],
        )

    def test_milestone_days_overdue(self):
        """October 2024: 1–7 off, Saturday 12 worked; 29 September a Sunday worked."""

        def due(day, done=False):
            return {"milestones": [("环评", day, done)]}

        self._check(
            ("red", "milestone_days_overdue", 3, True),
            [
                ("28 October: 3 working days", due("2024-10-28"), True),
                ("29 October: 2", due("2024-10-29"), False),
                ("done since", due("2024-10-01", "2024-11-08"), False),
                ("no deadline", due(False), False),
                ("deadline in November", due("2024-11-04"), False),
            ],
        )
        self._check(
            ("red", "milestone_days_overdue", 20, True),
            [
                # 30 September, then 8–11, 12 (made up), 14–18, 21–25, 28–31 October: 20
                ("29 September: with the Saturday made up", due("2024-09-29"), True),
                ("30 September: 19", due("2024-09-30"), False),
                ("in the holidays as on the eve", due("2024-10-05"), False),
            ],
        )

    def test_milestone_local_calendar(self):
        self._only(("red", "milestone_days_overdue", 20, True), ("green", "always", 0, True))
        project = self._new_project(milestones=[("环评", "2024-09-29", False)])
        self.assertEqual(project.light, "red")
        self.env["investment.calendar.day"].create({"date": "2024-10-15", "name": "示例停工"})
        self.env["investment.project"]._cron_light()
        self.assertEqual(project.light, "green", "The city did not work on one day more")

    def test_latest_milestone_is_named(self):
        self._only(("red", "milestone_days_overdue", 1, True))
        project = self._new_project(
            milestones=[("能评", "2024-10-20", False), ("环评", "2024-10-10", False)]
        )
        self.assertEqual(project.light_facts["milestone"], "环评")
        project.milestone_ids.filtered(
            lambda line: line.name == "环评"
        ).actual_date = "2024-11-01"
        self.assertEqual(project.light_facts["milestone"], "能评")

    def test_months_silent(self):
        def filed(month, state="submitted"):
            return {"months": [(month, 1e6, state)]}

        self._check(
            ("yellow", "months_silent", 2, True),
            [
                ("October filed", filed("2024-10-01"), False),
                ("September filed", filed("2024-09-01"), False),
                ("August filed", filed("2024-08-01"), True),
                ("never filed, entered in 2023", {}, True),
                ("a draft is no update", filed("2024-10-01", "draft"), True),
                (
                    "in production",
                    {**filed("2024-01-01"), "actual_production_date": "2024-02-01"},
                    False,
                ),
            ],
        )

    def test_months_silent_since_entered(self):
        self._only(("yellow", "months_silent", 2, True), ("green", "always", 0, True))
        project = self._new_project()
        for entered, light in (
            # midnight in China is 16:00 the day before
            ("2024-09-30 15:59:59", "yellow"),
            ("2024-09-30 16:00:00", "green"),
            ("2024-10-15 00:00:00", "green"),
        ):
            with self.subTest(entered=entered):
                self.env.cr.execute(
                    "UPDATE investment_project SET create_date = %s WHERE id = %s",
                    [entered, project.id],
                )
                self.env["investment.project"]._cron_light()
                self.assertEqual(project.light, light)

    def test_not_listed_months_after_start(self):
        def started(day, **values):
            return {"actual_start_date": day, "is_listed": False, **values}

        for included in (True, False):
            self._check(
                ("red", "not_listed_months_after_start", 2, included),
                [
                    ("two months to the day", started("2024-08-31"), included),
                    ("a day before", started("2024-09-01"), False),
                    ("a day more", started("2024-08-30"), True),
                    ("listed", started("2024-08-01", is_listed=True), False),
                    (
                        "listed since",
                        started("2024-08-01", listed_date="2024-11-05", is_listed=True),
                        False,
                    ),
                    ("not started", started(False), False),
                ],
            )

    def test_not_due(self):
        def planned(day, **values):
            return {"actual_start_date": False, "planned_start_date": day, **values}

        self._check(
            ("white", "not_due", 0, True),
            [
                ("first day of this month", planned("2024-11-01"), True),
                ("last day of the month reported on", planned("2024-10-31"), False),
                ("started early", planned("2024-12-01", actual_start_date="2024-11-01"), False),
                ("no planned start", planned(False), False),
                ("preliminary", planned(False, construction_nature="preliminary"), True),
            ],
        )

    def test_filters(self):
        rule = self._only(("red", "points_behind", 30, False), ("green", "always", 0, True))[0]
        project = self._new_project(plan=PLAN, level="baoding", total_investment=500e4)
        for values, light in (
            ({"level": "provincial"}, "green"),
            ({"level": "baoding"}, "red"),
            ({"construction_nature": "continued"}, "green"),
            ({"construction_nature": "new"}, "red"),
            ({"minimum_investment": 500}, "red"),
            ({"minimum_investment": 500.01}, "green"),
        ):
            with self.subTest(**values):
                rule.write(values)
                self.assertEqual(project.light, light)

    def test_day_of_evaluation(self):
        """The month turns at midnight in China, also for a job that knows no time zone."""
        self._only(("white", "not_due", 0, True), ("red", "always", 0, True))
        project = self._new_project(actual_start_date=False, planned_start_date="2024-11-01")
        for now, light in (
            ("2024-11-30 15:59:59", "white"),
            ("2024-11-30 16:00:00", "red"),
        ):
            with self.subTest(now=now), freeze_time(now):
                self.env["investment.project"].with_context(tz=False)._cron_light()
                self.assertEqual(project.light, light)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLightRules(LightCommon):
    def test_first_rule_wins(self):
        first, second = self._only(
            ("yellow", "points_behind", 10, True), ("red", "points_behind", 30, False)
        )
        project = self._new_project(plan=PLAN)
        self.assertEqual(project.light, "yellow")
        first.sequence = 99
        self.assertEqual((project.light, project.light_rule_id), ("red", second))
        second.active = False
        self.assertEqual((project.light, project.light_rule_id), ("yellow", first))

    def test_same_sequence_goes_by_age(self):
        first, second = self._only(("yellow", "always", 0, True), ("red", "always", 0, True))
        second.sequence = first.sequence
        self.assertEqual(self._new_project().light, "yellow")

    def test_defaults(self):
        """The bands of progress_lights.md: 银川 10 (included) to 30 (included) is yellow."""
        for completed, light in (
            (100, "green"),
            (88.01, "green"),
            (88, "yellow"),
            (64, "yellow"),
            (63.99, "red"),
        ):
            with self.subTest(completed=completed):
                project = self._new_project(plan=PLAN, completed=completed * 1e6)
                self.assertEqual(project.light, light)

    def test_no_rule_no_light(self):
        self.rules.search([]).unlink()
        self.assertFalse(self._new_project(plan=PLAN).light)

    def test_threshold_must_make_sense(self):
        for condition, threshold, included in (
            ("points_behind", -1, True),
            ("months_silent", 1.5, True),
            ("milestone_days_overdue", 0, True),
        ):
            with self.subTest(condition=condition), self.assertRaises(ValidationError):
                self._only(("red", condition, threshold, included))

    def test_reason_names_the_number(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        behind = self._new_project(plan=PLAN, completed=60e6).with_context(lang="zh_CN")
        for part in ("33.3", "30", "2024年10月", "1.20亿元", "83.3", "50%"):
            self.assertIn(part, behind.light_reason)

    def test_only_managers_change_rules(self):
        rule = self._only(("red", "always", 0, True))
        for user in (self.officer_a, self.lead_a, self.leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                rule.with_user(user).threshold = 5
        rule.with_user(self.manager).colour = "yellow"
