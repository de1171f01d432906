"""The nightly lights as one statement written by hand: the default rules, their numbers in place.

Writes what the addon writes: light, rule and numbers of every project that changed, and the
history. ``lights.py`` compares the two before it measures.
"""

STATEMENT = """
WITH month AS (
    SELECT project_id, max(month) AS last,
           sum(amount) FILTER (WHERE month >= date_trunc('year', %(month)s::date)) AS done
      FROM investment_project_progress
     WHERE state IN ('submitted', 'checked') AND month <= %(month)s GROUP BY project_id),
late AS (
    SELECT DISTINCT ON (project_id) project_id, name, planned_date
      FROM investment_project_milestone
     WHERE actual_date IS NULL AND planned_date < %(end)s
     ORDER BY project_id, planned_date, sequence, id),
facts AS (
    SELECT p.id, p.light, p.light_rule_id, p.light_facts,
           p.planned_start_date AS planned, p.actual_start_date AS started,
           COALESCE(p.actual_production_date, p.actual_completion_date) AS built,
           p.total_investment >= 5000000 AND NOT p.is_listed AS unlisted,
           l.amount AS plan, COALESCE(m.done, 0) AS done, m.last, late.name, late.planned_date,
           100 * (%(number)s * l.amount - 12 * COALESCE(m.done, 0)) / (12 * NULLIF(l.amount, 0))
               AS behind,
           %(months)s - 12 * EXTRACT(YEAR FROM p.planned_start_date)
               - EXTRACT(MONTH FROM p.planned_start_date) + 1 AS waiting,
           %(months)s - 12 * EXTRACT(YEAR FROM COALESCE(m.last, p.create_date - interval '1 mon'))
               - EXTRACT(MONTH FROM COALESCE(m.last, p.create_date - interval '1 mon')) AS silent,
           width_bucket(%(end)s, %(days)s::date[])
               - width_bucket(late.planned_date, %(days)s::date[]) AS days
      FROM investment_project p
      LEFT JOIN investment_project_plan l ON l.project_id = p.id AND l.year = %(year)s
      LEFT JOIN month m ON m.project_id = p.id
      LEFT JOIN late ON late.project_id = p.id
     WHERE p.active AND p.state = 'active'),
waits AS (
    SELECT *, started IS NULL AND built IS NULL AND planned > %(end)s AS white FROM facts),
ruled AS (
    SELECT *, CASE
           WHEN built IS NULL AND NOT COALESCE(white, FALSE) AND behind > 30 THEN 'red_points'
           WHEN built IS NULL AND started IS NULL AND waiting >= 3 THEN 'red_start'
           WHEN days >= 15 THEN 'red_milestone'
           WHEN silent >= 3 THEN 'red_silent'
           WHEN unlisted AND started + interval '2 mon' < %(end)s THEN 'red_unlisted'
           WHEN built IS NULL AND NOT COALESCE(white, FALSE) AND behind >= 10 THEN 'yellow_points'
           WHEN built IS NULL AND started IS NULL AND waiting >= 1 THEN 'yellow_start'
           WHEN days >= 1 THEN 'yellow_milestone'
           WHEN silent >= 2 THEN 'yellow_silent'
           WHEN unlisted AND started + interval '1 mon' <= %(end)s THEN 'yellow_unlisted'
           WHEN white THEN 'white' ELSE 'green' END AS rule
      FROM waits),
lit AS (
    SELECT ruled.id, rule.colour, rule.id AS rule_id,
           ruled.light, ruled.light_rule_id, ruled.light_facts,
           CASE rule.condition
           WHEN 'points_behind' THEN jsonb_build_object(
               'value', round(behind, 4), 'plan', plan, 'completed', done)
           WHEN 'months_overdue_start' THEN jsonb_build_object(
               'value', waiting, 'planned_start', planned)
           WHEN 'milestone_days_overdue' THEN jsonb_build_object(
               'value', days, 'milestone', ruled.name, 'deadline', planned_date)
           WHEN 'months_silent' THEN jsonb_build_object('value', silent, 'last', last)
           WHEN 'not_listed_months_after_start' THEN jsonb_build_object(
               'value', 12 * EXTRACT(YEAR FROM age(%(end)s, started))
                        + EXTRACT(MONTH FROM age(%(end)s, started)), 'start', started)
           WHEN 'not_due' THEN jsonb_build_object('planned_start', planned)
           ELSE jsonb_build_object('value', CASE WHEN built IS NULL THEN round(behind, 4) END,
               'plan', plan, 'completed', done, 'built', built, 'planned_start', planned)
           END || jsonb_build_object('condition', rule.condition, 'threshold',
               COALESCE(rule.threshold, 0), 'included', COALESCE(rule.is_included, FALSE),
               'month', to_char(%(month)s::date, 'YYYY-MM')) AS facts
      FROM ruled
      JOIN ir_model_data x ON x.module = 'zhuozhou_crm'
           AND x.name = 'investment_light_rule_' || ruled.rule
      JOIN investment_light_rule rule ON rule.id = x.res_id),
projects AS (
    UPDATE investment_project p
       SET light = lit.colour, light_rule_id = lit.rule_id, light_facts = lit.facts
      FROM lit
     WHERE lit.id = p.id AND (lit.light, lit.light_rule_id, lit.light_facts)
           IS DISTINCT FROM (lit.colour, lit.rule_id, lit.facts)
    RETURNING p.id),
told AS (
    UPDATE investment_project_light log
       SET facts = lit.facts, write_uid = 1, write_date = now()
      FROM lit
     WHERE log.project_id = lit.id AND log.date_to IS NULL AND log.facts IS DISTINCT FROM lit.facts
           AND (log.colour, log.rule_id) = (lit.colour, lit.rule_id)
    RETURNING log.id),
ended AS (
    UPDATE investment_project_light log
       SET date_to = %(today)s, write_uid = 1, write_date = now()
      FROM lit
     WHERE log.project_id = lit.id AND log.date_to IS NULL
           AND (log.colour, log.rule_id) <> (lit.colour, lit.rule_id)
    RETURNING log.project_id)
INSERT INTO investment_project_light (
    project_id, colour, rule_id, facts, date_from, is_manual,
    create_uid, create_date, write_uid, write_date)
SELECT lit.id, lit.colour, lit.rule_id, lit.facts, %(today)s, FALSE, 1, now(), 1, now()
  FROM lit JOIN ended ON ended.project_id = lit.id
"""
