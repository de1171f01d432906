from odoo import api, models, tools

CENTER = "zhuozhou_crm.crm_team_investment_center"


class CrmTeam(models.Model):
    """Which team a lead falls to by default, and which teams are promotion teams."""

    _inherit = "crm.team"

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        if any(vals.get("investment_kind") for vals in vals_list):
            self.env.registry.clear_cache()
        return teams

    def write(self, vals):
        res = super().write(vals)
        if vals.keys() & {"investment_kind", "user_id"}:
            # user_id: the rules hold the ids of the teams a user leads, see crm_team_member.
            self.env.registry.clear_cache()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res

    @api.model
    @tools.ormcache()
    def _get_investment_team_ids(self):
        """Asked for every lead written, hence cached."""
        teams = self.sudo().with_context(active_test=False)
        return frozenset(teams.search([("is_investment", "=", True)])._ids)

    def _get_default_team_id(self, user_id=False, domain=False):
        """A promotion team for our pipeline and for people who use nothing but our app; for
        everybody else never one.

        The stock rule takes any team of the user and, failing that, any team at all: a bureau
        manager without a team would register projects in the sales pipeline, and a salesperson
        without one would fill ours.
        """
        team = super()._get_default_team_id(user_id=user_id, domain=domain)
        user = self.env["res.users"].sudo().browse(user_id) if user_id else self.env.user
        investment = self._is_investment_user(user)
        if team.is_investment == investment:
            return team
        companies = [False, *(user.company_ids & self.env.companies).ids]
        teams = self.search(
            [("is_investment", "=", investment), ("company_id", "in", companies)]
        )
        own = teams.filtered(lambda team: user in team.user_id | team.member_ids)
        fitting = (own or teams).filtered_domain(domain or [])
        center = self.env.ref(CENTER, raise_if_not_found=False)
        return (fitting & center if center else fitting)[:1] or fitting[:1]

    @api.model
    def _is_investment_user(self, user):
        if self.env.context.get("investment_pipeline"):
            return True
        return user.has_group("zhuozhou_crm.zhuozhou_crm_group_officer") and not user.has_group(
            "sales_team.group_sale_salesman"
        )
