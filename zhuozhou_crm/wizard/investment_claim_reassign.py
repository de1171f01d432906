from odoo import fields, models


class InvestmentClaimReassign(models.TransientModel):
    """A manager gives projects to another team or officer, with a reason that stays on record."""

    _name = "investment.claim.reassign"
    _description = "Reassign Projects"

    lead_ids = fields.Many2many(
        "crm.lead",
        string="Projects",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    team_id = fields.Many2one(
        "crm.team", "New Team", required=True, domain=[("is_investment", "=", True)]
    )
    user_id = fields.Many2one("res.users", "New Officer", domain=[("share", "=", False)])
    reason = fields.Text(required=True)

    def action_reassign(self):
        self.ensure_one()
        self.lead_ids._reassign_claim(self.team_id, self.user_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
