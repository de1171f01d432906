from odoo import fields, models


class InvestmentSector(models.Model):
    """Entry of one of the city's three lists, each editable by the bureau.

    * sector (一体两翼): 工业制造业 is the body, 现代农业 and 文旅产业 are the wings;
    * pillar industry (六大金饭碗): the article names the list but none of its members: empty;
    * practice scene (十大实践场景): of these it names 央企强市 and 优化营商环境, no other.
    """

    _name = "investment.sector"
    _description = "Sector"
    _order = "kind, sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [("sector", "Sector"), ("pillar", "Pillar industry"), ("scene", "Practice scene")],
        required=True,
        default="sector",
        index=True,
        group_expand=True,
    )
    code = fields.Char()
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True)
    color = fields.Integer()

    _kind_code_uniq = models.UniqueIndex(
        "(kind, code) WHERE code IS NOT NULL",
        "Two entries of the same list cannot have the same code.",
    )
