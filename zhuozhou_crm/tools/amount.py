"""Amounts of money as staff write them, and as leaders read them.

Ledgers mix units: 亿元 for contract values, 万元 for plans, and a cell may carry its own unit
(``domain/ledgers.md`` G). What is stored is always 元, exact to the fen. The unit is a shift of
the decimal point, done on decimals, so that 44.85亿元 is 4485000000.00 and nothing else.

``static/src/investment_amount/investment_amount_text.js`` follows the same rules; both run the
cases of ``static/tests/investment_amount_cases.js``.
"""

import re
import unicodedata
from collections import namedtuple
from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
# Beyond this no amount of a county-level city is meant: the writer mistook the unit. It also
# keeps every amount exact in the floats that Odoo rounds and sends to the browser.
LIMIT = Decimal(10) ** 12

#: shift: how many digits the point moves; decimals: how many are shown, at least and at most.
Unit = namedtuple("Unit", "label shift min_decimals max_decimals")
UNITS = {
    "yi": Unit("亿元", 8, 2, 4),
    "wan": Unit("万元", 4, 0, 2),
    "yuan": Unit("元", 0, 0, 2),
}

_SHIFTS = {"元": 0, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_AMOUNT = re.compile(
    r"(?P<sign>[+-]?)(?:¥|CNY|RMB|人民币)? ?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.(?P<decimals>\d+))? ?"
    r"(?P<unit>万亿|亿|[十百千]万|[千万])? ?元?",
    re.IGNORECASE,
)
_APPROXIMATE = re.compile(r"[约近超余多逾几数]|左右|上下|以上|以下|不低于|不少于|>|<|≥|≤|~$|^~")
_RANGE = re.compile(r"\d[^-]*[-~至到—–][^-]*\d")


class AmountError(ValueError):
    """The text is not one exact amount; ``reason`` says why:

    approximate (约1.2亿), range (3-5亿), precision (finer than a fen), size (the unit must be
    wrong), unclear (anything else).
    """

    def __init__(self, reason, text):
        super().__init__(f"{reason}: {text}")
        self.reason = reason
        self.text = text


def parse_amount(text, default_unit="yuan"):
    """Return the amount in 元 as an exact Decimal, None for an empty text.

    A unit in the text wins over `default_unit`, in which a plain number is read.
    """
    cleaned = _clean(text)
    if not cleaned:
        return None
    match = _AMOUNT.fullmatch(cleaned)
    if not match:
        raise AmountError(_reason(cleaned), text)
    number = (match["digits"].replace(",", "") or "0") + "." + (match["decimals"] or "0")
    amount = Decimal(match["sign"] + number).scaleb(_shift(match, cleaned, default_unit))
    if abs(amount) >= LIMIT:
        raise AmountError("size", text)
    if amount != amount.quantize(FEN):
        raise AmountError("precision", text)
    return amount.quantize(FEN)


def format_amount(value, unit="auto"):
    """Write `value` (in 元) in 亿元 or 万元; ``auto`` takes 亿元 from one 亿 upwards.

    Rounded half away from zero for the eye only. An amount other than zero never shows as zero:
    it is written in the next smaller unit instead.
    """
    value = exact(value)
    if not value:
        return "0"
    if unit == "auto":
        unit = "yi" if abs(value) >= 10**8 else "wan"
    names = list(UNITS)
    for name in names[names.index(unit) :]:
        number = in_unit(value, name).quantize(
            Decimal(1).scaleb(-UNITS[name].max_decimals), ROUND_HALF_UP
        )
        if number:
            break
    return _trim(f"{number:,f}", UNITS[name].min_decimals) + UNITS[name].label


def in_unit(value, unit):
    """Return `value` (in 元) as an exact Decimal of `unit`."""
    return exact(value).scaleb(-UNITS[unit].shift)


def exact(value):
    """Return `value` as a Decimal; a float, as the ORM hands out, stands for the nearest fen."""
    return Decimal(repr(value) if isinstance(value, float) else value or 0).quantize(
        FEN, ROUND_HALF_UP
    )


def _clean(text):
    """Half-width characters, single spaces, plain minus."""
    text = unicodedata.normalize("NFKC", str(text or "")).replace("−", "-")
    return re.sub(r"\s+", " ", text).strip()


def _shift(match, cleaned, default_unit):
    if match["unit"]:
        return _SHIFTS[match["unit"]]
    return 0 if cleaned.endswith("元") else UNITS[default_unit].shift


def _reason(cleaned):
    if _APPROXIMATE.search(cleaned):
        return "approximate"
    return "range" if _RANGE.search(cleaned) else "unclear"


def _trim(number, min_decimals):
    """Drop the zeros behind the last decimal that tells something."""
    whole, _, decimals = number.partition(".")
    decimals = decimals.rstrip("0").ljust(min_decimals, "0")
    return f"{whole}.{decimals}" if decimals else whole
