from itertools import permutations

from odoo.exceptions import AccessError
from odoo.fields import Date, Domain
from odoo.tests import freeze_time, tagged

from .deal_common import YI, DealCommon

# name: [(agreement, type, earlier agreement, signed, ended, 亿元)],
#       [(as of, {agreement: (projects, 亿元)})], one agreement's part on that day.
# An agreement whose name begins with "?" is signed but not verified, with "-" a draft.
CASES = {
    "single": (
        [("A", "formal", None, "2023-03-01", None, 5)],
        [("2023-02-28", {}), ("2023-03-01", {"A": (1, 5)}), ("2024-01-01", {"A": (1, 5)})],
    ),
    "framework turned formal adds the increment": (
        [
            ("F", "framework", None, "2023-01-10", None, 10),
            ("A", "formal", "F", "2023-06-01", None, 12),
        ],
        [
            ("2023-05-31", {"F": (1, 10)}),
            ("2023-06-01", {"F": (1, 10), "A": (0, 2)}),
        ],
    ),
    "framework turned formal for less lowers the figures": (
        [
            ("F", "framework", None, "2023-01-10", None, 10),
            ("A", "formal", "F", "2023-06-01", None, 8),
        ],
        [("2023-06-01", {"F": (1, 10), "A": (0, -2)})],
    ),
    "framework turned formal for the same adds nothing": (
        [
            ("F", "framework", None, "2023-01-10", None, 10),
            ("A", "formal", "F", "2023-06-01", None, 10),
        ],
        [("2023-06-01", {"F": (1, 10), "A": (0, 0)})],
    ),
    "supplements up and down": (
        [
            ("A", "formal", None, "2023-01-10", None, 10),
            ("S", "supplement", "A", "2023-02-01", None, 1.5),
            ("T", "supplement", "S", "2023-03-01", None, -4),
        ],
        [
            ("2023-02-01", {"A": (1, 10), "S": (0, 1.5)}),
            ("2023-03-01", {"A": (1, 10), "S": (0, 1.5), "T": (0, -4)}),
        ],
    ),
    "capital increase": (
        [
            ("A", "formal", None, "2022-01-10", None, 10),
            ("C", "capital_increase", "A", "2023-02-01", None, 3),
        ],
        [("2023-02-01", {"A": (1, 10), "C": (0, 3)})],
    ),
    "capital increase of a firm settled long ago is the project's first agreement": (
        [("C", "capital_increase", None, "2023-02-01", None, 3)],
        [("2023-02-01", {"C": (1, 3)})],
    ),
    "formal agreement states anew what the framework's supplement added": (
        [
            ("F", "framework", None, "2023-01-10", None, 10),
            ("S", "supplement", "F", "2023-02-01", None, 2),
            ("A", "formal", "S", "2023-06-01", None, 15),
        ],
        [("2023-06-01", {"F": (1, 10), "S": (0, 2), "A": (0, 3)})],
    ),
    "a supplement signed after the formal agreement adds to it": (
        [
            ("F", "framework", None, "2023-01-10", None, 10),
            ("A", "formal", "F", "2023-06-01", None, 15),
            ("S", "supplement", "A", "2023-07-01", None, 2),
        ],
        [("2023-07-01", {"F": (1, 10), "A": (0, 5), "S": (0, 2)})],
    ),
    "a formal agreement replaced by another": (
        [
            ("F", "framework", None, "2023-01-10", None, 10),
            ("A", "formal", "F", "2023-06-01", None, 12),
            ("B", "formal", "A", "2023-09-01", None, 15),
        ],
        [("2023-09-01", {"F": (1, 10), "A": (0, 2), "B": (0, 3)})],
    ),
    "two formal agreements under one framework: it is replaced once": (
        [
            ("F", "framework", None, "2023-01-10", None, 10),
            ("A", "formal", "F", "2023-06-01", None, 6),
            ("B", "formal", "F", "2023-09-01", None, 7),
        ],
        [
            ("2023-06-01", {"F": (1, 10), "A": (0, -4)}),
            ("2023-09-01", {"F": (1, 10), "A": (0, -4), "B": (0, 7)}),
        ],
    ),
    "of two under one framework the first ends: the second replaces it from that day": (
        [
            ("F", "framework", None, "2023-01-10", None, 10),
            ("A", "formal", "F", "2023-06-01", "2023-11-01", 6),
            ("B", "formal", "F", "2023-09-01", None, 7),
        ],
        [
            ("2023-10-31", {"F": (1, 10), "A": (0, -4), "B": (0, 7)}),
            ("2023-11-01", {"F": (1, 10), "B": (0, -3)}),
        ],
    ),
    "void first agreement: the count passes on": (
        [
            ("V", "formal", None, "2023-01-10", "2023-01-10", 9),
            ("A", "formal", "V", "2023-06-01", None, 5),
        ],
        [("2023-05-31", {}), ("2023-06-01", {"A": (1, 5)})],
    ),
    "terminated framework, living formal agreement": (
        [
            ("F", "framework", None, "2023-01-10", "2023-10-01", 10),
            ("A", "formal", "F", "2023-06-01", None, 12),
        ],
        [
            ("2023-05-31", {"F": (1, 10)}),
            ("2023-09-30", {"F": (1, 10), "A": (0, 2)}),
            ("2023-10-01", {"A": (1, 12)}),
        ],
    ),
    "terminated framework whose supplement lives: the formal agreement still states it anew": (
        [
            ("F", "framework", None, "2023-01-10", "2023-10-01", 10),
            ("S", "supplement", "F", "2023-02-01", None, 2),
            ("A", "formal", "F", "2023-06-01", None, 15),
        ],
        [
            ("2023-06-01", {"F": (1, 10), "S": (0, 2), "A": (0, 3)}),
            ("2023-10-01", {"S": (1, 2), "A": (0, 13)}),
        ],
    ),
    "terminated supplement: the formal agreement grows by it": (
        [
            ("F", "framework", None, "2023-01-10", None, 10),
            ("S", "supplement", "F", "2023-02-01", "2023-08-01", 2),
            ("A", "formal", "F", "2023-06-01", None, 15),
        ],
        [
            ("2023-07-31", {"F": (1, 10), "S": (0, 2), "A": (0, 3)}),
            ("2023-08-01", {"F": (1, 10), "A": (0, 5)}),
        ],
    ),
    "all ended: nothing is left": (
        [
            ("F", "framework", None, "2023-01-10", "2023-10-01", 10),
            ("A", "formal", "F", "2023-06-01", "2023-10-01", 12),
        ],
        [("2023-09-30", {"F": (1, 10), "A": (0, 2)}), ("2023-10-01", {})],
    ),
    "all on the same day: the chain decides": (
        [
            ("F", "framework", None, "2023-01-10", None, 10),
            ("A", "formal", "F", "2023-01-10", None, 12),
            ("S", "supplement", "A", "2023-01-10", None, 1),
        ],
        [("2023-01-10", {"F": (1, 10), "A": (0, 2), "S": (0, 1)})],
    ),
    "signed and draft agreements never count": (
        [
            ("?F", "framework", None, "2023-01-10", None, 10),
            ("A", "formal", "?F", "2023-06-01", None, 12),
            ("-S", "supplement", "A", "2023-07-01", None, 1),
        ],
        [("2023-01-10", {}), ("2023-12-31", {"A": (1, 12)})],
    ),
    "fen are kept": (
        [
            ("F", "framework", None, "2023-01-10", None, 0.0000000003),
            ("A", "formal", "F", "2023-06-01", None, 44.85),
        ],
        [("2023-06-01", {"F": (1, 0.0000000003), "A": (0, 44.8499999997)})],
    ),
}


