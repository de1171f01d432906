from odoo import fields, models

from ..tools.months import first_of_month


class InvestmentProgressFiling(models.TransientModel):
    """Choose the month to file, when it is not the last one."""

    _name = "investment.progress.filing"
    _description = "Choose the Month to File"

    month = fields.Date(
        required=True,
        default=lambda self: self.env["investment.project"]._get_reporting_month(),
    )

    def action_open(self):
        self.ensure_one()
        return self.env["investment.project.progress"]._open_filing(first_of_month(self.month))
