"""The summary's cells by a bare script: psycopg2, xlsxwriter, nothing else.

usage: bare_summary.py DSN FILE DATE_FROM DATE_TO

What a good programmer would write for one report on one day: handwritten SQL, server-side
cursors, ``constant_memory``. No record rules, no languages, no units to choose, no heights for
long texts; the measure of what those cost.
"""

import sys
from datetime import date

import psycopg2
import psycopg2.extensions
import xlsxwriter

YI = 10**8
EPOCH = date(1899, 12, 30).toordinal()
BASE = {"border": 1, "valign": "vcenter", "font_size": 11}
LOOKS = {
    "text": {**BASE, "text_wrap": True},
    "label": {**BASE, "align": "center", "text_wrap": True},
    "link": {**BASE, "align": "center", "font_color": "#0563C1", "underline": 1},
    "date": {**BASE, "num_format": "yyyy-mm-dd"},
    "count": {**BASE, "num_format": "#,##0"},
    "decimal": {**BASE, "num_format": "#,##0.0"},
    "amount": {**BASE, "num_format": "#,##0.00##"},
    "percent": {**BASE, "num_format": "0.0%"},
    "head": {**BASE, "bold": True, "text_wrap": True, "bg_color": "#DCE6F1"},
    "title": {"font_size": 20, "align": "center"},
}

FIGURES = """
SELECT count(*), sum(days), sum(mileage) FROM investment_trip
WHERE active AND state = 'done' AND date_start BETWEEN %(first)s AND %(last)s;
SELECT count(*), count(DISTINCT e.partner_id),
    count(DISTINCT e.partner_id) FILTER (WHERE p.is_central_soe),
    count(DISTINCT e.partner_id) FILTER (WHERE p.is_beijing),
    count(DISTINCT e.partner_id) FILTER (WHERE p.is_central_soe OR p.is_beijing)
FROM investment_engagement e JOIN res_partner p ON p.id = e.partner_id
WHERE e.active AND e.state = 'done' AND e.date BETWEEN %(first)s AND %(last)s;
SELECT count(*) FROM event_event
WHERE active AND is_investment_promotion AND kanban_state <> 'cancel'
    AND date_begin BETWEEN %(first)s AND %(last)s;
SELECT sum(project_count) FILTER (WHERE event_id IS NOT NULL),
    sum(value) FILTER (WHERE event_id IS NOT NULL), sum(project_count), sum(value)
FROM investment_deal_contribution
WHERE signing_date BETWEEN %(first)s AND %(last)s AND valid_from <= %(last)s
    AND (valid_to IS NULL OR valid_to > %(last)s);
SELECT count(*), sum(contract_value) FROM investment_deal
WHERE active AND state = 'signed' AND signing_date BETWEEN %(first)s AND %(last)s;
SELECT count(*) FILTER (WHERE is_central_soe AND investment_settled_date < %(first)s),
    count(*) FILTER (WHERE is_central_soe),
    count(*) FILTER (WHERE investment_settled_date < %(first)s), count(*)
FROM res_partner WHERE active AND is_investment_target AND investment_settled_date <= %(last)s
    AND (investment_departed_date IS NULL OR investment_departed_date > %(last)s);
"""

STAGES = """
SELECT s.name ->> 'en_US', count(l.id), coalesce(sum(l.pipeline_value), 0)
FROM crm_stage s LEFT JOIN crm_lead l ON l.stage_id = s.id AND l.active
    AND (l.first_report_date IS NULL OR l.first_report_date <= %(last)s)
WHERE s.is_investment GROUP BY s.id ORDER BY s.sequence, s.id
"""

