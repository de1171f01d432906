"""What has to be checked before a summary leaves the house: unverified records, no evidence.

All have the same columns, so that they stand below one another on one sheet.
"""

from odoo.tools.translate import LazyTranslate

from .figures import During
from .investment_registers import NUMBER, PIPELINE, VERIFIED
from .registers import Column, Register

_lt = LazyTranslate(__name__)

CHECK_SHEET = _lt("Verification")
NOTHING = _lt("Nothing to report.")
CHECK_WIDTHS = [6, 36, 40, 15, 13, 13, 14]


def _columns(project: str, enterprise: str, day: str, amount: str):
    return (
        NUMBER,
        Column(_lt("Project or agreement"), project, width=CHECK_WIDTHS[1]),
        Column(_lt("Enterprise"), enterprise, width=CHECK_WIDTHS[2]),
        Column(_lt("Responsible unit"), "team_id.name", width=CHECK_WIDTHS[3]),
        Column(_lt("Responsible officer"), "user_id.partner_id.name", width=CHECK_WIDTHS[4]),
        Column(_lt("Date"), day, "date", CHECK_WIDTHS[5]),
        Column(_lt("Amount"), amount, "amount", CHECK_WIDTHS[6], total=True),
    )


def _register(code, title, model, day, domain, columns):
    return Register(
        code=code,
        sheet=CHECK_SHEET,
        title=title,
        model=model,
        when=During(day),
        domain=domain,
        order=f"{day}, id",
        columns=columns,
        empty=NOTHING,
    )


_DEAL = _columns("lead_id.name", "partner_id.name", "signing_date", "contract_value")
_RECEIPT = _columns("lead_id.name", "partner_id.name", "date", "amount")
_START, _PRODUCTION = (
    _columns("name", "partner_id.name|partner_name", day, "contract_value")
    for day in ("start_date", "production_date")
)

CHECK_REGISTERS = (
    _register(
        "unverified",
        _lt("Agreements awaiting verification (in no total)"),
        "investment.deal",
        "signing_date",
        [("state", "=", "signed")],
        _DEAL,
    ),
    _register(
        "unverified_receipts",
        _lt("Fund receipts awaiting verification (in no total)"),
        "investment.fund.receipt",
        "date",
        [("state", "=", "draft")],
        _RECEIPT,
    ),
    _register(
        "deals_without_evidence",
        _lt("Counted agreements whose evidence is missing"),
        "investment.deal",
        "signing_date",
        [*VERIFIED, ("evidence_ids", "=", False)],
        _DEAL,
    ),
    _register(
        "receipts_without_evidence",
        _lt("Counted fund receipts whose evidence is missing"),
        "investment.fund.receipt",
        "date",
        [*VERIFIED, ("evidence_ids", "=", False)],
        _RECEIPT,
    ),
    _register(
        "starts_without_evidence",
        _lt("Projects started whose evidence is missing"),
        "crm.lead",
        "start_date",
        [*PIPELINE, ("start_evidence_ids", "=", False)],
        _START,
    ),
    _register(
        "productions_without_evidence",
        _lt("Projects in production whose evidence is missing"),
        "crm.lead",
        "production_date",
        [*PIPELINE, ("production_evidence_ids", "=", False)],
        _PRODUCTION,
    ),
)
