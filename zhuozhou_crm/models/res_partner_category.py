from odoo import api, models


class ResPartnerCategory(models.Model):
    """Honours (企业荣誉) are the partner tags under one parent tag.

    Where only honours are shown, ``partner_category_short`` in the context leaves out the parent's
    name, which would stand in front of every one of them."""

    _inherit = "res.partner.category"

    @api.depends_context("partner_category_short")
    def _compute_display_name(self):
        if not self.env.context.get("partner_category_short"):
            return super()._compute_display_name()
        for category in self:
            category.display_name = category.name
        return None
