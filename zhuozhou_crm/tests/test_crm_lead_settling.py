from odoo.fields import Command
from odoo.tests import tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestCrmLeadSettling(PipelineCommon):
    def _sign(self, **values):
        lead = self._new_lead(**values)
        self._record_facts(lead, "assessed")
        self._new_deal(lead, evidence_ids=[Command.link(self._new_evidence().id)])
        lead.sudo()._move_on_facts()
        self.assertEqual(lead.stage_id, self.stages["signed"])
        return lead

    def test_landed_project_settles_its_enterprise(self):
        lead = self._sign()
        self.assertFalse(self.investor.investment_settled_date)
        self._record_landed(lead.sudo())
        self.assertEqual(lead.stage_id, self.stages["landed"])
        self.assertEqual(self.investor.investment_settled_date, lead.landing_date)
        self.assertEqual(self.investor.investment_local_unit_id, self.local_company)

    def test_facts_without_the_stage_settle_nobody(self):
        lead = self._new_lead()
        self._record_landed(lead.sudo())
        self.assertFalse(self.investor.investment_settled_date)

    def test_second_project_keeps_the_first_day(self):
        self.investor.investment_settled_date = "2020-01-01"
        self._record_landed(self._sign().sudo())
        self.assertEqual(str(self.investor.investment_settled_date), "2020-01-01")
        self.assertEqual(self.investor.investment_local_unit_id, self.local_company)

    def test_enterprise_from_here_is_its_own_local_company(self):
        self.local_company.company_registry = "91110000600037341L"
        self.local_company.is_investment_target = True
        self._record_landed(self._sign(partner_id=self.local_company.id).sudo())
        self.assertTrue(self.local_company.investment_settled_date)
        self.assertFalse(self.local_company.investment_local_unit_id)
