"""Why a light is what it is, in one plain sentence that names the number that crossed the line.

Records keep the numbers (``light_facts``); the sentence is made in the language of the reader.
"""

from odoo import fields
from odoo.tools import format_date

from ..tools.amount import format_amount
from ..tools.months import MONTHS_PER_YEAR


def describe_limit(env, condition, threshold, included):
    """The rule in words."""
    number = _number(threshold)
    limits = _limits_reached if included else _limits_exceeded
    return limits(env, number).get(condition) or {
        "not_due": env._("not yet due to start"),
        "always": env._("no other rule holds"),
    }.get(condition, "")


def _limits_reached(env, number):
    return {
        "points_behind": env._(
            "%(number)s percentage points or more behind schedule", number=number
        ),
        "ratio_behind": env._("%(number)s %% of schedule or less", number=number),
        "months_overdue_start": env._("start overdue for %(number)s months", number=number),
        "milestone_days_overdue": env._(
            "milestone overdue by %(number)s working days or more", number=number
        ),
        "months_silent": env._("no update for %(number)s months or more", number=number),
        "not_listed_months_after_start": env._(
            "not listed %(number)s months after start", number=number
        ),
    }


def _limits_exceeded(env, number):
    return {
        "points_behind": env._(
            "more than %(number)s percentage points behind schedule", number=number
        ),
        "ratio_behind": env._("less than %(number)s %% of schedule", number=number),
        "months_overdue_start": env._(
            "start overdue for more than %(number)s months", number=number
        ),
        "milestone_days_overdue": env._(
            "milestone overdue by more than %(number)s working days", number=number
        ),
        "months_silent": env._("no update for more than %(number)s months", number=number),
        "not_listed_months_after_start": env._(
            "not listed more than %(number)s months after start", number=number
        ),
    }


def describe_light(env, facts):
    """The reason of a light, or False."""
    if not facts:
        return False
    if facts["condition"] == "manual":
        return env._(
            "Set by hand until %(until)s: %(note)s",
            until=_date(env, facts["until"]),
            note=facts["note"],
        )
    sentence = DESCRIPTIONS[facts["condition"]](env, facts)
    if facts["condition"] in ("not_due", "always"):
        return sentence
    return env._(
        "%(sentence)s (limit: %(limit)s)",
        sentence=sentence,
        limit=describe_limit(env, facts["condition"], facts["threshold"], facts["included"]),
    )


def describe_briefly(env, facts):
    """The number that crossed the line, for a screen read from afar."""
    if not facts:
        return ""
    if facts["condition"] == "manual":
        return facts["note"]
    return _brief(env, facts, _number(facts.get("value"))).get(
        facts["condition"]
    ) or _brief_fine(env, facts)


def _brief(env, facts, number):
    return {
        "points_behind": env._("%(number)s points behind schedule", number=number),
        "ratio_behind": env._("%(number)s %% of schedule", number=number),
        "months_overdue_start": env._("start overdue for %(number)s months", number=number),
        "milestone_days_overdue": env._(
            "“%(milestone)s” %(number)s working days overdue",
            milestone=facts.get("milestone"),
            number=number,
        ),
        "months_silent": env._("no update for %(number)s months", number=number),
        "not_listed_months_after_start": env._(
            "not listed %(number)s months after start", number=number
        ),
        "not_due": env._("not yet due to start"),
    }


def _brief_fine(env, facts):
    if facts["built"]:
        return env._("completed")
    if facts["value"] is None:
        return env._("no annual plan")
    if facts["value"] > 0:
        return env._("%(number)s points behind schedule", number=_number(facts["value"]))
    return env._("on schedule")


def _behind(env, facts):
    return env._(
        "By the end of %(month)s %(completed)s of the annual plan of %(plan)s were completed, "
        "%(completion)s %%: %(points)s percentage points behind the schedule of %(schedule)s %%",
        points=_number(facts["value"]),
        **_figures(env, facts),
    )


