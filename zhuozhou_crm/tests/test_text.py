import doctest

from odoo.tests import BaseCase, tagged

from ..tools import text
from ..tools.likeness import Fingerprint, likeness


@tagged("post_install", "-at_install")
class TestText(BaseCase):
    def test_examples_in_docstrings(self):
        self.assertEqual(doctest.testmod(text).failed, 0)

    def test_same_name(self):
        for one, other in (
            ("中国五矿科技产业园（一期）", "中国五矿科技产业园(一期)项目"),
            ("ＡＢ 产业园", "ab产业园"),
            ("  数字产业·基地 ", "数字产业基地"),
            ("“数字引领”中心", "数字引领中心"),
            ("模式动物研究建设项目", "模式动物研究"),
        ):
            with self.subTest(one=one, other=other):
                self.assertEqual(text.project_key(one), text.project_key(other))

    def test_other_name(self):
        for one, other in (
            ("产业园一期", "产业园二期"),
            ("项目", "工程"),
            ("A项目B", "AB"),
        ):
            with self.subTest(one=one, other=other):
                self.assertNotEqual(text.project_key(one), text.project_key(other))

    def test_empty(self):
        for value in ("", None, False, "   ", "——"):
            with self.subTest(value=value):
                self.assertEqual(text.project_key(value), "")

    def test_code(self):
        self.assertEqual(
            text.normalize_code(" ２３０1-130681－04-01-a00123 "), "2301-130681-04-01-A00123"
        )


@tagged("post_install", "-at_install")
class TestLikeness(BaseCase):
    """Each level, just within and just beyond its threshold."""

    base = Fingerprint(
        code="2301-130681",
        name="示例碳纤维新材料产业园一期",
        investor=7,
        industry=3,
        amount=100_000_000,
        phone="+8613800000000",
        address="海淀区学院路1号",
    )

    def test_levels(self):
        other = Fingerprint("x", "另一个", 8, 4, 5_000_000, "+8613900000000", "朝阳区建国路2号")
        for expected, changed in (
            ("code", {"code": "2301-130681"}),
            ("name", {"name": self.base.name}),
            # 12 of 13 characters in both: 2 × 12 / 26 = 92 %
            ("similar", {"name": "示例碳纤维新材料产业园二期", "investor": 7}),
            (None, {"name": "示例碳纤维新材料产业园二期"}),
            # 10 of 13: 77 %
            (None, {"name": "示例碳纤维新材料物流城区", "investor": 7}),
            ("amount", {"investor": 7, "industry": 3, "amount": 80_000_000}),
            ("amount", {"investor": 7, "industry": 3, "amount": 125_000_000}),
            (None, {"investor": 7, "industry": 3, "amount": 79_999_999.99}),
            (None, {"investor": 7, "industry": 3, "amount": 125_000_000.01}),
            (None, {"investor": 7, "industry": 3, "amount": 0}),
            (None, {"investor": 7, "industry": 4, "amount": 100_000_000}),
            (None, {"investor": 9, "industry": 3, "amount": 100_000_000}),
            ("contact", {"phone": "+8613800000000"}),
            ("contact", {"address": "海淀区学院路1号"}),
            (None, {"phone": "+8613800000000", "investor": 7}),
            ("contact", {"phone": "+8613800000000", "investor": 0}),
            (None, {}),
        ):
            with self.subTest(expected=expected, changed=changed):
                one = other._replace(**changed)
                self.assertEqual(likeness(self.base, one), expected)
                self.assertEqual(likeness(one, self.base), expected)

    def test_strongest_level_wins(self):
        self.assertEqual(likeness(self.base, self.base), "code")
        self.assertEqual(likeness(self.base, self.base._replace(code="other")), "name")

    def test_nothing_is_not_the_same_as_nothing(self):
        self.assertIsNone(likeness(Fingerprint(), Fingerprint()))
        self.assertIsNone(
            likeness(Fingerprint(investor=7, amount=1), Fingerprint(investor=7, amount=1))
        )

    def test_keys_are_enough_to_find_every_level(self):
        """Two projects alike at any level share a key, or the search would miss them."""
        for changed in ("code", "name", "investor", "phone", "address"):
            with self.subTest(shared=changed):
                other = Fingerprint(**{changed: getattr(self.base, changed)})
                self.assertTrue(self.base.keys() & other.keys())
