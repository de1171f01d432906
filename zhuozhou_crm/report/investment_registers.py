"""The registers of the investment summary: the records behind its figures.

Columns follow the ledgers in use (``domain/ledgers.md``): C1 for trips, exactly; B3 for signed
agreements, with the agreement type and what the counting rules make of it added at the end; B4
for landed projects; B5 and B6 for funds in place.
"""

from dataclasses import replace

from odoo.tools.translate import LazyTranslate

from .figures import SIGNED, Always, During, KnownBy, StandingAt
from .project_registers import PROJECT_REGISTERS
from .registers import NUMBER, Column, Grouped, Lines, Register

_lt = LazyTranslate(__name__)

DONE = [("state", "=", "done")]
VERIFIED = [("state", "=", "verified")]
PROMOTION = [("is_investment_promotion", "=", True), ("kanban_state", "!=", "cancel")]
PIPELINE = [("is_investment_lead", "=", True)]
SETTLED = [("is_investment_target", "=", True)]

FUNDING = {
    None: _lt("Domestic funds"),
    **dict.fromkeys(
        (
            "central_soe",
            "local_soe",
            "private",
            "university",
            "research_institute",
            "hospital",
            "ministry",
        ),
        _lt("Domestic funds"),
    ),
    "foreign": _lt("Foreign funds"),
    "joint_venture": _lt("Sino-foreign funds"),
}

TRIP_REGISTER = Register(
    code="trips",
    sheet=_lt("Trip register"),
    title=_lt("Register of Promotion Trips"),
    model="investment.trip",
    when=During("date_start"),
    domain=DONE,
    order="team_id, date_start, id",
    lines=Lines("engagement_ids", DONE, ("date", "id")),
    columns=(
        Column(_lt("Sending unit"), "team_id.name", width=14),
        NUMBER,
        Column(_lt("Trip leader"), "leader_id.name|user_id.partner_id.name", width=11),
        Column(_lt("Position of the leader"), "leader_function", width=14),
        Column(_lt("Date of departure"), "date_start", "date", 11),
        Column(_lt("Date of return"), "date_end", "date", 11),
        Column(_lt("Days"), "days", "count", 7, total=True),
        Column(_lt("Destination"), "destination", width=20),
        Column(_lt("Enterprise visited"), "partner_id.name", width=26, of_line=True),
        Column(_lt("Person met"), "contact_name", width=12, of_line=True),
        Column(
            _lt("Position of the person met"),
            "contact_function",
            width=14,
            of_line=True,
        ),
    ),
)

EVENT_REGISTER = Register(
    code="events",
    sheet=_lt("Promotion event register"),
    title=_lt("Register of Promotion Events"),
    model="event.event",
    when=During("date_begin"),
    domain=PROMOTION,
    order="date_begin, id",
    lines=Grouped(
        "investment.deal.contribution",
        "event_id",
        SIGNED,
        [],
        (("projects", "sum", "project_count"), ("value", "sum", "value")),
        required=False,
    ),
    columns=(
        NUMBER,
        Column(_lt("Promotion event"), "name", width=40),
        Column(_lt("Held on"), "date_begin", "date", 11),
        Column(_lt("Ended on"), "date_end", "date", 11),
        Column(_lt("Venue"), "address_id.name", width=26),
        Column(_lt("Responsible officer"), "user_id.partner_id.name", width=10),
        Column(_lt("Projects signed"), "projects", "count", 10, total=True, of_line=True),
        Column(_lt("Contract value"), "value", "amount", 13, total=True, of_line=True),
    ),
)

CONTACT_REGISTER = Register(
    code="contacts",
    sheet=_lt("Enterprises contacted"),
    title=_lt("Register of Enterprises Contacted"),
    model="res.partner",
    when=Always(),
    # an enterprise that was archived or merged since was contacted all the same
    domain=[("active", "in", [True, False])],
    lines=Grouped(
        "investment.engagement",
        "partner_id",
        During("date"),
        DONE,
        (("count", "count", "id"), ("latest", "max", "date")),
    ),
    order="is_central_soe desc, is_beijing desc, investment_nature, id",
    columns=(
        NUMBER,
        Column(_lt("Enterprise"), "name", width=30),
        Column(_lt("Nature"), "investment_nature", "choice", 9),
        Column(_lt("Central SOE unit"), "is_central_soe", "yes_no", 10),
        Column(_lt("Beijing firm"), "is_beijing", "yes_no", 10),
        Column(_lt("Parent group"), "investment_group_id.name", width=32),
        Column(_lt("Industry category"), "industry_id.name", width=20),
        Column(_lt("Engagements held"), "count", "count", 9, total=True, of_line=True),
        Column(_lt("Last contact"), "latest", "date", 11, of_line=True),
    ),
)


