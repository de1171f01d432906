"""The calls that the web client makes to open a screen, made from the screen's own view.

They follow ``web/static/src/model/relational_model`` of Odoo 19 and were compared with the calls
that a browser sent: same fields, same aggregates, same options.
"""

import json

from lxml import etree

ACTIVITY_FIELDS = (
    "activity_exception_decoration",
    "activity_exception_icon",
    "activity_state",
    "activity_summary",
    "activity_type_icon",
    "activity_type_id",
)
LIMIT = 80


class Screen:
    """A list or kanban: ``open()`` makes the calls of the client and returns the answers."""

    def __init__(self, env, model, kind, domain, view, **context):
        self.model = env[model].with_context(**context)
        self.domain = domain
        description = self.model.get_views([(env.ref(view).id, kind)], {})
        self.arch = etree.fromstring(description["views"][kind]["arch"])
        self.fields = self.model.fields_get()
        self.specification = self._get_specification()

    def open(self):
        """From an empty cache, as each request of a client starts."""
        self.model.env.invalidate_all()
        if group := self.arch.get("default_group_by"):
            return self._open_groups(group)
        return self._open_records()

    def count(self):
        """How many records the screen shows at once: both sides must read as many."""
        answer = self.open()
        if isinstance(answer, tuple):
            return sum(len(group["__records"]) for group in answer[1]["groups"])
        return len(answer["records"])

    def _open_groups(self, group):
        bar = self.arch.find(".//progressbar")
        sums = [bar.get(name) for name in ("sum_field", "recurring_revenue_sum_field")]
        sums = [name for name in sums if name]
        progress = self.model.read_progress_bar(
            self.domain,
            group,
            {"field": bar.get("field"), "colors": json.loads(bar.get("colors"))},
        )
        groups = self.model.with_context(read_group_expand=True).web_read_group(
            self.domain,
            [group],
            [
                *(f"{name}:sum" for name in sums),
                "company_currency:array_agg_distinct",
                *(f"{name}:sum_currency" for name in sums),
            ],
            offset=0,
            order="",
            auto_unfold=True,
            opening_info=[],
            unfold_read_specification=self.specification,
            unfold_read_default_limit=LIMIT,
            groupby_read_specification={},
        )
        return progress, groups

    def _open_records(self):
        return self.model.with_context(bin_size=True).web_search_read(
            self.domain,
            self.specification,
            offset=0,
            limit=LIMIT,
            order=self._get_order(),
            count_limit=10001,
        )

    def _get_order(self):
        """``date desc`` in the view becomes ``date DESC, id DESC`` in the call."""
        order = self.arch.get("default_order", "")
        parts = [part.split() for part in order.split(",") if part.strip()]
        terms = [f"{name} {(rest or ['asc'])[0].upper()}" for name, *rest in parts]
        if terms and not any(name == "id" for name, *_rest in parts):
            terms.append("id DESC" if terms[-1].endswith("DESC") else "id ASC")
        return ", ".join(terms)

    def _get_specification(self):
        specification = {}
        for node in self.arch.iter("field"):
            name = node.get("name")
            if name in specification or any(up.tag == "field" for up in node.iterancestors()):
                continue
            specification[name] = self._specify(name, node)
            if name == "activity_ids":
                for dependency in ACTIVITY_FIELDS:
                    specification[dependency] = self._specify(dependency, node)
        return specification

    def _specify(self, name, node):
        kind = self.fields[name]["type"]
        if kind == "many2one":
            return {"fields": {"display_name": {}}}
        if kind == "many2many":
            return {"fields": {"display_name": {}, "color": {}}}
        return {"fields": {}} if kind == "one2many" else {}
