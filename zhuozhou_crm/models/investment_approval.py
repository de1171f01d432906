from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.attachment import own_files

COLOURS = {"approved": "success", "filed": "info", "rejected": "danger"}
CHANNELS = [
    ("ordinary", "Ordinary"),
    ("green", "Green channel"),
    ("full_chain", "Full-chain handling"),
    ("tailored", "Tailored approval"),
]


class InvestmentApproval(models.Model):
    """Approval item of a key project (审批件).

    Channels from the article: 重点项目“绿色通道”, “全链办理”, “差异化定制审批”. Its counts, too:
    37个项目196件(次) — items decided, and the projects they belong to.

    The status follows from the dates: filed, then approved on the day it is decided; a refusal or
    a withdrawal is said. Filing sets the day by which the office has promised to decide, in
    working days after the day of filing. An approved item of the schedule is its milestone done.
    """

    _name = "investment.approval"
    _description = "Approval Item"
    _inherit = ["mail.thread"]
    _order = "project_id, sequence, id"

    project_id = fields.Many2one(
        "investment.project", "Key Project", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="project_id.company_id", store=True)
    team_id = fields.Many2one(related="project_id.team_id", store=True, index=True)
    milestone_id = fields.Many2one(
        "investment.project.milestone",
        domain="[('project_id', '=', project_id)]",
        index="btree_not_null",
        ondelete="set null",
    )
    planned_date = fields.Date(related="milestone_id.planned_date", string="Deadline")
    sequence = fields.Integer(default=10)
    type_id = fields.Many2one(
        "investment.approval.type", "Type", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char("Document", help="Title or number of the document.")
    office_id = fields.Many2one(
        "investment.office",
        "Office",
        compute="_compute_office_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    channel = fields.Selection(CHANNELS, required=True, default="ordinary", index=True)
    filed_date = fields.Date("Filed On", index=True, tracking=True)
    promised_date = fields.Date(
        "Promised By",
        compute="_compute_promised_date",
        store=True,
        readonly=False,
        tracking=True,
        help="Last working day of the office's promise, counted from the day of filing.",
    )
    decided_date = fields.Date("Decided On", index=True, tracking=True)
    state = fields.Selection(
        [
            ("to_file", "To file"),
            ("filed", "Under review"),
            ("approved", "Approved"),
            ("rejected", "Rejected"),
            ("withdrawn", "Withdrawn"),
        ],
        "Status",
        compute="_compute_state",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        tracking=True,
    )
    working_days = fields.Integer(
        "Working Days Used",
        compute="_compute_working_days",
        help="Working days from filing to the decision, the day of filing not counted.",
        aggregator="avg",
    )
    is_overdue = fields.Boolean(
        "Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "investment_approval_evidence_rel",
        "approval_id",
        "attachment_id",
        "Documents",
        copy=False,
    )
    note = fields.Text("What Is Missing")

    _dates_ordered = models.Constraint(
        "CHECK (decided_date >= filed_date)", "An approval is decided after it was filed."
    )
    _decided_filed = models.Constraint(
        "CHECK (decided_date IS NULL OR filed_date IS NOT NULL)",
        "An approval that is decided has been filed: enter “Filed On”.",
    )
    _decided_dated = models.Constraint(
        "CHECK (state NOT IN ('approved', 'rejected') OR decided_date IS NOT NULL)",
        "An approval that is approved or rejected needs the day of the decision.",
    )

    @api.depends("type_id")
    def _compute_office_id(self):
        for approval in self:
            approval.office_id = approval.office_id or approval.type_id.office_id

    @api.depends("filed_date", "type_id")
    def _compute_promised_date(self):
        calendar = self.env["investment.calendar.day"]._get_calendar()
        for approval in self:
            days = approval.type_id.working_days
            filed = approval.filed_date
            if filed and days:
                approval.promised_date = calendar.add(filed, days)
            elif not filed:
                approval.promised_date = False

    @api.depends("filed_date", "decided_date")
    def _compute_state(self):
        for approval in self:
            if approval.decided_date:
                if approval.state not in ("rejected", "withdrawn"):
                    approval.state = "approved"
            elif approval.state != "withdrawn":
                approval.state = "filed" if approval.filed_date else "to_file"

    @api.depends("filed_date", "decided_date")
    def _compute_working_days(self):
        calendar = self.env["investment.calendar.day"]._get_calendar()
        for approval in self:
            filed, decided = approval.filed_date, approval.decided_date
            approval.working_days = calendar.late(filed, decided) if filed and decided else 0

    @api.depends("promised_date", "planned_date", "state")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for approval in self:
            due = approval.promised_date or approval.planned_date
            waiting = approval.state in ("to_file", "filed")
            approval.is_overdue = bool(waiting and due and due < today)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        late = Domain("promised_date", "<", today) | (
            Domain("promised_date", "=", False)
            & Domain("milestone_id.planned_date", "<", today)
        )
        overdue = Domain("state", "in", ("to_file", "filed")) & late
        return overdue if set(value) == {True} else ~overdue

    @api.depends("project_id.name", "type_id.name")
    def _compute_display_name(self):
        for approval in self:
            parts = (approval.project_id.name, approval.type_id.name)
            approval.display_name = " · ".join(part for part in parts if part)

    @api.constrains("filed_date", "decided_date")
    def _check_dates_past(self):
        today = fields.Date.context_today(self)
        for approval in self:
            if max(approval.filed_date or today, approval.decided_date or today) > today:
                raise ValidationError(
                    self.env._(
                        "“%(approval)s” is filed or decided on a day in the future: correct "
                        "“Filed On” or “Decided On”.",
                        approval=approval.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        approvals = super().create(vals_list)
        own_files(approvals, ["evidence_ids"])
        approvals._finish_milestones()
        return approvals

    def write(self, vals):
        result = super().write(vals)
        if "evidence_ids" in vals:
            own_files(self, ["evidence_ids"])
        if not vals.keys().isdisjoint({"decided_date", "state", "milestone_id"}):
            self._finish_milestones()
        return result

    def action_open(self):
        """The whole form, from a line of the project."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_file(self):
        self.filtered(lambda one: not one.filed_date).write(
            {"filed_date": fields.Date.context_today(self)}
        )

    def action_approve(self):
        self.filtered(lambda one: one.state == "filed").write(
            {"state": "approved", "decided_date": fields.Date.context_today(self)}
        )

    def action_reject(self):
        self.filtered(lambda one: one.state == "filed").write(
            {"state": "rejected", "decided_date": fields.Date.context_today(self)}
        )

    def action_withdraw(self):
        self.write({"state": "withdrawn"})

    def _finish_milestones(self):
        for approval in self.filtered(lambda one: one.state == "approved"):
            milestone = approval.milestone_id
            if milestone and milestone.actual_date != approval.decided_date:
                milestone.actual_date = approval.decided_date

    def _prepare_portal_values(self):
        """What the enterprise sees of it."""
        states = dict(self._fields["state"]._description_selection(self.env))
        channels = dict(self._fields["channel"]._description_selection(self.env))
        return {
            "type": self.type_id.name,
            "office": self.office_id.name,
            "channel": channels[self.channel],
            "filed_date": self.filed_date,
            "promised_date": self.promised_date,
            "decided_date": self.decided_date,
            "colour": COLOURS.get(self.state, "light"),
            "state_label": states[self.state],
        }
