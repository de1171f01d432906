"""Projects, agreements and receipts of 2022 and 2023 as rows, with the evidence behind them."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from .enterprises import contact_function, partner_row
from .outreach import CENTER, EVENT, OFFICERS, PARK, PARK_TRIPS, meeting_row, trip_key
from .projects import AGREEMENTS, PROJECTS, RECEIPTS, RIVALS, day, yi
from .vocabulary import HOME, TOPICS

FOLLOW_UPS = (
    ("inbound", "来涿考察候选地块和配套，就{product}的用地、用能需求逐项对接。"),
    ("online", "视频会商{product}建设方案，明确双方工作组和时间表。"),
    ("outbound", "回访对方总部，商定{product}协议文本的主要条款。"),
)
FOLLOW_UPS_BY_STAGE = {"lead": 0, "lost": 1, "contacted": 1, "negotiating": 2}
OPEN_STAGES = ("contacted", "negotiating", "assessed")
IDLE_STAGES = ("lead", *OPEN_STAGES)
MANAGER = "sample_user_manager"
EVIDENCE_NOTE = "示例文件，仅供演示，不是真实的{kind}。"


def find_enterprises(enterprises):
    """Enterprise by (where met, index there), as the project table names them."""
    found, counts = {}, {}
    for enterprise in enterprises:
        index = counts.get(enterprise.met, 0)
        found[enterprise.met, index] = enterprise
        counts[enterprise.met] = index + 1
    return found


def find_leads(enterprise_of):
    """Project by enterprise; not where the enterprise was met on another matter."""
    return {
        enterprise_of[project.ref].key: project
        for project in PROJECTS
        if project.stage != "lead"
    }


def build_local_units(enterprise_of):
    """Local companies of the landed projects. By landing, the enterprise that came gets the settled
    date; its local company has none, so that it counts once."""
    rows = []
    for serial, project in enumerate(p for p in PROJECTS if "landed" in p.facts):
        enterprise = enterprise_of[project.ref]
        label = TOPICS[enterprise.topic].label
        short_name = enterprise.row["investment_short_name"]
        key = local_unit_key(project)
        row = partner_row(
            key,
            f"{short_name}（涿州）{label}有限公司",
            400 + serial,
            HOME,
            enterprise.topic,
            investment_nature=enterprise.row["investment_nature"],
        )
        if enterprise.group:
            row["investment_group_id/id"] = f"sample_group_{enterprise.group}"
            row["investment_tier"] = "tier3"
        rows.append(row)
    return rows


def local_unit_key(project):
    return project.key.replace("lead", "local")


def build_leads(enterprise_of):
    rows = []
    for project in PROJECTS:
        enterprise = enterprise_of[project.ref]
        rows.append(_lead_row(project, enterprise) | _facts(project))
    for number, (ref, name, planned, registered) in enumerate(RIVALS, start=1):
        project = next(p for p in PROJECTS if p.ref == ref)
        rows.append(
            _lead_row(project, enterprise_of[ref])
            | {
                "id": f"sample_lead_rival_{number}",
                "name": name.format(word=enterprise_of[ref].word),
                "planned_investment": yi(planned),
                "trip_id/id": "",
                "investment_source": "inbound",
                "create_date": _moment(registered),
                "first_report_date": registered,
            }
            | _owner(PARK)
        )
    return rows


def _lead_row(project, enterprise):
    topic = TOPICS[enterprise.topic]
    tenths = int(project.amount / 10_000_000)
    return {
        "id": project.key,
        "name": f"示例{enterprise.word}{project.product}项目",
        "type": "opportunity",
        "partner_id/id": enterprise.key,
        **investor(enterprise),
        "description": f"<p>拟建设{project.product}，分两期实施（示例）。</p>",
        "planned_investment": project.amount,
        "planned_fixed_asset": project.amount * Decimal("0.7"),
        "sector_id/id": f"investment_sector_{topic.sector}",
        "scene_id/id": "investment_scene_central_soe" if enterprise.group else "",
        "industry_id/id": enterprise.row["industry_id/id"],
        "land_need": tenths * 2,
        "energy_need": tenths * 90,
        "expected_output": project.amount * Decimal("1.4"),
        "expected_tax": project.amount * Decimal("0.06"),
        "expected_jobs": tenths * 8,
        "site": f"示例地块{tenths % 12 + 1:02d}",
        "create_date": _moment(project.registered),
        "first_report_date": project.registered,
        "date_deadline": project.facts.get("expected"),
        **_origin(project),
        **_owner(PARK if _is_parks(project) else CENTER),
    }


def investor(enterprise):
    """Who stands behind a project, where from, whom to call there."""
    return {
        "investor_origin": enterprise.row["city"] + enterprise.row["investment_district"],
        "contact_name": f"示例联系人{enterprise.key[-3:]}",
        "function": contact_function(enterprise.key),
        "phone": enterprise.row["phone"],
    }


def _is_parks(project):
    return project.met.startswith("trip") and int(project.met[-2:]) in PARK_TRIPS


def _owner(team):
    return {"team_id/id": team, "user_id/id": OFFICERS[team][0]}


def _origin(project):
    source = project.facts.get("source")
    if project.met == "event":
        return {"investment_source": "event", "event_id/id": EVENT}
    if source:
        return {"investment_source": source}
    return {"investment_source": "trip", "trip_id/id": trip_key(int(project.met[-2:]))}


def _moment(registered):
    """Noon in China; the same day there if the import takes it for the loader's own time."""
    return datetime.combine(registered, time(4, 0))


