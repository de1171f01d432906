"""Key projects of 2023, read from their table, as rows.

The sums are the published ones: 27 provincial and 29 Baoding key projects of 626.6 亿元, 91.9 亿元
completed of 79.29 亿元 planned, 11 in production, 7,000 mu of land, one task of it 2,800 mu in 15
working days, 18 joint site surveys, 196 approvals of 37 projects. Five projects bear the names of
the published text; how the sums divide among the projects is invented, and every name says so.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from .outreach import CENTER, PARK
from .projects import day, yi
from .tables import read_table

YEAR = 2023
MANAGER = "sample_user_manager"
LEADERS = 4
NOTE = "单项数据（总投资、年度计划、进度、节点等）均为示例，仅供演示；合计数与公开报道一致。"
# Share of a year's work done in each month
SEASON = (3, 3, 7, 9, 10, 10, 9, 9, 10, 10, 10, 10)
STEPS = (
    (Decimal("0.15"), "场地平整、临建搭设（示例）"),
    (Decimal("0.30"), "桩基及基础施工（示例）"),
    (Decimal("0.55"), "主体结构施工（示例）"),
    (Decimal("0.80"), "主体封顶，二次结构和外立面施工（示例）"),
    (Decimal("0.95"), "设备安装、室外管网施工（示例）"),
    (Decimal("9"), "设备调试、竣工验收准备（示例）"),
)
PRELIMINARY = "开展可研、规划和用地手续（示例）"
PROBLEMS = {5: "施工许可尚待用地手续办结（示例）", 9: "进场道路影响大型设备运输（示例）"}
# Mondays of whole working weeks
WEEKS = (
    "01-09 02-06 02-13 03-06 03-13 04-10 05-08 05-15 06-05 07-10 "
    "08-07 08-14 09-04 09-11 10-16 11-06 11-13 12-04 12-11"
).split()
APPROVED_PROJECTS, MANY_APPROVALS, APPROVALS = 37, 11, 196
TYPES = (
    "record",
    "land_preliminary",
    "land_planning",
    "works_planning",
    "construction",
    "environment",
)
CHANNELS = ("green", "full_chain", "tailored", "ordinary")
SURVEYS = 18
SURVEYING_OFFICES = (
    "zhuozhou_crm.investment_office_approval_bureau",
    "zhuozhou_crm.investment_office_natural_resources",
    "zhuozhou_crm.investment_office_housing",
    "zhuozhou_crm.investment_office_environment",
)
# mu, first and last day; the first is the task of 15 working days (with the make-up Sunday)
LAND = (
    ("2800", "2023-04-03", "2023-04-23"),
    ("320", "2023-02-13", "2023-03-03"),
    ("410", "2023-03-06", "2023-03-31"),
    ("260", "2023-03-13", "2023-04-07"),
    ("380", "2023-05-08", "2023-06-02"),
    ("290", "2023-05-15", "2023-06-09"),
    ("350", "2023-06-05", "2023-07-07"),
    ("300", "2023-07-10", "2023-08-04"),
    ("420", "2023-08-07", "2023-09-08"),
    ("360", "2023-08-14", "2023-09-15"),
    ("310", "2023-09-04", "2023-09-28"),
    ("400", "2023-10-16", "2023-11-17"),
    ("400", "2023-11-06", "2023-12-08"),
)


class KeyProject(NamedTuple):
    key: str
    name: str
    level: str
    nature: str
    sector: str
    team: str
    total: Decimal
    before: Decimal
    plan: Decimal
    completed: Decimal
    land: int
    listed: date | None
    started: date | None
    completion: date | None
    production: date | None

    @property
    def id(self):
        return f"sample_key_project_{self.key}"

    @property
    def officer(self):
        if self.team == "park":
            return "sample_user_officer2"
        return f"sample_user_officer{'3' if int(self.key) % 2 else ''}"


def _read():
    for row in read_table("key_projects_2023"):
        amounts = {name: yi(row[name]) for name in ("total", "before", "plan", "completed")}
        dates = {
            name: day(row[name]) if row[name] else None
            for name in ("listed", "started", "completion", "production")
        }
        yield KeyProject(**{**row, **amounts, **dates, "land": int(row["land"])})


PROJECTS = tuple(_read())


def build_projects():
    for project in PROJECTS:
        ended = project.production
        yield {
            "id": project.id,
            "name": project.name,
            "level": project.level,
            "construction_nature": project.nature,
            "sector_id/id": f"investment_sector_{project.sector}",
            "team_id/id": PARK if project.team == "park" else CENTER,
            "user_id/id": project.officer,
            "leader_id/id": f"sample_leader_{int(project.key) % LEADERS + 1}",
            "total_investment": project.total,
            "completed_before": project.before,
            "land_needed": max(project.land, _land_acquired().get(project.id, 0)),
            "is_listed": bool(project.listed),
            "listed_date": project.listed,
            "schedule_date": project.started or date(YEAR, 1, 3),
            "planned_start_date": project.started,
            "planned_completion_date": project.completion,
            "planned_production_date": ended,
            "actual_start_date": project.started,
            "actual_completion_date": project.completion,
            "actual_production_date": ended,
            "state": "completed" if ended else "active",
            "note": NOTE,
        }


def _land_acquired():
    return {row["project_id/id"]: int(row["mu"]) for row in build_land()}


def build_plans():
    for project in PROJECTS:
        yield {
            "id": f"{project.id}_plan",
            "project_id/id": project.id,
            "year": YEAR,
            "amount": project.plan,
        }


def build_progress():
    for project in PROJECTS:
        months = _months(project)
        done = project.before
        for month, amount in _divide(project.completed, months):
            done += amount
            filed = _next_month(date(YEAR, month, 1)).replace(day=4)
            yield {
                "id": f"{project.id}_{month:02d}",
                "project_id/id": project.id,
                "month": date(YEAR, month, 1),
                "amount": amount,
                "visual_progress": _describe(project, done),
                "problems": PROBLEMS.get(month) if int(project.key) % 6 == 0 else None,
                "next_step": "按计划推进下一节点（示例）",
                "state": "checked",
                "filed_by_id/id": project.officer,
                "filed_on": filed,
                "verified_by_id/id": MANAGER,
                "verified_date": filed + timedelta(days=3),
            }


def _months(project):
    """Months of the year in which something was built."""
    first = project.started.month if project.started and project.started.year == YEAR else 1
    ended = project.production and project.production.year == YEAR
    return range(first, (project.production.month if ended else 12) + 1)


def _divide(total, months):
    """The total by the season, in full 元; the last month takes the rest."""
    weight = sum(SEASON[month - 1] for month in months)
    left = total
    for month in months[:-1]:
        amount = (total * SEASON[month - 1] / weight).quantize(Decimal("10000"))
        left -= amount
        yield month, amount
    yield months[-1], left


def _describe(project, done):
    if project.nature == "preliminary":
        return PRELIMINARY
    return next(text for limit, text in STEPS if done / project.total <= limit)


def _next_month(day_):
    return (day_.replace(day=1) + timedelta(days=32)).replace(day=1)


def build_approvals():
    """Of the first 37 projects, the first eleven have six items, the others five."""
    serial = 0
    for index, project in enumerate(PROJECTS[:APPROVED_PROJECTS]):
        for number in range(6 if index < MANY_APPROVALS else 5):
            monday = day(f"{YEAR}-{WEEKS[(index + number * 3) % len(WEEKS)]}")
            filed = monday + timedelta(days=serial % 3)
            serial += 1
            yield {
                "id": f"{project.id}_approval_{number + 1}",
                "project_id/id": project.id,
                "type_id/id": f"investment_approval_type_{TYPES[number]}",
                "sequence": (number + 1) * 10,
                "channel": CHANNELS[serial % len(CHANNELS)],
                "filed_date": filed,
                "decided_date": monday + timedelta(days=3 + serial % 2),
            }


def build_surveys():
    for index, project in enumerate(PROJECTS[3 : 3 + SURVEYS]):
        monday = day(f"{YEAR}-{WEEKS[index]}")
        yield {
            "id": f"{project.id}_survey",
            "project_id/id": project.id,
            "date": monday + timedelta(days=index % 4),
            "office_ids/id": SURVEYING_OFFICES,
            "findings": "各部门现场提出一次性告知意见，由牵头单位统一反馈企业（示例）",
        }


def build_land():
    for index, (mu, first, last) in enumerate(LAND):
        project = PROJECTS[5 + index]
        yield {
            "id": f"{project.id}_land",
            "project_id/id": project.id,
            "name": f"示例征迁任务{index + 1}",
            "mu": mu,
            "date_from": day(first),
            "date": day(last),
        }
