from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

from ..report.light_text import describe_briefly
from ..tools.amount import format_amount
from ..tools.months import MONTHS_PER_YEAR, elapsed_share
from ..tools.reader import as_reader

#: Red first: who is stuck is read first; white before green, it comes next.
COLOURS = ("red", "yellow", "white", "green")
#: As the four are called: 红黄绿白.
SPOKEN = ("red", "yellow", "green", "white")
PAGE = 60


class InvestmentProject(models.Model):
    """What the big screen and the timeline of the year show, one call each.

    Both show the projects that the user may read and that are in progress. Every figure and
    position is reckoned here; the screen only draws.
    """

    _inherit = "investment.project"

    @api.model
    @api.readonly
    def get_wall_data(self):
        projects = self.search_fetch(
            [("light", "!=", False)],
            ["name", "light", "light_facts", "annual_plan", "completed_ytd", "completion"],
        ).sorted(lambda project: COLOURS.index(project.light))
        month = as_reader(self)._get_reporting_month()
        plan = sum(projects.mapped("annual_plan"))
        completed = sum(projects.mapped("completed_ytd"))
        words = dict(self._fields["light"]._description_selection(self.env))
        return {
            "month": self.env._("%(year)s-%(month)s", year=month.year, month=month.month),
            "made": format_datetime(
                self.env,
                fields.Datetime.now(),
                tz=as_reader(self).env.context["tz"],
                dt_format="HH:mm",
            ),
            "count": len(projects),
            "total": self._format_wall_amount(sum(projects.mapped("total_investment"))),
            "plan": self._format_wall_amount(plan),
            "completed": self._format_wall_amount(completed),
            "completion": _percent(completed / plan) if plan else "—",
            "schedule": _percent(elapsed_share(month)),
            "lights": [
                {
                    "colour": colour,
                    "word": words[colour],
                    "count": sum(project.light == colour for project in projects),
                }
                for colour in SPOKEN
            ],
            "projects": [project._get_wall_row(words) for project in projects],
        }

    def _get_wall_row(self, words):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "colour": self.light,
            "word": words[self.light],
            "reason": describe_briefly(self.env, self.light_facts),
            "unit": self.team_id.name or "",
            "head": self.head_id.name or "",
            "completion": _percent(self.completion) if self.annual_plan else "—",
            "bar": min(100, round(100 * self.completion)),
        }

    @api.model
    def _format_wall_amount(self, amount):
        return format_amount(amount, self.env.user.investment_amount_unit)

    # ------------------------------------------------------------
    # Timeline
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_timeline_data(self, year=None, colour=None, offset=0):
        """Projects whose building or milestones touch the year, ``PAGE`` at a time."""
        today = fields.Date.context_today(as_reader(self))
        year = year or today.year
        first, last = date(year, 1, 1), date(year, 12, 31)
        domain = self._get_timeline_domain(first, last)
        if colour:
            domain &= Domain("light", "=", colour)
        projects = self.search(domain)
        words = dict(self._fields["light"]._description_selection(self.env))
        ranked = projects.sorted(
            lambda project: COLOURS.index(project.light) if project.light else len(COLOURS)
        )
        scale = _Scale(first, last)
        return {
            "year": year,
            "today": scale.position(today) if first <= today <= last else None,
            "months": [
                self.env._("%(month)s/%(year)s", month=month, year=year)
                for month in range(1, MONTHS_PER_YEAR + 1)
            ],
            "count": len(ranked),
            "page": PAGE,
            "lights": [{"colour": key, "word": words[key]} for key in SPOKEN],
            "projects": [
                project._get_timeline_row(scale, today, words)
                for project in ranked[offset : offset + PAGE]
            ],
        }

    @api.model
    def _get_timeline_domain(self, first, last):
        begun = Domain("actual_start_date", "<=", last) | (
            Domain("actual_start_date", "=", False) & Domain("planned_start_date", "<=", last)
        )
        ended = Domain("actual_completion_date", "<", first) | (
            Domain("actual_completion_date", "=", False)
            & Domain("actual_production_date", "<", first)
        )
        milestone = Domain("planned_date", ">=", first) & Domain("planned_date", "<=", last)
        return Domain("state", "in", ("active", "completed")) & (
            (begun & ~ended) | Domain("milestone_ids", "any", milestone)
        )

    def _get_timeline_row(self, scale, today, words):
        self.ensure_one()
        built = self.actual_completion_date or self.actual_production_date
        return {
            "id": self.id,
            "name": self.name,
            "colour": self.light or "",
            "word": words.get(self.light, ""),
            "unit": self.team_id.name or "",
            "planned": scale.span(
                self.planned_start_date,
                self.planned_completion_date or self.planned_production_date,
            ),
            "actual": scale.span(
                self.actual_start_date, built or (self.actual_start_date and today)
            ),
            "milestones": [
                {
                    "id": line.id,
                    "state": state,
                    "left": scale.position(day),
                    "title": self.env._(
                        "%(milestone)s: %(day)s, %(state)s",
                        milestone=line.name,
                        day=format_date(self.env, day),
                        state=label,
                    ),
                }
                for line in self.milestone_ids
                for day in [line.actual_date or line.planned_date]
                if day and scale.first <= day <= scale.last
                for state, label in [self._get_milestone_state(line)]
            ],
        }

    @api.model
    def _get_milestone_state(self, milestone):
        if milestone.actual_date:
            return "done", self.env._("done")
        if milestone.is_overdue:
            return "late", self.env._("overdue")
        return "open", self.env._("open")


class _Scale:
    """Days of a span as percent of it."""

    def __init__(self, first, last):
        self.first, self.last = first, last
        self.days = (last - first).days + 1

    def position(self, day):
        return round(100 * ((day - self.first).days + 0.5) / self.days, 2)

    def span(self, start, end):
        """What of it is to be drawn, or None."""
        if not start or not end or end < self.first or start > self.last:
            return None
        left, right = max(start, self.first), min(end, self.last)
        begin = (left - self.first).days
        return {
            "left": round(100 * begin / self.days, 2),
            "width": round(100 * ((right - left).days + 1) / self.days, 2),
        }


def _percent(share):
    return f"{100 * share:.1f}%"
