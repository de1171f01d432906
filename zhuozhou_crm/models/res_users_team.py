from odoo import api, fields, models


class ResUsers(models.Model):
    """The promotion teams of a user, as the record rules need them: ids, so that a rule is a
    comparison of a column and joins nothing."""

    _inherit = "res.users"

    investment_team_ids = fields.Many2many(
        "crm.team",
        string="Promotion Teams",
        compute="_compute_investment_team_ids",
        compute_sudo=True,
        context={"active_test": False},
    )

    @api.depends("crm_team_member_ids.active", "crm_team_member_ids.crm_team_id")
    def _compute_investment_team_ids(self):
        """Teams joined or led; archived teams, too, for their projects are still read."""
        teams = self.env["crm.team"].with_context(active_test=False)
        led = teams.search([("user_id", "in", self.ids), ("is_investment", "=", True)])
        for user in self:
            joined = user.crm_team_member_ids.crm_team_id.filtered("is_investment")
            user.investment_team_ids = joined | led.filtered(
                lambda team, user=user: team.user_id == user
            )
