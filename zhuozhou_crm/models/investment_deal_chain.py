from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

#: What decides how much of an agreement enters the figures.
CHAIN_FIELDS = {
    "agreement_type",
    "contract_value",
    "end_date",
    "lead_id",
    "parent_id",
    "signing_date",
    "state",
}


class InvestmentDeal(models.Model):
    """How the agreements of a project build on one another, and what enters the figures.

    Every agreement after a project's first names the earlier one that it builds on; it is
    suggested, so that nobody has to look for it. Whenever something that matters changes on one
    agreement, the figures of the whole project are rebuilt (counting rule 1, see
    ``investment.deal.contribution``), also of the project it was moved away from.
    """

    _inherit = "investment.deal"

    parent_id = fields.Many2one(
        "investment.deal",
        "Earlier Agreement",
        compute="_compute_parent_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('lead_id', '=', lead_id), ('id', '!=', id)]",
        tracking=True,
        help="The agreement of the same project that this one makes formal, replaces or changes.",
    )
    child_ids = fields.One2many("investment.deal", "parent_id", "Later Agreements")
    chain_ids = fields.Many2many(
        "investment.deal", string="Agreements of the Project", compute="_compute_chain_ids"
    )

    is_second_start = fields.Boolean(
        "Earlier Agreement Not Named", compute="_compute_is_second_start"
    )
    contribution_ids = fields.One2many(
        "investment.deal.contribution", "deal_id", "Part of the Figures", readonly=True
    )
    counted = fields.Boolean(
        "In the Figures",
        compute="_compute_counted",
        store=True,
        precompute=True,
        help="Verified and not ended: what it adds is counted now.",
    )
    counted_projects = fields.Integer(
        compute="_compute_counted",
        store=True,
        precompute=True,
        help="1 if the project is counted at this agreement, its first one in force.",
    )
    counted_value = fields.Monetary(
        compute="_compute_counted",
        store=True,
        precompute=True,
        help="What this agreement adds to the signed value now: of a formal agreement that "
        "follows a framework only the difference.",
    )

    # ------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------

    @api.depends("lead_id")
    def _compute_parent_id(self):
        """Suggest the latest agreement of the project; what was chosen stays."""
        for deal in self:
            chosen = deal.parent_id
            settled = deal._origin and deal.state != "draft"
            if not settled and chosen.lead_id != deal.lead_id:
                chosen = deal._get_earlier_deals()[:1]
            deal.parent_id = chosen

    @api.depends("lead_id.deal_ids")
    def _compute_chain_ids(self):
        for deal in self:
            deal.chain_ids = deal.lead_id.deal_ids.sorted(
                lambda other: (other.signing_date or date.max, other._origin.id)
            )

    @api.depends("parent_id", "signing_date", "lead_id")
    def _compute_is_second_start(self):
        """Whether the project already had an agreement that this one does not name: not allowed
        any more once verified, except that two projects were merged."""
        for deal in self:
            deal.is_second_start = bool(
                deal.lead_id and not deal.parent_id and deal._get_earlier_deals()
            )

    @api.depends(
        "contribution_ids.valid_to", "contribution_ids.project_count", "contribution_ids.value"
    )
    def _compute_counted(self):
        """Dates of facts never lie ahead, so what holds now is what has no end."""
        for deal in self:
            now = deal.contribution_ids.filtered(lambda row: not row.valid_to)
            deal.counted = bool(now)
            deal.counted_projects = now.project_count
            deal.counted_value = now.value

    # ------------------------------------------------------------
    # Constraints
    # ------------------------------------------------------------

    @api.constrains("parent_id", "lead_id", "signing_date")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._(
                    "Agreements cannot build on one another in a circle: %(deals)s.",
                    deals=", ".join(self.mapped("display_name")),
                )
            )
        for deal in self | self.child_ids:
            parent = deal.parent_id
            if parent and parent.lead_id != deal.lead_id:
                raise ValidationError(
                    self.env._(
                        "“%(deal)s” builds on “%(parent)s”, which belongs to another project. "
                        "Choose an earlier agreement of the same project.",
                        deal=deal.display_name,
                        parent=parent.display_name,
                    )
                )
            if (
                parent.signing_date
                and deal.signing_date
                and parent.signing_date > deal.signing_date
            ):
                raise ValidationError(
                    self.env._(
                        "“%(deal)s” was signed before “%(parent)s” on which it builds. Correct the "
                        "signing dates or the earlier agreement.",
                        deal=deal.display_name,
                        parent=parent.display_name,
                    )
                )

    @api.constrains("state", "parent_id", "agreement_type", "signing_date")
    def _check_parent_named(self):
        """Asked before an agreement enters the figures, not when projects are merged: the second
        project's first agreement has no earlier one until somebody has looked at both."""
        for deal in self.filtered(lambda deal: deal.state == "verified" and not deal.parent_id):
            earlier = deal._get_earlier_deals()[:1]
            if earlier:
                raise ValidationError(
                    self.env._(
                        "“%(project)s” already has the agreement “%(earlier)s” of %(date)s. Name "
                        "it in “%(deal)s” as the earlier agreement, so that the project and its "
                        "value are not counted twice.",
                        project=deal.lead_id.name,
                        earlier=earlier.name,
                        date=earlier.signing_date,
                        deal=deal.display_name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        deals = super().create(vals_list)
        verified = deals.filtered("verified_date")
        self.env["investment.deal.contribution"]._rebuild(verified.lead_id)
        verified.lead_id._move_on_facts()
        return deals

    def write(self, vals):
        leads = self.lead_id
        res = super().write(vals)
        if not CHAIN_FIELDS.isdisjoint(vals):
            self.env["investment.deal.contribution"]._rebuild(leads | self.lead_id)
        if vals.get("state") == "verified":
            self.lead_id._move_on_facts()
        return res

    # ------------------------------------------------------------
    # Business
    # ------------------------------------------------------------

    def _get_earlier_deals(self):
        """Agreements of the project that were in force when this one was signed, latest first.

        sudo: that another team signed one must not hide that there is one.
        """
        self.ensure_one()
        domain = Domain("lead_id", "=", self.lead_id.id) & Domain(
            "state", "in", ("signed", "verified", "terminated")
        )
        own_id = self._origin.id
        if self.signing_date:
            domain &= Domain("signing_date", "<=", self.signing_date)
        if own_id:
            same_day_later = Domain("signing_date", "=", self.signing_date) & Domain(
                "id", ">", own_id
            )
            domain &= ~same_day_later & ~Domain("id", "child_of", own_id)
        return self.sudo().search(domain).with_env(self.env)
