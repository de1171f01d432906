from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .trip_common import TripCommon


@tagged("post_install", "-at_install")
@freeze_time("2023-06-07")
class TestInvestmentTripWorkflow(TripCommon):
    def test_chain(self):
        trip = self._new_trip(date_end="2023-06-07")
        for action, state in (("action_plan", "planned"), ("action_start", "under_way")):
            getattr(trip, action)()
            self.assertEqual(trip.state, state)
        self._visit(trip, state="done")
        trip.action_done()
        self.assertEqual(trip.state, "done")

    def test_refusal_names_everything_missing(self):
        trip = self._new_trip(
            leader_id=False, stop_ids=[], destination=False, name="Bare", date_end="2023-06-09"
        )
        self._visit(trip, self.enterprises[1], state="planned")
        for action, missing in (
            ("action_plan", ("Led By", "destination")),
            ("action_start", ("Led By", "destination")),
            ("action_done", ("Led By", "destination", "2023-06-09", "no done", "Enterprise 2")),
        ):
            with self.subTest(action=action), self.assertRaises(ValidationError) as caught:
                getattr(trip, action)()
            message = str(caught.exception)
            for part in ("Bare", *missing):
                self.assertIn(part, message)

    def test_not_under_way_before_its_first_day(self):
        trip = self._new_trip(date_start="2023-06-08")
        trip.action_plan()
        with self.assertRaises(ValidationError) as caught:
            trip.action_start()
        self.assertIn("2023-06-08", str(caught.exception))

    def test_registered_after_the_return(self):
        """Draft to done in one step, the visits entered as lines of the trip."""
        trip = self._new_trip(
            date_end="2023-06-07",
            engagement_ids=[
                Command.create({"partner_id": enterprise.id, "state": "done"})
                for enterprise in self.enterprises
            ],
        )
        trip.action_done()
        self.assertEqual(trip.enterprise_count, 3)

    def test_guards_hold_for_plain_writes_and_creations(self):
        trip = self._new_trip()
        with self.assertRaises(ValidationError):
            trip.write({"state": "done"})
        with self.assertRaises(ValidationError):
            self._new_trip(state="done")
        trip.write({"state": "cancelled"})
        with self.assertRaises(UserError) as caught:
            trip.write({"state": "done"})
        self.assertIn("Cancelled", str(caught.exception))

    def test_done_stays_true(self):
        """A done trip cannot lose its last done engagement, in whatever way."""
        trip = self._new_trip(date_end="2023-06-07")
        visit = self._visit(trip, state="done")
        trip.action_done()
        other = self._new_trip(name="Other")
        for operation in (
            visit.action_cancel,
            lambda: visit.write({"trip_id": other.id}),
            lambda: visit.write({"active": False}),
            visit.with_user(self.manager).unlink,
            lambda: self._visit(trip, self.enterprises[1], state="planned"),
            lambda: trip.write({"leader_id": False}),
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                operation()
        trip.action_reopen()
        visit.action_cancel()
        self.assertEqual(trip.engagement_count, 0)

    def test_cancelling(self):
        trip = self._new_trip()
        done = self._visit(trip, state="done")
        planned = self._visit(trip, self.enterprises[1], state="planned")
        dialog = trip.action_ask_cancel()
        self.assertEqual((dialog["res_id"], dialog["target"]), (trip.id, "new"))
        with self.assertRaises(UserError) as caught:
            trip.action_cancel()
        self.assertIn("Reason for Cancelling", str(caught.exception))
        trip.cancel_reason = "Snow"
        trip.action_cancel()
        self.assertEqual(set((done | planned).mapped("state")), {"cancelled"})
        self.assertEqual(trip.enterprise_count, 0)
        with self.assertRaises(ValidationError):
            self._visit(trip)
        trip.action_draft()
        self.assertFalse(trip.cancel_reason)
        done.action_done()
        self.assertEqual(trip.enterprise_count, 1)

    def test_cancelling_takes_the_engagements_of_other_teams(self):
        trip = self._new_trip(self.manager, team_id=self.team_a.id)
        visit = self.env["investment.engagement"].create(
            {
                "partner_id": self.enterprises[0].id,
                "trip_id": trip.id,
                "state": "done",
                "team_id": self.team_b.id,
                "user_id": self.officer_b.id,
            }
        )
        trip.with_user(self.officer_a).write({"cancel_reason": "Snow", "state": "cancelled"})
        self.assertEqual(visit.state, "cancelled")
