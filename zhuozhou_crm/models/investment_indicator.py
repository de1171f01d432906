from uuid import uuid4

from odoo import api, fields, models
from odoo.tools.translate import LazyTranslate

from ..report.check_registers import CHECK_REGISTERS
from ..report.figures import SIGNED, All, During, KnownBy, StandingAt, translated
from ..report.investment_registers import REGISTERS
from ..tools.amount import format_amount
from ..tools.figure_domain import read_domain

_lt = LazyTranslate(__name__)

YI_LABEL = _lt("CNY 100 million")
#: Models that can be measured, and how their records are told apart: by team, sector, nature.
SOURCES = {
    "investment.trip": {"team": "team_id"},
    "investment.engagement": {
        "team": "team_id",
        "sector": "lead_id.sector_id",
        "nature": "partner_id.investment_nature",
    },
    "event.event": {},
    "crm.lead": {
        "team": "team_id",
        "sector": "sector_id",
        "nature": "partner_id.investment_nature",
    },
    "investment.deal.contribution": {
        "team": "team_id",
        "sector": "sector_id",
        "nature": "partner_id.investment_nature",
    },
    "investment.deal": {
        "team": "team_id",
        "sector": "sector_id",
        "nature": "partner_id.investment_nature",
    },
    "investment.fund.receipt": {
        "team": "team_id",
        "sector": "deal_id.sector_id",
        "nature": "partner_id.investment_nature",
    },
    "res.partner": {"nature": "investment_nature"},
    "investment.project": {"team": "team_id", "sector": "sector_id"},
    **dict.fromkeys(
        (
            "investment.project.plan",
            "investment.project.progress",
            "investment.approval",
            "investment.land.acquisition",
            "investment.site.survey",
        ),
        {"team": "team_id", "sector": "project_id.sector_id"},
    ),
    "investment.directive": {"team": "team_id"},
    "investment.hearing": {},
}


