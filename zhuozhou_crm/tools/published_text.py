"""Figures with their units, as press texts and reports print them.

``3万公里`` is the number 3 in the unit 万公里: how much of it makes one kilometre, and to how many
digits it was rounded, is part of what was said. Years, dates and plain numbers are no figures.
"""

import re
import unicodedata
from collections import namedtuple
from decimal import ROUND_HALF_UP, Decimal

#: number: as printed; unit: with its 万 or 亿; shift: how many digits the point moves to the plain
#: unit; qualifier: exact, about or over; quote: as it stands in the text; context: the clause.
PublishedFigure = namedtuple(
    "PublishedFigure", "number unit shift plain_unit qualifier decimals quote context"
)

SHIFTS = {
    "": 0,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "万亿": 12,
}
PLAIN_UNITS = (
    "个百分点|平方公里|平方米|公里|千米|人次|美元|元|次|家|个|项|场|份|天|亩|吨"
    "|人|条|件|批|支|宗|户|起|名|%"
)
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_FIGURE = re.compile(
    r"(?P<before>约|大约|近|将近|超|超过|逾|突破|百分之)?\s*"
    + _NUMBER
    + r"\s*(?P<scale>万亿|亿|千万|百万|十万|万|千|百)?(?P<after>多|余|\+)?\s*"
    + rf"(?P<unit>{PLAIN_UNITS})?"
)
_CLAUSE_END = re.compile(r"[,，。;；:：!！?？\n]")
_OVER, _ABOUT = ("超", "超过", "逾", "突破"), ("约", "大约", "近", "将近")


def find_figures(text):
    """Return the figures of a text in their order."""
    text = unicodedata.normalize("NFKC", text or "").replace("％", "%")
    found = []
    for match in _FIGURE.finditer(text):
        figure = _read(text, match)
        if figure:
            found.append(figure)
    return found


def round_half_up(value, decimals):
    """Round a number as people do, on what it shows, not on its binary form."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _read(text, match):
    unit, before = match["unit"], match["before"] or ""
    if before == "百分之":
        unit, before = "%", ""
    if not unit or (match.start("number") and text[match.start("number") - 1] in ".-/"):
        return None
    scale = match["scale"] or ""
    number = match["number"].replace(",", "")
    qualifier = "over" if before in _OVER or match["after"] else "exact"
    if before in _ABOUT:
        qualifier = "about"
    start = max((end.end() for end in _CLAUSE_END.finditer(text, 0, match.start())), default=0)
    tail = _CLAUSE_END.search(text, match.end())
    return PublishedFigure(
        number=Decimal(number),
        unit=scale + unit,
        shift=SHIFTS[scale],
        plain_unit=unit,
        qualifier=qualifier,
        decimals=len(number.partition(".")[2]),
        quote=match[0].strip(),
        context=text[start : tail.start() if tail else len(text)].strip(),
    )
