from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..report.light_text import describe_limit

LIGHTS = [("red", "Red"), ("yellow", "Yellow"), ("green", "Green"), ("white", "White")]
CONDITIONS = [
    ("points_behind", "Percentage points behind schedule"),
    ("ratio_behind", "Completed as a percentage of schedule"),
    ("months_overdue_start", "Months overdue at start"),
    ("milestone_days_overdue", "Working days a milestone is overdue"),
    ("months_silent", "Months without an update"),
    ("not_listed_months_after_start", "Months after start without listing"),
    ("not_due", "Not yet due to start"),
    ("always", "Everything else"),
]
#: Conditions without a number to cross.
PLAIN_CONDITIONS = ("not_due", "always")
WHOLE_CONDITIONS = (
    "months_overdue_start",
    "milestone_days_overdue",
    "months_silent",
    "not_listed_months_after_start",
)


class LightRule(NamedTuple):
    """What the evaluation needs to know of a rule; also of one that is only tried out."""

    id: int
    colour: str
    condition: str
    threshold: float
    is_included: bool
    level: str | bool
    construction_nature: str | bool
    minimum_investment: float


RULE_FIELDS = LightRule._fields[1:]


class InvestmentLightRuleMixin(models.AbstractModel):
    """Fields of a light rule, in force or tried out."""

    _name = "investment.light.rule.mixin"
    _description = "Light Rule Fields"
    _order = "sequence, id"

    sequence = fields.Integer(default=50)
    colour = fields.Selection(LIGHTS, "Light", required=True, default="yellow")
    condition = fields.Selection(CONDITIONS, required=True, default="points_behind")
    threshold = fields.Float(digits=(16, 2))
    is_included = fields.Boolean(
        "Threshold Included",
        default=True,
        help="Set: the light is on as soon as the threshold is reached. Unset: only beyond it.",
    )
    level = fields.Selection(
        selection=lambda self: self._get_project_selection("level"), string="Only Level"
    )
    construction_nature = fields.Selection(
        selection=lambda self: self._get_project_selection("construction_nature"),
        string="Only Nature",
    )
    minimum_investment = fields.Float(
        "Only From Total Investment (CNY 10,000)",
        digits=(16, 2),
        help="For example 500: below 5 million yuan the statistics bureau lists no project.",
    )
    source = fields.Char("Basis", help="Where the rule comes from.")

    @api.depends("colour", "condition", "threshold", "is_included")
    @api.depends_context("lang")
    def _compute_display_name(self):
        colours = dict(self._fields["colour"]._description_selection(self.env))
        for rule in self:
            rule.display_name = self.env._(
                "%(colour)s: %(limit)s",
                colour=colours.get(rule.colour, ""),
                limit=describe_limit(
                    self.env, rule.condition, rule.threshold, rule.is_included
                ),
            )

    @api.constrains("condition", "is_included", "threshold")
    def _check_threshold(self):
        for rule in self:
            whole = rule.condition in WHOLE_CONDITIONS
            least = 1 if whole and rule.is_included else 0
            if rule.threshold < least or (whole and not rule.threshold.is_integer()):
                raise ValidationError(
                    self.env._(
                        "The threshold of “%(rule)s” cannot be negative; days and months are "
                        "whole numbers, from 1 where the threshold is included.",
                        rule=rule.display_name,
                    )
                )

    @api.model
    def _get_project_selection(self, name):
        field = self.env["investment.project"]._fields[name]
        return field._description_selection(self.env)

    def _to_specs(self):
        """The rules in their order."""
        return tuple(
            LightRule(rule.id, *(rule[name] for name in RULE_FIELDS))
            for rule in self.sorted(lambda rule: (rule.sequence, rule._origin.id or 10**9))
        )
