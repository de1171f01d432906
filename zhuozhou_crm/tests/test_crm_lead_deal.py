from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ..tools.amount import parse_amount
from .deal_common import YI, DealCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-03-31 04:00:00")
class TestDealMoney(DealCommon):
    def test_fen_survive(self):
        """Typed text → field → column → field, to the fen; the column is exact numeric."""
        for text, fen in (
            ("44.85亿元", "4485000000.00"),
            ("0.07亿元", "7000000.00"),
            ("1.0000000001亿元", "100000000.01"),
            ("12,345.67元", "12345.67"),
            ("0.29万元", "2900.00"),
            ("９９９９９９９９９９９９．９９元", "999999999999.99"),
        ):
            with self.subTest(text=text):
                value = float(parse_amount(text))
                deal = self._new_deal(contract_value=value)
                deal.flush_recordset()
                deal.invalidate_recordset()
                self.assertEqual(f"{deal.contract_value:.2f}", fen)
                ((column, kind),) = self.env.execute_query(
                    SQL(
                        "SELECT contract_value::text, pg_typeof(contract_value)::text"
                        " FROM investment_deal WHERE id = %s",
                        deal.id,
                    )
                )
                self.assertEqual((column, kind), (fen, "numeric"))

    def test_sums_are_exact(self):
        leads = self.env["crm.lead"]
        for number in range(10):
            leads |= self._new_lead(f"示例项目{number}")
        for lead in leads:
            self._new_deal("verified", lead_id=lead.id, contract_value=0.1 * YI + 0.01)
        self.env.flush_all()
        ((total,),) = self.env.execute_query(
            SQL(
                "SELECT sum(value)::text FROM investment_deal_contribution WHERE lead_id IN %s",
                tuple(leads.ids),
            )
        )
        self.assertEqual(total, "100000000.10")

    def test_project_shows_planned_then_signed(self):
        lead = self.lead
        self.assertEqual((lead.pipeline_value, lead.contract_value), (8 * YI, 0))
        framework = self._new_deal(
            "signed", agreement_type="framework", evidence_ids=[self._file()]
        )
        self.assertEqual((lead.pipeline_value, lead.contract_value), (8 * YI, 0))
        framework.action_verify()
        self.assertEqual((lead.pipeline_value, lead.contract_value), (5 * YI, 5 * YI))
        self._new_deal(
            "verified", parent_id=framework.id, signing_date="2023-06-01", contract_value=7 * YI
        )
        self.assertEqual((lead.pipeline_value, lead.contract_value), (7 * YI, 7 * YI))
        self.assertEqual(lead.deal_count, 2)
        for deal in lead.deal_ids:
            deal._end("terminated", "2023-12-01", "示例原因")
        self.assertEqual((lead.pipeline_value, lead.contract_value), (8 * YI, 0))

    def test_agreements_of_a_project(self):
        lead = self.lead.with_user(self.officer_a)
        action = lead.action_view_deals()
        self.assertEqual(action["context"]["default_lead_id"], lead.id)
        deal = self._new_deal()
        self.assertEqual(lead.action_view_deals()["res_id"], deal.id)
