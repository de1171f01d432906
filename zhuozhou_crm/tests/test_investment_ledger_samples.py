from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import file_open

from .ledger_common import LedgerCase

YI = 100_000_000
SAMPLES = {
    "deals": "签约台账.xlsx",
    "trips": "外出招商情况上报表.xlsx",
    "enterprises": "目标企业库.xls",
    "pipeline": "在谈项目.csv",
}


@tagged("post_install", "-at_install")
@freeze_time("2025-03-03 02:00:00")
class TestLedgerSamples(LedgerCase):
    """Ledgers as staff keep them: what a correct import finds in each, and that importing it again
    changes nothing."""

    def _run_sample(self, kind):
        with file_open(f"zhuozhou_crm/tests/data/{SAMPLES[kind]}", "rb") as file:
            data = file.read()
        return self._import(kind, data, name=SAMPLES[kind]), data

    def _get_lines(self, ledger, status):
        return ledger.line_ids.filtered(lambda line: line.status == status)

    def test_deals(self):
        """The cell that says 万元 itself wins over the unit line; full-width digits, blanks and
        line breaks do not matter; negative amounts and wrong codes stay out."""
        ledger, data = self._run_sample("deals")
        self.assertCounts(ledger, new=14, decide=2, wrong=2)
        self.assertEqual(ledger.row_count, 18)
        self.assertAlmostEqual(ledger.value_sum, 142.06 * YI, places=2)
        self.assertEqual(self._get_lines(ledger, "decide").mapped("number"), [8, 13])
        self.assertEqual(self._get_lines(ledger, "wrong").mapped("number"), [15, 16])
        deals = self.env["investment.deal"].browse(ledger._get_record_ids("investment.deal"))
        self.assertEqual(set(deals.mapped("state")), {"signed"})
        self.assertAlmostEqual(sum(deals.mapped("contract_value")), 142.06 * YI, places=2)
        self.assertFalse(any(deals.mapped("counted")), "only a manager verifies")
        by_name = {deal.partner_id.name: deal for deal in deals}
        self.assertEqual(by_name["示例天远科技有限公司"].contract_value, 10.82 * YI)
        self.assertEqual(by_name["示例新源装备制造有限公司"].contract_value, 8.94 * YI)
        self.assertEqual(str(by_name["示例汇智文化旅游有限公司"].signing_date), "2024-04-17")
        code = by_name["示例鼎新新材料有限公司"].partner_id.company_registry
        self.assertEqual(code, "91110105KRRQU6R7T2")
        self.assertChangesNothing("deals", data)

    def test_trips(self):
        ledger, data = self._run_sample("trips")
        self.assertCounts(ledger, new=18)
        trips = self.env["investment.trip"].browse(ledger._get_record_ids("investment.trip"))
        self.assertEqual(len(trips), 7)
        self.assertEqual(len(trips.engagement_ids), 18)
        self.assertEqual(set(trips.mapped("state")), {"done"})
        self.assertChangesNothing("trips", data)

    def test_enterprises(self):
        ledger, data = self._run_sample("enterprises")
        self.assertCounts(ledger, new=27, duplicate=2, wrong=1)
        self.assertEqual(
            self._get_lines(ledger, "wrong").enterprise, "示例新源文化旅游有限公司"
        )
        self.assertEqual(self._get_lines(ledger, "duplicate").mapped("number"), [13, 14])
        first = self.env["res.partner"].search(
            [("company_registry", "=", "911101088HDT41XPBD"), ("is_company", "=", True)]
        )
        self.assertEqual(first.child_ids.phone, "13800000000")
        self.assertEqual(first.investment_nature, "central_soe")
        self.assertChangesNothing("enterprises", data)

    def test_pipeline(self):
        ledger, data = self._run_sample("pipeline")
        self.assertCounts(ledger, new=15)
        leads = self.env["crm.lead"].browse(ledger._get_record_ids("crm.lead"))
        self.assertEqual(len(leads.partner_id), 15)
        first = leads.filtered(lambda lead: lead.name == "云谷生物拟建项目")
        self.assertEqual(first.planned_fixed_asset, 77553 * 10_000)
        self.assertEqual((first.land_need, first.assessment_result), (275, "passed"))
        self.assertChangesNothing("pipeline", data)

    def test_one_after_the_other(self):
        """The same enterprises stand in all of them, with other codes in two: they stay one."""
        for kind, counts in (
            ("enterprises", {"new": 27, "duplicate": 2, "wrong": 1}),
            ("deals", {"new": 14, "decide": 2, "wrong": 2}),
            ("trips", {"new": 18}),
            ("pipeline", {"new": 15}),
        ):
            ledger, data = self._run_sample(kind)
            self.assertCounts(ledger, **counts)
            self.assertChangesNothing(kind, data)
        names = (
            self.env["res.partner"].search([("is_investment_target", "=", True)]).mapped("name")
        )
        listed = [name for name in names if name.startswith("示例")]
        self.assertEqual(len(listed), len(set(listed)))
