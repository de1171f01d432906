from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .ledger_common import CODES, LedgerCase, make_xlsx

YI = 100_000_000
MODELS = (
    "res.partner",
    "crm.lead",
    "investment.deal",
    "investment.engagement",
    "investment.fund.receipt",
    "investment.trip",
)
LEDGERS = {
    "enterprises": [
        ["企业名称", "信用代码", "所在地", "联系人", "职务"],
        ["示例一有限公司", CODES[0], "北京市", "示例联系人", "经理"],
        ["示例二有限公司", None, "天津市", None, None],
    ],
    "engagements": [
        ["对接时间", "企业名称", "联系人", "对接情况"],
        ["2024-05-08", "示例一有限公司", "示例联系人", "有意向"],
    ],
    "trips": [
        ["姓名", "开始时间", "结束时间", "目的地", "拜访企业名称"],
        ["示例领导", "2024-05-08", "2024-05-09", "北京市", "示例一有限公司"],
        [None, None, None, None, "示例二有限公司"],
    ],
    "pipeline": [
        ["项目名称", "投资方", "计划总投资（亿元）", "产业类别"],
        ["示例一项目", "示例一有限公司", 2, "工业"],
    ],
    "deals": [
        ["项目名称", "投资主体", "投资金额（亿元）", "协议类型", "签约时间"],
        ["示例一项目", "示例一有限公司", 2, "框架协议", "2024-03-01"],
        ["示例一项目", "示例一有限公司", 3, "投资协议", "2024-06-01"],
    ],
}


@tagged("post_install", "-at_install")
@freeze_time("2024-12-31 02:00:00")
class TestLedgerUndo(LedgerCase):
    """An import is taken back as a whole, or not at all."""

    def _count(self):
        counts = {}
        for model in MODELS:
            records = self.env[model].with_context(active_test=False)
            counts[model] = set(records.search([]).ids)
        return counts

    def test_every_kind(self):
        for kind, rows in LEDGERS.items():
            with self.subTest(kind=kind):
                before = self._count()
                ledger = self._import(kind, make_xlsx(rows))
                self.assertNotEqual(before, self._count())
                ledger.action_undo()
                self.assertEqual(before, self._count())
                self.assertEqual(ledger.state, "undone")
                with self.assertRaises(UserError):
                    ledger.action_undo()

    def test_receipts(self):
        self._import("deals", make_xlsx(LEDGERS["deals"][:2]))
        before = self._count()
        rows = [["项目名称", "到账日期", "到资金额(亿元)"], ["示例一项目", "2024-07-01", 0.5]]
        ledger = self._import("receipts", make_xlsx(rows))
        self.assertCounts(ledger, new=1)
        ledger.action_undo()
        self.assertEqual(before, self._count())

    def test_imported_again_after_undoing(self):
        data = make_xlsx(LEDGERS["deals"])
        self._import("deals", data).action_undo()
        self.assertCounts(self._import("deals", data), new=2)

    def test_updates_are_put_back(self):
        partner = self.env["res.partner"].create(
            {
                "name": "示例一有限公司",
                "is_investment_target": True,
                "is_company": True,
                "street": "旧址",
            }
        )
        ledger = self._import("enterprises", make_xlsx(LEDGERS["enterprises"][:2]))
        self.assertCounts(ledger, update=1)
        self.assertEqual((partner.street, partner.company_registry), ("北京市", CODES[0]))
        self.assertEqual(len(partner.child_ids), 1)
        ledger.action_undo()
        self.assertEqual((partner.street, partner.company_registry), ("旧址", False))
        self.assertFalse(partner.child_ids)

    def test_refused_once_something_was_built_on_it(self):
        """Whatever stands in the way, nothing is taken back, and the record is named."""

        def add_engagement(lead):
            self.env["investment.engagement"].create(
                {"partner_id": lead.partner_id.id, "lead_id": lead.id, "date": "2024-12-30"}
            )

        def add_receipt(lead):
            values = {"deal_id": lead.deal_ids[0].id, "date": "2024-12-30", "amount": 100}
            self.env["investment.fund.receipt"].create(values)

        def comment(lead):
            lead.with_user(self.officer_a).message_post(body="说明", message_type="comment")

        def attach(lead):
            self.env["ir.attachment"].create(
                {"name": "协议.pdf", "raw": b"x", "res_model": "crm.lead", "res_id": lead.id}
            )

        def change(lead):
            lead.planned_investment = 5 * YI

        def verify(lead):
            lead.deal_ids[0].with_user(self.manager).write(
                {
                    "evidence_ids": [(0, 0, {"name": "协议.pdf", "raw": b"x"})],
                    "state": "verified",
                }
            )

        data = make_xlsx(LEDGERS["deals"])
        for number, build in enumerate(
            (add_engagement, add_receipt, comment, attach, change, verify), 1
        ):
            savepoint = self.env.cr.savepoint()
            with self.subTest(built=build.__name__):
                ledger = self._import("deals", data)
                lead = self.env["crm.lead"].browse(ledger._get_record_ids("crm.lead"))
                self.env.flush_all()
                with freeze_time(f"2025-01-0{number} 02:00:00"):
                    self._let_time_pass(ledger)
                    build(lead)
                    self.env.flush_all()
                    before = self._count()
                    with self.assertRaisesRegex(UserError, "示例一"):
                        ledger.action_undo()
                self.assertEqual(before, self._count())
                self.assertEqual(ledger.state, "done")
            savepoint.rollback()
            self.env.invalidate_all()

    def _let_time_pass(self, ledger):
        """One transaction has one time: what was imported is of an hour ago."""
        self.env.flush_all()
        for table in (
            "investment_ledger_import_line",
            "crm_lead",
            "investment_deal",
            "res_partner",
        ):
            self.env.cr.execute(
                f"UPDATE {table} SET create_date = create_date - interval '1 hour',"
                " write_date = write_date - interval '1 hour'"
            )
        self.env.invalidate_all()

    def test_only_its_person_and_managers(self):
        ledger = self._import("deals", make_xlsx(LEDGERS["deals"]))
        with self.assertRaises(AccessError):
            ledger.with_user(self.officer_a2).action_undo()
        ledger.with_user(self.manager).action_undo()
        self.assertEqual(ledger.state, "undone")
