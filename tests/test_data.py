"""backup, restore and export, with the sample data of 2023."""

import shutil
import subprocess
import tarfile

from openpyxl import load_workbook

from .common import SystemCase, query


def cells(path):
    """Every filled cell of a workbook: {(sheet, cell): value}; formulas as their text."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def row_counts(database):
    tables = query(
        database,
        "SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY 1",
    )
    return {name: query(database, f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in tables}


class TestData(SystemCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.origin = cls.place("origin").fill("addon")
        cls.origin.load_sample_data()
        cls.backup = cls.origin.folder / "copy.tar"
        cls.origin.zcrm("backup", cls.backup)
        # now, because every summary made later leaves a line in the log of exports
        cls.counts = row_counts(cls.origin.database)

    def export(self, place, *options, name="summary.xlsx"):
        path = place.folder / name
        place.zcrm("export", *options, "--out", path)
        return path

    def test_restore_into_fresh_place_gives_equal_figures(self):
        fresh = self.place("fresh")
        fresh.zcrm("restore", self.backup)
        ignored = ("bus_bus", "ir_logging", "bus_presence")
        self.assertEqual(
            {k: v for k, v in self.counts.items() if k not in ignored},
            {k: v for k, v in row_counts(fresh.database).items() if k not in ignored},
        )
        before = cells(self.export(self.origin, "--year", "2023"))
        after = cells(self.export(fresh, "--year", "2023"))
        self.assertGreater(len(before), 100)
        self.assertEqual(before, after)
        self.assertEqual(self.stored_files(self.origin), self.stored_files(fresh))

    def stored_files(self, place):
        store = place.local / "data" / "filestore" / place.database
        return sorted(str(path.relative_to(store)) for path in store.rglob("??/*"))

    def test_restore_asks_before_it_overwrites(self):
        place = self.place("other").fill("addon")
        output = place.zcrm("restore", self.backup, fails=True)
        self.assertMessage(output, "已有数据", "--force")
        self.assertEqual(query(place.database, "SELECT count(*) FROM investment_trip"), [(0,)])
        place.zcrm("restore", self.backup, "--force")
        self.assertNotEqual(
            query(place.database, "SELECT count(*) FROM investment_trip"), [(0,)]
        )

    def test_damaged_backups_are_refused(self):
        place = self.place("damaged")
        whole = self.backup.read_bytes()
        middle = len(whole) // 3
        flipped = whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :]
        for title, content in (
            ("cut off", whole[: len(whole) // 2]),
            ("one byte changed", flipped),
            ("empty", b""),
            ("something else", b"PK\x03\x04 not a backup"),
        ):
            with self.subTest(title):
                path = place.folder / "damaged.tar"
                path.write_bytes(content)
                output = place.zcrm("restore", path, fails=True)
                self.assertMessage(output, "已损坏或不完整")
        self.assertFalse(
            query("postgres", "SELECT 1 FROM pg_database WHERE datname = %s", place.database)
        )

    def test_backup_of_a_newer_version_is_refused(self):
        place = self.place("newer")
        folder = place.folder / "content"
        folder.mkdir()
        subprocess.run(["tar", "-xf", self.backup, "-C", folder], check=True)
        manifest = folder / "manifest.json"
        manifest.write_text(manifest.read_text().replace('"19.0.', '"19.0.99.'))
        subprocess.run(
            "find . -type f ! -name SHA256SUMS -print0 | xargs -0 sha256sum > SHA256SUMS",
            shell=True,
            check=True,
            cwd=folder,
        )
        path = place.folder / "newer.tar"
        with tarfile.open(path, "w") as archive:
            archive.add(folder, arcname=".")
        self.assertMessage(place.zcrm("restore", path, fails=True), "较新的版本")

    def test_nothing_to_back_up(self):
        place = self.place("nothing")
        self.assertMessage(place.zcrm("backup", "x.tar", fails=True), "请先执行 ./zcrm run")
        self.assertFalse((place.folder / "x.tar").exists())

    def test_export_of_every_kind_of_period(self):
        for options in (
            ("--year", "2023"),
            ("--year", "2023", "--quarter", "3"),
            ("--year", "2023", "--month", "5"),
            ("--from", "2023-03-01", "--to", "2023-06-30"),
            ("--year", "2023", "--unit", "wan"),
        ):
            with self.subTest(options):
                self.assertGreater(len(cells(self.export(self.origin, *options))), 30)

    def test_the_published_figures_of_2023(self):
        sheet = load_workbook(
            self.export(self.origin, "--year", "2023"), data_only=True
        ).worksheets[0]
        numbers = {
            cell.value
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, int | float)
        }
        # trips, kilometres, enterprises, of which central SOEs or Beijing firms, projects signed at
        # the event and their value in 亿元, central SOE units before and after
        self.assertGreaterEqual(numbers, {19, 30000, 173, 106, 9, 44.85, 37, 58})
        self.assertIn(56.8, {round(number * 100, 1) for number in numbers if number < 1})

    def test_the_wrong_growth_rate_is_listed(self):
        """The sheet of checks names 57.3 %, what the records say, and by how much it is off."""
        sheet = load_workbook(self.export(self.origin, "--year", "2023"))["核验"]
        rows = [
            [str(cell) for cell in row if cell is not None]
            for row in sheet.iter_rows(values_only=True)
        ]
        (row,) = [row for row in rows if "57.3%" in row]
        self.assertEqual(row[3:], ["有差异", "57.3%", "56.8%"])
        self.assertIn("(58 家 - 37 家) ÷ 37 家 = 56.8%；原文多0.5个百分点", row)

    def test_export_options_that_make_no_sense(self):
        for options, message in (
            ((), "请给 --year"),
            (("--year", "2023", "--quarter", "5"), "--quarter"),
            (("--year", "2023", "--month", "13"), "--month"),
            (("--from", "2023-06-30", "--to", "2023-03-01"), "--from 晚于 --to"),
            (("--from", "2023-06-30"), "要一起给"),
            (("--year", "二〇二三"), "--year"),
            (("--year", "2023", "--unit", "元"), "--unit"),
            (("--from", "2023-02-30", "--to", "2023-03-30"), "不是日期"),
        ):
            with self.subTest(options):
                output = self.origin.zcrm("export", *options, "--out", "x.xlsx", fails=True)
                self.assertMessage(output, "失败", message)
        self.assertFalse((self.origin.folder / "x.xlsx").exists())
        self.assertMessage(self.origin.zcrm("export", "--year", "2023", fails=True), "--out")

    def test_workbook_has_no_formula_errors_in_libreoffice(self):
        path = self.export(self.origin, "--year", "2023", name="office.xlsx")
        folder = self.origin.folder / "recalculated"
        profile = self.origin.folder / "profile"
        subprocess.run(
            [
                shutil.which("soffice"),
                f"-env:UserInstallation=file://{profile}",
                *("--headless", "--convert-to", "xlsx", "--outdir", folder, path),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        stored, recalculated = (
            {
                (sheet.title, cell.coordinate): cell.value
                for sheet in load_workbook(file, data_only=True).worksheets
                for row in sheet.iter_rows()
                for cell in row
                if cell.value not in (None, "")
            }
            for file in (path, folder / path.name)
        )
        errors = {k: v for k, v in recalculated.items() if str(v).startswith("#")}
        self.assertFalse(errors)
        different = {
            key: (value, recalculated.get(key))
            for key, value in stored.items()
            if isinstance(value, int | float)
            and abs(value - (recalculated.get(key) or 0)) > 1e-6
        }
        self.assertFalse(different, "values stored with formulas differ from recalculated ones")
