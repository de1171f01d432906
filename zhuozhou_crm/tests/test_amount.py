import ast
import re
from decimal import Decimal

from odoo.tests import BaseCase, tagged
from odoo.tools import file_open

from ..tools.amount import AmountError, format_amount, in_unit, parse_amount

CASES_FILE = "zhuozhou_crm/static/tests/investment_amount_cases.js"


@tagged("post_install", "-at_install")
class TestAmount(BaseCase):
    """Every case here is also a case of the browser's twin (investment_amount.test.js)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(CASES_FILE) as file:
            _comment, _assign, table = file.read().partition("AMOUNT_CASES = ")
        cls.cases = ast.literal_eval(
            re.sub(r"(?m)^ {4}(\w+):", r'"\1":', table.rstrip().rstrip(";"))
        )

    def test_parse(self):
        for text, unit, expected in self.cases["parse"]:
            with self.subTest(text=text, unit=unit):
                self.assertEqual(str(parse_amount(text, unit)), expected)

    def test_refuse(self):
        for text, reason in self.cases["refuse"]:
            with self.subTest(text=text), self.assertRaises(AmountError) as caught:
                parse_amount(text, "yi")
            self.assertEqual(caught.exception.reason, reason, text)

    def test_empty(self):
        for text in ("", None, False, " ", "　"):
            with self.subTest(text=text):
                self.assertIsNone(parse_amount(text))

    def test_format(self):
        for value, unit, expected in self.cases["format"]:
            # A Monetary field of the ORM hands out floats, SQL hands out decimals.
            for kind in (Decimal, float):
                with self.subTest(value=value, unit=unit, kind=kind):
                    self.assertEqual(format_amount(kind(value), unit), expected)

    def test_typed_text_comes_back_exact(self):
        for value, unit, expected in self.cases["edit"]:
            with self.subTest(value=value, unit=unit):
                shown = in_unit(Decimal(value), unit)
                self.assertEqual(shown, Decimal(expected))
                self.assertEqual(parse_amount(expected, unit), Decimal(value))
