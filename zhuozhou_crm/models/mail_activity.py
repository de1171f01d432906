from odoo import models


class MailActivity(models.Model):
    """A next step put off or reworded from its activity changes on its engagement too."""

    _inherit = "mail.activity"

    def write(self, vals):
        result = super().write(vals)
        if {"date_deadline", "summary"} & vals.keys():
            self._update_engagements()
        return result

    def _update_engagements(self):
        # sudo: the one it is assigned to may put it off without seeing the engagement.
        engagements = (
            self.env["investment.engagement"]
            .sudo()
            .search([("activity_id", "in", self.ids), ("next_step_open", "=", True)])
        )
        for engagement in engagements:
            activity = engagement.activity_id
            values = {"next_step": activity.summary, "next_step_date": activity.date_deadline}
            if activity.summary and engagement._get_next_step() != tuple(values.values()):
                engagement.write(values)
