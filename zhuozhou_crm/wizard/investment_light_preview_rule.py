from odoo import fields, models


class InvestmentLightPreviewRule(models.TransientModel):
    """A rule as it would be."""

    _name = "investment.light.preview.rule"
    _inherit = ["investment.light.rule.mixin"]
    _description = "Light Rule Tried Out"

    preview_id = fields.Many2one("investment.light.preview", required=True, ondelete="cascade")
    rule_id = fields.Many2one("investment.light.rule", ondelete="cascade")
