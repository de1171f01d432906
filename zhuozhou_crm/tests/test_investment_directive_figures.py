from datetime import date

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from ..report.figures import Period
from ..report.investment_summary import InvestmentSummary
from .test_investment_hearing import HearingCommon

NOVEMBER = Period(date(2024, 11, 1), date(2024, 11, 30), date(2024, 11, 30))
DECEMBER = Period(date(2024, 12, 1), date(2024, 12, 31), date(2024, 12, 10))


@tagged("post_install", "-at_install")
@freeze_time("2024-11-01")
class TestDirectiveFigures(HearingCommon):
    """Figures of hearings and directives: four set, one done on time, one late, one open, one
    of the other unit; one cancelled counts nowhere."""

    def setUp(self):
        super().setUp()
        self.in_time = self._new_directive(name="示例一", due_date="2024-11-15")
        self.late = self._new_directive(name="示例二", due_date="2024-11-15")
        self.open = self._new_directive(name="示例三", due_date="2024-11-20")
        self.foreign = self._new_directive(
            name="示例四", project_id=self.other.id, due_date="2024-12-20"
        )
        self._new_directive(name="示例五", due_date="2024-11-20").action_cancel()
        for directive, day, accepted in (
            (self.in_time, "2024-11-15", "2024-11-18"),
            (self.late, "2024-11-18", "2024-12-02"),
        ):
            with freeze_time(day):
                directive.write(self._evidence())
                directive.with_user(self.officer_a).action_report()
            with freeze_time(accepted):
                directive.action_accept()
        hearing = self._new_hearing(
            date="2024-11-05", project_ids=[Command.set((self.red | self.yellow).ids)]
        )
        hearing.action_hold()
        self._new_hearing(date="2024-11-06", project_ids=[Command.set(self.red.ids)])

    def _figures(self, user, period):
        figures = InvestmentSummary(self.env(user=user), period).figures()
        names = "set done due on_time on_time_rate overdue escalated".split()
        return {name: figures[f"directives_{name}"] for name in names} | {
            name: figures[name] for name in ("hearings_held", "projects_heard")
        }

    def test_a_month(self):
        self.assertEqual(
            self._figures(self.leader, NOVEMBER),
            {
                "set": 4,
                "done": 1,
                "due": 3,
                "on_time": 1,
                "on_time_rate": 1 / 3,
                "overdue": 1,
                "escalated": 0,
                "hearings_held": 1,
                "projects_heard": 2,
            },
        )

    def test_the_next_month(self):
        with freeze_time("2024-12-03"):
            self.env["investment.directive"]._cron_escalate()
        figures = self._figures(self.leader, DECEMBER)
        self.assertEqual((figures["set"], figures["done"], figures["due"]), (0, 1, 0))
        self.assertEqual((figures["overdue"], figures["escalated"]), (1, 1))
        self.assertEqual(figures["hearings_held"], 0)

    def test_each_reader(self):
        for user, count, hearings in (
            (self.manager, 4, 1),
            (self.officer_a, 3, 0),
            (self.officer_b, 1, 0),
        ):
            with self.subTest(user=user.name):
                figures = self._figures(user, NOVEMBER)
                self.assertEqual((figures["set"], figures["hearings_held"]), (count, hearings))

    def test_taken_back(self):
        """What is returned or reopened is not done."""
        self.in_time.action_reopen()
        self.assertFalse(self.in_time.is_on_time)
        self.assertFalse(self.in_time.reported_on or self.in_time.accepted_on)
        self.assertEqual(self._figures(self.leader, NOVEMBER)["done"], 0)

    def test_drill_down(self):
        indicator = self.env.ref("zhuozhou_crm.investment_indicator_directives_overdue")
        action = indicator.with_user(self.leader).action_open_records(
            "2024-11-01", "2024-11-30", "2024-11-30"
        )
        self.assertEqual(self.env["investment.directive"].search(action["domain"]), self.open)
