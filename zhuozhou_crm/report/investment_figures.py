"""The figures of the investment summary (招商引资情况汇总), by section of its overview.

Counting rules: 1 and 2 for agreements (the contributions hold rule 1, and only verified
agreements have any), 3 for enterprises contacted, 5 for growth. A figure that a reader may doubt
is backed by a register of the same workbook with the same conditions.
"""

from typing import NamedTuple

from odoo.tools.translate import LazyGettext, LazyTranslate

from .figures import All, During, Figure, Growth, Measure, StandingAt

_lt = LazyTranslate(__name__)

DONE = [("state", "=", "done")]
PROMOTION = [("is_investment_promotion", "=", True), ("kanban_state", "!=", "cancel")]
PIPELINE = [("team_id.is_investment", "=", True)]
UNVERIFIED = [("state", "=", "signed")]
CENTRAL_SOE = ("partner_id.is_central_soe", "=", True)
BEIJING = ("partner_id.is_beijing", "=", True)
SETTLED = [("is_investment_target", "=", True)]
SETTLED_CENTRAL_SOE = [*SETTLED, ("is_central_soe", "=", True)]

# an agreement as it counts on the as-of date, in the period in which it was signed
SIGNED = All((During("signing_date"), StandingAt("valid_from", "valid_to", "as_of")))


def _settled(day):
    return StandingAt("investment_settled_date", "investment_departed_date", day)


class Section(NamedTuple):
    label: LazyGettext
    figures: tuple[Figure, ...]


TRIPS = Section(
    _lt("Promotion trips"),
    (
        Figure(
            "trips",
            _lt("Trips made"),
            _lt("trip(s)"),
            Measure("investment.trip", "count", During("date_start"), DONE),
            _lt("Trips that are done and began in the period; cancelled trips never count."),
            "trips",
        ),
        Figure(
            "trip_days",
            _lt("Days out"),
            _lt("day(s)"),
            Measure("investment.trip", "sum:days", During("date_start"), DONE),
            _lt("Sum of the days of those trips, the first and the last day included."),
            "trips",
        ),
        Figure(
            "trip_mileage",
            _lt("Distance travelled"),
            _lt("km"),
            Measure("investment.trip", "sum:mileage", During("date_start"), DONE),
            _lt(
                "Sum of the mileage of those trips: the odometer readings where given, else the "
                "sum of the stops."
            ),
            "trips",
        ),
    ),
)

CONTACTS = Section(
    _lt("Enterprises contacted"),
    (
        Figure(
            "engagements",
            _lt("Engagements held"),
            _lt("time(s)"),
            Measure("investment.engagement", "count", During("date"), DONE),
            _lt(
                "Engagements done in the period, of every kind: visits, calls, meetings, events."
            ),
        ),
        Figure(
            "contacted",
            _lt("Enterprises contacted"),
            _lt("enterprise(s)"),
            Measure("investment.engagement", "distinct:partner_id", During("date"), DONE),
            _lt(
                "Different enterprises with an engagement done in the period, each counted once."
            ),
            "contacts",
        ),
        Figure(
            "contacted_central_soe",
            _lt("of which central SOE units"),
            _lt("enterprise(s)"),
            Measure(
                "investment.engagement",
                "distinct:partner_id",
                During("date"),
                [*DONE, CENTRAL_SOE],
            ),
            _lt(
                "Those that are a central state-owned enterprise or belong to the group of one."
            ),
            "contacts",
        ),
        Figure(
            "contacted_beijing",
            _lt("of which Beijing firms"),
            _lt("enterprise(s)"),
            Measure(
                "investment.engagement",
                "distinct:partner_id",
                During("date"),
                [*DONE, BEIJING],
            ),
            _lt("Those with their address in Beijing."),
            "contacts",
        ),
        Figure(
            "contacted_central_soe_or_beijing",
            _lt("of which central SOE units or Beijing firms"),
            _lt("enterprise(s)"),
            Measure(
                "investment.engagement",
                "distinct:partner_id",
                During("date"),
                [*DONE, "|", CENTRAL_SOE, BEIJING],
            ),
            _lt("Those that are either; one that is both counts once."),
            "contacts",
        ),
    ),
)

