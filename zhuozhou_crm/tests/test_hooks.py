from odoo.tests import tagged

from ..hooks import uninstall_hook
from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestUninstallHook(PipelineCommon):
    """What our hook leaves to stock CRM; the uninstallation itself is a test of the system."""

    def test_leads_go_back_to_the_stock_pipeline(self):
        pending = self._new_lead(name="在谈")
        signed = self._new_lead(name="已签")
        self._record_facts(signed, "landed")
        lost = self._new_lead(name="已丢")
        lost.action_set_lost()
        archived = self._new_lead(name="归档")
        archived.action_archive()
        sales_team = self.env["crm.team"].create({"name": "Sales"})
        stock = self.env["crm.lead"].create({"name": "Stock", "team_id": sales_team.id})
        stock_stage = stock.stage_id
        uninstall_hook(self.env)
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        for lead, status, won in (
            (pending, "pending", False),
            (signed, "won", True),
            (lost, "lost", False),
            (archived, "pending", False),
        ):
            with self.subTest(lead=lead.sudo().name):
                lead = leads.browse(lead.id)
                self.assertFalse(lead.stage_id.is_investment)
                self.assertEqual(lead.stage_id.is_won, won)
                self.assertEqual(lead.won_status, status)
                self.assertEqual(lead.team_id, self.team_a, "the team stays, as a sales team")
        self.assertEqual(stock.stage_id, stock_stage)
        ours = self.env["crm.stage"].search([("is_investment", "=", True)])
        self.assertFalse(leads.search([("stage_id", "in", ours.ids)]))
        self.assertFalse(self.env["crm.team"].search([("is_investment", "=", True)]))
        self.assertFalse(ours.team_ids)

    def test_database_without_stock_stages(self):
        signed = self._new_lead()
        self._record_facts(signed, "signed")
        others = self.env["crm.stage"].search([("is_investment", "=", False)])
        strays = self.env["crm.lead"].with_context(active_test=False)
        strays.search([("stage_id", "in", others.ids)]).unlink()
        others.unlink()
        uninstall_hook(self.env)
        self.assertEqual(signed.sudo().won_status, "won")
        self.assertFalse(signed.sudo().stage_id.is_investment)
