from odoo import api, fields, models

from ..tools.action import open_records


class InvestmentProject(models.Model):
    """What the city does for a key project: land, joint site surveys, approvals."""

    _inherit = "investment.project"

    land_needed = fields.Float(
        "Land Needed (mu)",
        digits=(12, 2),
        compute="_compute_land_needed",
        store=True,
        readonly=False,
        precompute=True,
    )
    land_ids = fields.One2many("investment.land.acquisition", "project_id", "Land Acquisitions")
    land_acquired = fields.Float(
        "Land Acquired (mu)", digits=(12, 2), compute="_compute_land_acquired", store=True
    )
    survey_ids = fields.One2many("investment.site.survey", "project_id", "Joint Site Surveys")
    survey_count = fields.Integer("Number of Surveys", compute="_compute_survey_count")
    approval_ids = fields.One2many("investment.approval", "project_id", "Approvals")
    approval_count = fields.Integer("Number of Approvals", compute="_compute_approval_count")
    approval_done_count = fields.Integer("Approvals Granted", compute="_compute_approval_count")

    @api.depends("lead_id")
    def _compute_land_needed(self):
        for project in self:
            project.land_needed = project.land_needed or project.lead_id.land_need

    @api.depends("land_ids.mu", "land_ids.date")
    def _compute_land_acquired(self):
        """Land counts once it is acquired."""
        acquired = dict(
            self.env["investment.land.acquisition"]._read_group(
                [("project_id", "in", self._origin.ids), ("date", "!=", False)],
                ["project_id"],
                ["mu:sum"],
            )
        )
        for project in self:
            project.land_acquired = acquired.get(project._origin, 0)

    @api.depends("survey_ids")
    def _compute_survey_count(self):
        counts = dict(
            self.env["investment.site.survey"]._read_group(
                [("project_id", "in", self._origin.ids)], ["project_id"], ["__count"]
            )
        )
        for project in self:
            project.survey_count = counts.get(project._origin, 0)

    @api.depends("approval_ids.state")
    def _compute_approval_count(self):
        counts = {}
        for project, state, count in self.env["investment.approval"]._read_group(
            [("project_id", "in", self._origin.ids), ("state", "!=", "withdrawn")],
            ["project_id", "state"],
            ["__count"],
        ):
            counts.setdefault(project, {})[state] = count
        for project in self:
            states = counts.get(project._origin, {})
            project.approval_count = sum(states.values())
            project.approval_done_count = states.get("approved", 0)

    def action_view_approvals(self):
        return self._open_own("zhuozhou_crm.investment_approval_action")

    def action_view_surveys(self):
        return self._open_own("zhuozhou_crm.investment_site_survey_action")

    def action_view_milestones(self):
        return self._open_own("zhuozhou_crm.investment_project_milestone_action")

    def action_view_progress(self):
        return self._open_own("zhuozhou_crm.investment_project_progress_action")

    def _open_own(self, xmlid):
        self.ensure_one()
        return open_records(
            self.env, xmlid, [("project_id", "=", self.id)], default_project_id=self.id
        )
