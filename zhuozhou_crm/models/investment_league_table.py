from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..report.figures import Period


class LineScore(NamedTuple):
    """How one line of the table gave its points: completed ÷ target × weight, up to the cap."""

    line: Any
    value: Any
    target: float | None
    completion: float | None
    points: float


class Standing(NamedTuple):
    rank: int
    team: Any
    scores: list[LineScore]
    adjustments: Any
    adjustment: float
    total: float


class InvestmentLeagueTable(models.Model):
    """League table of the promotion teams (招商排名).

    A team's score is the sum over the lines of completed ÷ target × weight, numbers and amounts
    alike, plus bonuses and less penalties, each with its reason. The target is that of the team
    and year, of the whole year or of its elapsed share. A team without a target gets no points for
    that line, and is told so. Equal scores share a rank.

    Managers and leaders only: what a reader may not read would miss from the scores of the others.
    """

    _name = "investment.league.table"
    _description = "League Table"
    _order = "date_to desc, id desc"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    in_summary = fields.Boolean("Shown in Summaries", default=True)
    date_from = fields.Date(
        "First Day", required=True, default=lambda self: self._today().replace(month=1, day=1)
    )
    date_to = fields.Date(
        "Last Day", required=True, default=lambda self: self._today().replace(month=12, day=31)
    )
    target_basis = fields.Selection(
        [("year", "Target of the whole year"), ("elapsed", "Elapsed share of the target")],
        "Measured By",
        required=True,
        default="year",
        help="The elapsed share of the year's target tells early in the year who keeps pace.",
    )
    team_ids = fields.Many2many(
        "crm.team",
        string="Teams",
        domain=[("is_investment", "=", True)],
        help="Empty: all promotion teams.",
    )
    line_ids = fields.One2many("investment.league.line", "table_id", "Lines", copy=True)
    adjustment_ids = fields.One2many(
        "investment.league.adjustment", "table_id", "Bonuses and Penalties"
    )
    ranking = fields.Html(compute="_compute_ranking", sanitize=False)

    _dates_ordered = models.Constraint(
        "CHECK(date_from <= date_to)", "The first day must not come after the last day."
    )

    @api.depends(
        "date_from",
        "date_to",
        "target_basis",
        "team_ids",
        "line_ids.indicator_id",
        "line_ids.weight",
        "line_ids.cap",
        "adjustment_ids.team_id",
        "adjustment_ids.kind",
        "adjustment_ids.points",
        "adjustment_ids.reason",
    )
    @api.depends_context("uid", "lang", "tz", "allowed_company_ids")
    def _compute_ranking(self):
        qweb = self.env["ir.qweb"]
        for table in self:
            table.ranking = False
            if table.date_from and table.date_to and table.line_ids.indicator_id:
                table.ranking = qweb._render(
                    "zhuozhou_crm.investment_league_table_ranking",
                    {"table": table, "standings": table._get_standings()},
                )

    @api.constrains("date_from", "date_to")
    def _check_one_year(self):
        for table in self:
            if table.date_from.year != table.date_to.year:
                raise ValidationError(
                    self.env._(
                        "League table “%(table)s”: targets are set by year, so its first and last "
                        "day must lie in the same year.",
                        table=table.name,
                    )
                )

    # ------------------------------------------------------------
    # Ranking
    # ------------------------------------------------------------

    def _get_standings(self, as_of=None):
        """The teams in the order of their scores, each with how its score came about."""
        self.ensure_one()
        period = Period(self.date_from, self.date_to, min(as_of or self._today(), self.date_to))
        teams = self._get_teams()
        lines = self.line_ids.filtered("indicator_id")
        readings = lines.indicator_id._evaluate(period, groupby="team", teams=teams)
        targets = self._get_team_targets(lines.indicator_id, teams, period)
        standings = []
        for team in teams:
            scores = [
                line._get_score(
                    readings[line.indicator_id].groups.get(team.id, (0,))[0],
                    targets.get((line.indicator_id, team)),
                )
                for line in lines
            ]
            adjustments = self.adjustment_ids.filtered(
                lambda adjustment, team=team: adjustment.team_id._origin == team
            )
            adjustment = sum(one._get_signed_points() for one in adjustments)
            total = sum(score.points for score in scores) + adjustment
            standings.append(
                Standing(0, team, scores, adjustments, adjustment, round(total, 2))
            )
        return self._number(standings)

    def _number(self, standings):
        """Ranks by score; equal scores share one."""
        totals = sorted((standing.total for standing in standings), reverse=True)
        return [
            standing._replace(rank=totals.index(standing.total) + 1)
            for standing in sorted(standings, key=lambda one: -one.total)
        ]

    def _get_teams(self):
        if self.team_ids:
            return self.team_ids._origin
        return self.env["crm.team"].search([("is_investment", "=", True)])

    def _get_team_targets(self, indicators, teams, period):
        """``{(indicator, team): target}``, as evaluated values."""
        share = 1
        if self.target_basis == "elapsed":
            year = Period(
                period.date_from.replace(month=1, day=1),
                period.date_from.replace(month=12, day=31),
                period.as_of,
            )
            share = year.elapsed_share()
        found = self.env["investment.target"].search(
            [
                ("indicator_id", "in", indicators.ids),
                ("team_id", "in", teams.ids),
                ("year", "=", period.date_from.year),
            ]
        )
        return {
            (target.indicator_id, target.team_id): (
                target.value * target.indicator_id._get_target_unit()[1] * share
            )
            for target in found
        }

    def _get_remarks(self):
        """How the scores came about, in words."""
        self.ensure_one()
        scored = [
            self.env._(
                "%(indicator)s: completed ÷ target × %(weight)s points, at most %(cap)s %% of the "
                "target.",
                indicator=line.indicator_id.name,
                weight=f"{line.weight:g}",
                cap=f"{line.cap:g}",
            )
            for line in self.line_ids
        ]
        adjusted = [
            self.env._(
                "%(team)s: %(points)s points, %(reason)s",
                team=one.team_id.name,
                points=f"{one._get_signed_points():+g}",
                reason=one.reason,
            )
            for one in self.adjustment_ids
        ]
        return scored + adjusted

    @api.model
    def _today(self):
        return fields.Date.context_today(self)
