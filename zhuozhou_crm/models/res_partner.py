from odoo import fields, models


class ResPartner(models.Model):
    """Target enterprise of investment promotion."""

    _inherit = "res.partner"

    is_investment_target = fields.Boolean("Target Enterprise", index="btree_not_null")
    investment_nature = fields.Selection(
        [
            ("central_soe", "Central SOE"),
            ("local_soe", "Local SOE"),
            ("private", "Private"),
            ("foreign", "Foreign"),
            ("joint_venture", "Joint venture"),
            ("university", "University"),
            ("research_institute", "Research institute"),
            ("hospital", "Hospital"),
            ("ministry", "Ministry"),
        ],
        "Nature",
    )
    investment_group_id = fields.Many2one("res.partner", "Parent Group", index="btree_not_null")
    investment_tier = fields.Selection(
        [
            ("group", "Group headquarters"),
            ("tier2", "Second-tier company"),
            ("tier3", "Third-tier company"),
            ("branch", "Branch"),
        ],
        "Tier",
    )
    is_central_soe = fields.Boolean("Central SOE Unit")
    is_beijing = fields.Boolean("Beijing Firm")
    investment_settled_date = fields.Date("Settled On")
    investment_departed_date = fields.Date("Departed On")
    engagement_ids = fields.One2many("investment.engagement", "partner_id", "Engagements")
    investment_last_contact_date = fields.Date("Last Contact")
