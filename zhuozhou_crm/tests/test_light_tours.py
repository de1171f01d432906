from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from ..tools.months import previous_month
from .common import GROUPS

PROJECT = "示例亮灯巡查项目"


@tagged("post_install", "-at_install")
class TestLightTours(HttpCase):
    """Lights and hearings in the browser, in Chinese, each step as the role whose step it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.head = cls._new_user("zz_light_head", "示例局长", "team_lead")
        cls.officer = cls._new_user("zz_light_officer", "示例专员", "officer")
        cls.manager = cls._new_user("zz_light_manager", "示例主任", "manager")
        cls.leader = cls._new_user("zz_light_leader", "示例市领导", "leader")
        team = cls.env["crm.team"].create(
            {
                "name": "示例牵头单位",
                "investment_kind": "unit",
                "user_id": cls.head.id,
                "crm_team_member_ids": [
                    Command.create({"user_id": user.id}) for user in cls.head | cls.officer
                ],
            }
        )
        cls.env["investment.project"].search([]).active = False
        today = fields.Date.today()
        month = previous_month(today)
        cls.project = cls.env["investment.project"].create(
            {
                "name": PROJECT,
                "team_id": team.id,
                "user_id": cls.officer.id,
                "leader_id": cls.leader.partner_id.id,
                "total_investment": 5e8,
                "is_listed": True,
                "template_id": False,
                "actual_start_date": "2023-03-01",
                "plan_ids": [Command.create({"year": month.year, "amount": 1e8})],
                "progress_ids": [
                    Command.create(
                        {
                            "month": month,
                            "amount": 1e6,
                            "state": "submitted",
                            "visual_progress": "基础施工",
                        }
                    )
                ],
            }
        )
        if month.month <= 4:  # too early in the year to be 30 points behind
            cls.env["investment.light.rule"].search([], limit=1).threshold = 1
        cls.project.milestone_ids = [
            Command.create({"name": "示例节点", "planned_date": today.replace(month=1, day=1)})
        ]
        cls.env["investment.light.rule"].search(
            [("condition", "=", "milestone_days_overdue"), ("colour", "=", "red")]
        ).active = False

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

    def _tour(self, name, user, action="investment_project_action"):
        url = f"/odoo/action-zhuozhou_crm.{action}"
        self.start_tour(url, f"zhuozhou_crm_{name}", login=user.login, timeout=120)

    def test_manager_changes_rule_after_preview(self):
        self.assertEqual(self.project.light, "red")
        self._tour("light_rule", self.manager)
        self.assertEqual(self.project.light, "yellow")

    def test_hearing_to_escalated_directive(self):
        self._tour("hearing", self.manager)
        hearing = self.env["investment.hearing"].search([], limit=1)
        self.assertEqual(len(hearing.pack_ids), 2)
        directive = hearing.directive_ids
        self.assertEqual(directive.user_id, self.officer)
        # the day has passed since, and four more
        today = fields.Date.today()
        directive.write(
            {"date": today - timedelta(days=30), "due_date": today - timedelta(days=4)}
        )
        self.env["investment.directive"]._cron_escalate()
        self.assertEqual(directive.escalation, "head")
        self.assertIn(self.head, directive.activity_ids.user_id)
        self._tour("directive_head", self.head)
        with freeze_time(fields.Date.today() + timedelta(days=30)):
            self.env.invalidate_all()
            self.env["investment.directive"]._cron_escalate()
        self.assertEqual(directive.escalation, "leader")
        self.assertIn(self.leader, directive.activity_ids.user_id)

    def test_wall_and_timeline(self):
        self._tour("wall", self.leader, "investment_project_action_wall")
        self._tour("timeline", self.officer, "investment_project_action_timeline")
