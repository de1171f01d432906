from collections import Counter, defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_list

from ..tools.ledger.rows import DECIDE, WRONG
from ..tools.ledger.similar import may_reach
from ..tools.likeness import SIMILAR_NAME
from ..tools.text import normalize_code, project_key, similarity

MAX_CANDIDATES = 5
# A name that shares fewer of its pairs of characters cannot be similar by 85 %.
SHARED_PAIRS = 0.5


class InvestmentLedgerKeyproject(models.AbstractModel):
    """Finds the key project that a row of a ledger means: by the official code, then by its
    normalised name, less a closing 项目 or 工程.

    Asked about are a similar name (85 %), the same name twice, with another code or another
    builder. Found is only what the user may see; a project of another unit is named with its
    unit, and nobody registers it a second time.

    ``row.plan["project"]`` is the id of the project, the key of a new one, or None where a person
    is asked.
    """

    _name = "investment.ledger.keyproject"
    _description = "Finding the Key Projects of a Ledger"

    @api.model
    def _match(self, batch, rows, create=True):
        named = [row for row in rows if row.get("project")]
        for row in named:
            row.plan["project_key"] = project_key(row.get("project"))
            row.plan["project_code"] = normalize_code(row.get("project_code") or "")
        projects = (
            self.env["investment.project"]
            .with_context(active_test=False)
            .search_fetch([], ["name", "code", "partner_id", "active"], order="active desc, id")
        )
        known = KnownProjects(projects)
        unknown = [row for row in named if not self._match_known(row, known)]
        self._refuse_foreign(unknown)
        for row in unknown:
            if row.has(WRONG):
                continue
            if not row.answers.get("project_new") and (near := known.find_similar(row.plan)):
                self._ask(row, "keywork_similar", near)
            elif create:
                row.plan["project"] = row.plan["project_code"] or row.plan["project_key"]
            else:
                row.add(WRONG, "keywork_missing", "project", text=row.get("project"))

    @api.model
    def _match_known(self, row, known):
        """Whether the row is settled: its project found, chosen, or asked about."""
        if row.answers.get("project"):
            return self._take(
                row, self.env["investment.project"].browse(row.answers["project"])
            )
        code = row.plan["project_code"]
        if project := known.by_code.get(code):
            return self._take(row, project)
        if row.answers.get("project_new"):
            return False
        same = known.by_key.get(row.plan["project_key"], [])
        if not same:
            return False
        if len(same) > 1 and same[1].active:
            return self._ask(row, "keywork_several", same)
        [project, *_archived] = same
        if code and project.code:
            return self._ask(row, "keywork_other_code", same, code=project.code)
        builder = row.plan.get("partner")
        if builder and project.partner_id and project.partner_id.id != builder:
            # sudo: the name of the enterprise that the user's own project names
            other = project.partner_id.sudo().name
            return self._ask(row, "keywork_other_builder", same, builder=other)
        return self._take(row, project)

    @api.model
    def _take(self, row, project):
        row.plan["project"] = project.id
        if not project.active:
            row.add(WRONG, "keywork_archived", "project", name=project.name)
        return True

    @api.model
    def _ask(self, row, problem, projects, **params):
        row.plan["project"] = None
        found = projects[:MAX_CANDIDATES]
        row.plan["project_candidates"] = [project.id for project in found]
        names = format_list(self.env, [f"“{project.name}”" for project in found])
        row.add(DECIDE, problem, "project", name=row.get("project"), candidates=names, **params)
        return True

    @api.model
    def _refuse_foreign(self, rows):
        """Projects of other units by the same code or name.

        sudo: of another unit's project the unit is told, nothing else.
        """
        codes = [row.plan["project_code"] for row in rows if row.plan["project_code"]]
        names = [row.get("project") for row in rows]
        domain = Domain("code", "in", codes) | Domain("name", "in", names)
        found = self.env["investment.project"].sudo().search_fetch(domain, ["name", "team_id"])
        visible = set(self.env["investment.project"].search([("id", "in", found.ids)]).ids)
        units = {}
        for project in found.filtered(lambda project: project.id not in visible):
            unit = project.team_id.name or ""
            units |= {project.code: unit, project_key(project.name): unit}
        for row in rows:
            unit = units.get(row.plan["project_code"] or None)
            unit = units.get(row.plan["project_key"]) if unit is None else unit
            if unit is not None:
                row.add(WRONG, "keywork_foreign", "project", name=row.get("project"), unit=unit)


class KnownProjects:
    """The key projects that rows may mean, by what they are found by."""

    def __init__(self, projects):
        self.by_code = {project.code: project for project in projects if project.code}
        self.by_key = defaultdict(list)
        self._by_pair = defaultdict(list)
        for project in projects:
            self.by_key[project_key(project.name)].append(project)
        for key in self.by_key:
            for pair in _pairs(key):
                self._by_pair[pair].append(key)

    def find_similar(self, plan):
        """Active projects with a similar name, less those with another code."""
        key, code = plan["project_key"], plan["project_code"]
        pairs = _pairs(key)
        shared = Counter(other for pair in pairs for other in self._by_pair.get(pair, ()))
        near = [
            other
            for other, count in shared.items()
            if count >= SHARED_PAIRS * len(pairs)
            and may_reach(key, other, SIMILAR_NAME)
            and similarity(key, other) >= SIMILAR_NAME
        ]
        return [
            project
            for other in near
            for project in self.by_key[other]
            if project.active and not (code and project.code)
        ]


def _pairs(text):
    return {text[start : start + 2] for start in range(len(text) - 1)}
