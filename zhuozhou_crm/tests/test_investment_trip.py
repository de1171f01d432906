from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .trip_common import TripCommon


@tagged("post_install", "-at_install")
@freeze_time("2023-06-20")
class TestInvestmentTrip(TripCommon):
    def test_defaults(self):
        trip = self._new_trip()
        self.assertRecordValues(
            trip,
            [
                {
                    "name": "Investment trip to Beijing、Tianjin",
                    "team_id": self.team_a.id,
                    "user_id": self.officer_a.id,
                    "leader_function": "Deputy mayor",
                    "days": 3,
                    "destination": "Beijing、Tianjin",
                    "mileage": 320.5,
                    "state": "draft",
                }
            ],
        )
        self.assertRegex(trip.code, r"^ZS2023-\d{3}$")

    def test_number_belongs_to_the_year_of_the_trip(self):
        codes = [
            self._new_trip(date_start=f"{year}-03-01", date_end=f"{year}-03-01").code
            for year in (2022, 2023, 2022)
        ]
        self.assertEqual([code[:7] for code in codes], ["ZS2022-", "ZS2023-", "ZS2022-"])
        self.assertEqual(int(codes[2][-3:]), int(codes[0][-3:]) + 1)

    def test_values_of_the_caller_stay(self):
        """The same values make two trips with two numbers."""
        values = {"name": False, "destination": "Beijing"}
        trips = [self.env["investment.trip"].create(values) for _number in range(2)]
        self.assertNotEqual(trips[0].code, trips[1].code)
        self.assertEqual(values, {"name": False, "destination": "Beijing"})

    def test_leader_keeps_the_position_of_the_day(self):
        trip = self._new_trip()
        self.mayor.function = "Mayor"
        self.assertEqual(trip.leader_function, "Deputy mayor")

    def test_mileage(self):
        """The odometer wins over the stops once the return reading is given."""
        for start, end, expected in ((0, 0, 320.5), (1000, 0, 320.5), (1000, 1500, 500)):
            with self.subTest(start=start, end=end):
                trip = self._new_trip(odometer_start=start, odometer_end=end)
                self.assertEqual(trip.mileage, expected)
        trip.odometer_end = 1600
        self.assertEqual(trip.mileage, 600)
        trip.odometer_end = 0
        trip.stop_ids[0].mileage = 80
        self.assertEqual(trip.mileage, 330.5)

    def test_destination_without_stops_is_typed(self):
        trip = self._new_trip(stop_ids=[], destination="Shanghai", name=False)
        self.assertEqual(trip.destination, "Shanghai")
        self.assertEqual(trip.name, "Investment trip to Shanghai")

    def test_impossible_values(self):
        trip = self._new_trip()
        for values in (
            {"date_start": "2023-06-08", "date_end": "2023-06-06"},
            {"odometer_start": 100, "odometer_end": 50},
            {"cost": -1},
        ):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                trip.write(values)
                self.env.flush_all()

    def test_start_put_off_takes_the_end_along(self):
        with Form(self._new_trip()) as form:
            form.date_start = date(2023, 6, 12)
            self.assertEqual(form.date_end, date(2023, 6, 12))

    def test_counts_take_done_engagements_and_distinct_enterprises(self):
        trip = self._new_trip()
        first, second, third = self.enterprises
        self._visit(trip, first, date="2023-06-06", state="done")
        self._visit(trip, first, date="2023-06-07", state="done")
        visit = self._visit(trip, second, date="2023-06-07", state="done")
        self._visit(trip, third, state="planned")
        self.assertRecordValues(trip, [{"engagement_count": 3, "enterprise_count": 2}])
        visit.action_cancel()
        self.assertRecordValues(trip, [{"engagement_count": 2, "enterprise_count": 1}])

    def test_planned_visits_are_marked_done_together(self):
        trip = self._new_trip()
        for enterprise in self.enterprises:
            self._visit(trip, enterprise)
        self._visit(trip, state="cancelled")
        self.assertRecordValues(trip, [{"planned_count": 3, "enterprise_count": 0}])
        trip.action_done_engagements()
        self.assertRecordValues(trip, [{"planned_count": 0, "enterprise_count": 3}])

    def test_projects_and_agreements_it_produced(self):
        trip = self._new_trip()
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": "Found on the trip",
                    "type": "opportunity",
                    "trip_id": trip.id,
                    "team_id": self.team_a.id,
                }
                for _index in range(2)
            ]
        )
        self.assertEqual(trip.lead_count, 2)
        leads[0].active = False
        self.assertEqual(trip.lead_count, 2, "a lost project was found all the same")
        leads[0].trip_id = False
        self.assertEqual(trip.lead_count, 1)
        self.assertEqual(trip.deal_count, 0)

    def test_many_enterprises_are_picked_at_once(self):
        with Form(self.env["investment.trip"].with_user(self.officer_a)) as form:
            form.date_start = date(2023, 6, 6)
            form.date_end = date(2023, 6, 8)
            for enterprise in self.enterprises:
                form.added_partner_ids.add(enterprise)
            self.assertEqual(len(form.engagement_ids), 3)
            self.assertFalse(form.added_partner_ids[:])
        trip = form.record
        self.assertEqual(trip.engagement_ids.partner_id, self.enterprises)
        self.assertEqual(set(trip.engagement_ids.mapped("date")), {date(2023, 6, 6)})
        self.assertEqual(set(trip.engagement_ids.mapped("state")), {"planned"})
        with Form(trip) as form:
            form.added_partner_ids.add(self.enterprises[0])
        self.assertEqual(len(trip.engagement_ids), 3, "nobody is added twice")

    def test_putting_off_moves_planned_engagements(self):
        trip = self._new_trip(date_start="2023-06-26", date_end="2023-06-28")
        visits = self._visit(trip, date="2023-06-26") | self._visit(trip, date="2023-06-28")
        trip.write({"date_start": "2023-07-03", "date_end": "2023-07-05"})
        self.assertEqual(visits.mapped("date"), [date(2023, 7, 3), date(2023, 7, 5)])
        trip.write({"date_start": "2023-07-10", "date_end": "2023-07-10"})
        self.assertEqual(visits.mapped("date"), [date(2023, 7, 10), date(2023, 7, 10)])

    def test_dates_must_cover_what_was_done(self):
        trip = self._new_trip()
        self._visit(trip, date="2023-06-06", state="done")
        with self.assertRaises(ValidationError) as caught:
            trip.date_start = "2023-06-07"
        self.assertIn("Enterprise 1 2023-06-06", str(caught.exception))

    def test_photo_uploaded_before_saving_belongs_to_the_trip(self):
        photo = (
            self.env["ir.attachment"]
            .with_user(self.officer_a)
            .create({"name": "a.png", "res_model": "investment.trip", "raw": b"x"})
        )
        trip = self._new_trip(photo_ids=[Command.link(photo.id)])
        self.assertEqual(photo.res_id, trip.id)
        self.assertEqual(photo.with_user(self.officer_a2).name, "a.png")
        with self.assertRaises(AccessError):
            photo.with_user(self.officer_b).read(["name"])


