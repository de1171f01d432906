"""All shipped indicators of a year, up to the pipeline, by handwritten SQL: one statement per table,
no record rules. (Key projects are measured by their lights.)

What a good programmer would write for these figures and no others; the measure of what it costs
that figures are data. Numerators and denominators are read once and divided here.
"""

import psycopg2.extensions

SECTIONS = "outreach signing fulfilment settled clue pipeline".split()
STAGES = "lead contacted negotiating assessed signed landed started production".split()
TYPES = "framework formal supplement capital_increase".split()
SECTORS = "industry agriculture tourism".split()
BANDS = {"1yi": 10**8, "5yi": 5 * 10**8, "10yi": 10**9}
NATURES = (
    "central_soe local_soe private foreign joint_venture university research_institute hospital "
    "ministry"
).split()

TRIPS = """
SELECT count(*) AS trips, sum(days) AS trip_days, sum(mileage) AS trip_mileage
FROM investment_trip WHERE active AND state = 'done' AND date_start BETWEEN %(first)s AND %(last)s
"""

CONTACTED = "count(DISTINCT e.partner_id) FILTER (WHERE {}) AS contacted_{}"
ENGAGEMENTS = (
    """
SELECT count(*) AS engagements, count(DISTINCT e.partner_id) AS contacted,
    count(*) FILTER (WHERE e.mode = 'inbound') AS inbound_visits,
    count(DISTINCT e.partner_id) FILTER (WHERE e.mode = 'inbound') AS inbound_enterprises,
"""
    + ",\n".join(
        CONTACTED.format(condition, name)
        for condition, name in (
            ("p.is_central_soe", "central_soe"),
            ("p.is_beijing", "beijing"),
            ("p.is_central_soe OR p.is_beijing", "central_soe_or_beijing"),
            *((f"p.investment_nature = '{one}'", f"nature_{one}") for one in NATURES),
        )
    )
    + """
FROM investment_engagement e JOIN res_partner p ON p.id = e.partner_id
WHERE e.active AND e.state = 'done' AND e.date BETWEEN %(first)s AND %(last)s
"""
)

EVENTS = """
SELECT count(*) AS events FROM event_event
WHERE active AND is_investment_promotion AND kanban_state <> 'cancel'
    AND date_begin >= %(first)s::timestamp - interval '8 hours'
    AND date_begin < %(last)s::timestamp + interval '16 hours'
"""

REGISTERED, STARTED, PRODUCTION = (
    f"coalesce(l.{name} <= %(last)s, FALSE)"
    for name in ("landing_date", "start_date", "production_date")
)
PAID = "paid.lead_id IS NOT NULL"
STEPS = {
    "fulfilled": f"{REGISTERED} OR {STARTED} OR {PRODUCTION} OR {PAID}",
    "landed": f"{PRODUCTION} OR ({REGISTERED} AND ({STARTED} OR {PAID}))",
    "started": f"{STARTED} OR {PRODUCTION}",
    "production": PRODUCTION,
    "funded": PAID,
}


def _both(name, condition):
    filtered = f"FILTER (WHERE {condition})"
    return [
        f"sum(c.project_count) {filtered} AS {name[0]}",
        f"sum(c.value) {filtered} AS {name[1]}",
    ]


SIGNED = (
    "SELECT "
    + ",\n".join(
        [
            "sum(c.project_count) AS projects",
            "sum(c.value) AS contract_value",
            *_both(("event_projects", "event_value"), "c.event_id IS NOT NULL"),
            *(
                part
                for name, condition in (
                    *((one, f"s.code = '{one}'") for one in SECTORS),
                    *((one, f"l.contract_value >= {limit}") for one, limit in BANDS.items()),
                    *((f"nature_{one}", f"p.investment_nature = '{one}'") for one in NATURES),
                )
                for part in _both((f"projects_{name}", f"value_{name}"), condition)
            ),
            *(
                part
                for one in TYPES
                for part in (
                    f"count(*) FILTER (WHERE c.agreement_type = '{one}') AS agreements_{one}",
                    f"sum(c.value) FILTER (WHERE c.agreement_type = '{one}') AS value_{one}",
                )
            ),
            *(
                part
                for name, condition in STEPS.items()
                for part in _both((f"{name}_projects", f"{name}_value"), condition)
            ),
        ]
    )
    + """
FROM investment_deal_contribution c
JOIN crm_lead l ON l.id = c.lead_id
LEFT JOIN res_partner p ON p.id = c.partner_id
LEFT JOIN investment_sector s ON s.id = c.sector_id
LEFT JOIN (SELECT DISTINCT lead_id FROM investment_fund_receipt
           WHERE active AND state = 'verified' AND date <= %(last)s) paid ON paid.lead_id = l.id
WHERE c.signing_date BETWEEN %(first)s AND %(last)s AND c.valid_from <= %(last)s
    AND (c.valid_to IS NULL OR c.valid_to > %(last)s)
"""
)

