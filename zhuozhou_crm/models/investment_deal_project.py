from odoo import models


class InvestmentDeal(models.Model):
    """From an agreement to the key project that it became."""

    _inherit = "investment.deal"

    def action_view_key_projects(self):
        """The key projects of the agreement's project, or a new one that takes its values over."""
        self.ensure_one()
        action = self.lead_id.action_view_key_projects()
        return {**action, "context": {**action["context"], "default_deal_id": self.id}}
