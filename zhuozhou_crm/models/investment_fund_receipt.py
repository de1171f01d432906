from odoo import fields, models


class InvestmentFundReceipt(models.Model):
    """Funds in place (到位资金) under an agreement."""

    _name = "investment.fund.receipt"
    _description = "Fund Receipt"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"

    deal_id = fields.Many2one("investment.deal", required=True, index=True)
    company_id = fields.Many2one(related="deal_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    amount = fields.Monetary(required=True)
    state = fields.Selection(
        [("draft", "Draft"), ("verified", "Verified"), ("rejected", "Rejected")],
        required=True,
        default="draft",
        tracking=True,
        index=True,
    )
