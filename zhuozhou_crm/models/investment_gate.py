from odoo import fields, models


class InvestmentGate(models.Model):
    """A fact that a project must have before it may enter a stage."""

    _name = "investment.gate"
    _description = "Stage Gate"
    _order = "stage_id, sequence, id"

    stage_id = fields.Many2one("crm.stage", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char("Fact", required=True, translate=True)
    domain = fields.Char(required=True, default="[]")
    hint = fields.Char(translate=True)
