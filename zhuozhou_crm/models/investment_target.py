from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..report.figures import year_period


class InvestmentTarget(models.Model):
    """Annual target of an indicator, for the whole city or a team.

    Completion = completed ÷ target; 序时进度 = the elapsed share of the year at the as-of date
    (counting rule 6), which is today in a running year. What is ahead or behind is told in points.
    A target is entered in the unit in which it is set: 亿元 for money, points for percentages.
    """

    _name = "investment.target"
    _description = "Target"
    _order = "year desc, indicator_id, team_id, id"
    _rec_name = "indicator_id"

    indicator_id = fields.Many2one(
        "investment.indicator", required=True, index=True, ondelete="cascade"
    )
    section_id = fields.Many2one(related="indicator_id.section_id", store=True)
    team_id = fields.Many2one(
        "crm.team",
        "Team",
        domain=[("is_investment", "=", True)],
        index=True,
        ondelete="cascade",
        help="Empty: the whole city.",
    )
    year = fields.Integer(required=True, default=lambda self: self._today().year)
    value = fields.Float("Target", required=True, digits=(16, 4))
    unit_label = fields.Char("Unit", compute="_compute_unit_label")
    # as it stands
    completed = fields.Float(compute="_compute_completed", digits=(16, 4))
    completion = fields.Float(
        compute="_compute_completed", help="Completed ÷ target of the whole year."
    )
    elapsed = fields.Float(
        "Elapsed Share of the Year",
        compute="_compute_completed",
        help="Share of the year that has passed by now: where an even pace would stand.",
    )
    lead = fields.Float(
        "Ahead by (points)",
        compute="_compute_completed",
        digits=(8, 1),
        help="Completion less the elapsed share of the year, in percentage points; below zero: "
        "behind an even pace.",
    )

    _target_uniq = models.UniqueIndex(
        "(indicator_id, year, COALESCE(team_id, 0))",
        "This indicator has a target for this year and team already; change that one.",
    )
    _value_positive = models.Constraint("CHECK(value > 0)", "A target must be above zero.")
    _year_possible = models.Constraint(
        "CHECK(year BETWEEN 1949 AND 2199)", "This year is not possible."
    )

    @api.depends("indicator_id")
    def _compute_unit_label(self):
        for target in self:
            indicator = target.indicator_id
            target.unit_label = indicator._get_target_unit()[0] if indicator else False

    @api.depends("indicator_id", "team_id", "year", "value")
    @api.depends_context("uid", "tz", "allowed_company_ids")
    def _compute_completed(self):
        """One evaluation per year and not one per line."""
        today = self._today()
        ready = self.filtered(
            lambda target: target.indicator_id and 1949 <= target.year <= 2199
        )
        (self - ready).update({"completed": 0, "completion": 0, "elapsed": 0, "lead": 0})
        for year, targets in ready.grouped("year").items():
            period = year_period(year, today)
            readings = targets.indicator_id._evaluate(
                period, groupby="team" if targets.team_id else None
            )
            for target in targets:
                reading = readings[target.indicator_id]
                _label, scale = target.indicator_id._get_target_unit()
                team = target.team_id
                value = reading.groups.get(team.id, (0,))[0] if team else reading.value
                target.completed = (value or 0) / scale
                target.completion = target.completed / target.value if target.value else 0
                target.elapsed = period.elapsed_share()
                target.lead = (target.completion - target.elapsed) * 100

    @api.constrains("team_id", "indicator_id")
    def _check_team(self):
        for target in self:
            if target.team_id and not target.indicator_id._has_dimension("team"):
                raise ValidationError(
                    self.env._(
                        "“%(indicator)s” belongs to no team; leave the team of its target empty.",
                        indicator=target.indicator_id.name,
                    )
                )

    def action_open_records(self):
        self.ensure_one()
        period = year_period(self.year)
        group = {"groupby": "team", "group": self.team_id.id} if self.team_id else {}
        return self.indicator_id.action_open_records(period.date_from, period.date_to, **group)

    @api.model
    def _get_targets(self, indicators, period, teams=None):
        """Targets that a period is to be measured by: ``{indicator: value as evaluated}``.

        Only a period that begins with its year can be; of several teams the targets add up.
        """
        first = period.date_from
        if (first.month, first.day) != (1, 1) or period.date_to.year != first.year:
            return {}
        domain = Domain("indicator_id", "in", indicators.ids) & Domain("year", "=", first.year)
        domain &= Domain("team_id", "in", teams.ids if teams else [False])
        targets = {}
        for target in self.search(domain):
            _label, scale = target.indicator_id._get_target_unit()
            value = targets.get(target.indicator_id, 0) + target.value * scale
            targets[target.indicator_id] = value
        return targets

    @api.model
    def _today(self):
        return fields.Date.context_today(self)
