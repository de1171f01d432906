from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.action import open_records


class EventEvent(models.Model):
    """Promotion event (推介会) on top of the core event.

    Guests, engagements made there and agreements signed there hang on the core record, whose
    own registrations, tickets and mails stay untouched. Count and value of the agreements
    follow counting rule 2: verified and live ones only, the unverified are shown apart.
    """

    _inherit = "event.event"

    is_investment_promotion = fields.Boolean("Promotion Event", index="btree_not_null")
    invited_partner_ids = fields.Many2many(
        "res.partner",
        "event_event_invited_partner_rel",
        "event_id",
        "partner_id",
        "Invited Enterprises",
    )
    invited_count = fields.Integer("Invited", compute="_compute_invited_count")
    engagement_ids = fields.One2many("investment.engagement", "event_id", "Engagements")
    investment_engagement_count = fields.Integer(
        "Enterprises Met", compute="_compute_investment_engagement_count"
    )
    deal_ids = fields.One2many("investment.deal", "event_id", "Agreements")
    investment_deal_count = fields.Integer(
        "Agreements Signed", compute="_compute_investment_deals"
    )
    investment_deal_value = fields.Monetary(
        "Contract Value",
        compute="_compute_investment_deals",
        currency_field="investment_currency_id",
    )
    investment_unverified_count = fields.Integer(
        "Agreements to Verify", compute="_compute_investment_deals"
    )
    investment_currency_id = fields.Many2one(
        "res.currency", "Currency", compute="_compute_investment_currency_id"
    )

    @api.depends("invited_partner_ids")
    def _compute_invited_count(self):
        for event in self:
            event.invited_count = len(event.invited_partner_ids)

    @api.depends("engagement_ids.state", "engagement_ids.partner_id")
    def _compute_investment_engagement_count(self):
        counts = dict(
            self.env["investment.engagement"]._read_group(
                [("event_id", "in", self.ids), ("state", "=", "done")],
                ["event_id"],
                ["partner_id:count_distinct"],
            )
        )
        for event in self:
            event.investment_engagement_count = counts.get(event._origin, 0)

    @api.depends("deal_ids.counted", "deal_ids.counted_value", "deal_ids.state")
    def _compute_investment_deals(self):
        Deal = self.env["investment.deal"]
        here = Domain("event_id", "in", self.ids)
        counted = {
            event: values
            for event, *values in Deal._read_group(
                here & Domain("counted", "=", True),
                ["event_id"],
                ["__count", "counted_value:sum"],
            )
        }
        unverified = dict(
            Deal._read_group(here & Domain("state", "=", "signed"), ["event_id"], ["__count"])
        )
        for event in self:
            event.investment_deal_count, event.investment_deal_value = counted.get(
                event._origin, (0, 0.0)
            )
            event.investment_unverified_count = unverified.get(event._origin, 0)

    @api.depends("company_id")
    def _compute_investment_currency_id(self):
        for event in self:
            event.investment_currency_id = (event.company_id or self.env.company).currency_id

    def action_add_invited(self):
        """One planned engagement for every invited enterprise without one at this event."""
        values = []
        for event in self:
            # sudo: an enterprise another team has met here needs no second line.
            met = event.sudo().engagement_ids.partner_id
            missing = event.invited_partner_ids - met.with_env(self.env)
            values += [
                {"partner_id": partner.id, "event_id": event.id, "state": "planned"}
                for partner in missing
            ]
        self.env["investment.engagement"].create(values)

    def action_view_investment_engagements(self):
        self.ensure_one()
        return open_records(
            self.env,
            "zhuozhou_crm.investment_engagement_action",
            [("event_id", "=", self.id)],
            default_event_id=self.id,
        )

    def action_view_invited_partners(self):
        self.ensure_one()
        return open_records(
            self.env,
            "zhuozhou_crm.res_partner_action_target",
            [("id", "in", self.invited_partner_ids.ids)],
        )

    def action_view_investment_deals(self):
        self.ensure_one()
        return open_records(
            self.env,
            "zhuozhou_crm.investment_deal_action",
            [("event_id", "=", self.id)],
            default_event_id=self.id,
        )

    def _get_local_dates(self):
        """First and last day in the event's own timezone; (False, False) before it has dates."""
        self.ensure_one()
        local = self.with_context(tz=self.date_tz)
        return tuple(
            moment and fields.Datetime.context_timestamp(local, moment).date()
            for moment in (self.date_begin, self.date_end)
        )