@tagged("post_install", "-at_install")
@freeze_time("2023-06-20")
class TestInvestmentTripAccess(TripCommon):
    def test_roles(self):
        """Rows: user, (read, write, create, unlink) on a trip of team A and its stops."""
        trip = self._new_trip()
        for user, expected in (
            (self.officer_a, (True, True, True, False)),
            (self.officer_a2, (True, True, True, False)),
            (self.lead_a, (True, True, True, False)),
            (self.officer_b, (False, False, False, False)),
            (self.manager, (True, True, True, True)),
            (self.leader, (True, False, False, False)),
            (self.outsider, (False, False, False, False)),
        ):
            with self.subTest(user=user.name):
                access = tuple(
                    trip.with_user(user).has_access(operation)
                    for operation in ("read", "write", "create", "unlink")
                )
                self.assertEqual(access, expected)
                self.assertEqual(trip.stop_ids.with_user(user).has_access("read"), expected[0])

    def test_officer_sees_own_trips_only(self):
        mine, other = self._new_trip(), self._new_trip(self.officer_b)
        self.assertEqual((mine | other).search([("id", "in", (mine | other).ids)]), mine)

    def test_officer_cannot_register_for_another_team(self):
        with self.assertRaises(AccessError):
            self._new_trip(team_id=self.team_b.id, user_id=self.officer_b.id)

    def test_officer_removes_a_stop(self):
        trip = self._new_trip()
        trip.stop_ids[0].unlink()
        self.assertEqual(trip.destination, "Tianjin、Beijing")

    def test_opening_the_list(self):
        """Stored figures: the number of queries does not grow with the number of trips."""
        trips = self.env["investment.trip"].concat(
            *(self._new_trip(name=f"Trip {number}") for number in range(20))
        )
        spec = {
            "code": {},
            "name": {},
            "leader_id": {"fields": {"display_name": {}}},
            "date_start": {},
            "days": {},
            "mileage": {},
            "enterprise_count": {},
            "lead_count": {},
            "deal_count": {},
            "team_id": {"fields": {"display_name": {}}},
            "state": {},
        }
        self.env.flush_all()
        self.env.invalidate_all()
        model = self.env["investment.trip"].with_user(self.officer_a)
        model.web_search_read([("id", "in", trips[:1].ids)], spec)  # warm the caches of rules
        self.env.invalidate_all()
        # trips, leaders, teams, and the memberships the record rule reads
        with self.assertQueryCount(4):
            result = model.web_search_read([("id", "in", trips.ids)], spec)
        self.assertEqual(result["length"], 20)