# (sheet, kinds of the columns, titles, columns repeated once per trip, query)
TRIPS = (
    "Trip register",
    "investment.trip",
    "text link text text date date count text text text text",
    "Sending unit|No.|Trip leader|Position of the leader|Date of departure|Date of return|Days"
    "|Destination|Enterprise visited|Person met|Position of the person met",
    """
SELECT t.id, tm.name ->> 'en_US', NULL, coalesce(l.name, up.name), t.leader_function,
    t.date_start, t.date_end, t.days, t.destination, p.name, e.contact_name, e.contact_function
FROM investment_trip t LEFT JOIN crm_team tm ON tm.id = t.team_id
LEFT JOIN res_partner l ON l.id = t.leader_id LEFT JOIN res_users u ON u.id = t.user_id
LEFT JOIN res_partner up ON up.id = u.partner_id
LEFT JOIN investment_engagement e ON e.trip_id = t.id AND e.state = 'done' AND e.active
LEFT JOIN res_partner p ON p.id = e.partner_id
WHERE t.active AND t.state = 'done' AND t.date_start BETWEEN %(first)s AND %(last)s
ORDER BY tm.sequence, tm.create_date DESC, tm.id DESC, t.date_start, t.id, e.date, e.id
""",
)
CONTACTS = (
    "Enterprises contacted",
    "res.partner",
    "link text label label label text text count date",
    "No.|Enterprise|Nature|Central SOE unit|Beijing firm|Parent group|Industry category"
    "|Engagements held|Last contact",
    """
SELECT p.id, NULL, p.name, p.investment_nature, p.is_central_soe, p.is_beijing, g.name,
    i.name ->> 'en_US', e.times, e.latest
FROM res_partner p JOIN (SELECT partner_id, count(*) AS times, max(date) AS latest
    FROM investment_engagement
    WHERE active AND state = 'done' AND date BETWEEN %(first)s AND %(last)s
    GROUP BY partner_id) e ON e.partner_id = p.id
LEFT JOIN res_partner g ON g.id = p.investment_group_id
LEFT JOIN res_partner_industry i ON i.id = p.industry_id
ORDER BY p.is_central_soe DESC, p.is_beijing DESC, p.investment_nature, p.id
""",
)
DEAL_KINDS = "link text text text text text text funds amount date text text date label amount"
DEAL_TITLES = (
    "No.|Municipal project code|District project code|Project name|Investing entity"
    "|Industrial sector|Industry category|Domestic or foreign|Investment amount"
    "|Agreement signed on|Responsible unit|Reported by|Reported on|Agreement type"
    "|Amount in the agreement"
)
DEAL_COLUMNS = """
    d.id, NULL, l.project_code, d.code, l.name, p.name, s.name ->> 'en_US', i.name ->> 'en_US',
    p.investment_nature, {amount}, d.signing_date, tm.name ->> 'en_US',
    coalesce(rp.name, up.name), coalesce(l.first_report_date, d.create_date::date),
    d.agreement_type, d.contract_value
"""
DEAL_JOINS = """
JOIN crm_lead l ON l.id = d.lead_id JOIN res_partner p ON p.id = d.partner_id
LEFT JOIN investment_sector s ON s.id = d.sector_id
LEFT JOIN res_partner_industry i ON i.id = d.industry_id
LEFT JOIN crm_team tm ON tm.id = d.team_id
LEFT JOIN res_users r ON r.id = l.first_reporter_id LEFT JOIN res_partner rp ON rp.id = r.partner_id
LEFT JOIN res_users u ON u.id = d.user_id LEFT JOIN res_partner up ON up.id = u.partner_id
"""
DEALS = (
    "Agreement register",
    "investment.deal",
    DEAL_KINDS + " count",
    DEAL_TITLES + "|Projects counted",
    "SELECT"
    + DEAL_COLUMNS.format(amount="c.value")
    + ", c.project_count FROM investment_deal_contribution c JOIN investment_deal d"
    " ON d.id = c.deal_id"
    + DEAL_JOINS
    + """
WHERE c.signing_date BETWEEN %(first)s AND %(last)s AND c.valid_from <= %(last)s
    AND (c.valid_to IS NULL OR c.valid_to > %(last)s)
ORDER BY c.signing_date, c.id
""",
)
PIPELINE = (
    "Project register",
    "crm.lead",
    "link text text text text label amount amount decimal decimal date text text date count",
    "No.|Stage|Project name|Investing entity|Industrial sector|Project source"
    "|Planned investment|Contract value signed|Land\n(mu)|Energy\n(tce)|Expected signing"
    "|Responsible unit|Responsible officer|Date of first report|Days in stage",
    """
SELECT l.id, NULL, st.name ->> 'en_US', l.name, coalesce(p.name, l.partner_name),
    s.name ->> 'en_US', l.investment_source, l.planned_investment, l.contract_value, l.land_need,
    l.energy_need, l.date_deadline, tm.name ->> 'en_US', up.name,
    coalesce(l.first_report_date, l.create_date::date),
    extract(day FROM now() AT TIME ZONE 'UTC' - l.date_last_stage_update)::int
FROM crm_lead l JOIN crm_team tm ON tm.id = l.team_id AND tm.is_investment
LEFT JOIN crm_stage st ON st.id = l.stage_id LEFT JOIN res_partner p ON p.id = l.partner_id
LEFT JOIN investment_sector s ON s.id = l.sector_id LEFT JOIN res_users u ON u.id = l.user_id
LEFT JOIN res_partner up ON up.id = u.partner_id
WHERE l.active AND (l.first_report_date IS NULL OR l.first_report_date <= %(last)s)
ORDER BY st.sequence, st.id, l.id
""",
)
SETTLED = (
    "Settled enterprise register",
    "res.partner",
    "link text text label label label text text text date label",
    "No.|Enterprise|Unified social credit code|Nature|Central SOE unit|Beijing firm|Parent group"
    "|Industry category|Local unit|Settled on|New in the period",
    """
SELECT p.id, NULL, p.name, p.company_registry, p.investment_nature, p.is_central_soe,
    p.is_beijing, g.name, i.name ->> 'en_US', lu.name, p.investment_settled_date,
    p.investment_settled_date >= %(first)s
FROM res_partner p LEFT JOIN res_partner g ON g.id = p.investment_group_id
LEFT JOIN res_partner_industry i ON i.id = p.industry_id
LEFT JOIN res_partner lu ON lu.id = p.investment_local_unit_id
WHERE p.active AND p.is_investment_target AND p.investment_settled_date <= %(last)s
    AND (p.investment_departed_date IS NULL OR p.investment_departed_date > %(last)s)
ORDER BY p.is_central_soe DESC, p.investment_settled_date DESC, p.id
""",
)
REGISTERS = (TRIPS, CONTACTS, DEALS, PIPELINE, SETTLED)
TOTALS = ("count", "amount", "decimal")
FUNDS = {"foreign": "Foreign funds", "joint_venture": "Sino-foreign funds"}
YES_NO = {True: "Yes", False: "No"}
WORDS = {
    "central_soe": "Central SOE",
    "local_soe": "Local SOE",
    "private": "Private",
    "foreign": "Foreign",
    "joint_venture": "Joint venture",
    "university": "University",
    "trip": "Promotion trip",
    "event": "Promotion event",
    "inbound": "Investor came by itself",
    "referral": "Recommended",
    "formal": "Formal agreement",
    **YES_NO,
}


