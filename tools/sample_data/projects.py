"""Projects, agreements and receipts of 2022 and 2023, read from their tables.

The nine agreements signed at 数字引领·智汇涿州 add up to the published 44.85 亿元. How that sum
divides and everything else about the projects is invented.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .tables import read_table


def day(text):
    return date.fromisoformat(text)


class Project(NamedTuple):
    """One project: whose (the ``index``-th enterprise met at ``met``), what, and how far it got.

    ``facts`` are the dated facts behind its stage: assessed, landed, started, production; further
    expected (signing), lost (reason), rival (another team registered the same project later).
    """

    met: str
    index: int
    product: str
    planned: str  # 亿元
    stage: str
    registered: date
    since: date  # in its stage
    facts: dict

    @property
    def ref(self):
        return self.met, self.index

    @property
    def key(self):
        return f"sample_lead_{self.met.replace('-', '_')}_{self.index}"

    @property
    def amount(self):
        return yi(self.planned)


class Agreement(NamedTuple):
    """One agreement of a project; ``parent`` is the name of the earlier one in its chain."""

    name: str
    project: tuple
    kind: str
    value: str  # 亿元
    signed: date
    state: str = "verified"
    parent: str = ""
    ended: date | None = None
    reason: str = ""

    @property
    def key(self):
        return f"sample_deal_{self.name}"

    @property
    def amount(self):
        return yi(self.value)

    @property
    def label(self):
        return LABELS[self.kind]


def yi(amount):
    """亿元 in 元, exactly."""
    return Decimal(amount) * 100_000_000


def _read_projects():
    for row in read_table("projects_2023"):
        facts = {name: day(row[name]) for name in DATED if row[name]}
        facts |= {name: row[name] for name in ("lost", "source") if row[name]}
        yield Project(
            row["met"],
            int(row["index"]),
            row["product"],
            row["planned"],
            row["stage"],
            day(row["registered"]),
            day(row["since"]),
            facts,
        )


DATED = ("assessed", "expected", "landed", "started", "production")
PROJECTS = tuple(_read_projects())

# The same project, registered again by another team: name as that team wrote it, and when
RIVALS = (
    (("trip-05", 8), "示例{word}装配式建筑构件（一期）项目", "5.0", day("2023-08-09")),
    (("trip-09", 3), "示例{word}区域数据中心", "9", day("2023-10-17")),
)

LABELS = {
    "framework": "框架协议",
    "formal": "投资协议",
    "supplement": "补充协议",
    "capital_increase": "增资协议",
}


def _read_agreements():
    for row in read_table("agreements_2023"):
        yield Agreement(
            row["name"],
            (row["met"], int(row["index"])),
            row["kind"],
            row["value"],
            day(row["signed"]),
            row["state"],
            row["parent"],
            day(row["ended"]) if row["ended"] else None,
            row["reason"],
        )


AGREEMENTS = tuple(_read_agreements())
# agreement, date, amount in 亿元, state
RECEIPTS = tuple(tuple(row.values()) for row in read_table("receipts_2023"))
