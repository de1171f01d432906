from odoo import api, fields, models

from ..tools.months import elapsed_share, previous_month

#: A month counts once the unit has submitted it.
FILED_STATES = ("submitted", "checked")


class InvestmentProject(models.Model):
    """Figures of a key project: plan, completed investment, 序时进度.

    * The reporting month is the last that has ended; figures of the year are those of its year,
      so that in January the past year is still the one spoken of.
    * A month counts when it is submitted; what the bureau has not checked yet is also shown apart
      (counting rule 2).
    * Completion = completed ÷ annual plan; schedule progress (序时进度) = elapsed share of the
      year (counting rule 6). Cumulative completion is measured against the total investment and
      includes what was completed before the first month filed here.
    """

    _inherit = "investment.project"

    total_investment = fields.Monetary(
        compute="_compute_total_investment",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    completed_before = fields.Monetary(
        "Completed Earlier",
        tracking=True,
        help="Investment completed before the first month that is filed here.",
    )
    plan_ids = fields.One2many("investment.project.plan", "project_id", "Annual Plans")
    progress_ids = fields.One2many("investment.project.progress", "project_id", "Progress")
    figures_year = fields.Integer(
        "Year of the Figures",
        default=lambda self: self._get_reporting_month().year,
        readonly=True,
        copy=False,
        aggregator=False,
    )
    annual_plan = fields.Monetary(compute="_compute_figures", store=True)
    completed_ytd = fields.Monetary(
        "Completed This Year", compute="_compute_figures", store=True
    )
    unchecked_ytd = fields.Monetary(
        "of which Not Checked", compute="_compute_figures", store=True
    )
    completed_total = fields.Monetary(
        "Completed in Total", compute="_compute_figures", store=True
    )
    completion = fields.Float(
        "Completion Rate",
        compute="_compute_figures",
        store=True,
        aggregator=False,
        help="Completed this year ÷ annual plan.",
    )
    completion_total = fields.Float(
        "Cumulative Completion Rate",
        compute="_compute_completion_total",
        help="Completed in total ÷ total investment.",
    )
    schedule_progress = fields.Float(
        compute="_compute_schedule_progress",
        help="Share of the year that has passed at the end of the reporting month.",
    )
    last_report_month = fields.Date("Last Month Filed", compute="_compute_figures", store=True)

    @api.depends("deal_id", "lead_id")
    def _compute_total_investment(self):
        for project in self:
            project.total_investment = (
                project.total_investment
                or project.lead_id.pipeline_value
                or project.deal_id.contract_value
            )

    @api.depends(
        "figures_year",
        "completed_before",
        "plan_ids.year",
        "plan_ids.amount",
        "progress_ids.amount",
        "progress_ids.month",
        "progress_ids.state",
    )
    def _compute_figures(self):
        plans = self._get_plan_by_year()
        months = self._get_filed_months()
        for project in self:
            filed = months.get(project._origin.id, [])
            of_year = [line for line in filed if line[0].year == project.figures_year]
            project.annual_plan = plans.get((project._origin.id, project.figures_year), 0)
            project.completed_ytd = sum(amount for _month, _state, amount in of_year)
            project.unchecked_ytd = sum(
                amount for _month, state, amount in of_year if state != "checked"
            )
            project.completed_total = project.completed_before + sum(
                amount for _month, _state, amount in filed
            )
            plan = project.annual_plan
            project.completion = project.completed_ytd / plan if plan else 0
            project.last_report_month = max((line[0] for line in filed), default=False)

    @api.depends("completed_total", "total_investment")
    def _compute_completion_total(self):
        for project in self:
            total = project.total_investment
            project.completion_total = project.completed_total / total if total else 0

    @api.depends("figures_year")
    def _compute_schedule_progress(self):
        self.schedule_progress = elapsed_share(self._get_reporting_month())

    @api.model
    def _get_reporting_month(self):
        """First day of the last month that has ended."""
        return previous_month(fields.Date.context_today(self))

    def _get_plan_by_year(self):
        """{(project id, year): planned amount}"""
        return {
            (project.id, year): amount
            for project, year, amount in self.env["investment.project.plan"]._read_group(
                [("project_id", "in", self._origin.ids)], ["project_id", "year"], ["amount:sum"]
            )
        }

    def _get_filed_months(self):
        """{project id: [(month, state, amount)]} of the months that count."""
        months = {}
        for project, month, state, amount in self.env[
            "investment.project.progress"
        ]._read_group(
            [("project_id", "in", self._origin.ids), ("state", "in", FILED_STATES)],
            ["project_id", "month:day", "state"],
            ["amount:sum"],
        ):
            months.setdefault(project.id, []).append((month, state, amount))
        return months

    def _get_completed_by_year(self):
        """{(project id, year): completed amount} of the months that count."""
        return {
            (project.id, first_day.year): amount
            for project, first_day, amount in self.env[
                "investment.project.progress"
            ]._read_group(
                [("project_id", "in", self._origin.ids), ("state", "in", FILED_STATES)],
                ["project_id", "month:year"],
                ["amount:sum"],
            )
        }

    @api.model
    def _cron_roll_year(self):
        """When January has ended, the figures turn to the new year."""
        year = self._get_reporting_month().year
        behind = self.with_context(active_test=False).search([("figures_year", "!=", year)])
        behind.figures_year = year