class InvestmentIndicator(models.Model):
    """Figure of the city's investment promotion, as data.

    * measure: count, different values, sum, mean or mean number of days over the records of a
      model that meet a condition (``domain``) and lie on the right days (``day_condition``);
    * ratio: one indicator divided by another; a rate keeps its cohort, because its numerator and
      denominator look at the same days (counting rule 4);
    * growth: from an opening to a closing stock, computed and never stored (counting rule 5).

    The condition may name the days of the period: ``date_from``, ``date_to``, ``last_day`` (the
    last day that is known), ``as_of``, ``eve`` (the day before the period). Who may read what is
    decided by the reader's rights alone: ``report/figure_query.py``.

    Every screen, workbook, target, league table, snapshot and published figure reads the one
    evaluation in ``investment_indicator_value.py``; what may be written is checked in
    ``investment_indicator_check.py``.
    """

    _name = "investment.indicator"
    _description = "Indicator"
    _order = "section_sequence, section_id, sequence, id"
    _rec_names_search = ["name", "code"]

    # what it is
    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        default=lambda self: f"own_{uuid4().hex[:6]}",
        help="Short Latin name by which programs ask for the figure.",
    )
    active = fields.Boolean(default=True)
    section_id = fields.Many2one(
        "investment.indicator.section",
        "Section",
        required=True,
        index=True,
        ondelete="restrict",
    )
    section_sequence = fields.Integer(
        "Section Order", related="section_id.sequence", store=True
    )
    sequence = fields.Integer(default=10)
    definition = fields.Text(
        translate=True, help="What is counted and what is not, in words (口径)."
    )
    in_summary = fields.Boolean(
        "Shown in Summaries",
        default=True,
        help="Off: only for targets, league tables and other indicators.",
    )
    register = fields.Selection(
        selection="_selection_register",
        help="Register of the summary that lists the records behind the figure.",
    )
    # unit
    unit_kind = fields.Selection(
        [
            ("count", "Plain number"),
            ("amount", "Amount of money"),
            ("percent", "Percentage"),
            ("days", "Days"),
            ("km", "Kilometres"),
        ],
        "Kind of Unit",
        required=True,
        default="count",
    )
    unit_name = fields.Char(
        "Unit",
        translate=True,
        help="As printed behind the figure. Money is shown in the unit that the reader chose.",
    )
    decimals = fields.Integer(help="Digits behind the point.")
    # how it is measured
    kind = fields.Selection(
        [("measure", "Measure"), ("ratio", "Ratio"), ("growth", "Growth of a stock")],
        required=True,
        default="measure",
    )
    model = fields.Selection(selection="_selection_model", string="Records")
    measure = fields.Selection(
        [
            ("count", "Number of records"),
            ("distinct", "Number of different values"),
            ("sum", "Sum"),
            ("avg", "Mean"),
            ("days", "Mean number of days"),
        ],
        default="count",
    )
    measure_field = fields.Char("Measured Field")
    until_field = fields.Char(
        "Until", help="Last day of the days measured; empty: the as-of date."
    )
    day_condition = fields.Selection(
        [
            ("during", "Dated in the period"),
            ("start", "Standing at the start of the period"),
            ("end", "Standing at the end of the period"),
            ("known", "As it stands now, known by the as-of date"),
            ("signed", "Signed in the period, as counted on the as-of date"),
        ],
        "Which Days",
        default="during",
    )
    date_field = fields.Char("Date Field", help="Of what stands: the day on which it began.")
    end_field = fields.Char("Ended On", help="Of what stands: the day on which it ended.")
    domain = fields.Text(
        "Counted If",
        default="[]",
        help="Which records count. It may name the days date_from, date_to, last_day, as_of and "
        "eve (the day before the period).",
    )
    numerator_id = fields.Many2one("investment.indicator", "Numerator", ondelete="restrict")
    denominator_id = fields.Many2one("investment.indicator", "Denominator", ondelete="restrict")

    _code_uniq = models.UniqueIndex("(code)", "Another indicator has this code.")
    _decimals_possible = models.Constraint(
        "CHECK(decimals BETWEEN 0 AND 6)", "An indicator has from 0 to 6 decimals."
    )

    @api.model
    def _selection_model(self):
        names = self.env["ir.model"]
        return [(model, names._get(model).name) for model in self._get_figure_sources()]

    @api.model
    def _selection_register(self):
        sheets = [(register.code, register.sheet) for register in REGISTERS]
        checks = [(register.code, register.title) for register in CHECK_REGISTERS]
        return [(code, translated(self.env, label)) for code, label in [*sheets, *checks]]

    @api.onchange("model")
    def _onchange_model(self):
        """Fields of other records mean nothing here."""
        self.measure_field = self.until_field = self.date_field = self.end_field = False
        self.domain = "[]"
        if self.model == "investment.deal.contribution":
            self.day_condition, self.date_field = "signed", "signing_date"

    @api.model
    def _get_figure_sources(self):
        """Models that can be measured: ``{model: {dimension: path of many2one fields}}``."""
        return SOURCES

    def _get_day_domain(self, period):
        """The part of the condition that says which days count."""
        self.ensure_one()
        date_field, end_field = self.date_field, self.end_field
        when = {
            "during": During(date_field),
            "start": StandingAt(date_field, end_field, "eve"),
            "end": StandingAt(date_field, end_field, "last_day"),
            "known": KnownBy(date_field),
            "signed": All((During(date_field), *SIGNED.parts[1:])),
        }[self.day_condition]
        return when.domain(period)

    def _get_condition(self, period):
        """The condition as a list, the days of the period filled in."""
        self.ensure_one()
        return read_domain(self.domain, period.constants)

    def _get_unit_label(self):
        """Unit behind the figure; none for money, whose unit the reader chooses."""
        self.ensure_one()
        if self.unit_kind == "percent":
            return "%"
        return "" if self.unit_kind == "amount" else self.unit_name or ""

    def _get_target_unit(self):
        """Unit in which targets are entered, and how much of it makes one of the evaluation."""
        self.ensure_one()
        if self.unit_kind == "amount":
            return translated(self.env, YI_LABEL), 10**8
        return self._get_unit_label(), 0.01 if self.unit_kind == "percent" else 1

    def _has_dimension(self, name):
        """Whether its values can be told apart by team, sector or nature."""
        self.ensure_one()
        if self.kind == "measure":
            return name in self._get_figure_sources()[self.model]
        parts = self.numerator_id, self.denominator_id
        return all(part._has_dimension(name) for part in parts)

    def _format(self, value, more=0):
        """The value as the reader is shown it, with its unit; with ``more`` decimals than usual."""
        self.ensure_one()
        if value is None:
            return "—"
        if self.unit_kind == "amount":
            return format_amount(value, self.env.user.investment_amount_unit)
        if self.unit_kind == "percent":
            return f"{value:.{self.decimals}%}"
        decimals = (
            self.decimals if value == round(value, self.decimals) else self.decimals + more
        )
        return f"{value:,.{decimals}f} {self._get_unit_label()}".strip()
