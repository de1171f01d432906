from odoo import fields, models


class InvestmentEngagement(models.Model):
    """Engagement (对接): who met which enterprise when, how, with what outcome."""

    _name = "investment.engagement"
    _description = "Engagement"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one("res.partner", "Enterprise", required=True, index=True)
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    mode = fields.Selection(
        [
            ("outbound", "Outbound visit"),
            ("inbound", "Inbound visit"),
            ("call", "Phone call"),
            ("online", "Online meeting"),
            ("event", "Promotion event"),
        ],
        required=True,
        default="outbound",
    )
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("cancelled", "Cancelled")],
        required=True,
        default="done",
        tracking=True,
        index=True,
    )
    lead_id = fields.Many2one("crm.lead", "Project", index="btree_not_null")
    trip_id = fields.Many2one("investment.trip", index="btree_not_null")
    event_id = fields.Many2one("event.event", index="btree_not_null")
    team_id = fields.Many2one("crm.team", index=True)
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user, index=True)
    outcome = fields.Text()
