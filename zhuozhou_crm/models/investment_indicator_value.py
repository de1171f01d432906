from datetime import date
from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..report.figure_query import Column, select
from ..report.figures import Period

DIMENSIONS = ("team", "sector", "nature")
DAY_NAMES = ("date_from", "date_to", "last_day", "as_of", "eve")
COMPARISONS = {"last_year": Period.same_last_year, "previous": Period.previous}


class Reading(NamedTuple):
    """Value of an indicator, of the period it is compared with, and of each group (or month):
    ``{key: (value, comparison)}``; the key is an id, a selection value, the first day of a month,
    or False for what belongs to no group."""

    value: Any
    comparison: Any
    groups: dict


class InvestmentIndicator(models.Model):
    """The one evaluation that all consumers read.

    All measures on a model come from one SELECT, with the period compared and all groups in it;
    ratios and growth are computed from the measures. Nothing is stored, the reader's record
    rules hold.
    """

    _inherit = "investment.indicator"

    # ------------------------------------------------------------
    # For programs
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_figures(
        self,
        date_from,
        date_to,
        as_of=None,
        comparison=None,
        groupby=None,
        codes=None,
        team_ids=None,
    ):
        """Values of indicators as plain data: all that summaries show, or those in ``codes``.

        ``comparison``: last_year or previous; ``groupby``: team, sector, nature or month.
        """
        domain = [("code", "in", codes)] if codes else [("in_summary", "=", True)]
        indicators = self.search(domain)
        period = self._make_period(date_from, date_to, as_of)
        readings = indicators._evaluate(
            period,
            self._make_comparison(period, comparison),
            groupby,
            self.env["crm.team"].browse(team_ids or []),
        )
        keys = {key for reading in readings.values() for key in reading.groups}
        labels = self._get_group_labels(groupby, keys)
        return [indicator._as_data(readings[indicator], labels) for indicator in indicators]

    def _as_data(self, reading, labels):
        return {
            "id": self.id,
            "code": self.code,
            "name": self.name,
            "section": self.section_id.name,
            "unit_kind": self.unit_kind,
            "unit": self._get_unit_label(),
            "decimals": self.decimals,
            "definition": self.definition or "",
            "value": reading.value,
            "comparison": reading.comparison,
            "groups": [
                {
                    "key": fields.Date.to_string(key) if isinstance(key, date) else key,
                    "label": labels[key],
                    "value": value,
                    "comparison": comparison,
                }
                for key, (value, comparison) in reading.groups.items()
            ],
        }

    @api.model
    def _make_period(self, date_from, date_to, as_of=None):
        today = fields.Date.context_today(self)
        first, last = fields.Date.to_date(date_from), fields.Date.to_date(date_to)
        if not first or not last or first > last:
            raise ValidationError(
                self.env._(
                    "Period: enter a first day and a last day that does not lie before it."
                )
            )
        return Period(first, last, fields.Date.to_date(as_of) or min(last, today))

    @api.model
    def _make_comparison(self, period, comparison):
        if not comparison:
            return None
        if comparison not in COMPARISONS:
            raise ValidationError(
                self.env._("There is no comparison “%(name)s”.", name=comparison)
            )
        return COMPARISONS[comparison](period)

    @api.model
    def _get_group_labels(self, groupby, keys):
        """Names of groups, those that the reader may not open included: a many2one shows them.

        sudo: the name of a team or sector is all that is read.
        """
        none = self.env._("None")
        if groupby == "month":
            return {key: fields.Date.to_string(key)[:7] for key in keys}
        if groupby == "nature":
            field = self.env["res.partner"]._fields["investment_nature"]
            labels = dict(field._description_selection(self.env))
            return {key: labels.get(key, none) for key in keys}
        model = {"team": "crm.team", "sector": "investment.sector"}.get(groupby)
        ids = [key for key in keys if key]
        records = self.env[model].sudo().browse(ids) if model else ()
        names = {record.id: record.name for record in records}
        return {key: names.get(key, none) for key in keys}

    # ------------------------------------------------------------
    # Evaluation
    # ------------------------------------------------------------

    def _evaluate(self, period, comparison=None, groupby=None, teams=None):
        """Return ``{indicator: Reading}``; the number of queries is the number of models.

        ``groupby``: team, sector, nature or month. ``teams`` limits what belongs to a team to
        these teams.
        """
        if groupby and groupby not in (*DIMENSIONS, "month"):
            raise ValidationError(
                self.env._("Figures cannot be grouped by “%(name)s”.", name=groupby)
            )
        slots = self._get_slots(period, comparison, groupby)
        measures = self._with_parts().filtered(lambda indicator: indicator.kind == "measure")
        columns = measures._get_columns(slots, teams)
        sources = self._get_figure_sources()
        paths = {name: ways[groupby] for name, ways in sources.items() if groupby in ways}
        cells = select(self.env, columns, paths)
        return {indicator: indicator._get_reading(cells, slots, groupby) for indicator in self}

    @api.model
    def _get_slots(self, period, comparison, groupby):
        """The periods read at once, by what they are: ("total", 0), a month's first day …; 1 for
        the comparison."""
        slots = {("total", 0): period}
        if comparison:
            slots["total", 1] = comparison
        if groupby == "month":
            months = list(period.months())
            slots |= {(month.date_from, 0): month for month in months}
            if comparison:
                compared = zip(months, comparison.months(), strict=False)
                slots |= {(month.date_from, 1): other for month, other in compared}
        return slots

    def _with_parts(self):
        """These indicators and all that they are computed from."""
        found = todo = self
        while todo:
            todo = (todo.numerator_id | todo.denominator_id) - found
            found |= todo
        return found

    def _get_columns(self, slots, teams=None, function=None):
        """The figures as columns of the SELECTs on their models, one per period.

        Indicators that look at the same days share the domain that says so, those with the same
        condition that one, and so do the periods unless it names a day: what is shared is worked
        on once.
        """
        days, conditions, columns = {}, {}, []
        for indicator in self:
            for slot, period in slots.items():
                key = (indicator.day_condition, indicator.date_field, indicator.end_field, slot)
                if key not in days:
                    days[key] = indicator._get_day_domain(period)
                same = (indicator.model, indicator.domain, indicator._names_days() and slot)
                if same not in conditions:
                    conditions[same] = indicator._get_records_domain(period, teams)
                columns.append(
                    Column(
                        key=(indicator, slot),
                        model=indicator.model,
                        function=function or indicator.measure,
                        field=indicator._get_counted_field(function),
                        until=indicator.until_field or None,
                        days=days[key],
                        condition=conditions[same],
                        period=period,
                    )
                )
        return columns

    def _names_days(self):
        return any(name in (self.domain or "") for name in DAY_NAMES)

    def _get_counted_field(self, function):
        if function == "ids":
            return self.measure_field if self._is_of_others() else "id"
        return None if self.measure == "count" else self.measure_field

    def _get_records_domain(self, period, teams=None):
        """Which records count, whatever their day; archived ones only if it asks for them."""
        model = self.env[self.model]
        domain = Domain(self._get_condition(period))
        active = model._active_name
        if active and all(leaf.field_expr != active for leaf in domain.iter_conditions()):
            domain &= Domain(active, "=", True)
        path = self._get_figure_sources()[self.model].get("team")
        if teams and path:
            domain &= Domain(path, "in", teams.ids)
        return domain

    def _get_reading(self, cells, slots, groupby):
        def pair(slot, group=None):
            return tuple(
                self._compute_value(cells, (slot, index), group)
                if (slot, index) in slots
                else None
                for index in (0, 1)
            )

        if groupby == "month":
            months = [slot for slot, index in slots if slot != "total" and not index]
            groups = {month: pair(month) for month in months}
        else:
            keys = self._get_group_keys(cells, slots)
            groups = {key: pair("total", key) for key in keys}
            groups = {key: values for key, values in groups.items() if any(values)}
        return Reading(*pair("total"), groups)

    def _get_group_keys(self, cells, slots):
        measures = self._with_parts().filtered(lambda indicator: indicator.kind == "measure")
        keys = {
            key for measure in measures for slot in slots for key in cells[measure, slot].groups
        }
        return sorted(keys, key=lambda key: (key is False, str(key)))

    def _compute_value(self, cells, slot, group=None):
        """Value of a measure as read; of a ratio or growth, computed (None without a base)."""
        if self.kind == "measure":
            cell = cells[self, slot]
            nothing = None if self.measure in ("avg", "days") else 0
            value = cell.total if group is None else cell.groups.get(group, nothing)
            return float(value) if self.unit_kind == "amount" and value is not None else value
        top = self.numerator_id._compute_value(cells, slot, group)
        base = self.denominator_id._compute_value(cells, slot, group)
        if not base or top is None:
            return None
        return (top - base) / base if self.kind == "growth" else top / base

    # ------------------------------------------------------------
    # The records behind
    # ------------------------------------------------------------

    @api.readonly
    def action_open_records(
        self, date_from=None, date_to=None, as_of=None, groupby=None, group=None
    ):
        """Open the records behind a value: those that are counted, of a rate its cohort.

        Without dates: of this year, or of the last one (context ``figure_last_year``).
        """
        self.ensure_one()
        period = self._make_period(*self._get_asked_days(date_from, date_to, as_of))
        measure = self._get_base_measure()
        model, domain = measure._get_records(period, groupby, group)
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": model,
            "views": [(measure._get_list_view(model), "list"), (False, "form")],
            "view_mode": "list,form",
            "domain": domain,
            "context": {"create": False, "active_test": False},
        }

    def _get_asked_days(self, date_from, date_to, as_of):
        if date_from and date_to:
            return date_from, date_to, as_of
        period = self._get_preview_period()
        if self.env.context.get("figure_last_year"):
            period = period.same_last_year()
        return period.date_from, period.date_to, None

    def _get_base_measure(self):
        """The measure whose records stand behind the value: of growth the closing stock, of a
        ratio what is divided by."""
        indicator = self
        while indicator.kind != "measure":
            part = "numerator_id" if indicator.kind == "growth" else "denominator_id"
            indicator = indicator[part]
        return indicator

    def _is_of_others(self):
        """Whether it counts the records that a many2one leads to: enterprises contacted."""
        if self.measure != "distinct":
            return False
        return self.env[self.model]._fields[self.measure_field].type == "many2one"

    def _get_records(self, period, groupby=None, group=None):
        """Model and domain of the records that the value counts."""
        self.ensure_one()
        domain = self._get_day_domain(period) & self._get_records_domain(period)
        if groupby == "month":
            raise UserError(self.env._("Give the month as the period."))
        if groupby:
            path = self._get_figure_sources()[self.model].get(groupby)
            if path:
                domain &= Domain(path, "=", group or False)
        model = self.env[self.model]
        if not self._is_of_others():
            return self.model, _as_list(domain)
        others = model._read_group(domain, [], [f"{self.measure_field}:array_agg_distinct"])
        field = model._fields[self.measure_field]
        return field.comodel_name, [("id", "in", others[0][0] or [])]

    @api.model
    def _get_list_view(self, model):
        """Our own list where the model has one that is not its default."""
        name = {
            "crm.lead": "crm_lead_view_list",
            "res.partner": "res_partner_view_list_target",
            "investment.deal.contribution": "investment_deal_contribution_view_list",
        }.get(model)
        view = name and self.env.ref(f"zhuozhou_crm.{name}", raise_if_not_found=False)
        return view.id if view else False

    @api.model
    def _get_preview_period(self):
        today = fields.Date.context_today(self)
        return Period(date(today.year, 1, 1), date(today.year, 12, 31), today)


def _as_list(domain):
    """Plain lists and texts, as the web client needs them."""
    terms = []
    for term in domain:
        if isinstance(term, tuple):
            name, operator, value = term
            if isinstance(value, date):
                value = fields.Date.to_string(value)
            elif operator in ("any", "not any"):
                value = _as_list(Domain(value))
            elif isinstance(value, set | frozenset | tuple):
                value = list(value)
            term = (name, operator, value)
        terms.append(term)
    return terms
