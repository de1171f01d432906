from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class InvestmentFundReceipt(models.Model):
    """Money that arrived under an agreement (到位资金).

    Columns follow the receipt records (到资记录, ledgers.md B5) and the register of funds (B6:
    bank, bank slip). Evidence is a capital verification report, bank slip or equipment list
    (淮府办〔2010〕155号, ledgers.md F). A manager verifies it, once the agreement itself is
    verified, or rejects it with the reason in the note.
    """

    _name = "investment.fund.receipt"
    _description = "Fund Receipt"
    _inherit = ["investment.attested"]
    _order = "date desc, id desc"

    _frozen_fields = frozenset({"amount", "company_id", "date", "deal_id", "evidence_ids"})

    deal_id = fields.Many2one(
        "investment.deal",
        "Agreement",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    lead_id = fields.Many2one(related="deal_id.lead_id", store=True, index=True)
    partner_id = fields.Many2one(related="deal_id.partner_id", store=True, index=True)
    team_id = fields.Many2one(related="deal_id.team_id", store=True)
    company_id = fields.Many2one(related="deal_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)

    date = fields.Date(
        "Received On",
        required=True,
        default=fields.Date.context_today,
        index=True,
        tracking=True,
    )
    amount = fields.Monetary(required=True, tracking=True)
    cumulative_amount = fields.Monetary(
        "Cumulative",
        compute="_compute_cumulative_amount",
        help="Received under the agreement up to this receipt, without rejected ones.",
    )
    purpose = fields.Char("Use of Funds")
    bank_name = fields.Char("Bank")
    bank_slip = fields.Char("Bank Slip Number")
    note = fields.Text()
    state = fields.Selection(
        [("draft", "To verify"), ("verified", "Verified"), ("rejected", "Rejected")],
        "Status",
        required=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users", "Reported By", default=lambda self: self.env.user, index=True
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "The amount of a fund receipt must be above zero."
    )

    @api.depends("deal_id", "amount", "date")
    def _compute_display_name(self):
        for receipt in self:
            receipt.display_name = f"{receipt.deal_id.name or ''} {receipt.date or ''}".strip()

    @api.depends("deal_id.receipt_ids.amount", "deal_id.receipt_ids.date", "date", "state")
    def _compute_cumulative_amount(self):
        for receipt in self:
            earlier = receipt.deal_id.receipt_ids.filtered(
                lambda other, receipt=receipt: (
                    other.state != "rejected" and other._chronology() <= receipt._chronology()
                )
            )
            receipt.cumulative_amount = sum(earlier.mapped("amount"))

    def _chronology(self):
        return self.date or self._today(), self._origin.id or 1 << 62

    @api.constrains("date")
    def _check_date_past(self):
        for receipt in self:
            if receipt.date > self._today():
                raise ValidationError(
                    self.env._(
                        "“%(receipt)s” is dated ahead. Money counts once it has arrived; correct "
                        "“Received On”.",
                        receipt=receipt.display_name,
                    )
                )

    @api.constrains("state", "deal_id")
    def _check_deal_verified(self):
        for receipt in self:
            if receipt.state == "verified" and not receipt.deal_id.verified_date:
                raise ValidationError(
                    self.env._(
                        "The agreement “%(deal)s” is not verified yet. Verify it before its funds.",
                        deal=receipt.deal_id.display_name,
                    )
                )

    @api.constrains("active", "state")
    def _check_archived(self):
        for receipt in self:
            if not receipt.active and receipt.state == "verified":
                raise ValidationError(
                    self.env._(
                        "“%(receipt)s” is verified and cannot be archived. Take the verification "
                        "back first.",
                        receipt=receipt.display_name,
                    )
                )

    @api.onchange("amount", "deal_id")
    def _onchange_amount(self):
        """More than agreed is possible, but mostly a slip of the unit."""
        deal = self.deal_id
        before = deal.paid_in_amount + deal.reported_amount - self._origin.amount
        if self.amount and 0 < deal.contract_value < before + self.amount:
            return {
                "warning": {
                    "title": self.env._("More than agreed"),
                    "message": self.env._(
                        "With this receipt the funds exceed the contract value of “%(deal)s”. "
                        "Check the amount and its unit; it can be saved all the same.",
                        deal=deal.name,
                    ),
                }
            }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_verified(self):
        for receipt in self.filtered(lambda receipt: receipt.state == "verified"):
            raise UserError(
                self.env._(
                    "“%(receipt)s” is verified and cannot be deleted. Take the verification back "
                    "first.",
                    receipt=receipt.display_name,
                )
            )

    def action_verify(self):
        return self.write({"state": "verified"})

    def action_reject(self):
        """The reason is asked for by the form, in the note."""
        for receipt in self:
            if not receipt.note:
                raise UserError(
                    self.env._(
                        "Tell in “Note” why “%(receipt)s” is rejected, so that the team can "
                        "mend it.",
                        receipt=receipt.display_name,
                    )
                )
        return self.write({"state": "rejected"})

    def action_draft(self):
        """Take a decision back."""
        self._check_may_verify()
        return self.write({"state": "draft"})

    @api.model
    def _figures_domain(self, date_from=None, date_to=None):
        """Receipts whose sum is the funds in place received from `date_from` to `date_to`."""
        domain = Domain("state", "=", "verified")
        if date_from:
            domain &= Domain("date", ">=", date_from)
        if date_to:
            domain &= Domain("date", "<=", date_to)
        return domain
