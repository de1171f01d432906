from odoo import api, fields, models
from odoo.exceptions import ValidationError


class InvestmentEngagement(models.Model):
    """Engagement (对接): who met which enterprise when, how, with what outcome.

    One record is one meeting of one enterprise; it is entered once and feeds the enterprise,
    the project, the trip and the event it belongs to, and counting rule 3 (enterprises
    contacted = distinct enterprises with a done engagement in the period).

    - What has taken place is done, what lies ahead is planned: a meeting of a coming day, or
      of a trip that has not set out, starts as planned. Nothing done lies in the future.
    - On a trip the engagement takes over the trip's team and first day, and a visit that took place
      lies within the trip's dates. A cancelled trip holds cancelled engagements only.
    - Another team may read that the enterprise was met, never with what outcome: record rules
      keep the engagement to its team, the enterprise's timeline names only who, when and how.

    The next step and the timelines live in ``investment_engagement_followup.py``.
    """

    _name = "investment.engagement"
    _description = "Engagement"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _rec_name = "partner_id"
    _order = "date desc, id desc"
    _check_company_auto = True

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", "Company", required=True, default=lambda self: self.env.company
    )
    # who was met
    partner_id = fields.Many2one(
        "res.partner",
        "Enterprise",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    contact_id = fields.Many2one(
        "res.partner",
        "Contact Person",
        index="btree_not_null",
        help="Person of the enterprise who received us. A new name is added to its contacts.",
    )
    contact_name = fields.Char(
        compute="_compute_contact_name", store=True, readonly=False, precompute=True
    )
    contact_function = fields.Char(
        "Contact Position",
        compute="_compute_contact_function",
        store=True,
        readonly=False,
        precompute=True,
        help="Position on the day of the meeting; it stays when the person moves on.",
    )
    # when and how
    date = fields.Date(
        compute="_compute_date", store=True, readonly=False, precompute=True, required=True
    )
    mode = fields.Selection(
        [
            ("outbound", "Outbound visit"),
            ("inbound", "Inbound visit"),
            ("call", "Phone call"),
            ("online", "Online meeting"),
            ("event", "Meeting at an event"),
        ],
        compute="_compute_mode",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    place = fields.Char()
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("cancelled", "Cancelled")],
        "Status",
        compute="_compute_state",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        copy=False,
        tracking=True,
    )
    outcome = fields.Text(copy=False)
    # what it belongs to
    lead_id = fields.Many2one("crm.lead", "Project", index="btree_not_null", check_company=True)
    is_other_enterprise = fields.Boolean(
        "Project of Another Enterprise", compute="_compute_is_other_enterprise"
    )
    trip_id = fields.Many2one(
        "investment.trip",
        "Trip",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    event_id = fields.Many2one(
        "event.event",
        "Promotion Event",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    # our side
    user_id = fields.Many2one(
        "res.users", "Officer", default=lambda self: self.env.user, index=True, tracking=True
    )
    team_id = fields.Many2one(
        "crm.team",
        "Team",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        check_company=True,
    )
    participant_ids = fields.Many2many(
        "res.partner",
        "investment_engagement_participant_rel",
        "engagement_id",
        "partner_id",
        "Our Participants",
    )

    # Lists and periods are read newest first; `_order` and the date filters share this index.
    _date_idx = models.Index("(date DESC, id DESC)")
    # The few that ask for attention among the many that are done.
    _planned_idx = models.Index("(date) WHERE state = 'planned'")

    @api.depends("lead_id")
    def _compute_partner_id(self):
        for engagement in self:
            if not engagement.partner_id:
                engagement.partner_id = engagement.lead_id.partner_id.commercial_partner_id

    @api.depends("contact_id")
    def _compute_contact_name(self):
        for engagement in self:
            if engagement.contact_id:
                engagement.contact_name = engagement.contact_id.name

    @api.depends("contact_id")
    def _compute_contact_function(self):
        for engagement in self:
            if engagement.contact_id.function or not engagement.contact_function:
                engagement.contact_function = engagement.contact_id.function

    @api.depends("trip_id", "event_id")
    def _compute_date(self):
        """Today, or the first day of a trip or event that is not on today; a recorded day is
        never moved."""
        today = fields.Date.context_today(self)
        for engagement in self:
            if engagement._origin.date:
                continue
            first, last = engagement._get_occasion_dates()
            date = engagement.date or today
            engagement.date = first if first and not first <= date <= last else date

    @api.depends("trip_id", "event_id")
    def _compute_mode(self):
        for engagement in self:
            if engagement._origin.mode:
                continue
            if engagement.event_id:
                engagement.mode = "event"
            elif engagement.trip_id or not engagement.mode:
                engagement.mode = "outbound"

    @api.depends("date", "trip_id")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for engagement in self:
            if engagement._origin.state or engagement.state == "cancelled":
                continue
            ahead = engagement.date and engagement.date > today
            waiting = engagement.trip_id.state in ("draft", "planned")
            engagement.state = "planned" if ahead or waiting else "done"

    @api.depends("lead_id.partner_id", "partner_id")
    def _compute_is_other_enterprise(self):
        """Allowed, a group may be met about a project of its subsidiary, but worth a look."""
        for engagement in self:
            investor = engagement.lead_id.partner_id.commercial_partner_id
            engagement.is_other_enterprise = (
                investor and investor != engagement.partner_id.commercial_partner_id
            )

    @api.depends("trip_id", "lead_id", "user_id")
    def _compute_team_id(self):
        teams = self.env["crm.team"]._get_investment_team_by_user(self.user_id)
        for engagement in self:
            engagement.team_id = (
                engagement.trip_id.team_id
                or engagement.team_id
                or engagement.lead_id.team_id
                or teams.get(engagement.user_id)
            )

    @api.depends("partner_id.display_name", "date")
    def _compute_display_name(self):
        for engagement in self:
            parts = (engagement.partner_id.display_name, fields.Date.to_string(engagement.date))
            engagement.display_name = " ".join(part for part in parts if part)

    @api.constrains("partner_id")
    def _check_enterprise(self):
        """Enterprises contacted are counted by this field: two persons of one are one."""
        for engagement in self:
            person, company = engagement.partner_id, engagement.partner_id.commercial_partner_id
            if person != company and not person.is_company:
                raise ValidationError(
                    self.env._(
                        "%(person)s is a person of %(enterprise)s: choose the enterprise and name "
                        "the person as contact person.",
                        person=person.name,
                        enterprise=company.name,
                    )
                )

    @api.constrains("state", "date")
    def _check_done_not_in_future(self):
        today = fields.Date.context_today(self)
        for engagement in self:
            if engagement.state == "done" and engagement.date > today:
                raise ValidationError(
                    self.env._(
                        "The engagement %(engagement)s lies in the future and cannot be done: "
                        "set its status to Planned or correct its date.",
                        engagement=engagement.display_name,
                    )
                )

    @api.constrains("trip_id", "date", "mode", "state")
    def _check_trip(self):
        for engagement in self.filtered("trip_id"):
            trip = engagement.trip_id
            if engagement.state == "cancelled":
                continue
            if trip.state == "cancelled":
                raise ValidationError(
                    self.env._(
                        "The trip %(trip)s is cancelled: choose another trip for the engagement "
                        "%(engagement)s or reopen the trip.",
                        trip=trip.display_name,
                        engagement=engagement.display_name,
                    )
                )
            visited = engagement.mode == "outbound" and engagement.state == "done"
            if visited and not trip.date_start <= engagement.date <= trip.date_end:
                raise ValidationError(
                    self.env._(
                        "The visit %(engagement)s does not lie within the trip %(trip)s "
                        "(%(start)s to %(end)s): correct its date or the dates of the trip.",
                        engagement=engagement.display_name,
                        trip=trip.display_name,
                        start=fields.Date.to_string(trip.date_start),
                        end=fields.Date.to_string(trip.date_end),
                    )
                )

        self.trip_id.filtered(lambda trip: trip.state == "done")._check_state_facts()

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        """A person belongs to one enterprise: forget the one of the enterprise chosen before."""
        company = self.partner_id.commercial_partner_id
        if self.contact_id and self.contact_id.commercial_partner_id != company:
            self.contact_id = self.contact_name = self.contact_function = False

    @api.model_create_multi
    def create(self, vals_list):
        # No "created" note on 300,000 records: create_uid and create_date say as much.
        engagements = super(
            InvestmentEngagement, self.with_context(mail_create_nolog=True)
        ).create(vals_list)
        engagements = engagements.with_env(self.env)
        engagements._complete_contacts()
        return engagements

    def write(self, vals):
        trips = (
            self.trip_id if {"trip_id", "state", "active"} & vals.keys() else self.trip_id[:0]
        )
        result = super().write(vals)
        trips._check_state_facts()
        if {"contact_id", "contact_function"} & vals.keys():
            self._complete_contacts()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_last_of_done_trip(self):
        done_trips = self.trip_id.filtered(lambda trip: trip.state == "done")
        remaining = dict(
            self._read_group(
                [
                    ("trip_id", "in", done_trips.ids),
                    ("state", "=", "done"),
                    ("id", "not in", self.ids),
                ],
                ["trip_id"],
                ["__count"],
            )
        )
        for trip in done_trips:
            if trip not in remaining:
                raise ValidationError(
                    self.env._(
                        "The trip %(trip)s is done and needs at least one done engagement: "
                        "reopen the trip before deleting its last one.",
                        trip=trip.display_name,
                    )
                )

    def action_done(self):
        self.write({"state": "done"})

    def action_cancel(self):
        self.write({"state": "cancelled"})

    def action_plan(self):
        self.write({"state": "planned"})

    def action_save_and_new(self):
        """Next line of a series: the quick form again, with what the series has in common."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "zhuozhou_crm.investment_engagement_action_quick"
        )
        context = {
            key: value for key, value in self.env.context.items() if key.startswith("default_")
        }
        action["context"] = {**context, "default_date": fields.Date.to_string(self.date)}
        return action

    def _get_occasion_dates(self):
        """First and last day the trip or the event allows, (False, False) for neither."""
        if self.trip_id:
            return self.trip_id.date_start, self.trip_id.date_end
        if self.event_id:
            return self.event_id._get_local_dates()
        return False, False

    def _complete_contacts(self):
        """The position told at the meeting completes a person who has none yet."""
        incomplete = self.filtered(
            lambda engagement: (
                engagement.contact_function
                and engagement.contact_id
                and not engagement.contact_id.function
            )
        )
        for contact, engagements in incomplete.grouped("contact_id").items():
            contact.function = engagements[0].contact_function
