from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .project_common import ProjectCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20")
class TestInvestmentProjectFacts(ProjectCommon):
    """What is recorded on the key project moves the lead: start to 开工, production to 投产."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.local = cls.env["res.partner"].create(
            {
                "name": "示例本地公司",
                "is_company": True,
                "company_registry": "91130681MA07XXXX01",
            }
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "示例产业园",
                "type": "opportunity",
                "partner_id": cls.enterprise.id,
                "team_id": cls.team_b.id,
                "user_id": cls.officer_b.id,
                "planned_investment": 3e8,
            }
        )
        cls.deal = cls.env["investment.deal"].create(
            {
                "lead_id": cls.lead.id,
                "partner_id": cls.enterprise.id,
                "signing_date": "2024-01-10",
                "contract_value": 3e8,
                "team_id": cls.team_b.id,
                "evidence_ids": [Command.link(cls._new_file("协议.pdf").id)],
                "state": "signed",
            }
        )
        cls.deal.action_verify()
        cls.lead.write({"local_partner_id": cls.local.id, "landing_date": "2024-02-01"})

    @classmethod
    def _new_file(cls, name, user=None, raw=None):
        return (
            cls.env["ir.attachment"]
            .with_user(user or cls.env.user)
            .create({"name": name, "raw": raw or name.encode()})
        )

    def _new_linked(self, **values):
        """A key project of team A for a lead of team B."""
        return self._new_project(
            self.manager, lead_id=self.lead.id, team_id=self.team_a.id, **values
        ).with_user(self.officer_a)

    def test_start_and_production_move_the_lead(self):
        self.assertEqual(self.lead.stage_id.investment_code, "landed")
        project = self._new_linked()
        self.assertFalse(self.lead.with_user(self.officer_a).has_access("read"))
        project.actual_start_date = "2024-03-01"
        self.assertEqual(self.lead.start_date.isoformat(), "2024-03-01")
        self.assertEqual(self.lead.stage_id.investment_code, "landed", "no evidence yet")
        file = self._new_file("开工照片.jpg", self.officer_a)
        project.start_evidence_ids = [Command.link(file.id)]
        self.assertEqual(self.lead.stage_id.investment_code, "started")
        copy = self.lead.start_evidence_ids
        self.assertEqual(copy.with_user(self.officer_b).raw, file.raw)
        self.assertEqual((copy.res_model, copy.res_id), ("crm.lead", self.lead.id))
        project.write(
            {
                "actual_completion_date": "2024-05-01",
                "actual_production_date": "2024-05-10",
                "production_evidence_ids": [
                    Command.link(self._new_file("验收.pdf", self.officer_a).id)
                ],
            }
        )
        self.assertEqual(self.lead.stage_id.investment_code, "production")
        self.assertEqual(self.lead.production_date.isoformat(), "2024-05-10")

    def test_evidence_is_copied_once(self):
        project = self._new_linked(actual_start_date="2024-03-01")
        file = self._new_file("开工照片.jpg", self.officer_a)
        project.start_evidence_ids = [Command.link(file.id)]
        project.actual_start_date = "2024-03-02"
        self.assertEqual(len(self.lead.start_evidence_ids), 1)
        self.assertEqual(self.lead.start_date.isoformat(), "2024-03-02")

    def test_of_several_phases_the_earliest_counts(self):
        self._new_linked(name="一期", actual_start_date="2024-03-01")
        self._new_linked(name="二期", actual_start_date="2024-04-01")
        self.assertEqual(self.lead.start_date.isoformat(), "2024-03-01")

    def test_taking_it_back_leaves_the_lead(self):
        project = self._new_linked(actual_start_date="2024-03-01")
        project.actual_start_date = False
        self.assertEqual(self.lead.start_date.isoformat(), "2024-03-01")

    def test_merged_leads_keep_their_key_projects(self):
        other = self.lead.copy({"name": "示例产业园（重复）"})
        project = self._new_project(self.manager, lead_id=other.id)
        (self.lead | other).merge_opportunity()
        self.assertEqual(project.lead_id, (self.lead | other).exists())

    def test_from_the_agreement(self):
        action = self.deal.with_user(self.officer_b).action_view_key_projects()
        project = (
            self.env["investment.project"]
            .with_user(self.officer_b)
            .with_context(**action["context"])
            .create({})
        )
        self.assertRecordValues(
            project,
            [
                {
                    "name": "示例产业园",
                    "deal_id": self.deal.id,
                    "lead_id": self.lead.id,
                    "partner_id": self.local.id,
                    "team_id": self.team_b.id,
                    "total_investment": 3e8,
                }
            ],
        )
