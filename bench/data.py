"""Rows for the benchmark: deterministic, spread over ten years, written by INSERT … SELECT.

Sizes at scale 1: 20,000 enterprises, 100,000 projects, 300,000 engagements, 10,000 trips,
100,000 agreements, 20,000 fund receipts. No chatter: the screens measured here do not read it.
"""

from contextlib import closing

import psycopg2

from odoo.fields import Command
from odoo.sql_db import connection_info_for

FIRST_DAY, DAYS = "2016-01-01", 3653  # to the end of 2025
TEAMS, OFFICERS = 8, 24
NATURES = "{central_soe,local_soe,private,private,private,foreign,joint_venture,university}"

ENTERPRISES = """
INSERT INTO res_partner (
    name, complete_name, is_company, active, type, lang, partner_share, is_investment_target,
    investment_nature, is_central_soe, is_beijing, investment_name_key, investment_district,
    company_registry, industry_id, user_id, city, state_id, country_id, phone, email,
    email_normalized, investment_settled_date, create_date, write_date, create_uid, write_uid)
SELECT name, name, TRUE, TRUE, 'contact', 'zh_CN', TRUE, TRUE,
    nature, nature = 'central_soe', i %% 3 = 0, name, '海淀区',
    '91' || lpad(i::text, 16, '0'), industries[1 + i %% array_length(industries, 1)],
    users[1 + i %% array_length(users, 1)], '北京市', %(state)s, %(country)s,
    '010' || lpad(i::text, 8, '0'), 'zs' || i || '@example.com', 'zs' || i || '@example.com',
    CASE WHEN i %% 3 = 1 THEN %(first)s::date + i * 7 %% %(days)s END, now(), now(), 1, 1
FROM (
    SELECT i, '示例' || (%(places)s::text[])[1 + i %% 5] || (%(trades)s::text[])[1 + i %% 7]
               || '有限公司' || i AS name,
        (%(natures)s::text[])[1 + i %% 8] AS nature, %(industries)s::int[] AS industries,
        %(users)s::int[] AS users
    FROM generate_series(1, %(enterprises)s) i) rows
RETURNING id
"""

# every eighth enterprise is a central SOE; its neighbours belong to one of the first groups
GROUPS = """
UPDATE res_partner p SET investment_group_id = g.id, is_central_soe = TRUE
FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM res_partner
      WHERE is_investment_target AND investment_nature = 'central_soe' ORDER BY id LIMIT 100) g
WHERE p.is_investment_target AND p.id %% 8 = 3 AND g.place = p.id / 8 %% 100 AND p.id <> g.id
"""

PERSONS = """
INSERT INTO res_partner (
    name, complete_name, parent_id, commercial_partner_id, is_company, active, type, lang,
    partner_share, function, create_date, write_date, create_uid, write_uid)
SELECT '示例联系人' || id, name || ', 示例联系人' || id, id, id, FALSE, TRUE, 'contact', 'zh_CN',
    TRUE, '副总经理', now(), now(), 1, 1
FROM res_partner WHERE is_investment_target AND company_registry LIKE '91%%'
"""

TRIPS = """
INSERT INTO investment_trip (
    company_id, leader_id, user_id, team_id, days, engagement_count, enterprise_count, lead_count,
    deal_count, name, code, leader_function, destination, state, date_start, date_end, mileage,
    active, create_date, write_date, create_uid, write_uid)
SELECT %(company)s, %(leader)s, users[1 + i %% array_length(users, 1)],
    teams[1 + i %% array_length(teams, 1)], 1 + i %% 4, 9, 9, 0, 0, '赴北京市外出招商',
    'BENCH' || lpad(i::text, 6, '0'), '副市长', '北京市海淀区、朝阳区、丰台区', 'done',
    day, day + i %% 4, 100 + i %% 1500, TRUE, day, day, 1, 1
FROM (SELECT i, %(first)s::date + (i * 7919) %% (%(days)s - 4) AS day, %(users)s::int[] AS users,
        %(teams)s::int[] AS teams
      FROM generate_series(1, %(trips)s) i) rows
"""

