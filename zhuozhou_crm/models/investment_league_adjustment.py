from odoo import fields, models


class InvestmentLeagueAdjustment(models.Model):
    """Bonus or penalty of a team in a league table, with its reason."""

    _name = "investment.league.adjustment"
    _description = "Bonus or Penalty"
    _order = "date desc, id desc"
    _rec_name = "reason"

    table_id = fields.Many2one(
        "investment.league.table", "League Table", required=True, ondelete="cascade", index=True
    )
    team_id = fields.Many2one(
        "crm.team",
        "Team",
        required=True,
        domain=[("is_investment", "=", True)],
        ondelete="cascade",
    )
    kind = fields.Selection(
        [("bonus", "Bonus"), ("penalty", "Penalty")], required=True, default="bonus"
    )
    points = fields.Float(required=True, digits=(8, 2))
    reason = fields.Char(required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)

    _points_positive = models.Constraint(
        "CHECK(points > 0)",
        "The points of a bonus or penalty must be above zero; what they do is told by its kind.",
    )

    def _get_signed_points(self):
        self.ensure_one()
        return -self.points if self.kind == "penalty" else self.points
