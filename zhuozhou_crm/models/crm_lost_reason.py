from odoo import fields, models


class CrmLostReason(models.Model):
    """Reasons why a project is lost, kept apart from those of sales (too expensive …)."""

    _inherit = "crm.lost.reason"

    is_investment = fields.Boolean("For Investment Projects")
