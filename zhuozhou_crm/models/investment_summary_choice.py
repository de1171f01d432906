from odoo import api, fields, models

COMPARISONS = [
    ("none", "None"),
    ("last_year", "Same period last year"),
    ("previous", "Previous period"),
]


class InvestmentSummaryChoice(models.AbstractModel):
    """What a summary shows and who signs it: the part of the wizard that a template keeps."""

    _name = "investment.summary.choice"
    _description = "Choice of a Summary"

    comparison = fields.Selection(COMPARISONS, "Compared With", required=True, default="none")
    team_ids = fields.Many2many(
        "crm.team",
        string="Teams",
        domain=[("is_investment", "=", True)],
        help="Only what belongs to these teams; empty: all that you may read.",
    )
    section_ids = fields.Many2many(
        "investment.indicator.section",
        string="Sections",
        help="Only the indicators of these sections; empty: all.",
    )
    sheet_ids = fields.Many2many(
        "investment.summary.sheet",
        string="Sheets",
        default=lambda self: self._default_sheet_ids(),
        help="Overview, registers and other sheets that the workbook shall have.",
    )
    unit = fields.Selection(
        [("yi", "CNY 100 million"), ("wan", "CNY 10,000")],
        "Unit of Amounts",
        required=True,
        default=lambda self: "wan" if self.env.user.investment_amount_unit == "wan" else "yi",
    )
    maker = fields.Char(
        "Prepared By", default=lambda self: self.env.user.name, help="Printed under each sheet."
    )
    reviewer = fields.Char("Reviewed By", help="Printed under each sheet; empty: to be signed.")

    @api.model
    def _default_sheet_ids(self):
        return self.env["investment.summary.sheet"].search([("code", "!=", False)])

    @api.model
    def _get_choice_fields(self):
        """Names of the fields that wizard and template share."""
        return [
            "comparison",
            "team_ids",
            "section_ids",
            "sheet_ids",
            "unit",
            "maker",
            "reviewer",
        ]