def write_register(connection, workbook, formats, register, params):
    name, model, kinds, titles, query = register
    kinds = kinds.split()
    sheet = workbook.add_worksheet(name)
    sheet.write_string(0, 0, name, formats["title"])
    sheet.set_column(0, len(kinds) - 1, 14)
    sheet.freeze_panes(3, 0)
    for column, title in enumerate(titles.split("|")):
        sheet.write_string(2, column, title, formats["head"])
    url = f"{params['base_url']}/odoo/{model}/"
    row, number, last_id, merged = 3, 0, None, []
    with connection.cursor(name="register") as cursor:
        cursor.itersize = 2000
        cursor.execute(query, params)
        for record_id, *values in cursor:
            repeated = model == "investment.trip" and record_id == last_id
            if repeated:
                merged[-1][1] = row
            else:
                merged.append([row, row])
                number, last_id = number + 1, record_id
            for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
                if kind == "link" and not repeated:
                    formula = f'=HYPERLINK("{url}{record_id}",{number})'
                    sheet.write_formula(row, column, formula, formats["link"], number)
                elif value is None or (repeated and kind == "count"):
                    sheet.write_blank(row, column, None, formats.get(kind))
                else:
                    write_cell(sheet, formats, row, column, kind, value)
            row += 1
    if model == "investment.trip":
        for column in range(8):  # those of the trip itself
            sheet.merge += [[top, column, end, column] for top, end in merged if end > top]
    write_totals(sheet, formats, row, kinds)
    return row - 3


def write_cell(sheet, formats, row, column, kind, value):
    if kind == "text":
        sheet.write_string(row, column, value, formats["text"])
    elif kind == "label":
        sheet.write_string(row, column, WORDS[value], formats["label"])
    elif kind == "funds":
        sheet.write_string(row, column, FUNDS.get(value, "Domestic funds"), formats["text"])
    elif kind == "date":
        sheet.write_number(row, column, value.toordinal() - EPOCH, formats["date"])
    elif kind == "amount":
        sheet.write_number(row, column, value / YI, formats["amount"])
    else:
        sheet.write_number(row, column, value, formats[kind])


def write_totals(sheet, formats, row, kinds):
    for column, kind in enumerate(kinds):
        if kind in TOTALS and row > 3:
            letter = chr(65 + column)
            formula = f"=SUBTOTAL(9,{letter}4:{letter}{row})"
            sheet.write_formula(row, column, formula, formats[kind])


def write_overview(connection, workbook, formats, params):
    sheet = workbook.add_worksheet("Overview sheet")
    with connection.cursor() as cursor:
        row = 3
        for query in FIGURES.split(";")[:-1]:
            cursor.execute(query, params)
            for value in cursor.fetchone():
                sheet.write_number(row, 3, value or 0, formats["count"])
                row += 1
        cursor.execute(STAGES, params)
        for name, count, value in cursor:
            sheet.write_string(row, 6, name, formats["text"])
            sheet.write_number(row, 7, count, formats["count"])
            sheet.write_number(row, 8, value / YI, formats["amount"])
            row += 1


def use_floats(connection):
    number = psycopg2.extensions.new_type((1700,), "NUMBER", lambda v, _c: v and float(v))
    psycopg2.extensions.register_type(number, connection)


def make_formats(workbook):
    return {name: workbook.add_format(look) for name, look in LOOKS.items()}


def write_summary(connection, path, first, last, base_url="http://localhost:8069"):
    """Returns the number of rows in the registers."""
    use_floats(connection)
    params = {"first": first, "last": last, "base_url": base_url}
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        formats = make_formats(workbook)
        write_overview(connection, workbook, formats, params)
        rows = sum(
            write_register(connection, workbook, formats, register, params)
            for register in REGISTERS
        )
    return rows


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    print(write_summary(psycopg2.connect(sys.argv[1]), *sys.argv[2:]))
