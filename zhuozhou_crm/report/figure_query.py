"""Many figures of a model in one SELECT, each as an aggregate with its own FILTER.

The reader's record rules hold: the SELECT starts from ``_search``, and whatever a condition
reaches through a many2one or one2many is joined to the records that the reader may read.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from odoo.api import Environment
from odoo.fields import Domain
from odoo.tools import SQL

from .figures import Period

#: PostgreSQL allows 1,664 columns in a SELECT.
MAX_COLUMNS = 1600


@dataclass(frozen=True)
class Column:
    """One figure of one period: ``function`` over ``field`` of the records that lie on the right
    ``days`` and meet the ``condition``.

    count, distinct, sum, avg; days: mean number of days from ``field`` to ``until`` (or to the
    as-of date); ids: the records themselves. Columns that share a domain object share the work
    on it.
    """

    key: Hashable
    model: str
    function: str
    field: str | None
    until: str | None
    days: Domain
    condition: Domain
    period: Period


class Cells(NamedTuple):
    """A figure as a whole, and by group where the model can be grouped."""

    total: Any
    groups: dict


def select(
    env: Environment, columns: Iterable[Column], group_paths: Mapping[str, str] | None = None
) -> dict[Hashable, Cells]:
    """Read all columns: one query per model, whatever the figures and the records.

    ``group_paths`` names, by model, the way to what the figures are grouped by.
    """
    by_model = defaultdict(list)
    for column in columns:
        by_model[column.model].append(column)
    cells = {}
    for name, group in by_model.items():
        for start in range(0, len(group), MAX_COLUMNS):
            part = group[start : start + MAX_COLUMNS]
            cells.update(_select_model(env[name], part, (group_paths or {}).get(name)))
    return cells


def _select_model(model, columns: list[Column], path: str | None) -> dict[Hashable, Cells]:
    if not model.has_access("read"):  # hearings are not for officers: none is theirs
        return {column.key: Cells(_nothing(column), {}) for column in columns}
    query = model._search(Domain.TRUE, active_test=False)
    if query.is_empty():
        return {column.key: Cells(_nothing(column), {}) for column in columns}
    compiler = _Compiler(model, query)
    common = compiler.find_common(columns)
    # the union of the days lets PostgreSQL use the date indexes
    days = Domain.OR({id(column.days): column.days for column in columns}.values())
    query.add_where(compiler.to_sql([*common, *compiler.conditions(days)]))
    selected = [_aggregate(compiler, column, common) for column in columns]
    if path:
        group = model._read_group_groupby(query.table, path, query)
        query.groupby = SQL("GROUPING SETS ((), (%s))", group)
        selected = [SQL("GROUPING(%s)", group), group, *selected]
    return _to_cells(columns, model.env.execute_query(query.select(*selected)), bool(path))


def _to_cells(columns, rows, grouped: bool) -> dict[Hashable, Cells]:
    if not grouped:
        [row] = rows
        return {column.key: Cells(row[i], {}) for i, column in enumerate(columns)}
    # GROUPING is 1 in the row over all groups
    [total] = [row[2:] for row in rows if row[0]]
    groups = {row[1] or False: row[2:] for row in rows if not row[0]}
    return {
        column.key: Cells(total[i], {key: values[i] for key, values in groups.items()})
        for i, column in enumerate(columns)
    }


def _nothing(column: Column):
    return {"avg": None, "days": None, "ids": []}.get(column.function, 0)


class _Compiler:
    """Conditions on the records of one query, each worked on once."""

    def __init__(self, model, query):
        self.model = model
        self.query = query
        self._conditions = {}
        self._sql = {}
        self._joins = {}

    def conditions(self, domain: Domain) -> tuple:
        """The conditions that must all hold, ready for SQL."""
        key = id(domain)
        if key not in self._conditions:
            ready = domain.optimize_full(self.model)
            parts = ready.children if getattr(ready, "OPERATOR", None) == "&" else (ready,)
            # the domain is kept: its id is good only as long as it lives
            self._conditions[key] = parts, domain
        return self._conditions[key][0]

    def of(self, column: Column) -> tuple:
        """What sets the figure apart comes first: PostgreSQL stops at the first that fails."""
        return self.conditions(column.condition)[::-1] + self.conditions(column.days)

    def find_common(self, columns: list[Column]) -> list[Domain]:
        """What all figures ask for: it is checked once, in WHERE."""
        first, *others = (self.of(column) for column in columns)
        distinct = {tuple(map(id, one)): one for one in others}.values()
        return [one for one in first if all(one in conditions for conditions in distinct)]

    def to_sql(self, conditions: Iterable[Domain]) -> SQL:
        return SQL(" AND ").join(self._condition_to_sql(one) for one in conditions)

    def _condition_to_sql(self, condition: Domain) -> SQL:
        key = id(condition)
        if key not in self._sql:
            ready = self._join_readable(condition, self.model)
            sql = ready._to_sql(self.model, self.query.table, self.query)
            self._sql[key] = sql, condition
        return self._sql[key][0]

    # What lies behind a many2one or one2many is joined once instead of asked for in a subquery
    # each. The join holds what the reader may read, so a condition on a hidden record is not met:
    # the same result as the subquery that the ORM would write.

    def _join_readable(self, domain: Domain, model) -> Domain:
        def rewrite(condition):
            if condition.operator not in ("any", "not any") or not isinstance(
                condition.value, Domain
            ):
                return condition
            field = model._fields[condition.field_expr]
            if field.type == "many2one":
                to_sql = self._joined_to_sql
            elif field.type == "one2many" and _has_column(model, field):
                to_sql = self._lines_to_sql
            else:
                return condition
            return Domain.custom(to_sql=partial(to_sql, condition=condition))

        return domain.map_conditions(rewrite)

    def _joined_to_sql(self, model, alias: str, query, condition) -> SQL:
        comodel, coalias = self._join(model, alias, condition.field_expr)
        inner = self._join_readable(condition.value, comodel)._to_sql(comodel, coalias, query)
        holds = SQL("(%s AND %s IS NOT NULL)", inner, SQL.identifier(coalias, "id"))
        return holds if condition.operator == "any" else SQL("(%s) IS NOT TRUE", holds)

    def _join(self, model, alias: str, name: str):
        """Join the readable records behind a many2one, under the alias that grouping uses too."""
        if (alias, name) in self._joins:
            return self._joins[alias, name]
        comodel = model.env[model._fields[name].comodel_name]
        readable = comodel.with_context(active_test=False)._search(Domain.TRUE)
        plain = model.env.su or not readable.where_clause
        coalias = self.query.make_alias(alias, name if plain else f"{name}__{model.env.uid}")
        table = (
            readable.subselect(SQL("%s.*", SQL.identifier(comodel._table)))
            if readable.where_clause
            else comodel._table
        )
        condition = SQL(
            "%s = %s",
            model._field_to_sql(alias, name, self.query),
            SQL.identifier(coalias, "id"),
        )
        self.query.add_join("LEFT JOIN", coalias, table, condition)
        self._joins[alias, name] = comodel, coalias
        return comodel, coalias

    def _lines_to_sql(self, model, alias: str, query, condition) -> SQL:
        key = (alias, condition.field_expr, repr(condition.value))  # domains have no hash
        if key not in self._joins:
            self._joins[key] = self._join_owners(model, alias, condition)
        found = SQL.identifier(self._joins[key], "id")
        return SQL("%s IS NOT NULL" if condition.operator == "any" else "%s IS NULL", found)

    def _join_owners(self, model, alias: str, condition) -> str:
        """Join the ids of those that have such lines; each stands there once."""
        field = model._fields[condition.field_expr]
        lines = model.env[field.comodel_name].with_context(**field.context)
        found = lines._search(
            condition.value
            & field.get_comodel_domain(model)
            & Domain(field.inverse_name, "!=", False),
            bypass_access=field.bypass_search_access,
        )
        owner = lines._field_to_sql(found.table, field.inverse_name, found)
        coalias = self.query.make_alias(alias, f"{field.name}__{len(self._joins)}")
        owners = SQL(
            "(SELECT DISTINCT __o.id FROM %s AS __o)", found.subselect(SQL("%s AS id", owner))
        )
        condition = SQL("%s = %s", SQL.identifier(alias, "id"), SQL.identifier(coalias, "id"))
        self.query.add_join("LEFT JOIN", coalias, owners, condition)
        return coalias


# --- SQL ----------------------------------------------------------------------------------------


def _aggregate(compiler: _Compiler, column: Column, common: list[Domain]) -> SQL:
    argument = _argument(compiler.model, compiler.query, column)
    call = {
        "count": SQL("COUNT(*)"),
        "distinct": SQL("COUNT(DISTINCT %s)", argument),
        "sum": SQL("SUM(%s)", argument),
        "avg": SQL("AVG(%s)", argument),
        "days": SQL("AVG(%s)", argument),
        "ids": SQL("ARRAY_AGG(DISTINCT %s)", argument),
    }[column.function]
    conditions = [one for one in compiler.of(column) if one not in common]
    if conditions:
        call = SQL("%s FILTER (WHERE %s)", call, compiler.to_sql(conditions))
    if column.function == "sum":
        return SQL("COALESCE(%s, 0)", call)
    if column.function == "ids":
        return SQL("COALESCE(%s, '{}')", call)
    return call


def _has_column(model, field) -> bool:
    inverse = model.env[field.comodel_name]._fields[field.inverse_name]
    return inverse.type == "many2one" and inverse.store


def _argument(model, query, column: Column) -> SQL:
    if column.function == "count":
        return SQL("*")
    if column.function == "days":
        first = _day(model, query, column.field)
        last = (
            _day(model, query, column.until)
            if column.until
            else SQL("%s::date", column.period.as_of)
        )
        # done before it was registered is no delay
        return SQL("GREATEST(%s - %s, 0)", last, first)
    return model._field_to_sql(query.table, column.field or "id", query)


def _day(model, query, name: str) -> SQL:
    """A date, or the day that a moment has for the reader."""
    sql = model._field_to_sql(query.table, name, query)
    if model._fields[name].type == "datetime":
        return SQL("timezone(%s, timezone('UTC', %s))::date", str(model.env.tz), sql)
    return sql