LEADS = """
INSERT INTO crm_lead (
    name, type, active, priority, stage_id, team_id, user_id, partner_id, partner_name,
    company_id, is_investment_lead, won_status, planned_investment, contract_value,
    pipeline_value, paid_in_amount,
    expected_revenue, prorated_revenue, probability, automated_probability, sector_id,
    industry_id, investment_source, name_key, land_need, energy_need, project_code, date_deadline,
    first_reporter_id, first_report_team_id, first_report_date, claim_state, date_open,
    date_last_stage_update, create_date, write_date, create_uid, write_uid)
SELECT name, 'opportunity', TRUE, (i %% 3)::text, stages[s], teams[t], users[u], partner,
    '示例投资主体' || i, %(company)s, TRUE, CASE WHEN s > 4 THEN 'won' ELSE 'pending' END, planned,
    CASE WHEN s > 4 THEN planned ELSE 0 END, planned, 0, planned, planned,
    CASE WHEN s > 4 THEN 100 ELSE 20 * s END, 20, sectors[1 + i %% 3],
    industries[1 + i %% array_length(industries, 1)],
    (ARRAY['trip','event','inbound','referral'])[1 + i %% 4], name, 10 + i %% 300,
    100 + i %% 5000, 'PC' || i, day + 180, users[u], teams[t], day, 'valid', day, day + 30, day,
    day, users[u], users[u]
FROM (SELECT i, 1 + (i * 31) %% 8 AS s, 1 + i %% array_length(%(teams)s::int[], 1) AS t,
        1 + i %% array_length(%(users)s::int[], 1) AS u,
        '示例' || (%(trades)s::text[])[1 + i %% 7] || '产业基地项目' || i AS name,
        (1000000 + (i * 7907) %% 90000 * 10000)::numeric AS planned,
        %(first)s::date + (i * 7919) %% %(days)s AS day,
        %(first_partner)s + (i * 17) %% %(enterprises)s AS partner,
        %(stages)s::int[] AS stages, %(teams)s::int[] AS teams, %(users)s::int[] AS users,
        %(sectors)s::int[] AS sectors, %(industries)s::int[] AS industries
      FROM generate_series(1, %(leads)s) i) rows
"""

# three per project; of ten, three are made on a trip and one was cancelled
ENGAGEMENTS = """
INSERT INTO investment_engagement (
    company_id, partner_id, contact_name, contact_function, lead_id, trip_id, user_id, team_id,
    mode, state, date, outcome, active, create_date, write_date, create_uid, write_uid)
SELECT %(company)s, lead.partner_id, '示例联系人', '副总经理', lead.id, trip.id,
    coalesce(trip.user_id, lead.user_id), coalesce(trip.team_id, lead.team_id),
    CASE WHEN trip.id IS NULL THEN 'call' ELSE 'outbound' END,
    CASE WHEN i %% 10 = 9 THEN 'cancelled' ELSE 'done' END,
    coalesce(trip.date_start, least(lead.first_report_date + i %% 60, %(last)s::date)),
    '双方就项目用地、能耗和产业配套进行了交流。', TRUE, now(), now(), 1, 1
FROM generate_series(0, %(engagements)s - 1) i
JOIN crm_lead lead ON lead.id = %(first_lead)s + i %% %(leads)s
LEFT JOIN investment_trip trip
    ON i %% 10 < 3 AND trip.id = %(first_trip)s + i / 10 %% %(trips)s
"""

LAST_CONTACT = """
UPDATE res_partner p SET investment_last_contact_date = day
FROM (SELECT partner_id, max(date) AS day FROM investment_engagement
      WHERE state = 'done' GROUP BY partner_id) last
WHERE last.partner_id = p.id
"""

