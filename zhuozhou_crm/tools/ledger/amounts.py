"""Amounts of money in the cells of a ledger, and in which unit they are.

The nearest unit wins: that of the cell (``108200万元``), of the column (``投资金额（亿元）``), of the
unit line above the table (``单位：亿元``). Where none is written the reader is asked: a number
alone says nothing (ledgers.md G: one table mixes 亿元 and 万元). Foreign money is never converted.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from ..amount import FEN, LIMIT, AmountError, parse_amount
from .cells import format_number, to_text
from .errors import CellError

#: What a column of amounts can be in, and how many digits the point moves.
SHIFTS = {"yi": 8, "wan": 4, "yuan": 0, "qian": 3, "shiwan": 5, "baiwan": 6, "qianwan": 7}
FOREIGN = "foreign"
LONGEST_UNIT = 12

_SCALES = {
    "亿": "yi", "万": "wan", "": "yuan", "千": "qian", "十万": "shiwan", "百万": "baiwan",
    "千万": "qianwan",
}  # fmt: skip
_FOREIGN_NAMES = "美元|美金|欧元|日元|港元|港币|英镑|澳元|韩元"
_UNIT = re.compile(
    rf"(亿|千万|百万|十万|万|千)\s*({_FOREIGN_NAMES}|元)"
    rf"|(?:^|[^\u4e00-\u9fff])()({_FOREIGN_NAMES}|元)(?![\u4e00-\u9fff])"
    rf"|(?:^|[^\u4e00-\u9fff])(亿|千万|百万|万)()(?![\u4e00-\u9fff])"
)
_FOREIGN_AMOUNT = re.compile(_FOREIGN_NAMES + "|usd|eur|jpy|hkd|[$€£]", re.I)
_BRACKETS = re.compile(r"[(\[【]([^)\]】]*)[)\]】]")
_UNIT_LINE = re.compile(
    r"(?:(?:金额|计量|货币)|(?<![\u4e00-\u9fff]))(?:单位|\bunit)\s*(?:[:(]|均?为|是)?\s*(.*)",
    re.I,
)
_UNKNOWN = re.compile(r"待定|未定|面议|洽谈中|待核|不详|保密|商议|另议|未知|待商")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,2})?", re.I)
_TWO_UNITS = re.compile(r"(\d+(?:\.\d+)?亿)元?(\d+(?:\.\d+)?万)元?")
_FLOURISH = re.compile(r"(?<=元)(?:整|人民币|RMB)$")
_REASONS = {
    "approximate": ("amount_approximate", True),
    "range": ("amount_range", True),
    "precision": ("amount_precision", False),
    "size": ("amount_size", False),
    "unclear": ("amount_unclear", True),
}


def unit_of(text):
    """The unit that a text names: a key of ``SHIFTS``, ``FOREIGN``, or None. A text that names
    two names none."""
    text = unicodedata.normalize("NFKC", text or "").replace("人民币", "")
    found = set()
    for groups in _UNIT.findall(text):
        scale, money = groups[0] or groups[2] or groups[4], groups[1] or groups[3]
        found.add(FOREIGN if money and money != "元" else _SCALES[scale])
    return found.pop() if len(found) == 1 else None


def unit_of_lines(texts):
    """The unit that the lines around the table name for all of it, or None. A line that names two
    names none."""
    for text in texts:
        text = unicodedata.normalize("NFKC", text or "")
        if match := _UNIT_LINE.search(text):
            if unit := unit_of(match[1]):
                return unit
        for inner in _BRACKETS.findall(text):
            if len(inner) <= LONGEST_UNIT and (unit := unit_of(inner)):
                return unit
    return None


def parse_cell(value, unit):
    """Return the amount of a cell in 元 as a Decimal, or raise :class:`CellError`.

    A number that was worked out by a formula is rounded to the fen: the spreadsheet shows 15
    digits, and means those."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _parse_number(value, unit)
    text = to_text(value).lstrip("'‘’")  # the mark by which Excel keeps numbers as text
    if _FOREIGN_AMOUNT.search(unicodedata.normalize("NFKC", text)):
        raise CellError("amount_foreign", decide=True, text=text)
    if _UNKNOWN.search(text):
        raise CellError("amount_unknown", decide=True, text=text)
    if match := _TWO_UNITS.fullmatch(unicodedata.normalize("NFKC", text)):
        return _parse(match[1], text) + _parse(match[2], text)
    if _names_unit(text):
        return _parse(_FLOURISH.sub("", text), text)
    _check_unit(unit, text)
    digits = unicodedata.normalize("NFKC", text).replace(",", "").lstrip("¥").strip()
    if not _PLAIN.fullmatch(digits):
        _parse(text, text)  # tells what is unclear about it
        raise CellError("amount_unclear", decide=True, text=text)
    return _in_yuan(digits, unit)


def _parse_number(value, unit):
    text = format_number(float(value))
    _check_unit(unit, text)
    if not text:
        raise CellError("amount_unclear", decide=True, text=str(value))
    return _in_yuan(text, unit)


def _in_yuan(text, unit):
    amount = Decimal(text).scaleb(SHIFTS[unit])
    if abs(amount) >= LIMIT:
        raise CellError("amount_size", text=text)
    return amount.quantize(FEN, ROUND_HALF_UP)


def _check_unit(unit, text):
    if unit == FOREIGN:
        raise CellError("amount_foreign", decide=True, text=text)
    if unit not in SHIFTS:
        raise CellError("amount_no_unit", decide=True, text=text)


def _names_unit(text):
    return bool(
        re.search(r"[\d.]\s*(?:亿|[十百千]?万|千|元)", unicodedata.normalize("NFKC", text))
    )


def _parse(text, original):
    try:
        return parse_amount(text)
    except AmountError as error:
        code, decide = _REASONS[error.reason]
        raise CellError(code, decide=decide, text=original) from None
