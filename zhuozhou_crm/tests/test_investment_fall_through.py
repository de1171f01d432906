from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestInvestmentFallThrough(PipelineCommon):
    def setUp(self):
        super().setUp()
        self.lead = self._new_lead()
        self._record_facts(self.lead, "landed")
        self.reason = self.env.ref("zhuozhou_crm.crm_lost_reason_abandoned")

    def _new_wizard(self, user=None, lead=None):
        return (
            self.env["investment.fall.through"]
            .with_user(user or self.manager)
            .with_context(active_id=(lead or self.lead).id)
            .create(
                {
                    "end_date": "2023-10-01",
                    "lost_reason_id": self.reason.id,
                    "explanation": "投资方战略调整",
                }
            )
        )

    def test_falls_through(self):
        deal = self.lead.sudo().deal_ids
        wizard = self._new_wizard()
        self.assertEqual(wizard.deal_ids, deal)
        wizard.action_fall_through()
        self.assertEqual(self.lead.won_status, "lost")
        self.assertFalse(self.lead.active)
        self.assertEqual(self.lead.lost_reason_id, self.reason)
        self.assertEqual(self.lead.stage_id, self.stages["assessed"])
        self.assertEqual(deal.state, "terminated")
        self.assertEqual(deal.end_date, date(2023, 10, 1))
        self.assertIn("投资方战略调整", deal.end_reason)

    def test_facts_stay(self):
        self._new_wizard().action_fall_through()
        self.assertEqual(self.lead.landing_date, date(2023, 7, 1))
        self.assertTrue(self.lead.sudo().engagement_ids)

    def test_agreements_that_ended_before_stay_as_they_are(self):
        void = self._new_deal(self.lead, state="signed", name="作废协议")
        void._end("void", date(2023, 7, 1), "重复录入")
        wizard = self._new_wizard()
        self.assertNotIn(void, wizard.deal_ids)
        wizard.action_fall_through()
        self.assertEqual(void.state, "void")
        self.assertEqual(void.end_reason, "重复录入")

    def test_restored_project_starts_before_signing(self):
        self._new_wizard().action_fall_through()
        self.lead.action_restore()
        self.assertEqual(self.lead.stage_id, self.stages["assessed"])
        self.assertEqual(self.lead.won_status, "pending")

    def test_only_signed_projects(self):
        lead = self._new_lead(name="未签约")
        with self.assertRaisesRegex(UserError, "not signed"):
            self._new_wizard(lead=lead).action_fall_through()

    def test_only_the_bureau(self):
        for user in (self.officer_a, self.lead_a, self.leader):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self._new_wizard(user)

    def test_the_stock_way_refuses(self):
        with self.assertRaises(ValidationError):
            self.lead.action_set_lost()
