"""A smaller current year, relative to the day of loading: what an office looks at every day."""

from typing import NamedTuple

from .outreach import CENTER, PARK
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


# fmt: off
PROJECTS = (
    Project("01", ("trip-01", 3), "算力调度平台", "6", "lead", OFFICER, 3, 3),
    Project("02", ("trip-04", 2), "绿色数据中心", "3.5", "lead", OFFICER3, 9, 9),
    Project("03", ("other", 18), "计量校准实验室", "0.4", "lead", OFFICER2, 20, 20),
    Project("04", ("trip-12", 2), "高性能保温材料", "1.2", "lead", "", 58, 58),
    Project("05", ("trip-02", 1), "车载电子模组", "2.8", "contacted", OFFICER, 30, 23, 120),
    Project("06", ("trip-09", 0), "工业机器人制造", "7.5", "contacted", OFFICER3, 18, 15, 150),
    Project("07", ("trip-13", 9), "智慧种苗基地", "0.8", "contacted", OFFICER, 80, 61, 90),
    Project("08", ("other", 16), "文化体验园", "1.6", "contacted", OFFICER2, 16, 12, 100),
    Project("09", ("trip-01", 4), "增材制造粉末", "2.2", "negotiating", OFFICER, 75, 10, 45),
    Project("10", ("event", 15), "传感器生产线", "1.9", "negotiating", OFFICER3, 96, 40, 30),
    Project("11", ("trip-08", 0), "中央厨房", "3", "negotiating", OFFICER, 68, 22, 60),
    Project("12", ("trip-04", 6), "装配式建筑构件", "4.4", "negotiating", OFFICER2, 40, 5, 75),
    Project("13", ("trip-11", 0), "储能电池系统", "9.8", "assessed", OFFICER, 110, 8, 12),
    Project("14", ("trip-11", 2), "无人机总装", "5.6", "assessed", OFFICER3, 88, 14, 21),
    Project("15", ("event", 12), "智能物流装备", "1.1", "assessed", OFFICER2, 120, 30, -4),
    Project("16", ("trip-03", 3), "数控装备", "2.7", "signed", OFFICER, 130, 19),
    Project("17", ("event", 24), "协作机器人制造", "1.5", "signed", OFFICER3, 150, 45),
    Project("18", ("trip-15", 4), "服务机器人制造", "3.2", "landed", OFFICER, 160, 6),
    Project("19", ("trip-14", 1), "预制菜加工", "0.9", "started", OFFICER2, 170, 15),
    Project("20", ("trip-06", 4), "线控底盘部件", "2", "lost", OFFICER, 100, 18),
    Project("21", ("trip-04", 7), "汽车轻量化部件", "1.3", "lost", OFFICER3, 140, 50),
    Project("22", ("trip-17", 1), "轻质隔墙板", "0.7", "lapsed", OFFICER2, 260, 255),
    # the park registers what the centre is negotiating (09)
    Project("23", ("trip-01", 4), "增材制造粉末生产", "2.3", "lead", OFFICER2, 6, 6),
)
# fmt: on

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
# fmt: off
TRIPS = (
    ("done_1", "赴京对接央企总部", 1, CENTER, OFFICER, -62, -61, "done", (("北京", 95), (HOME, 95))),
    (
        "done_2",
        "赴粤回访重点企业",
        2,
        CENTER,
        OFFICER3,
        -24,
        -21,
        "done",
        (("深圳", 2150), ("广州", 140), (HOME, 2060)),
    ),
    ("under_way", "赴津对接装备企业", 4, PARK, OFFICER2, -1, 1, "under_way",
     (("天津", 155), (HOME, 155))),
    ("planned", "赴京对接科研院所", 1, CENTER, OFFICER, 9, 10, "planned", (("北京", 90), (HOME, 90))),
    ("draft", "赴长三角对接电子信息企业", 2, CENTER, OFFICER3, 27, 30, "draft",
     (("上海", 1180), ("苏州", 100), (HOME, 1090))),
    ("cancelled", "赴鲁对接食品企业", 3, PARK, OFFICER2, -40, -38, "draft",
     (("济南", 400), (HOME, 400))),
)
# fmt: on
CANCEL_REASON = "对方主要负责人行程调整(示例)"


class Meeting(NamedTuple):
    """A meeting of these months; ``step`` is (what, days from today)."""

    ref: tuple
    day: int
    mode: str
    user: str
    project: str = ""
    occasion: str = ""
    outcome: str = ""
    step: tuple = ()
    state: str = "done"


