"""Invented enterprises: central groups, the 173 contacted in 2023, the units settled in Zhuozhou."""

from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from .itinerary import EVENT_VISITS, OTHER_VISITS, TRIPS
from .vocabulary import (
    CITIES,
    CONTACT_FUNCTIONS,
    EVENT_TOPICS,
    GROUPS,
    HOME,
    NAME_HEADS,
    NAME_TAILS,
    TOPICS,
    TOPICS_OF_CITY,
)

CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
NATURES = ("private", "private", "local_soe", "private", "joint_venture", "private", "foreign")
# 赴京对接高校院所: what the non-SOE hosts of that trip are
ACADEMIC = (
    ("university", "示例{word}大学"),
    ("research_institute", "示例{word}研究院"),
    ("university", "示例{word}科技大学"),
    ("research_institute", "示例{word}工程研究所"),
    ("hospital", "示例{word}医院"),
)
HONOURS = {4: "high_tech_national", 7: "little_giant", 11: "gazelle", 23: "industry_leader"}
ACADEMIC_TRIP = "trip-08"
SETTLED_FORMS = (
    ("tier3", "示例{group}涿州{label}有限公司"),
    ("branch", "示例{group}{label}涿州分公司"),
    ("tier2", "示例{group}华北{label}有限公司"),
)
# Besides the central SOE units that came with a project of the table: 1 before 2023 and 2 in it
SETTLED_BEFORE, SETTLED_IN_2023 = 36, 21
DEPARTED = (date(2023, 4, 30), date(2023, 10, 31))


class Enterprise(NamedTuple):
    """A contacted enterprise and where it was first met: ``trip-01`` … , ``event`` or ``other``."""

    key: str
    row: dict
    met: str
    city: str
    topic: str
    word: str
    group: str


def credit_code(serial):
    """A unified social credit code that is formally right and plainly fictitious.

    Registered nowhere (region 000000), body ``DEM`` + serial, check digit of GB 32100-2015.
    """
    body = f"91000000DEM{serial:06d}"
    total = sum(CODE_ALPHABET.index(char) * 3**place for place, char in enumerate(body))
    return body + CODE_ALPHABET[-total % 31]


def phone(serial):
    """Plainly invented, and one of its own for each enterprise and its contact."""
    return f"13900000{serial:03d}"


def contact_function(key):
    """Position of an enterprise's contact person."""
    return CONTACT_FUNCTIONS[int(key[-3:]) % len(CONTACT_FUNCTIONS)]


