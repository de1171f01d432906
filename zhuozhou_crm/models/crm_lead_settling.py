from odoo import api, models

LANDING_FIELDS = {"stage_id", "local_partner_id", "landing_date"}
LANDED_CODES = ("landed", "started", "production")


class CrmLead(models.Model):
    """A project that has landed settles its enterprise: the day and the local company are entered
    once, on the project. What staff have recorded on the enterprise before stays."""

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._settle_investors()
        return leads

    def write(self, vals):
        is_landing = not LANDING_FIELDS.isdisjoint(vals)
        result = super().write(vals)
        if is_landing:
            self._settle_investors()
        return result

    def _settle_investors(self):
        for lead in self:
            if lead.stage_id.investment_code not in LANDED_CODES:
                continue
            investor = lead.partner_id.commercial_partner_id
            if investor.is_investment_target and lead.local_partner_id and lead.landing_date:
                investor._settle(lead.landing_date, lead.local_partner_id)
