from datetime import date

from odoo import api, fields, models
from odoo.tools import formatLang


class InvestmentProjectPlan(models.Model):
    """Annual plan of a key project (年度计划投资): what is to be completed in one year.

    Completion of the year is completed ÷ planned (counting rule 6), of the months that the unit
    has submitted. A plan once set moves only with a note on the project: who measures himself by
    it must not lower it in silence.
    """

    _name = "investment.project.plan"
    _description = "Annual Plan"
    _order = "project_id, year desc"

    project_id = fields.Many2one(
        "investment.project", "Key Project", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="project_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    team_id = fields.Many2one(related="project_id.team_id", store=True, index=True)
    year = fields.Integer(
        required=True,
        default=lambda self: fields.Date.context_today(self).year,
        aggregator=False,
    )
    date_start = fields.Date(
        "First Day of the Year", compute="_compute_date_start", store=True, precompute=True
    )
    date_end = fields.Date(
        "First Day of the Next Year", compute="_compute_date_start", store=True, precompute=True
    )
    amount = fields.Monetary("Planned Investment", required=True)
    project_total = fields.Monetary(
        "Total Investment", related="project_id.total_investment", store=True
    )
    completed = fields.Monetary(compute="_compute_completed", store=True)
    completion = fields.Float(
        "Completion Rate", compute="_compute_completed", store=True, aggregator=False
    )
    note = fields.Char("Works of the Year")

    _project_year_unique = models.UniqueIndex(
        "(project_id, year)", "The project has a plan for this year already."
    )
    _year_sane = models.Constraint(
        "CHECK (year BETWEEN 1990 AND 2100)", "The year of a plan must have four digits."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "The planned investment of a year cannot be negative."
    )

    @api.depends("year")
    def _compute_date_start(self):
        """Days on which the plan begins to hold and holds no more, for figures as of a day."""
        for plan in self:
            sane = 1990 <= plan.year <= 2100
            plan.date_start = sane and date(plan.year, 1, 1)
            plan.date_end = sane and date(plan.year + 1, 1, 1)

    @api.depends(
        "year",
        "amount",
        "project_id.progress_ids.amount",
        "project_id.progress_ids.month",
        "project_id.progress_ids.state",
    )
    def _compute_completed(self):
        completed = self.project_id._get_completed_by_year()
        for plan in self:
            plan.completed = completed.get((plan.project_id.id, plan.year), 0)
            plan.completion = plan.completed / plan.amount if plan.amount else 0

    @api.depends("project_id.name", "year")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f"{plan.project_id.name or ''} {plan.year}".strip()

    def write(self, vals):
        before = {plan: plan.amount for plan in self} if "amount" in vals else {}
        result = super().write(vals)
        for plan, amount in before.items():
            if plan.amount != amount:
                plan._log_amount(amount)
        return result

    def _log_amount(self, before):
        self.project_id._message_log(
            body=self.env._(
                "Plan of %(year)s: %(before)s → %(after)s",
                year=self.year,
                before=formatLang(self.env, before, currency_obj=self.currency_id),
                after=formatLang(self.env, self.amount, currency_obj=self.currency_id),
            )
        )
