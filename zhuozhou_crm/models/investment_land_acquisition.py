from odoo import api, fields, models
from odoo.exceptions import ValidationError


class InvestmentLandAcquisition(models.Model):
    """Land acquired for a key project (征地): so many mu, from when to when.

    The measure is that of the article: 15个工作日完成2800多亩征迁任务, hence working days, first and
    last day included.
    """

    _name = "investment.land.acquisition"
    _description = "Land Acquisition"
    _order = "date desc, id desc"

    project_id = fields.Many2one(
        "investment.project", "Key Project", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="project_id.company_id", store=True)
    team_id = fields.Many2one(related="project_id.team_id", store=True, index=True)
    name = fields.Char("Task", help="For example the village or the parcel.")
    mu = fields.Float("Land (mu)", digits=(12, 2), required=True)
    date_from = fields.Date("Begun On", required=True)
    date = fields.Date(
        "Acquired On", index=True, help="Left empty while the acquisition is under way."
    )
    working_days = fields.Integer(
        "Working Days Used",
        compute="_compute_working_days",
        store=True,
        aggregator="avg",
        help="From the first to the last day, both included.",
    )
    note = fields.Char()

    _mu_positive = models.Constraint(
        "CHECK (mu > 0)", "The land of an acquisition must be more than 0 mu."
    )
    _dates_ordered = models.Constraint(
        "CHECK (date >= date_from)", "An acquisition cannot end before it has begun."
    )

    @api.depends("date_from", "date")
    def _compute_working_days(self):
        calendar = self.env["investment.calendar.day"]._get_calendar()
        for acquisition in self:
            dated = acquisition.date_from and acquisition.date
            acquisition.working_days = dated and calendar.count(
                acquisition.date_from, acquisition.date
            )

    @api.depends("project_id.name", "name")
    def _compute_display_name(self):
        for acquisition in self:
            parts = (acquisition.project_id.name, acquisition.name)
            acquisition.display_name = " · ".join(part for part in parts if part)

    @api.constrains("date", "date_from")
    def _check_date_past(self):
        today = fields.Date.context_today(self)
        for acquisition in self:
            if acquisition.date and acquisition.date > today:
                raise ValidationError(
                    self.env._(
                        "The land of “%(acquisition)s” is acquired on a day in the future: leave "
                        "“Acquired On” empty until it is.",
                        acquisition=acquisition.display_name,
                    )
                )
