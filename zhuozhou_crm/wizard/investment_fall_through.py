from odoo import api, fields, models
from odoo.exceptions import UserError

LIVE = ("draft", "signed", "verified")


class InvestmentFallThrough(models.TransientModel):
    """A signed project falls through (签约项目告吹), in one step.

    Odoo refuses to lose a lead that stands in a won stage, and figures must not forget what was
    signed: the agreements end with date and reason, so that they leave the figures from that day
    on and not before (counting rule 1); the project goes back to the last stage before signing
    and is lost with the reason. Its history stays. For managers: it changes the figures.
    """

    _name = "investment.fall.through"
    _description = "Project Falls Through"

    lead_id = fields.Many2one(
        "crm.lead",
        "Project",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    end_date = fields.Date("End Date", required=True, default=fields.Date.context_today)
    lost_reason_id = fields.Many2one(
        "crm.lost.reason", "Reason", required=True, domain=[("is_investment", "=", True)]
    )
    explanation = fields.Text("What happened", required=True)
    deal_ids = fields.Many2many(
        "investment.deal", string="Agreements That End", compute="_compute_deal_ids"
    )

    @api.depends("lead_id")
    def _compute_deal_ids(self):
        for wizard in self:
            wizard.deal_ids = wizard.lead_id.deal_ids.filtered(lambda deal: deal.state in LIVE)

    def action_fall_through(self):
        self.ensure_one()
        lead = self.lead_id
        if not lead.stage_id.is_won or not lead.team_id.is_investment:
            raise UserError(
                self.env._(
                    "“%(project)s” is not signed. Mark it as lost instead.", project=lead.name
                )
            )
        self.deal_ids._end("terminated", self.end_date, self.explanation)
        stages = self.env["crm.stage"]._get_investment_stages()
        lead._track_set_log_message(
            self.env._(
                "The signed project fell through on %(date)s: %(explanation)s",
                date=fields.Date.to_string(self.end_date),
                explanation=self.explanation,
            )
        )
        lead.write({"stage_id": stages.filtered(lambda stage: not stage.is_won)[-1:].id})
        lead.action_set_lost(lost_reason_id=self.lost_reason_id.id)
        return {"type": "ir.actions.act_window_close"}
