from odoo import fields, models


class InvestmentSummaryTemplate(models.Model):
    """Named choice of a summary, one's own or shared with everybody who may export.

    It keeps the kind of period, not its days: the template of a monthly summary opens on the
    month of the day on which it is used, or on the month before.
    """

    _name = "investment.summary.template"
    _description = "Summary Template"
    _inherit = ["investment.summary.choice"]
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    user_id = fields.Many2one(
        "res.users",
        "Template of",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="cascade",
    )
    is_shared = fields.Boolean("Shared", help="Others who may export can use it, too.")
    period_type = fields.Selection(
        [("year", "Year"), ("quarter", "Quarter"), ("month", "Month")],
        "Period Type",
        required=True,
        default="year",
    )
    period_offset = fields.Selection(
        [("current", "Current"), ("last", "Last complete")],
        "Which Period",
        required=True,
        default="current",
    )

    def _prepare_wizard_values(self):
        """The template's choice and its period as values of the wizard."""
        self.ensure_one()
        [values] = self.read(self._get_choice_fields(), load=None)
        values.pop("id")
        today = fields.Date.context_today(self)
        start = fields.Date.start_of(today, self.period_type)
        if self.period_offset == "last":
            start = fields.Date.start_of(fields.Date.subtract(start, days=1), self.period_type)
        return {
            **values,
            "period_type": self.period_type,
            "year": start.year,
            "quarter": str((start.month + 2) // 3),
            "month": str(start.month),
        }
