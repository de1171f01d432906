from odoo import fields, models


class InvestmentSector(models.Model):
    """Entry of one of the city's three lists: sector (一体两翼), pillar industry (六大金饭碗) and
    practice scene (十大实践场景)."""

    _name = "investment.sector"
    _description = "Sector"
    _order = "kind, sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [("sector", "Sector"), ("pillar", "Pillar industry"), ("scene", "Practice scene")],
        required=True,
        default="sector",
    )
    code = fields.Char()
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True)
    color = fields.Integer()
