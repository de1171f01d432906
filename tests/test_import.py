"""import: ledgers read in from the command line."""

import json
import shutil

from .common import ROOT, SystemCase, query

SAMPLES = ROOT / "zhuozhou_crm" / "tests" / "data"
EXPECTED = (
    ("deals", "签约台账.xlsx", {"rows": 18, "new": 14, "decide": 2, "wrong": 2}),
    ("trips", "外出招商情况上报表.xlsx", {"rows": 18, "new": 18, "decide": 0, "wrong": 0}),
    ("enterprises", "目标企业库.xls", {"rows": 30, "duplicate": 2, "decide": 0, "wrong": 1}),
    ("pipeline", "在谈项目.csv", {"rows": 15, "new": 15, "decide": 0, "wrong": 0}),
)


class TestImport(SystemCase):
    """On a database without sample data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.city = cls.place("city").fill("addon")
        for _kind, name, _counts in EXPECTED:
            shutil.copy(SAMPLES / name, cls.city.folder / name)

    def run_import(self, *args):
        output = self.city.zcrm("import", *args)
        return json.loads(output[output.index("{\n") :])

    def count_deals(self):
        return query(self.city.database, "SELECT count(*) FROM investment_deal")[0][0]

    def test_samples(self):
        for kind, name, counts in EXPECTED:
            with self.subTest(kind=kind):
                report = self.run_import(kind, name, "--check")
                self.assertEqual({key: report[key] for key in counts}, counts)
        report = self.run_import("deals", EXPECTED[0][1], "--check")
        self.assertEqual(report["value_yuan"], 14_206_000_000)
        self.assertEqual(self.count_deals(), 0, "a check writes nothing")
        with self.subTest("reasons in Chinese"):
            rows = {line["row"]: line["reason"] for line in report["reasons"]}
            self.assertEqual(sorted(rows), [8, 13, 15, 16])
            self.assertIn("约数", rows[8])
        with self.subTest("written, and again"):
            self.assertEqual(self.run_import("deals", EXPECTED[0][1])["new"], 14)
            self.assertEqual(self.count_deals(), 14)
            again = self.run_import("deals", EXPECTED[0][1])
            self.assertEqual((again["new"], again["duplicate"]), (0, 14))
            self.assertEqual(self.count_deals(), 14)

    def count_records(self):
        models = ("res_partner", "crm_lead", "investment_trip", "investment_engagement")
        return {
            table: query(self.city.database, f"SELECT count(*), max(write_date) FROM {table}")[
                0
            ]
            for table in models
        }

    def test_written_and_again(self):
        """What the check promised goes in; the second time nothing changes."""
        for kind, name, _counts in EXPECTED[1:]:
            with self.subTest(kind=kind):
                promised = self.run_import(kind, name, "--check")["new"]
                self.assertGreater(promised, 0)
                self.assertEqual(self.run_import(kind, name)["new"], promised)
                before = self.count_records()
                again = self.run_import(kind, name)
                self.assertEqual((again["new"], again["update"]), (0, 0))
                self.assertEqual(self.count_records(), before)

    def test_mistakes(self):
        damaged = self.city.folder / "damaged.xlsx"
        damaged.write_bytes((SAMPLES / EXPECTED[0][1]).read_bytes()[:3000])
        for args, parts in (
            (("unheard_of", damaged), ("种台账", "enterprises")),
            (("deals", "missing.xlsx"), ("missing.xlsx",)),
            (("deals", damaged), ("已损坏",)),
            (("deals", damaged, "--user", "nobody"), ("nobody",)),
            (("deals", damaged, "--team", "示例无此队"), ("示例无此队",)),
        ):
            with self.subTest(args=args):
                self.assertMessage(self.city.zcrm("import", *args, fails=True), *parts)
