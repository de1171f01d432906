from uuid import uuid4

from odoo import fields, models


class InvestmentIndicatorSection(models.Model):
    """Field of work under which indicators are listed: 招商活动, 签约, 履约 …"""

    _name = "investment.indicator.section"
    _description = "Indicator Section"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, default=lambda self: f"own_{uuid4().hex[:6]}")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    indicator_ids = fields.One2many("investment.indicator", "section_id", "Indicators")

    _code_uniq = models.UniqueIndex("(code)", "Another section has this code.")