# what the projects of the later stages have done, and how soon they were answered
FACTS = """
UPDATE crm_lead SET first_contact_date = first_report_date + id %% 5,
    assessment_date = CASE WHEN place > 3 THEN first_report_date + 30 END,
    landing_date = CASE WHEN place > 5 THEN first_report_date + 90 END,
    start_date = CASE WHEN place > 6 THEN first_report_date + 180 END,
    production_date = CASE WHEN place > 7 THEN first_report_date + 360 END
FROM (SELECT id AS stage, array_position(%(stages)s::int[], id) AS place FROM crm_stage) stages
WHERE stage = stage_id AND crm_lead.id >= %(first_lead)s
"""

DEALS = """
INSERT INTO investment_deal (
    company_id, lead_id, partner_id, team_id, user_id, sector_id, industry_id, name, code,
    agreement_type, state, verified_date, signing_date, contract_value, fixed_asset_value,
    counted, counted_value, counted_projects, active, create_date, write_date, create_uid,
    write_uid)
SELECT company_id, id, partner_id, team_id, user_id, sector_id, industry_id, name || ' 投资协议',
    'BENCH' || id, 'formal', CASE WHEN id %% 200 = 0 THEN 'signed' ELSE 'verified' END,
    CASE WHEN id %% 200 <> 0 THEN first_report_date + 90 END,
    least(first_report_date + 60, %(last)s::date), planned_investment, 0,
    id %% 200 <> 0, CASE WHEN id %% 200 <> 0 THEN planned_investment ELSE 0 END,
    (id %% 200 <> 0)::int, TRUE, now(), now(), 1, 1
FROM crm_lead WHERE id >= %(first_lead)s
"""

CONTRIBUTIONS = """
INSERT INTO investment_deal_contribution (
    deal_id, lead_id, partner_id, team_id, sector_id, industry_id, company_id, agreement_type,
    signing_date, valid_from, project_count, value, create_date, write_date, create_uid, write_uid)
SELECT id, lead_id, partner_id, team_id, sector_id, industry_id, company_id, agreement_type,
    signing_date, signing_date, 1, contract_value, now(), now(), 1, 1
FROM investment_deal WHERE counted
"""

RECEIPTS = """
INSERT INTO investment_fund_receipt (
    deal_id, lead_id, partner_id, team_id, company_id, active, date, amount, state, user_id,
    verified_date, create_date, write_date, create_uid, write_uid)
SELECT id, lead_id, partner_id, team_id, company_id, TRUE,
    least(signing_date + id %% 200, %(last)s::date), contract_value / 4, 'verified', user_id,
    signing_date, now(), now(), 1, 1
FROM investment_deal WHERE counted AND id %% 5 = 0
"""

ACTIVITIES = """
INSERT INTO mail_activity (
    res_model_id, res_model, res_id, res_name, activity_type_id, user_id, date_deadline, summary,
    active, create_date, write_date, create_uid, write_uid)
SELECT m.id, m.model, r.id, r.name, %(activity_type)s, r.user_id,
    current_date + (r.id %% 21 - 10)::int, '回访', TRUE, now(), now(), 1, 1
FROM ir_model m JOIN (
    SELECT 'crm.lead' AS model, id, name, user_id FROM crm_lead
    WHERE id >= %(first_lead)s AND id %% 5 = 0
    UNION ALL
    SELECT 'res.partner', id, name, user_id FROM res_partner
    WHERE is_investment_target AND id %% 5 = 0 AND user_id IS NOT NULL) r USING (model)
"""

TAGS = """
INSERT INTO res_partner_res_partner_category_rel (partner_id, category_id)
SELECT id, (%(categories)s::int[])[1 + id %% array_length(%(categories)s::int[], 1)]
FROM res_partner WHERE is_investment_target AND id %% 4 = 0 ON CONFLICT DO NOTHING
"""


