from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .investment_project_milestone import FACTS

ANCHORS = [
    ("schedule_date", "Day the deadlines count from"),
    ("planned_start_date", "Planned start"),
    ("planned_completion_date", "Planned completion"),
    ("planned_production_date", "Planned production"),
]


class InvestmentProjectTemplateLine(models.Model):
    """Step of a schedule template: becomes a milestone, and an approval too where it is one.

    Its deadline counts from the line that it comes after; the first ones count from a date of the
    project.
    """

    _name = "investment.project.template.line"
    _description = "Schedule Template Line"
    _order = "template_id, sequence, id"

    template_id = fields.Many2one(
        "investment.project.template", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Milestone", required=True, translate=True)
    what = fields.Selection(
        [("milestone", "Milestone"), ("approval", "Approval")],
        required=True,
        default="milestone",
    )
    approval_type_id = fields.Many2one("investment.approval.type", ondelete="restrict")
    office_id = fields.Many2one(
        "investment.office",
        "Office",
        compute="_compute_office_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    fact = fields.Selection(FACTS, "Stands for")
    after_line_id = fields.Many2one(
        "investment.project.template.line",
        "Comes After",
        domain="[('template_id', '=', template_id), ('id', '!=', id)]",
        index="btree_not_null",
        ondelete="restrict",
    )
    working_days = fields.Integer(help="Working days after the line that it comes after.")
    anchor = fields.Selection(
        ANCHORS,
        "Counts From",
        required=True,
        default="schedule_date",
        help="Where the first lines, which come after none, count from.",
    )

    _working_days_sane = models.Constraint(
        "CHECK (working_days BETWEEN 0 AND 2500)",
        "The working days of a template line must lie between 0 and 2500.",
    )
    _approval_typed = models.Constraint(
        "CHECK (what = 'milestone' OR approval_type_id IS NOT NULL)",
        "A template line that is an approval needs its approval type.",
    )

    @api.depends("approval_type_id")
    def _compute_office_id(self):
        for line in self:
            line.office_id = line.approval_type_id.office_id or line.office_id

    @api.constrains("after_line_id")
    def _check_after_line(self):
        if self._has_cycle("after_line_id"):
            raise ValidationError(
                self.env._(
                    "The template lines “%(lines)s” come after one another in a circle: clear "
                    "“Comes After” on the first of them.",
                    lines=self.env._(", ").join(self.mapped("name")),
                )
            )

    def _in_order(self):
        """Every line after the one that it comes after."""
        ordered = self.browse()
        waiting = self.sorted(lambda line: (line.sequence, line.id))
        while waiting:
            ready = waiting.filtered(
                lambda line, ordered=ordered: (
                    line.after_line_id not in self or line.after_line_id in ordered
                )
            )
            ordered |= ready
            waiting -= ready
        return ordered

    def _prepare_milestone_values(self, project, previous):
        calendar = self.env["investment.calendar.day"]._get_calendar()
        start = previous.planned_date if previous else project[self.anchor]
        return {
            "project_id": project.id,
            "template_line_id": self.id,
            "name": self.name,
            "sequence": self.sequence,
            "office_id": self.office_id.id,
            "fact": self.fact,
            "previous_id": previous.id if previous else False,
            "working_days": self.working_days,
            "planned_date": calendar.add(start, self.working_days) if start else False,
            "is_fixed": False,
        }

    def _prepare_approval_values(self, milestone):
        return {
            "project_id": milestone.project_id.id,
            "milestone_id": milestone.id,
            "type_id": self.approval_type_id.id,
            "office_id": self.office_id.id,
        }
