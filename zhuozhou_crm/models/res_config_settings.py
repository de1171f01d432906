from odoo import api, fields, models

PREFIX = "zhuozhou_crm.summary_font_"
# Those that official documents use; Excel takes a similar one where they are not installed.
FONTS = {
    "title": "方正小标宋简体",
    "head": "黑体",
    "body": "仿宋",
    "document": "仿宋_GB2312",
    "subhead": "楷体_GB2312",
    "page": "宋体",
}


class ResConfigSettings(models.TransientModel):
    """Fonts of the summaries, in Excel and in Word: offices differ, and not every machine has every font."""

    _inherit = "res.config.settings"

    investment_summary_title_font = fields.Char(
        "Title Font", config_parameter=f"{PREFIX}title", default=FONTS["title"]
    )
    investment_summary_head_font = fields.Char(
        "Heading Font", config_parameter=f"{PREFIX}head", default=FONTS["head"]
    )
    investment_summary_body_font = fields.Char(
        "Text Font", config_parameter=f"{PREFIX}body", default=FONTS["body"]
    )
    investment_summary_document_font = fields.Char(
        "Text Font of Documents",
        config_parameter=f"{PREFIX}document",
        default=FONTS["document"],
    )
    investment_summary_subhead_font = fields.Char(
        "Second Heading Font", config_parameter=f"{PREFIX}subhead", default=FONTS["subhead"]
    )
    investment_summary_page_font = fields.Char(
        "Page Number Font", config_parameter=f"{PREFIX}page", default=FONTS["page"]
    )

    @api.model
    def _get_investment_summary_fonts(self) -> dict[str, str]:
        # sudo: readers of summaries may not read system parameters
        parameters = self.env["ir.config_parameter"].sudo()
        return {
            part: parameters.get_param(f"{PREFIX}{part}") or font
            for part, font in FONTS.items()
        }