def _facts(project):
    """The facts that the gates of the later stages ask for."""
    facts = project.facts
    row = {}
    if "assessed" in facts:
        row |= {
            "assessment_result": "passed",
            "assessment_date": facts["assessed"],
            "assessment_note": "产业方向、用地、用能、环保和效益符合准入条件（示例）。",
        }
    if "landed" in facts:
        row |= {"local_partner_id/id": local_unit_key(project), "landing_date": facts["landed"]}
    for fact, field in (("started", "start"), ("production", "production")):
        if fact in facts:
            row[f"{field}_date"] = facts[fact]
            row[f"{field}_evidence_ids/id"] = _evidence_key(project.key, fact)
    return row


def _evidence_key(key, kind):
    return f"{key}_evidence_{kind}"


def build_follow_ups(enterprise_of):
    """Meetings after the first one, three weeks apart, up to the signing."""
    rows = []
    for project in PROJECTS:
        enterprise = enterprise_of[project.ref]
        team = PARK if _is_parks(project) else CENTER
        for step in range(FOLLOW_UPS_BY_STAGE.get(project.stage, 3)):
            mode, outcome = FOLLOW_UPS[step]
            rows.append(
                meeting_row(enterprise)
                | {
                    "id": f"{project.key}_meeting_{step + 2}",
                    "lead_id/id": project.key,
                    "date": project.registered + timedelta(days=21 * (step + 1)),
                    "mode": mode,
                    "outcome": outcome.format(product=project.product),
                    "team_id/id": team,
                    "user_id/id": OFFICERS[team][step % len(OFFICERS[team])],
                }
            )
    return rows


def build_deals(enterprise_of):
    rows = []
    for deal in AGREEMENTS:
        project = next(p for p in PROJECTS if p.ref == deal.project)
        enterprise = enterprise_of[deal.project]
        rows.append(
            {
                "id": deal.key,
                "name": f"示例{enterprise.word}{project.product}项目{deal.label}",
                "lead_id/id": project.key,
                "partner_id/id": enterprise.key,
                "agreement_type": deal.kind,
                "parent_id/id": deal.parent and f"sample_deal_{deal.parent}",
                "signing_date": deal.signed,
                "event_id/id": EVENT if project.met == "event" else "",
                "contract_value": deal.amount,
                "fixed_asset_value": deal.amount * Decimal("0.7"),
                "evidence_ids/id": _evidence_key(deal.key, "signed"),
                "state": deal.state if deal.state in ("draft", "void") else "signed",
                **(_ended(deal) if deal.state == "void" else {}),
                **_owner(PARK if _is_parks(project) else CENTER),
            }
        )
    return rows


