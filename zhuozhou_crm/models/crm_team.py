from odoo import api, fields, models


class CrmTeam(models.Model):
    """Promotion team: unit, park, joint team with companies, entrusted agency."""

    _inherit = "crm.team"

    investment_kind = fields.Selection(
        [
            ("unit", "Government unit"),
            ("park", "Park"),
            ("joint_team", "Joint team with companies"),
            ("agency", "Entrusted agency"),
        ],
        "Promotion Team Kind",
    )
    is_investment = fields.Boolean(
        "Investment Team", compute="_compute_is_investment", store=True
    )

    @api.depends("investment_kind")
    def _compute_is_investment(self):
        for team in self:
            team.is_investment = bool(team.investment_kind)
