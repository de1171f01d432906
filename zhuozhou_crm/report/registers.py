"""Registers as declarations, streamed from a server-side cursor.

A register is a list of columns over one model, optionally over the lines of each record (the
enterprises visited on a trip). The whole register is one SELECT built from ``_search``, so the
reader's record rules hold; what a column reaches through a many2one is shown as Odoo shows a
many2one: by its name, even where the reader may not open the record.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from odoo.api import Environment
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.translate import LazyGettext, LazyTranslate

from .figures import Period, translated
from .light_text import describe_light

_lt = LazyTranslate(__name__)

FETCH_SIZE = 2000
EMPTY = _lt("Nothing was recorded in this period.")
AGGREGATES = {
    "count": lambda value: SQL("COUNT(%s)", value),
    "distinct": lambda value: SQL("COUNT(DISTINCT %s)", value),
    "max": lambda value: SQL("MAX(%s)", value),
    "sum": lambda value: SQL("SUM(%s)", value),
}
LATEST = "latest"
YES_NO = {True: _lt("Yes"), False: _lt("No")}
LIGHT_WORDS = {
    "red": _lt("Red"),
    "yellow": _lt("Yellow"),
    "green": _lt("Green"),
    "white": _lt("White"),
}
#: What belongs to a team; enterprises and promotion events are the whole city's.
TEAM_MODELS = frozenset(
    {
        "crm.lead",
        "investment.approval",
        "investment.deal",
        "investment.deal.contribution",
        "investment.directive",
        "investment.engagement",
        "investment.fund.receipt",
        "investment.land.acquisition",
        "investment.project",
        "investment.project.plan",
        "investment.project.progress",
        "investment.site.survey",
        "investment.trip",
    }
)


@dataclass(frozen=True)
class Column:
    """``path`` goes through many2one fields; of several, ``a|b``, the first filled one is taken.
    It may end in a many2many field, whose names are joined.

    ``kind``: number (running), text, choice (``labels``, or the field's own selection), yes_no,
    filled (is there a value?), date (of a moment: the reader's day), month (its first day),
    days_since (of a moment), in_period (of a date), light (word on its colour), reason (of a
    light), count, decimal or amount (in yuan).

    ``plus`` is a field of the record that is added. The value of ``share`` is the first of two
    columns, named by their paths, divided by the second; its total is that of their totals. The
    value of ``derive`` is what a function of the environment and the period makes of the values
    of the columns ``derive_of``.
    """

    label: LazyGettext
    path: str = ""
    kind: str = "text"
    width: float = 12
    total: bool = False
    group: LazyGettext | None = None
    of_line: bool = False
    labels: Mapping[Any, LazyGettext] | None = None
    plus: str = ""
    share: tuple[str, str] | None = None
    derive: Callable | None = None
    derive_of: tuple[str, ...] = ()

    @property
    def paths(self) -> list[str]:
        return self.path.split("|")


NUMBER = Column(_lt("No."), kind="number", width=5)


@dataclass(frozen=True)
class Lines:
    field: str
    domain: list
    order: tuple[str, ...]


@dataclass(frozen=True)
class Grouped:
    """One line per record for all records of ``model`` that point to it by ``link`` and meet the
    conditions. ``values`` are its columns: name, SQL aggregate and field; the aggregate "latest"
    is the value of the last one by the field ``order``. Records without any are left out, unless
    ``required`` is off.

    ``same`` are pairs of a field of ``model`` and one of the register's that agree: of a line
    that hangs on the same project, say, instead of on the record itself."""

    model: str
    link: str
    when: Any
    domain: list
    values: tuple[tuple[str, str, str], ...]
    required: bool = True
    order: str = ""
    same: tuple[tuple[str, str], ...] = ()

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        return self.same or ((self.link, "id"),)


@dataclass(frozen=True)
class Register:
    code: str
    sheet: LazyGettext
    title: LazyGettext
    model: str
    when: Any
    order: str
    columns: tuple[Column, ...]
    domain: list = field(default_factory=list)
    lines: Lines | Grouped | tuple[Grouped, ...] | None = None
    link: str | None = None  # many2one to open instead of the record itself
    active_only: bool = True
    wide: bool = False  # more columns than a sheet of A4 shows legibly
    empty: LazyGettext = EMPTY
    note: LazyGettext | None = None


def stream(
    env: Environment, register: Register, period: Period, teams: Iterable | None = None
) -> Iterator[tuple[int, list]]:
    """Pairs of record id and row, in the register's order; memory does not grow with them."""
    query, columns = _build_query(env, register, period, teams)
    converters = [
        (index, convert)
        for index, column in enumerate(register.columns)
        if (convert := _converter(env, register, column, period))
    ]
    derived = list(_derived(env, register, period))
    env.flush_all()
    sql = query.select(*columns)
    name = f"zhuozhou_crm_{uuid.uuid4().hex}"
    with closing(env.cr.connection.cursor(name=name)) as cursor:
        cursor.itersize = FETCH_SIZE
        cursor.execute(sql.code, sql.params)
        for record_id, *values in cursor:
            for index, derive, sources in derived:
                values[index] = derive(*(values[source] for source in sources))
            for index, convert in converters:
                values[index] = convert(values[index])
            yield record_id, values


def count_rows(
    env: Environment, register: Register, period: Period, teams: Iterable | None = None
) -> int:
    """Number of lines of the register, without reading them."""
    query, _columns = _build_query(env, register, period, teams)
    [[count]] = env.execute_query(
        SQL("SELECT COUNT(*) FROM (%s) lines", query.select(SQL("1 AS one")))
    )
    return count


def _of_teams(model_name: str, teams) -> Domain:
    """The part of a condition that keeps what belongs to these teams."""
    if not teams or model_name not in TEAM_MODELS:
        return Domain.TRUE
    return Domain("team_id", "in", [team.id for team in teams])


def _build_query(env, register, period, teams):
    model = env[register.model].with_context(active_test=register.active_only)
    domain = register.when.domain(period) & Domain(register.domain)
    query = model._search(domain & _of_teams(model._name, teams), order=register.order)
    line_model, line_alias, aliases = None, None, {}
    if isinstance(register.lines, Lines):
        line_model, line_alias = _join_lines(model, query, register.lines)
    for grouped in get_groups(register):
        alias = _join_grouped(model, query, grouped, period, teams)
        aliases |= {name: alias for name, _function, _field in grouped.values}
    link = register.link or "id"
    columns = [model._field_to_sql(query.table, link, query)]
    for column in register.columns:
        base = (model, query.table)
        if column.of_line:
            base = (line_model, aliases.get(column.path, line_alias))
        columns.append(_with_addend(model, query, column, _column_to_sql(*base, query, column)))
    return query, columns


def get_groups(register: Register) -> tuple[Grouped, ...]:
    if isinstance(register.lines, Grouped):
        return (register.lines,)
    return register.lines if isinstance(register.lines, tuple) else ()


def _with_addend(model, query, column, sql):
    if not column.plus:
        return sql
    addend = _path_to_sql(model, query.table, query, column.plus, as_day=False)
    return SQL("COALESCE(%s, 0) + COALESCE(%s, 0)", sql, addend)


def _join_lines(model, query, lines):
    field_ = model._fields[lines.field]
    comodel = model.env[field_.comodel_name]
    subquery = comodel._search(lines.domain)
    alias = query.make_alias(query.table, lines.field)
    query.add_join(
        "LEFT JOIN",
        alias,
        subquery.subselect(SQL("%s.*", SQL.identifier(subquery.table))),
        SQL(
            "%s = %s",
            SQL.identifier(alias, field_.inverse_name),
            SQL.identifier(query.table, "id"),
        ),
    )
    line_order = [comodel._field_to_sql(alias, fname, query) for fname in lines.order]
    query.order = SQL(", ").join([query.order, *line_order])
    return comodel, alias


def _join_grouped(model, query, grouped, period, teams):
    source = model.env[grouped.model].with_context(active_test=True)
    domain = grouped.when.domain(period) & Domain(grouped.domain)
    subquery = source._search(domain & _of_teams(source._name, teams))
    owners = [
        source._field_to_sql(subquery.table, field_, subquery) for field_, _own in grouped.keys
    ]
    columns = [
        SQL("%s AS %s", owner, SQL.identifier(f"owner_{index}"))
        for index, owner in enumerate(owners)
    ]
    for name, function, fname in grouped.values:
        value = source._field_to_sql(subquery.table, fname, subquery)
        if function == LATEST:
            order = source._field_to_sql(subquery.table, grouped.order, subquery)
            value = SQL("(ARRAY_AGG(%s ORDER BY %s DESC))[1]", value, order)
        else:
            value = AGGREGATES[function](value)
        columns.append(SQL("%s AS %s", value, SQL.identifier(name)))
    subquery.groupby = SQL(", ").join(owners)
    subquery.order = None
    alias = query.make_alias(query.table, f"{grouped.link}_{grouped.values[0][0]}")
    query.add_join(
        "JOIN" if grouped.required else "LEFT JOIN",
        alias,
        SQL("(%s)", subquery.select(*columns)),
        SQL(" AND ").join(
            SQL(
                "%s = %s",
                SQL.identifier(alias, f"owner_{index}"),
                model._field_to_sql(query.table, own, query),
            )
            for index, (_field, own) in enumerate(grouped.keys)
        ),
    )
    return alias


def _column_to_sql(model, alias, query, column: Column) -> SQL:
    if column.kind == "number" or column.share or column.derive:
        return SQL("NULL")
    if model is None:
        return SQL.identifier(alias, column.path)
    expressions = [
        _path_to_sql(model, alias, query, path, as_day=column.kind == "date")
        for path in column.paths
    ]
    if len(expressions) == 1:
        return expressions[0]
    return SQL("COALESCE(%s)", SQL(", ").join(expressions))


def _path_to_sql(model, alias, query, path: str, as_day: bool) -> SQL:
    *links, fname = path.split(".")
    for link in links:
        comodel = model.env[model._fields[link].comodel_name]
        coalias = query.make_alias(alias, link)
        query.add_join(
            "LEFT JOIN",
            coalias,
            comodel._table,
            SQL(
                "%s = %s",
                model._field_to_sql(alias, link, query),
                SQL.identifier(coalias, "id"),
            ),
        )
        model, alias = comodel, coalias
    if model._fields[fname].type == "many2many":
        return _names_to_sql(model, alias, query, model._fields[fname])
    sql = model._field_to_sql(alias, fname, query)
    if as_day and model._fields[fname].type == "datetime":
        return SQL("timezone(%s, timezone('UTC', %s))::date", str(model.env.tz), sql)
    return sql


def _names_to_sql(model, alias, query, field_) -> SQL:
    """Names of the records of a many2many field, joined."""
    comodel = model.env[field_.comodel_name]
    names = comodel.with_context(active_test=False)._search([])
    name = comodel._field_to_sql(names.table, "name", names)
    names.add_where(
        SQL(
            "%s IN (SELECT %s FROM %s WHERE %s = %s)",
            SQL.identifier(names.table, "id"),
            SQL.identifier(field_.column2),
            SQL.identifier(field_.relation),
            SQL.identifier(field_.column1),
            SQL.identifier(alias, "id"),
        )
    )
    names.order = None
    mark = "、" if (model.env.lang or "").startswith("zh") else ", "
    joined = SQL(
        "STRING_AGG(%s, %s ORDER BY %s)", name, mark, SQL.identifier(names.table, "id")
    )
    return SQL("(%s)", names.select(joined))


def _derived(env, register, period):
    """Of each column that is worked out from others: its index, how, and their indexes."""
    paths = [column.path for column in register.columns]
    for index, column in enumerate(register.columns):
        if column.share:
            yield index, divide, [paths.index(path) for path in column.share]
        elif column.derive:
            sources = [paths.index(path) for path in column.derive_of]
            yield index, column.derive(env, period), sources


def divide(part, whole):
    """A share; of nothing there is none."""
    return (part or 0) / whole if whole else None


def _converter(env, register, column: Column, period: Period) -> Callable | None:
    if column.labels:
        return _labels(env, column.labels).get
    if column.kind == "reason":
        return lambda facts: describe_light(env, facts) or ""
    if column.kind == "yes_no":
        return _labels(env, {**YES_NO, None: YES_NO[False]}).get
    if column.kind == "choice":
        return dict(_final_field(env, register, column)._description_selection(env)).get
    if column.kind == "filled":
        yes, no = (translated(env, YES_NO[answer]) for answer in (True, False))
        return lambda value: no if value is None else yes
    if column.kind == "days_since":
        now = env.cr.now()
        return lambda moment: moment and (now - moment).days
    if column.kind == "in_period":
        yes = translated(env, YES_NO[True])
        return lambda day: yes if day and period.date_from <= day <= period.last_day else ""
    return None


def _labels(env, labels):
    return {value: translated(env, label) for value, label in labels.items()}


def _final_field(env, register, column):
    model = env[register.model]
    if column.of_line and isinstance(register.lines, Lines):
        model = env[model._fields[register.lines.field].comodel_name]
    *links, fname = column.paths[0].split(".")
    for link in links:
        model = env[model._fields[link].comodel_name]
    return model._fields[fname]
