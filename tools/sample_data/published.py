"""The figures of the published text of March 2024, to be checked against the sample year 2023.

Figures are assigned to their indicator; that the key projects of the province and of Baoding add
up (27 + 29 = 56) is checked inside the text. Its growth of 57.3 % does
not follow from its own 37 and 58.
"""

from datetime import date
from decimal import Decimal

TEXT = "sample_published_2023"
BODY = (
    "截至2023年底，共推进河北省、保定市重点项目56个。带队招商19次，招商行程达3万公里，"
    "全年累计对接企业173家。在北京创新举办“数字引领·智汇涿州”招商推介会，共签约项目9个，"
    "投资达44.85亿元。对接京企央企106家，央企总数由37家增长到58家，增长率达到57.3%。"
    "共推进省重点项目27个，保定市重点项目29个，总投资626.6亿元，全年完成投资91.9亿元，"
    "投资完成率115.9%。对18个项目进行联合踏勘，完成37个项目196件（次）的工程建设审批。"
    "全年共完成项目征地7000余亩。中国五矿科技产业园等11个项目陆续竣工投产。"
)
#: quote, what it says, value, unit, decimals, indicator
FIGURES = (
    ("19次", "带队招商19次", "19", "次", 0, "trips"),
    ("3万公里", "招商行程达3万公里", "3", "万公里", 0, "trip_mileage"),
    ("173家", "全年累计对接企业173家", "173", "家", 0, "contacted"),
    ("9个", "共签约项目9个", "9", "个", 0, "event_projects"),
    ("44.85亿元", "投资达44.85亿元", "44.85", "亿元", 2, "event_value"),
    ("106家", "对接京企央企106家", "106", "家", 0, "contacted_central_soe_or_beijing"),
    ("37家", "央企总数由37家增长到58家", "37", "家", 0, "central_soe_start"),
    ("58家", "央企总数由37家增长到58家", "58", "家", 0, "central_soe_end"),
    ("57.3%", "增长率达到57.3%", "57.3", "%", 1, "central_soe_growth"),
    ("27个", "共推进省重点项目27个", "27", "个", 0, "key_projects_provincial"),
    ("29个", "保定市重点项目29个", "29", "个", 0, "key_projects_baoding"),
    ("56个", "共推进河北省、保定市重点项目56个", "56", "个", 0, (10, 11)),
    ("626.6亿元", "总投资626.6亿元", "626.6", "亿元", 1, "key_projects_investment"),
    ("91.9亿元", "全年完成投资91.9亿元", "91.9", "亿元", 1, "key_projects_completed"),
    ("115.9%", "投资完成率115.9%", "115.9", "%", 1, "key_projects_completion"),
    ("18个", "对18个项目进行联合踏勘", "18", "个", 0, "surveyed_projects"),
    ("37个", "完成37个项目196件(次)的工程建设审批", "37", "个", 0, "approved_projects"),
    ("196件", "完成37个项目196件(次)的工程建设审批", "196", "件", 0, "approvals"),
    ("7000余亩", "全年共完成项目征地7000余亩", "7000", "亩", 0, "land_acquired"),
    (
        "11个",
        "中国五矿科技产业园等11个项目陆续竣工投产",
        "11",
        "个",
        0,
        "key_projects_produced",
    ),
)


def build_texts():
    return [
        {
            "id": TEXT,
            "name": "涿州市营商环境、招商引资和项目建设工作文章",
            "kind": "press",
            "date": date(2024, 3, 11),
            "source": "公开文章",
            "date_from": date(2023, 1, 1),
            "date_to": date(2023, 12, 31),
            "body": BODY,
        }
    ]


def build_figures():
    return [_figure(number, *figure) for number, figure in enumerate(FIGURES, 1)]


def _figure(number, quote, name, published, unit, decimals, source):
    values = {
        "id": f"{TEXT}_{number:02}",
        "text_id/id": TEXT,
        "sequence": number,
        "name": name,
        "quote": quote,
        "published": str(Decimal(published)),
        "unit": unit,
        "decimals": decimals,
        "indicator_id/id": None,
        "addend_ids/id": None,
    }
    if isinstance(source, tuple):
        values["addend_ids/id"] = [f"{TEXT}_{addend:02}" for addend in source]
    elif source:
        values["indicator_id/id"] = f"investment_indicator_{source}"
    return values
