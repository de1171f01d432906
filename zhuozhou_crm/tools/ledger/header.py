"""Finding the header of a table and recognising its columns.

A header is the best of the first rows, one to three rows deep. Its columns are called by everything
that stands above them in it: under a merged “接洽人”, the column “姓名” is “接洽人姓名”. What is in
brackets is the unit, not the name.
"""

import datetime
import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace

from ..text import normalize_name
from .amounts import unit_of
from .cells import to_text
from .fields import IGNORE, NOTE

SEARCHED_ROWS = 40
MAX_DEPTH = 3
LONGEST_TITLE = 40
# A header shorter than this is too general to be recognised by its end.
SHORTEST_ENDING = 3
EXACT, ENDING = 3, 2
_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
# A unit that is not in brackets: 投资额/万元, 投资额亿元.
_UNIT_TAIL = re.compile(
    r"(?:[/:]\s*(?:亿|[十百千]?万|千)?[美欧]?元|(?:亿|[十百千]?万|千)[美欧]?元)$"
)
# The period in a title: 2023年度计划投资, 5月完成投资, 2023年1-5月累计完成投资.
_YEAR = re.compile(r"^(?:19|20)\d\d(?:年(?!度)|(?=年度))?")
_MONTHS = re.compile(r"^\d{1,2}月?[\-—~～至到]\d{1,2}月份?")
_MONTH = re.compile(r"^\d{1,2}月份?")
# 填报单位：示例招商组 says something, it heads nothing.
_STATEMENT = re.compile(r"\s*(?!其中)[^:：]{1,12}[:：]\s*\S")
_LEADING = re.compile(r"^其中")
# A second column called like this belongs to the person met, not to the one who led the party.
_SECOND = {"leader_function": "contact_function", "leader": "contact", "enterprise": NOTE}


@dataclass(frozen=True)
class Column:
    index: int
    title: str
    field: str = ""  # empty: not recognised
    sure: bool = True
    unit: str = ""
    hidden: bool = False


@dataclass
class Header:
    top: int
    depth: int
    columns: list

    @property
    def bottom(self):
        return self.top + self.depth

    @property
    def fields(self):
        return {column.field: column for column in self.columns if column.field}

    @property
    def fingerprint(self):
        """The same for every file of the same layout, whatever its rows."""
        titles = "\n".join(f"{column.index}:{column.title}" for column in self.columns)
        return hashlib.sha256(titles.encode()).hexdigest()[:32]


class Synonyms:
    """How the fields of a kind are called: ``{name: field code}``."""

    def __init__(self, names):
        self._exact = {normalise(name): code for name, code in names.items()}
        self._known = {}

    def recognise(self, path):
        """Return field code and how sure it is, or ``("", 0)``.

        :param tuple path: the texts above a column, the outermost first
        """
        if path not in self._known:
            self._known[path] = self._recognise(path)
        return self._known[path]

    def _recognise(self, path):
        inner, joined = normalise(path[-1]), normalise("".join(path))
        for name in (joined, inner):
            if code := self._exact.get(name):
                return code, EXACT
        for text in ("".join(path), path[-1]):
            if code := self._exact.get(without_period(text)):
                return code, EXACT
        for name in (joined, inner):
            if code := self._by_ending(name):
                return code, ENDING
        if len(path) > 1 and (code := self._exact.get(normalise(path[0]))):
            return code, ENDING
        return "", 0

    def _by_ending(self, name):
        """In Chinese the last words say what a thing is: 签约企业名称 is an 企业名称."""
        for start in range(1, len(name) - SHORTEST_ENDING + 1):
            if code := self._exact.get(name[start:]):
                return code
        return ""


def normalise(title):
    text = unicodedata.normalize("NFKC", title or "")
    name = _UNIT_TAIL.sub("", re.sub(r"\s", "", _BRACKETS.sub("", text)))
    return normalize_name(_LEADING.sub("", name)) or normalize_name(text)


def without_period(title):
    """The name less the period that it begins with; that of several months is a running sum."""
    name = re.sub(r"\s", "", unicodedata.normalize("NFKC", title or ""))
    rest = _YEAR.sub("", name)
    if match := _MONTHS.match(rest):
        rest = rest[match.end() :]
        rest = rest if rest.startswith("累计") else f"累计{rest}"
    else:
        rest = _MONTH.sub("", rest)
    return normalise(rest) if rest else normalise(name)


