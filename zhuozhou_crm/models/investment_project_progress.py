from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.attachment import own_files
from ..tools.months import first_of_month

MONTH_FORMAT = "%Y-%m"


class InvestmentProjectProgress(models.Model):
    """Monthly report of a key project (月报).

    Columns follow the monthly tables (ledgers.md D1: completed of the month, of which building,
    equipment, land; 形象进度; 审核标识) and D9 (problems, next step).

    Draft → submitted by the unit → checked by a bureau manager, or returned with a reason. A
    month is submitted with its visual progress told, so that a month in which nothing was built
    says so. A checked month changes for nobody until a manager takes the check back; every change
    of a value is tracked, so a corrected month keeps what it said before.

    Whoever has not filed is reminded, see ``investment_project_filing``.
    """

    _name = "investment.project.progress"
    _description = "Monthly Progress"
    _inherit = ["investment.attested"]
    _order = "month desc, project_id, id desc"

    _reported_states = ("draft", "submitted")
    _frozen_fields = frozenset(
        {
            "amount",
            "construction_amount",
            "equipment_amount",
            "evidence_ids",
            "land_amount",
            "month",
            "project_id",
            "visual_progress",
        }
    )

    project_id = fields.Many2one(
        "investment.project", "Key Project", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="project_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    team_id = fields.Many2one(related="project_id.team_id", store=True, index=True)
    month = fields.Date(
        required=True,
        default=lambda self: self.env["investment.project"]._get_reporting_month(),
        index=True,
        tracking=True,
        help="Any day of the month; it is kept as its first day.",
    )
    month_label = fields.Char("Reported Month", compute="_compute_month_label")
    # what was done
    amount = fields.Monetary(
        "Completed This Month", tracking=True, help="Investment completed in the month."
    )
    construction_amount = fields.Monetary("of which Building", tracking=True)
    equipment_amount = fields.Monetary("of which Equipment", tracking=True)
    land_amount = fields.Monetary("of which Land and Other", tracking=True)
    amount_ytd = fields.Monetary(
        "Completed This Year",
        compute="_compute_amount_ytd",
        store=True,
        aggregator=False,
        help="From January to this month, drafts included.",
    )
    annual_plan = fields.Monetary(compute="_compute_annual_plan", aggregator=False)
    completion = fields.Float(
        "Completion Rate", compute="_compute_annual_plan", aggregator=False
    )
    visual_progress = fields.Text(tracking=True, help="What stands on the site now.")
    problems = fields.Text(tracking=True)
    next_step = fields.Text(tracking=True)
    photo_ids = fields.Many2many(
        "ir.attachment",
        "investment_project_progress_photo_rel",
        "progress_id",
        "attachment_id",
        "Photos",
        copy=False,
    )
    # where it stands
    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Submitted"), ("checked", "Checked")],
        "Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
    )
    filed_by_id = fields.Many2one("res.users", "Filed By", readonly=True, copy=False)
    filed_on = fields.Date(readonly=True, copy=False)
    return_reason = fields.Char("Returned Because", copy=False, tracking=True)

    _project_month_unique = models.UniqueIndex(
        "(project_id, month)",
        "This month of the project is in the list already: change the line that is there.",
    )
    _month_first = models.Constraint(
        "CHECK (EXTRACT(DAY FROM month) = 1)", "A month is kept as its first day."
    )
    _amounts_positive = models.Constraint(
        "CHECK (amount >= 0 AND construction_amount >= 0 AND equipment_amount >= 0 "
        "AND land_amount >= 0)",
        "The investment completed in a month cannot be negative: correct the month that was "
        "reported too high.",
    )
    # What the lights and the figures ask for: the months of a project in their order.
    _filed_idx = models.Index(
        "(project_id, month DESC) WHERE state IN ('submitted', 'checked')"
    )

    # ------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------

    @api.depends("month")
    def _compute_month_label(self):
        for line in self:
            line.month_label = line.month and line.month.strftime(MONTH_FORMAT)

    @api.depends(
        "month", "amount", "project_id.progress_ids.amount", "project_id.progress_ids.month"
    )
    def _compute_amount_ytd(self):
        """Running sum of the year, of all the lines of the projects in one pass."""
        running = {}
        siblings = self.project_id.progress_ids | self
        for line in siblings.sorted(lambda line: line.month or fields.Date.today()):
            key = line.project_id, line.month and line.month.year
            running[key] = running.get(key, 0) + line.amount
            if line in self:
                line.amount_ytd = running[key]

    @api.depends("month", "amount_ytd", "project_id.plan_ids.amount")
    def _compute_annual_plan(self):
        plans = self.project_id._get_plan_by_year()
        for line in self:
            key = line.project_id._origin.id, line.month and line.month.year
            line.annual_plan = plans.get(key, 0)
            line.completion = line.amount_ytd / line.annual_plan if line.annual_plan else 0

    @api.depends("project_id.name", "month")
    def _compute_display_name(self):
        for line in self:
            month = line.month.strftime(MONTH_FORMAT) if line.month else ""
            line.display_name = f"{line.project_id.name or ''} {month}".strip()

    # ------------------------------------------------------------
    # Constraints and CRUD
    # ------------------------------------------------------------

    @api.constrains("month")
    def _check_month_begun(self):
        today = fields.Date.context_today(self)
        for line in self:
            if line.month > today:
                raise ValidationError(
                    self.env._(
                        "“%(report)s” has not begun yet: choose the month that is reported.",
                        report=line.display_name,
                    )
                )

    @api.constrains("state", "visual_progress")
    def _check_visual_progress(self):
        mute = self.filtered(
            lambda line: line.state != "draft" and not (line.visual_progress or "").strip()
        )
        if mute:
            raise ValidationError(
                self.env._(
                    "Tell the visual progress before submitting, also when nothing was built:\n"
                    "%(projects)s",
                    projects="\n".join(f"• {name}" for name in mute.mapped("display_name")),
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._prepare_filing(vals) for vals in vals_list]
        # No "created" note: who filed and when is on the line.
        lines = super(
            InvestmentProjectProgress, self.with_context(mail_create_nolog=True)
        ).create(vals_list)
        lines = lines.with_env(self.env)
        own_files(lines, ["photo_ids"])
        return lines

    def write(self, vals):
        result = super().write(self._prepare_filing(vals))
        if "photo_ids" in vals:
            own_files(self, ["photo_ids"])
        return result

    @api.model
    def _prepare_filing(self, vals):
        """A copy of the values with the month as its first day and who filed it."""
        vals = dict(vals)
        if vals.get("month"):
            vals["month"] = first_of_month(fields.Date.to_date(vals["month"]))
        if vals.get("state") == "submitted":
            vals = {
                "filed_by_id": self.env.uid,
                "filed_on": fields.Date.context_today(self),
                "return_reason": False,
                **vals,
            }
        return vals

    def _prepare_verification(self, state):
        return super()._prepare_verification("verified" if state == "checked" else state)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_filed(self):
        for line in self.filtered(lambda line: line.state != "draft"):
            raise UserError(
                self.env._(
                    "“%(report)s” has been filed and cannot be deleted. Correct it instead.",
                    report=line.display_name,
                )
            )

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_open(self):
        """The whole form of a line, for photos and evidence."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_submit(self):
        self.filtered(lambda line: line.state == "draft").write({"state": "submitted"})

    def action_check(self):
        """Check what is submitted; a manager checks."""
        self.filtered(lambda line: line.state == "submitted").write({"state": "checked"})

    def action_draft(self):
        """Back to the unit: by itself until it is checked, by a manager afterwards."""
        self.filtered(lambda line: line.state != "draft").write({"state": "draft"})