def deal_columns(deal, amount, project_count):
    """B3, reached from a contribution (``deal`` is the way to its agreement) or an agreement."""
    return (
        NUMBER,
        Column(_lt("Municipal project code"), f"{deal}lead_id.project_code", width=13),
        Column(_lt("District project code"), f"{deal}code", width=13),
        Column(_lt("Project name"), f"{deal}lead_id.name", width=24),
        Column(_lt("Investing entity"), f"{deal}partner_id.name", width=22),
        Column(_lt("Industrial sector"), f"{deal}sector_id.name", width=9),
        Column(_lt("Industry category"), f"{deal}industry_id.name", width=16),
        Column(
            _lt("Domestic or foreign"),
            f"{deal}partner_id.investment_nature",
            width=8,
            labels=FUNDING,
        ),
        amount,
        Column(_lt("Agreement signed on"), f"{deal}signing_date", "date", 11),
        Column(_lt("Responsible unit"), f"{deal}team_id.name", width=12),
        Column(
            _lt("Reported by"),
            f"{deal}lead_id.first_reporter_id.partner_id.name|{deal}user_id.partner_id.name",
            width=10,
        ),
        Column(
            _lt("Reported on"),
            f"{deal}lead_id.first_report_date|{deal}create_date",
            "date",
            11,
        ),
        Column(_lt("Agreement type"), f"{deal}agreement_type", "choice", 9),
        Column(_lt("Amount in the agreement"), f"{deal}contract_value", "amount", 11),
        *project_count,
    )


DEAL_REGISTER = Register(
    code="deals",
    sheet=_lt("Agreement register"),
    title=_lt("Register of Signed Agreements"),
    model="investment.deal.contribution",
    when=SIGNED,
    order="signing_date, id",
    link="deal_id",
    columns=deal_columns(
        "deal_id.",
        Column(_lt("Investment amount"), "value", "amount", 11, total=True),
        (Column(_lt("Projects counted"), "project_count", "count", 8, total=True),),
    ),
    note=_lt(
        "Investment amount: what the agreement adds to the contract value. It differs from the "
        "amount in the agreement where an earlier agreement of the project is already counted."
    ),
)

PIPELINE_REGISTER = Register(
    code="pipeline",
    sheet=_lt("Project register"),
    title=_lt("Register of Projects in the Pipeline"),
    model="crm.lead",
    when=KnownBy("first_report_date"),
    domain=PIPELINE,
    order="stage_id, id",
    columns=(
        NUMBER,
        Column(_lt("Stage"), "stage_id.name", width=7),
        Column(_lt("Project name"), "name", width=24),
        Column(_lt("Investing entity"), "partner_id.name|partner_name", width=22),
        Column(_lt("Industrial sector"), "sector_id.name", width=9),
        Column(_lt("Project source"), "investment_source", "choice", 10),
        Column(
            _lt("Planned investment"),
            "planned_investment",
            "amount",
            11,
            True,
            group=_lt("Amount"),
        ),
        Column(
            _lt("Contract value signed"),
            "contract_value",
            "amount",
            11,
            True,
            group=_lt("Amount"),
        ),
        Column(_lt("Land\n(mu)"), "land_need", "decimal", 9, True, group=_lt("Needs")),
        Column(_lt("Energy\n(tce)"), "energy_need", "decimal", 10, True, group=_lt("Needs")),
        Column(_lt("Expected signing"), "date_deadline", "date", 11),
        Column(_lt("Responsible unit"), "team_id.name", width=12),
        Column(_lt("Responsible officer"), "user_id.partner_id.name", width=9),
        Column(_lt("Date of first report"), "first_report_date|create_date", "date", 11),
        Column(_lt("Days in stage"), "date_last_stage_update", "days_since", 8),
    ),
)

