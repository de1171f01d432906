from decimal import Decimal

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..report.figures import year_period
from ..report.investment_summary import InvestmentSummary
from ..tools.published_text import find_figures
from .summary_common import SummaryCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentPublishedText(SummaryCommon):
    """Figures of a press text against two trips, 1,320.5 km and 15 亿元 of 2023."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US", tz="Asia/Shanghai"))
        cls.text = (
            cls.env["investment.published.text"]
            .with_user(cls.manager)
            .create({"name": "示例报道", "date_from": "2023-01-01", "date_to": "2023-12-31"})
        )

    def _new(self, published, unit, code=None, **values):
        indicator = code and self.env.ref(f"zhuozhou_crm.investment_indicator_{code}")
        return (
            self.env["investment.published.figure"]
            .with_user(self.manager)
            .create(
                {
                    "text_id": self.text.id,
                    "name": f"示例 {published}{unit}",
                    "published": published,
                    "unit": unit,
                    "indicator_id": indicator and indicator.id,
                    **values,
                }
            )
        )

    def test_verdicts(self):
        for published, unit, code, values, verdict in (
            (2, "次", "trips", {}, "equal"),
            (3, "次", "trips", {}, "differs"),
            (2, "次", None, {}, "open"),
            (1320.5, "公里", "trip_mileage", {"decimals": 1}, "equal"),
            (1321, "公里", "trip_mileage", {}, "rounds"),  # halves are rounded up
            (1320, "公里", "trip_mileage", {}, "differs"),
            (0.13, "万公里", "trip_mileage", {"decimals": 2}, "rounds"),
            (0.14, "万公里", "trip_mileage", {"decimals": 2}, "differs"),
            (1300, "公里", "trip_mileage", {"qualifier": "over"}, "rounds"),
            (1400, "公里", "trip_mileage", {"qualifier": "over"}, "differs"),
            (1300, "公里", "trip_mileage", {"qualifier": "about"}, "rounds"),
            (1000, "公里", "trip_mileage", {"qualifier": "about"}, "differs"),
            (15, "亿元", "contract_value", {}, "equal"),
            (150000, "万元", "contract_value", {}, "equal"),
            (15, "万元", "contract_value", {}, "differs"),
            (15, "家", "contract_value", {}, "differs"),
            (100, "%", "central_soe_growth", {}, "equal"),
            (33.3, "%", "settled_growth", {"decimals": 1}, "rounds"),
            (33, "%", "settled_growth", {}, "rounds"),
            (34, "%", "settled_growth", {}, "differs"),
            (1, "次", "trips", {"date_from": "2024-01-01", "date_to": "2024-02-29"}, "equal"),
        ):
            with self.subTest(published=published, unit=unit, **values):
                figure = self._new(published, unit, code, **values).with_user(self.leader)
                self.assertEqual(figure.verdict, verdict)

    def test_explanation(self):
        figure = self._new(34, "%", "settled_growth", decimals=1)
        self.assertEqual(figure.computed_text, "33.3%")
        self.assertIn("(4 unit(s) - 3 unit(s)) ÷ 3 unit(s) = 33.3%", figure.explanation)
        self.assertIn("the text says 0.7 percentage points more", figure.explanation)
        action = figure.action_open_records()
        self.assertEqual(len(self.env["res.partner"].search(action["domain"])), 4)
        with self.assertRaisesRegex(UserError, "Assign an indicator"):
            self._new(1, "次").action_open_records()

    def test_sums(self):
        """Contradictions inside one text need no records."""
        first, second = self._new(27, "个"), self._new(29, "个")
        for total, verdict in ((56, "equal"), (57, "differs")):
            with self.subTest(total=total):
                figure = self._new(total, "个", addend_ids=[Command.set((first + second).ids)])
                self.assertEqual(figure.verdict, verdict)
                self.assertEqual(figure.explanation, "27 + 29 = 56个")
        with self.assertRaisesRegex(ValidationError, "the same text"):
            first.addend_ids = first
        other = self._new(1.5, "亿元", addend_ids=[Command.set(self._new(15000, "万元").ids)])
        self.assertEqual(other.verdict, "equal")

    def test_pasted_text(self):
        self.text.body = "主要领导带队招商2次，行程0.13万公里。"
        self.text.action_pick_figures()
        self.assertEqual(
            [(one.name, one.published, one.unit) for one in self.text.figure_ids],
            [("主要领导带队招商2次", 2, "次"), ("行程0.13万公里", 0.13, "万公里")],
        )
        self.text.action_pick_figures()
        self.assertEqual((len(self.text.figure_ids), self.text.open_count), (2, 2))
        self.text.body = "没有数据"
        with self.assertRaisesRegex(UserError, "No figure with a unit"):
            self.text.action_pick_figures()
        with self.assertRaisesRegex(ValidationError, "not known"):
            self._new(1, "蒲式耳")

    def test_summary_lists_what_differs(self):
        self._new(2, "次", "trips")
        wrong = self._new(57.3, "%", "central_soe_growth", decimals=1, quote="57.3%")
        for user, count in ((self.leader, 1), (self.officer_a, 0)):
            checks = InvestmentSummary(self.env(user=user), year_period(2023)).checks()
            with self.subTest(user=user.name):
                self.assertEqual(len(checks), count)
        [check] = InvestmentSummary(self.env(user=self.leader), year_period(2023)).checks()
        self.assertEqual((check.published, check.computed), ("57.3%", "100.0%"))
        self.assertTrue(check.link.endswith(str(wrong.text_id.id)))

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_rights(self):
        with self.assertRaises(AccessError):
            self.text.with_user(self.officer_a).read(["name"])
        with self.assertRaises(AccessError):
            self.text.with_user(self.leader).name = "示例改名"


@tagged("post_install", "-at_install")
class TestFindFigures(TransactionCase):
    def test_find_figures(self):
        for text, expected in (
            ("主要领导带队招商19次", [("19", "次", "exact")]),
            ("行程3万公里", [("3", "万公里", "exact")]),
            ("签约金额４４.８５亿元", [("44.85", "亿元", "exact")]),
            ("增长57.3%", [("57.3", "%", "exact")]),
            ("增长百分之57.3", [("57.3", "%", "exact")]),
            ("征地2800余亩、7,000多亩", [("2800", "亩", "over"), ("7000", "亩", "over")]),
            ("约1.2亿元，近30家", [("1.2", "亿元", "about"), ("30", "家", "about")]),
            ("2023年1—12月，3月11日", []),
            ("超过100 万 元", [("100", "万元", "over")]),
            (
                "对接企业173家，其中京企央企106家",
                [("173", "家", "exact"), ("106", "家", "exact")],
            ),
            ("提高5.6个百分点", [("5.6", "个百分点", "exact")]),
            ("第2批", [("2", "批", "exact")]),
            ("", []),
            (None, []),
        ):
            with self.subTest(text=text):
                found = [(one.number, one.unit, one.qualifier) for one in find_figures(text)]
                wanted = [(Decimal(number), *rest) for number, *rest in expected]
                self.assertEqual(found, wanted)

    def test_context_is_the_clause(self):
        first, second = find_figures("全年外出招商19次，行程3万公里；成效明显。")
        self.assertEqual((first.context, second.context), ("全年外出招商19次", "行程3万公里"))
