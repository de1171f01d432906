from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.sql import column_exists, create_column

from ..tools.text import normalize_code

# Columns that are empty for whatever is not a project of a promotion team.
INVESTMENT_COLUMNS = {
    "is_investment_lead": "bool",
    "investment_source": "varchar",
    "name_key": "varchar",
    "address_key": "varchar",
    "first_reporter_id": "int4",
    "first_report_team_id": "int4",
    "first_report_date": "date",
    "claim_state": "varchar",
    "first_contact_date": "date",
    "contract_value": "numeric",
    "pipeline_value": "numeric",
    "paid_in_amount": "numeric",
}
TEAM_LEAD = "zhuozhou_crm.zhuozhou_crm_group_team_lead"


class CrmLead(models.Model):
    """Investment project (招商项目): a lead of a promotion team.

    What a project is asked for follows the ledgers (B1 驻点招商项目信息采集表, B2 在谈项目, A
    宣城's rule on what a clue must say): investor and origin, planned and fixed-asset investment,
    sector and industry, land, energy, expected output, tax and jobs, source, assessment, and
    later the facts of landing, start and production.

    Stock leads are left alone: every field here is empty and every rule silent for a lead whose
    team is not a promotion team. The rules of a promotion team's lead live beside this file:
    stages, gates and automatic moves in ``crm_lead_stage``, the first report in
    ``crm_lead_claim``, merging in ``crm_lead_merge``, agreements in ``crm_lead_deal``.

    Assigning: the responsible officer or team of a registered project is changed by a team lead
    or above; an officer may only take an unassigned project of the own team.
    """

    _inherit = "crm.lead"

    # value
    planned_investment = fields.Monetary(
        "Planned Investment",
        currency_field="company_currency",
        tracking=True,
        help="Total investment the investor plans, before anything is signed.",
    )
    planned_fixed_asset = fields.Monetary(
        "of which Fixed Assets", currency_field="company_currency"
    )

    # what it is
    project_code = fields.Char(
        "Project Code",
        index="btree_not_null",
        tracking=True,
        help="Code of the official project system, once the project has one.",
        copy=False,
    )
    sector_id = fields.Many2one(
        "investment.sector",
        "Sector",
        domain=[("kind", "=", "sector")],
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    pillar_id = fields.Many2one(
        "investment.sector",
        "Pillar Industry",
        domain=[("kind", "=", "pillar")],
        index="btree_not_null",
        ondelete="restrict",
    )
    scene_id = fields.Many2one(
        "investment.sector",
        "Practice Scene",
        domain=[("kind", "=", "scene")],
        index="btree_not_null",
        ondelete="restrict",
    )
    industry_id = fields.Many2one(
        "res.partner.industry",
        "Industry (GB/T 4754)",
        index="btree_not_null",
        help="By the main product or use once in production, not by the investor's own industry.",
    )
    investor_origin = fields.Char("Investor's Origin")
    investment_source = fields.Selection(
        [
            ("trip", "Promotion trip"),
            ("event", "Promotion event"),
            ("joint_team", "Joint team with companies"),
            ("agency", "Entrusted agency"),
            ("inbound", "Investor came by itself"),
            ("referral", "Recommended"),
            ("existing", "Settled enterprise expands"),
            ("online", "Online"),
            ("other", "Other"),
        ],
        "Project Source",
        compute="_compute_investment_source",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    trip_id = fields.Many2one("investment.trip", "Promotion Trip", index="btree_not_null")
    engagement_ids = fields.One2many("investment.engagement", "lead_id", "Engagements")
    investment_engagement_count = fields.Integer(
        "Number of Engagements", compute="_compute_investment_engagement_count"
    )

    # needs
    site = fields.Char("Site", help="Place or parcel the project is meant for.")
    land_need = fields.Float("Land Needed (mu)", digits=(12, 2))
    energy_need = fields.Float("Energy per Year (tce)", digits=(14, 2))
    expected_output = fields.Monetary("Output per Year", currency_field="company_currency")
    expected_tax = fields.Monetary("Tax per Year", currency_field="company_currency")
    expected_jobs = fields.Integer("Jobs")

    # facts of the later stages
    assessment_result = fields.Selection(
        [
            ("passed", "Passed"),
            ("conditional", "Passed with conditions"),
            ("rejected", "Rejected"),
        ],
        "Assessment",
        tracking=True,
        copy=False,
    )
    assessment_date = fields.Date("Assessed On", tracking=True, copy=False)
    assessment_note = fields.Text("Assessment Opinion", copy=False)
    local_partner_id = fields.Many2one(
        "res.partner",
        "Local Company",
        domain=[("is_company", "=", True)],
        index="btree_not_null",
        check_company=True,
        tracking=True,
        help="The company registered here for the project, with its unified social credit code.",
        copy=False,
    )
    landing_date = fields.Date("Landed On", tracking=True, copy=False)
    start_date = fields.Date("Started On", tracking=True, copy=False)
    start_evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_lead_start_evidence_rel",
        string="Evidence of the Start",
        copy=False,
    )
    production_date = fields.Date("In Production Since", tracking=True, copy=False)
    production_evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_lead_production_evidence_rel",
        string="Evidence of Production",
        copy=False,
    )
    days_in_stage = fields.Integer("Days in Stage", compute="_compute_days_in_stage")
    is_investment_lead = fields.Boolean(
        related="team_id.is_investment",
        store=True,
        precompute=True,
        string="Investment Project",
        help="Stored, so that rules and screens find the projects among all leads without a join.",
    )

    _investment_amounts_positive = models.Constraint(
        "CHECK(planned_investment >= 0 AND planned_fixed_asset >= 0 AND land_need >= 0 "
        "AND energy_need >= 0 AND expected_output >= 0 AND expected_tax >= 0 "
        "AND expected_jobs >= 0)",
        "Investment, land, energy, output, tax and jobs of a project cannot be negative.",
    )

    # What the pipeline is opened by: the first cards of each column.
    _investment_pipeline_idx = models.Index(
        "(stage_id, priority DESC, id DESC) WHERE active IS TRUE AND is_investment_lead IS TRUE"
    )

    def _auto_init(self):
        """Add the computed columns empty: at installation there is no promotion team yet, so
        there is nothing to compute, however many leads the database holds."""
        for name, column_type in INVESTMENT_COLUMNS.items():
            if not column_exists(self.env.cr, self._table, name):
                create_column(self.env.cr, self._table, name, column_type)
        return super()._auto_init()

    @api.depends("trip_id", "event_id")
    def _compute_investment_source(self):
        """A project found on a trip or at an event need not be told so twice."""
        found = self.filtered(lambda lead: lead.trip_id or lead.event_id)
        for lead in found._get_investment_leads():
            lead.investment_source = lead.investment_source or (
                "trip" if lead.trip_id else "event"
            )

    @api.depends("date_last_stage_update")
    def _compute_days_in_stage(self):
        """Full days since the stage changed: the measure of the core rotting threshold."""
        now = self.env.cr.now()
        for lead in self:
            since = lead.date_last_stage_update or lead.create_date or now
            lead.days_in_stage = (now - since).days

    def _compute_investment_engagement_count(self):
        counts = dict(
            self.env["investment.engagement"]._read_group(
                [("lead_id", "in", self.ids), ("state", "!=", "cancelled")],
                ["lead_id"],
                ["__count"],
            )
        )
        for lead in self:
            lead.investment_engagement_count = counts.get(lead._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._clean_investment_values(vals)
        leads = super().create(vals_list)
        if any(self._has_evidence(vals) for vals in vals_list):
            leads._attach_evidence()
        return leads

    def write(self, vals):
        self._check_may_assign(vals)
        self._clean_investment_values(vals)
        res = super().write(vals)
        if self._has_evidence(vals):
            self._attach_evidence()
        return res

    @api.model
    def _clean_investment_values(self, vals):
        if vals.get("project_code"):
            vals["project_code"] = normalize_code(vals["project_code"])

    @api.model
    def _has_evidence(self, vals):
        return bool(vals.get("start_evidence_ids") or vals.get("production_evidence_ids"))

    def _attach_evidence(self):
        """Files uploaded into an evidence field belong to the project.

        The upload widget leaves a file of a new record without owner, readable by its uploader
        only. sudo: the uploader gives the file away to those who may read the project.
        """
        for lead in self.sudo():
            loose = (lead.start_evidence_ids | lead.production_evidence_ids).filtered(
                lambda file: not file.res_id and file.create_uid == self.env.user
            )
            loose.write({"res_model": self._name, "res_id": lead.id})

    def _check_may_assign(self, vals):
        """Officers do not hand projects on; see the class docstring."""
        if not vals.keys() & {"user_id", "team_id"} or self.env.su:
            return
        moved = self.filtered(lambda lead: lead._is_reassigned_by(vals))
        if moved and not self.env.user.has_group(TEAM_LEAD):
            raise AccessError(
                self.env._(
                    "Only a team lead or the bureau may change the responsible officer or team "
                    "of a project (%(projects)s). Ask your team lead to reassign it.",
                    projects=", ".join(moved.mapped("name")),
                )
            )

    def _is_reassigned_by(self, vals):
        self.ensure_one()
        if not self.team_id.is_investment:
            return False
        if "team_id" in vals and vals["team_id"] != self.team_id.id:
            return True
        user_id = vals.get("user_id", self.user_id.id)
        taken = not self.user_id and user_id == self.env.uid
        return user_id != self.user_id.id and not taken

    # ------------------------------------------------------------
    # Screens
    # ------------------------------------------------------------

    def get_formview_id(self, access_uid=None):
        """A project opened from elsewhere (a link, another form) opens in our form."""
        self.ensure_one()
        if self.team_id.is_investment:
            return self.env.ref("zhuozhou_crm.crm_lead_view_form").id
        return super().get_formview_id(access_uid)

    def action_view_engagements(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Engagements"),
            "res_model": "investment.engagement",
            "view_mode": "list,form",
            "domain": [("lead_id", "=", self.id)],
            "context": {
                "default_lead_id": self.id,
                "default_partner_id": self.partner_id.commercial_partner_id.id,
            },
        }
