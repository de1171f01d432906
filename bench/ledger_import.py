"""A ledger of projects, imported by the addon, against stock ``load`` of the same leads.

Both sides get the same rows and leave the same leads: name, investor, amount, land, contact and phone,
team and officer. The ledger is an .xlsx as staff keep it, and reading it is part of the measurement;
``load`` gets the rows as lists. Both find the investor by its name, which is all that a ledger holds.
A second line tells the ratio for a ``load`` that is given the ids of the investors.
"""

import base64
import io
import resource

import xlsxwriter

ROWS, WARM_UP = 10_000, 200
HEADER = (
    "项目名称",
    "投资方",
    "计划总投资（万元）",
    "需用土地（亩）",
    "企业联系人",
    "联系方式",
    "责任人",
)
FIELDS = ("name", "partner_id", "planned_investment", "land_need", "contact_name", "phone")
COMPARED = (
    "name",
    "partner_id",
    "planned_investment",
    "land_need",
    "contact_name",
    "phone",
    "team_id",
    "user_id",
)


def make_rows(env, count):
    """Rows of a ledger; the investors are enterprises that are registered already."""
    partners = env["res.partner"].search([("is_investment_target", "=", True)], limit=count)
    return [
        (
            f"示例台账项目{number}",
            partners[number % len(partners)],
            1000 + number,
            10 + number % 300,
            f"示例联系人{number}",
            f"139{number:08d}",
        )
        for number in range(count)
    ]


def make_workbook(rows, officer):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("在谈项目")
    sheet.write_row(0, 0, ["2024年在谈项目台账"])
    sheet.write_row(1, 0, HEADER)
    for number, (name, partner, *rest) in enumerate(rows):
        sheet.write_row(2 + number, 0, [name, partner.name, *rest, officer])
    book.close()
    return base64.b64encode(file.getvalue())


def get_team(env):
    return env["crm.team"].search([("is_investment", "=", True)], limit=1)


def children():
    """CPU seconds of processes that have ended: the workbook is read in one of its own."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def import_ledger(env, rows, make_meter):
    data = make_workbook(rows, env.user.name)
    env.invalidate_all()
    before = children()
    with make_meter(env.cr.connection) as meter:
        ledger = env["investment.ledger.import"].create(
            {
                "kind": "pipeline",
                "file": data,
                "file_name": "在谈项目.xlsx",
                "team_id": get_team(env).id,
            }
        )
        report = ledger._process()
        env.flush_all()
    meter.cpu += children() - before
    if report["new"] != len(rows) or report["notes"]:
        raise SystemExit(
            f"{report['new']} of {len(rows)} rows went in: {[*report['reasons'], *report['notes']][:3]}"
        )
    return meter


def load_by_id(env, rows, make_meter):
    return load_stock(env, rows, make_meter, by_id=True)


def load_stock(env, rows, make_meter, by_id=False):
    team, user = get_team(env).id, env.uid
    lines = [
        [
            name,
            str(partner.id) if by_id else partner.name,
            str(amount * 10_000),
            str(land),
            contact,
            phone,
            str(team),
            str(user),
        ]
        for name, partner, amount, land, contact, phone in rows
    ]
    env.invalidate_all()
    leads = env["crm.lead"].with_context(default_type="opportunity", investment_pipeline=True)
    columns = [f"{name}/.id" if by_id and name == "partner_id" else name for name in FIELDS]
    with make_meter(env.cr.connection) as meter:
        result = leads.load([*columns, "team_id/.id", "user_id/.id"], lines)
        env.flush_all()
    if not result["ids"]:
        raise SystemExit(f"stock load failed: {result['messages'][:3]}")
    return meter


def describe(env, rows):
    names = [row[0] for row in rows]
    leads = env["crm.lead"].search([("name", "in", names)], order="name")
    return [[str(lead[name]) for name in COMPARED] for lead in leads]


def compare(bench, make_meter, goal):
    """A short run of each warms up and shows that both leave the same; then each runs once."""
    meters, left = {}, {}
    for count in (WARM_UP, ROWS):
        for run in (import_ledger, load_stock, load_by_id):
            with bench.request() as env:
                rows = make_rows(env, count)
                meters[run] = run(env, rows, make_meter)
                left[run] = describe(env, rows) if count == WARM_UP else None
        if left[import_ledger] != left[load_stock]:
            pairs = zip(left[import_ledger], left[load_stock], strict=False)
            differing = next(
                (pair for pair in pairs if pair[0] != pair[1]), len(left[load_stock])
            )
            raise SystemExit(f"the two sides leave different leads: {differing}")
    report(bench, f"ledger of {ROWS:,} projects / stock load", goal, meters, load_stock)
    report(bench, "… / stock load by ids", None, meters, load_by_id)


def report(bench, name, goal, meters, other):
    ours, other = meters[import_ledger], meters[other]
    shown = [f"{one.cpu * 1000:,.0f} ({one.clock * 1000:,.0f}) ms" for one in (ours, other)]
    if goal:
        bench.report(name, goal, ours.cpu / other.cpu, *shown)
    else:
        print(f"    {name}: {shown[1]}, {ours.cpu / other.cpu:.2f}", flush=True)
