import io
from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..tools.ledger.fields import KINDS
from .ledger_common import LedgerCase, make_csv, make_xlsx

HEADER = ("项目名称", "投资主体", "投资金额", "签约时间")
YI = 100_000_000
REFUSED = "refused by a rule"


@tagged("post_install", "-at_install")
@freeze_time("2024-12-31 02:00:00")
class TestLedgerImport(LedgerCase):
    """Upload → columns → preview → done, with what a person decides on the way."""

    def _deals(self, *rows, title="2024年签约台账（单位：亿元）", header=HEADER):
        return make_xlsx([[title], header, *rows])

    # ------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------

    def test_known_columns_go_to_the_preview(self):
        ledger = self._preview("deals", self._deals(["示例项目", "示例公司", 2, "5月8日"]))
        self.assertEqual(ledger.state, "preview")
        self.assertFalse(self.env["crm.lead"].search([("name", "=", "示例项目")]))
        ledger.action_import()
        self.assertEqual(ledger.state, "done")
        self.assertTrue(self.env["crm.lead"].search([("name", "=", "示例项目")]))

    def test_guessed_columns_are_asked_about(self):
        header = ["项目名称", "投资主体", "拟签协议投资额", "签约时间"]
        data = self._deals(["示例项目", "示例公司", 2, "5月8日"], header=header)
        ledger = self._preview("deals", data)
        self.assertEqual(ledger.state, "columns")
        self.assertEqual(ledger.column_ids.filtered(lambda one: not one.sure).title, header[2])
        ledger.action_check()
        self.assertCounts(ledger, new=1)
        with self.subTest("and remembered"):
            self.assertEqual(self._preview("deals", data).state, "preview")

    def test_unknown_columns_are_chosen(self):
        header = ["甲栏", "乙栏", "丙栏", "丁栏"]
        data = make_xlsx([["2024年台账"], header, ["示例项目", "示例公司", 2, "5月8日"]])
        with self.assertRaisesRegex(UserError, "No header"):
            self._preview("deals", data)
        ledger = self._preview("deals", data, header_row=2)
        self.assertEqual(ledger.state, "columns")
        with self.assertRaisesRegex(UserError, "No column was found"):
            ledger.action_check()
        fields = self.env["investment.ledger.field"]
        for column, code in zip(
            ledger.column_ids, ("project", "enterprise", "value", "signing_date"), strict=True
        ):
            column.field_id = fields.search([("kind", "=", "deals"), ("code", "=", code)])
        ledger.column_ids[2].unit = "yi"
        ledger.action_check()
        self.assertCounts(ledger, new=1)
        self.assertEqual(ledger.value_sum, 2 * YI)
        with self.subTest("the next one of this layout needs no hint"):
            ledger = self._preview("deals", data)
            self.assertEqual(ledger.state, "preview")
            self.assertEqual(ledger.value_sum, 2 * YI)

    def test_missing_unit(self):
        data = self._deals(["示例项目", "示例公司", 2, "5月8日"], title="2024年签约台账")
        ledger = self._preview("deals", data)
        self.assertCounts(ledger, decide=1)
        ledger.default_unit = "wan"
        ledger.action_check()
        self.assertCounts(ledger, new=1)
        self.assertEqual(ledger.value_sum, 20_000)

    def test_steps_in_order(self):
        ledger = self._new_ledger("deals", self._deals(["示例项目", "示例公司", 2, "5月8日"]))
        for action in ("action_import", "action_undo", "action_check"):
            with self.subTest(action=action), self.assertRaises(UserError):
                getattr(ledger, action)()
        ledger.action_read()
        ledger.action_columns()
        ledger.action_check()
        ledger.action_back()
        ledger.action_read()
        ledger.action_import()
        for action in ("action_import", "action_read", "action_columns", "action_back"):
            with self.subTest(action=action), self.assertRaises(UserError):
                getattr(ledger, action)()
        with self.assertRaises(UserError):
            ledger.unlink()

    def test_no_file_and_no_rows(self):
        ledger = self._new_ledger("deals", b"")
        with self.assertRaisesRegex(UserError, "Choose the file"):
            ledger.action_read()
        with self.assertRaisesRegex(UserError, "no rows"):
            self._preview("deals", self._deals())
        with self.assertRaisesRegex(UserError, "damaged"):
            self._preview("deals", self._deals()[:600])

    def test_sheets_left_out_are_named(self):
        rows = [["2024年（亿元）"], HEADER, ["示例项目", "示例公司", 2, "5月8日"]]
        ledger = self._preview("deals", make_xlsx({"封面": [["涿州"]], "台账": rows}))
        self.assertIn("封面", ledger.hint)
        self.assertCounts(ledger, new=1)

    # ------------------------------------------------------------
    # Decisions
    # ------------------------------------------------------------

    def test_decide_amount_and_date(self):
        ledger = self._preview(
            "deals",
            self._deals(
                ["示例一项目", "示例公司", "约2亿", "5月8日"],
                ["示例二项目", "示例公司", 3, "5月上旬"],
                ["示例三项目", "示例公司", "3-5亿", "5月8日"],
            ),
        )
        self.assertCounts(ledger, decide=3)
        first, second, third = ledger.line_ids
        self.assertTrue(first.ask_amount and second.ask_date)
        self.assertIn("Row 3", first.reason)
        self.assertFalse(first.decided)
        first.choice_amount = 1.98 * YI
        second.choice_date = "2024-05-06"
        third.choice_skip = True
        self.assertEqual(ledger.line_ids.mapped("decided"), [True] * 3)
        ledger.action_import()
        self.assertCounts(ledger, new=2, skip=1)
        deals = self.env["investment.deal"].search([("partner_id.name", "=", "示例公司")])
        self.assertEqual(
            sorted(deals.mapped(lambda deal: (deal.contract_value, deal.signing_date))),
            [(1.98 * YI, date(2024, 5, 8)), (3 * YI, date(2024, 5, 6))],
        )

    def test_decide_enterprise_once_for_all_rows(self):
        partner = self.env["res.partner"].create(
            {
                "name": "示例钢研科技集团有限公司",
                "is_investment_target": True,
                "is_company": True,
            }
        )
        ledger = self._preview(
            "deals",
            self._deals(
                ["示例一项目", "示例钢研", 2, "5月8日"],
                ["示例二项目", "示例钢研", 3, "5月9日"],
                ["示例三项目", "示例公司", 3, "5月9日"],
            ),
        )
        self.assertCounts(ledger, new=1, decide=2)
        first, second, _third = ledger.line_ids
        self.assertEqual(first.candidates["partner"], partner.ids)
        first.action_take_candidate()
        self.assertEqual(second.choice_partner_id, partner)
        ledger.action_import()
        self.assertCounts(ledger, new=3)
        self.assertEqual(
            len(self.env["investment.deal"].search([("partner_id", "=", partner.id)])), 2
        )

    def test_decide_new_enterprise(self):
        self.env["res.partner"].create(
            {
                "name": "示例钢研科技集团有限公司",
                "is_investment_target": True,
                "is_company": True,
            }
        )
        ledger = self._preview("deals", self._deals(["示例一项目", "示例钢研", 2, "5月8日"]))
        ledger.line_ids.action_new()
        ledger.action_import()
        self.assertCounts(ledger, new=1)
        self.assertTrue(self.env["res.partner"].search([("name", "=", "示例钢研")]))

    def test_decide_project(self):
        """The same name with another investor, and a similar name with the same one."""
        one, other = self.env["res.partner"].create(
            [
                {"name": name, "is_investment_target": True, "is_company": True}
                for name in ("示例一有限公司", "示例二有限公司")
            ]
        )
        lead = (
            self.env["crm.lead"]
            .with_user(self.officer_a)
            .create(
                {
                    "name": "示例高端装备智能制造产业园",
                    "partner_id": one.id,
                    "type": "opportunity",
                }
            )
        )
        ledger = self._preview(
            "deals",
            self._deals(
                ["示例高端装备智能制造产业园项目", "示例二有限公司", 2, "5月8日"],
                ["示例高端装备智能制造产业园区项目", "示例一有限公司", 2, "5月8日"],
            ),
        )
        self.assertCounts(ledger, decide=2)
        first, second = ledger.line_ids
        self.assertTrue(first.ask_project and second.ask_project)
        first.action_new()
        second.choice_lead_id = lead
        ledger.action_import()
        self.assertCounts(ledger, new=2)
        self.assertEqual(len(lead.deal_ids), 1)
        self.assertEqual(len(self.env["crm.lead"].search([("partner_id", "=", other.id)])), 1)

    def test_decide_repeated_row(self):
        ledger = self._preview(
            "deals",
            self._deals(
                ["示例项目", "示例公司", 2, "5月8日"],
                ["示例项目", "示例公司", 2, "5月8日"],
                ["示例项目", "示例公司", 3, "5月8日"],
            ),
        )
        self.assertCounts(ledger, new=1, duplicate=1, decide=1)
        self.assertIn("row 3", ledger.line_ids[2].reason)
        ledger.line_ids[2].choice_another = True
        ledger.action_import()
        self.assertCounts(ledger, new=2, duplicate=1)

    def test_decisions_survive_a_new_check(self):
        ledger = self._preview(
            "deals", self._deals(["示例项目", "示例公司", "约2亿", "5月8日"])
        )
        ledger.line_ids.choice_amount = 2 * YI
        ledger.action_check()
        self.assertCounts(ledger, new=1)
        self.assertEqual(ledger.line_ids.choice_amount, 2 * YI)

    def test_others_may_have_been_faster(self):
        """Importing looks at everything anew."""
        data = self._deals(["示例项目", "示例公司", 2, "5月8日"])
        first, second = self._preview("deals", data), self._preview("deals", data)
        first.action_import()
        second.action_import()
        self.assertCounts(second, duplicate=1)

    # ------------------------------------------------------------
    # One transaction
    # ------------------------------------------------------------

    def test_refused_rows_stay_out_one_by_one(self):
        """What another rule of the system refuses does not keep the others out."""
        origin = type(self.env["investment.deal"]).create

        def create(model, vals_list):
            if any("坏" in (vals.get("name") or "") for vals in vals_list):
                raise UserError(REFUSED)
            return origin(model, vals_list)

        self.patch(type(self.env["investment.deal"]), "create", create)
        header = [*HEADER, "协议名称"]
        rows = [
            [f"示例{n}项目", f"示例{n}公司", 2, "5月8日", "坏" if n == 5 else "好"]
            for n in range(9)
        ]
        ledger = self._import("deals", self._deals(*rows, header=header))
        self.assertCounts(ledger, new=8, wrong=1)
        wrong = ledger.line_ids.filtered(lambda line: line.status == "wrong")
        self.assertIn("refused by a rule", wrong.reason)
        self.assertFalse(wrong.sudo().trace)
        self.assertFalse(self.env["crm.lead"].search([("name", "=", "示例5项目")]))

    def test_queries_do_not_grow_with_rows(self):
        """Everything is looked up for all rows together. What grows are the batches in which the
        ORM inserts (100 rows each): two of the enterprises, two of the projects, one of updates."""
        header = ["项目名称", "投资方", "计划总投资（亿元）"]

        def count(rows, stem):
            data = make_xlsx(
                [header, *([f"{stem}{n}号项目", f"{stem}{n}号公司", 2] for n in range(rows))]
            )
            ledger = self._preview("pipeline", data)
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            ledger.action_import()
            return self.env.cr.sql_log_count - start

        count(5, "预热")
        self.assertLessEqual(count(90, "较多"), count(5, "较少") + 10)

    def test_large_ledgers_in_the_background(self):
        self.patch(type(self.env["investment.ledger.import"]), "_background_rows", 1)
        data = self._deals(*([f"示例{n}项目", "示例公司", 2, "5月8日"] for n in range(3)))
        ledger = self._preview("deals", data)
        action = ledger.action_import()
        self.assertEqual((ledger.state, ledger.queued), ("preview", True))
        self.assertEqual(action["tag"], "display_notification")
        with self.assertRaisesRegex(UserError, "being imported already"):
            ledger.action_import()
        with self.enter_registry_test_mode():
            self.env.ref("zhuozhou_crm.ir_cron_import_ledgers").method_direct_trigger()
        self.assertEqual((ledger.state, ledger.queued), ("done", False))
        self.assertCounts(ledger, new=3)
        lead = self.env["crm.lead"].search([("name", "=", "示例1项目")])
        self.assertEqual(lead.create_uid, self.officer_a)

    # ------------------------------------------------------------
    # Files
    # ------------------------------------------------------------

    def test_rejected_rows_come_back(self):
        rows = [
            ["示例一项目", "示例公司", 2, "5月8日"],
            ["示例二项目", "示例公司", "约3亿", date(2024, 5, 9)],
            ["示例三项目", "示例公司", -1, "5月8日"],
            ["合计", None, 4, None],
        ]
        ledger = self._import("deals", self._deals(*rows))
        data, name = ledger._write_rejected()
        sheet = load_workbook(io.BytesIO(data)).active
        self.assertEqual(sheet["A1"].value, "2024年签约台账（单位：亿元）")
        self.assertEqual([cell.value for cell in sheet[2]][:4], list(HEADER))
        self.assertEqual(
            [cell.value for cell in sheet[3]][:3], ["示例二项目", "示例公司", "约3亿"]
        )
        self.assertEqual(sheet["D3"].value.date(), date(2024, 5, 9))
        self.assertEqual(sheet["C4"].value, -1)
        self.assertIn("approximation", sheet["E3"].value)
        self.assertEqual(sheet.max_row, 4)
        self.assertTrue(name.endswith(".xlsx"))
        with self.subTest("mended, it goes in"):
            book = load_workbook(io.BytesIO(data))
            book.active["C3"], book.active["C4"] = 3, 1
            stream = io.BytesIO()
            book.save(stream)
            again = self._import("deals", stream.getvalue())
            self.assertCounts(again, new=2)
            self.assertFalse(
                self.env["investment.deal"].search([("note", "like", "approximation")])
            )

    def test_text_never_becomes_a_formula(self):
        ledger = self._preview(
            "deals", make_csv([["2024（亿元）"], HEADER, ["=1+1", "@SUM(A1)", -1, "5月8日"]])
        )
        sheet = load_workbook(io.BytesIO(ledger._write_rejected()[0])).active
        self.assertEqual([cell.data_type for cell in sheet[3]][:2], ["s", "s"])

    def test_templates_are_recognised(self):
        for kind in KINDS:
            with self.subTest(kind=kind):
                data, _name = self.env["investment.ledger.import"]._write_template(kind)
                ledger = self._new_ledger(kind, data)
                with self.assertRaisesRegex(UserError, "no rows"):
                    ledger.action_read()
                self.assertFalse(ledger._get_missing_columns())
                self.assertTrue(all(ledger.column_ids.mapped("sure")))
                codes = set(ledger.column_ids.field_id.mapped("code"))
                self.assertEqual(codes, set(KINDS[kind].fields) - {"ignore"})

    # ------------------------------------------------------------
    # Words
    # ------------------------------------------------------------

    def test_managers_add_words(self):
        header = ["项目名称", "投资主体", "引资额（亿元）", "签约时间", "协议类型"]
        data = self._deals(["示例项目", "示例公司", 2, "5月8日", "合作备忘录"], header=header)
        self.assertEqual(self._preview("deals", data).state, "columns")
        field = self.env["investment.ledger.field"].search([("kind", "=", "deals")])
        words = self.env["investment.ledger.synonym"].with_user(self.manager)
        column = field.filtered(lambda one: one.code == "value")
        words.create({"field_id": column.id, "name": "引资额"})
        kind = field.filtered(lambda one: one.code == "agreement_type")
        words.create({"field_id": kind.id, "name": "合作备忘录", "value": "framework"})
        self.assertCounts(self._preview("deals", data), new=1)
        with self.assertRaises(UserError):
            words.create({"field_id": kind.id, "name": "协议书", "value": "unheard of"})
        self.assertIn("framework", kind.value_help)
