from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..tools.action import open_records


class CrmTeam(models.Model):
    """Promotion team: unit, park, joint team with companies, entrusted agency.

    The kind makes a sales team a promotion team. Article of 2023: 依托园区、投促中心等单位, with
    companies that join a team (组建联合招商队伍), and by entrusting professional agencies.

    Every promotion team is linked to every investment stage as long as it has a kind. A stage
    without any team would be offered to all teams by stock CRM, so the last promotion team
    can neither lose its kind nor be deleted.
    """

    _inherit = "crm.team"

    investment_kind = fields.Selection(
        [
            ("unit", "Government unit"),
            ("park", "Park"),
            ("joint_team", "Joint team with companies"),
            ("agency", "Entrusted agency"),
        ],
        "Promotion Team Kind",
    )
    is_investment = fields.Boolean(
        "Investment Team", compute="_compute_is_investment", store=True, index="btree_not_null"
    )
    investment_partner_ids = fields.Many2many(
        "res.partner",
        "crm_team_investment_partner_rel",
        "team_id",
        "partner_id",
        "Member Companies",
        help="Companies that promote the city together with us in a joint team.",
    )
    investment_agency_id = fields.Many2one(
        "res.partner",
        "Agency",
        index="btree_not_null",
        help="Professional agency entrusted with attracting investment.",
    )
    investment_trip_count = fields.Integer("Trips", compute="_compute_investment_trip_count")
    investment_lead_count = fields.Integer("Projects", compute="_compute_investment_lead_count")
    investment_deal_count = fields.Integer(
        "Agreements", compute="_compute_investment_deal_count"
    )

    @api.depends("investment_kind")
    def _compute_is_investment(self):
        for team in self:
            team.is_investment = bool(team.investment_kind)

    def _compute_investment_trip_count(self):
        self._compute_investment_count(
            "investment_trip_count", "investment.trip", Domain("state", "!=", "cancelled")
        )

    def _compute_investment_lead_count(self):
        self._compute_investment_count("investment_lead_count", "crm.lead", Domain.TRUE)

    def _compute_investment_deal_count(self):
        self._compute_investment_count(
            "investment_deal_count", "investment.deal", Domain("counted", "=", True)
        )

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        teams.filtered("is_investment")._link_investment_stages()
        return teams

    def write(self, vals):
        if "investment_kind" not in vals:
            return super().write(vals)
        before = self.filtered("is_investment")
        if not vals["investment_kind"]:
            before._check_not_last_investment_team()
        result = super().write(vals)
        after = self.filtered("is_investment")
        (before - after)._unlink_investment_stages()
        (after - before)._link_investment_stages()
        return result

    def unlink(self):
        # A linked stage would block the deletion: the database restricts it.
        self.filtered("is_investment")._unlink_investment_stages()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_last_investment_team(self):
        self.filtered("is_investment")._check_not_last_investment_team()

    def action_view_investment_trips(self):
        self.ensure_one()
        return open_records(
            self.env,
            "zhuozhou_crm.investment_trip_action",
            [("team_id", "=", self.id), ("state", "!=", "cancelled")],
            default_team_id=self.id,
        )

    def action_view_investment_leads(self):
        self.ensure_one()
        return open_records(
            self.env,
            "zhuozhou_crm.crm_lead_action",
            [("team_id", "=", self.id)],
            default_team_id=self.id,
        )

    def action_view_investment_deals(self):
        self.ensure_one()
        return open_records(
            self.env,
            "zhuozhou_crm.investment_deal_action",
            [("team_id", "=", self.id)],
            default_team_id=self.id,
        )

    def _compute_investment_count(self, field, model, domain):
        counts = dict(
            self.env[model]._read_group(
                Domain("team_id", "in", self.ids) & domain, ["team_id"], ["__count"]
            )
        )
        for team in self:
            team[field] = counts.get(team._origin, 0)

    @api.model
    def _get_investment_team_by_user(self, users):
        """Promotion team of each user, the one led before the one joined: {user: team}."""
        if not users:
            return {}
        teams = self.search(
            Domain("is_investment", "=", True)
            & (Domain("user_id", "in", users.ids) | Domain("member_ids", "in", users.ids))
        )
        return {
            user: teams.filtered(lambda team, user=user: team.user_id == user)[:1]
            or teams.filtered(lambda team, user=user: user in team.member_ids)[:1]
            for user in users
        }

    def _check_not_last_investment_team(self):
        others = self.with_context(active_test=False).search_count(
            [("is_investment", "=", True), ("id", "not in", self.ids)], limit=1
        )
        if self and not others:
            raise UserError(
                self.env._(
                    "%(team)s is the last promotion team: the pipeline needs one. "
                    "Create another promotion team first.",
                    team=", ".join(self.mapped("name")),
                )
            )

    def _link_investment_stages(self):
        self._write_investment_stages(Command.link)

    def _unlink_investment_stages(self):
        self._write_investment_stages(Command.unlink)

    def _write_investment_stages(self, command):
        if self:
            # sudo: who may edit a team need not be allowed to edit the stages.
            stages = self.env["crm.stage"].sudo().search([("is_investment", "=", True)])
            stages.write({"team_ids": [command(team.id) for team in self]})
