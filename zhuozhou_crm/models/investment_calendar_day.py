from odoo import api, fields, models, tools

from ..tools.working_days import WorkingCalendar


class InvestmentCalendarDay(models.Model):
    """A day on which the city works or does not, other than the statutory calendar has it.

    Two uses: a local exception (a flood, a day made up for), and a year whose holidays are not
    announced yet, which is filled in here by hand as soon as the State Council's notice is out. A
    year counts as known once its make-up days are (see ``tools/working_days.py``).

    Working days already used for land are counted again at once; deadlines are not moved behind
    anybody's back: the list of key projects has “Recount Deadlines”, which says what moved.
    """

    _name = "investment.calendar.day"
    _description = "Working Day Exception"
    _order = "date desc"
    _rec_name = "date"

    date = fields.Date(required=True)
    is_working = fields.Boolean(
        "Working Day", help="Set for a make-up working day, unset for a day off."
    )
    name = fields.Char("Reason", help="For example: Spring Festival, made up for National Day.")

    _date_unique = models.UniqueIndex(
        "(date)", "This day is in the list already: change the entry that is there."
    )

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        self._recount(days.mapped("date"))
        return days

    def write(self, vals):
        dates = self.mapped("date")
        result = super().write(vals)
        self._recount(dates + self.mapped("date"))
        return result

    def unlink(self):
        dates = self.mapped("date")
        result = super().unlink()
        self._recount(dates)
        return result

    @api.model
    def _recount(self, dates):
        self.env.registry.clear_cache()
        if not dates:
            return
        # sudo: the calendar is the same for every acquisition, whoever may see it.
        acquisitions = (
            self.env["investment.land.acquisition"]
            .sudo()
            .with_context(active_test=False)
            .search([("date_from", "<=", max(dates)), ("date", ">=", min(dates))])
        )
        field = acquisitions._fields["working_days"]
        self.env.add_to_compute(field, acquisitions)

    @api.model
    @tools.ormcache()
    def _get_calendar(self):
        """The calendar of working days with our exceptions; shared, never altered.

        sudo: everybody's deadlines are counted by it.
        """
        return WorkingCalendar(
            {day.date: day.is_working for day in self.sudo().search_fetch([])}
        )

    @api.model
    def _get_unofficial_years(self, dates):
        """Years among the dates whose make-up days nobody knows yet, in their order."""
        calendar = self._get_calendar()
        years = {date.year for date in dates if date}
        return sorted(year for year in years if not calendar.is_official(year))

    @api.model
    def _get_calendar_warning(self, dates):
        """What is uncertain about deadlines on these dates, or False."""
        years = self._get_unofficial_years(dates)
        return bool(years) and self.env._(
            "The holidays and make-up working days of %(years)s are not announced yet: deadlines "
            "in that year may still move. A bureau manager can fill them in under "
            "“Working Day Exceptions”.",
            years=self.env._(", ").join(map(str, years)),
        )
