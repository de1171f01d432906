import datetime
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..tools.ledger import amounts, cells, dates
from ..tools.ledger.errors import CellError

DAY = "2024-05-08"
DATES = {
    # as programs write them
    "2024-05-08": DAY,
    "2024/5/8": DAY,
    "2024-5-8 10:30": DAY,
    "2024-05-08T00:00:00": DAY,
    "2024/5/8 0:00:00": DAY,
    "20240508": DAY,
    20240508: DAY,
    45420: DAY,
    45420.4375: DAY,
    "45420": DAY,
    "12/31/2024": "2024-12-31",
    # as people write them
    "2024.5.8": DAY,
    "2024.05.08.": DAY,
    "2024。5。8": DAY,
    "2024、5、8": DAY,
    "２０２４．５．８": DAY,
    "2024年5月8日": DAY,
    "2024年5月8号": DAY,
    "2024 年 5 月 8 日": DAY,
    "2024年5月8日（周三）": DAY,
    "2024年5月8日星期三上午": DAY,
    "24.5.8": DAY,
    "'24/5/8": DAY,
    "24年5月8日": DAY,
    "二〇二四年五月八日": DAY,
    "二零二四年十二月廿一日": "2024-12-21",
    "二○二四年十月三十日": "2024-10-30",
    # with the year of the title
    "5月8日": DAY,
    "5月 8号": DAY,
    "五月八日": DAY,
    "5.8": DAY,
    "5/8": DAY,
    5.12: "2024-05-12",
    5.8: DAY,
    datetime.date(2024, 5, 8): DAY,
    datetime.datetime(2024, 5, 8, 9, 30): DAY,
}
MONTHS = {
    "2024年5月": "2024-05-01",
    "2024.5": "2024-05-01",
    "2024-05": "2024-05-01",
    "5月": "2024-05-01",
    "5月份": "2024-05-01",
    2024.5: "2024-05-01",
    2024.11: "2024-11-01",
}
UNCLEAR_DATES = {
    # asked about, never guessed
    "5月上旬": ("date_vague", True),
    "2024年": ("date_vague", True),
    "2024年底": ("date_vague", True),
    "2024年三季度": ("date_vague", True),
    "拟于6月": ("date_vague", True),
    "5/8/2024": ("date_vague", True),
    2024.1: ("date_unclear", True),
    5.1: ("date_unclear", True),
    5.2: ("date_unclear", True),
    # to be mended
    "2月30日": ("date_unreal", False),
    "2024-02-30": ("date_unreal", False),
    "2024年13月1日": ("date_unclear", False),
    "签约当天": ("date_unclear", False),
    "3024-05-08": ("date_unreal", False),
    12345: ("date_unclear", True),
    True: ("date_unclear", False),
}
PERIODS = {
    "5月8日-10日": ("2024-05-08", "2024-05-10"),
    "5月8-10日": ("2024-05-08", "2024-05-10"),
    "2024.5.8-5.10": ("2024-05-08", "2024-05-10"),
    "2024.5.8-10": ("2024-05-08", "2024-05-10"),
    "2024.5.8-2024.6.1": ("2024-05-08", "2024-06-01"),
    "5月30日至6月2日": ("2024-05-30", "2024-06-02"),
    "2024年5月8日—10日": ("2024-05-08", "2024-05-10"),
    "12月30日-1月2日": ("2024-12-30", "2025-01-02"),
    "2024-05-08至2024-05-10": ("2024-05-08", "2024-05-10"),
    "2024-05-08": ("2024-05-08", "2024-05-08"),
}
AMOUNTS = {
    (6.55, "yi"): "655000000",
    ("6.55", "yi"): "655000000",
    ("108200万元", "yi"): "1082000000",
    ("８．９４", "yi"): "894000000",
    ("1.2亿", "wan"): "120000000",
    ("5000万", None): "50000000",
    ("1亿2000万元", "yi"): "120000000",
    ("1,234.5", "wan"): "12345000",
    ("￥100万", "yi"): "1000000",
    ("人民币3亿元", "wan"): "300000000",
    ("5000万元整", "yi"): "50000000",
    ("10元", "yi"): "10",
    (12, "baiwan"): "12000000",
    (2, "qian"): "2000",
    (3, "yuan"): "3",
    (-5, "yi"): "-500000000",
    ("－5", "yi"): "-500000000",
    # what a formula worked out
    (0.1 + 0.2, "yi"): "30000000",
    (1 / 3, "yi"): "33333333.33",
    ("0.30000000000000004", "yi"): "30000000",
}
UNCLEAR_AMOUNTS = {
    ("约1.2亿", "yi"): ("amount_approximate", True),
    ("约5", "yi"): ("amount_approximate", True),
    ("5亿多", "yi"): ("amount_approximate", True),
    ("5.5左右", "wan"): ("amount_approximate", True),
    ("3-5亿", "yi"): ("amount_range", True),
    ("3-5", "yi"): ("amount_range", True),
    ("面议", "yi"): ("amount_unknown", True),
    ("待定", "yi"): ("amount_unknown", True),
    ("500万美元", "yi"): ("amount_foreign", True),
    ("$500", "wan"): ("amount_foreign", True),
    (100, "foreign"): ("amount_foreign", True),
    (6.55, None): ("amount_no_unit", True),
    ("6.55", None): ("amount_no_unit", True),
    ("1.2亿元（含设备）", "yi"): ("amount_unclear", True),
    ("一亿元", "yi"): ("amount_unclear", True),
    (True, "yi"): ("amount_unclear", True),
    (float("nan"), "yi"): ("amount_unclear", True),
    (1e20, "yi"): ("amount_size", False),
    ("99999999", "yi"): ("amount_size", False),
}
UNITS = {
    "投资金额": None,
    "投资金额（亿元）": "yi",
    "投资金额(万元)": "wan",
    "投资额/万元": "wan",
    "投资金额亿元": "yi",
    "投资额（万）": "wan",
    "计划总投资(人民币亿元)": "yi",
    "总投资（万美元）": "foreign",
    "金额（千元）": "qian",
    "金额（元）": "yuan",
    "需用土地(亩)": None,
    "单元数": None,
    "万元、亿元": None,
}
UNIT_LINES = {
    ("2024年台账", "单位：亿元"): "yi",
    ("2024年台账（单位：万元）",): "wan",
    ("2024年台账（亿元）",): "yi",
    ("单位：亿元、亩",): "yi",
    ("填报单位：投促局", "单位: 万元、人"): "wan",
    ("金额单位：人民币万元",): "wan",
    ("填报单位：亿元集团",): None,
    ("单位：万元/亿元",): None,
    (): None,
}


