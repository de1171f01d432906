"""The pack of a hearing as an Excel table in the official look."""

from xlsxwriter import Workbook

from odoo.tools import format_date

from .xlsx_sheet import A3, Sheet, Styles

WAN = 10_000
PROJECT_WIDTHS = [5, 20, 12, 14, 11, 12, 12, 12, 9, 6, 32, 20, 20, 20, 34]
DIRECTIVE_WIDTHS = [5, 44, 30, 18, 12, 13, 13, 11, 12]


def write_workbook(pack, target) -> None:
    with Workbook(target, {"constant_memory": True, "in_memory": False}) as workbook:
        styles = Styles(workbook, pack.fonts(), "#,##0.00")
        _write_projects(pack, workbook, styles)
        _write_directives(pack, workbook, styles)


def _write_projects(pack, workbook, styles):
    env = pack.env
    sheet = Sheet(workbook, env._("Projects Called Up"), styles, PROJECT_WIDTHS)
    _write_top(pack, sheet, pack.title)
    _write_head(
        sheet,
        (
            env._("No."),
            env._("Key Project"),
            env._("Level"),
            env._("Lead Unit"),
            env._("Head in Charge"),
            env._("Total Investment"),
            env._("Annual Plan"),
            env._("Completed This Year"),
            env._("Completion Rate"),
            env._("Light"),
            env._("Reason for the Light"),
            env._("Visual Progress"),
            env._("Problems"),
            env._("Next Step"),
            env._("Who Owes What"),
        ),
    )
    for row in pack.projects:
        _write_project(sheet, row)
    sheet.row += 1
    sheet.span(
        env._(
            "Schedule by the end of %(month)s: %(schedule)s. Amounts in CNY 10,000.",
            month=pack.month_label,
            schedule=f"{100 * pack.schedule:.1f}%",
        ),
        "note",
    )


def _write_project(sheet, row):
    texts = (
        (1, row.name),
        (10, row.reason),
        (11, row.progress),
        (12, row.problems),
        (13, row.next_step),
        (14, "\n".join(row.owed)),
    )
    sheet.set_height(sheet.height(texts))
    sheet.number(0, row.number, "label")
    for column, text in ((2, row.level), (3, row.unit), (4, row.head)):
        sheet.text(column, text, "label")
    for column, amount in ((5, row.total), (6, row.plan), (7, row.completed)):
        sheet.number(column, amount / WAN, "amount")
    sheet.number(8, row.completion, "percent")
    sheet.text(9, row.light, f"light_{row.colour}" if row.colour else "label")
    for column, text in texts:
        sheet.text(column, text)
    sheet.row += 1


def _write_directives(pack, workbook, styles):
    env = pack.env
    sheet = Sheet(workbook, env._("Directives"), styles, DIRECTIVE_WIDTHS)
    _write_top(pack, sheet, env._("Directives open and overdue"))
    _write_head(
        sheet,
        (
            env._("No."),
            env._("What Is to Be Done"),
            env._("Key Project"),
            env._("Responsible Unit"),
            env._("Person Responsible"),
            env._("Set On"),
            env._("Due"),
            env._("Working Days Overdue"),
            env._("Status"),
        ),
    )
    for row in pack.directives:
        sheet.set_height(sheet.height(((1, row.what), (2, row.project))))
        sheet.number(0, row.number, "label")
        sheet.text(1, row.what)
        sheet.text(2, row.project)
        sheet.text(3, row.unit, "label")
        sheet.text(4, row.person, "label")
        sheet.date(5, row.date)
        sheet.date(6, row.due)
        sheet.number(7, row.overdue, "count")
        sheet.text(8, row.state, "light_red" if row.overdue else "label")
        sheet.row += 1


def _write_top(pack, sheet, title):
    env, hearing = pack.env, pack.hearing
    sheet.set_page(env._("Page &P of &N"), A3)
    sheet.title(title)
    sheet.three_parts(
        env._("Held on %(date)s", date=format_date(env, hearing.date)),
        env._("Figures by the end of %(month)s", month=pack.month_label),
        env._("Unit: CNY 10,000"),
    )


def _write_head(sheet, labels):
    sheet.worksheet.set_row(sheet.row, 34)
    for column, label in enumerate(labels):
        sheet.text(column, label, "head")
    sheet.row += 1
    sheet.freeze_above(sheet.row, sheet.row - 1, 2)
