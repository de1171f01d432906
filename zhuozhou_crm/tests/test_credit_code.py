from odoo.exceptions import ValidationError
from odoo.tests import BaseCase, Form, tagged

from ..tools import credit_code
from .common import InvestmentCommon

# Published codes of three companies; the last is all digits.
KNOWN = ("91110000600037341L", "9144030071526726XG", "914403001922038216")


def with_check(first_seventeen):
    """Append the check character, worked out from the formula of GB 32100-2015 itself: the weights
    are powers of 3 mod 31."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(
        alphabet.index(character) * pow(3, position, 31)
        for position, character in enumerate(first_seventeen)
    )
    return first_seventeen + alphabet[-total % 31]


@tagged("post_install", "-at_install")
class TestCreditCodeTool(BaseCase):
    def test_unified(self):
        for number in (
            *KNOWN,
            # the authorities that stdnum refuses: armed forces, agriculture, other
            *(with_check(authority + "1130681MA0ABCDE1") for authority in "ANY"),
        ):
            with self.subTest(number=number):
                self.assertEqual(credit_code.parse(number), (credit_code.UNIFIED, number))

    def test_cleaned(self):
        number = KNOWN[1]
        for text in (
            number.lower(),
            f"  {number}\n",
            "９１４４０３００７１５２６７２６ＸＧ",
            "9144 0300 7152 6726 XG",
            "9144030071\r\n526726xg",
            f"'{number}",
            f"统一社会信用代码：{number}",
            f"（{number}）",
            f"\ufeff{number}\u200b",
            "914403-00-71526726X-G",
        ):
            with self.subTest(text=text):
                self.assertEqual(credit_code.parse(text), (credit_code.UNIFIED, number))

    def test_old_registration_number(self):
        number = "110108001234567"
        for value in (
            number,
            "１１０１０８００１２３４５６７",
            110108001234567,
            110108001234567.0,
            "110108001234567.00",
            "1.10108001234567E+14",
        ):
            with self.subTest(value=value):
                self.assertEqual(credit_code.parse(value), (credit_code.REGISTRATION, number))
                self.assertFalse(credit_code.is_valid(value))

    def test_refused(self):
        wrong = credit_code
        for value, error in (
            ("1.2345E+17", wrong.DamagedCode),
            ("9.11100001000037E+17", wrong.DamagedCode),
            ("1.10108E+14", wrong.DamagedCode),
            (911100001000037341.0, wrong.DamagedCode),
            ("914403001922038216.0", wrong.DamagedCode),
            ("911100006000373000", wrong.DamagedCode),
            ("71526726X", wrong.OrganisationCode),
            ("7152672-6-X", wrong.OrganisationCode),
            ("", wrong.WrongLength),
            ("9111000060003734", wrong.WrongLength),
            ("91110000600037341LL", wrong.WrongLength),
            ("123456789", wrong.WrongLength),
            ("9111000060OO37341L", wrong.WrongCharacter),
            ("91110000600037341I", wrong.WrongCharacter),
            ("9A110000600037341L", wrong.WrongCharacter),
            ("B1110000600037341L", wrong.WrongCharacter),
            ("000000000000000000", wrong.WrongCharacter),
            ("91110000600037341M", wrong.WrongCheckCharacter),
            ("91110000600037314L", wrong.WrongCheckCharacter),
            ("示例科技有限公司", wrong.WrongLength),
        ):
            with self.subTest(value=value), self.assertRaises(error):
                credit_code.parse(value)

    def test_zeros_at_the_end(self):
        """Of the codes that end in three zeros only those survive whose organisation code fits:
        otherwise one damaged code in 31 would pass by chance."""
        passing = [
            number
            for serial in range(20000)
            if (number := with_check(f"91110000{serial:07}00")).endswith("000")
        ]
        self.assertGreater(len(passing), 100)
        accepted = [number for number in passing if credit_code.is_valid(number)]
        self.assertTrue(accepted)
        self.assertLess(len(accepted), len(passing) / 5)

    def test_empty(self):
        for value in (None, False, "", " \n"):
            with self.subTest(value=value):
                self.assertEqual(credit_code.clean(value), "")


@tagged("post_install", "-at_install")
class TestPartnerCreditCode(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.officer_a)
        cls.Partner = cls.env["res.partner"]

    def _create(self, name, **values):
        return self.Partner.create({"name": name, "is_investment_target": True} | values)

    def test_stored_clean(self):
        partner = self._create("示例甲公司", company_registry=" 9144030071526726xg\n")
        self.assertEqual(partner.company_registry, KNOWN[1])
        partner.company_registry = "９１１１００００６０００３７３４１ｌ"
        self.assertEqual(partner.company_registry, KNOWN[0])
        partner.company_registry = ""
        self.assertFalse(partner.company_registry)

    def test_old_number_told_apart(self):
        partner = self._create("示例甲公司", company_registry="110108001234567")
        self.assertFalse(partner.company_registry)
        self.assertEqual(partner.investment_old_code, "110108001234567")

    def test_old_number_does_not_displace_the_code(self):
        partner = self._create("示例甲公司", company_registry=KNOWN[0])
        partner.company_registry = "110108001234567"
        self.assertEqual(partner.company_registry, KNOWN[0])
        self.assertEqual(partner.investment_old_code, "110108001234567")

    def test_error_names_record_field_and_mend(self):
        for code, hint in (
            ("9.1110000600037E+17", "spreadsheet"),
            ("71526726X", "organisation code"),
            ("9111000060003734", "16 characters"),
            ("9111000060OO37341L", "character 11 is “O”"),
            ("91110000600037341M", "check character"),
        ):
            with self.subTest(code=code), self.assertRaises(ValidationError) as caught:
                self._create("示例甲公司", company_registry=code)
            message = str(caught.exception)
            self.assertIn("示例甲公司", message)
            self.assertIn("credit code", message)
            self.assertIn(hint, message)

    def test_unique_and_names_the_owner(self):
        owner = self._create("示例甲公司", company_registry=KNOWN[0])
        with self.assertRaisesRegex(ValidationError, "示例甲公司"):
            self._create("示例乙公司", company_registry=KNOWN[0].lower())
        other = self._create("示例乙公司")
        with self.assertRaisesRegex(ValidationError, "示例甲公司"):
            other.company_registry = KNOWN[0]
        owner.active = False
        other.company_registry = KNOWN[0]
        with self.assertRaisesRegex(ValidationError, "示例乙公司"):
            owner.active = True

    def test_unique_within_one_import(self):
        with self.assertRaisesRegex(ValidationError, "示例甲公司"):
            self.Partner.create(
                [
                    {"name": name, "is_investment_target": True, "company_registry": KNOWN[0]}
                    for name in ("示例甲公司", "示例乙公司")
                ]
            )

    def test_persons_share_the_code(self):
        """Stock Odoo copies the code to the persons of an enterprise."""
        partner = self._create("示例甲公司", company_registry=KNOWN[0])
        person = self.Partner.create({"name": "示例联系人", "parent_id": partner.id})
        self.assertEqual(person.company_registry, KNOWN[0])

    def test_contacts_that_are_no_targets_are_left_alone(self):
        customers = self.Partner.create(
            [{"name": "Customer", "is_company": True, "company_registry": "be 0477.472.701"}]
            * 2
        )
        self.assertEqual(set(customers.mapped("company_registry")), {"be 0477.472.701"})
        with self.assertRaises(ValidationError):
            customers[0].is_investment_target = True

    def test_becoming_a_target_cleans_the_code(self):
        for typed, code, old in (
            ("9111 0000 6000 3734 1l", KNOWN[0], False),
            ("110108001234567", False, "110108001234567"),
        ):
            customer = self.Partner.create(
                {"name": "Customer", "is_company": True, "company_registry": typed}
            )
            customer.is_investment_target = True
            with self.subTest(typed=typed):
                self.assertEqual(customer.company_registry, code)
                self.assertEqual(customer.investment_old_code, old)

    def test_form_shows_what_will_be_stored(self):
        form = Form(
            self.Partner.with_context(default_is_investment_target=True),
            view="zhuozhou_crm.res_partner_view_form_target",
        )
        form.name = "示例甲公司"
        form.company_registry = " 9144030071526726xg"
        self.assertEqual(form.company_registry, KNOWN[1])
        form.company_registry = "110108001234567"
        self.assertFalse(form.company_registry)
        self.assertEqual(form.investment_old_code, "110108001234567")

    def test_query_count(self):
        """Any number of enterprises cost one query for their codes."""
        names = [f"示例{number}公司" for number in range(20)]
        codes = [with_check(f"91130681MA{number:06}X") for number in range(20)]
        self.Partner._check_codes_free(list(zip(names[:1], codes[:1], strict=True)))
        with self.assertQueryCount(1):
            self.Partner._check_codes_free(list(zip(names, codes, strict=True)))