UNVERIFIED = """
SELECT count(*) AS unverified, sum(contract_value) AS unverified_value
FROM investment_deal
WHERE active AND state = 'signed' AND signing_date BETWEEN %(first)s AND %(last)s
"""

RECEIPTS = """
SELECT sum(r.amount) FILTER (WHERE r.date BETWEEN %(first)s AND %(last)s) AS receipts,
    sum(r.amount) FILTER (WHERE d.signing_date BETWEEN %(first)s AND %(last)s AND EXISTS (
        SELECT 1 FROM investment_deal_contribution c WHERE c.deal_id = d.id
        AND c.valid_from <= %(last)s AND (c.valid_to IS NULL OR c.valid_to > %(last)s)
    )) AS paid_in
FROM investment_fund_receipt r JOIN investment_deal d ON d.id = r.deal_id
WHERE r.active AND r.state = 'verified' AND r.date <= %(last)s
    AND (r.date >= %(first)s OR d.signing_date BETWEEN %(first)s AND %(last)s)
"""

SETTLED = """
SELECT count(*) FILTER (WHERE opened AND is_central_soe) AS central_soe_start,
    count(*) FILTER (WHERE closed AND is_central_soe) AS central_soe_end,
    count(*) FILTER (WHERE opened) AS settled_start, count(*) FILTER (WHERE closed) AS settled_end
FROM (SELECT is_central_soe, investment_settled_date < %(first)s
        AND coalesce(investment_departed_date >= %(first)s, TRUE) AS opened,
        coalesce(investment_departed_date > %(last)s, TRUE) AS closed
    FROM res_partner
    WHERE active AND is_investment_target AND investment_settled_date <= %(last)s) stock
"""

CLUES = """
SELECT count(*) FILTER (WHERE reported) AS clues_registered,
    count(*) FILTER (WHERE assessment_date BETWEEN %(first)s AND %(last)s) AS clues_judged,
    count(*) FILTER (WHERE reported AND claim_state = 'lapsed') AS clues_lapsed,
    avg(greatest(first_contact_date - first_report_date, 0)) FILTER (WHERE reported)
        AS response_days,
    avg(greatest(assessment_date - first_report_date, 0)) FILTER (WHERE reported) AS judging_days
FROM (SELECT *, first_report_date BETWEEN %(first)s AND %(last)s AS reported FROM crm_lead
      WHERE is_investment_lead) leads
WHERE reported OR assessment_date BETWEEN %(first)s AND %(last)s
"""

PIPELINE = """
SELECT s.investment_code, s.is_won, count(*), sum(l.pipeline_value),
    sum(greatest(%(last)s::date - timezone('Asia/Shanghai', timezone('UTC',
        l.date_last_stage_update))::date, 0)),
    count(l.date_last_stage_update)
FROM crm_lead l JOIN crm_stage s ON s.id = l.stage_id
WHERE l.active AND l.is_investment_lead
    AND (l.first_report_date <= %(last)s OR l.first_report_date IS NULL)
GROUP BY s.id
"""
STATEMENTS = (TRIPS, ENGAGEMENTS, EVENTS, SIGNED, UNVERIFIED, RECEIPTS, SETTLED, CLUES)


def read_figures(connection, first, last):
    """Values by the code of the indicator; None where there is nothing to divide by."""
    number = psycopg2.extensions.new_type((1700,), "NUMBER", lambda v, _c: v and float(v))
    psycopg2.extensions.register_type(number, connection)
    figures, params = {}, {"first": first, "last": last}
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, params)
            names = [column.name for column in cursor.description]
            figures.update(zip(names, cursor.fetchone(), strict=True))
        cursor.execute(PIPELINE, params)
        _add_stages(figures, cursor.fetchall())
    _add_rates(figures)
    return figures


def _add_stages(figures, rows):
    by_code = {row[0]: row for row in rows}
    for code in STAGES:
        _code, _won, count, value, days, dated = by_code.get(code, (code, None, 0, 0, 0, 0))
        figures[f"stage_{code}"] = count
        figures[f"stage_{code}_value"] = value
        figures[f"stage_{code}_days"] = days / dated if dated else None
    talks = [row for row in rows if not row[1]]
    figures["talks"], figures["talks_value"], days, dated = (
        sum(row[index] or 0 for row in talks) for index in (2, 3, 4, 5)
    )
    figures["talks_days"] = days / dated if dated else None


def _add_rates(figures):
    def share(top, base):
        return (figures[top] or 0) / figures[base] if figures[base] else None

    for name in STEPS:
        figures[f"{name}_rate"] = share(f"{name}_projects", "projects")
        figures[f"{name}_value_rate"] = share(f"{name}_value", "contract_value")
    figures["paid_in_rate"] = share("paid_in", "contract_value")
    for name in ("central_soe", "settled"):
        growth = share(f"{name}_end", f"{name}_start")
        figures[f"{name}_growth"] = growth and growth - 1
