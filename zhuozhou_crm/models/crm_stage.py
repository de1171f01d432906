from odoo import fields, models


class CrmStage(models.Model):
    """Stages of the investment teams, kept apart from the stock ones by ``is_investment``."""

    _inherit = "crm.stage"

    is_investment = fields.Boolean("Investment Stage")
    investment_code = fields.Selection(
        [
            ("lead", "Lead"),
            ("contacted", "Contacted"),
            ("negotiating", "Negotiating"),
            ("assessed", "Assessed"),
            ("signed", "Signed"),
            ("landed", "Landed"),
            ("started", "Started"),
            ("production", "In production"),
        ],
        "Stage Code",
    )
    gate_ids = fields.One2many("investment.gate", "stage_id", "Gates")
    claim_lapse_days = fields.Integer("Claim Lapses After (days)")
