#!/usr/bin/env python3
"""Compare the addon with stock Odoo, and the summary with a bare script, on the same rows.

usage: run.py [--scale 1.0] [--repeat 7] [--only NAME …] [--json FILE]

Runs through ``./zcrm bench``, which gives it an Odoo configuration (``ZCRM_CONFIG``) and a
database with the addon installed (``ZCRM_DATABASE``). An empty database is filled first, see
``data.py``. Within one run the two sides take turns, and what counts is the ratio of the medians
of their CPU seconds: of this process and of its PostgreSQL backend together. Other than the time
on the clock, that does not depend on what else the machine is doing. Goals and results:
README.md.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from datetime import date
from itertools import dropwhile
from pathlib import Path

import bare_figures
import bare_summary
import data
import ledger_import
import lights
import psycopg2
import registers
import screens
from bench_meter import Meter, read_peak_memory

import odoo.service.server
from odoo.api import Environment
from odoo.orm.registry import Registry
from odoo.sql_db import connection_info_for
from odoo.tools import config

INVESTMENT = [("is_investment_lead", "=", True)]
TARGETS = [("is_investment_target", "=", True)]
YEAR = (date(2016, 1, 1), date(2016, 12, 31))
LAST_YEAR = (date(2025, 1, 1), date(2025, 12, 31))
DECADE = (date(2016, 1, 1), date(2025, 12, 31))
#: What the bare script writes, too.
SHEETS = ("overview", "trips", "contacts", "deals", "pipeline", "settled", "definitions")
OPENINGS, CREATED = 5, 1000


class Bench:
    def __init__(self, registry, repeat):
        self.registry = registry
        self.repeat = repeat
        self.results = []
        with registry.cursor() as cr:
            env = Environment(cr, 1, {})
            self.base_url = env["ir.config_parameter"].get_param("web.base.url")
            self.user_id = env["res.users"].search([("login", "=", "bench")]).id

    @contextmanager
    def request(self, **context):
        """A transaction of its own, as a request has; nothing of it stays."""
        with self.registry.cursor() as cr:
            # workers of a parallel query would escape the meter
            cr.execute("SET LOCAL max_parallel_workers_per_gather = 0")
            context = {"lang": "zh_CN", "tz": "Asia/Shanghai", **context}
            yield Environment(cr, self.user_id, context)
            cr.rollback()

    def compare(self, name, goal, ours, other, repeat=None):
        """Let the two take turns; the first round is a warm-up."""
        meters = {ours: [], other: []}
        for turn in range((repeat or self.repeat) + 1):
            for action in (ours, other) if turn % 2 else (other, ours):
                meter = action()
                if turn:
                    meters[action].append(meter)
        cpu = [statistics.median(meter.cpu for meter in meters[side]) for side in (ours, other)]
        clock = [
            statistics.median(meter.clock for meter in meters[side]) for side in (ours, other)
        ]
        shown = [
            f"{c * 1000:,.0f} ({t * 1000:,.0f}) ms" for c, t in zip(cpu, clock, strict=True)
        ]
        self.report(name, goal, cpu[0] / cpu[1], *shown)

    def report(self, name, goal, ratio, ours, other):
        self.results.append(
            {"name": name, "goal": goal, "ratio": round(ratio, 3), "ours": ours, "other": other}
        )
        verdict = "ok" if ratio <= goal else "MISSED"
        print(f"{name:<44} {ours:>22} {other:>22} {ratio:6.2f} ≤ {goal} {verdict}", flush=True)

    # screens

    def compare_screens(self, name, goal, ours, other):
        """Each side: model, kind, domain, view and the context of its action."""
        counts = []
        for *arguments, context in (ours, other):
            with self.request() as env:
                counts.append(screens.Screen(env, *arguments, **context).count())
        if counts[0] != counts[1] or not counts[0]:
            raise SystemExit(f"{name}: {counts[0]} records against {counts[1]}")
        self.compare(name, goal, self.open_screen(*ours), self.open_screen(*other))

    def open_screen(self, *arguments):
        *arguments, context = arguments

        def action():
            with self.request() as env:
                screen = screens.Screen(env, *arguments, **context)
                with Meter(env.cr.connection) as meter:
                    for _time in range(OPENINGS):
                        screen.open()
                return meter

        return action

    def bench_kanban(self):
        opportunities = {"default_type": "opportunity"}
        self.compare_screens(
            "pipeline kanban / stock crm.lead kanban",
            1.1,
            (
                "crm.lead",
                "kanban",
                INVESTMENT,
                "zhuozhou_crm.crm_lead_view_kanban",
                {"investment_pipeline": True, **opportunities},
            ),
            (
                "crm.lead",
                "kanban",
                [("type", "=", "opportunity")],
                "crm.crm_case_kanban_view_leads",
                opportunities,
            ),
        )

    def bench_list(self):
        for kind, ours, stock in (
            ("list", "zhuozhou_crm.res_partner_view_list_target", "base.view_partner_tree"),
            (
                "kanban",
                "zhuozhou_crm.res_partner_view_kanban_target",
                "base.res_partner_kanban_view",
            ),
        ):
            self.compare_screens(
                f"enterprise {kind} / stock res.partner {kind}",
                1.1,
                ("res.partner", kind, TARGETS, ours, {}),
                ("res.partner", kind, TARGETS, stock, {}),
            )

    # writing

    def create_leads(self, investment):
        def action():
            with self.request() as env:
                teams = env["crm.team"].search([("is_investment", "=", investment)], limit=1)
                partners = env["res.partner"].search(TARGETS, limit=CREATED)
                amount = "planned_investment" if investment else "expected_revenue"
                values = [
                    {
                        "name": f"示例新登记项目{i}",
                        "type": "opportunity",
                        "partner_id": partners[i % len(partners)].id,
                        "team_id": teams.id,
                        "user_id": env.uid,
                        amount: 1e8 + i,
                    }
                    for i in range(CREATED)
                ]
                env.flush_all()
                with Meter(env.cr.connection) as meter:
                    env["crm.lead"].with_context(investment_pipeline=investment).create(values)
                    env.flush_all()
                return meter

        return action

    def bench_create(self):
        self.compare(
            f"create {CREATED} leads / stock",
            1.1,
            self.create_leads(True),
            self.create_leads(False),
            repeat=3,
        )

    def bench_ledger(self):
        ledger_import.compare(self, Meter, 0.2)

    def bench_lights(self):
        lights.compare(self, Meter)

    # the workbook

    def write_ours(self, path, period):
        first, last = period
        with self.request(lang="en_US") as env:
            sheets = env["investment.summary.sheet"].search([("code", "in", SHEETS)])
            days = {"date_from": first, "date_to": last, "as_of": last}
            wizard = env["investment.summary.wizard"].create(
                {"period_type": "free", **days, "sheet_ids": sheets.ids}
            )
            with Meter(env.cr.connection) as meter:
                wizard._write_file(path)
            return meter

    def write_bare(self, path, period):
        _name, dsn = connection_info_for(self.registry.db_name)
        with closing(psycopg2.connect(**dsn)) as connection, Meter(connection) as meter:
            with connection.cursor() as cursor:
                cursor.execute("SET max_parallel_workers_per_gather = 0")
            self.rows = bare_summary.write_summary(connection, path, *period, self.base_url)
        return meter

    def bench_summary(self):
        with tempfile.TemporaryDirectory() as folder:
            ours, bare = (os.path.join(folder, name) for name in ("ours.xlsx", "bare.xlsx"))
            self.write_ours(ours, YEAR)
            self.write_bare(bare, YEAR)
            check_same_cells(ours, bare)
            self.compare(
                "summary workbook / bare script",
                1.3,
                lambda: self.write_ours(ours, DECADE),
                lambda: self.write_bare(bare, DECADE),
                repeat=3,
            )
            print(f"    ({self.rows:,} rows in the registers)")

    # all indicators of a year

    def evaluate_ours(self):
        with self.request() as env:
            sections = [("section_id.code", "in", bare_figures.SECTIONS)]
            indicators = env["investment.indicator"].search(sections)
            first, last = LAST_YEAR
            period = indicators._make_period(first, last, last)
            indicators._evaluate(period)  # rules and definitions are read once per process
            with Meter(env.cr.connection) as meter:
                readings = indicators._evaluate(period)
            self.figures = {one.code: reading.value for one, reading in readings.items()}
        return meter

    def evaluate_bare(self):
        _name, dsn = connection_info_for(self.registry.db_name)
        with closing(psycopg2.connect(**dsn)) as connection, Meter(connection) as meter:
            with connection.cursor() as cursor:
                cursor.execute("SET max_parallel_workers_per_gather = 0")
            self.bare_figures = bare_figures.read_figures(connection, *LAST_YEAR)
        return meter

    def bench_indicators(self):
        self.evaluate_ours()
        self.evaluate_bare()
        for code, value in self.figures.items():
            other = self.bare_figures[code]
            if abs((value or 0) - (other or 0)) > 1e-6 * max(abs(value or 0), 1):
                raise SystemExit(f"indicator {code}: {value} against {other}")
        self.compare(
            f"{len(self.figures)} indicators of a year / SQL script",
            1.5,
            self.evaluate_ours,
            self.evaluate_bare,
        )

    # a register

    def bench_register(self):
        """All projects as a register: against a bare script, and against Odoo's own export."""
        with tempfile.TemporaryDirectory() as folder:
            ours, other = (os.path.join(folder, name) for name in ("ours.xlsx", "other.xlsx"))
            _meter, rows = registers.write_ours(self, ours)
            registers.write_bare(self, other)
            registers.check_same_cells(ours, other)
            name = f"register of {rows:,} rows"
            bare = (f"{name} / bare script", 1.15)
            stock = (f"{name} / Odoo's own export", 0.5)
            write_ours = registers.timed(registers.write_ours, self, ours)
            self.compare(
                *bare, write_ours, registers.timed(registers.write_bare, self, other), repeat=3
            )
            self.compare(
                *stock,
                write_ours,
                registers.timed(registers.write_stock, self, other),
                repeat=1,
            )

    def bench_register_memory(self):
        """Peak memory of a fresh process that writes the register, and of one that has no row."""
        peaks = {}
        for name in ("register", "empty_register"):
            command = [sys.executable, __file__, "--child", name]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            peaks[name] = json.loads(output.splitlines()[-1])["peak"] / 1024
        ours, other = peaks["register"], peaks["empty_register"]
        self.report(
            "register, peak memory above that of an empty one, in 64 MB",
            1,
            (ours - other) / 64,
            *(f"{peak:,.0f} MB" for peak in (ours, other)),
        )

    def bench_memory(self):
        """Peak memory of a fresh process that writes one year, and of one that writes ten."""
        peaks = {}
        for name in ("year", "decade"):
            command = [sys.executable, __file__, "--child", name]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            peaks[name] = json.loads(output.splitlines()[-1])
        ours, other = peaks["decade"], peaks["year"]
        self.report(
            f"peak memory, {ours['rows']:,} / {other['rows']:,} rows",
            1.05,
            ours["peak"] / other["peak"],
            *(f"{side['peak'] / 1024:,.0f} MB" for side in (ours, other)),
        )
        print(f"    ({other['before'] / 1024:,.0f} MB before writing)")

    def write_in_child(self, name):
        if "register" in name:
            print(json.dumps(registers.write_in_child(self, name)))
            return
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            before = read_peak_memory()
            self.write_ours(file.name, {"year": YEAR, "decade": DECADE}[name])
            peak = read_peak_memory()
            from openpyxl import load_workbook

            sheets = load_workbook(file.name, read_only=True).worksheets
            rows = sum(sheet.max_row or 0 for sheet in sheets)
        print(json.dumps({"before": before, "peak": peak, "rows": rows}))


