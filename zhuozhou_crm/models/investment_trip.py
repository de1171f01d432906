from odoo import fields, models


class InvestmentTrip(models.Model):
    """Promotion trip (外出招商)."""

    _name = "investment.trip"
    _description = "Promotion Trip"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("planned", "Planned"),
            ("under_way", "Under way"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        tracking=True,
        index=True,
    )
    team_id = fields.Many2one("crm.team", index=True)
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user, index=True)
    date_start = fields.Date(required=True, default=fields.Date.context_today, index=True)
    date_end = fields.Date(required=True, default=fields.Date.context_today)
    days = fields.Integer()
    mileage = fields.Float("Mileage (km)")
    destination = fields.Char()
    stop_ids = fields.One2many("investment.trip.stop", "trip_id", "Stops")
    engagement_ids = fields.One2many("investment.engagement", "trip_id", "Engagements")
