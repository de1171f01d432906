import re

from odoo import api, models

from ..tools.ledger.rows import TELL, WRONG
from ..tools.text import normalize_code
from .investment_ledger_field import YES_NO
from .investment_ledger_kind import DUPLICATE, NEW, UPDATE

AMOUNTS = ("total", "plan", "completed_before")
TEXTS = {
    "level": "level",
    "nature": "construction_nature",
    "listed_date": "listed_date",
    "land": "land_needed",
    "site": "site",
    "planned_start": "planned_start_date",
    "planned_completion": "planned_completion_date",
    "start": "actual_start_date",
}
#: What the title of a list says of all its projects.
LEVEL_WORDS = (
    ("provincial", re.compile(r"省(?:级)?重点")),
    ("baoding", re.compile(r"保定(?:市)?(?:级)?重点")),
    ("county", re.compile(r"(?:县|区|涿州市?)(?:级)?重点|县级")),
)
_FULL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


class InvestmentLedgerProjects(models.AbstractModel):
    """List of key projects (重点项目清单, ledgers.md D1 to D3, D5): one row per project and year.

    Natural key: see ``investment.ledger.keyproject``; of a plan, project and year. The year of the
    annual plan stands in its column, in the header (2023年度计划投资) or in the title; a plan whose
    year is written nowhere stays out. The level, without a column, is what the title says.

    No milestones are made: a project from a ledger is under way, and its deadlines are its own.
    """

    _name = "investment.ledger.projects"
    _inherit = "investment.ledger.pipeline"
    _description = "List of Key Projects"

    _record_model = "investment.project"
    _choice_fields = {
        "level": ("investment.project", "level"),
        "nature": ("investment.project", "construction_nature"),
        "listed": ("investment.project", "is_listed"),
    }

    @api.model
    def _check(self, batch):
        self._match_teams(batch)
        self._match_users(batch)
        named = [row for row in batch.rows if row.get("enterprise")]
        self.env["investment.ledger.enterprise"]._match(batch, named)
        self._match_sectors(batch)
        self._match_industries(batch)
        self._match_persons(batch)
        for row in batch.rows:
            self._check_row(batch, row)
        self.env["investment.ledger.keyproject"]._match(batch, batch.rows)
        self._settle(batch)

    @api.model
    def _check_row(self, batch, row):
        for code in AMOUNTS:
            if (row.get(code) or 0) < 0:
                row.add(WRONG, "amount_below_zero", code, text=row.texts.get(code))
        row.plan["year"] = self._get_year(row)
        if row.get("plan") is not None and not row.plan["year"]:
            row.add(WRONG, "plan_no_year", "plan")
        start = row.get("start")
        if start and start > batch.today:
            row.add(WRONG, "date_future", "start", date=start.isoformat())
        if not row.get("level"):
            self._take_level(row)

    @api.model
    def _take_level(self, row):
        """The level that the lines above the table name, if they name one."""
        text = " ".join((*row.headings, row.sheet))
        found = [level for level, word in LEVEL_WORDS if word.search(text)]
        if len(found) == 1:
            row.values["level"] = found[0]

    @api.model
    def _get_year(self, row):
        if row.get("year"):
            return int(row.get("year"))
        named = _FULL_YEAR.findall(row.titles.get("plan") or "")
        if len(set(named)) == 1:
            return int(named[0])
        return row.years.years[0] if len(row.years.years) == 1 else None

    @api.model
    def _match_persons(self, batch):
        """Head and city leader, by name, among the persons who are not an enterprise's."""
        names = {row.get(code) for row in batch.rows for code in ("head", "leader")} - {None}
        found = self.env["res.partner"].search_fetch(
            [("name", "in", list(names)), ("is_company", "=", False)], ["name", "parent_id"]
        )
        persons = found.filtered(lambda person: not person.parent_id.is_investment_target)
        by_name = persons.grouped("name")
        for row in batch.rows:
            for code in ("head", "leader"):
                name = row.get(code)
                found = by_name.get(name, persons.browse())
                if len(found) == 1:
                    row.plan[f"{code}_id"] = found.id
                elif name:
                    row.add(TELL, "person_unknown", code, text=name)
                    row.notes.append((self._get_header(batch, row, code), name))

    @api.model
    def _count_records(self, batch):
        new = [row for row in batch.rows if row.status == NEW]
        projects = {row.plan["project"] for row in new}
        return {
            "enterprises": super()._count_records(batch)["enterprises"],
            "key_projects": len([one for one in projects if isinstance(one, str)]),
        }

    # ------------------------------------------------------------
    # Status
    # ------------------------------------------------------------

    @api.model
    def _settle(self, batch):
        seen, spoken = {}, set()
        ids = {row.plan.get("project") for row in batch.rows}
        projects = self.env["investment.project"].browse(
            [one for one in ids if isinstance(one, int)]
        )
        plans = {(plan.project_id.id, plan.year): plan for plan in projects.plan_ids}
        for row in batch.open_rows():
            project = row.plan.get("project")
            if project is None or (row.get("enterprise") and row.plan.get("partner") is None):
                continue
            key = (project, row.plan["year"])
            if self._repeats(batch, row, seen, key, ("total", "plan", "level")):
                continue
            first = project not in spoken
            spoken.add(project)
            if isinstance(project, str):
                row.status = NEW
            else:
                self._settle_known(
                    batch, row, projects.browse(project), plans.get(key), compare=first
                )

    @api.model
    def _settle_known(self, batch, row, project, plan, compare):
        """``compare``: the first row of a project carries what changes about itself; those of
        other years only their plan."""
        row.status = DUPLICATE
        row.plan["record"] = project.id
        if compare:
            self._compare(batch, row, project, self._prepare_changes(batch, row, project))
        amount = row.get("plan")
        if amount is None or (plan and self._same(plan, "amount", amount)):
            return
        if plan and batch.ledger.keep_existing:
            return
        row.plan["annual_plan"] = plan.id if plan else NEW
        row.problems = [problem for problem in row.problems if problem.code != "exists"]
        row.status = UPDATE
        row.add(
            TELL,
            "plan_changes",
            "plan",
            name=project.name,
            year=row.plan["year"],
            before=self._show(plan, "amount", plan.amount) if plan else "—",
            after=f"{amount.normalize():f}",
        )

    # ------------------------------------------------------------
    # Values
    # ------------------------------------------------------------

    @api.model
    def _prepare(self, batch, row):
        sector = row.plan.get("sector", {}).get("sector_id")
        vals = {
            "name": row.get("project"),
            "code": normalize_code(row.get("project_code") or ""),
            "partner_id": row.plan.get("partner"),
            "team_id": row.plan.get("team"),
            "user_id": row.plan.get("user"),
            "head_id": row.plan.get("head_id"),
            "leader_id": row.plan.get("leader_id"),
            "is_listed": YES_NO.get(row.get("listed")),
            "total_investment": float(row.get("total") or 0),
            "completed_before": float(row.get("completed_before") or 0),
            "sector_id": sector,
            **row.plan.get("industry", {}),
            **{name: row.get(code) for code, name in TEXTS.items()},
        }
        return {name: value for name, value in vals.items() if value}

    @api.model
    def _prepare_changes(self, batch, row, record):
        vals = self._prepare(batch, row)
        for name in ("name", "team_id", "user_id"):
            vals.pop(name, None)  # handing a project on is nothing a ledger does
        if record.partner_id or isinstance(vals.get("partner_id"), str):
            vals.pop("partner_id", None)
        lines = self._get_note_lines(batch, row, "content")
        return {**vals, "note": self._add_lines(record.note, lines)}

    # ------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------

    @api.model
    def _get_unit(self, row):
        """The years of one new project go in together."""
        project = row.plan.get("project")
        return project if isinstance(project, str) else row.key

    @api.model
    def _apply(self, batch, rows):
        self.env["investment.ledger.enterprise"]._create_missing(batch, rows)
        ids = self._apply_projects(batch, [row for row in rows if row.status == NEW])
        for row in rows:
            if changes := row.plan.get("changes"):
                self._update(batch, self._record_model, row, row.plan["record"], changes)
        planned = [row for row in rows if row.get("plan") is not None]
        new = [
            row for row in planned if row.status == NEW or row.plan.get("annual_plan") == NEW
        ]
        self._create_records(
            batch,
            "investment.project.plan",
            new,
            [
                {
                    "project_id": ids.get(row.plan["project"], row.plan["project"]),
                    "year": row.plan["year"],
                    "amount": float(row.get("plan")),
                }
                for row in new
            ],
        )
        for row in planned:
            if isinstance(row.plan.get("annual_plan"), int):
                amount = {"amount": float(row.get("plan"))}
                plan_id = row.plan["annual_plan"]
                self._update(batch, "investment.project.plan", row, plan_id, amount)

    @api.model
    def _apply_projects(self, batch, rows):
        """New projects, of the first row that names each: ``{key: id}``."""
        finder = self.env["investment.ledger.enterprise"]
        creating = {}
        for row in rows:
            creating.setdefault(row.plan["project"], row)
        vals_list = []
        for row in creating.values():
            vals = self._prepare(batch, row)
            vals["partner_id"] = finder._get_partner_id(batch, row)
            vals["note"] = self._add_lines("", self._get_note_lines(batch, row, "content"))
            company = batch.companies.get(row.plan["team"]) or batch.ledger.company_id
            vals = {name: value for name, value in vals.items() if value}
            vals_list.append(
                {
                    **vals,
                    "user_id": row.plan.get("user"),
                    "company_id": company.id,
                    "template_id": False,
                }
            )
        projects = self._create_records(
            batch, self._record_model, list(creating.values()), vals_list
        )
        return dict(zip(creating, projects.ids, strict=True))
