"""Dates as staff write them.

``2023-05-08``, ``2023/5/8``, ``2023.5.8``, ``2023年5月8日``, ``20230508``, ``23.5.8``,
``二〇二三年五月八日``, Excel's day numbers, ``2023年5月`` (its first day, and said so), ``5月8日``
with the year from the title, and periods: ``5月8日-10日``, ``2023.5.8至2023.6.1``.

What may mean two things is not decided here: 5/8 and 8/5, the number 2023.1 (January, or October
whose zero the spreadsheet dropped), 5月上旬.
"""

import datetime
import re
import unicodedata
from typing import NamedTuple

from .cells import format_number, to_text
from .errors import CellError

EPOCH = datetime.date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1949, 2099
# Day numbers of 1982 … 2064: smaller ones are years, months or counts.
SERIALS = range(30_000, 60_001)

_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_NUMBER = re.compile(r"[〇○零一二三四五六七八九十廿卅]+(?=[年月日号])")
_SEPARATOR = r"\s*[-/.．。、年]\s*"
_YEAR = r"(?P<year>\d{4}|(?<!\d)\d{2})"
_MONTH, _DAY = r"(?P<month>1[0-2]|0?[1-9])", r"(?P<day>3[01]|[12]\d|0?[1-9])"
_TAIL = (
    r"[日号]?\s*(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?"
    r"\s*(?:上午|下午|晚上|晚|早)?\s*[T ]?(?:\d{1,2}[:时]\d{0,2}(?:分|:\d{2}(?:\.\d+)?)?)?"
)
_FULL = re.compile(rf"'?{_YEAR}{_SEPARATOR}{_MONTH}\s*(?:[-/.．。、月])\s*{_DAY}{_TAIL}")
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_YEAR_MONTH = re.compile(rf"'?(?P<year>\d{{4}}|\d{{2}}(?=年)){_SEPARATOR}{_MONTH}\s*(?:月份?)?")
_MONTH_DAY = re.compile(
    rf"{_MONTH}\s*月\s*{_DAY}{_TAIL}|"
    r"(?P<m2>1[0-2]|0?[1-9])[-.．/](?P<d2>3[01]|[12]\d|0?[1-9])"
)
_MONTH_ONLY = re.compile(rf"{_MONTH}\s*月份?")
#: 5月 of 2023年5月 or of 5月份, but of no range (1-5月) and of no date (5月8日).
_MONTH_NAMED = re.compile(
    r"(?:((?:19|20)\d\d)\s*年\s*)?(?<![\d\-—~至到])(1[0-2]|0?[1-9])\s*月(?!\s*\d)(?!\s*[\-—~至到])"
)
_DAY_ONLY = re.compile(rf"{_DAY}[日号]?")
_YEAR_ONLY = re.compile(r"\d{4}\s*年?度?")
# Written abroad, or by a program set to another country: 12/31/2024, but not 5/8/2024.
_MONTH_DAY_YEAR = re.compile(
    r"(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])/(?P<year>\d{4}).*"
)
_VAGUE = re.compile(r"[上中下]旬|[初底末]|左右|约(?=\d)|前后|季度|半年|拟|预计|待定")
_RANGE = re.compile(r"\s*(?:至|到|[—–~～－]+|--+)\s*")
_HYPHEN_RANGE = re.compile(r"(?<=[日号月])\s*-\s*(?=\d)")


class Moment(NamedTuple):
    """A date; ``whole`` is ``day``, or ``month`` where the ledger names no more than that."""

    date: datetime.date
    whole: str = "day"


class Years:
    """The years that the texts around a table name; they complete ``5月8日``.

    A period from one year into the next (``2023年11月至2024年2月``) takes the year in which the
    day falls into the period.
    """

    def __init__(self, *texts):
        self.years, self.first, self.last = (), None, None
        for text in texts:
            if self.years:
                break
            self._read(unicodedata.normalize("NFKC", text or ""))

    def _read(self, text):
        text = _spell_out(text)
        years = [
            int(year)
            for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?=\s*[年\-./]|度|$|\D)", text)
        ]
        self.years = tuple(
            dict.fromkeys(year for year in years if FIRST_YEAR <= year <= LAST_YEAR)
        )
        months = re.findall(r"((?:19|20)\d\d)\s*[年.\-/]\s*(\d{1,2})", text)
        if len(self.years) > 1 and len(months) >= 2:
            (first_year, first), (last_year, last) = months[0], months[-1]
            self.first, self.last = (int(first_year), int(first)), (int(last_year), int(last))

    def year_of(self, month, text=""):
        if len(self.years) == 1:
            return self.years[0]
        if self.first:
            inside = [year for year in self.years if self.first <= (year, month) <= self.last]
            if len(inside) == 1:
                return inside[0]
        raise CellError("date_no_year", decide=True, text=text)


NO_YEARS = Years()


def parse_date(value, years=NO_YEARS):
    """Return the :class:`Moment` in a cell or raise the :class:`CellError` that says why not."""
    if isinstance(value, datetime.datetime):
        return _checked(value.year, value.month, value.day, str(value.date()))
    if isinstance(value, datetime.date):
        return _checked(value.year, value.month, value.day, str(value))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _parse_number(value, years)
    text = _normalise(to_text(value))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _parse_number(float(text), years)
    return _parse_text(text, years)


