from odoo import fields, models


class InvestmentSummarySheet(models.Model):
    """Part of the summary that a reader may choose: the overview, a register, the ranking …

    ``code`` is that of a register (``report/investment_registers.py``) or one of overview,
    leagues, definitions, checks.
    """

    _name = "investment.summary.sheet"
    _description = "Sheet of the Summary"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)

    _code_uniq = models.UniqueIndex("(code)", "Another sheet has this code.")
