from odoo import fields, models


class InvestmentApprovalType(models.Model):
    """Kind of approval that a construction project needs (审批事项), e.g. 备案, 环评, 施工许可."""

    _name = "investment.approval.type"
    _description = "Approval Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    office_id = fields.Many2one("investment.office", "Office", ondelete="restrict")
    working_days = fields.Integer(
        "Promised Working Days",
        help="Working days from filing within which the office promises to decide. 0: none.",
    )
    _working_days_sane = models.Constraint(
        "CHECK (working_days BETWEEN 0 AND 1000)",
        "The promised working days must lie between 0 and 1000.",
    )
