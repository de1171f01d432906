import re

from odoo import api, models
from odoo.fields import Command

from ..tools.ledger.rows import TELL, WRONG
from ..tools.text import normalize_name
from .investment_ledger_engagements import split_names
from .investment_ledger_kind import DUPLICATE, NEW, UPDATE

_PLACES = re.compile(r"[、,，;；/]+|\s+|(?<!\d)[-—→]+(?!\d)")


class InvestmentLedgerTrips(models.AbstractModel):
    """Ledger of promotion trips (外出招商情况上报表, ledgers.md C1): one row per enterprise visited,
    the cells of the trip merged over its rows or left empty below the first.

    Natural keys: of a trip, who led it, its first day and its team; of a visit, the enterprise and
    the person met on that trip. The rows of a trip go in together or not at all.

    A trip whose last day has come and that names who was met is done; one that names nobody stays
    planned, because a done trip needs an engagement.
    """

    _name = "investment.ledger.trips"
    _inherit = ["investment.ledger.engagements"]
    _description = "Ledger of Promotion Trips"

    _record_model = "investment.trip"
    _choice_fields = {}

    @api.model
    def _get_title(self, row):
        parts = (row.get("leader"), row.get("destination"), row.get("enterprise"))
        return " · ".join(part for part in parts if part)

    @api.model
    def _get_unit(self, row):
        return row.plan["trip_key"]

    @api.model
    def _check(self, batch):
        self._match_teams(batch)
        self._match_users(batch)
        self.env["investment.ledger.enterprise"]._match(batch, batch.rows)
        for row in batch.rows:
            self._check_row(batch, row)
        self._share_wrongs(batch)
        self._settle(batch)

    @api.model
    def _check_row(self, batch, row):
        leader, start = normalize_name(row.get("leader")), row.get("date_start")
        # The number keeps two trips of the same leader on the same day apart within the file.
        row.plan["trip_key"] = (row.plan["team"], leader, start, row.get("number") or "")
        end = row.values.setdefault("date_end", start)
        if start and end and end < start:
            row.add(WRONG, "trip_reversed", "date_end", start=str(start), end=str(end))
        elif start and end and row.get("days") and row.get("days") != (end - start).days + 1:
            counted = (end - start).days + 1
            row.add(TELL, "trip_days", "days", days=f"{row.get('days'):g}", counted=counted)
        if not row.get("enterprise"):
            row.add(TELL, "trip_unmet")

    @api.model
    def _share_wrongs(self, batch):
        """What is wrong with the trip is wrong with each of its rows."""
        by_trip = {}
        for row in batch.rows:
            by_trip.setdefault(row.plan["trip_key"], []).append(row)
        group = {spec.code for spec in batch.kind.fields.values() if spec.group}
        for rows in by_trip.values():
            shared = [
                problem
                for row in rows
                for problem in row.problems
                if problem.level == WRONG and problem.field in group
            ]
            for row in rows:
                if shared and not row.has(WRONG):
                    row.problems += shared[:1]

    @api.model
    def _count_records(self, batch):
        new = [row for row in batch.rows if row.status == NEW and not row.plan.get("trip")]
        trips = {row.plan["trip_key"] for row in new}
        return {**super()._count_records(batch), "trips": len(trips)}

    # ------------------------------------------------------------
    # Status
    # ------------------------------------------------------------

    @api.model
    def _settle(self, batch):
        trips = self._search_trips(batch)
        visits = self._search_visits(trips.values())
        seen, planned = {}, {}
        for row in batch.open_rows():
            trip = trips.get(row.plan["trip_key"][:3])
            row.plan["trip"] = trip and trip.id
            partner = row.plan.get("partner")
            if trip and trip.state == "cancelled":
                row.add(WRONG, "trip_cancelled", name=trip.display_name)
                continue
            if partner is None and row.get("enterprise"):
                continue
            person = normalize_name(row.get("contact"))
            key = (row.plan["trip_key"], partner, person)
            if row.get("enterprise") and self._repeats(batch, row, seen, key, ("outcome",)):
                continue
            first = planned.setdefault(row.plan["trip_key"], row)
            self._settle_row(
                batch, row, trip, visits.get((trip and trip.id, partner), []), first
            )

    @api.model
    def _settle_row(self, batch, row, trip, visits, first):
        """The first row of a trip carries what changes about the trip itself."""
        if first is not row and not row.get("enterprise"):
            row.status = DUPLICATE
            row.add(TELL, "repeats_row", row=first.number)
            return
        if not trip:
            row.status = NEW
            return
        trip_changes = {}
        if first is row:
            trip_changes = self._compare(
                batch, row, trip, self._prepare_trip_changes(batch, row, trip)
            )
            row.plan["trip_changes"] = row.plan.pop("changes", {})
        visit = self._find(visits, normalize_name(row.get("contact")))
        if not row.get("enterprise"):
            row.status = UPDATE if trip_changes else DUPLICATE
        elif visit:
            self._drop_exists(row)
            self._compare(batch, row, visit, self._prepare_changes(batch, row, visit))
            row.plan["visit_changes"] = row.plan.pop("changes", {})
            if trip_changes:
                row.status = UPDATE
        else:
            self._drop_exists(row)
            row.status = NEW

    @api.model
    def _drop_exists(self, row):
        """That the trip is there goes without saying once the visit is spoken of."""
        row.problems = [problem for problem in row.problems if problem.code != "exists"]

    @api.model
    def _search_trips(self, batch):
        """Registered trips of the same leaders and days: ``{(team, leader, day): trip}``."""
        dates = {row.get("date_start") for row in batch.rows} - {None}
        trips = self.env["investment.trip"].search_fetch(
            [("date_start", "in", list(dates))],
            ["leader_id", "date_start", "team_id", "state", "date_end", "destination"],
            order="id",
        )
        found = {}
        for trip in trips:
            key = (trip.team_id.id, normalize_name(trip.leader_id.name), trip.date_start)
            found.setdefault(key, trip)
        return found

    @api.model
    def _search_visits(self, trips):
        engagements = self.env["investment.engagement"].search_fetch(
            [("trip_id", "in", [trip.id for trip in trips]), ("state", "!=", "cancelled")],
            ["trip_id", "partner_id", "contact_name", "outcome"],
            order="id",
        )
        found = {}
        for one in engagements:
            found.setdefault((one.trip_id.id, one.partner_id.id), []).append(one)
        return found

    # ------------------------------------------------------------
    # Values
    # ------------------------------------------------------------

    @api.model
    def _prepare_trip(self, batch, row):
        vals = {
            "date_start": row.get("date_start"),
            "date_end": row.get("date_end"),
            "leader_function": row.get("leader_function"),
            "cost": row.get("cost") and float(row.get("cost")),
            "team_id": row.plan.get("team"),
        }
        return {name: value for name, value in vals.items() if value}

    @api.model
    def _prepare_trip_changes(self, batch, row, trip):
        vals = self._prepare_trip(batch, row)
        for name in ("date_start", "team_id"):
            vals.pop(name, None)
        if split_places(row.get("destination")) != split_places(trip.destination):
            vals["destination"] = row.get("destination")
        return vals

    @api.model
    def _prepare(self, batch, row):
        vals = super()._prepare(batch, row)
        vals.pop("lead_id", None)
        ahead = row.get("date_end") and row.get("date_end") > batch.today
        vals.update(
            mode="outbound",
            date=row.get("date_start"),
            state="planned" if ahead else "done",
        )
        return vals

    @api.model
    def _apply(self, batch, rows):
        finder = self.env["investment.ledger.enterprise"]
        met = [row for row in rows if row.get("enterprise")]
        finder._create_missing(batch, [row for row in met if row.status in (NEW, UPDATE)])
        trip_ids = self._apply_trips(batch, rows)
        new = [row for row in met if row.status == NEW]
        persons = self._ensure_persons(batch, new)
        vals_list = []
        for row in new:
            partner_id = finder._get_partner_id(batch, row)
            vals = {**self._prepare(batch, row), "partner_id": partner_id}
            vals["trip_id"] = trip_ids[row.plan["trip_key"]]
            vals["contact_id"] = persons.get((partner_id, normalize_name(row.get("contact"))))
            vals = {name: value for name, value in vals.items() if value}
            vals_list.append({**vals, "user_id": row.plan.get("user")})
        self._create_records(batch, "investment.engagement", new, vals_list)
        for row in rows:
            for model, key in (("investment.trip", "trip"), ("investment.engagement", "visit")):
                if changes := row.plan.get(f"{key}_changes"):
                    record_id = row.plan["trip"] if key == "trip" else row.plan["record"]
                    self._update(batch, model, row, record_id, changes)
        self._close_trips(batch, rows, trip_ids)

    @api.model
    def _apply_trips(self, batch, rows):
        """Trips of the rows, created where they are new: ``{key: id}``."""
        trip_ids = {
            row.plan["trip_key"]: row.plan["trip"] for row in rows if row.plan.get("trip")
        }
        creating = {}
        for row in rows:
            if row.status == NEW and row.plan["trip_key"] not in trip_ids:
                creating.setdefault(row.plan["trip_key"], row)
        persons = self._ensure_party(batch, creating.values())
        vals_list = []
        for row in creating.values():
            members = [
                persons[normalize_name(name)] for name in split_names(row.get("members"))
            ]
            places = split_places(row.get("destination"))
            vals_list.append(
                {
                    **self._prepare_trip(batch, row),
                    "user_id": row.plan.get("user"),
                    "leader_id": persons[normalize_name(row.get("leader"))],
                    "member_ids": members,
                    "stop_ids": [
                        Command.create(
                            {
                                "place": place,
                                "sequence": 10 * (position + 1),
                                "mileage": 0 if position else row.get("mileage") or 0,
                            }
                        )
                        for position, place in enumerate(places)
                    ],
                }
            )
        trips = self._create_records(
            batch, "investment.trip", list(creating.values()), vals_list
        )
        return trip_ids | dict(zip(creating, trips.ids, strict=True))

    @api.model
    def _ensure_party(self, batch, rows):
        """Leaders and members of the trips among our own persons: ``{name: id}``.

        Persons of target enterprises are the other side, whatever they are called.
        """
        named = {}
        for row in rows:
            named.setdefault(row.get("leader"), (row, row.get("leader_function")))
            for name in split_names(row.get("members")):
                named.setdefault(name, (row, False))
        persons = self.env["res.partner"].search_fetch(
            [
                ("name", "in", list(named)),
                ("is_company", "=", False),
                ("parent_id.is_investment_target", "!=", True),
            ],
            ["name"],
            order="id",
        )
        known = {}
        for person in persons:
            known.setdefault(normalize_name(person.name), person.id)
        creating = {
            name: about for name, about in named.items() if normalize_name(name) not in known
        }
        created = self._create_records(
            batch,
            "res.partner",
            [row for row, _function in creating.values()],
            [
                {"name": name, "function": function, "is_company": False}
                for name, (_row, function) in creating.items()
            ],
        )
        for name, person in zip(creating, created, strict=True):
            known[normalize_name(name)] = person.id
        return known

    @api.model
    def _close_trips(self, batch, rows, trip_ids):
        """Bring new trips to the state that their days and visits allow."""
        met = {row.plan["trip_key"] for row in rows if row.get("enterprise")}
        by_state = {}
        for row in rows:
            if row.plan.get("trip") or row.status != NEW:
                continue
            state = "done"
            if row.get("date_start") > batch.today or row.plan["trip_key"] not in met:
                state = "planned"
            elif row.get("date_end") > batch.today:
                state = "under_way"
            by_state.setdefault(state, set()).add(trip_ids[row.plan["trip_key"]])
        for state, ids in by_state.items():
            batch.quiet["investment.trip"].browse(ids).write({"state": state})


def split_places(text):
    return [place for place in _PLACES.split(text or "") if place]
