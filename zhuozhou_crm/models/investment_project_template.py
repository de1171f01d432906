from odoo import fields, models

from .investment_project import NATURES


class InvestmentProjectTemplate(models.Model):
    """Schedule of a kind of key project: its milestones and approvals, one after another.

    The one delivered for a new start follows the usual way of a construction project: 备案 →
    用地预审 → 规划许可 → 环评 → 能评 → 施工许可 → 开工 → … → 投产. Working days are defaults to be
    changed: no source gives those of the city.
    """

    _name = "investment.project.template"
    _description = "Schedule Template"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    construction_nature = fields.Selection(
        NATURES,
        "Nature of Construction",
        help="Suggested for projects of this nature.",
    )
    line_ids = fields.One2many(
        "investment.project.template.line", "template_id", "Steps", copy=True
    )
