from odoo import api, fields, models


class InvestmentDeal(models.Model):
    """Funds in place (到位资金) under an agreement.

    The rate is 资金到位率 = funds received ÷ investment agreed (ledgers.md F); only verified
    receipts count (counting rule 2). More money than agreed is told, not refused: a capital
    increase may still be on its way through the ledger.
    """

    _inherit = "investment.deal"

    receipt_ids = fields.One2many("investment.fund.receipt", "deal_id", "Fund Receipts")
    paid_in_amount = fields.Monetary(
        "Funds in Place",
        compute="_compute_paid_in_amount",
        store=True,
        precompute=True,
        help="Sum of the verified receipts.",
    )
    reported_amount = fields.Monetary(
        "Funds to Verify",
        compute="_compute_paid_in_amount",
        store=True,
        precompute=True,
        help="Receipts that are not verified yet.",
    )
    paid_in_rate = fields.Float("Paid-in Rate", compute="_compute_paid_in_rate")
    is_overpaid = fields.Boolean(
        "Funds Exceed the Contract Value", compute="_compute_paid_in_rate"
    )

    @property
    def _open_fields(self):
        """Money arrives after verification; reporting it alters nothing that was verified."""
        return super()._open_fields | {"receipt_ids"}

    @api.depends("receipt_ids.amount", "receipt_ids.state")
    def _compute_paid_in_amount(self):
        for deal in self:
            by_state = deal.receipt_ids.grouped("state")
            none = deal.receipt_ids.browse()
            deal.paid_in_amount = sum(by_state.get("verified", none).mapped("amount"))
            deal.reported_amount = sum(by_state.get("draft", none).mapped("amount"))

    @api.depends("paid_in_amount", "reported_amount", "contract_value")
    def _compute_paid_in_rate(self):
        for deal in self:
            value = deal.contract_value
            deal.paid_in_rate = deal.paid_in_amount / value if value > 0 else 0
            deal.is_overpaid = 0 < value < deal.paid_in_amount + deal.reported_amount

    def action_view_receipts(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhuozhou_crm.investment_fund_receipt_action"
        )
        action["domain"] = [("deal_id", "in", self.ids)]
        action["context"] = {"default_deal_id": self.id if len(self) == 1 else False}
        return action

    def action_register_receipt(self):
        """Entry of one receipt in a dialog, which works on a verified agreement, too."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register Funds"),
            "res_model": "investment.fund.receipt",
            "view_mode": "form",
            "target": "new",
            "context": {"default_deal_id": self.id},
        }
