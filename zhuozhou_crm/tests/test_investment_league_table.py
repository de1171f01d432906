from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..report.figures import year_period
from ..report.investment_summary import InvestmentSummary
from .summary_common import SummaryCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentLeagueTable(SummaryCommon):
    """Scores of team A (12 亿 signed, 1 trip) and team B (3 亿, 1 trip)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code, team, value in (
            ("contract_value", cls.team_a, 10),
            ("contract_value", cls.team_b, 6),
            ("trips", cls.team_a, 2),
        ):
            cls.env["investment.target"].create(
                {
                    "indicator_id": cls._indicator(code).id,
                    "team_id": team.id,
                    "year": 2023,
                    "value": value,
                }
            )
        cls.table = (
            cls.env["investment.league.table"]
            .with_user(cls.manager)
            .create(
                {
                    "name": "示例排名",
                    "date_from": "2023-01-01",
                    "date_to": "2023-12-31",
                    "team_ids": [Command.set((cls.team_a | cls.team_b).ids)],
                    "line_ids": [
                        Command.create(
                            {"indicator_id": cls._indicator(code).id, "weight": weight}
                        )
                        for code, weight in (("contract_value", 60), ("trips", 40))
                    ],
                }
            )
        )

    @classmethod
    def _indicator(cls, code):
        return cls.env.ref(f"zhuozhou_crm.investment_indicator_{code}")

    def _scores(self):
        return {
            one.team: (one.rank, [score.points for score in one.scores], one.total)
            for one in self.table.with_user(self.leader)._get_standings()
        }

    def test_scores(self):
        """12 ÷ 10 is capped at 120 %; team B has no target of trips and gets no points for them."""
        self.assertEqual(
            self._scores(),
            {self.team_a: (1, [72, 20], 92), self.team_b: (2, [30, 0], 30)},
        )
        self.table.line_ids[0].cap = 100
        self.assertEqual(self._scores()[self.team_a], (1, [60, 20], 80))

    def test_bonuses_and_penalties(self):
        self.table.adjustment_ids = [
            Command.create(
                {"team_id": team.id, "kind": kind, "points": points, "reason": "示例原因"}
            )
            for team, kind, points in (
                (self.team_b, "bonus", 65),
                (self.team_a, "penalty", 2.5),
                (self.team_a, "bonus", 1),
            )
        ]
        scores = self._scores()
        self.assertEqual(scores[self.team_b], (1, [30, 0], 95))
        self.assertEqual(scores[self.team_a], (2, [72, 20], 90.5))
        self.assertEqual(self.table.ranking.count("示例原因"), 3)

    def test_equal_scores_share_a_rank(self):
        self.table.line_ids[0].unlink()
        self.table.line_ids.weight = 0.001
        self.assertEqual({rank for rank, _points, _total in self._scores().values()}, {1})

    def test_elapsed_share_of_the_target(self):
        self.table.target_basis = "elapsed"
        with freeze_time("2023-07-02 12:00:00"):  # half of the year
            [first, _second] = self.table._get_standings()
        self.assertEqual(first.team, self.team_a)
        value, trips = first.scores
        self.assertAlmostEqual(trips.target, 2 * 183 / 365)
        self.assertAlmostEqual(value.completion, 12 / 10 / (183 / 365))

    def test_ranking_shows_how(self):
        html = self.table.with_user(self.leader).ranking
        for part in ("Team A", "12.00亿元", "10.00亿元", "120.0%", "72.00", "92.00"):
            with self.subTest(part):
                self.assertIn(part, html)

    def test_summary_has_it(self):
        summary = InvestmentSummary(self.env(user=self.leader), year_period(2023))
        [table] = summary.league_tables()
        self.assertEqual(table.label, "示例排名")
        self.assertEqual([row[:2] for row in table.rows], [(1, "Team A"), (2, "Team B")])
        self.assertEqual([row[-1] for row in table.rows], [92, 30])
        self.assertEqual(len(table.columns), len(table.rows[0]))
        other = InvestmentSummary(self.env(user=self.leader), year_period(2022))
        self.assertFalse(other.league_tables())
        officer = InvestmentSummary(self.env(user=self.officer_a), year_period(2023))
        self.assertFalse(officer.league_tables())

    def test_refused(self):
        with self.assertRaisesRegex(ValidationError, "belongs to no team"):
            self.table.line_ids = [
                Command.create({"indicator_id": self._indicator("events").id})
            ]
        with self.assertRaisesRegex(ValidationError, "same year"):
            self.table.date_to = "2024-01-31"
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
            self.table.with_user(self.officer_a).read(["name"])
