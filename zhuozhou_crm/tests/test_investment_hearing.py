import base64
from io import BytesIO

from docx import Document
from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GROUPS
from .light_common import PLAN, TODAY, LightCommon


class HearingCommon(LightCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team_a.user_id = cls.lead_a
        cls.leader_partner = cls.leader.partner_id
        cls.red = cls._new_project(
            name="示例红灯项目",
            plan=PLAN,
            completed=10e6,
            leader_id=cls.leader_partner.id,
            milestones=[("环评", "2024-10-10", False)],
        )
        cls.red.progress_ids.write({"problems": "=缺少能评批复", "next_step": "补报材料"})
        cls.yellow = cls._new_project(name="示例黄灯项目", plan=PLAN, completed=80e6)
        cls.green = cls._new_project(name="示例绿灯项目", plan=PLAN, completed=110e6)
        cls.other = cls._new_project(
            name="示例二队红灯项目", plan=PLAN, team_id=cls.team_b.id, user_id=cls.officer_b.id
        )

    def _new_hearing(self, **values):
        return self.env["investment.hearing"].with_user(self.manager).create(values)

    def _new_directive(self, **values):
        return (
            self.env["investment.directive"]
            .with_user(self.manager)
            .create(
                {
                    "name": "15日内补齐能评材料",
                    "project_id": self.red.id,
                    "due_date": "2024-11-15",
                    **values,
                }
            )
        )

    def _evidence(self):
        return {
            "result": "能评已批复",
            "evidence_ids": [
                Command.create({"name": "批复.pdf", "datas": base64.b64encode(b"%PDF")})
            ],
        }


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestHearing(HearingCommon):
    def test_choose(self):
        hearing = self._new_hearing()
        for values, names in (
            ({}, {"示例红灯项目", "示例二队红灯项目"}),
            ({"call_yellow": True}, {"示例红灯项目", "示例二队红灯项目", "示例黄灯项目"}),
            ({"team_ids": [Command.set(self.team_a.ids)]}, {"示例红灯项目", "示例黄灯项目"}),
            (
                {"call_red": False, "call_yellow": False},
                {"示例红灯项目", "示例黄灯项目", "示例绿灯项目"},
            ),
        ):
            with self.subTest(**values):
                hearing.write(values)
                hearing.action_choose()
                self.assertEqual(set(hearing.project_ids.mapped("name")), names)

    def test_project_with_overdue_directive_is_called_up(self):
        self._new_directive(project_id=self.green.id)
        with freeze_time("2024-11-18"):
            hearing = self._new_hearing()
            hearing.action_choose()
        self.assertIn(self.green, hearing.project_ids)

    def test_pack(self):
        directive = self._new_directive(name="督促二队开工", project_id=self.other.id)
        with freeze_time("2024-11-20"):
            hearing = self._new_hearing(team_ids=[Command.set(self.team_a.ids)])
            hearing.action_choose()
            hearing.action_make_pack()
            table, text = hearing.pack_ids.sorted("id")
            self.assertIn(directive.name, self._read_text(text))
            sheets = self._read_sheets(table)
        rows = {row[1]: row for row in sheets[0]}
        self.assertNotIn("示例绿灯项目", rows)
        red = rows["示例红灯项目"]
        self.assertEqual(red[5:8], (100000, 12000, 1000), "in 万元")
        self.assertIn("75", red[10], "the points behind that made it red")
        self.assertEqual(red[12], "=缺少能评批复", "text, no formula")
        self.assertIn("环评", red[14])
        self.assertIn(directive.name, {row[1] for row in sheets[1]}, "another unit's, overdue")
        self.assertIn("示例红灯项目", self._read_text(text))
        self.assertIn("补报材料", self._read_text(text))
        for file in hearing.pack_ids:
            self.assertTrue(file.with_user(self.leader).raw)
            with self.assertRaises(AccessError):
                file.with_user(self.officer_a).read(["raw"])

    def _read_sheets(self, file):
        workbook = load_workbook(BytesIO(file.raw))
        return [list(sheet.iter_rows(values_only=True)) for sheet in workbook.worksheets]

    def _read_text(self, file):
        document = Document(BytesIO(file.raw))
        cells = [
            cell.text for table in document.tables for row in table.rows for cell in row.cells
        ]
        return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)

    def test_pack_needs_projects(self):
        with self.assertRaises(UserError):
            self._new_hearing().action_make_pack()

    def test_who_sees_hearings(self):
        hearing = self._new_hearing()
        hearing.with_user(self.leader).read(["name"])
        for user in (self.officer_a, self.lead_a, self.outsider):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                hearing.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            hearing.with_user(self.leader).action_choose()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDirective(HearingCommon):
    def test_defaults(self):
        directive = self._new_directive()
        self.assertEqual(directive.team_id, self.team_a)
        self.assertEqual(directive.user_id, self.officer_a)
        self.assertEqual(directive.setter_id, self.manager)
        self.assertEqual(directive.activity_ids.user_id, self.officer_a)

    def test_done_needs_evidence_and_acceptance(self):
        directive = self._new_directive()
        mine = directive.with_user(self.officer_a)
        for values in (
            {},
            {"result": "已办"},
            {"evidence_ids": self._evidence()["evidence_ids"]},
        ):
            with self.subTest(values=list(values)), self.assertRaises(ValidationError):
                with self.env.cr.savepoint():
                    mine.write(values)
                    mine.action_report()
        mine.write(self._evidence())
        mine.action_report()
        self.assertEqual(directive.state, "reported")
        self.assertFalse(directive.activity_ids, "Nothing left to do for the unit")
        for user in (self.officer_a, self.lead_a, self.leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                directive.with_user(user).action_accept()
        other_manager = self._new_user("manager_2", GROUPS["manager"])
        with self.assertRaises(AccessError):
            directive.with_user(other_manager).action_accept()
        directive.action_accept()
        self.assertEqual((directive.state, str(directive.accepted_on)), ("accepted", TODAY))

    def test_return(self):
        directive = self._new_directive()
        directive.with_user(self.officer_a).write(self._evidence())
        directive.with_user(self.officer_a).action_report()
        with self.assertRaises(UserError):
            directive.action_return()
        directive.return_reason = "批复缺页"
        directive.action_return()
        self.assertEqual(directive.state, "open")
        self.assertEqual(directive.activity_ids.user_id, self.officer_a)

    def test_unit_changes_only_its_report(self):
        directive = self._new_directive()
        for values in (
            {"due_date": "2025-12-31"},
            {"name": "无事"},
            {"team_id": self.team_b.id},
            {"state": "cancelled"},
            {"setter_id": self.officer_a.id},
            {"escalation": "none"},
        ):
            for user in (self.officer_a, self.lead_a):
                with self.subTest(user=user.login, **values), self.assertRaises(AccessError):
                    directive.with_user(user).write(values)
        with self.assertRaises(AccessError):
            directive.with_user(self.officer_b).write({"result": "示例"})
        directive.with_user(self.officer_a).write(self._evidence())

    def test_escalation(self):
        """To the head on the first working day it is overdue, to the leader on the fifth."""
        directive = self._new_directive()  # due on Friday, 15 November
        for day, escalation, user in (
            ("2024-11-15", "none", self.officer_a),
            ("2024-11-17", "none", self.officer_a),
            ("2024-11-18", "head", self.lead_a),
            ("2024-11-21", "head", self.lead_a),
            ("2024-11-22", "leader", self.leader),
        ):
            with self.subTest(day=day), freeze_time(day):
                self.env["investment.directive"]._cron_escalate()
                self.assertEqual(directive.escalation, escalation)
                self.assertIn(user, directive.activity_ids.user_id)
                told = len(directive.message_ids)
                self.env["investment.directive"]._cron_escalate()
                self.assertEqual(len(directive.message_ids), told, "Told once")
                self.env.invalidate_all()
        self.assertIn(self.leader_partner, directive.message_ids.notified_partner_ids)
        directive.due_date = "2024-12-31"
        self.assertEqual(directive.escalation, "none")
        self.assertEqual(directive.activity_ids.user_id, self.officer_a)

    def test_reported_is_not_escalated(self):
        directive = self._new_directive()
        directive.with_user(self.officer_a).write(self._evidence())
        directive.with_user(self.officer_a).action_report()
        with freeze_time("2024-11-29"):
            self.env["investment.directive"]._cron_escalate()
        self.assertEqual(directive.escalation, "none")

    def test_escalation_without_head_or_leader(self):
        self.team_b.user_id = False
        directive = self._new_directive(project_id=self.other.id)
        with freeze_time("2024-11-18"), mute_logger("odoo.addons.mail.models.mail_mail"):
            self.env["investment.directive"]._cron_escalate()
            self.assertEqual(directive.escalation, "head")
        with freeze_time("2024-11-29"):
            self.env.invalidate_all()
            self.env["investment.directive"]._cron_escalate()
            self.assertIn(self.manager, directive.activity_ids.user_id, "Who set it")

    def test_limits_are_settings(self):
        self.env["ir.config_parameter"].set_param(
            "zhuozhou_crm.escalate_head_working_days", "3"
        )
        directive = self._new_directive()
        for day, escalation in (("2024-11-19", "none"), ("2024-11-20", "head")):
            with freeze_time(day):
                self.env.invalidate_all()
                self.env["investment.directive"]._cron_escalate()
                self.assertEqual(directive.escalation, escalation)
