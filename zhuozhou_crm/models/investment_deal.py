from odoo import fields, models


class InvestmentDeal(models.Model):
    """Signed agreement (签约) of a project."""

    _name = "investment.deal"
    _description = "Agreement"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "signing_date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    lead_id = fields.Many2one("crm.lead", "Project", required=True, index=True)
    partner_id = fields.Many2one("res.partner", "Investor", required=True, index=True)
    agreement_type = fields.Selection(
        [
            ("framework", "Framework agreement"),
            ("formal", "Formal agreement"),
            ("supplement", "Supplementary agreement"),
            ("capital_increase", "Capital increase"),
        ],
        required=True,
        default="formal",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("signed", "Signed"),
            ("verified", "Verified"),
            ("terminated", "Terminated"),
            ("void", "Void"),
        ],
        required=True,
        default="draft",
        tracking=True,
        index=True,
    )
    signing_date = fields.Date(index=True)
    event_id = fields.Many2one("event.event", index="btree_not_null")
    trip_id = fields.Many2one("investment.trip", index="btree_not_null")
    contract_value = fields.Monetary()
    counted = fields.Boolean()
    counted_value = fields.Monetary()
    team_id = fields.Many2one("crm.team", index=True)
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user, index=True)
