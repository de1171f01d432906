from odoo import api, fields, models

from ..tools.action import open_records


class CrmLead(models.Model):
    """The key projects that a signed project became."""

    _inherit = "crm.lead"

    key_project_ids = fields.One2many("investment.project", "lead_id", "Key Projects")
    key_project_count = fields.Integer(
        "Number of Key Projects", compute="_compute_key_project_count"
    )

    @api.depends("key_project_ids")
    def _compute_key_project_count(self):
        counts = dict(
            self.env["investment.project"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.key_project_count = counts.get(lead._origin, 0)

    def action_view_key_projects(self):
        """The key project, the list of them, or a new one that takes the lead's values over."""
        self.ensure_one()
        action = open_records(
            self.env,
            "zhuozhou_crm.investment_project_action",
            [("lead_id", "=", self.id)],
            default_lead_id=self.id,
            default_actual_start_date=self.start_date,
            default_actual_production_date=self.production_date,
        )
        if self.key_project_count < 2:
            action.update(
                view_mode="form", views=[(False, "form")], res_id=self.key_project_ids[:1].id
            )
        return action

    def _merge_dependences(self, opportunities):
        result = super()._merge_dependences(opportunities)
        # sudo: as for agreements, see crm_lead_merge.
        projects = opportunities.sudo().with_context(active_test=False).key_project_ids
        projects.write({"lead_id": self.id})
        return result
