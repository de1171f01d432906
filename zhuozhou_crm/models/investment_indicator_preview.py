from odoo import api, fields, models

from ..report.figures import year_period
from .investment_indicator_check import IndicatorProblem


class InvestmentIndicator(models.Model):
    """What an indicator gives, while it is being written: this year so far and the whole last
    year, or what is wrong with it."""

    _inherit = "investment.indicator"

    preview_value = fields.Char("This Year", compute="_compute_preview")
    preview_last_value = fields.Char("Last Year", compute="_compute_preview")
    preview_problem = fields.Char("To Mend", compute="_compute_preview")
    # the editor of conditions looks these names up, to count the records that meet them
    date_from = fields.Date("First Day", compute="_compute_preview_days")
    date_to = fields.Date("Last Day", compute="_compute_preview_days")
    last_day = fields.Date("Last Day Known", compute="_compute_preview_days")
    as_of = fields.Date("Data as of", compute="_compute_preview_days")
    eve = fields.Date("Day before the Period", compute="_compute_preview_days")

    @api.depends(
        "kind",
        "model",
        "measure",
        "measure_field",
        "until_field",
        "day_condition",
        "date_field",
        "end_field",
        "domain",
        "numerator_id",
        "denominator_id",
        "unit_kind",
        "unit_name",
        "decimals",
    )
    @api.depends_context("uid", "lang", "tz", "allowed_company_ids")
    def _compute_preview(self):
        whole = self.filtered(lambda indicator: not indicator._tell_problem())
        period = self._get_preview_period()
        readings = whole._evaluate(period, year_period(period.date_from.year - 1))
        for indicator in self:
            reading = readings.get(indicator)
            indicator.preview_value = reading and indicator._format(reading.value)
            indicator.preview_last_value = reading and indicator._format(reading.comparison)

    def _tell_problem(self):
        """Set and return what is wrong; empty as long as nothing has been chosen yet."""
        self.ensure_one()
        self.preview_problem = False
        try:
            self._check_whole()
        except IndicatorProblem as problem:
            self.preview_problem = str(problem)
        return self.preview_problem

    @api.depends_context("tz")
    def _compute_preview_days(self):
        constants = self._get_preview_period().constants
        for indicator in self:
            for name, day in constants.items():
                indicator[name] = day
