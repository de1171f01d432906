from odoo import api, models


class CrmTeamMember(models.Model):
    """Who joins or leaves a promotion team gains or loses its projects at once.

    The record rules hold the ids of the user's teams, and evaluated rules are cached; stock CRM
    has no rule that depends on teams and therefore never clears that cache.
    """

    _inherit = "crm.team.member"

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members._clear_rules()
        return members

    def write(self, vals):
        self._clear_rules()
        res = super().write(vals)
        self._clear_rules()
        return res

    def unlink(self):
        self._clear_rules()
        return super().unlink()

    def _clear_rules(self):
        if any(self.crm_team_id.mapped("is_investment")):
            self.env.registry.clear_cache()
