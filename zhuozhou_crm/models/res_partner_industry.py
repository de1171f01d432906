from odoo import api, fields, models


class ResPartnerIndustry(models.Model):
    """Industry of GB/T 4754-2017: section letter (门类) or two-digit division (大类).

    The national standard is in Chinese and has no authoritative English names, so its names are
    Chinese in every language. The stock industries have no code, come first and stay as they are.
    """

    _inherit = "res.partner.industry"
    _order = "code NULLS FIRST, name, id"
    _rec_names_search = ["name", "code"]

    code = fields.Char(index="btree_not_null", help="Code of GB/T 4754-2017.")
    parent_id = fields.Many2one("res.partner.industry", "Section", index="btree_not_null")

    @api.depends("name", "code")
    def _compute_display_name(self):
        for industry in self:
            industry.display_name = " ".join(filter(None, (industry.code, industry.name)))