def parse_period(value, years=NO_YEARS):
    """Return first and last :class:`Moment` of a cell that holds one date or two."""
    if not isinstance(value, str):
        moment = parse_date(value, years)
        return moment, moment
    text = _normalise(to_text(value))
    try:
        moment = parse_date(text, years)
    except CellError:
        parts = _RANGE.split(_HYPHEN_RANGE.sub("至", text))
        if len(parts) != 2:
            parts = re.split(r"\s*-\s*", text)
        if len(parts) != 2 or not all(parts):
            raise
        return _parse_ends(parts[0], parts[1], years)
    return moment, moment


def parse_month(value, years=NO_YEARS):
    """Return the first day of the month in a cell: 2023年5月, 2023-05, 202305, 5月, or the bare 5
    with the year from the title."""
    text = _normalise(to_text(value))
    number = value if isinstance(value, (int, float)) else None
    if re.fullmatch(r"1[0-2]|0?[1-9]", text):
        return datetime.date(years.year_of(int(text), text), int(text), 1)
    if match := re.fullmatch(r"((?:19|20)\d\d)[.年]?(0[1-9]|1[0-2])", text):
        return datetime.date(int(match[1]), int(match[2]), 1)
    return parse_date(value if number is not None else text, years).date.replace(day=1)


def find_month(texts, years=NO_YEARS):
    """Return the first day of the only month that these texts name, the first text that names one
    deciding, or None: the month that a monthly report is about. 1-5月 is no month."""
    for text in texts:
        text = _spell_out(unicodedata.normalize("NFKC", text or ""))
        found = {(int(y or 0), int(m)) for y, m in _MONTH_NAMED.findall(text)}
        if len(found) == 1:
            year, month = found.pop()
            if not year and len(years.years) != 1:
                continue
            return datetime.date(year or years.years[0], month, 1)
    return None


def _parse_ends(start_text, end_text, years):
    """The end is written with as much as differs from the start: 5月8日-10日, 2023.5.8-5.10."""
    start = parse_date(start_text, years)
    own = Years(str(start.date.year))
    if _DAY_ONLY.fullmatch(end_text):
        day = int(_DAY_ONLY.fullmatch(end_text)["day"])
        end = _checked(start.date.year, start.date.month, day, end_text)
    else:
        end = parse_date(end_text, own)
        if end.date < start.date and not _FULL.fullmatch(end_text):
            end = _checked(start.date.year + 1, end.date.month, end.date.day, end_text)
    if end.date < start.date:
        raise CellError("date_reversed", text=f"{start_text}-{end_text}")
    return start, end


def _normalise(text):
    text = unicodedata.normalize("NFKC", text).strip("\"'“”‘’ .。")
    return re.sub(
        r"\s*(?=[年月日号])|(?<=[年月])\s*", "", re.sub(r"\s+", " ", _spell_out(text))
    )


def _spell_out(text):
    """二〇二三年五月十八日 → 2023年5月18日"""
    return _CHINESE_NUMBER.sub(lambda found: _arabic(found[0]), text)


def _arabic(number):
    number = number.replace("廿", "二十").replace("卅", "三十")
    if "十" not in number:
        return number.translate(_CHINESE)
    tens, _ten, ones = number.partition("十")
    return str(
        int((tens or "一").translate(_CHINESE)) * 10 + int((ones or "零").translate(_CHINESE))
    )


def _parse_number(value, years):
    text = format_number(float(value))
    whole = int(value)
    if whole in SERIALS:
        return Moment(EPOCH + datetime.timedelta(days=whole))
    if value == whole and _COMPACT.fullmatch(str(whole)):
        return _parse_text(str(whole), years)
    # 2023.1 is January or October, 5.1 the first or the tenth.
    _whole, _point, decimals = text.partition(".")
    if not decimals or decimals in ("1",) or (decimals in ("2", "3") and whole <= 12):
        raise CellError("date_unclear", decide=True, text=text)
    return _parse_text(text, years)


def _parse_text(text, years):
    if match := _FULL.fullmatch(text) or _COMPACT.fullmatch(text):
        return _checked(
            _whole_year(match["year"]), int(match["month"]), int(match["day"]), text
        )
    if match := _YEAR_MONTH.fullmatch(text):
        moment = _checked(_whole_year(match["year"]), int(match["month"]), 1, text)
        return moment._replace(whole="month")
    if match := _MONTH_DAY.fullmatch(text):
        month, day = int(match["month"] or match["m2"]), int(match["day"] or match["d2"])
        return _checked(years.year_of(month, text), month, day, text)
    if match := _MONTH_ONLY.fullmatch(text):
        month = int(match["month"])
        return _checked(years.year_of(month, text), month, 1, text)._replace(whole="month")
    abroad = _MONTH_DAY_YEAR.fullmatch(text)
    if abroad and int(abroad["day"]) > 12:
        return _checked(int(abroad["year"]), int(abroad["month"]), int(abroad["day"]), text)
    vague = abroad or _YEAR_ONLY.fullmatch(text) or _VAGUE.search(text)
    raise CellError("date_vague" if vague else "date_unclear", decide=bool(vague), text=text)


def _whole_year(year):
    return int(year) if len(year) == 4 else 2000 + int(year)


def _checked(year, month, day, text):
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        raise CellError("date_unreal", text=text) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError("date_unreal", text=text)
    return Moment(date)