LANDED_REGISTER = Register(
    code="landed",
    sheet=_lt("Landed projects"),
    title=_lt("Register of Landed Projects"),
    model="crm.lead",
    when=During("landing_date"),
    domain=PIPELINE,
    order="landing_date, id",
    columns=(
        NUMBER,
        Column(_lt("Project name"), "name", width=24),
        Column(_lt("Municipal project code"), "project_code", width=13),
        Column(_lt("Investing entity"), "partner_id.name|partner_name", width=22),
        Column(_lt("Local company"), "local_partner_id.name", width=22),
        Column(_lt("Project site"), "site", width=16),
        Column(_lt("Contract value"), "contract_value", "amount", 11, total=True),
        Column(_lt("Fixed-asset part"), "planned_fixed_asset", "amount", 11, total=True),
        Column(_lt("Industrial sector"), "sector_id.name", width=9),
        Column(_lt("Industry category"), "industry_id.name", width=16),
        Column(_lt("Landed on"), "landing_date", "date", 11),
        Column(_lt("Construction started"), "start_date", "filled", 8),
        Column(_lt("Started on"), "start_date", "date", 11),
        Column(_lt("In production since"), "production_date", "date", 11),
        Column(_lt("Responsible unit"), "team_id.name", width=12),
    ),
)

RECEIPT_REGISTER = Register(
    code="receipts",
    sheet=_lt("Funds in place"),
    title=_lt("Register of Funds in Place"),
    model="investment.fund.receipt",
    when=During("date"),
    domain=VERIFIED,
    order="date, id",
    columns=(
        NUMBER,
        Column(_lt("Project name"), "lead_id.name", width=26),
        Column(_lt("Investing entity"), "partner_id.name", width=24),
        Column(_lt("Agreement"), "deal_id.name", width=26),
        Column(_lt("Funds received on"), "date", "date", 11),
        Column(_lt("Amount received"), "amount", "amount", 12, total=True),
        Column(_lt("Use of funds"), "purpose", width=20),
        Column(_lt("Bank"), "bank_name", width=16),
        Column(_lt("Bank slip number"), "bank_slip", width=14),
        Column(_lt("Responsible unit"), "team_id.name", width=12),
        Column(_lt("Reported by"), "user_id.partner_id.name", width=9),
    ),
)

SETTLED_REGISTER = Register(
    code="settled",
    sheet=_lt("Settled enterprise register"),
    title=_lt("Register of Enterprises Settled"),
    model="res.partner",
    when=StandingAt("investment_settled_date", "investment_departed_date", "last_day"),
    domain=SETTLED,
    order="is_central_soe desc, investment_settled_date desc, id",
    columns=(
        NUMBER,
        Column(_lt("Enterprise"), "name", width=30),
        Column(_lt("Unified social credit code"), "company_registry", width=20),
        Column(_lt("Nature"), "investment_nature", "choice", 9),
        Column(_lt("Central SOE unit"), "is_central_soe", "yes_no", 9),
        Column(_lt("Beijing firm"), "is_beijing", "yes_no", 9),
        Column(_lt("Parent group"), "investment_group_id.name", width=32),
        Column(_lt("Industry category"), "industry_id.name", width=20),
        Column(_lt("Local unit"), "investment_local_unit_id.name", width=22),
        Column(_lt("Settled on"), "investment_settled_date", "date", 11),
        Column(_lt("New in the period"), "investment_settled_date", "in_period", 9),
    ),
)

CENTRAL_REGISTER = replace(
    SETTLED_REGISTER,
    code="central",
    sheet=_lt("Central SOE units"),
    title=_lt("Register of Central SOE Units Settled"),
    domain=[*SETTLED, ("is_central_soe", "=", True)],
    order="investment_settled_date desc, id",
    columns=tuple(
        column for column in SETTLED_REGISTER.columns if column.path != "is_central_soe"
    ),
)

#: In the order of their sheets.
REGISTERS = (
    TRIP_REGISTER,
    EVENT_REGISTER,
    DEAL_REGISTER,
    PIPELINE_REGISTER,
    LANDED_REGISTER,
    RECEIPT_REGISTER,
    CONTACT_REGISTER,
    CENTRAL_REGISTER,
    SETTLED_REGISTER,
    *PROJECT_REGISTERS,
)