# fmt: off
MEETINGS = (
    Meeting(("trip-01", 0), -62, "outbound", OFFICER, "", "done_1",
            "介绍涿州可供地块,对方将在月度例会上研究。"),
    Meeting(("trip-01", 1), -62, "outbound", OFFICER, "", "done_1", "对方近期无新增布局,保持联系。"),
    Meeting(("trip-11", 0), -61, "outbound", OFFICER, "13", "done_1",
            "谈定分期建设方案,进入内部立项。"),
    Meeting(("trip-11", 2), -61, "outbound", OFFICER, "14", "done_1", "对方要求补充空域条件说明。"),
    Meeting(("trip-04", 2), -24, "outbound", OFFICER3, "", "done_2", "参观数据机房,了解选址条件。"),
    Meeting(("trip-04", 3), -23, "outbound", OFFICER3, "", "done_2", "对方希望了解数据要素支持政策。"),
    Meeting(("trip-04", 6), -22, "outbound", OFFICER2, "12", "done_2",
            "对方确认产线搬迁意向,讨论过渡厂房。"),
    Meeting(("trip-03", 0), -1, "outbound", OFFICER2, "", "under_way",
            "座谈并参观产线。", ("寄送地块资料", 4)),
    Meeting(("trip-03", 4), 0, "outbound", OFFICER2, "", "under_way",
            "对方有意在京津冀布点,约定来访。", ("商定来访日期", 6)),
    Meeting(("other", 13), 1, "outbound", OFFICER2, "", "under_way", state="planned"),
    Meeting(("trip-08", 5), 9, "outbound", OFFICER, "", "planned", state="planned"),
    Meeting(("trip-08", 6), 9, "outbound", OFFICER, "", "planned", state="planned"),
    Meeting(("trip-08", 8), 10, "outbound", OFFICER, "", "planned", state="planned"),
    Meeting(("trip-02", 1), -23, "inbound", OFFICER, "05", "",
            "来涿考察高新区,关注用工和配套。", ("回复厂房租金方案", -2)),
    Meeting(("trip-09", 0), -15, "online", OFFICER3, "06", "",
            "视频介绍产业基础,对方组建选址小组。", ("邀请选址小组来涿", 3)),
    Meeting(("trip-13", 9), -61, "call", OFFICER, "07", "",
            "电话了解用地需求,对方等待年度预算。", ("再次联系确认预算", -31)),
    Meeting(("other", 16), -12, "inbound", OFFICER2, "08", "",
            "踏勘备选地块两处。", ("提供规划条件", 0)),
    Meeting(("trip-01", 4), -58, "inbound", OFFICER, "09", "", "考察候选地块。"),
    Meeting(("trip-01", 4), -10, "outbound", OFFICER, "09", "",
            "洽谈供地方式和投资强度。", ("草拟协议文本", 5)),
    Meeting(("event", 15), -75, "inbound", OFFICER3, "10", "", "对方提出电力增容需求。"),
    Meeting(("event", 15), -40, "call", OFFICER3, "10", "",
            "电力方案尚未答复。", ("答复电力增容方案", -12)),
    Meeting(("trip-08", 0), -50, "inbound", OFFICER, "11", "", "参观示例园区,认可物流条件。"),
    Meeting(("trip-08", 0), -22, "online", OFFICER, "11", "",
            "就冷链配套和用水指标洽谈。", ("协调用水指标", 1)),
    Meeting(("event", 12), -78, "inbound", OFFICER2, "15", "", "洽谈标准厂房租赁。"),
    Meeting(("trip-03", 3), -21, "event", OFFICER, "16", RECENT, "现场签约。"),
    Meeting(("event", 24), -90, "outbound", OFFICER3, "17", "", "商定框架协议。"),
    Meeting(("trip-15", 4), -120, "inbound", OFFICER, "18", "", "确定选址。"),
    Meeting(("trip-14", 1), -130, "inbound", OFFICER2, "19", "", "确定选址。"),
    Meeting(("trip-06", 4), -70, "online", OFFICER, "20", "", "对方倾向在南方布点。"),
    Meeting(("trip-04", 7), -100, "call", OFFICER3, "21", "", "对方等待整车厂订单。"),
    Meeting(("trip-17", 1), -255, "call", OFFICER2, "22", "", "对方暂无明确时间表。"),
    Meeting(("event", 13), -21, "event", OFFICER3, "", RECENT, "介绍二期建设进度。"),
    Meeting(("event", 8), -21, "event", OFFICER, "", RECENT, "作为在建项目代表发言。"),
    Meeting(("trip-16", 2), -3, "inbound", OFFICER3, "", "", state="planned"),
    Meeting(("other", 7), 2, "call", OFFICER, "", "", state="planned"),
    Meeting(("event", 9), 5, "inbound", OFFICER3, "", "", state="planned"),
)
# fmt: on

# project, days from today, kind of activity, what
# fmt: off
ACTIVITIES = (
    ("01", 0, "call", "联系确认项目负责人"),
    ("02", -4, "call", "首次联系"),
    ("03", 2, "call", "首次联系"),
    ("12", 7, "meeting", "过渡厂房现场会"),
    ("13", 2, "todo", "补齐协议签字页,提请核实"),
    ("15", -3, "todo", "跟进标准厂房交付时间"),
    ("17", -6, "todo", "催办落地公司注册"),
    ("18", 12, "meeting", "开工准备协调会"),
)
# fmt: on
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
