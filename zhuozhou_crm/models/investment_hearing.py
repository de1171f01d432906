from io import BytesIO

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..report.hearing_pack import HearingPack
from ..report.hearing_pack_docx import write_document
from ..report.hearing_pack_xlsx import write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class InvestmentHearing(models.Model):
    """Hearing (过堂会): the projects that are stuck, called up one by one.

    “市委市政府定期组织‘过堂会’，推动项目审批、落地、投产等各环节无缝衔接” (the article). No
    definition is published; comparable meetings let each unit report progress, problems and next
    step, and end in orders to somebody by some day (``domain/progress_lights.md``).

    The bureau chooses the projects by light and unit and hands out the pack, an Excel table and a
    Word text of the same content; it stays with the hearing as it was handed out. Decisions are
    taken down as directives (``investment.directive``). Those overdue turn up in the next pack,
    whatever projects are called up.
    """

    _name = "investment.hearing"
    _description = "Hearing"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"

    name = fields.Char(
        "Title",
        compute="_compute_name",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today, tracking=True)
    place = fields.Char()
    chair_id = fields.Many2one(
        "res.partner",
        "Chaired By",
        domain=[("is_company", "=", False)],
        tracking=True,
        help="Overdue directives of this hearing are finally reported here.",
    )
    user_id = fields.Many2one(
        "res.users", "Taken Down By", default=lambda self: self.env.user, tracking=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    state = fields.Selection(
        [("draft", "In preparation"), ("held", "Held"), ("cancelled", "Cancelled")],
        "Status",
        required=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    # whom to call up
    call_red = fields.Boolean("All Red", default=True)
    call_yellow = fields.Boolean("All Yellow")
    call_overdue = fields.Boolean("All With Overdue Directives", default=True)
    team_ids = fields.Many2many(
        "crm.team",
        string="Only Lead Units",
        domain=[("is_investment", "=", True)],
        help="Empty: all units. With no light chosen: all projects of these units.",
    )
    project_ids = fields.Many2many(
        "investment.project", string="Key Projects", domain=[("state", "=", "active")]
    )
    project_count = fields.Integer(
        "Projects Called Up", compute="_compute_project_count", store=True
    )
    # what is handed out
    pack_ids = fields.Many2many(
        "ir.attachment",
        "investment_hearing_pack_rel",
        string="Pack",
        copy=False,
        readonly=True,
        bypass_search_access=True,
    )
    pack_date = fields.Datetime("Pack of", copy=False, readonly=True)
    minutes = fields.Text()
    directive_ids = fields.One2many("investment.directive", "hearing_id", "Directives")
    directive_count = fields.Integer(compute="_compute_directive_count")
    overdue_count = fields.Integer(compute="_compute_directive_count")

    @api.depends("date")
    def _compute_name(self):
        for hearing in self:
            hearing.name = hearing.name or (
                hearing.date
                and self.env._(
                    "Hearing on key projects %(year)s-%(month)s-%(day)s",
                    year=hearing.date.year,
                    month=hearing.date.month,
                    day=hearing.date.day,
                )
            )

    @api.depends("project_ids")
    def _compute_project_count(self):
        for hearing in self:
            hearing.project_count = len(hearing.project_ids)

    @api.depends("directive_ids.state", "directive_ids.due_date")
    def _compute_directive_count(self):
        for hearing in self:
            hearing.directive_count = len(hearing.directive_ids)
            hearing.overdue_count = len(hearing.directive_ids.filtered("is_overdue"))

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_choose(self):
        """Put the projects by the choice in place of those chosen before."""
        for hearing in self:
            hearing.project_ids = self.env["investment.project"].search(
                hearing._get_call_domain()
            )

    def _get_call_domain(self):
        self.ensure_one()
        colours = [
            colour
            for colour, called in (("red", self.call_red), ("yellow", self.call_yellow))
            if called
        ]
        called = Domain("light", "in", colours)
        if self.call_overdue:
            overdue = Domain("is_overdue", "=", True)
            called |= Domain("directive_ids", "any", overdue)
        if self.team_ids:
            units = Domain("team_id", "in", self.team_ids.ids)
            called = called & units if colours else units
        return Domain("state", "=", "active") & called

    def action_make_pack(self):
        """Write the handouts; a new pack takes the place of the one before."""
        for hearing in self:
            if not hearing.project_ids:
                raise UserError(
                    self.env._(
                        "Choose the projects of “%(hearing)s” before you prepare the pack.",
                        hearing=hearing.name,
                    )
                )
            pack = HearingPack(hearing)
            hearing.pack_ids = [Command.clear()] + [
                Command.create(
                    {
                        "name": f"{hearing.name}.{extension}",
                        "raw": self._write_file(write, pack),
                        "mimetype": mimetype,
                        "res_model": self._name,
                        "res_id": hearing.id,
                    }
                )
                for extension, write, mimetype in (
                    ("xlsx", write_workbook, XLSX),
                    ("docx", write_document, DOCX),
                )
            ]
            hearing.pack_date = fields.Datetime.now()
            hearing.message_post(
                body=self.env._(
                    "Pack prepared: %(count)s projects", count=len(hearing.project_ids)
                ),
                attachment_ids=hearing.pack_ids.ids,
            )

    @api.model
    def _write_file(self, write, pack):
        target = BytesIO()
        write(pack, target)
        return target.getvalue()

    def action_hold(self):
        self.filtered(lambda hearing: hearing.state == "draft").state = "held"

    def action_cancel(self):
        self.filtered(lambda hearing: hearing.state == "draft").state = "cancelled"

    def action_draft(self):
        self.state = "draft"
