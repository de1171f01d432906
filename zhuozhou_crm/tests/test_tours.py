from io import BytesIO

from openpyxl import load_workbook

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from .common import GROUPS

PROJECT = "示例巡航科技产业园项目"


@tagged("post_install", "-at_install")
class TestTours(HttpCase):
    """The main job in the browser, in Chinese, each step as the role whose step it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.officer = cls._new_user("zz_tour_officer", "示例专员一", "officer")
        cls.officer_2 = cls._new_user("zz_tour_officer_2", "示例专员二", "officer")
        cls.manager = cls._new_user("zz_tour_manager", "示例主任", "manager")
        cls.leader = cls._new_user("zz_tour_leader", "示例市领导", "leader")
        cls.env["res.partner"].create({"name": "示例带队领导", "function": "示例职务"})
        cls.env["crm.team"].create(
            [
                {
                    "name": name,
                    "investment_kind": "unit",
                    "crm_team_member_ids": [Command.create({"user_id": user.id})],
                }
                for name, user in (("示例一队", cls.officer), ("示例二队", cls.officer_2))
            ]
        )

    @classmethod
    def _new_user(cls, login, name, role):
        return new_test_user(
            cls.env,
            login=login,
            name=name,
            groups=GROUPS[role],
            lang="zh_CN",
            tz="Asia/Shanghai",
            tour_enabled=False,
        )

    def test_from_enterprise_to_signed(self):
        url = "/odoo/action-zhuozhou_crm.crm_lead_action"
        self.start_tour(url, "zhuozhou_crm_officer", login=self.officer.login, timeout=180)
        lead = self.env["crm.lead"].search([("name", "=", PROJECT)])
        self.assertEqual(lead.planned_investment, 250_000_000)
        self.assertEqual(lead.deal_ids.state, "signed")
        self.assertFalse(lead.deal_ids.counted, "Unverified agreements do not count")

        self.start_tour(url, "zhuozhou_crm_manager", login=self.manager.login, timeout=120)
        self.assertTrue(lead.deal_ids.counted)
        self.assertEqual(lead.stage_id.investment_code, "signed")
        self.assertEqual(lead.user_id, self.officer_2)

        self.start_tour(
            url, "zhuozhou_crm_officer_signed", login=self.officer_2.login, timeout=60
        )

    def test_manager_edits_indicator(self):
        partner = self.env["res.partner"].create(
            {"name": "示例企业", "is_company": True, "is_investment_target": True}
        )
        trip = self.env["investment.trip"].create(
            {
                "name": "示例赴京招商",
                "leader_id": self.env["res.partner"].create({"name": "示例领导"}).id,
                "destination": "北京市",
                "engagement_ids": [Command.create({"partner_id": partner.id, "state": "done"})],
            }
        )
        trip.state = "done"
        self._start_manager_tour("zhuozhou_crm_edit_indicator")
        indicator = self.env.ref("zhuozhou_crm.investment_indicator_trips")
        self.assertEqual(indicator.decimals, 1)
        self.assertEqual(
            indicator.with_context(lang="zh_CN").definition, "示例口径：已完成的外出招商。"
        )

    def test_manager_checks_text(self):
        self._start_manager_tour("zhuozhou_crm_check_text")
        text = self.env["investment.published.text"].search([("name", "=", "示例报道")])
        self.assertEqual(text.figure_ids.mapped("verdict"), ["differs", "open"])
        self.assertEqual(text.figure_ids.mapped("unit"), ["次", "万公里"])

    def _start_manager_tour(self, name):
        url = "/odoo/action-zhuozhou_crm.crm_lead_action"
        self.start_tour(url, name, login=self.manager.login, timeout=90)

    def test_ledger_with_doubtful_rows(self):
        partner = self.env["res.partner"].create(
            {
                "name": "示例钢研科技集团有限公司",
                "is_company": True,
                "is_investment_target": True,
            }
        )
        url = "/odoo/action-zhuozhou_crm.crm_lead_action"
        self.start_tour(url, "zhuozhou_crm_ledger", login=self.officer.login, timeout=120)
        deals = self.env["investment.deal"].search([("lead_id.name", "like", "示例导入")])
        self.assertEqual(
            sorted(deals.mapped("contract_value")), [100_000_000, 200_000_000, 298_000_000]
        )
        self.assertEqual(set(deals.mapped("state")), {"signed"})
        self.assertIn(partner, deals.partner_id)

    def test_leader_downloads_summary(self):
        self.start_tour(
            "/odoo/action-zhuozhou_crm.crm_lead_action",
            "zhuozhou_crm_leader",
            login=self.leader.login,
            timeout=60,
        )
        response = self.url_open("/zhuozhou_crm/investment_summary?period_type=year&year=2023")
        self.assertEqual(response.status_code, 200)
        workbook = load_workbook(BytesIO(response.content))
        self.assertIn("2023", workbook.worksheets[0]["A1"].value)

    def test_unit_files_the_month(self):
        """One list holds the projects of the unit; two are filled in and submitted together."""
        projects = (
            self.env["investment.project"]
            .with_user(self.officer)
            .create([{"name": f"示例巡航重点项目{number}"} for number in ("一", "二")])
        )
        self.env["investment.project"].with_user(self.officer_2).create(
            {"name": "示例他队项目"}
        )
        self.start_tour(
            "/odoo/action-zhuozhou_crm.investment_project_action",
            "zhuozhou_crm_filing",
            login=self.officer.login,
            timeout=120,
        )
        month = self.env["investment.project"]._get_reporting_month()
        self.assertRecordValues(
            projects.progress_ids.sorted("amount"),
            [
                {
                    "month": month,
                    "amount": amount,
                    "problems": problems,
                    "state": "submitted",
                    "filed_by_id": self.officer.id,
                }
                for amount, problems in (
                    (12_500_000, False),
                    (30_000_000, "示例：供电方案待批"),
                )
            ],
        )
        lines = self.env["investment.project.progress"].search([("month", "=", month)])
        self.assertEqual(lines.project_id, projects)

    def test_manager_schedules_a_weekly_summary(self):
        template = self.env["investment.summary.template"].with_user(self.manager)
        template.create({"name": "示例周报模板", "comparison": "previous"})
        self.start_tour(
            "/odoo/action-zhuozhou_crm.crm_lead_action",
            "zhuozhou_crm_schedule",
            login=self.manager.login,
            timeout=120,
        )
        schedule = self.env["investment.summary.schedule"].search([])
        self.assertEqual((schedule.interval, schedule.recipient_ids), ("weekly", self.leader))
        with self.registry.cursor() as cr:
            self.env(cr=cr)["investment.export"]._cron_produce()
        self.env.invalidate_all()
        self.assertEqual(schedule.export_ids.state, "done")
        self.assertTrue(schedule.export_ids.name.endswith(".docx"))
        self.assertEqual(self.env["investment.export.log"].search([]).origin, "schedule")
