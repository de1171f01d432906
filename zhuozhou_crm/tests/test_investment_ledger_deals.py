from freezegun import freeze_time

from odoo.tests import tagged

from .ledger_common import CODES, LedgerCase, make_csv, make_xlsx

YI = 100_000_000


@tagged("post_install", "-at_install")
@freeze_time("2024-12-31 02:00:00")
class TestLedgerDeals(LedgerCase):
    """What ledgers of agreements and of funds become."""

    def test_deals(self):
        header = [
            "项目名称",
            "投资主体",
            "信用代码",
            "投资金额",
            "其中：固定资产投资",
            "协议类型",
            "签约时间",
            "产业类别",
            "备注",
        ]
        rows = [
            ["2024年签约台账（单位：亿元）"],
            header,
            [
                "示例产业园项目",
                "示例科技有限公司",
                CODES[0],
                2,
                1,
                "框架协议",
                "3月1日",
                "工业",
                None,
            ],
            [
                "示例产业园",
                "示例科技有限公司",
                None,
                3,
                2,
                "投资协议",
                "6月1日",
                "工业",
                "正式",
            ],
            [
                "示例产业园项目",
                "示例科技有限公司",
                None,
                -0.5,
                None,
                "补充协议",
                "7月1日",
                None,
                None,
            ],
            [
                "示例农业项目",
                "示例农业有限公司",
                None,
                "约1.2亿元",
                None,
                None,
                "8月1日",
                None,
                None,
            ],
            ["示例农业项目", "示例农业有限公司", None, 1, 2, "正式合同", "8月1日", None, None],
            ["示例农业项目", "示例农业有限公司", None, 1, None, "意向函", "8月1日", None, None],
            [
                "示例文旅项目",
                "示例文旅有限公司",
                None,
                1,
                None,
                "投资协议",
                "2025年1月8日",
                None,
                None,
            ],
        ]
        data = make_xlsx(rows)
        ledger = self._import("deals", data)
        self.assertCounts(ledger, new=3, decide=1, wrong=3)
        self.assertEqual(ledger.value_sum, 4.5 * YI)
        deals = self.env["investment.deal"].browse(ledger._get_record_ids("investment.deal"))
        framework, formal, supplement = deals.sorted("signing_date")
        self.assertEqual(set(deals.mapped("state")), {"signed"})
        self.assertEqual(len(deals.lead_id), 1)
        self.assertEqual(formal.parent_id, framework)
        self.assertEqual(supplement.parent_id, formal)
        self.assertEqual(supplement.contract_value, -0.5 * YI)
        self.assertEqual(formal.note, "备注：正式")
        self.assertEqual(deals.lead_id.planned_investment, 2 * YI)
        self.assertEqual(deals.lead_id.sector_id.code, "industry")
        self.assertEqual(deals.partner_id.company_registry, CODES[0])
        self.assertEqual(deals.lead_id.stage_id.investment_code, "lead")
        self.assertChangesNothing("deals", data)

    def test_deals_of_known_projects(self):
        partner = self.env["res.partner"].create(
            {"name": "示例科技有限公司", "is_investment_target": True, "is_company": True}
        )
        lead = (
            self.env["crm.lead"]
            .with_user(self.officer_a)
            .create({"name": "示例产业园", "partner_id": partner.id, "type": "opportunity"})
        )
        header = ["项目名称", "投资主体", "投资金额（亿元）", "协议类型", "签约时间"]
        row = ["示例产业园项目", "示例科技有限公司", 2, "投资协议", "2024-03-01"]
        self._import("deals", make_xlsx([header, row]))
        deal = lead.deal_ids
        self.assertEqual(deal.contract_value, 2 * YI)
        with self.subTest("another amount is an update"):
            ledger = self._import("deals", make_xlsx([header, [*row[:2], 2.5, *row[3:]]]))
            self.assertCounts(ledger, update=1)
            self.assertEqual(deal.contract_value, 2.5 * YI)
        with self.subTest("another date is a question"):
            changed = [*row[:2], 2.5, row[3], "2024-03-02"]
            ledger = self._import("deals", make_xlsx([header, changed]))
            self.assertCounts(ledger, decide=1)
        with self.subTest("what is verified stays"):
            deal.with_user(self.manager).write(
                {
                    "evidence_ids": [(0, 0, {"name": "协议.pdf", "raw": b"x"})],
                    "state": "verified",
                }
            )
            ledger = self._import("deals", make_xlsx([header, row]))
            self.assertCounts(ledger, wrong=1)
            self.assertEqual(deal.contract_value, 2.5 * YI)
            ledger = self._import("deals", make_xlsx([header, [*row[:2], 2.5, *row[3:]]]))
            self.assertCounts(ledger, duplicate=1)

    def test_receipts(self):
        header = ["项目名称", "投资主体", "投资金额（亿元）", "协议类型", "签约时间"]
        rows = [
            ["示例产业园项目", "示例科技有限公司", 2, "投资协议", "2024-03-01"],
            ["示例农业项目", "示例农业有限公司", 1, "框架协议", "2024-03-01"],
            ["示例农业项目", "示例农业有限公司", 1, "投资协议", "2024-04-01"],
        ]
        self._import("deals", make_xlsx([header, *rows]))
        header = [
            "项目名称",
            "到账日期",
            "到资金额(亿元)",
            "累计到资(亿元)",
            "银行进账单号",
            "用途说明",
            "协议类型",
        ]
        rows = [
            header,
            ["示例产业园项目", "2024-05-01", 0.1234, 0.1234, "NO1", "设备", None],
            ["示例产业园项目", "2024-06-01", 0.2, 0.3234, "NO2", None, None],
            ["示例产业园项目", "2024-06-01", 0.2, 0.5234, None, None, None],
            ["示例农业项目", "2024-06-01", 0.1, 0.1, None, None, None],
            ["示例农业项目", "2024-06-01", 0.2, 0.1, None, None, "投资协议"],
            ["示例未签约项目", "2024-06-01", 0.1, 0.1, None, None, None],
            ["示例产业园项目", "2025-06-01", 0.1, 0.1, None, None, None],
            ["示例产业园项目", "2024-06-01", 0, 0.1, None, None, None],
        ]
        data = make_csv(rows, "gb18030")
        ledger = self._import("receipts", data)
        self.assertCounts(ledger, new=4, decide=1, wrong=3)
        receipts = self.env["investment.fund.receipt"].browse(
            ledger._get_record_ids("investment.fund.receipt")
        )
        self.assertEqual(set(receipts.mapped("state")), {"draft"})
        first = receipts.sorted("id")[0]
        self.assertEqual(
            (first.amount, first.bank_slip, first.purpose), (12340000, "NO1", "设备")
        )
        self.assertChangesNothing("receipts", data)
        with self.subTest("the slip finds it again"):
            rows[1][2] = 0.13
            ledger = self._import("receipts", make_csv(rows[:2]))
            self.assertCounts(ledger, update=1)
            self.assertEqual(first.amount, 13000000)
