from odoo import api, fields, models

from ..tools.text import normalize_code

NATURES = [
    ("new", "New start"),
    ("continued", "Continued"),
    ("production", "To go into production"),
    ("preliminary", "Preliminary work"),
]


class InvestmentProject(models.Model):
    """Key project (重点项目): what was signed gets built.

    Columns follow the monthly tables of key projects (ledgers.md D1–D4, D9): nature, total
    investment, annual plan, completed of the month and of the year, lead unit, problems, next
    step. From the article: 省重点 and 保定市重点 projects; 清单式管理 by 已列统 and 未列统, with
    the day of listing; 项目专班; “一把手”领办: the head of the lead unit answers for it.

    Nature (ledgers.md A7): 新开工, 续建, 保投产, 前期.

    It comes from an agreement or a lead, whose values are taken over and stay editable, or stands
    on its own. Who sees it: the lead unit, the officer who files, the head; managers and leaders
    all.

    Beside this file: start, completion and production, and what they do to the lead, in
    ``investment_project_facts``; plan and completed investment in ``investment_project_figures``;
    deadlines in ``investment_project_schedule``; who has to file the month in
    ``investment_project_filing``; land, surveys and approvals in ``investment_project_support``.
    """

    _name = "investment.project"
    _description = "Key Project"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "level_rank, name, id"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    # what it is
    name = fields.Char(
        "Project Name",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index="trigram",
        tracking=True,
    )
    code = fields.Char(
        "Project Code", copy=False, tracking=True, help="Code in the official project system."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    deal_id = fields.Many2one(
        "investment.deal",
        "Agreement",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    lead_id = fields.Many2one(
        "crm.lead",
        "Pipeline Project",
        compute="_compute_lead_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_investment_lead", "=", True)],
        check_company=True,
        tracking=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Enterprise",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_company", "=", True)],
        check_company=True,
        tracking=True,
        help="Who builds it. The enterprise's own people see its approvals in the portal.",
    )
    level = fields.Selection(
        [
            ("provincial", "Provincial key project"),
            ("baoding", "Baoding key project"),
            ("county", "County key project"),
            ("none", "Not a key project"),
        ],
        required=True,
        default="none",
        index=True,
        tracking=True,
    )
    level_rank = fields.Integer(compute="_compute_level_rank", store=True, precompute=True)
    is_listed = fields.Boolean(
        "Listed",
        compute="_compute_is_listed",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="The statistics bureau has admitted it to its project library.",
    )
    listed_date = fields.Date("Listed On", tracking=True, copy=False)
    construction_nature = fields.Selection(
        NATURES,
        "Nature of Construction",
        required=True,
        default="new",
        index=True,
        tracking=True,
    )
    sector_id = fields.Many2one(
        "investment.sector",
        "Sector",
        compute="_compute_sector_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        domain=[("kind", "=", "sector")],
    )
    industry_id = fields.Many2one(
        "res.partner.industry",
        "Industry (GB/T 4754)",
        compute="_compute_industry_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    site = fields.Char(
        "Location", compute="_compute_site", store=True, readonly=False, precompute=True
    )
    parcel = fields.Char(help="Number or boundaries of the land parcel.")
    note = fields.Text("Content of Construction")

    # who
    team_id = fields.Many2one(
        "crm.team",
        "Lead Unit",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        domain=[("is_investment", "=", True)],
        check_company=True,
        tracking=True,
    )
    head_id = fields.Many2one(
        "res.partner",
        "Head in Charge",
        compute="_compute_head_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        domain=[("is_company", "=", False)],
        tracking=True,
        help="Head of the lead unit, who answers for the project from landing to production.",
    )
    leader_id = fields.Many2one(
        "res.partner",
        "City Leader in Charge",
        index="btree_not_null",
        domain=[("is_company", "=", False)],
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Filing Officer",
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
        help="Files the monthly progress and is reminded of it.",
    )
    member_ids = fields.Many2many(
        "res.partner",
        "investment_project_member_rel",
        "project_id",
        "partner_id",
        "Task Force",
        domain=[("is_company", "=", False)],
    )

    # where it stands
    state = fields.Selection(
        [
            ("active", "In progress"),
            ("suspended", "Suspended"),
            ("completed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        "Status",
        required=True,
        default="active",
        copy=False,
        index=True,
        tracking=True,
    )

    # light: set by the light rules, never by hand here
    light = fields.Selection(
        [("red", "Red"), ("yellow", "Yellow"), ("green", "Green"), ("white", "White")],
        readonly=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    light_reason = fields.Char("Reason for the Light", readonly=True, copy=False)

    _code_unique = models.UniqueIndex(
        "(company_id, code) WHERE code IS NOT NULL AND active",
        "Another key project has this project code already.",
    )
    _amounts_positive = models.Constraint(
        "CHECK (total_investment >= 0 AND completed_before >= 0 AND land_needed >= 0)",
        "Total investment, completed investment and land of a project cannot be negative.",
    )
    _listed_known = models.Constraint(
        "CHECK (is_listed OR listed_date IS NULL)",
        "A project with a day of listing is listed: set “Listed”.",
    )

    # ------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------

    @api.depends("lead_id")
    def _compute_name(self):
        for project in self:
            project.name = project.name or project.lead_id.name

    @api.depends("deal_id")
    def _compute_lead_id(self):
        for project in self:
            project.lead_id = project.deal_id.lead_id or project.lead_id

    @api.depends("deal_id", "lead_id")
    def _compute_partner_id(self):
        """The local company once there is one: it is who builds here."""
        for project in self:
            lead = project.lead_id
            project.partner_id = (
                project.partner_id
                or lead.local_partner_id
                or project.deal_id.partner_id
                or lead.partner_id.commercial_partner_id
            )

    @api.depends("level")
    def _compute_level_rank(self):
        """Lists begin with the highest level."""
        ranks = list(self._fields["level"].get_values(self.env))
        for project in self:
            project.level_rank = ranks.index(project.level) if project.level else len(ranks)

    @api.depends("listed_date")
    def _compute_is_listed(self):
        for project in self:
            project.is_listed = project.is_listed or bool(project.listed_date)

    @api.depends("deal_id", "lead_id")
    def _compute_sector_id(self):
        for project in self:
            project.sector_id = (
                project.sector_id or project.deal_id.sector_id or project.lead_id.sector_id
            )

    @api.depends("deal_id", "lead_id")
    def _compute_industry_id(self):
        for project in self:
            project.industry_id = (
                project.industry_id
                or project.deal_id.industry_id
                or project.lead_id.industry_id
            )

    @api.depends("lead_id")
    def _compute_site(self):
        for project in self:
            project.site = project.site or project.lead_id.site

    @api.depends("lead_id", "user_id")
    def _compute_team_id(self):
        teams = self.env["crm.team"]._get_investment_team_by_user(self.user_id)
        for project in self:
            project.team_id = (
                project.team_id or project.lead_id.team_id or teams.get(project.user_id)
            )

    @api.depends("team_id")
    def _compute_head_id(self):
        """The head goes with the unit."""
        for project in self:
            project.head_id = project.team_id.user_id.partner_id or project.head_id

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean_values(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._clean_values(vals))

    @api.model
    def _clean_values(self, vals):
        """A copy of the values with a tidy code; a blank one is none."""
        if "code" not in vals:
            return vals
        return {**vals, "code": normalize_code(vals["code"]) or False}