@tagged("post_install", "-at_install")
class TestLedgerCells(BaseCase):
    """One cell → one value, or the reason why not: each line of the tables is a case."""

    years = dates.Years("2024年招商引资签约项目台账")

    def test_dates(self):
        for whole, table in (("day", DATES), ("month", MONTHS)):
            for value, expected in table.items():
                with self.subTest(value=value):
                    moment = dates.parse_date(value, self.years)
                    self.assertEqual((moment.date.isoformat(), moment.whole), (expected, whole))

    def test_unclear_dates(self):
        for value, expected in UNCLEAR_DATES.items():
            with self.subTest(value=value), self.assertRaises(CellError) as caught:
                dates.parse_date(value, self.years)
            self.assertEqual((caught.exception.code, caught.exception.decide), expected, value)

    def test_periods(self):
        for value, expected in PERIODS.items():
            with self.subTest(value=value):
                period = dates.parse_period(value, self.years)
                self.assertEqual(tuple(one.date.isoformat() for one in period), expected)

    def test_period_backwards(self):
        for value in ("2024-05-10至2024-05-08", "5月10日-8日"):
            with self.subTest(value=value), self.assertRaises(CellError):
                dates.parse_period(value, self.years)

    def test_years_of_titles(self):
        for texts, month, expected in (
            (("2023年外出招商台账",), 5, 2023),
            (("2024年1月1日至2024年6月30日外出招商情况上报表",), 5, 2024),
            (("二〇二三年台账",), 5, 2023),
            (("台账", "填报时间：2024年6月30日"), 5, 2024),
            (("台账", "2023年"), 5, 2023),
            # from one year into the next
            (("2023年11月至2024年2月招商台账",), 12, 2023),
            (("2023年11月至2024年2月招商台账",), 1, 2024),
        ):
            with self.subTest(texts=texts, month=month):
                self.assertEqual(dates.Years(*texts).year_of(month), expected)

    def test_no_year(self):
        for texts in ((), ("台账",), ("2022-2024年台账",), ("电话13820245678",)):
            with self.subTest(texts=texts), self.assertRaises(CellError) as caught:
                dates.parse_date("5月8日", dates.Years(*texts))
            self.assertEqual(caught.exception.code, "date_no_year")

    def test_amounts(self):
        for (value, unit), expected in AMOUNTS.items():
            with self.subTest(value=value, unit=unit):
                self.assertEqual(amounts.parse_cell(value, unit), Decimal(expected))

    def test_unclear_amounts(self):
        for (value, unit), expected in UNCLEAR_AMOUNTS.items():
            with self.subTest(value=value), self.assertRaises(CellError) as caught:
                amounts.parse_cell(value, unit)
            self.assertEqual((caught.exception.code, caught.exception.decide), expected, value)

    def test_units(self):
        for text, expected in UNITS.items():
            with self.subTest(text=text):
                self.assertEqual(amounts.unit_of(text), expected)
        for texts, expected in UNIT_LINES.items():
            with self.subTest(texts=texts):
                self.assertEqual(amounts.unit_of_lines(texts), expected)

    def test_numbers(self):
        for value, expected in (
            (275, 275),
            ("275亩", 275),
            ("1,200人", 1200),
            ("1.2万平方米", 12000),
        ):
            with self.subTest(value=value):
                self.assertEqual(cells.to_number(value), expected)
        for value in ("约200亩", "100-200", "-3", -3, "若干", True):
            with self.subTest(value=value), self.assertRaises(CellError):
                cells.to_number(value)

    def test_texts(self):
        for value, expected in (
            (13800000000.0, "13800000000"),
            (0.1 + 0.2, "0.3"),
            (None, ""),
            (True, "是"),
            (" 示例　公司\u200b ", "示例 公司"),
            ("a\r\nb", "a b"),
            (datetime.date(2024, 5, 8), DAY),
        ):
            with self.subTest(value=value):
                self.assertEqual(cells.to_text(value), expected)
        self.assertEqual(cells.to_name("示例 科技\n有限公司 "), "示例科技有限公司")
        self.assertEqual(cells.to_name("ABB Power 公司"), "ABB Power 公司")
        self.assertEqual(cells.to_phone(13800000000.0), "13800000000")
        self.assertEqual(cells.to_phone("０１０－１２３"), "010-123")
        self.assertEqual(cells.to_code(9.1110108e17), "9.1110108E+17")
        self.assertEqual(cells.to_lines("一\n\n 二 \r\n三"), "一\n二\n三")

    def test_blank(self):
        for value in (None, "", "  ", "　", "-", "——", "/", "无", "暂无", "N/A"):
            with self.subTest(value=value):
                self.assertTrue(cells.is_blank(value))
        for value in (0, 0.0, False, "0", "无锡"):
            with self.subTest(value=value):
                self.assertFalse(cells.is_blank(value))
