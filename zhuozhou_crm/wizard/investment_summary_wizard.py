import os
import shutil
import tempfile
import uuid
from calendar import monthrange
from contextlib import suppress
from datetime import date
from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..report.figures import Period
from ..report.investment_summary import InvestmentSummary
from ..report.investment_summary_xlsx import Heading, InvestmentSummaryWorkbook
from ..tools.reader import as_reader

FIRST_YEAR, LAST_YEAR = 1949, 2199
#: Parameters of the download address: what a reader may choose.
PARAMETERS = (
    "period_type",
    "year",
    "quarter",
    "month",
    "date_from",
    "date_to",
    "as_of",
    "unit",
)


class InvestmentSummaryWizard(models.TransientModel):
    """Ask for period, as-of date and unit, and hand out 招商引资情况汇总 as a workbook.

    Also the entry for programs: ``create({"year": 2023})._write_workbook(path)``. The download
    address carries the choice itself, so a leader's read-only database session can serve it.
    """

    _name = "investment.summary.wizard"
    _description = "Investment Promotion Summary"

    period_type = fields.Selection(
        [
            ("year", "Year"),
            ("quarter", "Quarter"),
            ("month", "Month"),
            ("free", "Free period"),
        ],
        "Period Type",
        required=True,
        default="year",
    )
    year = fields.Integer(required=True, default=lambda self: self._today().year)
    quarter = fields.Selection(
        [
            ("1", "First quarter"),
            ("2", "Second quarter"),
            ("3", "Third quarter"),
            ("4", "Fourth quarter"),
        ],
        required=True,
        default=lambda self: str((self._today().month + 2) // 3),
    )
    month = fields.Selection(
        [
            ("1", "January"),
            ("2", "February"),
            ("3", "March"),
            ("4", "April"),
            ("5", "May"),
            ("6", "June"),
            ("7", "July"),
            ("8", "August"),
            ("9", "September"),
            ("10", "October"),
            ("11", "November"),
            ("12", "December"),
        ],
        required=True,
        default=lambda self: str(self._today().month),
    )
    date_from = fields.Date("First Day", compute="_compute_dates", store=True, readonly=False)
    date_to = fields.Date("Last Day", compute="_compute_dates", store=True, readonly=False)
    as_of = fields.Date(
        "Data as of",
        compute="_compute_as_of",
        store=True,
        readonly=False,
        help="Facts dated later are left out, and agreements count as they stand on this day.",
    )
    unit = fields.Selection(
        [("yi", "CNY 100 million"), ("wan", "CNY 10,000")],
        "Unit of Amounts",
        required=True,
        default=lambda self: "wan" if self.env.user.investment_amount_unit == "wan" else "yi",
    )

    @api.depends("period_type", "year", "quarter", "month")
    def _compute_dates(self):
        for wizard in self:
            if wizard.period_type == "free":
                wizard.date_from, wizard.date_to = wizard.date_from, wizard.date_to
            else:
                wizard.date_from, wizard.date_to = wizard._calendar_period()

    @api.depends("date_to")
    def _compute_as_of(self):
        today = self._today()
        for wizard in self:
            wizard.as_of = min(wizard.date_to, today) if wizard.date_to else today

    @api.constrains("period_type", "year", "date_from", "date_to", "as_of")
    def _check_period(self):
        for wizard in self:
            if problem := wizard._period_problem():
                raise ValidationError(problem)

    def action_download(self):
        self.ensure_one()
        self._check_period()
        choice = {name: self[name] for name in PARAMETERS}
        return {
            "type": "ir.actions.act_url",
            "url": f"/zhuozhou_crm/investment_summary?{urlencode(choice)}",
            "target": "download",
        }

    @api.model
    def _from_parameters(self, parameters: dict):
        """Unsaved wizard from a download address: nothing is written, not even here."""
        self.check_access("create")
        chosen = {name: parameters[name] for name in PARAMETERS if parameters.get(name)}
        try:
            for name, value in chosen.items():
                self._fields[name].convert_to_cache(value, self)
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "The address of the summary is damaged; open it from the menu again."
                )
            ) from error
        wizard = self.new({**self.default_get(list(self._fields)), **chosen})
        wizard._check_period()
        return wizard

    def _write_workbook(self, target) -> None:
        """Write the workbook to a path or an open binary file, whole or not at all."""
        self.ensure_one()
        self._check_period()
        workbook = self._get_workbook()
        if isinstance(target, str | os.PathLike):
            _write_then_move(workbook, os.fspath(target))
        else:
            with tempfile.TemporaryFile() as file:
                workbook.save(file)
                file.seek(0)
                shutil.copyfileobj(file, target)

    def _get_workbook(self) -> InvestmentSummaryWorkbook:
        env = as_reader(self).env
        settings = env["res.config.settings"]
        heading = Heading(
            period_label=self.with_env(env)._period_label(),
            office=env.company.name,
            maker=env.user.name,
            made_on=fields.Date.context_today(env.user),
            base_url=self.get_base_url(),
            fonts=settings._get_investment_summary_fonts(),
        )
        summary = InvestmentSummary(env, Period(self.date_from, self.date_to, self.as_of))
        return InvestmentSummaryWorkbook(env, summary, heading, self.unit)

    def _file_name(self) -> str:
        return self.env._(
            "Investment Promotion Summary (%(period)s).xlsx",
            period=self._period_label(),
        )

    def _period_label(self) -> str:
        if self.period_type == "year":
            return self.env._("year %(year)s", year=self.year)
        if self.period_type == "free":
            return self.env._(
                "%(first)s to %(last)s",
                first=self._day(self.date_from),
                last=self._day(self.date_to),
            )
        part = dict(self._fields[self.period_type]._description_selection(self.env))
        return self.env._(
            "%(part)s %(year)s", part=part[self[self.period_type]], year=self.year
        )

    def _calendar_period(self):
        """First and last day of the chosen year, quarter or month; none in an impossible year."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            return False, False
        first, last = 1, 12
        if self.period_type == "quarter":
            first, last = int(self.quarter) * 3 - 2, int(self.quarter) * 3
        elif self.period_type == "month":
            first = last = int(self.month)
        return date(self.year, first, 1), date(self.year, last, monthrange(self.year, last)[1])

    def _period_problem(self) -> str | None:
        """What is wrong with the choice and how to mend it."""
        if self.period_type != "free" and not FIRST_YEAR <= self.year <= LAST_YEAR:
            return self.env._(
                "Year: %(year)s is not possible; enter a year from %(first)s to %(last)s.",
                year=self.year,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        if not (self.date_from and self.date_to and self.as_of):
            return self.env._(
                "First and Last Day: enter the first day, the last day and the as-of date."
            )
        if self.date_from > self.date_to:
            return self.env._(
                "First and Last Day: the first day %(first)s comes after the last day %(last)s; swap them.",
                first=self._day(self.date_from),
                last=self._day(self.date_to),
            )
        if self.as_of < self.date_from:
            return self.env._(
                "Data as of: the period begins on %(first)s, after the as-of date %(as_of)s; "
                "choose an earlier period or a later as-of date.",
                first=self._day(self.date_from),
                as_of=self._day(self.as_of),
            )
        return None

    def _day(self, day: date) -> str:
        return format_date(self.env, day, date_format="long")

    @api.model
    def _today(self) -> date:
        return fields.Date.context_today(self)


def _write_then_move(workbook: InvestmentSummaryWorkbook, path: str) -> None:
    """Readers see the old file or the new one, never half of one."""
    part = f"{path}.{uuid.uuid4().hex}.part"
    try:
        with open(part, "xb") as file:
            workbook.save(file)
        os.replace(part, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(part)
        raise
