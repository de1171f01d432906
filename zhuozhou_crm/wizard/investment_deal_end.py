from odoo import api, fields, models


class InvestmentDealEnd(models.TransientModel):
    """Ends agreements, with date and reason, so that they leave the figures from that day on.

    A supplement or capital increase falls with the agreement that it changes, unless told
    otherwise (an accessory contract follows the principal one).
    """

    _name = "investment.deal.end"
    _description = "End Agreements"

    deal_ids = fields.Many2many("investment.deal", string="Agreements", required=True)
    outcome = fields.Selection(
        [
            ("terminated", "Terminated: it was in force until this day"),
            ("void", "Void: it should never have been in force"),
        ],
        "How It Ends",
        required=True,
        default="terminated",
    )
    end_date = fields.Date(
        "Leaves the Figures From",
        compute="_compute_end_date",
        store=True,
        readonly=False,
        required=True,
        help="What the figures said of the days before stays as it was.",
    )
    reason = fields.Text(required=True)
    increment_ids = fields.Many2many(
        "investment.deal",
        "investment_deal_end_increment_rel",
        string="Supplements and Capital Increases to Them",
        compute="_compute_increment_ids",
    )
    end_increments = fields.Boolean("End these, too", default=True)

    @api.depends("outcome", "deal_ids")
    def _compute_end_date(self):
        """An agreement that never should have been counts for no day."""
        for wizard in self:
            signed = wizard.deal_ids.filtered("signing_date").mapped("signing_date")
            today = wizard.deal_ids._today()
            wizard.end_date = min(signed) if signed and wizard.outcome == "void" else today

    @api.depends("deal_ids")
    def _compute_increment_ids(self):
        for wizard in self:
            wizard.increment_ids = wizard.deal_ids._get_increments() - wizard.deal_ids._origin

    def action_end(self):
        self.ensure_one()
        deals = self.deal_ids
        if self.end_increments:
            deals |= self.increment_ids
        deals._end(self.outcome, self.end_date, self.reason)
        return {"type": "ir.actions.act_window_close"}