def find_header(sheet, synonyms, kind, at=None):
    """Return the best :class:`Header` of a sheet, or None.

    :param int at: the row in which a person says that it begins
    """
    best, best_score = None, 0
    tops = range(min(len(sheet.rows), SEARCHED_ROWS)) if at is None else (at,)
    for top in tops:
        for depth in range(1, MAX_DEPTH + 1):
            if top + depth > len(sheet.rows):
                break
            header = read_header(sheet, top, depth, synonyms)
            score = _score(sheet, header, kind)
            if score > best_score:
                best, best_score = header, score
    if best or at is None:
        return best
    return read_header(sheet, at, 1, synonyms)


def guess_header_row(sheet):
    """The row with the most short texts: what a person is shown when nothing is recognised."""
    rows = sheet.rows[:SEARCHED_ROWS]
    counts = [
        sum(isinstance(value, str) and len(value) <= LONGEST_TITLE for value in row)
        for row in rows
    ]
    return counts.index(max(counts)) if counts else 0


def read_header(sheet, top, depth, synonyms):
    paths = _read_paths(sheet, top, depth)
    columns = []
    for index, path in enumerate(paths):
        if path:
            field, quality = synonyms.recognise(path)
            unit = next((unit for text in reversed(path) if (unit := unit_of(text))), "")
            columns.append(
                Column(
                    index=index,
                    title="/".join(path),
                    field=field,
                    sure=quality == EXACT,
                    unit=unit,
                    hidden=index in sheet.hidden_columns,
                )
            )
    return Header(top, depth, _resolve_repeats(columns))


def _read_paths(sheet, top, depth):
    paths = [[] for _column in range(sheet.width)]
    for row in range(top, top + depth):
        group = ""
        for column in range(sheet.width):
            owner = sheet.owners.get((row, column), (row, column))
            text = to_text(sheet.cell(*owner)) if owner[0] >= top else ""
            # Saved as CSV, a merged heading stands over its first column only.
            below = row < top + depth - 1 and to_text(sheet.cell(row + 1, column))
            if text:
                group = text
            elif below and group and not sheet.merged:
                text = group
            if text and text not in paths[column]:
                paths[column].append(text)
    return [tuple(path) for path in paths]


def _resolve_repeats(columns):
    """Each field has one column: the surest, or the first. Others are kept as notes."""
    resolved, taken = [], {}
    for column in columns:
        field = column.field
        if field in ("", NOTE, IGNORE) or field not in taken:
            pass
        elif (second := _SECOND.get(field)) and second not in taken:
            column = replace(column, field=second)
        elif column.sure and not resolved[taken[field]].sure:
            position = taken[field]
            resolved[position] = replace(resolved[position], field="", sure=False)
        else:
            column = replace(column, field="", sure=False)
        if column.field not in ("", NOTE, IGNORE):
            taken[column.field] = len(resolved)
        resolved.append(column)
    return resolved


def _score(sheet, header, kind):
    """How much of the kind a header explains; 0 for what is none."""
    found = header.fields
    if not any(code in found for code in kind.required):
        return 0
    cells = [
        sheet.cell(row, column.index)
        for row in range(header.top, header.bottom)
        for column in header.columns
    ]
    data = sum(_is_data(value) for value in cells)
    known = [column for column in header.columns if column.field]
    if len(known) < min(2, len(header.columns)) or data * 3 > len(cells):
        return 0
    score = sum(3 if column.sure else 2 for column in known) - 3 * data
    score += 2 * sum(code in found for code in kind.required)
    # Of two equal readings, the one that leaves no part of a merged heading to the rows below.
    cut = any(
        header.top <= first < header.bottom <= last
        for first, _left, last, _right in sheet.merged
    )
    return score - header.depth * 0.1 - (2 if cut else 0)


def _is_data(value):
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, (int, float, datetime.date)):
        return True
    return len(str(value)) > LONGEST_TITLE or bool(_STATEMENT.match(str(value)))
