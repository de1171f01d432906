from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged, users, warmup
from odoo.tools import mute_logger

from ..report.check_registers import CHECK_REGISTERS
from ..report.figures import Period, StandingAt
from ..report.investment_registers import (
    CONTACT_REGISTER,
    DEAL_REGISTER,
    REGISTERS,
    TRIP_REGISTER,
)
from ..report.investment_summary import InvestmentSummary
from .deal_common import YI
from .summary_common import SummaryCommon

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31), date(2023, 12, 31))


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentSummary(SummaryCommon):
    """Figures and registers as rows; the workbook is tested beside."""

    def _summary(self, user, period=YEAR):
        return InvestmentSummary(self.env(user=user, context={"tz": "Asia/Shanghai"}), period)

    def test_figures_of_each_reader(self):
        everything = {
            "trips": 2,
            "trip_days": 7,
            "trip_mileage": 1320.5,
            "engagements": 5,
            "contacted": 4,
            "contacted_central_soe": 2,
            "contacted_beijing": 2,
            "contacted_central_soe_or_beijing": 3,
            "events": 2,
            "event_projects": 1,
            "event_value": 10 * YI,
            "projects": 2,
            "contract_value": 15 * YI,
            "unverified": 1,
            "unverified_value": YI,
            "central_soe_start": 1,
            "central_soe_end": 2,
            "central_soe_growth": 1.0,
            "settled_start": 3,
            "settled_end": 4,
        }
        team_a = {
            "trips": 1,
            "trip_days": 3,
            "trip_mileage": 320.5,
            "engagements": 3,
            "contacted": 2,
            "contacted_central_soe": 2,
            "contacted_beijing": 1,
            "contacted_central_soe_or_beijing": 2,
            "projects": 1,
            "contract_value": 12 * YI,
            "unverified": 1,
        }
        team_b = {"trips": 1, "contacted": 2, "projects": 1, "contract_value": 3 * YI}
        team_b |= {"unverified": 0, "event_projects": 0, "event_value": 0}
        for user, expected in (
            (self.manager, everything),
            (self.leader, everything),
            (self.officer_a, team_a),
            (self.lead_a, team_a),
            (self.officer_b, team_b),
        ):
            with self.subTest(user=user.name):
                figures = self._summary(user).figures()
                self.assertEqual({code: figures[code] for code in expected}, expected)

    def test_periods(self):
        """Each fact falls into one quarter, whatever the trip's last day."""
        for first, last, trips, contacted, projects, events in (
            ((2023, 1, 1), (2023, 3, 31), 1, 2, 0, 1),
            ((2023, 4, 1), (2023, 6, 30), 0, 0, 2, 1),
            ((2023, 7, 1), (2023, 9, 30), 0, 2, 0, 0),
            ((2023, 10, 1), (2023, 12, 31), 1, 1, 1, 0),
            ((2023, 12, 31), (2024, 1, 1), 0, 0, 0, 1),
            ((2023, 3, 6), (2023, 3, 6), 1, 2, 0, 0),
            ((2023, 3, 7), (2023, 3, 8), 0, 0, 0, 0),
            ((1990, 1, 1), (1990, 12, 31), 0, 0, 0, 0),
        ):
            with self.subTest(first=first, last=last):
                period = Period(date(*first), date(*last), date(2023, 11, 30))
                if period.date_to > period.as_of:
                    period = Period(period.date_from, period.date_to, period.date_to)
                figures = self._summary(self.leader, period).figures()
                self.assertEqual(
                    [figures[code] for code in ("trips", "contacted", "projects", "events")],
                    [trips, contacted, projects, events],
                )

    def test_as_of_date(self):
        """The same year told on different days: what came later or ended by then is out."""
        for as_of, expected in (
            (date(2023, 5, 31), (1, 10 * YI, 1, 2)),
            (date(2023, 8, 31), (2, 12 * YI, 1, 2)),
            (date(2023, 11, 30), (3, 17 * YI, 1, 2)),
            (date(2023, 12, 1), (2, 15 * YI, 1, 2)),
            (date(2024, 3, 1), (2, 15 * YI, 2, 2)),
        ):
            with self.subTest(as_of=as_of):
                period = Period(YEAR.date_from, YEAR.date_to, as_of)
                figures = self._summary(self.leader, period).figures()
                codes = ("projects", "contract_value", "trips", "central_soe_end")
                self.assertEqual(tuple(figures[code] for code in codes), expected)

    def test_stock_on_the_day(self):
        """Settled on a day: there from that day on; departed on a day: gone from that day on."""
        standing = StandingAt("investment_settled_date", "investment_departed_date", "as_of")
        for day, there in (
            (date(2018, 12, 31), False),
            (date(2019, 1, 1), True),
            (date(2023, 6, 29), True),
            (date(2023, 6, 30), False),
        ):
            with self.subTest(day=day):
                found = self.foreign.filtered_domain(standing.domain(Period(day, day, day)))
                self.assertEqual(bool(found), there)

    def test_stages_and_events(self):
        summary = self._summary(self.leader)
        stages = {row.name: row.count for row in summary.stages()}
        investment_stages = self.env["crm.stage"].search([("is_investment", "=", True)])
        self.assertEqual(list(stages), investment_stages.mapped("name"))
        leads = self.env["crm.lead"].search([("team_id.is_investment", "=", True)])
        self.assertEqual(sum(stages.values()), len(leads))
        self.assertEqual(
            [tuple(row) for row in summary.events()],
            [
                ("示例新年推介会", date(2023, 1, 1), 0, 0.0),
                ("示例推介会", date(2023, 5, 18), 1, 10 * YI),
            ],
        )

    def test_registers_back_the_figures(self):
        """The rows of a register are the records that its figures count."""
        for user in (self.leader, self.officer_a, self.officer_b):
            summary = self._summary(user)
            figures = summary.figures()
            records = {
                register.code: {record for record, _row in summary.rows(register)}
                for register in (*REGISTERS, *CHECK_REGISTERS)
            }
            with self.subTest(user=user.name):
                self.assertEqual(len(records["trips"]), figures["trips"])
                self.assertEqual(len(records["contacts"]), figures["contacted"])
                self.assertEqual(len(records["unverified"]), figures["unverified"])
                self.assertEqual(len(records["settled"]), figures["settled_end"])
                self.assertEqual(
                    len(records["pipeline"]), sum(row.count for row in summary.stages())
                )
                self.assertEqual(self._sum(summary, "value"), figures["contract_value"])
                self.assertEqual(self._sum(summary, "project_count"), figures["projects"])

    def _sum(self, summary, path):
        index = next(i for i, column in enumerate(DEAL_REGISTER.columns) if column.path == path)
        return sum(row[index] for _record, row in summary.rows(DEAL_REGISTER))

    def test_contacts_are_those_of_the_period(self):
        """Also of an enterprise that was contacted again later, or archived since."""
        self._new_engagement(self.officer_a, self.unit, "2024-02-01")
        self.foreign.active = False
        rows = {
            record: tuple(row[-2:])
            for record, row in self._summary(self.leader).rows(CONTACT_REGISTER)
        }
        self.assertEqual(
            rows,
            {
                self.group.id: (2, date(2023, 7, 1)),
                self.unit.id: (1, date(2023, 3, 6)),
                self.tech.id: (1, date(2023, 12, 30)),
                self.foreign.id: (1, date(2023, 8, 1)),
            },
        )

    def test_trips_hold_only_what_the_reader_may_read(self):
        rows = list(self._summary(self.officer_b).rows(TRIP_REGISTER))
        self.assertEqual({record for record, _row in rows}, {self.trip_b.id})
        self.assertIn(self.tech.name, rows[0][1])

    def test_stranger_gets_nothing(self):
        with (
            self.assertRaises(AccessError),
            mute_logger("odoo.addons.base.models.ir_model"),
        ):
            self._summary(self.outsider).figures()

    @users("zz_leader")
    @warmup
    def test_queries_do_not_grow(self):
        """16 queries for the figures, one per model; six find and read the indicators, what
        they are computed from, their sections and targets. Neither records nor indicators add to it."""
        summary = self._summary(self.env.user)
        summary.sections()  # fills the caches of record rules
        self.env.invalidate_all()
        with self.assertQueryCount(zz_leader=22):
            summary.sections()
        for day in range(1, 10):
            self._new_trip(self.officer_a, f"2023-04-0{day}", f"2023-04-0{day}", self.group)
        trips = self.env.ref("zhuozhou_crm.investment_indicator_trips").sudo()
        trips.copy({"code": "trips_again"})
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(zz_leader=22):
            figures = summary.figures()
        self.assertEqual((figures["trips"], figures["trips_again"]), (11, 11))

    @users("zz_leader")
    @warmup
    def test_registers_are_one_query_each(self):
        """A server-side cursor runs past the counter: nothing else may be asked per row."""
        summary = self._summary(self.env.user)
        for register in REGISTERS:
            list(summary.rows(register))
        for register in REGISTERS:
            with (
                self.subTest(register=register.code),
                self.assertQueryCount(zz_leader=0),
            ):
                list(summary.rows(register))
