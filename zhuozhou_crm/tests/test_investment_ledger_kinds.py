from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import html2plaintext

from .ledger_common import CODES, LedgerCase, make_xlsx

YI = 100_000_000


@tagged("post_install", "-at_install")
@freeze_time("2024-12-31 02:00:00")
class TestLedgerKinds(LedgerCase):
    """What each kind of ledger becomes, and that its second import changes nothing."""

    def test_enterprises(self):
        honours = self.env.ref("zhuozhou_crm.partner_category_honours")
        self.env["res.partner.category"].create(
            {"name": "示例优秀企业", "parent_id": honours.id}
        )
        header = [
            "企业名称", "信用代码", "企业性质", "所属集团", "层级", "所在地", "行业类别", "企业荣誉",
            "联系人", "职务", "联系电话", "最近对接时间", "注册资本(万元)",
        ]  # fmt: skip
        rows = [
            ["目标企业信息库"],
            header,
            ["示例钢研（集团）有限公司", CODES[0], "央企", None, "集团总部", "北京市海淀区学院南路1号",
             "制造业", "示例优秀企业", "示例联系人", "总经理", 13800000000.0, 40000, 60152],
            ["示例钢研新材料有限公司", CODES[1].lower() + " ", "国企（央企）", "示例钢研(集团)有限公司",
             "二级公司", "天津市", None, None, None, None, "022-123", None, None],
            ["示例钢研(集团)有限公司", None, "外资企业", None, None, "上海市", None, None,
             "另一联系人", None, None, None, None],
            ["示例坏代码有限公司", 9.1110108e17] + [None] * 11,
        ]  # fmt: skip
        data = make_xlsx(rows)
        ledger = self._import("enterprises", data)
        self.assertCounts(ledger, new=2, duplicate=1, wrong=1)
        found = self.env["res.partner"].search([("company_registry", "in", CODES[:2])])
        unit, group = found.filtered("is_company").sorted(lambda one: "集团" in one.name)
        self.assertEqual(group.investment_nature, "central_soe")
        self.assertEqual(group.investment_tier, "group")
        self.assertTrue(group.is_beijing)
        self.assertEqual(group.industry_id.code, "C")
        self.assertEqual(group.child_ids.mapped("name"), ["示例联系人"])
        self.assertEqual(group.child_ids.phone, "13800000000")
        self.assertEqual(group.child_ids.function, "总经理")
        self.assertEqual(
            html2plaintext(group.comment).split(),
            ["最近对接时间：2009-07-06", "注册资本(万元)：60152"],
        )
        self.assertEqual(unit.investment_group_id, group)
        self.assertTrue(unit.is_central_soe)
        self.assertEqual(unit.phone, "022-123")
        wrong = ledger.line_ids.filtered(lambda one: one.status == "wrong")
        self.assertIn("last digits are lost", wrong.reason)
        self.assertChangesNothing("enterprises", data)

    def test_enterprises_update(self):
        """A ledger completes and corrects; what it leaves empty stays."""
        partner = self.env["res.partner"].create(
            {
                "name": "示例科技有限公司",
                "is_investment_target": True,
                "is_company": True,
                "street": "北京市",
                "email": "old@example.com",
            }
        )
        data = make_xlsx(
            [
                ["企业名称", "信用代码", "所在地", "邮箱"],
                ["示例科技有限公司", CODES[0], "天津市", None],
            ]
        )
        with self.subTest("only fill what is empty"):
            ledger = self._import("enterprises", data, keep_existing=True)
            self.assertCounts(ledger, update=1)
            self.assertEqual((partner.company_registry, partner.street), (CODES[0], "北京市"))
        with self.subTest("the ledger holds"):
            ledger = self._import("enterprises", data)
            self.assertCounts(ledger, update=1)
            self.assertIn("天津市", ledger.line_ids.note)
            self.assertEqual((partner.street, partner.email), ("天津市", "old@example.com"))
        self.assertChangesNothing("enterprises", data)

    def test_engagements(self):
        header = [
            "对接时间",
            "企业名称",
            "对接方式",
            "对接人",
            "职务",
            "参加人员",
            "对接情况",
            "下一步",
            "备注",
        ]
        rows = [
            ["2024年企业对接台账"],
            header,
            [
                "12月20日",
                "示例科技有限公司",
                "来访",
                "张某",
                "经理",
                "officer_a2、示例局长",
                "参观园区",
                "发送方案",
                "重点",
            ],
            [
                "12月20日",
                "示例科技有限公司",
                "来访",
                "李某",
                None,
                None,
                "参观园区",
                None,
                None,
            ],
            [
                "3月5日",
                "示例农业有限公司",
                "电话",
                None,
                None,
                None,
                "初步沟通",
                "再联系",
                None,
            ],
            ["12月31日", "示例农业有限公司", None, None, None, None, None, None, None],
        ]
        data = make_xlsx(rows)
        ledger = self._import("engagements", data)
        self.assertCounts(ledger, new=4)
        found = self.env["investment.engagement"].browse(
            ledger._get_record_ids("investment.engagement")
        )
        first, _second, old, today = found.sorted("id")
        self.assertEqual((first.mode, first.date), ("inbound", date(2024, 12, 20)))
        self.assertEqual(first.contact_id.name, "张某")
        self.assertEqual(first.participant_ids, self.officer_a2.partner_id)
        self.assertEqual(first.outcome, "参观园区\n备注：重点\n参加人员：officer_a2、示例局长")
        self.assertEqual(first.activity_id.summary, "发送方案")
        self.assertFalse(old.activity_id, "nobody wants to be reminded of last March")
        self.assertIn("再联系", old.outcome)
        self.assertEqual((today.mode, today.team_id), ("outbound", self.team_a))
        self.assertEqual(found.partner_id.mapped("is_investment_target"), [True, True])
        self.assertChangesNothing("engagements", data)

    def test_trips(self):
        header = [
            "单位", "序号", "姓名", "职务", "开始时间", "结束时间", "天数", "目的地", "随行人员",
            "拜访企业名称", "接洽人姓名", "接洽人职务",
        ]  # fmt: skip
        rows = [
            ["2024年外出招商情况上报表"],
            header,
            ["Team A", 1, "示例领导", "副市长", "5月8日", "5月9日", 2, "北京市、天津市", "甲某、乙某等5人",
             "示例一公司", "张某", "经理"],
            [None] * 9 + ["示例二公司", "李某", None],
            ["外单位", 2, "示例领导", "副市长", date(2024, 6, 1), date(2024, 6, 3), 2, "上海市", None,
             "示例一公司", None, None],
            ["Team A", 3, "示例局长", None, "12月30日", "2025年1月2日", 4, "深圳市", None,
             "示例三公司", None, None],
            ["Team A", 4, "示例局长", None, "7月1日", "7月1日", 1, "广州市", None, None, None, None],
            ["Team A", 5, "示例局长", None, "8月9日", "8月1日", 1, "广州市", None, "示例三公司", None, None],
        ]  # fmt: skip
        data = make_xlsx(rows, {None: [(2, column, 3, column) for column in range(9)]})
        ledger = self._import("trips", data)
        self.assertCounts(ledger, new=5, wrong=1)
        trips = self.env["investment.trip"].browse(ledger._get_record_ids("investment.trip"))
        first, second, third, unmet = trips.sorted("id")
        self.assertEqual(first.leader_id.name, "示例领导")
        self.assertEqual(first.leader_function, "副市长")
        self.assertEqual(set(first.member_ids.mapped("name")), {"甲某", "乙某"})
        self.assertEqual(first.stop_ids.mapped("place"), ["北京市", "天津市"])
        self.assertEqual((first.state, first.enterprise_count), ("done", 2))
        self.assertEqual((first.team_id, second.team_id), (self.team_a, self.team_a))
        self.assertEqual(second.leader_id, first.leader_id)
        self.assertEqual((third.state, unmet.state), ("under_way", "planned"))
        self.assertEqual(third.engagement_ids.state, "planned")
        notes = " ".join(note for note in ledger.line_ids.mapped("note") if note)
        self.assertIn("外单位", notes)
        self.assertIn("2 in the ledger, 3 by first and last day", notes)
        self.assertChangesNothing("trips", data)

    def test_trip_with_several_enterprises_in_a_cell(self):
        header = ["带队领导", "开始时间", "结束时间", "目的地", "拜访企业"]
        trip = ["示例领导", "2024-05-08", "2024-05-09", "北京市"]
        rows = [
            header,
            [*trip, "示例一公司"],
            ["同上", "同上", "〃", "同上", "示例二公司"],
            [None] * 4 + ["示例三公司、示例四公司"],
        ]
        ledger = self._import("trips", make_xlsx(rows))
        self.assertCounts(ledger, new=2, decide=1)
        self.assertIn("several enterprises", ledger.decide_line_ids.reason)
        trip = self.env["investment.trip"].search([("leader_id.name", "=", "示例领导")])
        self.assertEqual((len(trip), trip.enterprise_count), (1, 2))

    def test_trip_gets_another_visit(self):
        header = ["带队领导", "开始时间", "结束时间", "目的地", "拜访企业"]
        trip = ["示例领导", "2024-05-08", "2024-05-09", "北京市"]
        self._import("trips", make_xlsx([header, [*trip, "示例一公司"]]))
        longer = ["示例领导", "2024-05-08", "2024-05-10", "北京市"]
        data = make_xlsx([header, [*longer, "示例一公司"], [*longer, "示例二公司"]])
        ledger = self._import("trips", data)
        self.assertCounts(ledger, new=1, update=1)
        trip = self.env["investment.trip"].search([("leader_id.name", "=", "示例领导")])
        self.assertEqual((len(trip), trip.enterprise_count, trip.days), (1, 2, 3))
        self.assertChangesNothing("trips", data)

    def test_pipeline(self):
        header = [
            "项目名称", "投资方", "计划总投资（亿元）", "固定资产投资（万元）", "项目内容", "需用土地(亩)",
            "联系人", "联系方式", "进度、备注", "产业类型", "研判结果", "项目阶段", "线索来源", "项目编码",
        ]  # fmt: skip
        rows = [
            header,
            ["示例产业园项目", "示例科技有限公司", 2, 15000, "建设厂房", "275亩", "张某", 13900000000,
             "正在洽谈", "装备制造", "通过", "在谈", "外出招商", "ZZ 01"],
            ["示例文旅项目", "示例文旅有限公司", None, None, None, "约200亩", None, None, None, "康养",
             "待研判", None, "其他", None],
            ["示例无主项目", None, 1, None, None, None, None, None, None, None, None, None, None, None],
            ["示例负数项目", "示例科技有限公司", -1] + [None] * 11,
        ]  # fmt: skip
        data = make_xlsx(rows)
        ledger = self._import("pipeline", data)
        self.assertCounts(ledger, new=3, wrong=1)
        self.assertEqual(ledger.value_sum, 3 * YI)
        leads = self.env["crm.lead"].browse(ledger._get_record_ids("crm.lead")).sorted("id")
        first, second, third = leads
        self.assertEqual(first.planned_investment, 2 * YI)
        self.assertEqual(first.planned_fixed_asset, 1.5 * YI)
        self.assertEqual((first.land_need, first.project_code), (275, "ZZ01"))
        self.assertEqual(first.sector_id.code, "industry")
        self.assertEqual((first.assessment_result, first.investment_source), ("passed", "trip"))
        self.assertEqual((first.contact_name, first.phone), ("张某", "13900000000"))
        self.assertFalse(first.partner_id.phone, "the person's number is not the enterprise's")
        self.assertEqual((first.user_id, first.team_id), (self.officer_a, self.team_a))
        self.assertEqual(
            (first.first_reporter_id, first.claim_state), (self.officer_a, "valid")
        )
        self.assertEqual(
            html2plaintext(first.description).split(),
            ["项目内容：建设厂房", "进度、备注：正在洽谈"],
        )
        self.assertFalse(second.assessment_result)
        self.assertIn("需用土地(亩)：约200亩", second.description)
        self.assertIn("产业类型：康养", second.description)
        self.assertFalse(third.partner_id)
        self.assertChangesNothing("pipeline", data)

    def test_pipeline_stage(self):
        """Gates hold for ledgers, too: a project goes as far as its facts allow, never back."""
        header = ["项目名称", "投资方", "计划总投资（亿元）", "产业类别", "项目阶段"]
        row = ["示例产业园项目", "示例科技有限公司", 2, "工业", "在谈"]
        data = make_xlsx([header, row])
        ledger = self._import("pipeline", data)
        lead = self.env["crm.lead"].browse(ledger._get_record_ids("crm.lead"))
        self.assertEqual(lead.stage_id.investment_code, "lead")
        self.assertIn("lacks: A done engagement", ledger.line_ids.note)
        self.env["investment.engagement"].create(
            {
                "partner_id": lead.partner_id.id,
                "lead_id": lead.id,
                "date": "2024-12-01",
                "team_id": self.team_a.id,
            }
        )
        ledger = self._import("pipeline", data)
        self.assertCounts(ledger, update=1)
        self.assertEqual(lead.stage_id.investment_code, "negotiating")
        ledger = self._import("pipeline", make_xlsx([header, [*row[:4], "线索"]]))
        self.assertCounts(ledger, duplicate=1)
        self.assertEqual(lead.stage_id.investment_code, "negotiating")
        self.assertChangesNothing("pipeline", data)

    def test_pipeline_keeps_what_people_do(self):
        """A ledger does not hand projects on, nor revive lost ones."""
        header = ["项目名称", "投资方", "计划总投资（亿元）"]
        rows = [["示例一项目", "示例科技有限公司", 2], ["示例二项目", "示例科技有限公司", 2]]
        data = make_xlsx([header, *rows])
        ledger = self._import("pipeline", data)
        first, second = self.env["crm.lead"].browse(ledger._get_record_ids("crm.lead"))
        first.user_id = self.officer_a2
        second.action_set_lost()
        ledger = self._import("pipeline", data)
        self.assertCounts(ledger, duplicate=1, wrong=1)
        self.assertEqual(first.user_id, self.officer_a2)
        self.assertFalse(second.active)
