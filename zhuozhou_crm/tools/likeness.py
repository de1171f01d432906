"""How alike two registered projects are: the levels of the duplicate check (判重).

Levels L1 – L5 and their thresholds are those of the WHGG project platform (domain ledgers F,
判重): same code > same name > similar name (85 % and more) with the same investor > same
investor and industry with an amount within 20 % > same phone or address.
"""

from typing import NamedTuple

from .text import similarity

LEVELS = ("code", "name", "similar", "amount", "contact")
SIMILAR_NAME = 0.85
AMOUNT_DEVIATION = 0.20


class Fingerprint(NamedTuple):
    """What the check compares; an empty value never matches."""

    code: str = ""
    name: str = ""
    investor: int = 0
    industry: int = 0
    amount: float = 0.0
    phone: str = ""
    address: str = ""

    def keys(self):
        """What another project must share at least one of to be alike at any level."""
        shared = ("code", "name", "investor", "phone", "address")
        return {(field, getattr(self, field)) for field in shared if getattr(self, field)}


def likeness(one, other):
    """Strongest level at which two fingerprints meet, or ``None``."""
    for level, meets in _CHECKS.items():
        if meets(one, other):
            return level
    return None


def _same_code(one, other):
    return bool(one.code) and one.code == other.code


def _same_name(one, other):
    return bool(one.name) and one.name == other.name


def _same_investor(one, other):
    return bool(one.investor) and one.investor == other.investor


def _similar_name(one, other):
    return _same_investor(one, other) and similarity(one.name, other.name) >= SIMILAR_NAME


def _close_amount(one, other):
    if not _same_investor(one, other) or not one.industry or one.industry != other.industry:
        return False
    larger = max(one.amount, other.amount)
    if min(one.amount, other.amount) <= 0:
        return False
    # Whole fen: 1 亿 and 0.8 亿 deviate by exactly 20 %, which floats must not deny.
    return round(abs(one.amount - other.amount) * 100) <= round(larger * AMOUNT_DEVIATION * 100)


def _same_contact(one, other):
    """Of one investor's several projects, phone and address prove nothing: they are his."""
    if _same_investor(one, other):
        return False
    same_phone = bool(one.phone) and one.phone == other.phone
    return same_phone or (bool(one.address) and one.address == other.address)


_CHECKS = dict(
    zip(
        LEVELS,
        (_same_code, _same_name, _similar_name, _close_amount, _same_contact),
        strict=True,
    )
)
