from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..tools.attachment import own_files

EVIDENCE_FIELDS = ("start_evidence_ids", "completion_evidence_ids", "production_evidence_ids")
#: Fields of the project and of its lead that record the same fact.
LEAD_FACTS = (
    ("actual_start_date", "start_evidence_ids", "start_date", "start_evidence_ids"),
    (
        "actual_production_date",
        "production_evidence_ids",
        "production_date",
        "production_evidence_ids",
    ),
)


class InvestmentProject(models.Model):
    """Planned and actual start, completion and production of a key project.

    What is recorded here is not entered again on the lead: an actual start with its evidence
    moves the lead to 开工, production to 投产 (through the gates, as any fact does). Of several
    key projects of one lead (phases of it) the earliest counts. Taking a date back here leaves
    the lead where it is: a project is moved back by hand.
    """

    _inherit = "investment.project"

    planned_start_date = fields.Date("Planned Start", tracking=True)
    planned_completion_date = fields.Date("Planned Completion", tracking=True)
    planned_production_date = fields.Date("Planned Production", tracking=True)
    actual_start_date = fields.Date("Started On", index=True, tracking=True, copy=False)
    actual_completion_date = fields.Date("Completed On", index=True, tracking=True, copy=False)
    actual_production_date = fields.Date(
        "In Production Since", index=True, tracking=True, copy=False
    )
    start_evidence_ids = fields.Many2many(
        "ir.attachment",
        "investment_project_start_evidence_rel",
        string="Evidence of the Start",
        copy=False,
    )
    completion_evidence_ids = fields.Many2many(
        "ir.attachment",
        "investment_project_completion_evidence_rel",
        string="Evidence of Completion",
        copy=False,
    )
    production_evidence_ids = fields.Many2many(
        "ir.attachment",
        "investment_project_production_evidence_rel",
        string="Evidence of Production",
        copy=False,
    )
    phase = fields.Selection(
        [
            ("preparing", "Not started"),
            ("building", "Under construction"),
            ("completed", "Works completed"),
            ("production", "In production"),
        ],
        compute="_compute_phase",
        store=True,
        precompute=True,
        index=True,
        group_expand=True,
    )
    _planned_order = models.Constraint(
        "CHECK (planned_completion_date >= planned_start_date "
        "AND planned_production_date >= planned_start_date)",
        "A project is planned to start before it is completed or goes into production.",
    )
    _actual_order = models.Constraint(
        "CHECK (actual_completion_date >= actual_start_date "
        "AND actual_production_date >= actual_start_date)",
        "A project starts before it is completed or goes into production.",
    )
    _closed_built = models.Constraint(
        "CHECK (state <> 'completed' OR COALESCE(actual_completion_date, "
        "actual_production_date) IS NOT NULL)",
        "A project that is closed has been completed or is in production: enter that day first.",
    )

    @api.depends("actual_start_date", "actual_completion_date", "actual_production_date")
    def _compute_phase(self):
        for project in self:
            if project.actual_production_date:
                project.phase = "production"
            elif project.actual_completion_date:
                project.phase = "completed"
            else:
                project.phase = "building" if project.actual_start_date else "preparing"

    @api.constrains("actual_start_date", "actual_completion_date", "actual_production_date")
    def _check_actual_dates_past(self):
        today = fields.Date.context_today(self)
        names = ("actual_start_date", "actual_completion_date", "actual_production_date")
        for project in self:
            for name in names:
                if project[name] and project[name] > today:
                    raise ValidationError(
                        self.env._(
                            "“%(field)s” of “%(project)s” lies in the future: it records what "
                            "has happened. Enter the planned date instead.",
                            field=self._fields[name]._description_string(self.env),
                            project=project.name,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        projects = super().create(vals_list)
        own_files(projects, EVIDENCE_FIELDS)
        projects._tell_leads()
        return projects

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(EVIDENCE_FIELDS):
            own_files(self, EVIDENCE_FIELDS)
        told = {"deal_id", "lead_id"} | {name for names in LEAD_FACTS for name in names[:2]}
        if not vals.keys().isdisjoint(told):
            self._tell_leads()
        return result

    def action_suspend(self):
        self.write({"state": "suspended"})

    def action_resume(self):
        self.write({"state": "active"})

    def action_close(self):
        self.write({"state": "completed"})

    def action_cancel(self):
        self.write({"state": "cancelled"})

    def _tell_leads(self):
        """Hand start and production over to the leads.

        sudo: who records the fact on the key project need not see the lead, which may be another
        team's; nothing but the fact is written.
        """
        for lead in self.lead_id.sudo():
            values = lead.key_project_ids._prepare_lead_values(lead)
            if values:
                lead.write(values)
                lead._move_on_facts()

    def _prepare_lead_values(self, lead):
        """What the lead does not know yet. The evidence is copied: readers of the lead need not
        be readers of the key project."""
        values = {}
        for date_name, files_name, lead_date, lead_files in LEAD_FACTS:
            dates = [date for date in self.mapped(date_name) if date]
            if dates and lead[lead_date] != min(dates):
                values[lead_date] = min(dates)
            known = set(lead[lead_files].mapped("checksum"))
            files = self[files_name].filtered(
                lambda file, known=known: file.checksum not in known
            )
            if dates and files:
                copies = files.copy({"res_model": lead._name, "res_id": lead.id})
                values[lead_files] = [Command.link(file.id) for file in copies]
        return values
