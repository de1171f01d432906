from odoo import fields, models


class ResPartnerIndustry(models.Model):
    """Industry of GB/T 4754-2017: section letter or two-digit division."""

    _inherit = "res.partner.industry"

    code = fields.Char(index=True)
    parent_id = fields.Many2one("res.partner.industry", index=True)