def _ratio(env, facts):
    return env._(
        "By the end of %(month)s %(completed)s of the annual plan of %(plan)s were completed, "
        "%(completion)s %%: only %(ratio)s %% of the schedule of %(schedule)s %%",
        ratio=_number(facts["value"]),
        **_figures(env, facts),
    )


def _start(env, facts):
    return env._(
        "Planned to start on %(date)s and not started: overdue for %(number)s months by the end "
        "of %(month)s",
        date=_date(env, facts["planned_start"]),
        number=_number(facts["value"]),
        month=_month(env, facts["month"]),
    )


def _milestone(env, facts):
    return env._(
        "“%(milestone)s” was due on %(date)s: %(number)s working days overdue by the end of "
        "%(month)s",
        milestone=facts["milestone"],
        date=_date(env, facts["deadline"]),
        number=_number(facts["value"]),
        month=_month(env, facts["month"]),
    )


def _silent(env, facts):
    if not facts["last"]:
        return env._(
            "No month has been filed yet: %(number)s months without an update by the end of "
            "%(month)s",
            number=_number(facts["value"]),
            month=_month(env, facts["month"]),
        )
    return env._(
        "%(last)s was the last month filed: %(number)s months without an update by the end of "
        "%(month)s",
        last=_month(env, facts["last"]),
        number=_number(facts["value"]),
        month=_month(env, facts["month"]),
    )


def _unlisted(env, facts):
    return env._(
        "Started on %(date)s, %(number)s months before the end of %(month)s, and not listed yet",
        date=_date(env, facts["start"]),
        number=_number(facts["value"]),
        month=_month(env, facts["month"]),
    )


def _not_due(env, facts):
    if not facts["planned_start"]:
        return env._("Preliminary work: no start is planned yet")
    return env._(
        "Not due to start by the end of %(month)s: planned for %(date)s",
        month=_month(env, facts["month"]),
        date=_date(env, facts["planned_start"]),
    )


def _fine(env, facts):
    if facts["built"]:
        return env._("Completed on %(date)s", date=_date(env, facts["built"]))
    if facts["value"] is None:
        return env._(
            "No annual plan for %(year)s to measure against; nothing else is overdue",
            year=facts["month"][:4],
        )
    if facts["value"] > 0:
        return env._(
            "By the end of %(month)s %(completed)s of the annual plan of %(plan)s were "
            "completed, %(completion)s %%: %(points)s percentage points behind the schedule of "
            "%(schedule)s %%, within the limit",
            points=_number(facts["value"]),
            **_figures(env, facts),
        )
    return env._(
        "By the end of %(month)s %(completed)s of the annual plan of %(plan)s were completed, "
        "%(completion)s %%: as far as the schedule of %(schedule)s %% or further",
        **_figures(env, facts),
    )


DESCRIPTIONS = {
    "points_behind": _behind,
    "ratio_behind": _ratio,
    "months_overdue_start": _start,
    "milestone_days_overdue": _milestone,
    "months_silent": _silent,
    "not_listed_months_after_start": _unlisted,
    "not_due": _not_due,
    "always": _fine,
}


def _figures(env, facts):
    month = facts["month"]
    unit = env.user.investment_amount_unit
    return {
        "month": _month(env, month),
        "completed": format_amount(facts["completed"], unit),
        "plan": format_amount(facts["plan"], unit),
        "completion": _number(100 * facts["completed"] / facts["plan"]),
        "schedule": _number(100 * int(month[5:7]) / MONTHS_PER_YEAR),
    }


def _number(value):
    """At most one decimal, two where one would hide what crossed the line."""
    value = float(value or 0)
    near = abs(value - round(value)) < 0.05 and value != round(value)
    text = f"{value:.2f}" if near else f"{value:.1f}"
    return text.rstrip("0").rstrip(".")


def _month(env, text):
    return env._("%(year)s-%(month)s", year=text[:4], month=int(text[5:7]))


def _date(env, text):
    return format_date(env, fields.Date.to_date(text), date_format="long")
