import re
from datetime import date

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..report.figures import Period
from ..tools.figure_domain import FigureDomainError, read_domain

CODE = re.compile(r"[a-z][a-z0-9_]*")
NUMBERS = ("integer", "float", "monetary")
DAYS = ("date", "datetime")
#: What a condition may reach besides the measured models: plain lists that everybody may read.
LISTS = frozenset(
    {
        "crm.stage",
        "crm.team",
        "event.stage",
        "event.tag",
        "investment.sector",
        "res.company",
        "res.country",
        "res.country.state",
        "res.partner.category",
        "res.partner.industry",
    }
)
COMPARE_IDS = ("=", "!=", "in", "not in")
SAMPLE = Period(date(2023, 1, 1), date(2023, 12, 31), date(2023, 12, 31))


class IndicatorProblem(ValueError):
    """What is wrong with an indicator, in the reader's words."""


class InvestmentIndicator(models.Model):
    """What may be written into an indicator.

    A condition is written by a manager and evaluated for everybody, so it stays inside what
    every reader of our app may read: the measured models and a few lists; stored fields that are
    not kept to a group. Operators that would pass the record rules by (``any!``) are no part of what
    ``Domain`` takes from outside. Each refusal names the indicator and what to mend.
    """

    _inherit = "investment.indicator"

    @api.constrains("code")
    def _check_code(self):
        for indicator in self:
            if not CODE.fullmatch(indicator.code):
                raise ValidationError(
                    self.env._(
                        "Indicator “%(indicator)s”: the code “%(code)s” may hold small Latin "
                        "letters, digits and underscores only, and begins with a letter.",
                        indicator=indicator.name,
                        code=indicator.code,
                    )
                )

    @api.constrains(
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
    )
    def _check_definition(self):
        for indicator in self:
            try:
                indicator._check_whole()
            except IndicatorProblem as problem:
                raise ValidationError(
                    self.env._(
                        "Indicator “%(indicator)s”: %(problem)s",
                        indicator=indicator.name,
                        problem=problem,
                    )
                ) from problem

    def _check_whole(self):
        """Raise IndicatorProblem for whatever keeps the figure from being evaluated."""
        self.ensure_one()
        if self.kind == "measure":
            self._check_measure()
            self._check_condition()
        else:
            self._check_parts()

    # ------------------------------------------------------------
    # Measures
    # ------------------------------------------------------------

    def _check_measure(self):
        if self.model not in self._get_figure_sources():
            self._problem(self.env._("choose the records that it measures."))
        if not self.measure or not self.day_condition:
            self._problem(self.env._("choose what it measures and which days count."))
        if self.measure != "count":
            wanted = {"distinct": None, "days": DAYS}.get(self.measure, NUMBERS)
            self._check_own_field("measure_field", wanted)
        if self.measure == "days" and self.until_field:
            self._check_own_field("until_field", DAYS)
        self._check_day("date_field")
        if self.day_condition in ("start", "end") and self.end_field:
            self._check_day("end_field")
        if self.day_condition == "signed" and self.model != "investment.deal.contribution":
            self._problem(
                self.env._(
                    "only agreements' parts of the figures can be counted as of a day; choose "
                    "other days or other records."
                )
            )

    def _check_own_field(self, name, types):
        """The measured field: a column of the model itself."""
        field = self._get_field(self.env[self.model], self[name], name)
        if field.type in ("one2many", "many2many"):
            self._problem(
                self.env._("the field “%(field)s” holds several values.", field=self[name])
            )
        self._check_type(field, types)

    def _check_day(self, name):
        """A date, reached through many2one fields if need be."""
        model = self.env[self.model]
        *links, last = (self[name] or "").split(".")
        for link in links:
            model = self._get_comodel(self._get_field(model, link, name))
        self._check_type(self._get_field(model, last, name), DAYS)

    def _get_field(self, model, field_name, label):
        """A stored field that everybody may read; ``label`` is the setting that names it."""
        if not field_name:
            self._problem(
                self.env._(
                    "fill in “%(label)s”.",
                    label=self._fields[label]._description_string(self.env),
                )
            )
        field = model._fields.get(field_name)
        name = self._model_name(model)
        if field is None:
            self._problem(
                self.env._(
                    "“%(model)s” has no field “%(field)s”.", model=name, field=field_name
                )
            )
        if not field.store and field_name != "id":
            self._problem(
                self.env._(
                    "the field “%(field)s” of “%(model)s” is computed on the screen and not "
                    "stored; choose a stored one.",
                    model=name,
                    field=field_name,
                )
            )
        if field.groups:
            self._problem(
                self.env._(
                    "the field “%(field)s” of “%(model)s” is kept to certain groups.",
                    model=name,
                    field=field_name,
                )
            )
        return field

    def _check_type(self, field, types):
        if types and field.type not in types:
            what = self.env._("a date") if types is DAYS else self.env._("a number")
            self._problem(
                self.env._(
                    "the field “%(field)s” is not %(what)s.",
                    field=field.name,
                    what=what,
                )
            )

    def _get_comodel(self, field):
        if not field.relational:
            self._problem(
                self.env._(
                    "nothing lies behind the field “%(field)s”; end there.", field=field.name
                )
            )
        comodel = field.comodel_name
        if comodel not in LISTS and comodel not in self._get_figure_sources():
            self._problem(
                self.env._(
                    "the field “%(field)s” leads to “%(model)s”, which figures may not look into.",
                    field=field.name,
                    model=self._model_name(self.env[comodel]),
                )
            )
        return self.env[comodel]

    # ------------------------------------------------------------
    # The condition
    # ------------------------------------------------------------

    def _check_condition(self):
        model = self.env[self.model]
        try:
            terms = read_domain(self.domain, SAMPLE.constants)
        except FigureDomainError as error:
            self._problem(self._explain(error))
        try:
            domain = Domain(terms)
            self._check_terms(model, domain)
            domain.validate(model)
        except IndicatorProblem:
            raise
        except Exception as error:
            # whatever the ORM has to say against a condition, it is the writer's to mend
            self._problem(
                self.env._("the condition cannot be evaluated: %(error)s", error=error)
            )

    def _explain(self, error):
        if error.reason == "name":
            return self.env._(
                "the condition names “%(name)s”; it may only name %(names)s.",
                name=error.part,
                names=", ".join(SAMPLE.constants),
            )
        if error.reason == "content":
            return self.env._(
                "the condition must be a list of terms with plain values; “%(part)s” is none.",
                part=error.part,
            )
        return self.env._("the condition “%(part)s” cannot be read.", part=error.part)

    def _check_terms(self, model, domain):
        for term in domain.iter_conditions():
            *links, last = str(term.field_expr).split(".")
            place = model
            for link in links:
                place = self._get_comodel(self._get_field(place, link, "domain"))
            field = self._get_field(place, last, "domain")
            if term.operator in ("any", "not any"):
                self._check_terms(self._get_comodel(field), Domain(term.value))
            elif field.relational and not self._compares_ids(term):
                self._get_comodel(field)

    def _compares_ids(self, term):
        values = term.value if isinstance(term.value, list | tuple | set) else [term.value]
        is_id = all(isinstance(value, int) or value is None for value in values)
        return term.operator in COMPARE_IDS and is_id

    # ------------------------------------------------------------
    # Ratios
    # ------------------------------------------------------------

    def _check_parts(self):
        labels = {
            "ratio": (self.env._("numerator"), self.env._("denominator")),
            "growth": (self.env._("closing stock"), self.env._("opening stock")),
        }[self.kind]
        for part, label in zip((self.numerator_id, self.denominator_id), labels, strict=True):
            if not part:
                self._problem(self.env._("choose its %(part)s.", part=label))
        ring = self._find_ring([])
        if ring:
            names = " → ".join(indicator.name for indicator in ring)
            self._problem(self.env._("it is computed from itself: %(ring)s.", ring=names))

    def _find_ring(self, way):
        """The indicators that lead back to the first one, or an empty list."""
        if self in way:
            return [*way[way.index(self) :], self]
        if self.kind == "measure":
            return []
        for part in (self.numerator_id, self.denominator_id):
            ring = part and part._find_ring([*way, self])
            if ring:
                return ring
        return []

    def _problem(self, text):
        raise IndicatorProblem(text)

    @api.model
    def _model_name(self, model):
        return self.env["ir.model"]._get(model._name).name
