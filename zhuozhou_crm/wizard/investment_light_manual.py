from odoo import fields, models

from ..models.investment_light_rule_mixin import LIGHTS


class InvestmentLightManual(models.TransientModel):
    """Set the light of key projects by hand, with a reason and a last day, or take that back.

    After the last day the rules set the light again. Bureau managers only.
    """

    _name = "investment.light.manual"
    _description = "Light Set by Hand"

    project_ids = fields.Many2many(
        "investment.project",
        string="Key Projects",
        required=True,
        default=lambda self: self.env.context.get("active_ids", []),
    )
    colour = fields.Selection(LIGHTS, "Light", required=True)
    note = fields.Char("Reason", required=True)
    until = fields.Date("Valid Until", required=True)

    def action_set(self):
        """Lights by hand follow one another.

        sudo: nobody writes history by himself; only who may use this wizard, and for projects
        that he may read.
        """
        self.project_ids.check_access("read")
        self.project_ids._end_manual_lights()
        today = fields.Date.context_today(self)
        self.env["investment.project.light"].sudo().create(
            [
                {
                    "project_id": project.id,
                    "colour": self.colour,
                    "facts": {
                        "condition": "manual",
                        "note": self.note,
                        "until": fields.Date.to_string(self.until),
                    },
                    "date_from": today,
                    "is_manual": True,
                    "note": self.note,
                    "until": self.until,
                    "set_by_id": self.env.uid,
                }
                for project in self.project_ids
            ]
        )
        return {"type": "ir.actions.act_window_close"}
