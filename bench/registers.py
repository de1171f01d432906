"""The register of all projects, written by the addon, by a bare script, and by Odoo's own export.

The same rows and columns each time: the bare script writes the same cells, Odoo's export has the
fields that the columns show.
"""

import tempfile
from contextlib import closing
from unittest.mock import patch

import bare_summary
import psycopg2
import xlsxwriter
from bench_meter import Meter, read_peak_memory

from odoo.sql_db import connection_info_for

from odoo.addons.web.controllers import export

MODEL = "crm.lead"
LIST = [["team_id.is_investment", "=", True]]
FIELDS = [
    ("stage_id/name", "char"),
    ("name", "char"),
    ("partner_id/name", "char"),
    ("sector_id/name", "char"),
    ("investment_source", "selection"),
    ("planned_investment", "monetary"),
    ("contract_value", "monetary"),
    ("land_need", "float"),
    ("energy_need", "float"),
    ("date_deadline", "date"),
    ("team_id/name", "char"),
    ("user_id/name", "char"),
    ("first_report_date", "date"),
    ("days_in_stage", "integer"),
]


def write_ours(bench, path, domain=None):
    """As the list does it: a wizard that the cog menu opens. Returns meter and rows."""
    with bench.request(lang="en_US", active_model=MODEL, active_domain=domain or LIST) as env:
        wizard = env["investment.register.wizard"].create({})
        with Meter(env.cr.connection) as meter:
            rows = wizard._write_file(path)
        return meter, rows


def write_bare(bench, path):
    _name, dsn = connection_info_for(bench.registry.db_name)
    with closing(psycopg2.connect(**dsn)) as connection, Meter(connection) as meter:
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")
        bare_summary.use_floats(connection)
        params = {"last": "9999-12-31", "base_url": bench.base_url}
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
            formats = bare_summary.make_formats(workbook)
            rows = bare_summary.write_register(
                connection, workbook, formats, bare_summary.PIPELINE, params
            )
    return meter, rows


class _Request:
    """What the export controller needs of a request."""

    def __init__(self, env):
        self.env = env


def write_stock(bench, path):
    """The steps of ``ExportFormat.base``, without its log and its response."""
    with bench.request(lang="en_US") as env, Meter(env.cr.connection) as meter:
        names = [name for name, _type in FIELDS]
        # sudo: the user of the bench has no right to Odoo's own export
        rows = env[MODEL].search(LIST).sudo().export_data(names)["datas"]
        fields = [{"name": name, "type": kind} for name, kind in FIELDS]
        with patch.object(export, "request", _Request(env)):
            content = export.ExcelExport.from_data(None, fields, names, rows)
        with open(path, "wb") as file:
            file.write(content)
    return meter, len(rows)


def timed(write, bench, path):
    return lambda: write(bench, path)[0]


def check_same_cells(ours, bare):
    """The comparison is worth nothing if the bare script writes less."""
    from openpyxl import load_workbook

    books = [load_workbook(path, read_only=True) for path in (ours, bare)]
    tables = [
        [row for row in book.worksheets[0].iter_rows(values_only=True) if is_row(row)]
        for book in books
    ]
    if len(tables[0]) != len(tables[1]):
        raise SystemExit(f"{len(tables[0])} rows here, {len(tables[1])} there")
    for number, (mine, theirs) in enumerate(zip(*tables, strict=True), 1):
        if mine != theirs:
            raise SystemExit(f"row {number} differs:\n{mine}\n{theirs}")


def is_row(row):
    return str(row[0]).startswith("=HYPERLINK")


def write_in_child(bench, name):
    domain = [["id", "=", 0]] if name.startswith("empty") else None
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        _meter, rows = write_ours(bench, file.name, domain)
    return {"peak": read_peak_memory(), "rows": rows}
