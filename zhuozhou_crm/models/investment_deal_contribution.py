from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.amount import exact
from ..tools.deal_chain import Agreement, compute_effects

TOTAL_TYPES = ("framework", "formal")


class InvestmentDealContribution(models.Model):
    """What one agreement adds to the figures, from a day on until another.

    An agreement's part changes over time: a framework's project count passes to the formal
    agreement on the day the framework is terminated, and the formal agreement's value grows from
    the increment to the whole. Each row is one stretch of time in which the part stays the same;
    together the rows answer "which deals did we sign in 2023, as the ledger stood on 31 March
    2024" with one sum over one indexed table. Counting rule 1 itself is
    ``tools/deal_chain.py``; a row exists for every day on which a verified agreement is alive,
    also if it adds nothing (a formal agreement of the same value as its framework).

    Nobody writes rows: they are derived from the agreements and rebuilt, for the whole project,
    whenever one of its agreements changes in what matters.
    """

    _name = "investment.deal.contribution"
    _description = "Agreement's Part of the Figures"
    _order = "signing_date, deal_id, valid_from"
    _rec_name = "deal_id"

    deal_id = fields.Many2one(
        "investment.deal", "Agreement", required=True, ondelete="cascade", index=True
    )
    valid_from = fields.Date("From", required=True)
    valid_to = fields.Date(
        "Until", help="First day on which it no longer holds; empty: holds now."
    )
    project_count = fields.Integer("Projects", required=True, default=0)
    value = fields.Monetary(required=True, default=0)

    # What figures are asked by.
    signing_date = fields.Date(related="deal_id.signing_date", store=True)
    lead_id = fields.Many2one(related="deal_id.lead_id", store=True, index=True)
    partner_id = fields.Many2one(related="deal_id.partner_id", store=True)
    agreement_type = fields.Selection(related="deal_id.agreement_type", store=True)
    team_id = fields.Many2one(related="deal_id.team_id", store=True)
    sector_id = fields.Many2one(related="deal_id.sector_id", store=True)
    industry_id = fields.Many2one(related="deal_id.industry_id", store=True)
    event_id = fields.Many2one(related="deal_id.event_id", store=True)
    trip_id = fields.Many2one(related="deal_id.trip_id", store=True)
    company_id = fields.Many2one(related="deal_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _figures_idx = models.Index("(signing_date, valid_from, valid_to)")
    _deal_day_uniq = models.UniqueIndex("(deal_id, valid_from)")

    @api.readonly
    def action_open_deal(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "investment.deal",
            "res_id": self.deal_id.id,
            "views": [(False, "form")],
            "view_mode": "form",
        }

    @api.model
    def _figures_domain(self, date_from=None, date_to=None, as_of=None):
        """Rows whose sums are the figures of the agreements signed from `date_from` to `date_to`
        (both included), as the ledger stands on `as_of` (default: today)."""
        as_of = as_of or self.env["investment.deal"]._today()
        domain = Domain("valid_from", "<=", as_of) & (
            Domain("valid_to", "=", False) | Domain("valid_to", ">", as_of)
        )
        if date_from:
            domain &= Domain("signing_date", ">=", date_from)
        if date_to:
            domain &= Domain("signing_date", "<=", date_to)
        return domain

    @api.model
    def _rebuild(self, leads):
        """Bring the rows of all agreements of the projects up to date, touching only those that
        differ.

        sudo: whoever changes an agreement changes the parts of the project's other agreements,
        which may belong to another team.
        """
        deals = self.env["investment.deal"].sudo().with_context(active_test=False)
        deals = deals.search([("lead_id", "in", leads.ids)])
        wanted = {}
        for project_deals in deals.grouped("lead_id").values():
            for effect in compute_effects([self._as_agreement(deal) for deal in project_deals]):
                wanted[effect.agreement_id, effect.since] = {
                    "valid_to": effect.until,
                    "project_count": effect.project_count,
                    "value": float(effect.value),
                }
        self.sudo().search([("deal_id", "in", deals.ids)])._replace_rows(wanted)

    @api.model
    def _as_agreement(self, deal):
        return Agreement(
            id=deal.id,
            parent_id=deal.parent_id.id,
            is_total=deal.agreement_type in TOTAL_TYPES,
            signed=deal.signing_date,
            ended=deal.end_date or None,
            value=exact(deal.contract_value),
            counts=bool(deal.verified_date),
        )

    def _replace_rows(self, wanted):
        """Make `self` the `wanted` rows: {(deal id, first day): values}."""
        standing = {(row.deal_id.id, row.valid_from): row for row in self}
        gone = [row.id for key, row in standing.items() if key not in wanted]
        self.browse(gone).unlink()
        new = []
        for key, values in wanted.items():
            row = standing.get(key)
            if not row:
                new.append({"deal_id": key[0], "valid_from": key[1], **values})
            elif values != row._as_values():
                row.write(values)
        self.create(new)

    def _as_values(self):
        return {
            "valid_to": self.valid_to or None,
            "project_count": self.project_count,
            "value": self.value,
        }
