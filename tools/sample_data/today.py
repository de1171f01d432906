"""A smaller current year, relative to the day of loading: what an office looks at every day."""

from typing import NamedTuple

from .outreach import CENTER, PARK
from .tables import read_table
from .vocabulary import HOME

OFFICER, OFFICER2, OFFICER3 = (f"sample_user_officer{number}" for number in ("", 2, 3))
UPCOMING, RECENT = "sample_event_upcoming", "sample_event_recent"


class Project(NamedTuple):
    """A project of these months; the days count back from today (``expected`` forward)."""

    key: str
    ref: tuple
    product: str
    planned: str
    stage: str
    user: str
    registered: int
    since: int
    expected: int | None = None

    @property
    def assessed(self):
        return self.since if self.stage == "assessed" else self.registered * 3 // 5

    @property
    def landed(self):
        return self.since if self.stage == "landed" else self.since + 40


def _read_projects():
    for row in read_table("projects_now"):
        yield Project(
            row["key"],
            (row["met"], int(row["index"])),
            row["product"],
            row["planned"],
            row["stage"],
            _user(row["user"]),
            int(row["registered"]),
            int(row["since"]),
            int(row["expected"]) if row["expected"] else None,
        )


def _user(login):
    return f"sample_user_{login}" if login else ""


PROJECTS = tuple(_read_projects())

# project, kind, 亿元, signed days ago, state, event
AGREEMENTS = (
    ("13", "formal", "9.8", 6, "signed", ""),
    ("14", "framework", "5.6", 1, "draft", ""),
    ("15", "formal", "1.1", 9, "signed", ""),
    ("16", "formal", "2.7", 21, "verified", RECENT),
    ("17", "framework", "1.5", 46, "verified", ""),
    ("18", "formal", "3.2", 60, "verified", ""),
    ("19", "formal", "0.9", 95, "verified", ""),
)
# project of the agreement, received days ago, 亿元, state
RECEIPTS = (
    ("18", 15, "0.96", "verified"),
    ("19", 40, "0.27", "verified"),
    ("16", 5, "0.5", "draft"),
)

# key, title, leader, team, officer, from, to, state, stops
TRIPS = (
    (
        "done_1",
        "示例：赴京对接央企总部",
        1,
        CENTER,
        OFFICER,
        -62,
        -61,
        "done",
        (("北京", 95), (HOME, 95)),
    ),
    (
        "done_2",
        "示例：赴粤回访重点企业",
        2,
        CENTER,
        OFFICER3,
        -24,
        -21,
        "done",
        (("深圳", 2150), ("广州", 140), (HOME, 2060)),
    ),
    (
        "under_way",
        "示例：赴津对接装备企业",
        4,
        PARK,
        OFFICER2,
        -1,
        1,
        "under_way",
        (("天津", 155), (HOME, 155)),
    ),
    (
        "planned",
        "示例：赴京对接科研院所",
        1,
        CENTER,
        OFFICER,
        9,
        10,
        "planned",
        (("北京", 90), (HOME, 90)),
    ),
    (
        "draft",
        "示例：赴长三角对接电子信息企业",
        2,
        CENTER,
        OFFICER3,
        27,
        30,
        "draft",
        (("上海", 1180), ("苏州", 100), (HOME, 1090)),
    ),
    (
        "cancelled",
        "示例：赴鲁对接食品企业",
        3,
        PARK,
        OFFICER2,
        -40,
        -38,
        "draft",
        (("济南", 400), (HOME, 400)),
    ),
)
CANCEL_REASON = "对方主要负责人行程调整（示例）"


class Meeting(NamedTuple):
    """A meeting of these months, ``day`` from today on; ``step`` is (what, days from today)."""

    ref: tuple
    day: int
    mode: str
    user: str
    project: str
    occasion: str
    outcome: str
    step: tuple
    state: str


def _read_meetings():
    for row in read_table("meetings_now"):
        yield Meeting(
            (row["met"], int(row["index"])),
            int(row["day"]),
            row["mode"],
            _user(row["user"]),
            row["project"],
            row["occasion"],
            row["outcome"],
            (row["step"], int(row["step_day"])) if row["step"] else (),
            row["state"],
        )


MEETINGS = tuple(_read_meetings())

# project, days from today, kind of activity, what
ACTIVITIES = (
    ("01", 0, "call", "联系确认项目负责人"),
    ("02", -4, "call", "首次联系"),
    ("03", 2, "call", "首次联系"),
    ("12", 7, "meeting", "过渡厂房现场会"),
    ("13", 2, "todo", "补齐协议签字页，提请核实"),
    ("15", -3, "todo", "跟进标准厂房交付时间"),
    ("17", -6, "todo", "催办落地公司注册"),
    ("18", 12, "meeting", "开工准备协调会"),
)
# key, title, first and last day, place, invited: the first N met at …
EVENTS = (
    (
        UPCOMING,
        "示例先进制造产业推介会",
        18,
        18,
        "sample_venue_beijing",
        (("event", 26), ("trip-05", 11), ("trip-13", 10)),
    ),
    (
        RECENT,
        "示例智能装备专场推介会",
        -21,
        -21,
        "sample_venue_home",
        (("trip-03", 5), ("event", 15)),
    ),
)
