"""The tables of ``today`` as records with days relative to the day of loading."""

from decimal import Decimal

from . import today
from .enterprises import partner_row
from .output import Day, Record, Ref
from .outreach import CENTER, PARK, destination
from .pipeline import EVIDENCE_NOTE, investor
from .projects import LABELS, yi
from .vocabulary import HOME, TOPICS

MANAGER = "sample_user_manager"
USER_OF = {project.key: project.user for project in today.PROJECTS}
STAGES_BY_HAND = {
    "contacted": "contacted",
    "lost": "contacted",
    "lapsed": "contacted",
    "negotiating": "negotiating",
    "assessed": "assessed",
}
STAGES_AFTER_ASSESSMENT = ("assessed", "signed", "landed", "started")
STAGES_AFTER_LANDING = ("landed", "started")


def build(enterprise_of):
    """All records of the current year, in the order in which they can be loaded."""
    return [
        *_events(enterprise_of),
        *_trips(),
        *_local_units(enterprise_of),
        *_evidence(),
        *_leads(enterprise_of),
        *_meetings(enterprise_of),
        *_deals(enterprise_of),
        *_receipts(),
        *_progress(),
        *_activities(),
    ]


def _lead(key):
    return f"sample_lead_now_{key}"


def _team(user):
    return PARK if user == today.OFFICER2 else CENTER


def _first(enterprise_of, counts):
    return [enterprise_of[met, index].key for met, count in counts for index in range(count)]


def _events(enterprise_of):
    for key, name, first, last, place, invited in today.EVENTS:
        fields = {
            "name": name,
            "is_investment_promotion": True,
            "date_tz": "Asia/Shanghai",
            "date_begin": Day(first),
            "date_end": Day(last, hour=9),
            "address_id": Ref(place),
            "user_id": Ref(MANAGER),
            "invited_partner_ids": _first(enterprise_of, invited),
            "stage_id": Ref(f"event.event_stage_{'announced' if first > 0 else 'done'}"),
        }
        yield Record("event.event", key, fields)


def _trips():
    for key, title, leader, team, user, first, last, _state, stops in today.TRIPS:
        trip = f"sample_trip_{key}"
        fields = {
            "name": title,
            "leader_id": Ref(f"sample_leader_{leader}"),
            "member_ids": [f"{user}_partner"],
            "team_id": Ref(team),
            "user_id": Ref(user),
            "date_start": Day(first),
            "date_end": Day(last),
        }
        yield Record("investment.trip", trip, fields, user)
        for position, (place, distance) in enumerate(stops, start=1):
            fields = {
                "trip_id": Ref(trip),
                "sequence": position * 10,
                "place": place,
                "mileage": distance,
            }
            yield Record("investment.trip.stop", f"sample_stop_{key}_{position}", fields, user)


def _local_units(enterprise_of):
    for serial, project in enumerate(today.PROJECTS):
        if project.stage not in STAGES_AFTER_LANDING:
            continue
        enterprise = enterprise_of[project.ref]
        short_name = enterprise.row["investment_short_name"]
        key = f"sample_local_now_{project.key}"
        row = partner_row(
            key,
            f"{short_name}（涿州）{TOPICS[enterprise.topic].label}有限公司",
            500 + serial,
            HOME,
            enterprise.topic,
            investment_nature=enterprise.row["investment_nature"],
        )
        yield Record("res.partner", key, _as_fields(row), project.user)


def _as_fields(row):
    """A CSV row as the fields of a record."""
    return {
        name.removesuffix("/id"): Ref(value) if name.endswith("/id") else value
        for name, value in row.items()
        if name != "id"
    }


def _evidence():
    """Uploaded by who reports the fact, and so handed over to its record."""
    wanted = [(f"deal_{row[0]}", "投资协议", row[0]) for row in today.AGREEMENTS]
    wanted += [(f"receipt_{row[0]}", "银行进账单", row[0]) for row in today.RECEIPTS]
    wanted += [
        (f"start_{project.key}", "施工许可证", project.key)
        for project in today.PROJECTS
        if project.stage == "started"
    ]
    for key, kind, project in wanted:
        fields = {
            "name": f"示例{kind}.txt",
            "raw": EVIDENCE_NOTE.format(kind=kind),
            "mimetype": "text/plain",
        }
        user = USER_OF[project] if not key.startswith("start") else ""
        yield Record("ir.attachment", f"sample_evidence_now_{key}", fields, user)


def _leads(enterprise_of):
    for project in today.PROJECTS:
        enterprise = enterprise_of[project.ref]
        amount = yi(project.planned)
        fields = {
            "name": f"示例{enterprise.word}{project.product}项目",
            "type": "opportunity",
            "partner_id": Ref(enterprise.key),
            **investor(enterprise),
            "description": f"<p>拟建设{project.product}（示例）。</p>",
            "planned_investment": amount,
            "planned_fixed_asset": amount * Decimal("0.7"),
            "sector_id": Ref(f"investment_sector_{TOPICS[enterprise.topic].sector}"),
            "industry_id": Ref(enterprise.row["industry_id/id"]),
            "land_need": int(amount / 5_000_000),
            "team_id": Ref(_team(project.user)),
            "user_id": Ref(project.user) if project.user else False,
            "create_date": Day(-project.registered),
            "first_report_date": Day(-project.registered),
            **_occasion(project),
            **_facts(project),
        }
        # not as the officer: only the system may date a project back
        yield Record("crm.lead", _lead(project.key), fields)


