from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .investment_league_table import LineScore


class InvestmentLeagueLine(models.Model):
    """What a league table measures, and how much it weighs."""

    _name = "investment.league.line"
    _description = "League Table Line"
    _order = "table_id, sequence, id"
    _rec_name = "indicator_id"

    table_id = fields.Many2one(
        "investment.league.table", "League Table", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    indicator_id = fields.Many2one("investment.indicator", required=True, ondelete="restrict")
    weight = fields.Float(
        required=True, default=20, digits=(8, 2), help="Points for reaching the target."
    )
    cap = fields.Float(
        "At Most (%)",
        required=True,
        default=120,
        digits=(8, 0),
        help="What exceeds the target counts up to this share of it.",
    )

    _weight_positive = models.Constraint("CHECK(weight > 0)", "A weight must be above zero.")
    _cap_possible = models.Constraint(
        "CHECK(cap >= 100)", "Points can be capped at 100 percent of the target or more."
    )

    @api.constrains("indicator_id")
    def _check_indicator(self):
        for line in self:
            if not line.indicator_id._has_dimension("team"):
                raise ValidationError(
                    self.env._(
                        "“%(indicator)s” belongs to no team and cannot rank teams.",
                        indicator=line.indicator_id.name,
                    )
                )

    def _get_score(self, value, target):
        self.ensure_one()
        if not target:
            return LineScore(self, value, None, None, 0.0)
        completion = (value or 0) / target
        counted = max(min(completion, self.cap / 100), 0)
        return LineScore(self, value, target, completion, round(counted * self.weight, 2))
