"""The register that belongs to a list on the screen, so that any list can become official.

Selection and condition come from the list; the columns are those of the register's declaration.
"""

from dataclasses import replace

from odoo.tools.translate import LazyTranslate

from .figures import Always, StandingAt, YearToDate
from .investment_registers import (
    DEAL_REGISTER,
    EVENT_REGISTER,
    NUMBER,
    PIPELINE_REGISTER,
    RECEIPT_REGISTER,
    SETTLED_REGISTER,
    TRIP_REGISTER,
    deal_columns,
)
from .project_registers import (
    APPROVAL_REGISTER,
    DIRECTIVE_REGISTER,
    LAND_REGISTER,
    PROGRESS_REGISTER,
    PROJECT_REGISTER,
    SURVEY_REGISTER,
    TEXTS,
    YEAR,
    completion,
    latest_months,
    project_columns,
)
from .registers import LIGHT_WORDS, Column, Register

_lt = LazyTranslate(__name__)

EMPTY = _lt("The list is empty.")
STATUS = Column(_lt("Status"), "state", "choice", 9)

ENGAGEMENT_REGISTER = Register(
    code="engagements",
    sheet=_lt("Engagement register"),
    title=_lt("Register of Engagements with Enterprises"),
    model="investment.engagement",
    when=Always(),
    order="date, id",
    columns=(
        NUMBER,
        Column(_lt("Date"), "date", "date", 11),
        Column(_lt("Enterprise"), "partner_id.name", width=26),
        Column(_lt("Way of contact"), "mode", "choice", 9),
        Column(_lt("Person met"), "contact_name", width=9),
        Column(_lt("Position of the person met"), "contact_function", width=14),
        Column(_lt("Project name"), "lead_id.name", width=22),
        Column(_lt("Outcome"), "outcome", width=36),
        Column(_lt("Next step"), "next_step", width=22),
        Column(_lt("Due on"), "next_step_date", "date", 11),
        Column(_lt("Responsible unit"), "team_id.name", width=12),
        Column(_lt("Responsible officer"), "user_id.partner_id.name", width=9),
        STATUS,
    ),
)

#: As the projects stand today: their own figures and light.
KEY_PROJECT_REGISTER = replace(
    PROJECT_REGISTER,
    model="investment.project",
    order="level_rank, name, id",
    link=None,
    note=None,
    lines=latest_months(YearToDate("month"), *TEXTS, same=()),
    columns=(
        *project_columns(
            "",
            Column(_lt("Annual plan"), "annual_plan", "amount", 11, True, YEAR),
            (
                Column(_lt("Completed this year"), "completed_ytd", "amount", 11, True, YEAR),
                completion("completed_ytd", "annual_plan"),
                Column(_lt("Completed in total"), "completed_total", "amount", 12, True),
            ),
            (
                Column(_lt("Light"), "light", "light", 6, labels=LIGHT_WORDS),
                Column(_lt("Reason for the light"), "light_facts", "reason", 28),
            ),
        ),
        STATUS,
    ),
)

_REGISTERS = (
    replace(TRIP_REGISTER, columns=(*TRIP_REGISTER.columns, STATUS)),
    replace(
        EVENT_REGISTER,
        lines=replace(EVENT_REGISTER.lines, when=StandingAt("valid_from", "valid_to", "as_of")),
    ),
    ENGAGEMENT_REGISTER,
    replace(
        DEAL_REGISTER,
        model="investment.deal",
        link=None,
        note=None,
        columns=deal_columns(
            "",
            Column(_lt("Investment amount"), "contract_value", "amount", 11, total=True),
            (STATUS,),
        ),
    ),
    PIPELINE_REGISTER,
    replace(RECEIPT_REGISTER, columns=(*RECEIPT_REGISTER.columns, STATUS)),
    replace(
        SETTLED_REGISTER,
        code="enterprises",
        sheet=_lt("Enterprise register"),
        title=_lt("Register of Target Enterprises"),
        order="is_central_soe desc, investment_nature, id",
        columns=tuple(
            column for column in SETTLED_REGISTER.columns if column.kind != "in_period"
        ),
    ),
    KEY_PROJECT_REGISTER,
    replace(PROGRESS_REGISTER, lines=replace(PROGRESS_REGISTER.lines[0], when=Always())),
    LAND_REGISTER,
    SURVEY_REGISTER,
    replace(APPROVAL_REGISTER, columns=(*APPROVAL_REGISTER.columns, STATUS)),
    DIRECTIVE_REGISTER,
)

#: By model.
LIST_REGISTERS = {
    register.model: replace(register, when=Always(), domain=[], empty=EMPTY)
    for register in _REGISTERS
}
