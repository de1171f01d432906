from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..tools.attachment import own_files

MANAGER = "zhuozhou_crm.zhuozhou_crm_group_manager"
#: What the unit itself may write: its report.
REPORT_FIELDS = {"result", "evidence_ids", "reported_on", "reported_by_id", "state"}
#: What was reported is not done after all.
NOT_DONE = {
    "state": "open",
    "reported_on": False,
    "reported_by_id": False,
    "accepted_on": False,
}
OPEN_FIELDS = {
    "activity_ids",
    "message_follower_ids",
    "message_ids",
    "message_main_attachment_id",
}


class InvestmentDirective(models.Model):
    """Directive (督办): what is to be done, by whom, by when.

    Open → reported done by the unit, with evidence → accepted by whoever set it, or returned with
    a reason. Only the setter accepts: who asked for it says whether it is done. Only the setter
    or a bureau manager changes or cancels what was asked for; each such change is tracked.

    What is overdue escalates (``investment_directive_escalation``) and turns up in the next pack.
    """

    _name = "investment.directive"
    _description = "Directive"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "due_date, id"
    _check_company_auto = True

    name = fields.Char("What Is to Be Done", required=True, tracking=True)
    hearing_id = fields.Many2one(
        "investment.hearing", "Hearing", index="btree_not_null", ondelete="restrict"
    )
    project_id = fields.Many2one(
        "investment.project",
        "Key Project",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    # who
    team_id = fields.Many2one(
        "crm.team",
        "Responsible Unit",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_investment", "=", True)],
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Person Responsible",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        tracking=True,
    )
    setter_id = fields.Many2one(
        "res.users",
        "Assigned By",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
        help="Accepts what is reported done.",
    )
    # by when
    date = fields.Date("Set On", required=True, default=fields.Date.context_today)
    due_date = fields.Date("Due", required=True, index=True, tracking=True)
    is_overdue = fields.Boolean(
        "Overdue", compute="_compute_days_overdue", search="_search_is_overdue"
    )
    days_overdue = fields.Integer(
        "Working Days Overdue", compute="_compute_days_overdue", aggregator=False
    )
    # where it stands
    state = fields.Selection(
        [
            ("open", "To be done"),
            ("reported", "Reported done"),
            ("accepted", "Accepted"),
            ("cancelled", "Cancelled"),
        ],
        "Status",
        required=True,
        default="open",
        copy=False,
        index=True,
        tracking=True,
    )
    result = fields.Text("What Was Done", copy=False)
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "investment_directive_evidence_rel",
        string="Evidence",
        copy=False,
        bypass_search_access=True,
    )
    reported_on = fields.Date(readonly=True, copy=False)
    reported_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    accepted_on = fields.Date(readonly=True, copy=False, index="btree_not_null")
    is_on_time = fields.Boolean(
        "Done on Time",
        compute="_compute_is_on_time",
        store=True,
        help="Accepted, and reported done by the day it was due.",
    )
    return_reason = fields.Char("Returned Because", copy=False, tracking=True)
    may_accept = fields.Boolean(compute="_compute_may_accept")

    _due_after_set = models.Constraint(
        "CHECK (due_date >= date)", "A directive cannot be due before the day it is set."
    )
    _open_idx = models.Index("(due_date) WHERE state IN ('open', 'reported')")

    @api.depends("project_id")
    def _compute_team_id(self):
        for directive in self:
            directive.team_id = directive.team_id or directive.project_id.team_id

    @api.depends("team_id", "project_id")
    def _compute_user_id(self):
        """Whoever files for the project, else the head of the unit."""
        for directive in self:
            officer = directive.project_id.user_id
            if officer and directive.team_id != directive.project_id.team_id:
                officer = officer.browse()
            directive.user_id = directive.user_id or officer or directive.team_id.user_id

    @api.depends("due_date", "state")
    def _compute_days_overdue(self):
        calendar = self.env["investment.calendar.day"]._get_calendar()
        today = fields.Date.context_today(self)
        for directive in self:
            due = directive.due_date
            waiting = directive.state == "open" and due and due < today
            directive.is_overdue = waiting
            directive.days_overdue = calendar.late(due, today) if waiting else 0

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = Domain("state", "=", "open") & Domain(
            "due_date", "<", fields.Date.context_today(self)
        )
        return overdue if set(value) == {True} else ~overdue

    @api.depends("state", "reported_on", "due_date")
    def _compute_is_on_time(self):
        for directive in self:
            reported = directive.reported_on
            directive.is_on_time = (
                directive.state == "accepted" and reported and reported <= directive.due_date
            )

    @api.depends("setter_id", "state")
    @api.depends_context("uid")
    def _compute_may_accept(self):
        for directive in self:
            directive.may_accept = (
                directive.state == "reported" and directive.setter_id == self.env.user
            )

    # ------------------------------------------------------------
    # Constraints and CRUD
    # ------------------------------------------------------------

    @api.constrains("state", "evidence_ids", "result")
    def _check_report(self):
        for directive in self:
            done = directive.state in ("reported", "accepted")
            if done and not (directive.evidence_ids and (directive.result or "").strip()):
                raise ValidationError(
                    self.env._(
                        "“%(directive)s” is done only with proof: fill in “What Was Done” and "
                        "attach the “Evidence”.",
                        directive=directive.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        directives = super().create(vals_list)
        own_files(directives, ["evidence_ids"])
        directives.filtered("user_id")._assign_task()
        return directives

    def write(self, vals):
        self._check_may_write(vals)
        result = super().write(vals)
        if "evidence_ids" in vals:
            own_files(self, ["evidence_ids"])
        return result

    def _check_may_write(self, vals):
        """The unit reports; the rest is for who set it, or for a manager."""
        if self.env.su:
            return
        names = vals.keys() - OPEN_FIELDS
        manager = self.env.user.has_group(MANAGER)
        for directive in self:
            if vals.get("state") == "accepted" and directive.setter_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "Only %(setter)s, who set “%(directive)s”, can accept it.",
                        setter=directive.setter_id.name,
                        directive=directive.name,
                    )
                )
            if manager or directive.setter_id == self.env.user:
                continue
            reporting = directive.state == "open" and vals.get("state", "open") in (
                "open",
                "reported",
            )
            if names - REPORT_FIELDS or (names and not reporting):
                raise AccessError(
                    self.env._(
                        "“%(directive)s”: your unit fills in “What Was Done” and the evidence "
                        "and reports it done; the rest is for %(setter)s or a bureau manager.",
                        directive=directive.name,
                        setter=directive.setter_id.name,
                    )
                )

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_report(self):
        self.filtered(lambda one: one.state == "open").write(
            {
                "state": "reported",
                "reported_on": fields.Date.context_today(self),
                "reported_by_id": self.env.uid,
            }
        )
        self._end_tasks()
        for directive in self:
            directive.message_notify(
                partner_ids=directive.setter_id.partner_id.ids,
                subject=directive.name,
                body=self.env._(
                    "Reported done: “%(directive)s”. Please accept it or return it.",
                    directive=directive.name,
                ),
            )

    def action_accept(self):
        waiting = self.filtered(lambda one: one.state == "reported")
        waiting.write(
            {
                "state": "accepted",
                "accepted_on": fields.Date.context_today(self),
                "return_reason": False,
            }
        )

    def action_return(self):
        """Not done: back to the unit, with the reason that was entered."""
        for directive in self.filtered(lambda one: one.state == "reported"):
            if not directive.return_reason:
                raise UserError(
                    self.env._(
                        "Enter under “Returned Because” what is missing in “%(directive)s”.",
                        directive=directive.name,
                    )
                )
            directive.write(NOT_DONE)
            directive._assign_task()

    def action_cancel(self):
        self.filtered(lambda one: one.state != "accepted").write({"state": "cancelled"})
        self._end_tasks()

    def action_reopen(self):
        self.write({**NOT_DONE, "return_reason": False})
        self._assign_task()
