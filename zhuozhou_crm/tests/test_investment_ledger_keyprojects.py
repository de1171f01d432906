import io

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .keyproject_ledger_common import (
    LIST_HEADER,
    LIST_ROW,
    LIST_TITLE,
    MONTH_HEADER,
    MONTH_ROW,
    WAN,
    YI,
    KeyProjectLedgerCase,
)
from .ledger_common import make_csv, make_xls, make_xlsx


@tagged("post_install", "-at_install")
@freeze_time("2024-12-31 02:00:00")
class TestLedgerKeyProjects(KeyProjectLedgerCase):
    """Lists of key projects, who may import them, and the registers that come back."""

    def test_list(self):
        data = self._list(LIST_ROW, ["合计", None, None, None, None, None, 12, 30000])
        ledger = self._import("projects", data)
        self.assertCounts(ledger, new=1)
        self.assertEqual(ledger.value_sum, 30000 * WAN)
        project = self._get_project()
        self.assertEqual(
            (project.code, project.level, project.construction_nature, project.is_listed),
            ("2301-01", "provincial", "continued", True),
        )
        self.assertEqual(project.total_investment, 12 * YI)
        self.assertEqual(
            project.plan_ids.mapped(lambda plan: (plan.year, plan.amount)), [(2024, 3 * YI)]
        )
        self.assertEqual((project.team_id, project.user_id), (self.team_a, self.officer_a))
        self.assertEqual(project.partner_id.name, "示例建设有限公司")
        self.assertEqual(project.sector_id.code, "industry")
        self.assertFalse(project.milestone_ids, "a ledger sets no deadlines")
        self.assertChangesNothing("projects", data)

    def test_list_layouts(self):
        merged = {None: [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)]}
        two = [
            LIST_TITLE + [None] * 3,
            ["序号", "项目名称", "投资（亿元）", None],
            [None, None, "总投资", "年度计划投资"],
            [1, "示例产业园项目", 12, 3],
        ]
        header = ["序号", "项目名称", "总投资", "年度计划投资"]
        row = [1, "示例产业园项目", "１２", "3亿元"]
        for name, data in (
            ("unit line", make_xlsx([LIST_TITLE, ["单位：亿元"], header, row])),
            ("merged header", make_xlsx(two, merged)),
            ("xls", make_xls(two, merged[None])),
            ("csv", make_csv([LIST_TITLE, ["单位：亿元"], header, row])),
            (
                "year of a column",
                make_xlsx([["省重点项目（亿元）"], [*header, "年度"], [*row, 2024]]),
            ),
            (
                "year of the plan",
                make_xlsx([["省重点项目（亿元）"], [*header[:3], "2024年度计划投资"], row]),
            ),
        ):
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                ledger = self._import("projects", data)
                self.assertCounts(ledger, new=1)
                project = self._get_project()
                self.assertEqual(project.total_investment, 12 * YI)
                self.assertEqual(project.plan_ids.amount, 3 * YI)
                self.assertEqual((project.plan_ids.year, project.level), (2024, "provincial"))
                self.env.flush_all()
                savepoint.rollback()
                self.env.invalidate_all()

    def test_wrong_rows_say_why(self):
        header = ["项目名称", "总投资（亿元）", "年度计划投资（亿元）", "开工时间"]
        data = make_xlsx(
            [
                ["重点项目清单"],
                header,
                ["示例一项目", 5, 1, None],
                ["示例二项目", -5, None, None],
                ["示例三项目", 5, None, "2025-03-01"],
                [None, 5, None, None],
            ]
        )
        self.env["res.lang"]._activate_lang("zh_CN")
        self.officer_a.lang = "zh_CN"
        ledger = self._preview("projects", data).with_context(lang="zh_CN")
        ledger.action_check()
        self.assertCounts(ledger, wrong=4)
        for reason, word in zip(
            self._reasons(ledger), ("年度", "小于零", "2025-03-01", "项目名称"), strict=True
        ):
            self.assertIn(word, reason)
        workbook, _name = ledger._write_rejected()
        rows = list(load_workbook(io.BytesIO(workbook)).active.iter_rows(values_only=True))
        self.assertIn("年度", rows[2][4])

    def test_matching(self):
        """By code, then by name; whatever is doubtful is asked."""
        builder = self.env["res.partner"].create(
            {"name": "示例置业有限公司", "is_company": True, "is_investment_target": True}
        )
        self._new_project(code="2301-01", total_investment=12 * YI)
        self._new_project("示例物流园二期工程", total_investment=1 * YI)
        self._new_project("示例数据中心项目", partner_id=builder.id)
        foreign = self._new_project("示例医院项目", team=self.team_b, code="2301-99")
        header = ["项目名称", "项目代码", "建设单位", "总投资（亿元）"]
        data = make_xlsx(
            [
                LIST_TITLE,
                header,
                ["示例产业园（更名）", "2301-01", None, 12],
                ["示例物流园 二期", None, None, 1],
                ["示例物流园三期工程", None, None, 1],
                ["示例数据中心", None, "示例建设有限公司", 2],
                ["示例产业园项目", "2301-77", None, 12],
                ["示例医院项目", None, None, 2],
                ["示例他项目", "2301-99", None, 2],
            ]
        )
        ledger = self._preview("projects", data)
        self.assertEqual(
            [line.status for line in ledger.line_ids],
            ["update", "update", "decide", "decide", "decide", "wrong", "wrong"],
        )
        reasons = self._reasons(ledger)
        for reason, word in zip(
            reasons[2:], ("similar", "builder", "2301-01", "Team B", "Team B"), strict=True
        ):
            self.assertIn(word, reason)
        ask = ledger.line_ids[2]
        self.assertTrue(ask.ask_keywork)
        ask.action_new()
        ledger.line_ids[3].action_take_candidate()
        ledger.line_ids[4].choice_skip = True
        ledger.action_import()
        self.assertCounts(ledger, new=1, update=3, skip=1, wrong=2)
        self.assertEqual(self._get_project("示例数据中心项目").total_investment, 2 * YI)
        self.assertEqual(len(self._get_project("示例物流园三期工程")), 1)
        self.assertFalse(foreign.total_investment)

    def test_plan_of_another_year(self):
        self._import("projects", self._list(LIST_ROW))
        header = [*LIST_HEADER]
        header[7] = "2025年度计划投资（万元）"
        ledger = self._import("projects", self._list(LIST_ROW, header=header))
        self.assertCounts(ledger, update=1)
        row = [*LIST_ROW]
        row[7] = 36000
        ledger = self._import("projects", self._list(row))
        self.assertCounts(ledger, update=1)
        plans = self._get_project().plan_ids.sorted("year")
        self.assertEqual(plans.mapped("amount"), [36000 * WAN, 30000 * WAN])
        ledger.action_undo()
        self.assertEqual(plans[0].amount, 30000 * WAN)

    def test_undo_of_a_list(self):
        ledger = self._import("projects", self._list(LIST_ROW))
        ledger.action_undo()
        self.assertFalse(self._get_project())
        ledger = self._import("projects", self._list(LIST_ROW))
        self._import("progress", self._month(MONTH_ROW))
        with self.assertRaisesRegex(UserError, "cannot be undone"):
            ledger.action_undo()

    # roles

    def test_roles(self):
        self._import("projects", self._list(LIST_ROW), self.lead_a)
        with self.subTest("not into the books of another unit"):
            row = [*LIST_ROW]
            row[1], row[2], row[8] = "示例二项目", None, "Team B"
            self.assertCounts(self._import("projects", self._list(row)), wrong=1)
            self.assertCounts(self._import("projects", self._list(row), self.manager), new=1)
        with self.subTest("nor months of its projects"):
            row = [1, "示例产业园项目", 1, None, "施工"]
            ledger = self._import("progress", self._month(row), self.officer_b)
            self.assertCounts(ledger, wrong=1)
        for user in (self.leader, self.outsider):
            with (
                self.subTest(user=user.name),
                mute_logger("odoo.models", "odoo.addons.base.models.ir_rule"),
                self.assertRaises(AccessError),
            ):
                self._preview("projects", self._list(LIST_ROW), user)

    # the register that the system prints

    def _print(self, code):
        """The register of the system, as the officer of team A exports it in Chinese."""
        officer = self.officer_a
        officer.group_ids += self.env.ref("zhuozhou_crm.zhuozhou_crm_group_export")
        officer.lang = "zh_CN"
        sheet = self.env.ref(f"zhuozhou_crm.investment_summary_sheet_{code}")
        wizards = self.env["investment.summary.wizard"].with_user(officer)
        choice = {"year": 2024, "sheet_ids": [Command.set(sheet.ids)]}
        file = io.BytesIO()
        wizards.with_context(lang="zh_CN").create(choice)._write_workbook(file)
        return file.getvalue()

    def test_register_of_projects_comes_back(self):
        """The official table of key projects is a ledger that changes nothing, and that from
        nothing makes the same projects."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self._import("projects", self._list(LIST_ROW))
        data = self._print("key_projects")
        self.assertCounts(self._import("projects", data), duplicate=1)
        names = (
            "name level construction_nature is_listed total_investment team_id partner_id"
        ).split()
        project = self._get_project()
        before = [project[name] for name in names], project.plan_ids.mapped("amount")
        project.plan_ids.unlink()
        project.unlink()
        self.assertCounts(self._import("projects", data), new=1)
        project = self._get_project()
        after = [project[name] for name in names], project.plan_ids.mapped("amount")
        self.assertEqual(after, before)

    def test_register_of_months_comes_back(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        project = self._new_project(level="county")
        header = [*MONTH_HEADER, "存在问题", "下步计划", "土建工程"]
        row = [*MONTH_ROW, "用地未批", "报批用地", 2000]
        self._import("progress", self._month(row, header=header))
        data = self._print("progress")
        self.assertCounts(self._import("progress", data), duplicate=1)
        names = (
            "month amount construction_amount visual_progress problems next_step state".split()
        )
        before = [project.progress_ids[name] for name in names]
        self.assertEqual(before[4:6], ["用地未批", "报批用地"])
        project.progress_ids.state = "draft"
        project.progress_ids.unlink()
        self.assertCounts(self._import("progress", data), new=1)
        self.assertEqual([project.progress_ids[name] for name in names], before)
