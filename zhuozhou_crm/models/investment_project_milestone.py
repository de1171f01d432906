from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

SCHEDULE_FIELDS = {"is_fixed", "planned_date", "previous_id", "working_days"}
FACTS = [
    ("start", "Start of construction"),
    ("completion", "Completion of works"),
    ("production", "Production"),
]


class InvestmentProjectMilestone(models.Model):
    """Step of a key project with its deadline (项目节点).

    The deadline is ``working_days`` working days after that of the step before it. A date set by
    hand stays where it was put (``is_fixed``) and what depends on it moves; so does what depends
    on a step that moves. One note on the project tells what moved from when to when.

    What has actually happened never moves a deadline by itself: otherwise every delay would push
    the plan along and nothing would ever be late. “Replan” on the project does that, and says so.

    Overdue is counted in working days: since the deadline while it is open, until it was done
    afterwards.
    """

    _name = "investment.project.milestone"
    _description = "Milestone"
    _order = "project_id, sequence, id"

    project_id = fields.Many2one(
        "investment.project", "Key Project", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="project_id.company_id", store=True)
    team_id = fields.Many2one(related="project_id.team_id", store=True, index=True)
    template_line_id = fields.Many2one(
        "investment.project.template.line", "From Template Line", ondelete="set null"
    )
    name = fields.Char("Milestone", required=True)
    sequence = fields.Integer(default=10)
    office_id = fields.Many2one("investment.office", "Office", ondelete="restrict")
    fact = fields.Selection(
        FACTS, "Stands for", help="Its dates are those of the project itself."
    )
    previous_id = fields.Many2one(
        "investment.project.milestone",
        "Follows",
        domain="[('project_id', '=', project_id), ('id', '!=', id)]",
        index="btree_not_null",
        ondelete="set null",
    )
    next_ids = fields.One2many("investment.project.milestone", "previous_id", "Followed By")
    working_days = fields.Integer(
        help="Working days after the step it follows.", aggregator=False
    )
    planned_date = fields.Date("Deadline", index=True)
    is_fixed = fields.Boolean(
        "Fixed by Hand", help="The deadline stays where it is when the step before it moves."
    )
    actual_date = fields.Date("Done On", index=True)
    approval_ids = fields.One2many("investment.approval", "milestone_id", "Approvals")
    is_overdue = fields.Boolean(
        "Overdue", compute="_compute_days_overdue", search="_search_is_overdue"
    )
    days_overdue = fields.Integer(
        "Working Days Overdue", compute="_compute_days_overdue", aggregator=False
    )
    calendar_warning = fields.Char(compute="_compute_calendar_warning")

    _working_days_sane = models.Constraint(
        "CHECK (working_days BETWEEN 0 AND 2500)",
        "The working days between two milestones must lie between 0 and 2500.",
    )
    _fact_unique = models.UniqueIndex(
        "(project_id, fact) WHERE fact IS NOT NULL",
        "A project has one milestone only for its start, its completion and its production.",
    )

    # ------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------

    @api.depends("planned_date", "actual_date")
    def _compute_days_overdue(self):
        calendar = self.env["investment.calendar.day"]._get_calendar()
        today = fields.Date.context_today(self)
        for milestone in self:
            due, done = milestone.planned_date, milestone.actual_date
            milestone.days_overdue = calendar.late(due, done or today) if due else 0
            milestone.is_overdue = not done and milestone.days_overdue > 0

    def _search_is_overdue(self, operator, value):
        """Open milestones with at least one working day between their deadline and today."""
        if operator != "in":
            return NotImplemented
        calendar = self.env["investment.calendar.day"]._get_calendar()
        today = fields.Date.context_today(self)
        before = today if calendar.is_working(today) else calendar.add(today, -1)
        overdue = Domain("actual_date", "=", False) & Domain("planned_date", "<", before)
        return overdue if set(value) == {True} else ~overdue

    @api.depends("planned_date")
    def _compute_calendar_warning(self):
        days = self.env["investment.calendar.day"]
        for milestone in self:
            milestone.calendar_warning = days._get_calendar_warning([milestone.planned_date])

    @api.depends("name", "project_id.name")
    @api.depends_context("hide_project")
    def _compute_display_name(self):
        for milestone in self:
            parts = [milestone.name or ""]
            if not self.env.context.get("hide_project"):
                parts.insert(0, milestone.project_id.name or "")
            milestone.display_name = " · ".join(part for part in parts if part)

    # ------------------------------------------------------------
    # Constraints and CRUD
    # ------------------------------------------------------------

    @api.constrains("previous_id", "project_id")
    def _check_previous(self):
        if self._has_cycle("previous_id"):
            raise ValidationError(
                self.env._(
                    "The milestones “%(names)s” follow one another in a circle: clear “Follows” "
                    "on the first of them.",
                    names=self.env._(", ").join(self.mapped("name")),
                )
            )
        for milestone in self:
            if milestone.previous_id.project_id not in (
                milestone.project_id,
                self.project_id[:0],
            ):
                raise ValidationError(
                    self.env._(
                        "“%(milestone)s” follows a milestone of another project: choose one of "
                        "its own project.",
                        milestone=milestone.name,
                    )
                )

    @api.constrains("actual_date")
    def _check_actual_date_past(self):
        today = fields.Date.context_today(self)
        for milestone in self:
            if milestone.actual_date and milestone.actual_date > today:
                raise ValidationError(
                    self.env._(
                        "“%(milestone)s” cannot be done on a day in the future: change its "
                        "deadline instead.",
                        milestone=milestone.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [
            {"is_fixed": bool(vals.get("previous_id") and vals.get("planned_date")), **vals}
            for vals in vals_list
        ]
        milestones = super().create(vals_list)
        milestones._take_from_project()
        milestones.project_id._reschedule({})
        milestones._tell_project()
        return milestones

    def write(self, vals):
        if vals.keys().isdisjoint(SCHEDULE_FIELDS | {"actual_date", "fact"}):
            return super().write(vals)
        if "planned_date" in vals:
            vals = {"is_fixed": True, **vals}
        before = {line: line.planned_date for line in self.project_id.milestone_ids}
        result = super().write(vals)
        if not vals.keys().isdisjoint(SCHEDULE_FIELDS):
            self.project_id._reschedule(before)
        if not vals.keys().isdisjoint({"actual_date", "fact"}):
            self._tell_project()
        return result

    def unlink(self):
        """What followed a deleted step keeps its deadline."""
        self.next_ids.filtered("planned_date")._set_schedule({"is_fixed": True})
        return super().unlink()

    # ------------------------------------------------------------
    # Business
    # ------------------------------------------------------------

    def action_done_today(self):
        self.filtered(lambda line: not line.actual_date).write(
            {"actual_date": fields.Date.context_today(self)}
        )

    def action_unfix(self):
        """Let the deadline follow the step before it again."""
        self.filtered("previous_id").write({"is_fixed": False})

    def _set_schedule(self, vals):
        """Write without moving what depends on it: for the schedule itself."""
        plain = super()
        return plain.write(vals)

    def _get_due_date(self, calendar, from_actual=False):
        """Where the deadline belongs, or False where nothing says so."""
        previous = self.previous_id
        start = (from_actual and previous.actual_date) or previous.planned_date
        return start and calendar.add(start, self.working_days)

    def _take_from_project(self):
        """A new milestone that stands for a fact takes the dates that the project has."""
        for milestone in self.filtered("fact"):
            vals = {}
            for field in ("planned_date", "actual_date"):
                known = milestone.project_id[field.replace("_", f"_{milestone.fact}_")]
                follows = field == "planned_date" and milestone.previous_id
                if known and not milestone[field] and not follows:
                    vals[field] = known
            if vals:
                milestone._set_schedule(vals)

    def _tell_project(self):
        """The milestone that stands for a fact of the project dates it."""
        for milestone in self.filtered("fact"):
            field = f"actual_{milestone.fact}_date"
            if milestone.actual_date and milestone.project_id[field] != milestone.actual_date:
                milestone.project_id[field] = milestone.actual_date

    def _in_chain_order(self):
        """Every milestone after the one that it follows."""
        ordered, seen = [], set()

        def visit(milestone):
            if milestone.id in seen:
                return
            seen.add(milestone.id)
            if milestone.previous_id in self:
                visit(milestone.previous_id)
            ordered.append(milestone.id)

        for milestone in self.sorted(lambda line: (line.sequence, line.id)):
            visit(milestone)
        return self.browse(ordered)