def check_same_cells(ours, bare):
    """The comparison is worth nothing if the bare script writes less."""
    from openpyxl import load_workbook

    books = [load_workbook(path, read_only=True) for path in (ours, bare)]
    for name, *_rest in bare_summary.REGISTERS:
        tables = [dropwhile(is_head, book[name].iter_rows(values_only=True)) for book in books]
        for number, (mine, theirs) in enumerate(zip(*tables, strict=False), 1):
            if mine[: len(theirs)] != theirs and "Total" not in mine:
                raise SystemExit(f"{name}, row {number} differs:\n{mine}\n{theirs}")


def is_head(row):
    return not any(str(value).startswith("=HYPERLINK") for value in row)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full size")
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--json", help="write the results there, too")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    database = os.environ["ZCRM_DATABASE"]
    config.parse_config(["-c", os.environ["ZCRM_CONFIG"], "-d", database, "--log-level=error"])
    odoo.service.server.load_server_wide_modules()
    registry = Registry(database)
    fill(registry, options.scale)
    bench = Bench(registry, options.repeat)
    if options.child:
        bench.write_in_child(options.child)
        return 0
    print(f"{'CPU (clock)':<44} {'ours':>22} {'other':>22} {'ratio':>6}", flush=True)
    for name in options.only:
        getattr(bench, f"bench_{name}")()
    if options.json:
        Path(options.json).write_text(json.dumps(bench.results, indent=1, ensure_ascii=False))
    return 1 if any(result["ratio"] > result["goal"] for result in bench.results) else 0


def fill(registry, scale):
    with registry.cursor() as cr:
        env = Environment(cr, 1, {})
        if env["res.users"].search_count([("login", "=", "bench")]):
            return
        print("filling the database …", flush=True)
        start = time.perf_counter()
        sizes = data.generate(env, scale)
        sizes = ", ".join(f"{number:,} {name}" for name, number in sizes.items())
        print(f"{sizes} ({time.perf_counter() - start:.0f} s)", flush=True)


NAMES = "kanban list create indicators lights summary memory".split()
NAMES += ["register", "register_memory", "ledger"]

if __name__ == "__main__":
    sys.exit(main())
