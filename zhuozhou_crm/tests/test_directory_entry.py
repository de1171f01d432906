import csv

from odoo.tests import tagged
from odoo.tools import file_open

from ..models.investment_directory_entry import DIRECTORY_FILE
from .common import InvestmentCommon


@tagged("post_install", "-at_install")
class TestDirectoryEntry(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Entry = cls.env["investment.directory.entry"]
        with file_open(DIRECTORY_FILE) as file:
            cls.rows = list(csv.DictReader(file))
        cls.row = next(row for row in cls.rows if row["code"] == "sasac-061")
        cls.entry = cls.Entry.search([("code", "=", "sasac-061")])
        cls.partner = cls.entry.partner_id

    def _reload(self, **changes):
        rows = [
            dict(row, **changes) if row["code"] == "sasac-061" else row for row in self.rows
        ]
        self.Entry._apply_rows(rows)

    def _count_partners(self):
        return self.env["res.partner"].with_context(active_test=False).search_count([])

    def test_shipped_directory(self):
        for directory, counted, uncounted in (
            ("sasac", 99, 0),
            ("finance", 26, 1),
            ("central_other", 4, 0),
        ):
            entries = self.Entry.search([("directory", "=", directory)])
            with self.subTest(directory=directory):
                self.assertEqual(len(entries.filtered("counted")), counted)
                self.assertEqual(len(entries) - len(entries.filtered("counted")), uncounted)

    def test_enterprise_of_an_entry(self):
        self.assertRecordValues(
            self.partner,
            [
                {
                    "name": "中国钢研科技集团有限公司",
                    "investment_short_name": "中国钢研",
                    "is_investment_target": True,
                    "is_company": True,
                    "investment_nature": "central_soe",
                    "investment_tier": "group",
                    "is_central_soe": True,
                    "website": "http://www.cisri.com.cn/",
                }
            ],
        )

    def test_english_name_only_if_confirmed(self):
        self.assertFalse(self.entry.name_en)
        confirmed = self.Entry.search([("code", "=", "sasac-015")])
        self.assertEqual(confirmed.name_en, "State Grid Corporation of China")

    def test_uncounted_entry_has_a_note_and_no_enterprise(self):
        uncounted = self.Entry.search([("counted", "=", False)])
        self.assertEqual(uncounted.name, "国家农业信贷担保联盟有限责任公司")
        self.assertTrue(uncounted.note)
        self.assertFalse(uncounted.partner_id)

    def test_uncounted_entry_that_becomes_counted(self):
        rows = [dict(row, counted="1") for row in self.rows]
        self.Entry._apply_rows(rows)
        self.assertTrue(self.Entry.search([("code", "=", "finance-027")]).partner_id)

    def test_reload_changes_nothing(self):
        before = self._count_partners()
        self.env.flush_all()
        self.env.invalidate_all()
        self.Entry._load_directory()
        self.assertEqual(self._count_partners(), before)
        self.assertEqual(self.entry.partner_id, self.partner)

    def test_reload_query_count(self):
        """A reload without changes reads the entries and their enterprises, in batches."""
        self.Entry._load_directory()
        self.env.invalidate_all()
        with self.assertQueryCount(4):
            self.Entry._load_directory()

    def test_changed_values_arrive(self):
        self._reload(name="中国钢研新名集团有限公司", website="www.example.com")
        self.assertEqual(self.partner.name, "中国钢研新名集团有限公司")
        self.assertEqual(self.partner.website, "http://www.example.com")
        self.assertEqual(self.entry.name, "中国钢研新名集团有限公司")
        self._reload(name="中国钢研新名集团有限公司", website="www.example.org")
        self.assertEqual(self.partner.website, "http://www.example.org")

    def test_user_edits_survive(self):
        self.partner.with_user(self.officer_a).write(
            {"name": "示例改名公司", "website": False, "investment_nature": "local_soe"}
        )
        self._reload(
            name="中国钢研新名集团有限公司", website="www.example.com", short_name="钢研新名"
        )
        self.assertEqual(self.partner.name, "示例改名公司")
        self.assertFalse(self.partner.website)
        self.assertEqual(self.partner.investment_nature, "local_soe")
        self.assertEqual(
            self.partner.investment_short_name, "钢研新名", "Not edited: it arrives"
        )

    def test_deleted_enterprise_is_not_recreated(self):
        self.partner.unlink()
        before = self._count_partners()
        self._reload(website="www.example.com")
        self.assertEqual(self._count_partners(), before)
        self.assertFalse(self.entry.partner_id)

    def test_archived_enterprise_is_left_alone(self):
        self.partner.action_archive()
        before = self._count_partners()
        self._reload(website="www.example.com")
        self.assertEqual(self._count_partners(), before)
        self.assertEqual(self.partner.website, "http://www.cisri.com.cn/")
        self.assertFalse(self.partner.active)

    def test_entry_that_leaves_the_list(self):
        rows = [row for row in self.rows if row["code"] != "sasac-061"]
        self.Entry._apply_rows(rows)
        self.assertFalse(self.entry.active)
        self.assertTrue(self.partner.active)
        self.Entry._apply_rows(self.rows)
        self.assertTrue(self.entry.active)

    def test_enterprise_that_users_registered_before(self):
        known = (
            self.env["res.partner"]
            .with_user(self.officer_a)
            .create(
                {
                    "name": "示例新（集团）有限公司",
                    "is_investment_target": True,
                    "investment_short_name": "自取名",
                }
            )
        )
        stock = self.env["res.partner"].create({"name": "示例新二集团", "is_company": True})
        before = self._count_partners()
        new_row = dict(
            self.row, code="sasac-100", name="示例新(集团)有限公司", short_name="官方名"
        )
        second = dict(self.row, code="sasac-101", name="示例新二集团")
        self.Entry._apply_rows([*self.rows, new_row, second])
        entry = self.Entry.search([("code", "=", "sasac-100")])
        self.assertEqual(entry.partner_id, known)
        self.assertEqual(known.investment_short_name, "自取名")
        self.assertEqual(known.investment_nature, "central_soe")
        self.assertEqual(
            self._count_partners(), before + 1, "A stock contact is not taken over"
        )
        self.assertFalse(stock.is_investment_target)

    def test_roles(self):
        for user, operations in (
            (self.officer_a, {"read"}),
            (self.lead_a, {"read"}),
            (self.manager, {"read", "write", "create", "unlink"}),
            (self.leader, {"read"}),
            (self.outsider, set()),
        ):
            entry = self.entry.with_user(user)
            granted = {
                operation
                for operation in ("read", "write", "create", "unlink")
                if entry.has_access(operation)
            }
            with self.subTest(user=user.name):
                self.assertEqual(granted, operations)
