from odoo import fields, models


class EventEvent(models.Model):
    """Promotion event (推介会) on top of the core event."""

    _inherit = "event.event"

    is_investment_promotion = fields.Boolean("Promotion Event")
    engagement_ids = fields.One2many("investment.engagement", "event_id", "Engagements")
    deal_ids = fields.One2many("investment.deal", "event_id", "Agreements")
