import datetime
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..tools.ledger.fields import KINDS
from .ledger_common import load_words, make_csv, make_xls, make_xlsx, read_rows

TITLE = ["2024年招商引资签约项目台账"]
HEADER = ["序号", "项目名称", "投资主体", "投资金额", "签约时间"]
ROW = [1, "示例产业园项目", "示例科技有限公司", 2, "2024-05-08"]
VALUE = Decimal("200000000")


def deal(rows):
    """What matters of the rows of a ledger of agreements."""
    return [(row.get("project"), row.get("enterprise"), row.get("value")) for row in rows]


@tagged("post_install", "-at_install")
class TestLedgerLayouts(BaseCase):
    """Ledgers as staff lay them out; each is an agreement of 2 亿元 unless told otherwise."""

    expected = [("示例产业园项目", "示例科技有限公司", VALUE)]

    def assertDeal(self, data, file_name="", **options):
        tables, rows = read_rows("deals", data, file_name, **options)
        self.assertEqual(deal(rows), self.expected)
        self.assertEqual(rows[0].get("signing_date"), datetime.date(2024, 5, 8))
        return tables, rows

    def test_lines_above(self):
        unit = [None] * 4 + ["单位：亿元"]
        for above in (
            [unit],
            [TITLE, unit],
            [TITLE, ["填报单位：示例招商组", None, None, None, "单位：亿元"]],
            [["附件2"], [], TITLE, ["（单位：亿元）"], []],
            [["2024年招商引资签约项目台账（单位：亿元）"]],
            [["2024年招商引资签约项目台账（亿元）"]],
            [["某某市"], TITLE, ["填报时间：2024年6月30日", None, None, "金额单位：亿元"]],
        ):
            with self.subTest(above=above):
                self.assertDeal(make_xlsx([*above, HEADER, ROW]))

    def test_unit_in_header(self):
        for name, amount in (
            ("投资金额（亿元）", 2),
            ("投资金额\n(万元)", 20000),
            ("投资金额/万元", "20,000"),
            ("投资金额（人民币万元）", "２００００"),
            ("投资金额(元)", 200000000),
            ("投资金额", "2亿元"),
            ("投资金额（亿元）", "20000万元"),
        ):
            with self.subTest(name=name, amount=amount):
                header = [*HEADER[:3], name, HEADER[4]]
                self.assertDeal(make_xlsx([TITLE, header, [*ROW[:3], amount, ROW[4]]]))

    def test_nearest_unit_wins(self):
        header = [*HEADER[:3], "投资金额（万元）", HEADER[4]]
        self.assertDeal(make_xlsx([TITLE, ["单位：亿元"], header, [*ROW[:3], 20000, ROW[4]]]))

    def test_unit_below(self):
        note = ["注：本表金额单位为亿元。"]
        self.assertDeal(make_xlsx([TITLE, HEADER, ROW, note]))

    def test_names_of_columns(self):
        for names in (
            ("No.", "项 目 名 称", "投 资 方", "签约金额", "签约日期"),
            ("序号", "项目名称*", "投资方（企业）名称", "合同金额", "协议签订日期"),
            ("序号", "签约项目名称", "签约企业", "协议投资额", "签订时间"),
            ("编号", "项目\n名称", "投资主体名称", "计划总投资", "合同签订时间"),
            # recognised by their ending
            ("序号", "拟建项目名称", "牵头企业名称", "项目总投资额", "正式签约时间"),
        ):
            with self.subTest(names=names):
                self.assertDeal(make_xlsx([TITLE, ["单位：亿元"], names, ROW]))

    def test_order_of_columns(self):
        data = make_xlsx([TITLE, ["单位：亿元"], HEADER[::-1], ROW[::-1]])
        self.assertDeal(data)

    def test_two_level_header(self):
        top = ["序号", "项目名称", "投资主体", "投资金额（亿元）", None, "签约时间"]
        sub = [None, None, None, "总投资", "固定资产投资", None]
        row = [*ROW[:4], 1.5, ROW[4]]
        merged = [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5)]
        for name, data in (
            ("merged", make_xlsx([TITLE, top, sub, row], {None: merged})),
            ("xls", make_xls([TITLE + [None] * 5, top, sub, row], merged)),
            ("saved as csv", make_csv([TITLE, top, sub, row])),
        ):
            with self.subTest(name):
                _tables, rows = self.assertDeal(data)
                self.assertEqual(rows[0].get("fixed_asset"), Decimal("150000000"))

    def test_three_level_header(self):
        top = ["序号", "基本情况", None, "投资情况", None, None]
        middle = [None, "项目名称", "投资主体", "金额（亿元）", None, "签约时间"]
        bottom = [None, None, None, "总投资", "固定资产投资", None]
        merged = [
            (0, 0, 2, 0), (0, 1, 0, 2), (0, 3, 0, 5), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5),
        ]  # fmt: skip
        _tables, rows = self.assertDeal(
            make_xlsx([top, middle, bottom, [*ROW[:4], 1, ROW[4]]], {None: merged})
        )
        self.assertEqual(rows[0].get("fixed_asset"), Decimal("100000000"))

    def test_rows_that_are_none(self):
        for extra in (
            ["合计", None, None, 2],
            [None, "合 计", None, 2],
            ["总计：1个", None, None, 2],
            ["小计", None, None, "=SUM(D4:D4)"],
            ["全市合计", None, None, 2],
            ["（合计）", None, None, 2],
            ["备注：以上数据由各单位报送，最终以审核为准。"],
            ["注：1.本表由各招商组填报；2.每周五上午报送。"],
            ["说明"],
            ["填报人：示例", None, "审核人：示例", None, "填报时间：2024年6月30日"],
            ["单位负责人：示例", None, "联系电话：13800000000"],
            [2],
            [None, None, None, None, None, "　"],
            HEADER,
            ["一、工业项目"],
            ["（二）农业项目"],
        ):
            with self.subTest(extra=extra):
                rows = [TITLE, ["单位：亿元"], HEADER, ROW, extra]
                self.assertDeal(make_xlsx(rows))
                self.assertDeal(make_xlsx([*rows[:3], extra, ROW]))

    def test_section_across(self):
        rows = [TITLE, ["单位：亿元"], HEADER, ["正在推进的项目"] + [None] * 4, ROW]
        self.assertDeal(make_xlsx(rows, {None: [(3, 0, 3, 4)]}))

    def test_project_called_like_a_total(self):
        for name in ("合力计算中心项目", "合计量子科技园"):
            row = [1, name, "示例科技有限公司", 2, "2024-05-08"]
            self._check_name(name, row)

    def _check_name(self, name, row):
        _tables, rows = read_rows("deals", make_xlsx([TITLE, ["单位：亿元"], HEADER, row]))
        self.assertEqual(len(rows), 1)

    def test_several_sheets(self):
        sheet = [TITLE, ["单位：亿元"], HEADER, ROW]
        data = make_xlsx(
            {"封面": [["涿州市"]], "一季度": sheet, "二季度": sheet, "填表说明": [["1.……"]]}
        )
        tables, rows = read_rows("deals", data)
        self.assertEqual([table.name for table in tables], ["一季度", "二季度"])
        self.assertEqual(deal(rows), self.expected * 2)
        self.assertEqual([row.key for row in rows], [("一季度", 4), ("二季度", 4)])

    def test_year(self):
        row = [*ROW[:4], "5月8日"]
        for name, data, file_name in (
            ("title", make_xlsx([TITLE, ["单位：亿元"], HEADER, row]), ""),
            ("sheet", make_xlsx({"2024年": [["单位：亿元"], HEADER, row]}), ""),
            ("file", make_xlsx([["单位：亿元"], HEADER, row]), "2024年签约台账.xlsx"),
        ):
            with self.subTest(name):
                self.assertDeal(data, file_name)

    def test_hidden_rows(self):
        data = make_xlsx(
            [TITLE, ["单位：亿元"], HEADER, ROW, [2, "乙", "丙", 1, "2024-05-09"]],
            hidden_rows=[4],
        )
        _tables, rows = read_rows("deals", data)
        self.assertEqual(len(rows), 2)
        self.assertEqual([problem.code for problem in rows[1].problems], ["row_hidden"])
        self.assertDeal(data, skip_hidden=True)

    def test_merged_amount(self):
        """An amount merged over two projects is not the amount of each."""
        rows = [
            TITLE,
            ["单位：亿元"],
            HEADER,
            ROW,
            [2, "示例二期项目", "示例科技有限公司", None, "2024-05-08"],
        ]
        _tables, rows = read_rows("deals", make_xlsx(rows, {None: [(3, 3, 4, 3)]}))
        self.assertEqual([row.get("value") for row in rows], [VALUE, None])
        self.assertEqual([problem.code for problem in rows[1].problems], ["amount_merged"])

    def test_errors_and_formulas(self):
        rows = [TITLE, ["单位：亿元"], HEADER, [*ROW[:3], "#REF!", ROW[4]]]
        _tables, rows = read_rows("deals", make_xlsx(rows))
        self.assertEqual([problem.code for problem in rows[0].problems], ["cell_error"])

    def test_unknown_columns_are_notes(self):
        header = [*HEADER, "建设周期（月）", "备注"]
        _tables, rows = self.assertDeal(
            make_xlsx([TITLE, ["单位：亿元"], header, [*ROW, 18, "分两期\n建设"]])
        )
        self.assertEqual(rows[0].notes, [("建设周期（月）", "18"), ("备注", "分两期\n建设")])

    def test_same_column_twice(self):
        header = [*HEADER, "签约时间"]
        tables, _rows = self.assertDeal(make_xlsx([TITLE, ["单位：亿元"], header, [*ROW, "x"]]))
        self.assertEqual(
            [column.field for column in tables[0].header.columns[-2:]], ["signing_date", ""]
        )

    def test_trips_merged_or_not(self):
        header = [
            "单位",
            "序号",
            "姓名",
            "职务",
            "开始时间",
            "结束时间",
            "目的地",
            "拜访企业名称",
            "接洽人",
            "职务",
        ]
        first = [
            "投促中心",
            1,
            "示例领导",
            "副市长",
            "5月8日",
            "5月9日",
            "北京市",
            "甲公司",
            "张某",
            "经理",
        ]
        more = [None] * 7 + ["乙公司", "李某", "总监"]
        merged = [(2, column, 3, column) for column in range(7)]
        rows = [["2024年外出招商情况上报表"], header, first, more]
        for name, data in (
            ("merged", make_xlsx(rows, {None: merged})),
            ("left empty", make_xlsx(rows)),
            ("csv", make_csv(rows)),
        ):
            with self.subTest(name):
                _tables, read = read_rows("trips", data)
                self.assertEqual([row.get("leader") for row in read], ["示例领导"] * 2)
                self.assertEqual([row.get("leader_function") for row in read], ["副市长"] * 2)
                self.assertEqual([row.get("enterprise") for row in read], ["甲公司", "乙公司"])
                self.assertEqual(
                    [row.get("contact_function") for row in read], ["经理", "总监"]
                )
                self.assertFalse([problem for row in read for problem in row.problems])

    def test_trips_period_in_one_cell(self):
        header = ["带队领导", "外出时间", "目的地", "拜访企业"]
        row = ["示例领导", "5月8日-10日", "北京市、天津市", "甲公司"]
        _tables, rows = read_rows("trips", make_xlsx([["2024年外出招商台账"], header, row]))
        self.assertEqual(rows[0].get("date_start"), datetime.date(2024, 5, 8))
        self.assertEqual(rows[0].get("date_end"), datetime.date(2024, 5, 10))

    def test_two_level_persons(self):
        top = ["带队领导", None, "开始时间", "结束时间", "目的地", "拜访企业", "接洽人", None]
        sub = ["姓名", "职务", None, None, None, None, "姓名", "职务"]
        merged = [
            (0, 0, 0, 1),
            *((0, column, 1, column) for column in range(2, 6)),
            (0, 6, 0, 7),
        ]
        row = ["示例领导", "市长", "2024.5.8", "2024.5.9", "北京", "甲公司", "张某", "经理"]
        tables, rows = read_rows("trips", make_xlsx([top, sub, row], {None: merged}))
        self.assertEqual(
            [
                rows[0].get(code)
                for code in ("leader", "leader_function", "contact", "contact_function")
            ],
            ["示例领导", "市长", "张某", "经理"],
        )

    def test_real_forms(self):
        """The headers of the public ledgers (domain/ledgers.md) are recognised as they are."""
        for kind, header, fields in (
            (
                "pipeline",
                "序号|项目名称|投资方|固定资产投资|投资方简介|项目内容|需用土地|企业联系人|联系方式|片区|进度、备注|产业类型|研判结果",
                "ignore project enterprise fixed_asset note content land contact phone site progress"
                " sector assessment",
            ),
            (
                "deals",
                "序号|市级项目编码|项目名称|投资主体|产业类别|行业类别|投资金额(亿元)|协议签订时间|负责单位|申报人|申报时间",
                "ignore project_code project enterprise sector industry value signing_date team"
                " ignore ignore",
            ),
            (
                "receipts",
                "序号|项目名称|到资时间|到资金额(亿元)|累计到资(亿元)|备注",
                "ignore project date amount cumulative note",
            ),
            (
                "trips",
                "单位|序号|姓名|职务|开始时间|结束时间|天数|目的地|拜访企业名称|接洽人姓名|接洽人职务",
                "team number leader leader_function date_start date_end days destination enterprise"
                " contact contact_function",
            ),
        ):
            with self.subTest(kind=kind):
                names = header.split("|")
                tables, _rows = read_rows(kind, make_xlsx([names, ["x"] * len(names)]))
                columns = tables[0].header.columns
                self.assertEqual([column.field for column in columns], fields.split())
                self.assertTrue(all(column.sure for column in columns))

    def test_fields_and_words_agree(self):
        """Every field has words, and no word that no field knows."""
        for kind, spec in KINDS.items():
            synonyms, choices = load_words(kind)
            with self.subTest(kind=kind):
                self.assertEqual(set(synonyms._exact.values()), set(spec.fields))
                wanted = {code for code, one in spec.fields.items() if one.type == "choice"}
                self.assertEqual(set(choices), wanted)

    def test_no_header(self):
        for rows in ([["a", "b"], [1, 2]], [["项目名称"]], [TITLE], [[1, 2, 3]]):
            with self.subTest(rows=rows):
                tables, _rows = read_rows("deals", make_xlsx(rows))
                self.assertFalse([table for table in tables if table.rows])
