from odoo import api, fields, models

AGREEMENT_TYPES = [
    ("framework", "Framework agreement"),
    ("formal", "Formal agreement"),
    ("supplement", "Supplementary agreement"),
    ("capital_increase", "Capital increase"),
]


class InvestmentDeal(models.Model):
    """Signed agreement (签约) of a project.

    Kinds: a framework or formal agreement states the project's whole investment; a supplement or
    capital increase states the change, which only a supplement may make downwards. A later
    agreement on a project names the earlier one that it builds on, so that the same money is
    never announced twice; how much of it enters the figures, and when, is counting rule 1 (see
    ``investment.deal.contribution``).

    Life: draft (being negotiated; the date may lie ahead) → signed (reported by the team) →
    verified (by a bureau manager, on evidence) → terminated (it was in force until then) or void
    (it never should have been), both with reason and end date, through the wizard. A manager may
    take a verification or an ending back. What verification vouches for is frozen, see
    ``investment.attested``. A verified agreement moves its project to "Signed".

    This file: what was agreed. The chain and the figures: ``investment_deal_chain``; the life:
    ``investment_deal_life``; the money that arrived: ``investment_deal_funds``.

    Columns follow the signing ledger (签约台账, ledgers.md B3).
    """

    _name = "investment.deal"
    _description = "Agreement"
    _inherit = ["investment.attested", "mail.activity.mixin"]
    _order = "signing_date desc, id desc"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    _reported_states = ("draft", "signed")
    _frozen_fields = frozenset(
        {
            "agreement_type",
            "company_id",
            "contract_value",
            "evidence_ids",
            "fixed_asset_value",
            "lead_id",
            "parent_id",
            "partner_id",
            "signing_date",
        }
    )

    # what was agreed
    name = fields.Char(
        "Agreement Title",
        compute="_compute_name",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    code = fields.Char("Number", copy=False, readonly=True, index="trigram")
    active = fields.Boolean(default=True)
    lead_id = fields.Many2one(
        "crm.lead",
        "Project",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("team_id.is_investment", "=", True)],
        check_company=True,
        tracking=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Investor",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        ondelete="restrict",
        domain=[("is_company", "=", True)],
        tracking=True,
    )
    party_ids = fields.Many2many(
        "res.partner",
        "investment_deal_party_rel",
        string="Other Parties",
        help="Who else signed: the city, a park, a local company, a bank …",
    )
    agreement_type = fields.Selection(
        AGREEMENT_TYPES,
        "Type",
        required=True,
        default="formal",
        tracking=True,
        help="A framework or formal agreement states the whole investment. A supplement or capital "
        "increase states the change only; a supplement may be negative.",
    )
    contract_value = fields.Monetary(
        tracking=True,
        help="Framework or formal agreement: the whole investment agreed. Supplement or capital "
        "increase: the change.",
    )
    fixed_asset_value = fields.Monetary("of which Fixed Assets", tracking=True)
    note = fields.Text("Main Terms")

    # occasion
    signing_date = fields.Date("Signed On", index=True, copy=False, tracking=True)
    event_id = fields.Many2one(
        "event.event", "Signed at Event", index="btree_not_null", check_company=True
    )
    trip_id = fields.Many2one(
        "investment.trip", "Signed on Trip", index="btree_not_null", check_company=True
    )

    # who
    team_id = fields.Many2one(
        "crm.team",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        domain=[("is_investment", "=", True)],
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible Officer",
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    # field of business
    sector_id = fields.Many2one(
        "investment.sector",
        compute="_compute_sector_id",
        store=True,
        readonly=False,
        precompute=True,
        domain=[("kind", "=", "sector")],
    )
    industry_id = fields.Many2one(
        "res.partner.industry",
        "Industry (GB/T 4754)",
        compute="_compute_industry_id",
        store=True,
        readonly=False,
        precompute=True,
    )

    # life
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("signed", "Signed"),
            ("verified", "Verified"),
            ("terminated", "Terminated"),
            ("void", "Void"),
        ],
        "Status",
        required=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    end_date = fields.Date("Ended On", copy=False, readonly=True, tracking=True)
    end_reason = fields.Text("Reason for Ending", copy=False, readonly=True, tracking=True)

    _signing_date_known = models.Constraint(
        "CHECK (state = 'draft' OR signing_date IS NOT NULL)",
        "An agreement that is signed needs its signing date (field “Signed On”).",
    )
    _contract_value_positive = models.Constraint(
        "CHECK (state = 'draft' OR agreement_type = 'supplement'"
        " OR COALESCE(contract_value, 0) > 0)",
        "The contract value of a signed agreement must be above zero. Only a supplementary "
        "agreement may lower the investment.",
    )
    _fixed_asset_part = models.Constraint(
        "CHECK (state = 'draft' OR agreement_type = 'supplement' OR COALESCE(fixed_asset_value, 0)"
        " BETWEEN 0 AND COALESCE(contract_value, 0))",
        "The fixed-asset part must lie between zero and the contract value.",
    )
    _end_complete = models.Constraint(
        "CHECK ((end_date IS NOT NULL AND COALESCE(end_reason, '') <> '')"
        " = (state IN ('terminated', 'void')))",
        "An agreement that is terminated or void needs its end date and the reason; any other has "
        "neither. Use the button “End …”.",
    )
    _verification_dated = models.Constraint(
        "CHECK ((state IN ('draft', 'signed') AND verified_date IS NULL)"
        " OR (state = 'verified' AND verified_date IS NOT NULL)"
        " OR state IN ('terminated', 'void'))",
        "An agreement has a verification date when it has been verified, and not before. Use the "
        "button “Verify”.",
    )
    _end_after_signing = models.Constraint(
        "CHECK (end_date >= signing_date)",
        "An agreement cannot end before it was signed.",
    )
    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "The number of an agreement must be unique."
    )

    # ------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------

    @api.depends("lead_id", "agreement_type")
    def _compute_name(self):
        labels = dict(self._fields["agreement_type"]._description_selection(self.env))
        for deal in self:
            suggestion = deal.lead_id and self.env._(
                "%(project)s: %(type)s",
                project=deal.lead_id.name,
                type=labels[deal.agreement_type],
            )
            deal.name = deal.name or suggestion or False

    @api.depends("lead_id")
    def _compute_partner_id(self):
        for deal in self:
            deal.partner_id = deal.partner_id or deal.lead_id.partner_id.commercial_partner_id

    @api.depends("lead_id")
    def _compute_team_id(self):
        for deal in self:
            deal.team_id = deal.team_id or deal.lead_id.team_id

    @api.depends("lead_id")
    def _compute_sector_id(self):
        for deal in self:
            deal.sector_id = deal.sector_id or deal.lead_id.sector_id

    @api.depends("lead_id")
    def _compute_industry_id(self):
        for deal in self:
            deal.industry_id = deal.industry_id or deal.lead_id.industry_id
