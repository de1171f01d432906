"""What a hearing reads: per project plan, progress, light and why, problems, who owes what."""

from collections import defaultdict
from typing import NamedTuple

from odoo import fields
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools.months import elapsed_share
from ..tools.reader import as_reader

COLOURS = ("red", "yellow", "white", "green", False)
FILED = ("submitted", "checked")


class ProjectRow(NamedTuple):
    number: int
    name: str
    level: str
    unit: str
    head: str
    total: float
    plan: float
    completed: float
    completion: float | None
    colour: str | bool
    light: str
    reason: str
    progress: str
    problems: str
    next_step: str
    owed: list


class DirectiveRow(NamedTuple):
    number: int
    what: str
    project: str
    unit: str
    person: str
    date: object
    due: object
    overdue: int
    state: str


class HearingPack:
    """The same rows for the Excel table and the Word text."""

    def __init__(self, hearing):
        self.hearing = hearing
        self.env = hearing.env
        self.month = as_reader(hearing.project_ids)._get_reporting_month()
        self.today = fields.Date.context_today(as_reader(hearing))
        self.projects = self._get_projects()
        self.directives = self._get_directives()

    @property
    def title(self):
        return self.hearing.name

    @property
    def month_label(self):
        return self.env._("%(year)s-%(month)s", year=self.month.year, month=self.month.month)

    @property
    def schedule(self):
        return elapsed_share(self.month)

    def fonts(self):
        return self.env["res.config.settings"]._get_investment_summary_fonts()

    # projects

    def _get_projects(self):
        projects = self.hearing.project_ids.sorted(
            lambda project: (COLOURS.index(project.light), project.level_rank, project.name)
        )
        levels = dict(projects._fields["level"]._description_selection(self.env))
        lights = dict(projects._fields["light"]._description_selection(self.env))
        reports = self._get_last_reports(projects)
        return [
            ProjectRow(
                number=number,
                name=project.name,
                level=levels[project.level],
                unit=project.team_id.name or "",
                head=project.head_id.name or "",
                total=project.total_investment,
                plan=project.annual_plan,
                completed=project.completed_ytd,
                completion=project.completion if project.annual_plan else None,
                colour=project.light,
                light=lights.get(project.light, "—"),
                reason=project.light_reason or "",
                progress=reports[project].visual_progress or "",
                problems=reports[project].problems or "",
                next_step=reports[project].next_step or "",
                owed=list(self._get_owed(project)),
            )
            for number, project in enumerate(projects, 1)
        ]

    def _get_last_reports(self, projects):
        """{project: its last filed month}, an empty record where there is none."""
        none = self.env["investment.project.progress"]
        reports = defaultdict(lambda: none)
        for report in none.search(
            Domain("project_id", "in", projects.ids) & Domain("state", "in", FILED),
            order="month desc",
        ):
            reports.setdefault(report.project_id, report)
        return reports

    def _get_owed(self, project):
        """Who owes what, by when: directives, milestones and approvals that are late."""
        for one in project.directive_ids.filtered(lambda one: one.state == "open"):
            yield self.env._(
                "Directive: %(what)s — %(who)s, by %(date)s%(late)s",
                what=one.name,
                who=" ".join(filter(None, (one.team_id.name, one.user_id.name))),
                date=format_date(self.env, one.due_date),
                late=self._late(one.days_overdue),
            )
        for one in project.milestone_ids.filtered("is_overdue"):
            yield self.env._(
                "Milestone: %(what)s — %(who)s, by %(date)s%(late)s",
                what=one.name,
                who=one.office_id.name or project.team_id.name or "",
                date=format_date(self.env, one.planned_date),
                late=self._late(one.days_overdue),
            )
        for one in project.approval_ids.filtered(lambda one: one.state == "filed"):
            if one.is_overdue:
                yield self.env._(
                    "Approval: %(what)s — %(who)s, promised by %(date)s",
                    what=one.type_id.name,
                    who=one.office_id.name or "",
                    date=format_date(self.env, one.promised_date or one.planned_date),
                )

    def _late(self, days):
        return self.env._(" (%(days)s working days overdue)", days=days) if days else ""

    # directives

    def _get_directives(self):
        """All that are overdue, and what is open for the projects called up."""
        directives = self.env["investment.directive"].search(
            Domain("company_id", "=", self.hearing.company_id.id)
            & (
                Domain("is_overdue", "=", True)
                | (
                    Domain("project_id", "in", self.hearing.project_ids.ids)
                    & Domain("state", "in", ("open", "reported"))
                )
            )
        )
        states = dict(directives._fields["state"]._description_selection(self.env))
        ordered = directives.sorted(lambda one: (-one.days_overdue, one.due_date, one.id))
        return [
            DirectiveRow(
                number=number,
                what=one.name,
                project=one.project_id.name or "",
                unit=one.team_id.name,
                person=one.user_id.name or "",
                date=one.date,
                due=one.due_date,
                overdue=one.days_overdue,
                state=self.env._("Overdue") if one.is_overdue else states[one.state],
            )
            for number, one in enumerate(ordered, 1)
        ]
