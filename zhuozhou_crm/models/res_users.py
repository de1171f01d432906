from odoo import fields, models


class ResUsers(models.Model):
    """Each reader chooses the unit of amounts; what is stored is always 元."""

    _inherit = "res.users"

    investment_amount_unit = fields.Selection(
        [
            ("auto", "By size: 亿元 from 100 million upwards, else 万元"),
            ("yi", "亿元 (100 million yuan)"),
            ("wan", "万元 (10,000 yuan)"),
        ],
        "Unit of Amounts",
        required=True,
        default="auto",
        help="Unit in which amounts are shown to you, and in which a number typed without a unit "
        "is read. What is stored does not change.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["investment_amount_unit"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["investment_amount_unit"]
