"""The lights of key projects, of any number of them in one statement.

Everything is measured at the end of the last month that has ended. What has been put right since
counts at once: nobody is called up for a start that took place last week.

======================  =======================================================================
condition               what is measured
======================  =======================================================================
points_behind           序时进度 − completion of the year, in percentage points; only with a plan
                        above zero, after the start was due and before the project is built
ratio_behind            completion ÷ 序时进度 in percent, of the same projects; crossed from above
months_overdue_start    months in which it should have started and did not, the first included:
                        planned in October and not started by its end is 1
milestone_days_overdue  working days since the deadline of the open milestone that is latest
months_silent           months since the last one filed, or since it was entered here
not_listed_…            time since the start of a project that is not listed
not_due                 planned start after the month, or preliminary work without one
always                  holds for all
======================  =======================================================================

Amounts are decimals and nothing is rounded before it is compared, so that a fen decides. Months
count when they are submitted; drafts do not. A light set by hand goes before the rules
until its last day. A project that is suspended, closed, cancelled or archived has no light.
"""

from datetime import date, timedelta

from odoo.tools import SQL

from ..tools.months import first_of_month, next_month

TIME_ZONE = "Asia/Shanghai"
#: Working days are counted from here; a deadline before it is late by at least as much.
YEARS_BACK = 10
WAN = 10_000

DEPENDS = {
    "investment.project": (
        "active",
        "state",
        "level",
        "construction_nature",
        "total_investment",
        "is_listed",
        "planned_start_date",
        "actual_start_date",
        "actual_completion_date",
        "actual_production_date",
    ),
    "investment.project.plan": ("project_id", "year", "amount"),
    "investment.project.progress": ("project_id", "month", "amount", "state"),
    "investment.project.milestone": (
        "project_id",
        "name",
        "sequence",
        "planned_date",
        "actual_date",
    ),
    "investment.project.light": (
        "project_id",
        "is_manual",
        "colour",
        "note",
        "until",
        "date_to",
    ),
}

FACTS = """
SELECT p.id, p.light_shown, p.level, p.construction_nature, p.total_investment,
       p.planned_start_date, p.actual_start_date, p.built_date, p.not_due,
       plan.amount AS plan, COALESCE(progress.year_amount, 0) AS completed,
       progress.last_month, late.name AS milestone, late.planned_date AS deadline,
       CASE WHEN plan.amount > 0 AND p.built_date IS NULL AND NOT p.not_due
            THEN 100 * (%(number)s * plan.amount - 12 * COALESCE(progress.year_amount, 0))
                 / (12 * plan.amount)
       END AS points_behind,
       CASE WHEN plan.amount > 0 AND p.built_date IS NULL AND NOT p.not_due
            THEN 1200 * COALESCE(progress.year_amount, 0) / (%(number)s * plan.amount)
       END AS ratio_behind,
       CASE WHEN p.actual_start_date IS NULL AND p.built_date IS NULL
            THEN %(months)s - 12 * EXTRACT(YEAR FROM p.planned_start_date)
                 - EXTRACT(MONTH FROM p.planned_start_date) + 1
       END AS months_overdue_start,
       width_bucket(%(as_of)s, %(working_days)s)
       - width_bucket(late.planned_date, %(working_days)s) AS milestone_days_overdue,
       CASE WHEN p.actual_production_date IS NULL
            THEN %(months)s - CASE WHEN progress.last_month IS NULL
                 THEN 12 * EXTRACT(YEAR FROM p.entered) + EXTRACT(MONTH FROM p.entered) - 1
                 ELSE 12 * EXTRACT(YEAR FROM progress.last_month)
                      + EXTRACT(MONTH FROM progress.last_month)
                 END
       END AS months_silent,
       CASE WHEN NOT p.is_listed THEN p.actual_start_date END AS unlisted_since
  FROM (SELECT *, active AND state = 'active' AS light_shown,
               COALESCE(actual_production_date, actual_completion_date) AS built_date,
               COALESCE(actual_start_date, actual_completion_date, actual_production_date)
               IS NULL AND CASE WHEN planned_start_date IS NULL
               THEN construction_nature = 'preliminary'
               ELSE planned_start_date > %(as_of)s END AS not_due,
               create_date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s AS entered
          FROM investment_project WHERE %(projects)s) p
  LEFT JOIN investment_project_plan plan ON plan.project_id = p.id AND plan.year = %(year)s
  LEFT JOIN (SELECT project_id, max(month) AS last_month,
                    sum(amount) FILTER (WHERE month >= %(january)s) AS year_amount
               FROM investment_project_progress
              WHERE state IN ('submitted', 'checked') AND month <= %(month)s AND %(lines)s
              GROUP BY project_id) progress ON progress.project_id = p.id
  LEFT JOIN (SELECT DISTINCT ON (project_id) project_id, name, planned_date
               FROM investment_project_milestone
              WHERE actual_date IS NULL AND planned_date < %(as_of)s AND %(lines)s
              ORDER BY project_id, planned_date, sequence, id) late
         ON late.project_id = p.id
"""

