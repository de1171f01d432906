from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged, users, warmup
from odoo.tools import mute_logger

from ..report.figures import Period, year_period
from .deal_common import YI
from .summary_common import SummaryCommon

YEAR = year_period(2023)


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentIndicator(SummaryCommon):
    """Indicators as data: evaluated, grouped, compared, opened."""

    def _indicator(self, code, user=None):
        record = self.env.ref(f"zhuozhou_crm.investment_indicator_{code}")
        return record.with_user(user or self.leader).with_context(tz="Asia/Shanghai")

    def _new(self, **values):
        return (
            self.env["investment.indicator"]
            .with_user(self.manager)
            .create(
                {
                    "name": "示例指标",
                    "code": "sample",
                    "section_id": self.env.ref(
                        "zhuozhou_crm.investment_indicator_section_outreach"
                    ).id,
                    "model": "investment.trip",
                    "date_field": "date_start",
                    **values,
                }
            )
        )

    def _value(self, indicator, period=YEAR, **options):
        return indicator._evaluate(period, **options)[indicator]

    # evaluation

    def test_seeded_indicators(self):
        """Every shipped indicator can be evaluated, by every group, for every role."""
        for user in (self.leader, self.manager, self.officer_a, self.lead_a):
            indicators = self.env["investment.indicator"].with_user(user).search([])
            self.assertGreater(len(indicators), 100)
            for groupby in (None, "team", "sector", "nature", "month"):
                with self.subTest(user=user.name, groupby=groupby):
                    readings = indicators._evaluate(YEAR, YEAR.same_last_year(), groupby)
                    self.assertEqual(len(readings), len(indicators))

    def test_measures(self):
        for number, (values, expected) in enumerate(
            (
                ({"domain": "[('state', '=', 'done')]"}, 2),
                ({"measure": "sum", "measure_field": "days"}, 9),
                ({"measure": "avg", "measure_field": "mileage"}, 330.125),
                ({"measure": "distinct", "measure_field": "team_id"}, 2),
                (
                    {
                        "measure": "days",
                        "measure_field": "date_start",
                        "until_field": "date_end",
                    },
                    1.25,
                ),
                ({"domain": "[('date_start', '>', eve), ('date_end', '<=', as_of)]"}, 3),
                ({"model": "crm.lead", "date_field": "first_report_date"}, 4),
                ({"day_condition": "known"}, 4),
                ({"day_condition": "start"}, 0),
                ({"day_condition": "end", "end_field": "date_end"}, 1),
            )
        ):
            with self.subTest(**values):
                indicator = self._new(code=f"sample_{number}", **values)
                self.assertEqual(self._value(indicator).value, expected)

    def test_breakdown_of_agreements(self):
        for code, expected in (
            ("agreements_framework", 1),
            ("agreements_formal", 2),
            ("value_framework", 10 * YI),
            ("value_formal", 5 * YI),
            ("projects_1yi", 2),
            ("projects_10yi", 1),
            ("value_10yi", 12 * YI),
            ("inbound_visits", 0),
            ("clues_registered", 4),
            ("clues_lapsed", 0),
            ("talks", 1),
        ):
            with self.subTest(code):
                self.assertEqual(self._value(self._indicator(code)).value, expected)

    def test_rates_keep_their_cohort(self):
        """Of the two projects signed in 2023 one has landed; money that came after the as-of date
        and projects signed in other years change nothing."""
        self.lead.write({"landing_date": "2023-11-01"})
        other = self._new_lead("示例上年项目", landing_date="2022-12-01")
        self._new_deal("verified", lead_id=other.id, signing_date="2022-06-01")
        for amount, day in ((3 * YI, "2023-12-01"), (YI, "2024-02-01")):
            receipt = self.env["investment.fund.receipt"].create(
                {"deal_id": self.formal.id, "amount": amount, "date": day}
            )
            receipt.write({"evidence_ids": [self._file()], "state": "verified"})
        later = Period(YEAR.date_from, YEAR.date_to, date(2024, 3, 1))
        for code, at_end, at_march in (
            ("fulfilled_rate", 1 / 2, 1 / 2),
            ("landed_rate", 1 / 2, 1 / 2),
            ("landed_value_rate", 12 / 15, 12 / 15),
            ("started_rate", 0, 0),
            ("funded_rate", 1 / 2, 1 / 2),
            ("paid_in_rate", 3 / 15, 4 / 15),
        ):
            with self.subTest(code):
                indicator = self._indicator(code)
                self.assertAlmostEqual(self._value(indicator).value, at_end)
                self.assertAlmostEqual(self._value(indicator, later).value, at_march)

    def test_growth_is_computed_from_the_stocks(self):
        growth = self._indicator("central_soe_growth")
        self.assertEqual(self._value(growth).value, 1.0)
        self.assertIsNone(self._value(growth, year_period(1990)).value, "no stock to grow from")
        for start, end, expected in ((37, 58, 0.568), (2, 1, -0.5), (4, 4, 0.0)):
            cells = {
                (growth.denominator_id, 0): type("Cell", (), {"total": start}),
                (growth.numerator_id, 0): type("Cell", (), {"total": end}),
            }
            self.assertEqual(round(growth._compute_value(cells, 0), 3), expected)

    def test_comparison(self):
        trips = self._indicator("trips")
        year_2024 = Period(date(2024, 1, 1), date(2024, 12, 31), date(2024, 3, 1))
        for period, comparison, expected in (
            (year_2024, Period.same_last_year, (1, 0)),  # as known on 1 March 2023
            (year_period(2024), Period.same_last_year, (1, 2)),
            (
                Period(date(2023, 4, 1), date(2023, 6, 30), date(2023, 6, 30)),
                Period.previous,
                (0, 1),
            ),
            (
                Period(date(2023, 3, 8), date(2023, 3, 10), date(2023, 3, 10)),
                Period.previous,
                (0, 1),
            ),
        ):
            with self.subTest(period=period):
                reading = self._value(trips, period, comparison=comparison(period))
                self.assertEqual((reading.value, reading.comparison), expected)

    def test_groups(self):
        team_a, team_b = self.team_a.id, self.team_b.id
        for code, groupby, expected in (
            ("trips", "team", {team_a: 1, team_b: 1}),
            ("contacted", "team", {team_a: 2, team_b: 2}),
            ("contract_value", "team", {team_a: 12 * YI, team_b: 3 * YI}),
            ("contacted", "nature", {"central_soe": 1, "private": 2, "foreign": 1}),
            ("trips", "month", {3: 1, 12: 1}),
            ("central_soe_end", "month", {1: 1, 2: 1, **dict.fromkeys(range(3, 13), 2)}),
            ("contacted", "sector", {False: 4}),
        ):
            with self.subTest(code, groupby=groupby):
                groups = self._value(self._indicator(code), groupby=groupby).groups
                found = {
                    key.month if groupby == "month" else key: value
                    for key, (value, _comparison) in groups.items()
                    if value
                }
                self.assertEqual(found, expected)

    def test_teams(self):
        for teams, expected in ((self.team_a, 1), (self.team_a | self.team_b, 2)):
            reading = self._value(self._indicator("trips"), teams=teams)
            self.assertEqual(reading.value, expected)

    def test_public_reading(self):
        figures = (
            self.env["investment.indicator"]
            .with_user(self.officer_a)
            .get_figures(
                "2023-01-01",
                "2023-12-31",
                comparison="last_year",
                groupby="team",
                codes=["trips"],
            )
        )
        [trips] = figures
        self.assertEqual((trips["value"], trips["comparison"]), (1, 0))
        [group] = trips["groups"]
        self.assertEqual((group["label"], group["value"]), ("Team A", 1))
        for arguments in (
            {"date_from": "2023-01-01", "date_to": "2022-01-01"},
            {"date_from": "2023-01-01", "date_to": "2023-12-31", "comparison": "decade"},
            {"date_from": "2023-01-01", "date_to": "2023-12-31", "groupby": "user_id"},
        ):
            with self.subTest(**arguments), self.assertRaises(ValidationError):
                self.env["investment.indicator"].with_user(self.leader).get_figures(**arguments)

    # rights

    def test_record_rules_hold(self):
        """A manager's condition shows an officer nothing but the own team's records, also through
        the records that it reaches."""
        self._new(domain="['|', ('team_id', '=', False), ('team_id', '!=', False)]")
        reached = self._new(
            code="reached",
            model="investment.engagement",
            date_field="date",
            domain="['|', ('lead_id', '=', False), ('lead_id.name', 'ilike', '')]",
        )
        trips = self.env["investment.trip"]
        for user in (self.officer_a, self.officer_b, self.leader):
            mine = (
                self.env["investment.indicator"]
                .with_user(user)
                .search([("code", "=", "sample")])
            )
            domain = [("date_start", ">=", "2023-01-01"), ("date_start", "<=", "2023-12-31")]
            with self.subTest(user=user.name):
                count = trips.with_user(user).search_count(domain)
                self.assertEqual(self._value(mine).value, count)
        engagement = self._new_engagement(self.officer_b, self.tech, "2023-09-01")
        engagement.sudo().lead_id = self.lead
        lead_value = self._value(reached.with_user(self.officer_b)).value
        domain = [("date", ">=", "2023-01-01"), ("date", "<=", "2023-12-31")]
        without = self.env["investment.engagement"].with_user(self.officer_b)
        expected = without.search_count(
            [*domain, "|", ("lead_id", "=", False), ("lead_id.name", "ilike", "")]
        )
        self.assertEqual(lead_value, expected)
        self.assertLess(lead_value, without.search_count(domain), "the project of team A")

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_conditions_on_lines(self):
        """What records have lines of is counted as a search by the same reader finds it."""
        for number, (model, day, domain) in enumerate(
            (
                ("crm.lead", "first_report_date", [("deal_ids.state", "=", "verified")]),
                ("crm.lead", "first_report_date", [("deal_ids", "=", False)]),
                (
                    "investment.deal",
                    "signing_date",
                    ["!", ("lead_id.deal_ids.agreement_type", "=", "framework")],
                ),
                (
                    "investment.trip",
                    "date_start",
                    [("engagement_ids.partner_id.is_central_soe", "=", True)],
                ),
            )
        ):
            indicator = self._new(
                code=f"lines_{number}", model=model, date_field=day, domain=str(domain)
            )
            known = [(day, ">=", "2023-01-01"), (day, "<=", "2023-12-31")]
            for user in (self.leader, self.officer_a, self.officer_b):
                with self.subTest(domain=domain, user=user.name):
                    found = self.env[model].with_user(user).search_count([*domain, *known])
                    self.assertEqual(self._value(indicator.with_user(user)).value, found)

    def test_strangers_read_nothing(self):
        with self.assertRaises(AccessError):
            self.env["investment.indicator"].with_user(self.outsider).get_figures(
                "2023-01-01", "2023-12-31"
            )

    # drill-down

    def test_every_value_opens_its_records(self):
        for code in ("trips", "contacted", "projects", "central_soe_growth", "paid_in_rate"):
            indicator = self._indicator(code)
            action = indicator.action_open_records("2023-01-01", "2023-12-31", "2023-12-31")
            records = (
                self.env[action["res_model"]]
                .with_user(self.leader)
                .with_context(**action["context"])
                .search(action["domain"])
            )
            measure = indicator._get_base_measure()
            value = self._value(measure).value
            with self.subTest(code):
                if measure.measure == "sum":
                    self.assertEqual(sum(records.mapped(measure.measure_field)), value)
                else:
                    self.assertEqual(len(records), value)

    def test_a_group_opens_its_records(self):
        action = self._indicator("trips").action_open_records(
            "2023-01-01", "2023-12-31", groupby="team", group=self.team_b.id
        )
        found = self.env["investment.trip"].search(action["domain"])
        self.assertEqual(found, self.trip_b)

    # editing

    def test_preview_follows_the_form(self):
        with freeze_time("2023-12-31"), Form(self._new().with_user(self.manager)) as form:
            self.assertEqual(form.preview_value, "4")
            form.domain = "[('state', '=', 'done')]"
            self.assertEqual((form.preview_value, form.preview_last_value), ("2", "0"))
            form.domain = "[('stat', '=', 'done')]"
            self.assertIn("no field “stat”", form.preview_problem)
            self.assertFalse(form.preview_value)
            form.domain = "[('state', '=', 'cancelled')]"
            self.assertEqual(form.preview_value, "1")

    @users("zz_leader")
    @warmup
    def test_queries(self):
        """One query per model, with comparison, groups and ratios in it."""
        env = self.env(context={"tz": "Asia/Shanghai"})
        indicators = env["investment.indicator"].search([])
        for groupby in ("month", "team"):
            indicators._evaluate(YEAR, YEAR.same_last_year(), groupby)
            with self.subTest(groupby=groupby), self.assertQueryCount(zz_leader=16):
                indicators._evaluate(YEAR, YEAR.same_last_year(), groupby)
