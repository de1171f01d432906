from odoo import fields, models


class CrmLead(models.Model):
    """Investment project in the pipeline."""

    _inherit = "crm.lead"

    planned_investment = fields.Monetary(currency_field="company_currency", tracking=True)
    contract_value = fields.Monetary(currency_field="company_currency")
    pipeline_value = fields.Monetary(currency_field="company_currency")
    sector_id = fields.Many2one("investment.sector", index="btree_not_null")
    industry_id = fields.Many2one("res.partner.industry", index="btree_not_null")
    trip_id = fields.Many2one("investment.trip", index="btree_not_null")
    engagement_ids = fields.One2many("investment.engagement", "lead_id", "Engagements")
    deal_ids = fields.One2many("investment.deal", "lead_id", "Agreements")
