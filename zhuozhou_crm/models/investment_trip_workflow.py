from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

TRANSITIONS = {
    "draft": {"planned", "under_way", "done", "cancelled"},
    "planned": {"draft", "under_way", "done", "cancelled"},
    "under_way": {"planned", "done", "cancelled"},
    "done": {"under_way"},
    "cancelled": {"draft"},
}


class InvestmentTrip(models.Model):
    """Draft → planned → under way → done, or cancelled.

    Steps may be skipped forward, since many trips are registered after the return. A state is
    a claim about facts, checked however it is set and for as long as it stands; the refusal
    names everything that is missing at once:

    - planned: who leads it and where it goes;
    - under way: its first day has come;
    - done: its last day has come, at least one engagement is done and none is still planned.

    Cancelling a trip cancels its engagements, so that nothing of it is counted. A done trip
    is reopened before anything else is done to it.
    """

    _inherit = "investment.trip"

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("planned", "Planned"),
            ("under_way", "Under way"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        "Status",
        required=True,
        default="draft",
        copy=False,
        group_expand=True,
        tracking=True,
        index=True,
    )
    cancel_reason = fields.Char("Reason for Cancelling", copy=False, tracking=True)

    @api.constrains("state", "leader_id", "destination", "date_start", "date_end")
    def _check_state_facts(self):
        facts = self._get_missing_facts()
        if not facts:
            return
        labels = dict(self._fields["state"]._description_selection(self.env))
        raise ValidationError(
            "\n\n".join(
                self.env._(
                    "The trip %(trip)s cannot be “%(state)s” yet:\n%(missing)s",
                    trip=trip.display_name,
                    state=labels[trip.state],
                    missing="\n".join(f"- {fact}" for fact in missing),
                )
                for trip, missing in facts.items()
            )
        )

    def write(self, vals):
        if "state" not in vals:
            return super().write(vals)
        self._check_transition(vals["state"])
        result = super().write(vals)
        if vals["state"] == "cancelled":
            # sudo: the trip speaks for all its engagements, a colleague's of another team too.
            engagements = self.sudo().engagement_ids
            engagements.filtered(lambda one: one.state != "cancelled").action_cancel()
        return result

    def action_draft(self):
        self.write({"state": "draft", "cancel_reason": False})

    def action_plan(self):
        self.write({"state": "planned"})

    def action_start(self):
        self.write({"state": "under_way"})

    def action_done(self):
        self.write({"state": "done"})

    def action_reopen(self):
        self.write({"state": "under_way"})

    def action_ask_cancel(self):
        """The trip once more in a small dialog that asks for the reason only."""
        self.ensure_one()
        view = self.env.ref("zhuozhou_crm.investment_trip_view_form_cancel")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cancel Trip"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(view.id, "form")],
            "target": "new",
        }

    def action_cancel(self):
        for trip in self:
            if not trip.cancel_reason:
                raise UserError(
                    self.env._(
                        "Say why the trip %(trip)s is cancelled: fill in “Reason for Cancelling”.",
                        trip=trip.display_name,
                    )
                )
        self.write({"state": "cancelled"})
        return {"type": "ir.actions.act_window_close"}

    def _check_transition(self, state):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for trip in self:
            if state != trip.state and state not in TRANSITIONS[trip.state]:
                raise UserError(
                    self.env._(
                        "The trip %(trip)s is “%(old)s” and cannot become “%(new)s” directly. "
                        "Possible: %(possible)s.",
                        trip=trip.display_name,
                        old=labels[trip.state],
                        new=labels[state],
                        possible=", ".join(
                            label
                            for key, label in labels.items()
                            if key in TRANSITIONS[trip.state]
                        ),
                    )
                )

    def _get_missing_facts(self):
        """Facts the state claims and the trip lacks: {trip: [sentence]}, without the complete."""
        engaged = self.filtered(lambda trip: trip.state in ("planned", "under_way", "done"))
        counts = engaged._get_engagement_counts_by_state()
        missing = {trip: trip._get_missing_party() for trip in engaged}
        for trip in engaged:
            if trip.state in ("under_way", "done"):
                missing[trip] += trip._get_missing_days()
            if trip.state == "done":
                missing[trip] += trip._get_missing_engagements(counts.get(trip, {}))
        return {trip: facts for trip, facts in missing.items() if facts}

    def _get_missing_party(self):
        facts = []
        if not self.leader_id:
            facts.append(self.env._("who leads it is missing: fill in “Led By”."))
        if not self.destination:
            facts.append(self.env._("where it goes is missing: add a stop or a destination."))
        return facts

    def _get_missing_days(self):
        today = fields.Date.context_today(self)
        if self.date_start > today:
            return [
                self.env._(
                    "it starts on %(date)s only: correct the start when it has set out already.",
                    date=fields.Date.to_string(self.date_start),
                )
            ]
        if self.state == "done" and self.date_end > today:
            return [
                self.env._(
                    "it ends on %(date)s only: correct the end when it is back already.",
                    date=fields.Date.to_string(self.date_end),
                )
            ]
        return []

    def _get_missing_engagements(self, counts):
        facts = []
        if not counts.get("done"):
            facts.append(self.env._("it has no done engagement: record who was met."))
        if counts.get("planned"):
            planned = self.engagement_ids.filtered(lambda one: one.state == "planned")
            facts.append(
                self.env._(
                    "%(count)s engagements are still planned: set them to done or cancelled "
                    "(%(enterprises)s).",
                    count=counts["planned"],
                    enterprises="、".join(planned[:5].partner_id.mapped("display_name")),
                )
            )
        return facts

    def _get_engagement_counts_by_state(self):
        counts = {}
        # sudo: what is claimed must hold for all engagements, whoever may see them.
        for trip, state, count in (
            self.env["investment.engagement"]
            .sudo()
            ._read_group([("trip_id", "in", self.ids)], ["trip_id", "state"], ["__count"])
        ):
            counts.setdefault(trip.with_env(self.env), {})[state] = count
        return counts
