from odoo import fields, models

from ..models.investment_light_rule_mixin import LIGHTS


class InvestmentLightPreviewChange(models.TransientModel):
    """A project that would get another light."""

    _name = "investment.light.preview.change"
    _description = "Light That Would Change"

    preview_id = fields.Many2one("investment.light.preview", required=True, ondelete="cascade")
    project_id = fields.Many2one("investment.project", "Key Project", required=True)
    before = fields.Selection(LIGHTS, "Light Now")
    after = fields.Selection(LIGHTS, "Light Then")
    reason = fields.Char()
