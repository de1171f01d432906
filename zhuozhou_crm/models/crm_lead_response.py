from odoo import api, fields, models


class CrmLead(models.Model):
    """How fast a clue is answered (线索响应): the first engagement after it was registered.

    Rules in use ask for an answer within a day of the report (江门市招商线索管理办法, ledgers.md A);
    the indicator of response days measures it.
    """

    _inherit = "crm.lead"

    first_contact_date = fields.Date(
        "First Contacted On",
        compute="_compute_first_contact_date",
        store=True,
        precompute=True,
        help="Day of the first engagement done for the project.",
    )

    @api.depends("engagement_ids.date", "engagement_ids.state", "engagement_ids.active")
    def _compute_first_contact_date(self):
        """A project just created has no engagement: no query is spent on it."""
        first_dates = {}
        if self.ids:
            first_dates = dict(
                self.env["investment.engagement"]._read_group(
                    [("lead_id", "in", self.ids), ("state", "=", "done")],
                    ["lead_id"],
                    ["date:min"],
                )
            )
        for lead in self:
            lead.first_contact_date = first_dates.get(lead._origin)
