from odoo import api, fields, models

from ..tools.attachment import own_files


class InvestmentSiteSurvey(models.Model):
    """Joint site survey (联合踏勘): the offices look at the site of a key project together, once,
    instead of one after another."""

    _name = "investment.site.survey"
    _description = "Joint Site Survey"
    _order = "date desc, id desc"

    project_id = fields.Many2one(
        "investment.project", "Key Project", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="project_id.company_id", store=True)
    team_id = fields.Many2one(related="project_id.team_id", store=True, index=True)
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    office_ids = fields.Many2many(
        "investment.office",
        "investment_site_survey_office_rel",
        "survey_id",
        "office_id",
        "Offices",
    )
    findings = fields.Text()
    photo_ids = fields.Many2many(
        "ir.attachment",
        "investment_site_survey_photo_rel",
        "survey_id",
        "attachment_id",
        "Photos",
        copy=False,
    )

    @api.depends("project_id.name", "date")
    def _compute_display_name(self):
        for survey in self:
            parts = (survey.project_id.name, fields.Date.to_string(survey.date))
            survey.display_name = " ".join(part for part in parts if part)

    @api.model_create_multi
    def create(self, vals_list):
        surveys = super().create(vals_list)
        own_files(surveys, ["photo_ids"])
        return surveys

    def write(self, vals):
        result = super().write(vals)
        if "photo_ids" in vals:
            own_files(self, ["photo_ids"])
        return result
