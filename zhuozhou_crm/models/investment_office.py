from odoo import fields, models


class InvestmentOffice(models.Model):
    """Government office that approves, surveys or owes an answer (审批单位、踏勘单位)."""

    _name = "investment.office"
    _description = "Government Office"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
