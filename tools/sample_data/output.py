"""Write the tables: CSV where dates are fixed, XML where they are relative to the day of loading."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from xml.sax.saxutils import escape


def as_cell(value):
    """One CSV cell, in the form that Odoo's import reads."""
    match value:
        case None | False:
            return ""
        case True:
            return "1"
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:.2f}"
        case list() | tuple():
            return ",".join(value)
        case _:
            return str(value)


def to_csv(rows):
    """Rows (dicts of one table) as CSV; columns in order of first appearance, empty ones left out."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    columns = [name for name in columns if any(as_cell(row.get(name)) for row in rows)]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([as_cell(row.get(name)) for name in columns] for row in rows)
    return buffer.getvalue()


class Day(NamedTuple):
    """A day counted from the day of loading, at an hour (UTC) where the field wants one."""

    days: int
    hour: int = 2


class Month(NamedTuple):
    """First day of a month counted from the month of loading."""

    months: int


class Year(NamedTuple):
    """Year of the month that has ended last on the day of loading."""


class Value(NamedTuple):
    """A value as Python writes it, for a field of JSON."""

    value: dict


class Ref(str):
    """An XML id."""

    __slots__ = ()


INDENT, LINE_WIDTH = " " * 8, 120
# The log speaks Chinese and nobody is notified of what was assigned to him while loading
CONTEXT = (
    "{'lang': 'zh_CN', 'mail_create_nolog': True, 'mail_activity_quick_update': True, "
    "'mail_auto_subscribe_no_notify': True}"
)


class Record(NamedTuple):
    """A record of a data file; ``user`` is who enters it, where that shows afterwards."""

    model: str
    key: str
    fields: dict
    user: str = ""


def to_xml(records):
    """Records as an Odoo data file, in the given order."""
    lines = [
        '<?xml version="1.0" encoding="utf-8" ?>',
        "<odoo",
        f'    context="{CONTEXT}"',
        ">",
    ]
    for record in records:
        user = f' uid="{record.user}"' if record.user else ""
        lines.append(f'    <record id="{record.key}" model="{record.model}"{user}>')
        lines += [_field(name, value) for name, value in record.fields.items()]
        lines.append("    </record>")
    return "\n".join([*lines, "</odoo>", ""])


def _field(name, value):
    match value:
        case Ref():
            return _element(name, "ref", value)
        case Day():
            return _element(name, "eval", _relative_day(*value))
        case Month():
            return _element(name, "eval", _relative("months", value.months, "day=1"))
        case Year():
            return _element(name, "eval", f"({_relative('months', -1, 'day=1')}).year")
        case Value():
            return _element(name, "eval", escape(repr(value.value)))
        case list():
            refs = ", ".join(f"ref('{key}')" for key in value)
            return _element(name, "eval", f"[Command.set([{refs}])]")
        case bool() | int() | float() | Decimal():
            return _element(name, "eval", value)
        case _:
            return f'{INDENT}<field name="{name}">{escape(value)}</field>'


def _element(name, attribute, value):
    """One line, or where that is too long one attribute a line, as the formatter wants it."""
    parts = f'name="{name}"', f'{attribute}="{value}"'
    line = f"{INDENT}<field {' '.join(parts)} />"
    if len(line) <= LINE_WIDTH:
        return line
    return "\n".join(
        [f"{INDENT}<field", *(f"{INDENT}    {part}" for part in parts), f"{INDENT}/>"]
    )


def _relative_day(days, hour):
    return _relative("days", days, f"hour={hour}, minute=0, second=0, microsecond=0")


def _relative(unit, number, absolute):
    return f"DateTime.now() + relativedelta({unit}={number}, {absolute})"
