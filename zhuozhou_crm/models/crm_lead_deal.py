from odoo import api, fields, models


class CrmLead(models.Model):
    """What was signed for a project, and what of it has arrived."""

    _inherit = "crm.lead"

    deal_ids = fields.One2many("investment.deal", "lead_id", "Agreements")
    contract_value = fields.Monetary(
        currency_field="company_currency",
        compute="_compute_contract_value",
        store=True,
        precompute=True,
        help="Signed value in the figures now (counting rule 1).",
    )
    pipeline_value = fields.Monetary(
        "Project Value",
        currency_field="company_currency",
        compute="_compute_contract_value",
        store=True,
        precompute=True,
        help="Contract value once signed, planned investment before.",
    )
    paid_in_amount = fields.Monetary(
        "Funds in Place",
        currency_field="company_currency",
        compute="_compute_paid_in_amount",
        store=True,
        precompute=True,
        help="Verified fund receipts under the project's agreements.",
    )
    paid_in_rate = fields.Float("Paid-in Rate", compute="_compute_paid_in_rate")
    deal_count = fields.Integer("Number of Agreements", compute="_compute_deal_count")

    @api.depends("planned_investment", "deal_ids.counted", "deal_ids.counted_value")
    def _compute_contract_value(self):
        """A lead just created has no agreements in cache: no query is spent on it."""
        for lead in self:
            counted = lead.deal_ids.filtered("counted")
            lead.contract_value = sum(counted.mapped("counted_value"))
            lead.pipeline_value = lead.contract_value if counted else lead.planned_investment

    @api.depends("deal_ids.paid_in_amount")
    def _compute_paid_in_amount(self):
        for lead in self:
            lead.paid_in_amount = sum(lead.deal_ids.mapped("paid_in_amount"))

    @api.depends("paid_in_amount", "contract_value")
    def _compute_paid_in_rate(self):
        for lead in self:
            value = lead.contract_value
            lead.paid_in_rate = lead.paid_in_amount / value if value > 0 else 0

    @api.depends("deal_ids")
    def _compute_deal_count(self):
        counts = dict(
            self.env["investment.deal"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.deal_count = counts.get(lead, 0)

    def action_view_deals(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhuozhou_crm.investment_deal_action"
        )
        action["domain"] = [("lead_id", "=", self.id)]
        action["context"] = {"default_lead_id": self.id}
        if self.deal_count == 1:
            action.update(res_id=self.deal_ids.id, view_mode="form", views=[(False, "form")])
        return action

    def action_register_deal(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register Agreement"),
            "res_model": "investment.deal",
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {"default_lead_id": self.id},
        }

    def action_view_receipts(self):
        return self.deal_ids.action_view_receipts()
