from odoo import fields, models

from ..tools.action import open_records


class InvestmentProject(models.Model):
    """Directives of a key project, and the hearings it was called up in."""

    _inherit = "investment.project"

    directive_ids = fields.One2many("investment.directive", "project_id", "Directives")
    directive_count = fields.Integer("Number of Directives", compute="_compute_directive_count")
    directive_open_count = fields.Integer(
        "Directives Not Done", compute="_compute_directive_count"
    )

    def _compute_directive_count(self):
        counts = {}
        for project, state, count in self.env["investment.directive"]._read_group(
            [("project_id", "in", self._origin.ids), ("state", "!=", "cancelled")],
            ["project_id", "state"],
            ["__count"],
        ):
            counts.setdefault(project, {})[state] = count
        for project in self:
            states = counts.get(project._origin, {})
            project.directive_count = sum(states.values())
            project.directive_open_count = project.directive_count - states.get("accepted", 0)

    def action_view_directives(self):
        return open_records(
            self.env,
            "zhuozhou_crm.investment_directive_action",
            [("project_id", "in", self.ids)],
            default_project_id=self.id if len(self) == 1 else False,
        )
