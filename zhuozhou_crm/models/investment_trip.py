from odoo import api, fields, models
from odoo.fields import Command, Domain

from ..tools.action import open_records


class InvestmentTrip(models.Model):
    """Promotion trip (外出招商): one party, one span of days, many enterprises.

    Columns follow the official register of trips (外出招商情况上报表): leader with position, start,
    end, days, destination, and per enterprise the person met with position.

    - Days count both ends. Mileage is the difference of the odometer readings when the return
      reading is given, else the sum of the stops; destination is the stops in their order.
    - Enterprises, projects and agreements are counted from their records: distinct enterprises
      with a done engagement on the trip, projects whose source is the trip, agreements signed
      on it that count (rule 2: verified and live).
    - Putting a trip off moves its planned engagements along; done ones stay on their day.

    States and what each of them requires: ``investment_trip_workflow.py``.
    """

    _name = "investment.trip"
    _description = "Promotion Trip"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _rec_names_search = ["name", "code", "destination"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        "Trip Title",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        help="Left empty it is made of the destination.",
    )
    code = fields.Char("Trip Number", readonly=True, copy=False)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", "Company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    # who
    leader_id = fields.Many2one(
        "res.partner",
        "Led By",
        index="btree_not_null",
        tracking=True,
        help="City leader or head of unit who leads the party.",
    )
    leader_function = fields.Char(
        "Leader's Position",
        compute="_compute_leader_function",
        store=True,
        readonly=False,
        precompute=True,
        help="Position at the time of the trip.",
    )
    member_ids = fields.Many2many(
        "res.partner", "investment_trip_member_rel", "trip_id", "partner_id", "Members"
    )
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
    # when and where
    date_start = fields.Date(
        "Starts On", required=True, default=fields.Date.context_today, index=True, tracking=True
    )
    date_end = fields.Date(
        "Ends On",
        compute="_compute_date_end",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
    )
    days = fields.Integer(compute="_compute_days", store=True)
    stop_ids = fields.One2many("investment.trip.stop", "trip_id", "Stops", copy=True)
    destination = fields.Char(
        compute="_compute_destination", store=True, readonly=False, precompute=True
    )
    odometer_start = fields.Float("Odometer at Departure (km)", digits=(16, 1), copy=False)
    odometer_end = fields.Float("Odometer on Return (km)", digits=(16, 1), copy=False)
    mileage = fields.Float(
        "Mileage (km)", digits=(16, 1), compute="_compute_mileage", store=True
    )
    cost = fields.Monetary(copy=False)
    # what it produced
    engagement_ids = fields.One2many("investment.engagement", "trip_id", "Engagements")
    added_partner_ids = fields.Many2many(
        "res.partner",
        string="Add Enterprises",
        store=False,
        help="Pick several enterprises at once: each becomes a line below.",
    )
    lead_ids = fields.One2many("crm.lead", "trip_id", "Projects")
    deal_ids = fields.One2many("investment.deal", "trip_id", "Agreements")
    engagement_count = fields.Integer(
        "Engagement Count", compute="_compute_engagement_counts", store=True
    )
    planned_count = fields.Integer(
        "Planned Engagements", compute="_compute_engagement_counts", store=True
    )
    enterprise_count = fields.Integer(
        "Enterprises Met", compute="_compute_engagement_counts", store=True
    )
    lead_count = fields.Integer("Project Count", compute="_compute_lead_count", store=True)
    deal_count = fields.Integer("Agreement Count", compute="_compute_deal_count", store=True)
    report = fields.Html(copy=False)
    photo_ids = fields.Many2many(
        "ir.attachment",
        "investment_trip_photo_rel",
        "trip_id",
        "attachment_id",
        "Photos",
        copy=False,
    )

    _code_unique = models.UniqueIndex("(company_id, code)", "This trip number is taken.")
    _dates_ordered = models.Constraint(
        "CHECK (date_end >= date_start)", "A trip cannot end before it starts."
    )
    _odometer_ordered = models.Constraint(
        "CHECK (odometer_start >= 0 AND (odometer_end = 0 OR odometer_end >= odometer_start))",
        "The odometer reading on return cannot be below the one at departure.",
    )
    _cost_positive = models.Constraint(
        "CHECK (cost >= 0)", "The cost of a trip cannot be negative."
    )

    @api.depends()
    def _compute_name(self):
        for trip in self:
            if not trip.name and trip.destination:
                trip.name = self.env._(
                    "Investment trip to %(destination)s", destination=trip.destination
                )

    @api.depends("leader_id")
    def _compute_leader_function(self):
        for trip in self:
            trip.leader_function = trip.leader_id.function

    @api.depends("user_id")
    def _compute_team_id(self):
        teams = self.env["crm.team"]._get_investment_team_by_user(self.user_id)
        for trip in self:
            if not trip.team_id:
                trip.team_id = teams.get(trip.user_id)

    @api.depends("date_start")
    def _compute_date_end(self):
        """One day unless told otherwise; a start put off past the end takes the end along."""
        for trip in self:
            if trip.date_start and (not trip.date_end or trip.date_end < trip.date_start):
                trip.date_end = trip.date_start

    @api.depends("date_start", "date_end")
    def _compute_days(self):
        for trip in self:
            dated = trip.date_start and trip.date_end
            trip.days = (trip.date_end - trip.date_start).days + 1 if dated else 0

    @api.depends("stop_ids.place", "stop_ids.sequence")
    def _compute_destination(self):
        for trip in self:
            places = [
                place for place in trip.stop_ids.sorted("sequence").mapped("place") if place
            ]
            if places:
                trip.destination = "、".join(dict.fromkeys(places))

    @api.depends("stop_ids.mileage", "odometer_start", "odometer_end")
    def _compute_mileage(self):
        for trip in self:
            if trip.odometer_end:
                trip.mileage = trip.odometer_end - trip.odometer_start
            else:
                trip.mileage = sum(trip.stop_ids.mapped("mileage"))

    @api.depends("engagement_ids.state", "engagement_ids.partner_id", "engagement_ids.active")
    def _compute_engagement_counts(self):
        counts = {
            (trip, state): values
            for trip, state, *values in self.env["investment.engagement"]._read_group(
                [("trip_id", "in", self.ids), ("state", "in", ("planned", "done"))],
                ["trip_id", "state"],
                ["__count", "partner_id:count_distinct"],
            )
        }
        for trip in self:
            done = counts.get((trip._origin, "done"), (0, 0))
            trip.engagement_count, trip.enterprise_count = done
            trip.planned_count = counts.get((trip._origin, "planned"), (0, 0))[0]

    @api.depends("lead_ids")
    def _compute_lead_count(self):
        """Lost projects count too: the trip has found them."""
        self._compute_count(
            "lead_count", self.env["crm.lead"].with_context(active_test=False), Domain.TRUE
        )

    @api.depends("deal_ids.counted")
    def _compute_deal_count(self):
        self._compute_count(
            "deal_count", self.env["investment.deal"], Domain("counted", "=", True)
        )

    @api.depends("name", "code")
    def _compute_display_name(self):
        for trip in self:
            trip.display_name = trip.name or trip.code

    @api.constrains("date_start", "date_end")
    def _check_engagement_dates(self):
        self.engagement_ids._check_trip()

    @api.onchange("added_partner_ids")
    def _onchange_added_partner_ids(self):
        """One line per picked enterprise, none for those the trip has already."""
        partners = self.added_partner_ids._origin - self.engagement_ids.partner_id._origin
        if partners:
            self.engagement_ids = [
                Command.create({"partner_id": partner.id, "trip_id": self.id})
                for partner in partners
            ]
        self.added_partner_ids = False

    @api.model_create_multi
    def create(self, vals_list):
        today = fields.Date.context_today(self)
        vals_list = [dict(vals) for vals in vals_list]  # the caller's values stay as they are
        for vals in vals_list:
            if not vals.get("name"):
                vals.pop("name", None)  # a form left blank sends False: let it be worked out
            if not vals.get("code"):
                vals["code"] = self.env["ir.sequence"].next_by_code(
                    "investment.trip", sequence_date=vals.get("date_start") or today
                )
        trips = super().create(vals_list)
        trips._own_photos()
        return trips

    def write(self, vals):
        starts = {trip: trip.date_start for trip in self} if vals.get("date_start") else {}
        result = super().write(vals)
        for trip, start in starts.items():
            trip._move_planned_engagements(trip.date_start - start)
        if "photo_ids" in vals:
            self._own_photos()
        return result

    def action_done_engagements(self):
        """Back from the trip: everything that was planned has taken place."""
        planned = self.engagement_ids.filtered(lambda one: one.state == "planned")
        planned.action_done()

    def action_view_engagements(self):
        self.ensure_one()
        return open_records(
            self.env,
            "zhuozhou_crm.investment_engagement_action",
            [("trip_id", "=", self.id)],
            default_trip_id=self.id,
        )

    def action_view_enterprises(self):
        self.ensure_one()
        engagements = self.engagement_ids.filtered(
            lambda engagement: engagement.state == "done"
        )
        return open_records(
            self.env,
            "zhuozhou_crm.res_partner_action_target",
            [("id", "in", engagements.partner_id.ids)],
        )

    def action_view_leads(self):
        self.ensure_one()
        return open_records(
            self.env,
            "zhuozhou_crm.crm_lead_action",
            [("trip_id", "=", self.id)],
            active_test=False,
            default_trip_id=self.id,
            default_team_id=self.team_id.id,
            default_investment_source="trip",
        )

    def action_view_deals(self):
        self.ensure_one()
        return open_records(
            self.env,
            "zhuozhou_crm.investment_deal_action",
            [("trip_id", "=", self.id)],
            default_trip_id=self.id,
        )

    def _compute_count(self, field, model, domain):
        counts = dict(
            model._read_group(
                Domain("trip_id", "in", self.ids) & domain, ["trip_id"], ["__count"]
            )
        )
        for trip in self:
            trip[field] = counts.get(trip._origin, 0)

    def _move_planned_engagements(self, delta):
        """Planned engagements the new dates leave behind keep their place in the trip."""
        left_behind = self.engagement_ids.filtered(
            lambda engagement: (
                engagement.state == "planned"
                and not self.date_start <= engagement.date <= self.date_end
            )
        )
        for date, engagements in left_behind.grouped("date").items():
            engagements.date = min(max(date + delta, self.date_start), self.date_end)

    def _own_photos(self):
        """Uploaded before the trip was saved, a photo belongs to nobody but its uploader."""
        for trip in self:
            orphans = trip.photo_ids.filtered(
                lambda photo: photo.res_model == self._name and not photo.res_id
            )
            orphans.res_id = trip.id
