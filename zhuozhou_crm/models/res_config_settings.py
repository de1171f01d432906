from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .investment_directive_escalation import DEFAULTS as ESCALATION_DAYS
from .investment_directive_escalation import PARAMETER as ESCALATION_PARAMETER
from .investment_project_filing import DUE_PARAMETER, DUE_WORKING_DAY

#: The shortest month, February with the Spring Festival, has 16 working days.
LATEST_DUE_DAY = 15
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
    """Fonts of the summaries, in Excel and in Word: offices differ, and not every machine has every font.

    Days of the key projects: until when a month is to be filed, and when an overdue directive goes
    up. An empty or zero day means the day as delivered.
    """

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

    investment_progress_due_day = fields.Integer(
        "Progress Due on Working Day",
        config_parameter=DUE_PARAMETER,
        default=DUE_WORKING_DAY,
        help="The working day of the following month by which the units file their progress; "
        "who has not is reminded from that day on.",
    )
    investment_escalate_head_days = fields.Integer(
        "To the Head after Working Days",
        config_parameter=ESCALATION_PARAMETER % "head",
        default=ESCALATION_DAYS["head"],
    )
    investment_escalate_leader_days = fields.Integer(
        "To the Leader after Working Days",
        config_parameter=ESCALATION_PARAMETER % "leader",
        default=ESCALATION_DAYS["leader"],
    )

    @api.constrains(
        "investment_progress_due_day",
        "investment_escalate_head_days",
        "investment_escalate_leader_days",
    )
    def _check_investment_days(self):
        for settings in self:
            if not 0 <= settings.investment_progress_due_day <= LATEST_DUE_DAY:
                raise ValidationError(
                    self.env._(
                        "Progress Due on Working Day must be from 1 to %(latest)s: the shortest "
                        "month has 16 working days.",
                        latest=LATEST_DUE_DAY,
                    )
                )
            head = settings.investment_escalate_head_days or ESCALATION_DAYS["head"]
            leader = settings.investment_escalate_leader_days or ESCALATION_DAYS["leader"]
            if not 0 < head <= leader:
                raise ValidationError(
                    self.env._(
                        "An overdue directive goes to the head first: choose a number of working "
                        "days for the head that is above zero and not above that for the leader."
                    )
                )

    @api.model
    def _get_investment_summary_fonts(self) -> dict[str, str]:
        # sudo: readers of summaries may not read system parameters
        parameters = self.env["ir.config_parameter"].sudo()
        return {
            part: parameters.get_param(f"{PREFIX}{part}") or font
            for part, font in FONTS.items()
        }
