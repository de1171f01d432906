"""The year 2023 away from home: trips with stops, and how many enterprises were met where.

The article gives the sums only: 19 trips led by leaders, 30,000 km, 173 enterprises of which 106
central SOE or Beijing firms. Which trip went where is invented.
"""

from datetime import date
from typing import NamedTuple

from .vocabulary import HOME


class Trip(NamedTuple):
    """One promotion trip; ``visits`` maps a city to the new enterprises met (central SOE, other)."""

    start: date
    end: date
    leader: int
    title: str
    stops: tuple
    visits: dict

    @property
    def mileage(self):
        return sum(distance for _place, distance in self.stops)


def _trip(start, end, leader, title, stops, **visits):
    year, (start_month, start_day), (end_month, end_day) = 2023, start, end
    return Trip(
        date(year, start_month, start_day),
        date(year, end_month, end_day),
        leader,
        title,
        stops,
        visits,
    )


TRIPS = (
    _trip((2, 8), (2, 9), 1, "示例：赴京对接央企总部", (("北京", 90), (HOME, 90)), 北京=(7, 3)),
    _trip(
        (2, 20),
        (2, 24),
        1,
        "示例：赴沪苏宁对接电子信息和智能制造企业",
        (("上海", 1180), ("苏州", 100), ("南京", 220), (HOME, 980)),
        上海=(1, 3),
        苏州=(0, 3),
        南京=(1, 2),
    ),
    _trip(
        (3, 7),
        (3, 8),
        3,
        "示例：赴津对接装备制造企业",
        (("天津", 160), (HOME, 160)),
        天津=(2, 3),
    ),
    _trip(
        (3, 20),
        (3, 25),
        2,
        "示例：赴粤对接数字产业企业",
        (("深圳", 2150), ("东莞", 70), ("广州", 60), (HOME, 2060)),
        深圳=(1, 3),
        东莞=(0, 2),
        广州=(1, 2),
    ),
    _trip(
        (4, 6), (4, 7), 1, "示例：赴京对接央企二级总部", (("北京", 85), (HOME, 85)), 北京=(7, 4)
    ),
    _trip(
        (4, 17),
        (4, 20),
        2,
        "示例：赴浙对接数字经济企业",
        (("杭州", 1240), ("宁波", 150), (HOME, 1390)),
        杭州=(0, 3),
        宁波=(0, 2),
    ),
    _trip(
        (5, 9),
        (5, 12),
        4,
        "示例：赴鄂皖对接汽车部件企业",
        (("武汉", 1120), ("合肥", 390), (HOME, 980)),
        武汉=(1, 2),
        合肥=(0, 2),
    ),
    _trip(
        (5, 23), (5, 24), 1, "示例：赴京对接高校院所", (("北京", 80), (HOME, 80)), 北京=(5, 5)
    ),
    _trip(
        (6, 5),
        (6, 9),
        2,
        "示例：赴川渝对接航空和软件企业",
        (("成都", 1780), ("重庆", 320), (HOME, 1700)),
        成都=(1, 2),
        重庆=(1, 2),
    ),
    _trip(
        (6, 20),
        (6, 21),
        1,
        "示例：赴雄安对接疏解央企",
        (("雄安", 60), ("石家庄", 140), (HOME, 230)),
        雄安=(4, 0),
        石家庄=(0, 2),
    ),
    _trip(
        (7, 4), (7, 5), 2, "示例：赴京对接央企三级公司", (("北京", 95), (HOME, 95)), 北京=(6, 4)
    ),
    _trip(
        (7, 17),
        (7, 20),
        3,
        "示例：赴陕豫对接新材料企业",
        (("西安", 1010), ("郑州", 480), (HOME, 640)),
        西安=(1, 2),
        郑州=(0, 1),
    ),
    _trip(
        (8, 29),
        (8, 30),
        1,
        "示例：赴京邀请企业参加推介会",
        (("北京", 75), (HOME, 75)),
        北京=(6, 4),
    ),
    _trip(
        (9, 6),
        (9, 8),
        4,
        "示例：赴鲁对接食品加工企业",
        (("济南", 400), ("青岛", 360), (HOME, 680)),
        济南=(1, 1),
        青岛=(0, 2),
    ),
    _trip(
        (9, 19),
        (9, 20),
        2,
        "示例：赴京落实推介会签约项目",
        (("北京", 100), (HOME, 100)),
        北京=(5, 4),
    ),
    _trip(
        (10, 11),
        (10, 14),
        3,
        "示例：赴辽对接装备制造企业",
        (("沈阳", 760), ("大连", 390), (HOME, 900)),
        沈阳=(1, 1),
        大连=(0, 1),
    ),
    _trip(
        (10, 25),
        (10, 28),
        4,
        "示例：赴湘鄂对接储能企业",
        (("长沙", 1450), ("武汉", 340), (HOME, 1120)),
        长沙=(0, 2),
        武汉=(0, 0),
    ),
    _trip(
        (11, 14),
        (11, 17),
        1,
        "示例：赴苏沪回访签约企业",
        (("苏州", 1090), ("无锡", 50), ("上海", 130), (HOME, 1180)),
        苏州=(0, 0),
        无锡=(0, 1),
        上海=(0, 0),
    ),
    _trip(
        (12, 6), (12, 8), 2, "示例：赴豫对接农业企业", (("郑州", 665), (HOME, 665)), 郑州=(1, 1)
    ),
)

# Met at the promotion event, and met otherwise (visits to Zhuozhou, phone, online)
EVENT_DATE = date(2023, 9, 15)
EVENT_VISITS = {"北京": (6, 12), "天津": (0, 2), "上海": (0, 2), "深圳": (0, 2), "杭州": (0, 2)}
OTHER_VISITS = {
    "北京": (6, 2),
    "雄安": (2, 0),
    "天津": (1, 4),
    "保定": (0, 6),
    "石家庄": (0, 4),
}
