from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .investment_project_milestone import FACTS


class InvestmentProject(models.Model):
    """Deadlines of a key project: made from a template, moved as one, told as one.

    The rules of moving are on the milestone. Here: the template is applied, the moves are carried
    through the chain and put into one note, and the planned start, completion and production of
    the project are kept the same as those of the milestones that stand for them.
    """

    _inherit = "investment.project"

    template_id = fields.Many2one(
        "investment.project.template",
        "Schedule Template",
        compute="_compute_template_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    schedule_date = fields.Date(
        "Deadlines Count From", default=fields.Date.context_today, copy=False
    )
    milestone_ids = fields.One2many("investment.project.milestone", "project_id", "Milestones")
    milestone_count = fields.Integer(compute="_compute_milestone_progress")
    milestone_done_count = fields.Integer(compute="_compute_milestone_progress")
    next_milestone_id = fields.Many2one(
        "investment.project.milestone",
        "Next Milestone",
        compute="_compute_milestone_progress",
    )
    next_milestone_date = fields.Date("Next Deadline", compute="_compute_milestone_progress")
    days_overdue = fields.Integer(
        "Working Days Overdue",
        compute="_compute_milestone_progress",
        help="Of the open milestone that is latest.",
    )
    calendar_warning = fields.Char(compute="_compute_calendar_warning")

    @api.depends("construction_nature")
    def _compute_template_id(self):
        """The template of the nature, until one is chosen or milestones exist."""
        templates = self.env["investment.project.template"].search(
            [("construction_nature", "!=", False)]
        )
        for project in self:
            if not project.milestone_ids:
                project.template_id = templates.filtered(
                    lambda one, project=project: (
                        one.construction_nature == project.construction_nature
                    )
                )[:1]

    @api.depends("milestone_ids.planned_date", "milestone_ids.actual_date")
    def _compute_milestone_progress(self):
        for project in self:
            milestones = project.milestone_ids
            pending = milestones.filtered(lambda line: not line.actual_date)
            dated = pending.filtered("planned_date").sorted("planned_date")
            project.milestone_count = len(milestones)
            project.milestone_done_count = len(milestones - pending)
            project.next_milestone_id = (dated or pending)[:1]
            project.next_milestone_date = dated[:1].planned_date
            project.days_overdue = dated[:1].days_overdue

    @api.depends(
        "milestone_ids.planned_date",
        "planned_start_date",
        "planned_completion_date",
        "planned_production_date",
    )
    def _compute_calendar_warning(self):
        days = self.env["investment.calendar.day"]
        for project in self:
            dates = project.milestone_ids.mapped("planned_date")
            project.calendar_warning = days._get_calendar_warning(dates)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        for fact, _label in FACTS:
            for prefix, field in (("planned", "planned_date"), ("actual", "actual_date")):
                if f"{prefix}_{fact}_date" in vals:
                    self._date_fact_milestones(fact, f"{prefix}_{fact}_date", field)
        return result

    def _date_fact_milestones(self, fact, project_field, field):
        for milestone in self.milestone_ids.filtered(lambda line: line.fact == fact):
            date = milestone.project_id[project_field]
            if milestone[field] != date:
                milestone[field] = date

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_apply_template(self):
        """Create the milestones and approvals of the template that the project lacks."""
        for project in self:
            if not project.template_id:
                raise UserError(
                    self.env._(
                        "Choose a “Schedule Template” for “%(project)s” first.",
                        project=project.name,
                    )
                )
            project._apply_template()

    def action_recount_deadlines(self):
        """Count the open deadlines again, after the calendar was filled in or changed."""
        for project in self.filtered(lambda one: one.state == "active"):
            project._reschedule(project._get_planned_dates())

    def action_replan(self):
        """Count the open deadlines from what has actually been done."""
        for project in self:
            project._reschedule(project._get_planned_dates(), from_actual=True)

    def _apply_template(self):
        self.ensure_one()
        existing = {line.template_line_id: line for line in self.milestone_ids}
        created = {}
        for line in self.template_id.line_ids._in_order():
            if line in existing:
                created[line] = existing[line]
                continue
            previous = created.get(line.after_line_id)
            created[line] = self.env["investment.project.milestone"].create(
                line._prepare_milestone_values(self, previous)
            )
            if line.what == "approval":
                self.env["investment.approval"].create(
                    line._prepare_approval_values(created[line])
                )

    # ------------------------------------------------------------
    # Moving
    # ------------------------------------------------------------

    def _get_planned_dates(self):
        return {line: line.planned_date for line in self.milestone_ids}

    def _reschedule(self, before, from_actual=False):
        """Put every open milestone that follows another where it belongs, in the order of the
        chain; tell what moved. ``before``: planned dates to compare with, {} to tell nothing."""
        calendar = self.env["investment.calendar.day"]._get_calendar()
        for project in self:
            for milestone in project.milestone_ids._in_chain_order():
                done = milestone.actual_date and milestone.planned_date
                if milestone.is_fixed or done or not milestone.previous_id:
                    continue
                due = milestone._get_due_date(calendar, from_actual)
                if due and due != milestone.planned_date:
                    milestone._set_schedule({"planned_date": due})
            project._take_planned_dates()
            project._log_moves(before)

    def _take_planned_dates(self):
        for milestone in self.milestone_ids.filtered(
            lambda line: line.fact and line.planned_date
        ):
            field = f"planned_{milestone.fact}_date"
            if self[field] != milestone.planned_date:
                self[field] = milestone.planned_date

    def _log_moves(self, before):
        moved = self.milestone_ids.filtered(
            lambda line: before.get(line) and before[line] != line.planned_date
        )
        if not moved:
            return
        items = Markup("").join(
            Markup("<li>%s</li>")
            % self.env._(
                "%(milestone)s: %(before)s → %(after)s",
                milestone=line.name,
                before=format_date(self.env, before[line]),
                after=format_date(self.env, line.planned_date) if line.planned_date else "—",
            )
            for line in moved._in_chain_order()
        )
        self._message_log(
            body=Markup("<p>%s</p><ul>%s</ul>") % (escape(self.env._("Deadlines moved")), items)
        )
