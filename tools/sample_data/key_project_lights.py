"""Lights of the key projects on the last day of 2023, as the rules would have set them.

History is kept from the day on which the system is used; a city that enters its past year has
none. These stand for it, so that the summary of 2023 shows what that of the running year does.
What is measured is the month that had ended: January to November.
"""

from datetime import date
from decimal import Decimal

from .key_projects import PROJECTS, YEAR, build_progress
from .output import Record, Ref, Value

MONTH = 11
SCHEDULE = Decimal(MONTH) / 12
RED, YELLOW = 30, 10  # percentage points behind; defaults of the light rules


def build():
    completed = {}
    for row in build_progress():
        if row["month"].month <= MONTH:
            key = row["project_id/id"]
            completed[key] = completed.get(key, 0) + row["amount"]
    for project in PROJECTS:
        colour, facts = _light(project, completed.get(project.id, Decimal(0)))
        yield Record(
            "investment.project.light",
            f"{project.id}_light",
            {
                "project_id": Ref(project.id),
                "colour": colour,
                "facts": Value({**facts, "month": f"{YEAR}-{MONTH}"}),
                "date_from": date(YEAR, 12, 1).isoformat(),
                "date_to": date(YEAR + 1, 1, 1).isoformat(),
            },
        )


def _light(project, completed):
    built = project.completion or project.production
    behind = 100 * (SCHEDULE - completed / project.plan)
    figures = {
        "value": float(round(behind, 4)),
        "plan": float(project.plan),
        "completed": float(completed),
    }
    ahead = built and built < date(YEAR, 12, 1)
    for colour, limit, included in (("red", RED, False), ("yellow", YELLOW, True)):
        if not ahead and (behind >= limit if included else behind > limit):
            rule = {"condition": "points_behind", "threshold": limit, "included": included}
            return colour, {**figures, **rule}
    fine = {"condition": "always", "threshold": 0, "included": False, "planned_start": None}
    return "green", {**figures, **fine, "built": built.isoformat() if ahead else None}
