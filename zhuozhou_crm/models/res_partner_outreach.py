from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.action import open_records

HISTORY_LENGTH = 3
OFFICER_GROUPS = (
    "zhuozhou_crm.zhuozhou_crm_group_officer,zhuozhou_crm.zhuozhou_crm_group_leader"
)


class ResPartner(models.Model):
    """What was done with a target enterprise: engagements, trips, projects, agreements, and the
    settled units of a group.

    The last contact and the history are everybody's: two teams must not call on the same
    enterprise without knowing of each other. They tell the day, the way and the officer, never the
    outcome. The counts follow the reader's record rules.
    """

    _inherit = "res.partner"

    engagement_ids = fields.One2many("investment.engagement", "partner_id", "Engagements")
    investment_last_contact_date = fields.Date(
        "Last Contact",
        compute="_compute_investment_last_contact_date",
        store=True,
        help="Day of the last engagement done with the enterprise, by whichever team.",
    )
    investment_days_since_contact = fields.Integer(
        "Days since Last Contact", compute="_compute_investment_days_since_contact"
    )
    investment_history = fields.Json("Last Engagements", compute="_compute_investment_history")
    investment_engagement_count = fields.Integer(
        "Engagement Count", compute="_compute_investment_engagement_count"
    )
    investment_trip_count = fields.Integer(
        "Trip Count", compute="_compute_investment_trip_count"
    )
    investment_lead_count = fields.Integer(
        "Project Count", compute="_compute_investment_lead_count"
    )
    investment_deal_count = fields.Integer(
        "Agreement Count", compute="_compute_investment_deal_count"
    )
    investment_settled_unit_count = fields.Integer(
        "Settled Unit Count", compute="_compute_investment_settled_unit_count"
    )

    # What enterprises are listed by, and what those gone quiet are found by.
    _investment_contact_idx = models.Index(
        "(investment_last_contact_date DESC NULLS LAST, id DESC) WHERE is_investment_target IS TRUE"
    )

    @api.depends("engagement_ids.date", "engagement_ids.state", "engagement_ids.active")
    def _compute_investment_last_contact_date(self):
        last_dates = dict(
            self.env["investment.engagement"]._read_group(
                [("partner_id", "in", self.ids), ("state", "=", "done")],
                ["partner_id"],
                ["date:max"],
            )
        )
        for partner in self:
            partner.investment_last_contact_date = last_dates.get(partner._origin)

    @api.depends("investment_last_contact_date")
    def _compute_investment_days_since_contact(self):
        today = fields.Date.context_today(self)
        for partner in self:
            last = partner.investment_last_contact_date
            partner.investment_days_since_contact = (today - last).days if last else 0

    @api.depends("engagement_ids.date", "engagement_ids.state", "engagement_ids.user_id")
    @api.depends_context("allowed_company_ids", "lang")
    def _compute_investment_history(self):
        """One query for all partners of a page, each line ``{"date", "mode", "user"}``."""
        engagements = self.env["investment.engagement"]
        modes = dict(engagements._fields["mode"]._description_selection(self.env))
        history = {}
        for partner_id, date, mode, user in self._fetch_history_rows():
            history.setdefault(partner_id, []).append(
                {"date": fields.Date.to_string(date), "mode": modes.get(mode, ""), "user": user}
            )
        for partner in self:
            partner.investment_history = history.get(partner._origin.id)

    def _fetch_history_rows(self):
        """Return the last done engagements of each partner as (partner, date, mode, officer).

        Read without the record rules on purpose: see the class. The companies are kept."""
        if not self.ids:
            return []
        self.env["investment.engagement"].flush_model(
            ["active", "company_id", "date", "mode", "partner_id", "state", "user_id"]
        )
        return self.env.execute_query(
            SQL(
                """
                SELECT ranked.partner_id, ranked.date, ranked.mode, officer.name
                  FROM (
                        SELECT id, partner_id, date, mode, user_id,
                               ROW_NUMBER() OVER (
                                   PARTITION BY partner_id ORDER BY date DESC, id DESC
                               ) AS rank
                          FROM investment_engagement
                         WHERE partner_id IN %(partners)s
                           AND company_id IN %(companies)s
                           AND state = 'done'
                           AND active
                       ) ranked
             LEFT JOIN res_users users ON users.id = ranked.user_id
             LEFT JOIN res_partner officer ON officer.id = users.partner_id
                 WHERE ranked.rank <= %(length)s
              ORDER BY ranked.partner_id, ranked.rank
                """,
                partners=tuple(self.ids),
                companies=tuple(self.env.companies.ids),
                length=HISTORY_LENGTH,
            )
        )

    def _compute_investment_engagement_count(self):
        self._set_counts("investment_engagement_count", "investment.engagement")

    def _compute_investment_trip_count(self):
        trips = dict(
            self.env["investment.engagement"]._read_group(
                [
                    ("partner_id", "in", self.ids),
                    ("trip_id", "!=", False),
                    ("state", "!=", "cancelled"),
                ],
                ["partner_id"],
                ["trip_id:count_distinct"],
            )
        )
        for partner in self:
            partner.investment_trip_count = trips.get(partner._origin, 0)

    def _compute_investment_lead_count(self):
        self._set_counts(
            "investment_lead_count", "crm.lead", Domain("team_id.is_investment", "=", True)
        )

    def _compute_investment_deal_count(self):
        self._set_counts("investment_deal_count", "investment.deal")

    def _compute_investment_settled_unit_count(self):
        """Settled units of the group, the group itself not included."""
        counts = dict(
            self._read_group(
                Domain("investment_group_id", "in", self.ids) & self._get_settled_domain(),
                ["investment_group_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.investment_settled_unit_count = counts.get(partner._origin, 0)

    def _set_counts(self, name, model, domain=Domain.TRUE):
        counts = dict(
            self.env[model]._read_group(
                Domain("partner_id", "in", self.ids) & domain, ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner[name] = counts.get(partner._origin, 0)

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_add_investment_engagement(self):
        """Open the short form of an engagement with this enterprise."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhuozhou_crm.investment_engagement_action_quick"
        )
        return dict(action, context={"default_partner_id": self.id})

    def action_open_investment_engagements(self):
        return self._get_outreach_action(
            self.env._("Engagements"), "investment.engagement", "list,form"
        )

    def action_open_investment_trips(self):
        action = self._get_outreach_action(self.env._("Trips"), "investment.trip", "list,form")
        return dict(action, domain=[("engagement_ids.partner_id", "=", self.id)], context={})

    def action_open_investment_leads(self):
        return open_records(
            self.env,
            "zhuozhou_crm.crm_lead_action",
            [("team_id.is_investment", "=", True), ("partner_id", "=", self.id)],
            default_partner_id=self.id,
        )

    def action_open_investment_deals(self):
        return self._get_outreach_action(
            self.env._("Agreements"), "investment.deal", "list,form"
        )

    def action_open_investment_units(self):
        """Open the group's units: the settled ones, or all of them when the button says so."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhuozhou_crm.res_partner_action_target"
        )
        name = self.env._("Units of %(group)s", group=self.name)
        context = {
            "default_is_investment_target": True,
            "default_investment_group_id": self.id,
            "default_investment_nature": self.investment_nature,
        }
        if not self.env.context.get("investment_all_units"):
            context["search_default_settled"] = 1
        domain = [("investment_group_id", "=", self.id), ("is_investment_target", "=", True)]
        return dict(action, name=name, display_name=name, domain=domain, context=context)

    def get_formview_id(self, access_uid=None):
        """Open enterprises and their persons in the forms of investment promotion, for its users;
        everybody else keeps the stock form."""
        if self.env.user.has_groups(OFFICER_GROUPS):
            if self.is_investment_target:
                return self.env.ref("zhuozhou_crm.res_partner_view_form_target").id
            if self.parent_id.is_investment_target:
                return self.env.ref("zhuozhou_crm.res_partner_view_form_contact").id
        return super().get_formview_id(access_uid=access_uid)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Whoever was never contacted comes last, above all when the latest contact comes first:
        the directory's groups would otherwise stand before everything that is being worked on."""
        if field_name == "investment_last_contact_date" and not nulls:
            nulls = SQL("NULLS LAST")
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    def _get_outreach_action(self, name, model, view_mode):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": view_mode,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    # ------------------------------------------------------------------
    # Settling
    # ------------------------------------------------------------------

    @api.model
    def _get_settled_domain(self, date=None):
        """Return the domain of the enterprises that are settled here on ``date`` (today)."""
        date = date or fields.Date.context_today(self)
        return Domain("investment_settled_date", "<=", date) & (
            Domain("investment_departed_date", "=", False)
            | Domain("investment_departed_date", ">", date)
        )

    def _settle(self, date, local_unit):
        """Record that a project of the enterprise landed. What is recorded already stays, and a
        local company that counts as settled itself is not counted a second time.

        :param date: day of landing
        :param res.partner local_unit: the company registered here
        """
        self.ensure_one()
        values = {}
        if local_unit != self:
            values["investment_local_unit_id"] = (
                self.investment_local_unit_id.id or local_unit.id
            )
        if not self.investment_settled_date and not local_unit.investment_settled_date:
            values["investment_settled_date"] = date
        self.write(values)