def name_word(serial):
    """The 字号 number ``serial``; all different up to 192."""
    heads, tails = len(NAME_HEADS), len(NAME_TAILS)
    return NAME_HEADS[serial % heads] + NAME_TAILS[(serial // heads + serial) % tails]


def partner_row(key, name, serial, city, topic, **values):
    place = CITIES[city]
    district = place.districts[serial % len(place.districts)]
    return {
        "id": key,
        "name": name,
        "is_company": True,
        "is_investment_target": True,
        "company_registry": credit_code(serial),
        "country_id/id": "base.cn",
        "state_id/id": f"base.state_cn_{place.state}",
        "city": place.name,
        "investment_district": district,
        "street": f"{district}示例路{serial % 90 + 1}号",
        "industry_id/id": f"industry_{TOPICS[topic].industry}",
        "lang": "zh_CN",
        **values,
    }


def build_groups():
    """Headquarters of the invented central groups: not contacted themselves, their units are."""
    return [
        partner_row(
            f"sample_group_{group.key}",
            group.name,
            900 + serial,
            group.city,
            group.topics[0],
            investment_short_name=f"示例{group.word}",
            investment_nature="central_soe",
            investment_tier="group",
        )
        for serial, group in enumerate(GROUPS, start=1)
    ]


def _meetings():
    """(where met, city, how many central SOE, how many others), trip by trip, then the rest."""
    for number, trip in enumerate(TRIPS, start=1):
        for city, (central, other) in trip.visits.items():
            yield f"trip-{number:02d}", city, central, other
    for met, visits in (("event", EVENT_VISITS), ("other", OTHER_VISITS)):
        for city, (central, other) in visits.items():
            yield met, city, central, other


def build_contacted():
    """The 173 enterprises met in 2023, in the order of the meetings."""
    serials = count(1)
    central_serials = count()
    enterprises = []
    for met, city, central, other in _meetings():
        for _index in range(central):
            enterprises.append(_central_unit(next(serials), next(central_serials), met, city))
        for index in range(other):
            enterprises.append(_other_enterprise(next(serials), index, met, city))
    return enterprises


def build_uncontacted():
    """Targets that nobody met in 2023: the visits that were to be made were cancelled."""
    return [
        _other_enterprise(serial, index, "never", "天津")
        for index, serial in enumerate((174, 175))
    ]


def _central_unit(serial, central_serial, met, city):
    group = GROUPS[central_serial % len(GROUPS)]
    topics = EVENT_TOPICS if met == "event" else group.topics
    topic = topics[(central_serial // len(GROUPS) + (met == "event") * serial) % len(topics)]
    word = name_word(serial)
    key = f"sample_enterprise_{serial:03d}"
    row = partner_row(
        key,
        f"示例{group.word}{word}{TOPICS[topic].label}有限公司",
        serial,
        city,
        topic,
        investment_short_name=f"示例{group.word}{word}",
        investment_nature="central_soe",
        investment_tier=("tier2", "tier3")[central_serial % 3 == 2],
    )
    row |= {"phone": phone(serial), "investment_group_id/id": f"sample_group_{group.key}"}
    return Enterprise(key, row, met, city, topic, word, group.key)


def _other_enterprise(serial, index, met, city):
    word = name_word(serial)
    key = f"sample_enterprise_{serial:03d}"
    if met == ACADEMIC_TRIP:
        topic = "pharma" if ACADEMIC[index][0] == "hospital" else "research"
        nature, name = ACADEMIC[index][0], ACADEMIC[index][1].format(word=word)
    else:
        topics = EVENT_TOPICS if met == "event" else TOPICS_OF_CITY.get(city, tuple(TOPICS))
        topic = topics[serial % len(topics)]
        nature = NATURES[serial % len(NATURES)]
        suffix = "股份有限公司" if serial % 6 == 0 else "有限公司"
        name = f"示例{word}{TOPICS[topic].label}{suffix}"
    row = partner_row(
        key,
        name,
        serial,
        city,
        topic,
        investment_short_name=f"示例{word}",
        investment_nature=nature,
    )
    row |= {"phone": phone(serial), "category_id/id": _honours(serial, name)}
    return Enterprise(key, row, met, city, topic, word, "")


def _honours(serial, name):
    honours = [honour for number, honour in HONOURS.items() if serial % number == 0]
    if "股份" in name:
        honours.append("listed")
    return [f"partner_category_{honour}" for honour in honours]


def build_settled():
    """Central SOE units in Zhuozhou: with the projects' investors 37 at the end of 2022 and 58 at
    the end of 2023. Two left during 2023, so 23 came; the movements are records, the stocks not.
    """
    rows = []
    for index in range(SETTLED_BEFORE + SETTLED_IN_2023):
        group = GROUPS[index % len(GROUPS)]
        form_index, topic_index = divmod(index // len(GROUPS), len(group.topics))
        topic = group.topics[topic_index]
        tier, form = SETTLED_FORMS[form_index % len(SETTLED_FORMS)]
        name = form.format(group=group.word, label=TOPICS[topic].label)
        row = partner_row(
            f"sample_settled_{index + 1:02d}",
            name,
            300 + index,
            HOME,
            topic,
            investment_nature="central_soe",
            investment_tier=tier,
            investment_settled_date=_settled_date(index),
        )
        row["investment_group_id/id"] = f"sample_group_{group.key}"
        rows.append(row)
    for row, departed in zip(rows[4:20:15], DEPARTED, strict=True):
        row["investment_departed_date"] = departed
    return rows


def _settled_date(index):
    if index < SETTLED_BEFORE:
        month = index * 2  # one every two months from May 2016 on
        return date(2016 + (4 + month) // 12, (4 + month) % 12 + 1, 5 + index % 20)
    return date(2023, 1, 13) + timedelta(days=16 * (index - SETTLED_BEFORE))


def build_settled_others():
    """Private firms that had settled before 2023: the stock of all enterprises is larger."""
    return [
        partner_row(
            f"sample_firm_{index + 1:02d}",
            f"示例{name_word(180 + index)}（涿州）{TOPICS[topic].label}有限公司",
            380 + index,
            HOME,
            topic,
            investment_nature=NATURES[index % len(NATURES)],
            investment_settled_date=date(2017 + index // 2, 3 + index % 2 * 6, 18),
        )
        for index, topic in enumerate(TOPICS_OF_CITY["保定"] + TOPICS_OF_CITY["天津"])
    ]


def build_contacts(enterprises):
    """One contact person per contacted enterprise; names and numbers plainly invented."""
    return [
        {
            "id": enterprise.key.replace("enterprise", "contact"),
            "name": f"示例联系人{serial:03d}",
            "parent_id/id": enterprise.key,
            "type": "contact",
            "function": contact_function(enterprise.key),
            "phone": phone(serial),
            "lang": "zh_CN",
        }
        for serial, enterprise in enumerate(enterprises, start=1)
    ]