def build_verifications():
    """The bureau verifies three days after the signing."""
    return [
        {"id": deal.key, "state": "verified", **_verified(deal)}
        for deal in AGREEMENTS
        if deal.state in ("verified", "terminated")
    ]


def _verified(deal):
    return {
        "verified_date": deal.signed + timedelta(days=3),
        "verified_by_id/id": MANAGER,
    }


def build_terminations():
    return [
        {"id": deal.key, "state": "terminated", **_verified(deal), **_ended(deal)}
        for deal in AGREEMENTS
        if deal.state == "terminated"
    ]


def _ended(deal):
    return {"end_date": deal.ended, "end_reason": deal.reason}


def build_receipts(deals):
    """Each is reported by the officer of its agreement."""
    officers = {deal["id"]: deal["user_id/id"] for deal in deals}
    return [
        {
            "id": f"sample_receipt_{number:02d}",
            "deal_id/id": f"sample_deal_{deal}",
            "date": day(received),
            "amount": yi(amount),
            "evidence_ids/id": f"sample_receipt_{number:02d}_evidence_paid",
            "user_id/id": officers[f"sample_deal_{deal}"],
        }
        for number, (deal, received, amount, _state) in enumerate(RECEIPTS, start=1)
    ]


def build_receipt_states():
    return [
        {
            "id": f"sample_receipt_{number:02d}",
            "state": state,
            "verified_date": day(received) + timedelta(days=5),
            "verified_by_id/id": MANAGER,
            "note": "进账单与合同主体不一致（示例）" if state == "rejected" else "",
        }
        for number, (_deal, received, _amount, state) in enumerate(RECEIPTS, start=1)
        if state != "draft"
    ]


def build_stages():
    """Stages that are entered by hand; those from signing on are entered by their facts."""
    return [
        {"id": project.key, "stage_id/id": f"crm_stage_{project.stage}"}
        for project in PROJECTS
        if project.stage in OPEN_STAGES
    ]


def build_losses():
    return [
        {
            "id": project.key,
            "stage_id/id": f"crm_stage_{'assessed' if 'assessed' in project.facts else 'contacted'}",
            "active": "0",
            "probability": "0",
            "lost_reason_id/id": f"crm_lost_reason_{project.facts['lost']}",
        }
        for project in PROJECTS
        if project.stage == "lost"
    ]


def build_dates():
    """Since when each project stands in its stage; first reports of idle projects have lapsed."""
    rows = [
        {
            "id": project.key,
            "date_last_stage_update": _moment(project.since),
            "date_closed": _moment(_closed(project))
            if project.stage not in IDLE_STAGES
            else "",
            "claim_state": "lapsed" if project.stage in IDLE_STAGES else "valid",
        }
        for project in PROJECTS
    ]
    for number, (_ref, _name, _planned, registered) in enumerate(RIVALS, start=1):
        rows.append(
            {
                "id": f"sample_lead_rival_{number}",
                "date_last_stage_update": _moment(registered),
                "claim_state": "lapsed",
            }
        )
    return rows


def _closed(project):
    signed = [deal.signed for deal in AGREEMENTS if deal.project == project.ref]
    return project.since if project.stage == "lost" else min(signed)


def build_evidence():
    """Small text files that stand for scans of agreements, bank slips, permits."""
    wanted = [(deal.key, "signed", "投资协议") for deal in AGREEMENTS]
    wanted += [
        (f"sample_receipt_{number:02d}", "paid", "银行进账单")
        for number in range(1, len(RECEIPTS) + 1)
    ]
    for project in PROJECTS:
        wanted += [
            (project.key, fact, kind)
            for fact, kind in (("started", "施工许可证"), ("production", "竣工验收报告"))
            if fact in project.facts
        ]
    return [
        {
            "id": _evidence_key(key, suffix),
            "name": f"示例{kind}.txt",
            "raw": EVIDENCE_NOTE.format(kind=kind),
            "mimetype": "text/plain",
        }
        for key, suffix, kind in wanted
    ]