def _occasion(project):
    """Where the project comes from: the trip or event of its first meeting, else the source."""
    for meeting in today.MEETINGS:
        if meeting.project == project.key and meeting.mode == "event":
            return {"event_id": Ref(meeting.occasion), "investment_source": "event"}
        if meeting.project == project.key and meeting.occasion:
            return {
                "trip_id": Ref(f"sample_trip_{meeting.occasion}"),
                "investment_source": "trip",
            }
    sources = ("inbound", "referral", "online", "existing")
    return {"investment_source": sources[int(project.key) % len(sources)]}


def _facts(project):
    fields = {}
    if project.expected is not None:
        fields["date_deadline"] = Day(project.expected)
    if project.stage in STAGES_AFTER_ASSESSMENT:
        fields |= {
            "assessment_result": "passed",
            "assessment_date": Day(-project.assessed),
            "assessment_note": "符合准入条件（示例）。",
        }
    if project.stage in STAGES_AFTER_LANDING:
        fields |= {
            "local_partner_id": Ref(f"sample_local_now_{project.key}"),
            "landing_date": Day(-project.landed),
        }
    if project.stage == "started":
        fields |= {
            "start_date": Day(-project.since),
            "start_evidence_ids": [f"sample_evidence_now_start_{project.key}"],
        }
    return fields


def _meetings(enterprise_of):
    for number, meeting in enumerate(today.MEETINGS, start=1):
        enterprise = enterprise_of[meeting.ref]
        fields = {
            "partner_id": Ref(enterprise.key),
            "contact_id": Ref(enterprise.key.replace("enterprise", "contact")),
            "date": Day(meeting.day),
            "mode": meeting.mode,
            "state": meeting.state,
            "user_id": Ref(meeting.user),
            "team_id": Ref(_team(meeting.user)),
        }
        if meeting.project:
            fields["lead_id"] = Ref(_lead(meeting.project))
        if meeting.mode == "event":
            fields["event_id"] = Ref(meeting.occasion)
        elif meeting.occasion:
            fields["trip_id"] = Ref(f"sample_trip_{meeting.occasion}")
        if meeting.outcome:
            fields["outcome"] = meeting.outcome
        if meeting.step:
            fields["next_step"] = meeting.step[0]
            fields["next_step_date"] = Day(meeting.step[1])
        key = f"sample_meeting_now_{number:02d}"
        yield Record("investment.engagement", key, fields, meeting.user)


def _deals(enterprise_of):
    projects = {project.key: project for project in today.PROJECTS}
    for key, kind, value, signed, _state, event in today.AGREEMENTS:
        project = projects[key]
        enterprise = enterprise_of[project.ref]
        fields = {
            "name": f"示例{enterprise.word}{project.product}项目{LABELS[kind]}",
            "lead_id": Ref(_lead(key)),
            "partner_id": Ref(enterprise.key),
            "agreement_type": kind,
            "signing_date": Day(-signed),
            "contract_value": yi(value),
            "fixed_asset_value": yi(value) * Decimal("0.7"),
            "evidence_ids": [f"sample_evidence_now_deal_{key}"],
            "team_id": Ref(_team(project.user)),
            "user_id": Ref(project.user),
        }
        if event:
            fields["event_id"] = Ref(event)
        yield Record("investment.deal", f"sample_deal_now_{key}", fields, project.user)


def _receipts():
    for deal, received, amount, _state in today.RECEIPTS:
        fields = {
            "deal_id": Ref(f"sample_deal_now_{deal}"),
            "date": Day(-received),
            "amount": yi(amount),
            "evidence_ids": [f"sample_evidence_now_receipt_{deal}"],
        }
        key = f"sample_receipt_now_{deal}"
        yield Record("investment.fund.receipt", key, fields, USER_OF[deal])


def _progress():
    """States and stages, once the facts they rest on are there; the manager verifies."""
    for key, *_rest, state, stops in today.TRIPS:
        fields = {"destination": destination(stops), "state": state}
        yield Record("investment.trip", f"sample_trip_{key}", fields)
    fields = {"state": "cancelled", "cancel_reason": today.CANCEL_REASON}
    yield Record("investment.trip", "sample_trip_cancelled", fields, today.OFFICER2)
    for project in today.PROJECTS:
        if project.stage in STAGES_BY_HAND:
            fields = {"stage_id": Ref(f"crm_stage_{STAGES_BY_HAND[project.stage]}")}
            yield Record("crm.lead", _lead(project.key), fields, project.user)
    for key, _kind, _value, _signed, state, _event in today.AGREEMENTS:
        deal = f"sample_deal_now_{key}"
        if state != "draft":
            yield Record("investment.deal", deal, {"state": "signed"}, USER_OF[key])
        if state == "verified":
            yield Record("investment.deal", deal, {"state": "verified"}, MANAGER)
    for deal, _received, _amount, state in today.RECEIPTS:
        if state == "verified":
            receipt = f"sample_receipt_now_{deal}"
            yield Record("investment.fund.receipt", receipt, {"state": state}, MANAGER)
    for project in today.PROJECTS:
        yield Record("crm.lead", _lead(project.key), _ending(project))


def _ending(project):
    fields = {"date_last_stage_update": Day(-project.since)}
    if project.stage == "lost":
        fields |= {
            "active": False,
            "probability": 0,
            "lost_reason_id": Ref("crm_lost_reason_elsewhere"),
        }
    if project.stage == "lapsed":
        fields["claim_state"] = "lapsed"
    return fields


def _activities():
    for number, (project, days, kind, summary) in enumerate(today.ACTIVITIES, start=1):
        fields = {
            "res_model_id": Ref("crm.model_crm_lead"),
            "res_id": Ref(_lead(project)),
            "activity_type_id": Ref(f"mail.mail_activity_data_{kind}"),
            "summary": summary,
            "date_deadline": Day(days),
            "user_id": Ref(USER_OF[project]),
        }
        yield Record("mail.activity", f"sample_activity_{number}", fields)
