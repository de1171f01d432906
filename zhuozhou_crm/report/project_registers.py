"""The registers of key projects: what the city's project offices report of a month and a year.

Columns follow the ledgers in use (``domain/ledgers.md``): D1 and D2 for the list of key projects
and the monthly progress, D9 for problems and next step; land, joint surveys and approvals as the
published text counts them; directives as a hearing takes them down.

What a summary of a past period shows is what held then: the plan of its year, the months filed
up to its last day, and the light of that day from the history of lights.
"""

from odoo.tools.translate import LazyTranslate

from .figures import During, StandingAt, Touching, YearToDate
from .registers import LIGHT_WORDS, NUMBER, Column, Grouped, Register

_lt = LazyTranslate(__name__)

FILED = [("state", "in", ("submitted", "checked"))]
KEY_LEVELS = ("provincial", "baoding", "county")
TEXTS = (
    ("visual_progress", "latest", "visual_progress"),
    ("problems", "latest", "problems"),
    ("next_step", "latest", "next_step"),
)
YEAR = _lt("Investment of the year")


def latest_months(when, *values, same=(("project_id", "project_id"),)):
    """Of the months that count; the latest one speaks for the project."""
    return Grouped(
        "investment.project.progress",
        "project_id",
        when,
        FILED,
        values,
        required=False,
        order="month",
        same=same,
    )


def project_columns(project, plan, figures, light):
    """D1 and D2; ``project`` is the way to the project, ``plan`` the column of the annual plan,
    ``figures`` those of what was completed, ``light`` its colour and reason."""
    return (
        NUMBER,
        Column(_lt("Level"), f"{project}level", "choice", 11),
        Column(_lt("Project name"), f"{project}name", width=24),
        Column(_lt("Builder"), f"{project}partner_id.name", width=18),
        Column(_lt("Nature of construction"), f"{project}construction_nature", "choice", 9),
        Column(_lt("Listed"), f"{project}is_listed", "yes_no", 6),
        Column(_lt("Total investment"), f"{project}total_investment", "amount", 12, True),
        plan,
        *figures,
        *light,
        Column(_lt("Visual progress"), "visual_progress", width=24, of_line=True),
        Column(_lt("Problems"), "problems", width=22, of_line=True),
        Column(_lt("Next step"), "next_step", width=22, of_line=True),
        Column(_lt("Lead unit"), f"{project}team_id.name", width=15),
        Column(_lt("Head in charge"), f"{project}head_id.name", width=11),
    )


def completion(completed, plan):
    return Column(
        _lt("Completion rate"), "completion", "percent", 10, True, YEAR, share=(completed, plan)
    )


PROJECT_REGISTER = Register(
    code="key_projects",
    sheet=_lt("Key projects"),
    title=_lt("Register of Key Projects"),
    model="investment.project.plan",
    when=StandingAt("date_start", "date_end", "last_day"),
    domain=[("project_id.level", "in", KEY_LEVELS)],
    order="project_id",
    link="project_id",
    wide=True,
    lines=(
        latest_months(During("month"), ("amount_period", "sum", "amount")),
        latest_months(YearToDate("month"), ("amount_year", "sum", "amount"), *TEXTS),
        latest_months(StandingAt("month", "", "last_day"), ("amount_total", "sum", "amount")),
        Grouped(
            "investment.project.light",
            "project_id",
            StandingAt("date_from", "date_to", "last_day"),
            [],
            (("colour", "latest", "colour"), ("facts", "latest", "facts")),
            required=False,
            order="date_from",
            same=(("project_id", "project_id"),),
        ),
    ),
    columns=project_columns(
        "project_id.",
        Column(_lt("Annual plan"), "amount", "amount", 11, True, YEAR),
        (
            Column(
                _lt("Completed in the period"), "amount_period", "amount", 11, True, YEAR, True
            ),
            Column(_lt("Completed this year"), "amount_year", "amount", 11, True, YEAR, True),
            completion("amount_year", "amount"),
            Column(
                _lt("Completed in total"),
                "amount_total",
                "amount",
                12,
                True,
                of_line=True,
                plus="project_id.completed_before",
            ),
        ),
        (
            Column(_lt("Light"), "colour", "light", 6, of_line=True, labels=LIGHT_WORDS),
            Column(_lt("Reason for the light"), "facts", "reason", 28, of_line=True),
        ),
    ),
    note=_lt(
        "Projects with an annual plan for the year in which the period ends. Completed: months "
        "submitted or checked. Light: as it stood on the last day of the period; empty where no "
        "light was kept for that day."
    ),
)

PROGRESS_REGISTER = Register(
    code="progress",
    sheet=_lt("Monthly progress"),
    title=_lt("Register of Monthly Progress"),
    model="investment.project.progress",
    when=During("month"),
    domain=[*FILED, ("project_id.level", "in", KEY_LEVELS)],
    order="month, project_id, id",
    wide=True,
    lines=(
        Grouped(
            "investment.project.plan",
            "project_id",
            StandingAt("date_start", "", "last_day"),
            [],
            (("plan", "sum", "amount"),),
            required=False,
            same=(("project_id", "project_id"), ("year", "month.year_number")),
        ),
    ),
    columns=(
        NUMBER,
        Column(_lt("Month"), "month", "month", 9),
        Column(_lt("Project name"), "project_id.name", width=26),
        Column(_lt("Builder"), "project_id.partner_id.name", width=20),
        Column(_lt("Nature of construction"), "project_id.construction_nature", "choice", 9),
        Column(_lt("Annual plan"), "plan", "amount", 11, of_line=True),
        Column(_lt("Construction started"), "project_id.actual_start_date", "filled", 11),
        Column(_lt("Completed in the month"), "amount", "amount", 11, total=True),
        Column(_lt("Completed this year"), "amount_ytd", "amount", 12),
        Column(_lt("Building"), "construction_amount", "amount", 10, True, _lt("Of the month")),
        Column(_lt("Equipment"), "equipment_amount", "amount", 10, True, _lt("Of the month")),
        Column(_lt("Land and other"), "land_amount", "amount", 10, True, _lt("Of the month")),
        Column(_lt("Completion rate"), "rate", "percent", 10, share=("amount_ytd", "plan")),
        Column(_lt("Visual progress"), "visual_progress", width=28),
        Column(_lt("Problems"), "problems", width=24),
        Column(_lt("Next step"), "next_step", width=24),
        Column(_lt("Lead unit"), "team_id.name", width=15),
        Column(_lt("Status"), "state", "choice", 9),
    ),
)

