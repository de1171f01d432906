from odoo import api, fields, models

from ..report.light_text import describe_light
from .investment_light_rule_mixin import LIGHTS


class InvestmentProjectLight(models.Model):
    """What light a key project had from when to when, and why (history of 红黄绿白).

    One line per light and rule; a light that changes twice on one day leaves one line. Nobody
    writes here but the system: ``investment.project`` keeps the log, and the wizard
    ``investment.light.manual`` adds the lights set by hand (无正当理由 is for people to judge:
    ``domain/progress_lights.md``), which hold until their last day.
    """

    _name = "investment.project.light"
    _description = "Light of a Key Project"
    _order = "date_from desc, id desc"

    project_id = fields.Many2one(
        "investment.project", "Key Project", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="project_id.company_id", related_sudo=True)
    colour = fields.Selection(LIGHTS, "Light", required=True)
    rule_id = fields.Many2one("investment.light.rule", "Rule", ondelete="set null")
    facts = fields.Json()
    reason = fields.Char(compute="_compute_reason")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", help="The day on which another light took its place.")
    is_manual = fields.Boolean("Set by Hand")
    note = fields.Char("Reason Given")
    until = fields.Date(help="Last day of a light set by hand.")
    set_by_id = fields.Many2one("res.users", "Set By")

    _open_unique = models.UniqueIndex(
        "(project_id, is_manual) WHERE date_to IS NULL",
        "A project has one light at a time.",
    )
    _manual_complete = models.Constraint(
        "CHECK (NOT is_manual OR (note IS NOT NULL AND until >= date_from))",
        "A light set by hand needs a reason and a last day that has not passed.",
    )

    @api.depends("facts")
    @api.depends_context("lang", "uid")
    def _compute_reason(self):
        for light in self:
            light.reason = describe_light(self.env, light.facts)

    @api.depends("colour", "project_id")
    def _compute_display_name(self):
        colours = dict(self._fields["colour"]._description_selection(self.env))
        for light in self:
            light.display_name = (
                f"{light.project_id.display_name} · {colours.get(light.colour)}"
            )
