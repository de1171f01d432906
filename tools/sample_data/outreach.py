"""Trips, stops and engagements of 2023, and the meetings that must not count."""

from datetime import date, timedelta

from .enterprises import Enterprise
from .itinerary import EVENT_DATE, TRIPS
from .output import Record, Ref
from .vocabulary import HOME, TOPICS

EVENT = "sample_event_2023"
CANCELLED = "sample_trip_cancelled_2023"
COST_PER_DAY, COST_PER_KM = 1800, 0.9
# the park's team went on these; the investment promotion centre led the others
PARK_TRIPS = {3, 7, 14, 17}
CENTER, PARK = "crm_team_investment_center", "sample_team_park"
PHOTOS = {1: 1, 4: 2, 18: 3}
OFFICERS = {
    CENTER: ("sample_user_officer", "sample_user_officer3"),
    PARK: ("sample_user_officer2",),
}
OUTCOMES = (
    "介绍涿州区位、要素成本和营商环境；对方对{product}布点有初步兴趣，约定交换资料。",
    "实地参观生产线并座谈；对方关注用地、用能和人才政策，正在比较三个备选城市。",
    "对方说明扩产计划,{product}拟在京津冀选址；已提供可供地块清单。",
    "对方近期没有外拓计划，保持联系，逢季度走访一次。",
    "就{product}的投资强度、产出和用能交换意见；对方将安排团队到涿州考察。",
)


def build_event(enterprises):
    """The event of the published text: name, year, Beijing. The day (in UTC) is invented."""
    fields = {
        "name": "“数字引领·智汇涿州”招商推介会",
        "is_investment_promotion": True,
        "date_tz": "Asia/Shanghai",
        "date_begin": f"{EVENT_DATE} 01:30:00",
        "date_end": f"{EVENT_DATE} 09:00:00",
        "address_id": Ref("sample_venue_beijing"),
        "user_id": Ref("sample_user_manager"),
        "stage_id": Ref("event.event_stage_done"),
        "invited_partner_ids": [
            one.key for one in enterprises if one.met in ("event", "trip-13")
        ],
    }
    return [Record("event.event", EVENT, fields)]


def build_trips():
    """The 19 trips and one that was cancelled, which must not count."""
    rows = [
        {
            "id": CANCELLED,
            "name": "示例：赴津对接供应链企业",
            "leader_id/id": "sample_leader_3",
            "member_ids/id": ["sample_user_officer2_partner"],
            "date_start": date(2023, 8, 3),
            "date_end": date(2023, 8, 4),
            **by(PARK, "sample_user_officer2"),
        }
    ]
    for number, trip in enumerate(TRIPS, start=1):
        team = PARK if number in PARK_TRIPS else CENTER
        days = (trip.end - trip.start).days + 1
        rows.append(
            {
                "id": trip_key(number),
                "name": trip.title,
                "leader_id/id": f"sample_leader_{trip.leader}",
                "member_ids/id": [f"{user}_partner" for user in OFFICERS[team]],
                **by(team, OFFICERS[team][number % len(OFFICERS[team])]),
                "date_start": trip.start,
                "date_end": trip.end,
                "cost": round(days * COST_PER_DAY + trip.mileage * COST_PER_KM),
                "report": _report(trip),
                "photo_ids/id": f"sample_photo_{PHOTOS[number]}" if number in PHOTOS else "",
            }
        )
    return rows


def _report(trip):
    met = sum(sum(visit) for visit in trip.visits.values())
    return (
        f"<p>{trip.title}：走访{destination(trip.stops)}，新对接企业{met}家。</p>"
        "<p>一、对接情况：逐家座谈，了解扩产、搬迁和总部疏解意向。</p>"
        "<p>二、下一步：按企业需求分送地块、要素和政策资料，责任人一周内回访。</p>"
    )


def build_stops():
    planned = {"id": "sample_stop_cancelled", "trip_id/id": CANCELLED, "sequence": 10}
    return [
        planned | {"place": "天津", "mileage": 160},
        *_stops_made(),
    ]


def _stops_made():
    return [
        {
            "id": f"sample_stop_{number:02d}_{position}",
            "trip_id/id": trip_key(number),
            "sequence": position * 10,
            "place": place,
            "mileage": distance,
            "note": "返程" if place == HOME else "",
        }
        for number, trip in enumerate(TRIPS, start=1)
        for position, (place, distance) in enumerate(trip.stops, start=1)
    ]


def build_trip_states():
    done = [
        {"id": trip_key(number), "state": "done", "destination": destination(trip.stops)}
        for number, trip in enumerate(TRIPS, start=1)
    ]
    reason = "对方主要负责人临时出差，改期另行安排（示例）"
    cancelled = {"id": CANCELLED, "state": "cancelled", "destination": "天津"}
    return [*done, cancelled | {"cancel_reason": reason}]


def destination(stops):
    """Where the trip went: the way home is a stop for its mileage only."""
    return "、".join(place for place, _distance in stops if place != HOME)


def trip_key(number):
    return f"sample_trip_{number:02d}"


def first_meetings(enterprises, leads_by_enterprise):
    """One done engagement with each of the 173; the project it led to hangs on it."""
    for position, enterprise in enumerate(enterprises):
        lead = leads_by_enterprise.get(enterprise.key)
        yield {**_first_meeting(position, enterprise), "lead_id/id": lead and lead.key}


def _first_meeting(position, enterprise: Enterprise):
    topic = TOPICS[enterprise.topic]
    row = meeting_row(enterprise)
    row["outcome"] = OUTCOMES[position % len(OUTCOMES)].format(product=topic.products[0])
    if enterprise.met == "event":
        user = OFFICERS[CENTER][position % 2]
        return row | _at_event() | by(CENTER, user)
    if enterprise.met == "other":
        day = date(2023, 1, 9) + timedelta(days=13 * (position - 148))
        mode = ("inbound", "call", "online", "inbound")[position % 4]
        team = PARK if position % 3 == 0 else CENTER
        return row | {"date": day, "mode": mode} | by(team, OFFICERS[team][0])
    number = int(enterprise.met.removeprefix("trip-"))
    trip = TRIPS[number - 1]
    cities = list(trip.visits)
    days = (trip.end - trip.start).days
    offset = round(days * (cities.index(enterprise.city) + position % 2) / max(len(cities), 1))
    team = PARK if number in PARK_TRIPS else CENTER
    return (
        row
        | {"trip_id/id": trip_key(number), "mode": "outbound", "place": enterprise.city}
        | {"date": min(trip.start + timedelta(days=offset), trip.end)}
        | by(team, OFFICERS[team][number % len(OFFICERS[team])])
    )


def meeting_row(enterprise):
    return {
        "id": enterprise.key.replace("enterprise", "meeting"),
        "partner_id/id": enterprise.key,
        "contact_id/id": enterprise.key.replace("enterprise", "contact"),
        "state": "done",
    }


def _at_event():
    return {"event_id/id": EVENT, "mode": "event", "date": EVENT_DATE, "place": "北京"}


def cancelled_meetings(enterprises):
    for enterprise in enterprises:
        yield (
            meeting_row(enterprise)
            | {"trip_id/id": CANCELLED, "mode": "outbound", "date": date(2023, 8, 3)}
            | {"state": "planned"}
            | by(PARK, "sample_user_officer2")
        )


def by(team, user):
    return {"team_id/id": team, "user_id/id": user}
