"""A snapshot as a workbook: the figures as they were frozen, whatever has happened since."""

from xlsxwriter import Workbook

from odoo.tools import format_date

from .xlsx_sheet import Sheet, Styles

WIDTHS = [14, 34, 12, 18, 10, 70]
YI = 10**8


def write_snapshot(target, snapshot, fonts: dict) -> None:
    """Write to a path or an open binary file."""
    env = snapshot.env
    with Workbook(target, {"constant_memory": True}) as workbook:
        sheet = Sheet(workbook, env._("Figures"), Styles(workbook, fonts, "#,##0.00##"), WIDTHS)
        sheet.set_page(env._("Page %(page)s of %(pages)s", page="&P", pages="&N"))
        sheet.title(env._("Snapshot of the Figures: %(name)s", name=snapshot.name))
        sheet.three_parts(
            env._(
                "%(first)s to %(last)s",
                first=format_date(env, snapshot.date_from, date_format="long"),
                last=format_date(env, snapshot.date_to, date_format="long"),
            ),
            env._(
                "Data as of %(date)s",
                date=format_date(env, snapshot.as_of, date_format="long"),
            ),
            env._("Taken by: %(name)s", name=snapshot.user_id.name),
        )
        _write_head(sheet, env)
        for line in snapshot.line_ids.filtered("in_summary"):
            _write_line(sheet, env, line)


def _write_head(sheet: Sheet, env) -> None:
    top = sheet.row
    labels = (
        env._("Field of work"),
        env._("Indicator"),
        env._("Unit of measure"),
        env._("Figure"),
        env._("Records"),
        env._("Definition"),
    )
    for column, label in enumerate(labels):
        sheet.text(column, label, "head")
    sheet.row += 1
    sheet.freeze_above(sheet.row, top)


def _write_line(sheet: Sheet, env, line) -> None:
    sheet.set_height(sheet.height([(1, line.name), (5, line.definition or "")]))
    sheet.text(0, line.section_name, "label")
    sheet.text(1, line.name, "text")
    is_amount = line.unit_kind == "amount"
    unit = env._("CNY 100 million") if is_amount else line.unit_name
    sheet.text(2, "%" if line.unit_kind == "percent" else unit, "label")
    if not line.has_value:
        sheet.text(3, "—", "label")
    elif is_amount:
        sheet.number(3, line.value / YI, "amount")
    elif line.unit_kind == "percent":
        sheet.number(3, line.value, "percent")
    else:
        sheet.number(3, line.value, "decimal" if line.decimals else "count")
    sheet.number(4, line.record_count, "count")
    sheet.text(5, line.definition, "text")
    sheet.row += 1
