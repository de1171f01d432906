"""Unified social credit code (统一社会信用代码), GB 32100-2015.

18 characters: registration authority (1), kind of body (1), region (6 digits, GB/T 2260),
organisation code (9, GB 11714), check character (mod 31 over the alphabet without I, O, S, V, Z).
The check character is ``stdnum``'s; its ``validate`` is not used because it wants a digit in front
and so refuses the authorities A (armed forces), N (agriculture) and Y (other).

A 15-digit number is the registration number that business licences bore before 2015: it is told
apart, never refused. What a spreadsheet did to a code it took for a number is recognised as damage
instead of being reported as a typing error: nobody can restore the lost digits by looking at it.
"""

import re
import unicodedata
from typing import NamedTuple

from stdnum.cn import uscc

AUTHORITIES = "123456789ANY"
UNIFIED = "unified"
REGISTRATION = "registration"

_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LENGTH = 18
_OLD_LENGTH = 15
_ORGANISATION_LENGTH = 9
# A double holds 15 significant decimal digits: a longer number that was one has lost some.
_FLOAT_DIGITS = 15
_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?E\+?(\d+)")
_DECIMAL = re.compile(r"(\d+)\.0*")
# What people and programs put around a code: quotes, brackets, dashes, invisible characters.
_NOISE = re.compile(
    r"[\s'\"`‘’“”()\[\]<>{}_\-\u2010-\u2015\u2212,;。、\u200b-\u200f\u2060\ufeff]+"
)


class CreditCode(NamedTuple):
    """A code that passed: ``kind`` is ``UNIFIED`` or ``REGISTRATION`` (the old number)."""

    kind: str
    number: str


class CreditCodeError(ValueError):
    """The text is no credit code; ``number`` is what was left of it after cleaning."""

    def __init__(self, number):
        super().__init__(number)
        self.number = number


class DamagedCode(CreditCodeError):
    """A spreadsheet turned the code into a floating-point number; its last digits are lost."""


class OrganisationCode(CreditCodeError):
    """The nine characters of the former organisation code: a part of the unified code."""


class WrongLength(CreditCodeError):
    """Neither 18 nor 15 characters."""


class WrongCharacter(CreditCodeError):
    """A character that these codes never use, or not at this place."""

    def __init__(self, number, position):
        super().__init__(number)
        self.position = position
        self.character = number[position - 1]


class WrongCheckCharacter(CreditCodeError):
    """The last character does not follow from the seventeen before it."""


def clean(value):
    """Return ``value`` as people mean it: half width, upper case, without blanks, line breaks,
    quotes, dashes or a label in front (``统一社会信用代码：…``)."""
    if value is None or value is False:
        return ""
    text = unicodedata.normalize("NFKC", str(value)).rpartition(":")[2]
    return _NOISE.sub("", text).upper()


def parse(value):
    """Return the :class:`CreditCode` in ``value`` or raise the :class:`CreditCodeError` that says
    why there is none. Empty input is the caller's matter: it raises :class:`WrongLength`."""
    number = _restore_number(clean(value))
    if len(number) == _OLD_LENGTH and number.isdigit():
        return CreditCode(REGISTRATION, number)
    _check_shape(number)
    is_valid = number[-1] == uscc.calc_check_digit(number)
    if _lost_its_tail(number) and not (is_valid and _is_organisation_code(number[8:17])):
        raise DamagedCode(number)
    if not is_valid:
        raise WrongCheckCharacter(number)
    return CreditCode(UNIFIED, number)


def is_valid(value):
    """Tell whether ``value`` holds a unified code (not the old number)."""
    try:
        return parse(value).kind == UNIFIED
    except CreditCodeError:
        return False


def _restore_number(number):
    """Undo what a spreadsheet did as far as no digit was lost: an old number of 15 digits survives
    being a float, an 18-digit code does not."""
    if match := _SCIENTIFIC.fullmatch(number):
        digits = match[1] + (match[2] or "")
        if len(digits) != int(match[3]) + 1 or len(digits) > _FLOAT_DIGITS:
            raise DamagedCode(number)
        return digits
    if match := _DECIMAL.fullmatch(number):
        if len(match[1]) > _FLOAT_DIGITS:
            raise DamagedCode(number)
        return match[1]
    return number


def _check_shape(number):
    if len(number) == _ORGANISATION_LENGTH and _is_organisation_code(number):
        raise OrganisationCode(number)
    if len(number) != _LENGTH:
        raise WrongLength(number)
    for position, character in enumerate(number, 1):
        if (
            character not in _ALPHABET
            or (position == 1 and character not in AUTHORITIES)
            or (2 <= position <= 8 and not character.isdigit())
        ):
            raise WrongCharacter(number, position)


def _lost_its_tail(number):
    """Three zeros at the end of nothing but digits is what a double leaves of 18 digits. One true
    code in many looks like that too, hence the second check with the organisation code."""
    return number.isdigit() and number.endswith("0" * (_LENGTH - _FLOAT_DIGITS))


def _is_organisation_code(number):
    """Check the organisation code (GB 11714): eight characters and a check character mod 11."""
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", number):
        return False
    total = sum(
        weight * int(character, 36)
        for weight, character in zip(_ORGANISATION_WEIGHTS, number, strict=False)
    )
    return number[8] == "0123456789X0"[11 - total % 11]
