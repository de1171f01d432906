"""Rankings and published figures on a sheet."""

from .xlsx_sheet import ROW_HEIGHT, Sheet

HEAD_HEIGHT = 34


def write_league(sheet: Sheet, unit, league) -> None:
    """One ranking: its name, its columns, its rows, and how each score came about."""
    sheet.set_height(24)
    sheet.text(0, league.label, "subtitle")
    sheet.row += 1
    sheet.set_height(HEAD_HEIGHT)
    for column, label in enumerate(league.columns):
        sheet.text(column, label, "head")
    sheet.row += 1
    for values in league.rows:
        texts = [(i, value) for i, value in enumerate(values) if isinstance(value, str)]
        sheet.set_height(max(ROW_HEIGHT, sheet.height(texts)))
        for column, value in enumerate(values):
            _write_value(sheet, column, value)
        sheet.row += 1
    for remark in league.remarks:
        sheet.span(remark, "note", 30)
    sheet.row += 1


def _write_value(sheet: Sheet, column: int, value) -> None:
    if value is None or value == "":
        sheet.blank(column, "text")
    elif isinstance(value, str):
        sheet.text(column, value)
    elif isinstance(value, int):
        sheet.number(column, value, "count")
    else:
        sheet.number(column, value, "score")


def write_checks(env, sheet: Sheet, checks: list, base_url: str) -> None:
    """Published figures (公开口径核验) beside the computed ones."""
    sheet.set_height(24)
    sheet.text(0, env._("Published figures that differ"), "subtitle")
    sheet.row += 1
    if not checks:
        sheet.span(env._("Nothing to report."), "note", 20)
        return
    labels = (
        env._("No."),
        env._("Published figure"),
        env._("Explanation of the difference"),
        env._("Verdict"),
        env._("Published"),
        env._("Computed"),
    )
    sheet.set_height(HEAD_HEIGHT)
    for column, label in enumerate(labels):
        sheet.text(column, label, "head")
    sheet.row += 1
    for number, check in enumerate(checks, 1):
        sheet.set_height(sheet.height([(1, check.label), (2, check.explanation or "")]))
        if check.link:
            sheet.link(0, f"{base_url}/odoo/{check.link}", number)
        else:
            sheet.number(0, number, "label")
        texts = (check.label, check.explanation, check.verdict)
        for column, text in enumerate(texts, 1):
            sheet.text(column, text, "text" if column < 3 else "label")
        for column, value in ((4, check.published), (5, check.computed)):
            if isinstance(value, str) or value is None:
                sheet.text(column, value, "label")
            else:
                sheet.number(column, value, "figure")
        sheet.row += 1
