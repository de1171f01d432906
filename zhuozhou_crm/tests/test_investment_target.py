from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged, users, warmup
from odoo.tools import mute_logger

from ..report.figures import Period, year_period
from ..report.investment_summary import InvestmentSummary
from .deal_common import YI
from .summary_common import SummaryCommon


@tagged("post_install", "-at_install")
class TestInvestmentTarget(SummaryCommon):
    """Targets per indicator, team and year, with completion and 序时进度."""

    @classmethod
    def setUpClass(cls):
        with freeze_time("2024-03-01"):
            super().setUpClass()

    def _new(self, code, value, team=None, **values):
        indicator = self.env.ref(f"zhuozhou_crm.investment_indicator_{code}")
        return (
            self.env["investment.target"]
            .with_user(self.manager)
            .create(
                {
                    "indicator_id": indicator.id,
                    "year": 2023,
                    "value": value,
                    "team_id": team and team.id,
                    **values,
                }
            )
        )

    @freeze_time("2024-03-01")
    def test_completion(self):
        for code, value, team, completed, completion in (
            ("contract_value", 20, None, 15, 0.75),
            ("contract_value", 6, self.team_b, 3, 0.5),
            ("trips", 1, self.team_a, 1, 1),
            ("contacted", 8, None, 4, 0.5),
            ("landed_rate", 50, None, 0, 0),
            ("central_soe_end", 4, None, 2, 0.5),
        ):
            with self.subTest(code, team=team and team.name):
                target = self._new(code, value, team).with_user(self.leader)
                self.assertAlmostEqual(target.completed, completed)
                self.assertAlmostEqual(target.completion, completion)
                self.assertEqual(target.elapsed, 1)

    def test_elapsed_share(self):
        """序时进度: 214 of 365 days have passed on 2 August; the year's figures are those known."""
        target = self._new("contract_value", 24)
        for today, elapsed, completed in (
            ("2022-05-01", 0, 0),
            ("2023-01-01", 1 / 365, 0),
            ("2023-08-02", 214 / 365, 12),
            ("2023-12-31", 1, 15),
        ):
            with self.subTest(today=today), freeze_time(f"{today} 04:00:00"):
                target.invalidate_recordset()
                self.assertAlmostEqual(target.elapsed, elapsed)
                self.assertAlmostEqual(target.completed, completed)
                self.assertAlmostEqual(target.lead, (completed / 24 - elapsed) * 100, 1)

    def test_refused(self):
        self._new("trips", 3)
        for arguments, message, error in (
            (("trips", 5), "target_uniq", IntegrityError),
            (("projects", 0), "value_positive", IntegrityError),
            (("events", 5, self.team_a), "belongs to no team", ValidationError),
            (("central_soe_growth", 5, self.team_a), "belongs to no team", ValidationError),
        ):
            with (
                self.subTest(arguments=arguments),
                mute_logger("odoo.sql_db"),
                self._refused(error, message),
            ):
                self._new(*arguments)

    @freeze_time("2024-03-01")
    def test_summary_shows_targets(self):
        self._new("contract_value", 20)
        self._new("contract_value", 6, self.team_b)
        half_year = Period(date(2023, 1, 1), date(2023, 6, 30), date(2023, 6, 30))
        for period, teams, expected in (
            (year_period(2023), None, (20 * YI, 0.75)),
            (year_period(2023), self.team_b, (6 * YI, 0.5)),
            (half_year, None, (20 * YI, 12 / 20)),
            (
                Period(date(2023, 4, 1), date(2023, 6, 30), date(2023, 6, 30)),
                None,
                (None, None),
            ),
            (year_period(2022), None, (None, None)),
        ):
            with self.subTest(period=period):
                summary = InvestmentSummary(
                    self.env(user=self.leader), period, teams=teams, sections=["signing"]
                )
                [section] = summary.sections()
                [row] = [row for row in section.rows if row.code == "contract_value"]
                self.assertEqual((row.target, row.completion), expected)

    @freeze_time("2024-03-01")
    def test_opens_its_records(self):
        action = self._new("trips", 3, self.team_b).action_open_records()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), self.trip_b)

    @freeze_time("2024-03-01")
    @users("zz_leader")
    @warmup
    def test_queries(self):
        """Lines of one year cost one evaluation, whatever their number."""
        targets = self.env["investment.target"]
        for code in ("trips", "trip_days", "contract_value", "projects"):
            for team in (self.team_a, self.team_b, None):
                targets |= self._new(code, 3, team).with_env(self.env)
        targets.mapped("completion")
        targets.invalidate_recordset(["completion"])
        with self.assertQueryCount(zz_leader=2):
            targets.mapped("completion")