LAND_REGISTER = Register(
    code="land",
    sheet=_lt("Land acquisition register"),
    title=_lt("Register of Land Acquired"),
    model="investment.land.acquisition",
    when=During("date"),
    order="date, id",
    columns=(
        NUMBER,
        Column(_lt("Project name"), "project_id.name", width=32),
        Column(_lt("Task"), "name", width=26),
        Column(_lt("Acquired\n(mu)"), "mu", "decimal", 12, total=True),
        Column(_lt("Begun on"), "date_from", "date", 12),
        Column(_lt("Acquired on"), "date", "date", 12),
        Column(_lt("Working days used"), "working_days", "count", 10),
        Column(_lt("Lead unit"), "team_id.name", width=16),
        Column(_lt("Remarks"), "note", width=22),
    ),
    note=_lt("Working days used: from the first day to the last, both included."),
)

SURVEY_REGISTER = Register(
    code="surveys",
    sheet=_lt("Joint site surveys"),
    title=_lt("Register of Joint Site Surveys"),
    model="investment.site.survey",
    when=During("date"),
    order="date, id",
    columns=(
        NUMBER,
        Column(_lt("Surveyed on"), "date", "date", 12),
        Column(_lt("Project name"), "project_id.name", width=32),
        Column(_lt("Site of the project"), "project_id.site", width=20),
        Column(_lt("Offices"), "office_ids", width=36),
        Column(_lt("Findings"), "findings", width=40),
        Column(_lt("Lead unit"), "team_id.name", width=14),
    ),
)


def _approval_days(env, period):
    """Working days from filing to the decision, the day of filing not counted."""
    calendar = env["investment.calendar.day"]._get_calendar()
    return lambda filed, decided: calendar.late(filed, decided) if filed and decided else None


APPROVAL_REGISTER = Register(
    code="approvals",
    sheet=_lt("Approval items"),
    title=_lt("Register of Approvals Granted"),
    model="investment.approval",
    when=During("decided_date"),
    domain=[("state", "=", "approved")],
    order="project_id, decided_date, id",
    columns=(
        NUMBER,
        Column(_lt("Project name"), "project_id.name", width=32),
        Column(_lt("Type of approval"), "type_id.name", width=22),
        Column(_lt("Document"), "name", width=24),
        Column(_lt("Office"), "office_id.name", width=18),
        Column(_lt("Channel"), "channel", "choice", 12),
        Column(_lt("Filed on"), "filed_date", "date", 12),
        Column(_lt("Promised by"), "promised_date", "date", 12),
        Column(_lt("Decided on"), "decided_date", "date", 12),
        Column(
            _lt("Working days used"),
            "days",
            "count",
            9,
            derive=_approval_days,
            derive_of=("filed_date", "decided_date"),
        ),
        Column(_lt("Lead unit"), "team_id.name", width=14),
    ),
)


def _days_late(env, period):
    """Working days after the due date, to the report or, without one, to the as-of date."""
    calendar = env["investment.calendar.day"]._get_calendar()

    def count(due, reported):
        day = min(reported or period.as_of, period.as_of)
        return calendar.late(due, day) if due and day > due else None

    return count


DIRECTIVE_REGISTER = Register(
    code="directives",
    sheet=_lt("Directives"),
    title=_lt("Register of Directives"),
    model="investment.directive",
    when=Touching("date", "accepted_on"),
    domain=[("state", "!=", "cancelled")],
    order="due_date, id",
    wide=True,
    columns=(
        NUMBER,
        Column(_lt("What is to be done"), "name", width=36),
        Column(_lt("Project name"), "project_id.name", width=24),
        Column(_lt("Hearing"), "hearing_id.name", width=20),
        Column(_lt("Responsible unit"), "team_id.name", width=14),
        Column(_lt("Person responsible"), "user_id.partner_id.name", width=10),
        Column(_lt("Set by"), "setter_id.partner_id.name", width=10),
        Column(_lt("Set on"), "date", "date", 12),
        Column(_lt("Due"), "due_date", "date", 12),
        Column(_lt("Reported done on"), "reported_on", "date", 12),
        Column(_lt("Accepted on"), "accepted_on", "date", 12),
        Column(
            _lt("Working days late"),
            "late",
            "late",
            8,
            derive=_days_late,
            derive_of=("due_date", "reported_on"),
        ),
        Column(_lt("Status"), "state", "choice", 10),
        Column(_lt("Escalation"), "escalation", "choice", 12),
        Column(_lt("What was done"), "result", width=32),
    ),
    note=_lt(
        "Directives set by the end of the period and not accepted before it began; those "
        "cancelled are left out. Late: to the day it was reported done, or to the as-of date."
    ),
)

#: In the order of their sheets.
PROJECT_REGISTERS = (
    PROJECT_REGISTER,
    PROGRESS_REGISTER,
    LAND_REGISTER,
    SURVEY_REGISTER,
    APPROVAL_REGISTER,
    DIRECTIVE_REGISTER,
)