@tagged("post_install", "-at_install")
@freeze_time("2024-03-31 04:00:00")
class TestCountingRule(DealCommon):
    """Counting rule 1, see tools/deal_chain.py."""

    def _sign(self, agreements, lead):
        deals = {}
        for name, kind, parent, signed, ended, value in agreements:
            values = {
                "lead_id": lead.id,
                "agreement_type": kind,
                "parent_id": deals[parent].id if parent else False,
                "signing_date": signed,
                "contract_value": round(value * YI, 2),
            }
            state = {"?": "signed", "-": "draft"}.get(name[0], "verified")
            deals[name] = self._new_deal(state, **values)
            if ended:
                # At once, so that the next agreement is signed on what stands.
                deals[name]._end("terminated", ended, "示例原因")
        return deals

    def _parts(self, deals, as_of):
        names = {deal.id: name for name, deal in deals.items()}
        rows = self.env["investment.deal.contribution"]
        domain = Domain("deal_id", "in", list(names)) & rows._figures_domain(as_of=as_of)
        return {
            names[row.deal_id.id]: (row.project_count, round(row.value / YI, 10))
            for row in rows.search(domain)
        }

    def test_cases(self):
        for name, (agreements, expectations) in CASES.items():
            with self.subTest(name):
                deals = self._sign(agreements, self._new_lead(name))
                for as_of, expected in expectations:
                    self.assertEqual(self._parts(deals, Date.to_date(as_of)), expected, as_of)

    def test_counted_is_what_holds_now(self):
        for name, (agreements, expectations) in CASES.items():
            with self.subTest(name):
                lead = self._new_lead(name)
                deals = self._sign(agreements, lead)
                _day, expected = expectations[-1]
                for key, deal in deals.items():
                    count, value = expected.get(key, (0, 0))
                    self.assertEqual(deal.counted, key in expected)
                    self.assertEqual(deal.counted_projects, count)
                    self.assertEqual(round(deal.counted_value / YI, 10), value)
                total = round(sum(value for _count, value in expected.values()), 10)
                self.assertEqual(round(lead.contract_value / YI, 10), total)

    def test_order_of_entry_does_not_matter(self):
        """Old agreements are often registered last; verification comes in any order."""
        agreements, expectations = CASES["a formal agreement replaced by another"]
        _day, expected = expectations[-1]
        for order in permutations("FAB"):
            with self.subTest(order=order):
                deals = self._sign(agreements, self._new_lead("".join(order)))
                for deal in deals.values():
                    deal.action_unverify()
                for key in order:
                    deals[key].action_verify()
                self.assertEqual(self._parts(deals, None), expected)

    def test_unverified_leaves_and_comes_back(self):
        deals = self._sign(*CASES["framework turned formal adds the increment"][:1], self.lead)
        deals["F"].action_unverify()
        self.assertEqual(self._parts(deals, None), {"A": (1, 12)})
        self.assertFalse(deals["F"].counted)
        deals["F"].action_verify()
        self.assertEqual(self._parts(deals, None), {"F": (1, 10), "A": (0, 2)})

    def test_taking_an_ending_back(self):
        deals = self._sign(
            *CASES["terminated framework, living formal agreement"][:1], self.lead
        )
        deals["F"].action_reopen()
        self.assertEqual(deals["F"].state, "verified")
        self.assertEqual(self._parts(deals, None), {"F": (1, 10), "A": (0, 2)})

    def test_dates_change_order(self):
        deals = self._sign(
            [
                ("A", "formal", None, "2023-03-01", None, 5),
                ("C", "capital_increase", "A", "2023-06-01", None, 1),
            ],
            self.lead,
        )
        deals["C"].action_unverify()
        deals["C"].write({"parent_id": False, "signing_date": "2023-01-01"})
        deals["A"].action_unverify()
        deals["A"].parent_id = deals["C"]
        (deals["A"] | deals["C"]).action_verify()
        self.assertEqual(self._parts(deals, None), {"C": (1, 1), "A": (0, 5)})

    def test_merged_projects_count_once(self):
        """Both were signed: one project, both values, and the second start is pointed out."""
        other = self._new_lead("示例新材料项目(重复)")
        first = self._new_deal("verified", signing_date="2023-05-01", contract_value=3 * YI)
        second = self._new_deal("verified", lead_id=other.id, contract_value=5 * YI)
        child = self._new_deal(
            "verified",
            lead_id=other.id,
            parent_id=second.id,
            agreement_type="supplement",
            signing_date="2023-06-01",
            contract_value=1 * YI,
        )
        self.lead._merge_dependences(other)
        self.assertEqual((first | second | child).lead_id, self.lead)
        deals = {"first": first, "second": second, "child": child}
        self.assertEqual(
            self._parts(deals, None), {"second": (1, 5), "first": (0, 3), "child": (0, 1)}
        )
        self.assertEqual(self.lead.contract_value, 9 * YI)
        self.assertEqual(other.contract_value, 0)
        self.assertTrue(first.is_second_start)
        self.assertFalse(second.is_second_start)
        # The way out: name the earlier agreement after all.
        first.action_unverify()
        first.parent_id = second
        first.action_verify()
        self.assertFalse(first.is_second_start)

    def test_period_and_as_of(self):
        self._sign(
            [
                ("F", "framework", None, "2022-11-10", "2023-10-01", 10),
                ("A", "formal", "F", "2023-06-01", None, 12),
            ],
            self.lead,
        )
        for date_from, date_to, as_of, expected in (
            ("2022-01-01", "2022-12-31", "2022-12-31", (1, 10)),
            ("2022-01-01", "2022-12-31", "2023-12-31", (0, 0)),
            ("2023-01-01", "2023-12-31", "2023-09-30", (0, 2)),
            ("2023-01-01", "2023-12-31", "2023-12-31", (1, 12)),
            ("2023-06-02", "2023-12-31", "2023-12-31", (0, 0)),
            (None, None, "2023-09-30", (1, 12)),
            (None, None, None, (1, 12)),
        ):
            with self.subTest(date_from=date_from, as_of=as_of):
                dates = [Date.to_date(day) for day in (as_of, date_from, date_to)]
                self.assertEqual(self._figures(*dates), expected)

    def test_rows_that_hold_are_not_touched(self):
        deals = self._sign(
            *CASES["two formal agreements under one framework: it is replaced once"][:1],
            self.lead,
        )
        rows = deals["F"].contribution_ids | deals["A"].contribution_ids
        deals["B"].action_unverify()
        self.assertEqual(rows, deals["F"].contribution_ids | deals["A"].contribution_ids)
        self.assertFalse(deals["B"].contribution_ids)

    def test_rebuilding_costs_the_same_for_many_projects(self):
        rows = self.env["investment.deal.contribution"]
        leads = self.lead
        for number in range(10):
            leads |= self._new_lead(f"示例项目{number}")
        for lead in leads:
            self._new_deal("verified", lead_id=lead.id)
        self.env.flush_all()
        self.env.invalidate_all()
        # deals and their rows: search and read of each
        with self.assertQueryCount(4):
            rows._rebuild(leads)

    def test_nobody_writes_rows(self):
        row = self._new_deal("verified").contribution_ids
        for user in (self.officer_a, self.manager, self.leader):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                row.with_user(user).write({"value": 1})
            with self.subTest(user=user.name):
                self.assertEqual(row.with_user(user).value, 5 * YI)
        with self.assertRaises(AccessError):
            row.with_user(self.officer_b).read(["value"])
