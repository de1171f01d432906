from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged

from ..tools.figure_domain import FigureDomainError, read_domain
from .common import InvestmentCommon


@tagged("post_install", "-at_install")
class TestInvestmentIndicatorCheck(InvestmentCommon):
    """What a manager may write into an indicator, and what the refusal says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.section = cls.env.ref("zhuozhou_crm.investment_indicator_section_outreach")

    def _new(self, **values):
        return (
            self.env["investment.indicator"]
            .with_user(self.manager)
            .create(
                {
                    "name": "示例指标",
                    "code": "sample",
                    "section_id": self.section.id,
                    "model": "crm.lead",
                    "date_field": "first_report_date",
                    **values,
                }
            )
        )

    def test_refused(self):
        for number, (values, message) in enumerate(
            (
                ({"domain": "[('no_such', '=', 1)]"}, "has no field “no_such”"),
                ({"domain": "[('days_in_stage', '>', 1)]"}, "not stored"),
                ({"domain": "[('name', 'resembles', 'x')]"}, "cannot be evaluated"),
                ({"domain": "[('name', '=')]"}, "cannot be evaluated"),
                ({"domain": "['&', ('name', '=', 'x')]"}, "cannot be evaluated"),
                ({"domain": "[("}, "cannot be read"),
                ({"domain": "{}"}, "list of terms"),
                ({"domain": "[('name', '=', uid)]"}, "names “uid”"),
                ({"domain": "[('name', '=', __import__('os').name)]"}, "list of terms"),
                ({"domain": "[('name', '=', [i for i in (1,)])]"}, "list of terms"),
                (
                    {"domain": "[('partner_id', 'any!', [('name', '=', 'x')])]"},
                    "cannot be evaluated",
                ),
                (
                    {"domain": "[('message_ids.body', 'ilike', 'x')]"},
                    "figures may not look into",
                ),
                (
                    {"domain": "[('message_ids', 'any', [('body', 'ilike', 'x')])]"},
                    "not look into",
                ),
                ({"domain": "[('user_id.login', '=', 'admin')]"}, "figures may not look into"),
                ({"domain": "[('user_id', 'ilike', 'admin')]"}, "figures may not look into"),
                (
                    {"domain": "[('partner_id', 'any', [('user_ids.login', '=', 'x')])]"},
                    "not look into",
                ),
                (
                    {
                        "model": "res.partner",
                        "date_field": "investment_settled_date",
                        "domain": "[('signup_type', '=', 'reset')]",
                    },
                    "kept to certain groups",
                ),
                ({"model": False}, "choose the records"),
                ({"model": "res.users"}, "choose the records"),
                ({"measure": "sum"}, "fill in “Measured Field”"),
                ({"measure": "sum", "measure_field": "name"}, "is not a number"),
                ({"measure": "sum", "measure_field": "days_in_stage"}, "not stored"),
                ({"measure": "days", "measure_field": "name"}, "is not a date"),
                ({"measure": "distinct", "measure_field": "tag_ids"}, "several values"),
                ({"date_field": False}, "fill in “Date Field”"),
                ({"date_field": "name"}, "is not a date"),
                ({"date_field": "name.create_date"}, "nothing lies behind"),
                ({"date_field": "user_id.login_date"}, "figures may not look into"),
                ({"day_condition": "signed"}, "only agreements"),
                ({"code": "Trips made"}, "small Latin"),
                ({"kind": "ratio"}, "choose its numerator"),
            )
        ):
            with self.subTest(**values):
                with self.assertRaises(ValidationError) as caught:
                    self._new(**{"code": f"sample_{number}", **values})
                self.assertIn(message, str(caught.exception))
                self.assertIn("示例指标", str(caught.exception))

    def test_allowed(self):
        for number, values in enumerate(
            (
                {"domain": "[('partner_id.is_central_soe', '=', True)]"},
                {"domain": "[('deal_ids.receipt_ids', 'any', [('date', '<=', as_of)])]"},
                {"domain": "['!', ('stage_id.name', 'ilike', '签')]"},
                {"domain": "[('user_id', 'in', [1, 2]), ('team_id', '!=', False)]"},
                {"domain": "[('start_evidence_ids', '!=', False)]"},
                {"domain": "[('planned_investment', '>=', -1e8)]"},
                {"domain": False},
                {"date_field": "date_open"},
                {"measure": "distinct", "measure_field": "partner_id"},
            )
        ):
            with self.subTest(**values):
                indicator = self._new(code=f"sample_{number}", **values)
                period = indicator._get_preview_period()
                reading = indicator.with_user(self.officer_a)._evaluate(period)
                self.assertIn(indicator, reading)

    def test_ring_is_named(self):
        first = self._new(code="first", name="甲")
        second, third = (
            self._new(
                code=code,
                name=name,
                kind="ratio",
                numerator_id=first.id,
                denominator_id=first.id,
            )
            for code, name in (("second", "乙"), ("third", "丙"))
        )
        second.numerator_id = third
        with self.assertRaises(ValidationError) as caught:
            third.denominator_id = second
        self.assertIn("丙 → 乙 → 丙", str(caught.exception))
        with self.assertRaises(ValidationError) as caught:
            third.denominator_id = third
        self.assertIn("丙 → 丙", str(caught.exception))


@tagged("post_install", "-at_install")
class TestFigureDomain(TransactionCase):
    def test_read_domain(self):
        for text, expected in (
            ("", []),
            (" [] ", []),
            (
                "[('a', '=', 1), '|', ('b', 'in', ['x', None]), ('c', '=', -2.5)]",
                [("a", "=", 1), "|", ("b", "in", ["x", None]), ("c", "=", -2.5)],
            ),
            ("[('day', '<', as_of)]", [("day", "<", "2023-12-31")]),
        ):
            with self.subTest(text=text):
                self.assertEqual(read_domain(text, {"as_of": "2023-12-31"}), expected)

    def test_refused(self):
        for text, reason in (
            ("[(", "syntax"),
            ("\x00", "syntax"),
            ("(" * 5000, "syntax"),
            ("x = 1", "syntax"),
            ("[other]", "name"),
            ("['a'.join]", "content"),
            ("[f'{as_of}']", "content"),
            ("[1 + 1]", "content"),
            ("[lambda: 1]", "content"),
            ("[b'x']", "content"),
            ("'text'", "content"),
        ):
            with self.subTest(text=text[:20]):
                with self.assertRaises(FigureDomainError) as caught:
                    read_domain(text, {"as_of": "2023-12-31"})
                self.assertEqual(caught.exception.reason, reason)
