"""Key projects of the current year, relative to the day of loading: what an office sees today.

Twelve months of progress back from the last one, so that ahead, behind, far behind, silent, not
due yet and late with a milestone all occur.
"""

from decimal import Decimal

from .output import Day, Month, Record, Ref, Year
from .outreach import CENTER, PARK
from .projects import yi
from .tables import read_table

MONTHS = 12
NAMED = {"01", "02", "03"}  # of 2023, and still being built
PARK_OFFICER = "sample_user_officer2"
# working days of every step after the one before it
STEPS = (
    ("项目备案", "record", 3),
    ("用地预审与选址", "land_preliminary", 10),
    ("建设工程规划许可", "works_planning", 15),
    ("施工许可", "construction", 10),
    ("开工", "", 10),
)


def build():
    projects = list(read_table("key_projects_now"))
    for row in projects:
        if row["key"] not in NAMED:
            yield _project(row)
        yield _plan(row)
        yield from _progress(row)
        yield from _milestones(row)
    yield from _enterprise_user()


def _key(row):
    return f"sample_key_project_{'' if row['key'] in NAMED else 'now_'}{row['key']}"


def _project(row):
    park = row["user"] == PARK_OFFICER
    fields = {
        "name": row["name"],
        "level": row["level"],
        "construction_nature": row["nature"],
        "sector_id": Ref(f"investment_sector_{row['sector']}"),
        "team_id": Ref(PARK if park else CENTER),
        "user_id": Ref(row["user"]),
        "leader_id": Ref(f"sample_leader_{row['leader']}"),
        "total_investment": yi(row["total"]),
        "completed_before": yi(row["before"]),
        "is_listed": bool(row["listed"]),
        "schedule_date": Day(-int(row["since"])),
        "planned_start_date": Day(int(row["planned_start"])),
        "note": "单项数据均为示例，仅供演示。",
    }
    if row["listed"]:
        fields["listed_date"] = Day(-int(row["listed"]))
    if row["lead"]:
        fields["lead_id"] = Ref(f"sample_lead_now_{row['lead']}")
    if row["started"]:
        fields["actual_start_date"] = Day(-int(row["started"]))
    return Record("investment.project", _key(row), fields)


def _plan(row):
    fields = {"project_id": Ref(_key(row)), "year": Year(), "amount": yi(row["plan"])}
    return Record("investment.project.plan", f"{_key(row)}_plan_now", fields)


def _progress(row):
    """``pace``: share of an even twelfth of the plan done each month; ``silent``: months missing
    since the last one filed."""
    if not row["pace"]:
        return
    amount = (yi(row["plan"]) / 12 * Decimal(row["pace"])).quantize(Decimal("10000"))
    for back in range(int(row["silent"] or 0) + 1, int(row["months"] or MONTHS) + 1):
        last = back == 1
        fields = {
            "project_id": Ref(_key(row)),
            "month": Month(-back),
            "amount": amount,
            "visual_progress": row["visual"],
            "state": row["state"] if last else "checked",
        }
        if row["state"] != "draft" or not last:
            fields["filed_by_id"] = Ref(row["user"])
        if row["problems"] and back <= 2:
            fields["problems"] = row["problems"]
        yield Record("investment.project.progress", f"{_key(row)}_month_{back:02d}", fields)


def _milestones(row):
    """``step``: how many of the steps are done."""
    if not row["step"]:
        return
    for number, (name, approval, working_days) in enumerate(STEPS, start=1):
        done = number <= int(row["step"])
        key = f"{_key(row)}_milestone_{number}"
        fields = {
            "project_id": Ref(_key(row)),
            "name": name,
            "sequence": number * 10,
            "working_days": working_days,
        }
        if number == 1:
            fields["planned_date"] = Day(-int(row["since"]) + working_days)
        else:
            fields["previous_id"] = Ref(f"{_key(row)}_milestone_{number - 1}")
        if name == "开工":
            fields["fact"] = "start"
        elif done:
            fields["actual_date"] = Day(-int(row["since"]) + number * 12)
        yield Record("investment.project.milestone", key, fields)
        if approval and number <= int(row["step"]) + 1:
            yield _approval(row, number, key, approval, done)


def _approval(row, number, milestone, approval, done):
    fields = {
        "project_id": Ref(_key(row)),
        "milestone_id": Ref(milestone),
        "type_id": Ref(f"investment_approval_type_{approval}"),
        "channel": "green",
        "filed_date": Day(-int(row["since"]) + number * 12 - 9),
    }
    if done:
        fields["decided_date"] = Day(-int(row["since"]) + number * 12)
    return Record("investment.approval", f"{milestone}_approval", fields)


def _enterprise_user():
    """Somebody of the enterprise of a project, to look at the portal."""
    partner = "sample_user_enterprise_partner"
    yield Record(
        "res.partner",
        partner,
        {
            "name": "示例企业联系人",
            "function": "项目经理",
            "email": "enterprise@example.com",
            "parent_id": Ref("sample_local_now_19"),
            "lang": "zh_CN",
            "tz": "Asia/Shanghai",
        },
    )
    yield Record(
        "res.users",
        "sample_user_enterprise",
        {
            "partner_id": Ref(partner),
            "login": "enterprise",
            "password": "zhuozhou",
            "group_ids": ["base.group_portal"],
        },
    )
