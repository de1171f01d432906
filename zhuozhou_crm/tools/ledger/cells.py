"""Raw cells → text and plain numbers."""

import datetime
import re
import unicodedata

from .errors import CellError

# What people put into a cell to say that there is nothing.
_BLANK = re.compile(r"[-—–_/\\.。、*~\s]*|无|暂无|没有|空|n/?a|none|null|nan|#n/a", re.I)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_BREAK = re.compile(r"\s*[\r\n\v\f]+\s*|_x000D_")
_BETWEEN_IDEOGRAPHS = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef)）]) +(?=[\u2e80-\u9fff\uff00-\uffef(（])"
)
#: No ledger counts acres, tons or persons beyond this; what goes into an integer must fit.
LARGEST = 2_000_000_000
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)?(?P<decimals>\.\d+)?\s*(?P<unit>[^\d\s.,]*)"
)


def is_blank(value):
    return value is None or (isinstance(value, str) and bool(_BLANK.fullmatch(value.strip())))


def to_text(value):
    """One line of text as it reads: a phone number that became 13800000000.0 has no decimals, a
    date no time, and a name broken over two lines is one name."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return format_number(value)
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, (int, datetime.date)):
        return str(value)
    text = _BREAK.sub(lambda found: "" if found[0].strip() == "_x000D_" else " ", str(value))
    text = _INVISIBLE.sub("", text).replace("\u00a0", " ").replace("\u3000", " ").strip()
    return re.sub(r"[ \t]+", " ", text)


def to_name(value):
    """Text without the blanks that stand between ideographs to make a column look even."""
    return _BETWEEN_IDEOGRAPHS.sub("", to_text(value))


def to_lines(value):
    """Text that keeps its lines."""
    if not isinstance(value, str):
        return to_text(value)
    lines = (to_text(line) for line in value.replace("_x000D_", "").splitlines())
    return "\n".join(line for line in lines if line)


def format_number(value):
    """What the spreadsheet shows of a float: 15 significant digits, no exponent where none is
    needed."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    text = format(value, ".15g")
    if "e" in text and abs(value) < 1e21:
        text = format(value, ".0f") if value == int(value) else text
    return text


def to_phone(value):
    """Digits and what belongs to a number; several numbers stay one text."""
    text = unicodedata.normalize("NFKC", to_text(value))
    return re.sub(r"\.0+$", "", text)


def to_code(value):
    """A code as the reader of codes wants it: a float keeps its exponent, which tells that it was
    damaged (see ``tools/credit_code.py``)."""
    if isinstance(value, float) and abs(value) >= 1e15:
        return repr(value).upper()
    return to_text(value)


def to_number(value):
    """An exact figure that is no amount of money: 275, 275亩, 1,200 人. Raises
    :class:`CellError` for 约200 and 100-200."""
    number = _read_number(value)
    if number < 0:
        raise CellError("number_negative", text=to_text(value))
    if not number <= LARGEST:
        raise CellError("number_unclear", text=to_text(value))
    return number


def _read_number(value):
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(format_number(float(value)) or "nan")
    text = unicodedata.normalize("NFKC", to_text(value))
    match = _NUMBER.fullmatch(text.removeprefix("-"))
    if not match or not (match["digits"] or match["decimals"]) or isinstance(value, bool):
        raise CellError("number_unclear", text=text)
    number = float((match["digits"] or "0").replace(",", "") + (match["decimals"] or ""))
    factor = {"万": 10**4, "亿": 10**8}.get((match["unit"] or " ")[0], 1)
    return number * factor * (-1 if text.startswith("-") else 1)


def check_error(value):
    """#REF! and its like stand for a value that the ledger has lost."""
    if isinstance(value, str) and value.strip().upper() in _ERRORS:
        raise CellError("cell_error", text=value.strip())