EVENTS = Section(
    _lt("Promotion events"),
    (
        Figure(
            "events",
            _lt("Promotion events held"),
            _lt("event(s)"),
            Measure("event.event", "count", During("date_begin"), PROMOTION),
            _lt("Promotion events that began in the period and were not cancelled."),
        ),
        Figure(
            "event_projects",
            _lt("Projects signed at promotion events"),
            _lt("project(s)"),
            Measure(
                "investment.deal.contribution",
                "sum:project_count",
                SIGNED,
                [("event_id", "!=", False)],
            ),
            _lt("The part of the projects signed whose agreement was signed at an event."),
            "deals",
        ),
        Figure(
            "event_value",
            _lt("Contract value signed at promotion events"),
            None,
            Measure(
                "investment.deal.contribution",
                "sum:value",
                SIGNED,
                [("event_id", "!=", False)],
            ),
            _lt("The contract value of those agreements."),
            "deals",
        ),
    ),
)

SIGNINGS = Section(
    _lt("Projects signed"),
    (
        Figure(
            "projects",
            _lt("Projects signed"),
            _lt("project(s)"),
            Measure("investment.deal.contribution", "sum:project_count", SIGNED),
            _lt(
                "A project counts once, with its first verified agreement; void and terminated "
                "agreements leave the figure from their end date on."
            ),
            "deals",
        ),
        Figure(
            "contract_value",
            _lt("Value of agreements signed"),
            None,
            Measure("investment.deal.contribution", "sum:value", SIGNED),
            _lt(
                "Of verified agreements signed in the period. A formal agreement adds only what "
                "exceeds its framework agreement; supplements and capital increases add theirs."
            ),
            "deals",
        ),
        Figure(
            "unverified",
            _lt("Not counted: agreements awaiting verification"),
            _lt("agreement(s)"),
            Measure("investment.deal", "count", During("signing_date"), UNVERIFIED),
            _lt("Signed in the period, but not yet verified; shown apart and in no total."),
            "unverified",
        ),
        Figure(
            "unverified_value",
            _lt("Not counted: their contract value"),
            None,
            Measure(
                "investment.deal",
                "sum:contract_value",
                During("signing_date"),
                UNVERIFIED,
            ),
            _lt("Contract value of the agreements awaiting verification, in no total."),
            "unverified",
        ),
    ),
)

SECTIONS = (TRIPS, CONTACTS, EVENTS, SIGNINGS)

STOCK_DEFINITION = _lt(
    "Opening: settled before the period and not departed. Closing: settled by the last day of "
    "the period (or the as-of date) and not departed. Growth = (closing - opening) / opening."
)


def _stock(code, label, domain):
    """Opening stock, closing stock and the growth between them."""
    return tuple(
        Figure(f"{code}_{suffix}", label, unit, how, STOCK_DEFINITION)
        for suffix, unit, how in (
            (
                "start",
                _lt("unit(s)"),
                Measure("res.partner", "count", _settled("eve"), domain),
            ),
            (
                "end",
                _lt("unit(s)"),
                Measure("res.partner", "count", _settled("last_day"), domain),
            ),
            ("growth", _lt("percent"), Growth(f"{code}_start", f"{code}_end")),
        )
    )


#: Stocks of settled enterprises: label and the three figures each.
STOCKS = (
    (
        _lt("Central SOE units settled"),
        _stock("central_soe", _lt("Central SOE units settled"), SETTLED_CENTRAL_SOE),
    ),
    (
        _lt("All enterprises settled"),
        _stock("settled", _lt("All enterprises settled"), SETTLED),
    ),
)

#: Further definitions: what is not one figure.
REMARKS = (
    (
        _lt("Pipeline by stage"),
        _lt(
            "Projects of the promotion teams that were reported by the as-of date, by the stage in "
            "which they stand when the table is made. Value: the contract value once signed, the "
            "planned investment before. Lost projects are left out."
        ),
    ),
    (
        _lt("As-of date"),
        _lt(
            "Facts dated later are left out. Agreements count as they stand on this day: those "
            "ended by then have left the figures."
        ),
    ),
    (
        _lt("Scope"),
        _lt("The records that the maker of the table may read: an officer's own team, or all."),
    ),
)

FIGURES = tuple(
    figure
    for group in (
        *(section.figures for section in SECTIONS),
        *(stock for _, stock in STOCKS),
    )
    for figure in group
)
