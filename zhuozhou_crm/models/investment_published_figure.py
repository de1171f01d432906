import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..report.figures import Period
from ..tools.published_text import PLAIN_UNITS, SHIFTS, round_half_up

_UNIT = re.compile(
    rf"(?P<scale>{'|'.join(sorted(filter(None, SHIFTS), key=len)[::-1])})?(?P<plain>.*)"
)
#: What a plain unit measures; all others are counted.
UNIT_KINDS = {"元": "amount", "%": "percent", "公里": "km", "千米": "km", "天": "days"}
ABOUT = 0.05


class InvestmentPublishedFigure(models.Model):
    """One figure of a published text, and what the records say to it.

    Verdict: equal; rounds to it, in the unit and to the digits of the text (a figure given as
    “about” may be off by 5 percent, one given as “over” may be exceeded); differs. A figure that
    claims to be the sum of others (27 + 29 = 56) is compared with theirs, so that a contradiction
    inside one text is found without any record.
    """

    _name = "investment.published.figure"
    _description = "Published Figure"
    _order = "text_id, sequence, id"

    text_id = fields.Many2one(
        "investment.published.text", "Text", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    # what the text says
    name = fields.Char("What It Says", required=True)
    quote = fields.Char("As Printed")
    published = fields.Float("Published Value", required=True)
    unit = fields.Char(help="As printed, with its 万 or 亿: 万公里, 亿元, 家, %.")
    decimals = fields.Integer("Rounded To", help="Digits behind the point in the text.")
    qualifier = fields.Selection(
        [("exact", "Exact"), ("about", "About"), ("over", "Over")],
        required=True,
        default="exact",
    )
    date_from = fields.Date("From", help="Only if it is not about the period of the text.")
    date_to = fields.Date("To")
    # what it is compared with
    indicator_id = fields.Many2one("investment.indicator", ondelete="restrict", index=True)
    addend_ids = fields.Many2many(
        "investment.published.figure",
        "investment_published_figure_addend_rel",
        "figure_id",
        "addend_id",
        "Sum of",
        domain="[('text_id', '=', text_id), ('id', '!=', id)]",
        help="Other figures of the text whose sum it claims to be.",
    )
    # the verdict
    computed = fields.Float(
        "Computed Value", compute="_compute_verdict", help="In the same unit."
    )
    computed_text = fields.Char("Computed", compute="_compute_verdict")
    verdict = fields.Selection(
        [
            ("open", "To assign"),
            ("equal", "Equal"),
            ("rounds", "Rounds to it"),
            ("differs", "Differs"),
        ],
        compute="_compute_verdict",
    )
    explanation = fields.Char("How It Compares", compute="_compute_verdict")

    @api.depends(
        "published",
        "unit",
        "decimals",
        "qualifier",
        "date_from",
        "date_to",
        "indicator_id",
        "addend_ids.published",
        "addend_ids.unit",
        "text_id.date_from",
        "text_id.date_to",
    )
    @api.depends_context("uid", "lang", "tz", "allowed_company_ids")
    def _compute_verdict(self):
        """One evaluation per period."""
        values = {}
        assigned = self.filtered("indicator_id")
        for period, figures in assigned.grouped(lambda figure: figure._get_period()).items():
            indicators = figures.indicator_id
            parts = indicators.numerator_id | indicators.denominator_id
            readings = (indicators | parts)._evaluate(period)
            values[period] = {one: reading.value for one, reading in readings.items()}
        for figure in self:
            figure._judge(values.get(figure._get_period(), {}))

    @api.constrains("addend_ids")
    def _check_addends(self):
        for figure in self:
            if figure in figure.addend_ids or figure.addend_ids.text_id - figure.text_id:
                raise ValidationError(
                    self.env._(
                        "“%(figure)s” can only be the sum of other figures of the same text.",
                        figure=figure.name,
                    )
                )

    @api.constrains("unit")
    def _check_unit(self):
        for figure in self:
            if figure.unit and not re.fullmatch(PLAIN_UNITS, figure._split_unit()[1]):
                raise ValidationError(
                    self.env._(
                        "“%(figure)s”: the unit “%(unit)s” is not known; write it like 家, 次, "
                        "万公里, 亿元 or %%.",
                        figure=figure.name,
                        unit=figure.unit,
                    )
                )

    def action_open_records(self):
        self.ensure_one()
        if not self.indicator_id:
            raise UserError(
                self.env._("Assign an indicator first; then its records can be opened.")
            )
        period = self._get_period()
        return self.indicator_id.action_open_records(
            period.date_from, period.date_to, period.as_of
        )

    # ------------------------------------------------------------
    # Verdict
    # ------------------------------------------------------------

    def _get_period(self):
        """The period of the text, unless the figure names its own."""
        if self.date_from and self.date_to:
            return Period(self.date_from, self.date_to, self.date_to)
        return self.text_id._get_period()

    def _judge(self, values):
        self.update({"computed": 0, "computed_text": False, "explanation": False})
        self.verdict = "open"
        if self.addend_ids:
            self._judge_sum()
        elif self.indicator_id:
            self._judge_indicator(values)

    def _judge_sum(self):
        factor = self._get_factor()
        self.computed = (
            sum(one.published * one._get_factor() for one in self.addend_ids) / factor
        )
        self.computed_text = self._print(self.computed)
        self.verdict = self._compare(self.computed)
        self.explanation = self.env._(
            "%(sum)s = %(total)s",
            sum=" + ".join(f"{one.published:g}" for one in self.addend_ids),
            total=self.computed_text,
        )

    def _judge_indicator(self, values):
        indicator = self.indicator_id
        value = values[indicator]
        if not self._fits(indicator):
            self.verdict = "differs"
            self.explanation = self.env._(
                "The unit “%(unit)s” does not fit the indicator.", unit=self.unit or ""
            )
            return
        if value is None:
            self.verdict = "differs"
            self.explanation = self.env._("There is nothing to compute it from.")
            return
        self.computed = value / self._get_factor()
        self.computed_text = self._print(self.computed)
        self.verdict = self._compare(self.computed)
        self.explanation = self._explain(values)

    def _compare(self, computed):
        published = self.published
        if abs(computed - published) <= 1e-9 * max(abs(published), 1):
            return "equal"
        if round_half_up(computed, self.decimals) == round_half_up(published, self.decimals):
            return "rounds"
        about = self.qualifier == "about" and abs(computed - published) <= ABOUT * published
        over = self.qualifier == "over" and computed > published
        return "rounds" if about or over else "differs"

    def _explain(self, values):
        """How the value comes about, and by how much the text is off."""
        formula = self._explain_formula(values)
        if self.verdict != "differs":
            return formula
        off = self.published - self.computed
        distance = self._print_distance(abs(off))
        wording = (
            self.env._("the text says %(off)s more", off=distance)
            if off > 0
            else self.env._("the text says %(off)s less", off=distance)
        )
        if not formula:
            return wording
        return self.env._("%(formula)s; %(wording)s", formula=formula, wording=wording)

    def _explain_formula(self, values):
        """What a ratio or growth is computed from."""
        indicator = self.indicator_id
        if indicator.kind == "measure":
            return ""
        top, base = indicator.numerator_id, indicator.denominator_id
        top_text, base_text = top._format(values[top]), base._format(values[base])
        if indicator.kind == "growth":
            top_text = f"({top_text} - {base_text})"
        return f"{top_text} ÷ {base_text} = {self.computed_text}"

    def _fits(self, indicator):
        kind = UNIT_KINDS.get(self._split_unit()[1], "count")
        return kind == indicator.unit_kind or (
            kind == "count" and indicator.unit_kind == "days"
        )

    def _get_factor(self):
        """How much of the indicator's unit one of the printed unit is."""
        scale, plain = self._split_unit()
        return 10 ** SHIFTS[scale] * (0.01 if plain == "%" else 1)

    def _split_unit(self):
        match = _UNIT.fullmatch(self.unit or "")
        return match["scale"] or "", match["plain"]

    def _print_published(self):
        """As printed, or what comes to the same."""
        self.ensure_one()
        return self.quote or f"{self.published:,.{self.decimals}f}{self.unit or ''}"

    def _print(self, value):
        """In the unit of the text, to one digit more than it was rounded to where that tells."""
        digits = self.decimals if self._is_whole(value) else self.decimals + 1
        text = f"{round_half_up(value, max(digits, 1 if self.unit == '%' else 0)):,f}"
        return f"{text}{self.unit or ''}"

    def _print_distance(self, distance):
        """Two percentages are percentage points apart, not percent."""
        text = self._print(distance)
        if self.unit != "%":
            return text
        return self.env._("%(number)s percentage points", number=text.removesuffix("%"))

    def _is_whole(self, value):
        return (
            abs(value - float(round_half_up(value, self.decimals))) < 1e-9 or self.unit == "%"
        )