#: What the reason names, by condition.
DETAILS = """
CASE rule.condition
WHEN 'points_behind' THEN jsonb_build_object(
    'value', round(points_behind, 4), 'plan', plan, 'completed', completed)
WHEN 'ratio_behind' THEN jsonb_build_object(
    'value', round(ratio_behind, 4), 'plan', plan, 'completed', completed)
WHEN 'months_overdue_start' THEN jsonb_build_object(
    'value', months_overdue_start, 'planned_start', planned_start_date)
WHEN 'milestone_days_overdue' THEN jsonb_build_object(
    'value', milestone_days_overdue, 'milestone', milestone, 'deadline', deadline)
WHEN 'months_silent' THEN jsonb_build_object('value', months_silent, 'last', last_month)
WHEN 'not_listed_months_after_start' THEN jsonb_build_object(
    'value', 12 * EXTRACT(YEAR FROM age(%(as_of)s, unlisted_since))
             + EXTRACT(MONTH FROM age(%(as_of)s, unlisted_since)),
    'start', unlisted_since)
WHEN 'not_due' THEN jsonb_build_object('planned_start', planned_start_date)
ELSE jsonb_build_object('value', round(points_behind, 4), 'plan', plan, 'completed', completed,
    'built', built_date, 'planned_start', planned_start_date)
END
"""


class LightEvaluation:
    """The statement for a set of rules, the month reported on and today."""

    def __init__(self, env, rules: tuple, month: date, today: date):
        self.env = env
        self.rules = rules
        self.today = today
        self.month = first_of_month(month)
        self.as_of = next_month(self.month) - timedelta(days=1)

    def select(self, project_ids=None) -> SQL:
        """id, light, light_rule_id, light_is_manual, light_facts of the projects, or of all."""
        return SQL(
            """
            WITH facts AS MATERIALIZED (%(facts)s),
            lit AS (SELECT facts.*, CASE WHEN NOT light_shown THEN 0 %(cases)s END AS number
                      FROM facts)
            SELECT lit.id, COALESCE(manual.colour, rule.colour) AS light,
                   CASE WHEN manual.id IS NULL THEN rule.id END AS light_rule_id,
                   manual.id IS NOT NULL AS light_is_manual,
                   CASE WHEN manual.id IS NOT NULL THEN jsonb_build_object(
                             'condition', 'manual', 'note', manual.note, 'until', manual.until)
                        WHEN rule.id IS NOT NULL THEN %(details)s || jsonb_build_object(
                             'condition', rule.condition, 'threshold', rule.threshold,
                             'included', rule.included, 'month', %(month)s)
                   END AS light_facts
              FROM lit
              LEFT JOIN (VALUES %(rules)s) rule (
                   number, id, colour, condition, threshold, included)
                     ON rule.number = lit.number
              LEFT JOIN investment_project_light manual
                     ON manual.project_id = lit.id AND manual.is_manual
                        AND manual.date_to IS NULL AND manual.until >= %(today)s
                        AND lit.light_shown
            """,
            facts=self._facts(project_ids),
            cases=self._cases(),
            details=SQL(DETAILS, as_of=self.as_of),
            rules=self._values(),
            month=self.month.isoformat()[:7],
            today=self.today,
            to_flush=self._to_flush(),
        )

    def _facts(self, ids) -> SQL:
        number = self.month.month
        return SQL(
            FACTS,
            number=number,
            months=12 * self.month.year + number,
            year=self.month.year,
            january=self.month.replace(month=1),
            month=self.month,
            as_of=self.as_of,
            zone=TIME_ZONE,
            working_days=self._working_days(),
            projects=SQL("TRUE") if ids is None else SQL("id = ANY(%s)", list(ids)),
            lines=SQL("TRUE") if ids is None else SQL("project_id = ANY(%s)", list(ids)),
        )

    def _working_days(self) -> SQL:
        """The working days before the end of the month; their positions count them."""
        calendar = self.env["investment.calendar.day"]._get_calendar()
        first = self.as_of.replace(year=self.as_of.year - YEARS_BACK, day=1)
        return SQL("%s::date[]", calendar.list_days(first, self.as_of))

    def _cases(self) -> SQL:
        """The first rule that holds, by its number."""
        return SQL(" ").join(
            SQL("WHEN %s THEN %s", self._holds(rule), number)
            for number, rule in enumerate(self.rules, 1)
        )

    def _holds(self, rule) -> SQL:
        tests = [self._crossed(rule)]
        if rule.level:
            tests.append(SQL("level = %s", rule.level))
        if rule.construction_nature:
            tests.append(SQL("construction_nature = %s", rule.construction_nature))
        if rule.minimum_investment:
            tests.append(SQL("total_investment >= %s", rule.minimum_investment * WAN))
        return SQL(" AND ").join(tests)

    def _crossed(self, rule) -> SQL:
        threshold = SQL("%s::numeric", str(rule.threshold))
        match rule.condition:
            case "always":
                return SQL("TRUE")
            case "not_due":
                return SQL("not_due")
            case "not_listed_months_after_start":
                due = SQL("unlisted_since + make_interval(months => %s)", int(rule.threshold))
                return SQL("%s %s %s", due, LESS[rule.is_included], self.as_of)
            case "ratio_behind":
                return SQL("ratio_behind %s %s", LESS[rule.is_included], threshold)
        measure = SQL.identifier(rule.condition)
        return SQL("%s %s %s", measure, MORE[rule.is_included], threshold)

    def _values(self) -> SQL:
        return SQL(", ").join(
            SQL(
                "(%s, %s::int, %s, %s, %s::numeric, %s)",
                number,
                rule.id or 0,
                rule.colour,
                rule.condition,
                str(rule.threshold),
                rule.is_included,
            )
            for number, rule in enumerate(self.rules, 1)
        ) or SQL("(NULL::int, NULL::int, NULL, NULL, NULL::numeric, FALSE)")

    def _to_flush(self):
        return [
            self.env[model]._fields[name] for model, names in DEPENDS.items() for name in names
        ]


LESS = {True: SQL("<="), False: SQL("<")}
MORE = {True: SQL(">="), False: SQL(">")}
