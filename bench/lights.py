"""The nightly lights of 20,000 projects with 240,000 monthly reports, against one statement."""

from contextlib import closing
from datetime import timedelta

import bare_lights
import psycopg2

from odoo.api import Environment
from odoo.sql_db import connection_info_for

PROJECTS, MONTHS, MILESTONES = 20_000, 12, 3

ROWS = (
    """
    INSERT INTO investment_project (
        name, active, company_id, level, level_rank, is_listed, construction_nature, state, phase,
        team_id, user_id, total_investment, completed_before, light_is_manual,
        planned_start_date, actual_start_date, actual_production_date,
        create_date, write_date, create_uid, write_uid)
    SELECT '示例项目' || i, TRUE, 1, 'none', 3, i %% 11 > 0, 'new', 'active', 'building',
        (SELECT min(id) FROM crm_team WHERE is_investment), 1, 1e8, 0, FALSE,
        %(month)s::date - i %% 700 + 90,
        CASE WHEN i %% 5 > 0 THEN %(month)s::date - i %% 700 - 10 END,
        CASE WHEN i %% 17 = 0 THEN %(month)s::date END,
        %(month)s::date - interval '2 years', now(), 1, 1
    FROM generate_series(1, %(projects)s) i
    """,
    """
    INSERT INTO investment_project_plan (
        project_id, company_id, year, amount, create_date, write_date, create_uid, write_uid)
    SELECT id, 1, %(year)s, 12e6, now(), now(), 1, 1
    FROM investment_project WHERE name LIKE '示例项目%%' AND id %% 23 > 0
    """,
    """
    INSERT INTO investment_project_progress (
        project_id, company_id, month, amount, state, visual_progress,
        create_date, write_date, create_uid, write_uid)
    SELECT p.id, 1, %(month)s::date - make_interval(months => m - (p.id %% 7 = 0)::int * 2),
        (p.id * 7919 + m * 104729) %% 1800000,
        CASE WHEN (p.id + m) %% 13 = 0 THEN 'draft' ELSE 'submitted' END, '主体施工',
        now(), now(), 1, 1
    FROM investment_project p, generate_series(0, %(months)s - 1) m
    WHERE p.name LIKE '示例项目%%'
    """,
    """
    INSERT INTO investment_project_milestone (
        project_id, company_id, name, sequence, planned_date, actual_date,
        create_date, write_date, create_uid, write_uid)
    SELECT p.id, 1, '示例节点' || m, m, %(month)s::date - 40 + (p.id * m) %% 200,
        CASE WHEN p.id %% 3 > 0 THEN %(month)s::date - 5 END, now(), now(), 1, 1
    FROM investment_project p, generate_series(1, %(milestones)s) m
    WHERE p.name LIKE '示例项目%%'
    """,
)
#: Last night was in another month, and a tenth of the projects had another light.
AGE = (
    'UPDATE investment_project SET light_facts = light_facts || \'{"month": "2000-01"}\'',
    "UPDATE investment_project SET light = 'white', light_rule_id = %(white)s WHERE id %% 10 = 0",
    """
    UPDATE investment_project_light log SET colour = p.light, rule_id = p.light_rule_id,
        facts = p.light_facts, date_from = date_from - 30
    FROM investment_project p WHERE p.id = log.project_id
    """,
)
ANALYZE = (
    "VACUUM ANALYZE investment_project, investment_project_plan, "
    "investment_project_progress, investment_project_milestone, investment_project_light"
)
LIGHTS = "SELECT id, light, light_rule_id, light_facts FROM investment_project ORDER BY id"
LOG = """
SELECT project_id, colour, rule_id, facts, date_from, date_to FROM investment_project_light
ORDER BY project_id, date_from
"""


def fill(bench):
    with bench.registry.cursor() as cr:
        env = Environment(cr, 1, {"tz": "Asia/Shanghai"})
        if env["investment.project"].search_count([("name", "like", "示例项目")]) >= PROJECTS:
            return
        month = env["investment.project"]._get_reporting_month()
        sizes = {"projects": PROJECTS, "months": MONTHS, "milestones": MILESTONES}
        for statement in ROWS:
            cr.execute(statement, {**sizes, "month": month, "year": month.year})
        env["investment.project"]._cron_light()
        white = env.ref("zhuozhou_crm.investment_light_rule_white").id
        for statement in AGE:
            cr.execute(statement, {"white": white})
    with closing(psycopg2.connect(**connection_info_for(bench.registry.db_name)[1])) as db:
        db.autocommit = True
        with db.cursor() as cr:
            cr.execute(ANALYZE)


def light_ours(env):
    env["investment.project"]._cron_light()


def light_bare(env):
    """The one statement, with what it is told: the month, today, the working days."""
    evaluation = env["investment.project"]._get_light_evaluation()
    month, end = evaluation.month, evaluation.as_of
    calendar = env["investment.calendar.day"]._get_calendar()
    env.cr.execute(
        bare_lights.STATEMENT,
        {
            "month": month,
            "end": end,
            "today": evaluation.today,
            "number": month.month,
            "year": month.year,
            "months": 12 * month.year + month.month,
            "days": calendar.list_days(end - timedelta(days=3650), end),
        },
    )


def check_same(bench):
    results = []
    for light in (light_ours, light_bare):
        with bench.request() as env:
            light(env)
            tables = []
            for query in (LIGHTS, LOG):
                env.cr.execute(query)
                tables.append(env.cr.fetchall())
            results.append(tables)
    for mine, theirs in zip(*results, strict=True):
        different = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
        if different:
            raise SystemExit(f"{len(different)} lights differ, as {different[0]}")


def compare(bench, meter):
    fill(bench)
    check_same(bench)

    def night(light, again):
        def action():
            with bench.request() as env:
                env["investment.light.rule"]._get_rules()
                if again:
                    light_ours(env)
                with meter(env.cr.connection) as measured:
                    light(env)
                return measured

        return action

    for name, again in (("the month has turned", False), ("nothing changed", True)):
        bench.compare(
            f"nightly lights, {name} / one statement",
            2,
            night(light_ours, again),
            night(light_bare, again),
        )
