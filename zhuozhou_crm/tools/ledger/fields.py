"""What can stand in a ledger: the kinds and their fields.

The columns follow the ledgers that were found in public documents (``domain/ledgers.md``): B1, B2
and B7 for the pipeline, B3 for agreements, B5 and B6 for funds, C1 for trips, D1 to D3 and D9 for
key projects and their monthly progress. How staff call them is data:
``investment.ledger.synonym``.

Types: ``name`` (of an enterprise or project), ``text``, ``lines`` (text that keeps its lines),
``code``, ``phone``, ``date``, ``month``, ``period`` (one date or two), ``amount``, ``number``, ``choice``
(one of the values that synonyms are known for), ``note`` (kept as text on the record), ``ignore``.
"""

from typing import NamedTuple

NOTE, IGNORE = "note", "ignore"


class Field(NamedTuple):
    code: str
    type: str = "text"
    required: bool = False
    #: Belongs to a group of rows (the trip), not to the single row (the visit).
    group: bool = False


class Kind(NamedTuple):
    code: str
    fields: dict
    #: The amount whose sum is what the ledger is about; the next one where it has no column.
    amounts: tuple = ()

    @property
    def required(self):
        return [field.code for field in self.fields.values() if field.required]


def _kind(code, *fields, amounts=()):
    common = (Field(NOTE, "note"), Field(IGNORE, "ignore"))
    return Kind(code, {field.code: field for field in (*fields, *common)}, amounts)


_CONTACT = (Field("contact"), Field("contact_function"), Field("phone", "phone"))
_ENTERPRISE = (Field("enterprise", "name", required=True), Field("registry_code", "code"))

KINDS = {
    kind.code: kind
    for kind in (
        _kind(
            "enterprises",
            *_ENTERPRISE,
            Field("nature", "choice"),
            Field("group", "name"),
            Field("tier", "choice"),
            Field("short_name", "name"),
            Field("former_names"),
            Field("address"),
            Field("industry"),
            Field("honours"),
            *_CONTACT,
            Field("email"),
            Field("website"),
            Field("settled_date", "date"),
            Field("last_contact", "date"),
        ),
        _kind(
            "engagements",
            Field("date", "date", required=True),
            *_ENTERPRISE,
            *_CONTACT,
            Field("mode", "choice"),
            Field("place"),
            Field("participants"),
            Field("project", "name"),
            Field("outcome", "lines"),
            Field("next_step"),
            Field("next_step_date", "date"),
            Field("state", "choice"),
            Field("team", "name"),
            Field("user"),
        ),
        _kind(
            "trips",
            Field("team", "name", group=True),
            Field("number", group=True),
            Field("leader", required=True, group=True),
            Field("leader_function", group=True),
            Field("members", group=True),
            Field("date_start", "period", required=True, group=True),
            Field("date_end", "date", group=True),
            Field("days", "number", group=True),
            Field("destination", required=True, group=True),
            Field("mileage", "number", group=True),
            Field("cost", "amount", group=True),
            Field("enterprise", "name"),
            Field("registry_code", "code"),
            *_CONTACT,
            Field("outcome", "lines"),
        ),
        _kind(
            "pipeline",
            Field("project", "name", required=True),
            Field("enterprise", "name"),
            Field("registry_code", "code"),
            Field("project_code", "code"),
            Field("investment", "amount"),
            Field("fixed_asset", "amount"),
            Field("content", "lines"),
            Field("land", "number"),
            Field("energy", "number"),
            Field("output", "amount"),
            Field("tax", "amount"),
            Field("jobs", "number"),
            *_CONTACT,
            Field("site"),
            Field("origin"),
            Field("progress", "lines"),
            Field("stage", "choice"),
            Field("sector", "choice"),
            Field("industry"),
            Field("assessment", "choice"),
            Field("assessment_date", "date"),
            Field("source", "choice"),
            Field("deadline", "date"),
            Field("team", "name"),
            Field("user"),
            amounts=("investment", "fixed_asset"),
        ),
        _kind(
            "deals",
            Field("project", "name", required=True),
            *_ENTERPRISE,
            Field("project_code", "code"),
            Field("title", "name"),
            Field("agreement_type", "choice"),
            Field("value", "amount", required=True),
            Field("fixed_asset", "amount"),
            Field("signing_date", "date", required=True),
            Field("sector", "choice"),
            Field("industry"),
            Field("content", "lines"),
            Field("land", "number"),
            Field("origin"),
            Field("team", "name"),
            Field("user"),
            amounts=("value",),
        ),
        _kind(
            "receipts",
            Field("project", "name", required=True),
            Field("enterprise", "name"),
            Field("registry_code", "code"),
            Field("project_code", "code"),
            Field("deal_code", "code"),
            Field("agreement_type", "choice"),
            Field("date", "date", required=True),
            Field("amount", "amount", required=True),
            Field("cumulative", "amount"),
            Field("purpose"),
            Field("bank"),
            Field("bank_slip"),
            amounts=("amount",),
        ),
        _kind(
            "projects",
            Field("project", "name", required=True),
            Field("project_code", "code"),
            Field("enterprise", "name"),
            Field("registry_code", "code"),
            Field("level", "choice"),
            Field("nature", "choice"),
            Field("listed", "choice"),
            Field("listed_date", "date"),
            Field("total", "amount"),
            Field("year", "number"),
            Field("plan", "amount"),
            Field("completed_before", "amount"),
            Field("land", "number"),
            Field("sector", "choice"),
            Field("industry"),
            Field("site"),
            Field("content", "lines"),
            Field("planned_start", "date"),
            Field("planned_completion", "date"),
            Field("start", "date"),
            Field("team", "name"),
            Field("head", "name"),
            Field("leader", "name"),
            Field("user"),
            amounts=("plan", "total"),
        ),
        _kind(
            "progress",
            Field("month", "month"),
            Field("project", "name", required=True),
            Field("project_code", "code"),
            Field("amount", "amount", required=True),
            Field("building", "amount"),
            Field("equipment", "amount"),
            Field("land_amount", "amount"),
            Field("cumulative", "amount"),
            Field("visual", "lines"),
            Field("problems", "lines"),
            Field("next_step", "lines"),
            amounts=("amount",),
        ),
    )
}
