"""Projects and agreements registered in 2022 and 2023, as two tables.

The nine agreements signed at 数字引领·智汇涿州 add up to the published 44.85 亿元. How that sum
divides and everything else about the projects is invented.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .itinerary import EVENT_DATE


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


def _project(met, index, product, planned, stage, registered, since, **facts):
    facts = {name: day(value) if name in DATED else value for name, value in facts.items()}
    return Project(met, index, product, planned, stage, day(registered), day(since), facts)


DATED = ("assessed", "expected", "landed", "started", "production")

# fmt: off
PROJECTS = (
    # signed at the promotion event
    _project("event", 13, "智能算力中心", "12.5", "started", "2023-06-12", "2024-03-18",
             assessed="2023-08-28", landed="2023-11-20", started="2024-03-18"),
    _project("event", 4, "服务器整机制造", "8.6", "production", "2023-05-16", "2025-04-10",
             assessed="2023-08-21", landed="2023-10-18", started="2023-12-05",
             production="2025-04-10"),
    _project("event", 6, "城市数据运营中心", "6.8", "landed", "2023-07-03", "2023-12-11",
             assessed="2023-08-30", landed="2023-12-11"),
    _project("event", 8, "协作机器人制造", "5.2", "started", "2023-06-26", "2024-05-22",
             assessed="2023-09-01", landed="2024-01-16", started="2024-05-22"),
    _project("event", 21, "边缘计算节点集群", "4.35", "landed", "2023-07-10", "2024-02-27",
             assessed="2023-09-04", landed="2024-02-27"),
    _project("event", 0, "农业数据标注基地", "3.1", "signed", "2023-08-02", "2023-09-18",
             assessed="2023-09-06"),
    _project("event", 11, "传感器生产线", "2.2", "production", "2023-06-05", "2024-11-26",
             assessed="2023-08-25", landed="2023-10-30", started="2023-12-18",
             production="2024-11-26"),
    _project("event", 20, "智能物流装备", "1.3", "signed", "2023-08-07", "2023-09-18",
             assessed="2023-09-06"),
    _project("event", 22, "行业大模型应用", "0.8", "started", "2023-07-24", "2024-01-09",
             assessed="2023-09-05", landed="2023-11-28", started="2024-01-09"),
    # other signed ones: chains of agreements
    _project("trip-01", 0, "综合智慧能源站", "7.2", "landed", "2023-02-13", "2023-11-06",
             assessed="2023-04-03", landed="2023-11-06"),
    _project("trip-02", 3, "检测仪器生产", "3.4", "started", "2023-03-01", "2023-12-20",
             assessed="2023-05-08", landed="2023-08-15", started="2023-12-20"),
    _project("other", 15, "预制菜加工", "3.6", "production", "2023-01-30", "2024-09-12",
             assessed="2023-04-10", landed="2023-06-19", started="2023-09-20",
             production="2024-09-12", source="referral"),
    _project("trip-04", 5, "储能电池系统", "1.5", "lost", "2023-03-28", "2023-12-20",
             assessed="2023-06-12", lost="abandoned"),
    _project("trip-07", 3, "汽车轻量化部件", "1.8", "signed", "2023-05-15", "2023-07-14",
             assessed="2023-06-27"),
    _project("trip-03", 1, "航空复合材料构件", "6.2", "started", "2022-03-15", "2022-12-08",
             assessed="2022-05-23", landed="2022-09-06", started="2022-12-08", source="inbound"),
    # assessed; one signed but not yet verified, one with a draft agreement
    _project("trip-15", 1, "数字内容制作园", "2.4", "assessed", "2023-09-25", "2023-11-30",
             assessed="2023-11-30", expected="2023-12-29"),
    _project("trip-08", 4, "绿色建造产业园", "10", "assessed", "2023-06-01", "2023-12-12",
             assessed="2023-12-12", expected="2024-03-31"),
    _project("trip-13", 6, "体外诊断试剂", "4.2", "assessed", "2023-09-04", "2023-12-19",
             assessed="2023-12-19", expected="2024-04-30"),
    # under negotiation
    _project("trip-05", 8, "装配式建筑构件", "5.5", "negotiating", "2023-04-12", "2023-06-29",
             expected="2023-12-31"),
    _project("trip-08", 1, "中药制剂生产", "3.8", "negotiating", "2023-05-29", "2023-09-14",
             expected="2024-06-30"),
    _project("trip-05", 1, "医药冷链物流园", "2.6", "negotiating", "2023-04-14", "2023-10-20",
             expected="2024-05-31"),
    _project("trip-16", 1, "数控装备", "4.8", "negotiating", "2023-10-18", "2023-12-15",
             expected="2024-06-30"),
    # contacted
    _project("trip-09", 3, "区域数据中心", "9", "contacted", "2023-06-13", "2023-07-12"),
    _project("trip-10", 0, "特种合金精密加工", "2.1", "contacted", "2023-06-26", "2023-06-26"),
    _project("trip-14", 0, "中央厨房", "1.6", "contacted", "2023-09-12", "2023-09-12"),
    _project("trip-17", 0, "储能电池系统", "8", "contacted", "2023-11-01", "2023-11-01"),
    # registered only: the enterprise was met on another matter
    _project("trip-06", 3, "智慧仓储中心", "1.2", "lead", "2023-05-04", "2023-05-04",
             source="online"),
    _project("trip-18", 0, "智能水表制造", "0.9", "lead", "2023-11-20", "2023-11-20",
             source="referral"),
    _project("trip-19", 1, "设施蔬菜产业园", "0.6", "lead", "2023-12-11", "2023-12-11",
             source="existing"),
    # lost
    _project("trip-05", 2, "影视拍摄基地", "2.2", "lost", "2023-04-13", "2023-07-28", lost="land"),
    _project("trip-04", 4, "车载电子模组", "3", "lost", "2023-04-03", "2023-09-22",
             lost="elsewhere"),
    _project("trip-08", 2, "康养旅居度假区", "6", "lost", "2023-05-29", "2023-10-31",
             lost="abandoned"),
    _project("trip-08", 3, "分布式光伏与储能", "4", "lost", "2023-06-14", "2023-11-15",
             lost="energy"),
    _project("trip-11", 6, "再生资源利用", "1.1", "lost", "2023-07-10", "2023-11-16",
             lost="assessment"),
)
# fmt: on

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

# fmt: off
AGREEMENTS = (
    *(
        Agreement(f"event_{number}", ("event", index), kind, value, EVENT_DATE)
        for number, (index, kind, value) in enumerate(
            (
                (13, "framework", "12.5"),
                (4, "formal", "8.6"),
                (6, "formal", "6.8"),
                (8, "formal", "5.2"),
                (21, "framework", "4.35"),
                (0, "framework", "3.1"),
                (11, "formal", "2.2"),
                (20, "formal", "1.3"),
                (22, "formal", "0.8"),
            ),
            start=1,
        )
    ),
    # a framework turned formal: one project, 6.0 at first and 1.2 more
    Agreement("energy_framework", ("trip-01", 0), "framework", "6", day("2023-04-18")),
    Agreement("energy_formal", ("trip-01", 0), "formal", "7.2", day("2023-08-25"),
              parent="energy_framework"),
    Agreement("instrument", ("trip-02", 3), "formal", "3", day("2023-05-19")),
    Agreement("instrument_supplement", ("trip-02", 3), "supplement", "0.4", day("2023-10-12"),
              parent="instrument"),
    Agreement("food", ("other", 15), "formal", "2.6", day("2023-04-28")),
    Agreement("food_increase", ("other", 15), "capital_increase", "1", day("2023-11-23"),
              parent="food"),
    # leaves the figures on the day it ended
    Agreement("power", ("trip-04", 5), "formal", "1.5", day("2023-06-30"), "terminated",
              ended=day("2023-12-20"), reason="投资方调整布局,双方协商终止。"),
    # entered by mistake, entered again two days later
    Agreement("auto_wrong", ("trip-07", 3), "formal", "18", day("2023-07-12"), "void",
              ended=day("2023-07-13"), reason="金额填报有误,作废后重新登记。"),
    Agreement("auto", ("trip-07", 3), "formal", "1.8", day("2023-07-14")),
    # a project of 2022 that grew in 2023
    Agreement("aero", ("trip-03", 1), "formal", "5", day("2022-06-16")),
    Agreement("aero_increase", ("trip-03", 1), "capital_increase", "1.2", day("2023-03-30"),
              parent="aero"),
    # not verified: apart from the figures
    Agreement("film", ("trip-15", 1), "formal", "2.4", day("2023-12-26"), "signed"),
    Agreement("build", ("trip-08", 4), "framework", "10", day("2023-12-28"), "draft"),
)
# fmt: on

# agreement, date, amount in 亿元, state
# fmt: off
RECEIPTS = (
    ("event_1", "2023-12-15", "1.5", "verified"),
    ("event_1", "2024-04-20", "2.25", "verified"),
    ("event_2", "2023-11-10", "2", "verified"),
    ("event_2", "2024-06-18", "3.6", "verified"),
    ("event_3", "2023-12-20", "0.68", "verified"),
    ("event_4", "2024-05-30", "1.04", "verified"),
    ("event_5", "2024-03-12", "0.5", "draft"),
    ("event_7", "2023-11-16", "0.66", "verified"),
    ("event_7", "2024-07-05", "1.1", "verified"),
    ("event_8", "2023-12-28", "0.13", "rejected"),
    ("event_9", "2023-12-08", "0.24", "verified"),
    ("energy_formal", "2023-12-01", "1.08", "verified"),
    ("instrument", "2023-09-08", "0.9", "verified"),
    ("instrument", "2023-12-22", "0.6", "draft"),
    ("food", "2023-07-14", "0.78", "verified"),
    ("food", "2023-11-30", "0.9123", "verified"),
    ("aero", "2022-10-20", "2.5", "verified"),
    ("aero", "2023-05-25", "1.5", "verified"),
)
# fmt: on