def generate(env, scale=1.0):
    """Fill the database; returns the number of rows of each kind."""
    sizes = {
        "enterprises": max(int(20_000 * scale), 100),
        "leads": max(int(100_000 * scale), 500),
        "engagements": max(int(300_000 * scale), 1500),
        "trips": max(int(10_000 * scale), 50),
    }
    params = {**sizes, **_create_masters(env), "first": FIRST_DAY, "days": DAYS}
    params["last"] = "2025-12-31"
    env.cr.commit()
    cr = env.cr
    # the shipped directory would head the stock list, with rows that hold less than ours
    cr.execute("UPDATE res_partner SET active = FALSE WHERE is_investment_target")
    cr.execute(ENTERPRISES, params)
    params["first_partner"] = cr.fetchone()[0]
    cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE is_investment_target")
    for statement in (GROUPS, PERSONS, TRIPS):
        cr.execute(statement, params)
    params["first_trip"] = _first(
        cr, "SELECT min(id) FROM investment_trip WHERE code ~ '^BENCH'"
    )
    cr.execute(LEADS, params)
    params["first_lead"] = _first(cr, "SELECT min(id) FROM crm_lead WHERE project_code ~ '^PC'")
    for statement in (
        ENGAGEMENTS,
        LAST_CONTACT,
        FACTS,
        DEALS,
        CONTRIBUTIONS,
        RECEIPTS,
        ACTIVITIES,
        TAGS,
    ):
        cr.execute(statement, params)
    cr.commit()
    _vacuum(cr.dbname)
    return sizes


def _create_teams(env, officers):
    return env["crm.team"].create(
        [
            {
                "name": f"示例招商队{i}",
                "investment_kind": "unit",
                "user_id": officers[i].id,
                "crm_team_member_ids": [
                    Command.create({"user_id": user.id}) for user in officers[i::TEAMS]
                ],
            }
            for i in range(TEAMS)
        ]
    )


def _create_masters(env):
    """The few records that the rows refer to, and the one who opens the screens."""
    users = env["res.users"].with_context(no_reset_password=True)
    officers = users.create(
        [
            _user_values(env, f"bench{i}", ["zhuozhou_crm_group_officer"])
            for i in range(OFFICERS)
        ]
    )
    stock = ["sales_team.group_sale_manager", "base.group_partner_manager"]
    users.create(_user_values(env, "bench", ["zhuozhou_crm_group_manager", *stock]))
    teams = _create_teams(env, officers)
    # A kanban opens its first ten columns: without the empty stock stages both sides open the
    # same eight, and read the same cards.
    stock_team = env["crm.team"].create({"name": "示例销售队"})
    env["crm.stage"].search([("is_investment", "=", False)]).team_ids = stock_team
    leader = env["res.partner"].create({"name": "示例市领导", "function": "副市长"})
    return {
        "company": env.company.id,
        "leader": leader.id,
        "users": officers.ids,
        "teams": teams.ids,
        "stages": env["crm.stage"].search([("is_investment", "=", True)]).ids,
        "sectors": env["investment.sector"].search([("kind", "=", "sector")]).ids,
        "industries": env["res.partner.industry"].search([], limit=50).ids,
        "categories": env["res.partner.category"].search([], limit=8).ids,
        "state": env.ref("base.state_cn_BJ").id,
        "country": env.ref("base.cn").id,
        "activity_type": env.ref("mail.mail_activity_data_call").id,
        "natures": NATURES,
        "places": ["京科", "冀北", "华远", "国信", "中能"],
        "trades": ["装备", "新材料", "数据", "航空", "医药", "食品", "文旅"],
    }


def _user_values(env, login, groups):
    names = [name if "." in name else f"zhuozhou_crm.{name}" for name in groups]
    return {
        "name": login,
        "login": login,
        "lang": "zh_CN",
        "tz": "Asia/Shanghai",
        "group_ids": [Command.link(env.ref(name).id) for name in ("base.group_user", *names)],
    }


def _first(cr, query):
    cr.execute(query)
    return cr.fetchone()[0]


def _vacuum(dbname):
    """As autovacuum would have done some minutes later."""
    _name, info = connection_info_for(dbname)
    connection = psycopg2.connect(**info)
    connection.autocommit = True
    with closing(connection), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
