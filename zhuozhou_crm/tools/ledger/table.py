"""Sheets → rows: without titles, totals, notes, headings of sections and repeated headers."""

import datetime
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from .amounts import unit_of_lines
from .cells import is_blank, to_text
from .dates import Years, find_month
from .fields import IGNORE

# 合计, 合计（2个）, 总计：35项, 小计金额; but not the project 合计量子科技园.
_TOTAL = re.compile(
    r"^[(]?(?:全[市县区]|本[页月年表季]|各.{0,4})?(?:合计|总计|小计|共计|累计|平均值?)"
    r"(?=[^\u4e00-\u9fff]|$|[个项家条户]|金额|投资|数|签约|到位)"
)
# 同上: what the cell above says.
_DITTO = re.compile(r"同上|[〃″\"”]")
_NOTE = re.compile(
    r"^(?:\*|※|备注|附注|注\s*[::\d]|注$|说明|填表|填报|制表|审核|审批|复核|主管|报送|统计|经办|"
    r"(?:单位|部门|分管)?(?:负责人|领导)[::]|联系(?:人|电话)[::]|日期[::]|盖章|[(]盖章)"
)
_SECTION = re.compile(
    r"^(?:[(]?[一二三四五六七八九十]{1,3}[)]?[、..\s]|第[一二三四五六七八九十]+[章部类批])"
)
_FEW = 3
LAST_LINES = 20


@dataclass
class RawRow:
    """Cells of one row of the table by column; ``number`` as the spreadsheet counts it."""

    number: int
    cells: dict
    hidden: bool = False
    #: Columns whose value comes from a cell merged over several rows of the table.
    continued: frozenset = frozenset()
    unsaved: frozenset = frozenset()


@dataclass
class Table:
    name: str
    header: object
    rows: list
    titles: list  # the texts above the header
    unit: str = ""
    years: Years = None
    month: datetime.date | None = None  # that the report is about
    skipped: Counter = field(default_factory=Counter)


def read_table(sheet, header, file_name="", skip_hidden=False):
    """Return the :class:`Table` under a header."""
    titles = _texts(sheet, range(header.top))
    rows, notes, skipped = [], [], Counter()
    heading = _row_texts(sheet, header.bottom - 1)
    unsaved = defaultdict(list)
    for row, column in sheet.unsaved:
        unsaved[row].append(column)
    for index in range(header.bottom, len(sheet.rows)):
        if skip_hidden and index in sheet.hidden_rows:
            skipped["hidden"] += 1
            continue
        row = _read_row(sheet, header, index, unsaved.get(index, ()))
        reason = _why_no_row(sheet, header, row, index, heading)
        if reason:
            skipped[reason] += 1
            notes += _row_texts(sheet, index) if reason == "note" else []
        else:
            _repeat_above(row, rows)
            rows.append(row)
    years = Years(
        " ".join(titles[:1]), " ".join(titles[1:]), sheet.name, file_name, " ".join(notes)
    )
    return Table(
        name=sheet.name,
        header=header,
        rows=rows,
        titles=titles,
        unit=unit_of_lines(titles) or unit_of_lines(notes) or "",
        years=years,
        month=find_month((*titles, sheet.name, file_name), years),
        skipped=skipped,
    )


def _repeat_above(row, rows):
    above = rows[-1].cells if rows else {}
    for column, value in row.cells.items():
        if isinstance(value, str) and _DITTO.fullmatch(value.strip()) and column in above:
            row.cells[column] = above[column]


def find_unit(sheet, header):
    """The unit that the lines around the table name, without reading the table."""
    below = range(max(header.bottom, len(sheet.rows) - LAST_LINES), len(sheet.rows))
    notes = [
        text
        for index in below
        if len(texts := _row_texts(sheet, index)) <= _FEW
        for text in texts
    ]
    return unit_of_lines(_texts(sheet, range(header.top))) or unit_of_lines(notes) or ""


def _read_row(sheet, header, index, unsaved):
    cells, continued = {}, set()
    for column in header.columns:
        owner = sheet.owners.get((index, column.index), (index, column.index))
        value = sheet.cell(*owner)
        if owner[0] != index and owner[0] >= header.bottom:
            continued.add(column.index)
        elif owner[0] < header.bottom:
            value = None
        if value is not None:
            cells[column.index] = value
    return RawRow(
        number=index + 1,
        cells=cells,
        hidden=index in sheet.hidden_rows,
        continued=frozenset(continued),
        unsaved=frozenset(unsaved),
    )


def _why_no_row(sheet, header, row, index, heading):
    """``blank``, ``total``, ``note``, ``section``, ``header`` or None for a row of the table."""
    ignored = {column.index for column in header.columns if column.field == IGNORE}
    told = {
        column: to_text(value)
        for column, value in row.cells.items()
        if column not in ignored and column not in row.continued and not is_blank(value)
    }
    lead = _squeeze(next(filter(None, map(to_text, sheet.rows[index])), ""))
    first = [lead, *map(_squeeze, list(told.values())[:2])]
    if any(map(_TOTAL.match, first)):
        return "total"
    if not told and not _says_something(lead):
        return "blank"
    if heading and lead == _squeeze(heading[0]) and _row_texts(sheet, index) == heading:
        return "header"
    distinct = set(map(_squeeze, told.values())) | {lead}
    if len(distinct) <= _FEW and _NOTE.match(lead):
        return "note"
    if len(distinct) <= 1:
        if _SECTION.match(lead):
            return "section"
        key = [column.index for column in header.columns if column.field]
        if not any(column in key for column in told):
            return "note" if _says_something(lead) else "blank"
        if _is_merged_across(sheet, index):
            return "section"
    return None


def _squeeze(text):
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _says_something(text):
    return bool(text) and not re.fullmatch(r"[\d.]+", text)


def _is_merged_across(sheet, index):
    return any(
        top == bottom == index and right - left >= 2
        for top, left, bottom, right in sheet.merged
    )


def _row_texts(sheet, index):
    if not 0 <= index < len(sheet.rows):
        return []
    return [text for value in sheet.rows[index] if (text := to_text(value))]


def _texts(sheet, rows):
    return [text for index in rows for text in _row_texts(sheet, index)]
