from freezegun import freeze_time

from odoo.tests import tagged

from .keyproject_ledger_common import (
    MONTH_ROW,
    WAN,
    KeyProjectLedgerCase,
)
from .ledger_common import make_xlsx


@tagged("post_install", "-at_install")
@freeze_time("2024-12-31 02:00:00")
class TestLedgerProgress(KeyProjectLedgerCase):
    """Monthly reports of key projects."""

    def test_month(self):
        project = self._new_project()
        data = self._month(MONTH_ROW)
        ledger = self._import("progress", data)
        self.assertCounts(ledger, new=1)
        line = project.progress_ids
        self.assertEqual(
            (str(line.month), line.amount, line.state, line.visual_progress),
            ("2024-05-01", 2500 * WAN, "submitted", "主体施工"),
        )
        self.assertEqual((line.filed_by_id, line.create_uid), (self.officer_a, self.officer_a))
        self.assertChangesNothing("progress", data)
        with self.subTest("corrected"):
            row = [1, "示例产业园", 2600, None, "主体施工"]
            self.assertCounts(self._import("progress", self._month(row)), update=1)
            self.assertEqual(line.amount, 2600 * WAN)
        with self.subTest("nothing was built after all"):
            row = [1, "示例产业园项目", 0, None, "停工"]
            ledger = self._import("progress", self._month(row))
            self.assertEqual((line.amount, line.visual_progress), (0, "停工"))
            ledger.action_undo()
            self.assertEqual((line.amount, line.visual_progress), (2600 * WAN, "主体施工"))
        with self.subTest("checked by the bureau"):
            line.with_user(self.manager).action_check()
            ledger = self._import("progress", self._month(MONTH_ROW))
            self.assertCounts(ledger, wrong=1)
            self.assertIn("has been checked", self._reasons(ledger)[0])
            self.assertEqual(line.amount, 2600 * WAN)

    def test_month_layouts(self):
        project = self._new_project()
        header = ["月份", "项目名称", "当月完成投资（亿元）", "形象进度"]
        grouped = [
            ["2024年5月重点项目进度月报", None, None, None, None],
            ["序号", "项目名称", "完成投资（亿元）", None, "形象进度"],
            [None, None, "当月", "累计", None],
            [1, "示例产业园项目", 0.25, 0.9, "主体施工"],
        ]
        merged = {None: [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4)]}
        cases = [
            (
                f"month {month}",
                make_xlsx(
                    [
                        ["2024年重点项目月报"],
                        header,
                        [month, "示例产业园项目", 0.25, "主体施工"],
                    ]
                ),
            )
            for month in (
                "2024年5月",
                "5月",
                5,
                "2024-05",
                "202405",
                202405,
                "2024.05",
                "５月份",
            )
        ]
        cases += [
            ("title", self._month(MONTH_ROW)),
            (
                "title, in 亿元",
                self._month([1, "示例产业园项目", 0.25, 0.9, "主体施工"], unit="亿元"),
            ),
            ("header", self._month(MONTH_ROW, title=["2024年重大项目报表"])),
            ("merged header", make_xlsx(grouped, merged)),
        ]
        for name, data in cases:
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                ledger = self._import("progress", data)
                self.assertCounts(ledger, new=1)
                line = project.progress_ids
                self.assertEqual((str(line.month), line.amount), ("2024-05-01", 2500 * WAN))
                self.env.flush_all()
                savepoint.rollback()
                self.env.invalidate_all()

    def test_months_that_stay_out(self):
        self._new_project()
        self._new_project("示例医院项目", team=self.team_b)
        header = ["月份", "项目名称", "当月完成投资", "形象进度"]
        rows = [
            ["2025年3月", "示例产业园项目", 1, "施工"],
            [None, "示例产业园项目", 1, "施工"],
            ["5月", "示例无此项目", 1, "施工"],
            ["5月", "示例医院项目", 1, "施工"],
            ["6月", "示例产业园项目", -1, "施工"],
            ["7月", "示例产业园项目", 1, None],
            ["8月", "示例产业园项目", "约1200", "施工"],
        ]
        data = self._month(*rows, header=header, title=["2024年月报"])
        ledger = self._import("progress", data)
        self.assertEqual(
            [line.status for line in ledger.line_ids],
            ["wrong", "wrong", "wrong", "wrong", "wrong", "new", "decide"],
        )
        words = (
            "lies ahead",
            "month is written",
            "no key project",
            "Team B",
            "below zero",
            "draft",
        )
        for reason, word in zip(self._reasons(ledger), words, strict=False):
            self.assertIn(word, reason)
        [draft] = self._get_project().progress_ids
        self.assertEqual((str(draft.month), draft.state), ("2024-07-01", "draft"))

    def test_drafts_of_the_filing_list_are_filled_in(self):
        project = self._new_project()
        draft = self.env["investment.project.progress"].create(
            {"project_id": project.id, "month": "2024-05-01"}
        )
        ledger = self._import("progress", self._month(MONTH_ROW))
        self.assertCounts(ledger, update=1)
        self.assertEqual((draft.state, draft.amount), ("submitted", 2500 * WAN))
        self.assertChangesNothing("progress", self._month(MONTH_ROW))

    def test_undo_of_a_month(self):
        project = self._new_project()
        ledger = self._import("progress", self._month(MONTH_ROW))
        ledger.action_undo()
        self.assertFalse(project.progress_ids)
