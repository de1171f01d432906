from odoo import api, models
from odoo.tools import format_list

from ..tools.ledger.rows import TELL, WRONG
from ..tools.text import normalize_code, normalize_name
from .investment_ledger_kind import DUPLICATE, NEW, UPDATE

MATCHED = (NEW, UPDATE, DUPLICATE)
AMOUNTS = {
    "investment": "planned_investment",
    "fixed_asset": "planned_fixed_asset",
    "output": "expected_output",
    "tax": "expected_tax",
}
NUMBERS = {"land": "land_need", "energy": "energy_need", "jobs": "expected_jobs"}
TEXTS = {
    "site": "site",
    "origin": "investor_origin",
    "contact": "contact_name",
    "contact_function": "function",
    "phone": "phone",
    "source": "investment_source",
    "assessment": "assessment_result",
    "assessment_date": "assessment_date",
    "deadline": "date_deadline",
}


class InvestmentLedgerPipeline(models.AbstractModel):
    """Ledger of projects under negotiation (在谈项目, ledgers.md B1, B2, B7).

    Natural key: the official project code, else name and investor.

    Stages: gates hold for imported projects as for all others. A project goes as far towards the
    stage that the ledger names as its facts allow, never back, and the preview tells what it lacks
    for the rest: staff see at once which facts to record, and no figure counts a stage that nobody
    could prove. A ledger without a stage leaves the stage alone.
    """

    _name = "investment.ledger.pipeline"
    _inherit = "investment.ledger.kind"
    _description = "Ledger of Projects under Negotiation"

    _record_model = "crm.lead"
    _choice_fields = {
        "stage": ("crm.lead", "stage_id"),
        "source": ("crm.lead", "investment_source"),
        "assessment": ("crm.lead", "assessment_result"),
    }

    @api.model
    def _check(self, batch):
        self._match_teams(batch)
        self._match_users(batch)
        self.env["investment.ledger.enterprise"]._match(batch, batch.rows)
        self._match_sectors(batch)
        self._match_industries(batch)
        for row in batch.rows:
            self._check_amounts(row)
        self.env["investment.ledger.project"]._match(batch, batch.rows)
        self._settle(batch)
        self._plan_stages(batch)

    @api.model
    def _check_amounts(self, row):
        for code in AMOUNTS:
            if (row.get(code) or 0) < 0:
                text = row.texts.get(code) or row.get(code)
                row.add(WRONG, "amount_negative", code, text=text)

    @api.model
    def _match_sectors(self, batch):
        """The sector by the synonyms, else any entry of the city's lists by its name."""
        sectors = self.env["investment.sector"].search_fetch([], ["name", "code", "kind"])
        by_code = {sector.code: sector for sector in sectors if sector.kind == "sector"}
        by_name = {normalize_name(sector.name): sector for sector in sectors}
        for row in batch.rows:
            found = by_code.get(row.get("sector"))
            text = normalize_name(row.texts.get("sector"))
            if not found and text in by_name:
                found = by_name[text]
                row.problems = [
                    problem
                    for problem in row.problems
                    if (problem.code, problem.field) != ("choice_unknown", "sector")
                ]
                row.notes = [pair for pair in row.notes if normalize_name(pair[1]) != text]
            if found:
                row.plan["sector"] = {f"{found.kind}_id": found.id}

    @api.model
    def _match_industries(self, batch):
        handler = self.env["investment.ledger.enterprises"]
        industries = None
        for row in batch.rows:
            if row.get("industry"):
                industries = industries or handler._get_industries(batch)
                row.plan["industry"] = handler._prepare_industry(row, industries)

    # ------------------------------------------------------------
    # Status
    # ------------------------------------------------------------

    @api.model
    def _settle(self, batch):
        seen = {}
        leads = self.env["crm.lead"].browse(
            {row.plan["lead"] for row in batch.rows if isinstance(row.plan.get("lead"), int)}
        )
        compared = ("investment", "fixed_asset", "stage", "progress")
        for row in batch.open_rows():
            lead = row.plan.get("lead")
            if lead is None or (row.get("enterprise") and row.plan.get("partner") is None):
                continue
            if self._repeats(batch, row, seen, lead, compared):
                continue
            if isinstance(lead, str):
                row.status = NEW
                continue
            record = leads.browse(lead)
            self._compare(batch, row, record, self._prepare_changes(batch, row, record))

    @api.model
    def _prepare_changes(self, batch, row, record):
        vals = self._prepare(batch, row)
        lines = self._get_description_lines(batch, row)
        vals["description"] = self._add_html_lines(record.description, lines)
        for name in ("user_id", "team_id", "name", "type"):
            vals.pop(name, None)  # handing a project on is nothing a ledger does
        if record.partner_id or isinstance(vals.get("partner_id"), str):
            vals.pop("partner_id", None)
        return vals

    # ------------------------------------------------------------
    # Values
    # ------------------------------------------------------------

    @api.model
    def _prepare(self, batch, row):
        vals = {
            "name": row.get("project"),
            "type": "opportunity",
            "partner_id": row.plan.get("partner"),
            "team_id": row.plan.get("team"),
            "user_id": row.plan.get("user"),
            "project_code": normalize_code(row.get("project_code") or ""),
            **{name: float(row.get(code) or 0) for code, name in AMOUNTS.items()},
            **{name: row.get(code) for code, name in NUMBERS.items()},
            **{name: row.get(code) for code, name in TEXTS.items()},
            **row.plan.get("sector", {}),
            **row.plan.get("industry", {}),
        }
        if vals.get("expected_jobs"):
            vals["expected_jobs"] = int(vals["expected_jobs"])
        return {name: value for name, value in vals.items() if value}

    @api.model
    def _get_description_lines(self, batch, row):
        return self._get_note_lines(batch, row, "content", "progress")

    @api.model
    def _prepare_place(self, batch, row):
        """Stage and company of a new project: what they would be computed to, one by one."""
        company = batch.companies.get(row.plan.get("team"))
        return {
            "stage_id": row.plan.get("stage") or batch.first_stage.id,
            "company_id": company.id if company else False,
        }

    # ------------------------------------------------------------
    # Stages
    # ------------------------------------------------------------

    @api.model
    def _plan_stages(self, batch):
        """How far each project can go towards the stage that the ledger names."""
        stages = self.env["crm.stage"].sudo()._get_investment_stages()
        by_code = {stage.investment_code: stage for stage in stages}
        for row in batch.rows:
            wanted = by_code.get(row.get("stage"))
            if wanted and row.status in MATCHED and not row.plan.get("repeated"):
                self._plan_stage(batch, row, stages, wanted)

    @api.model
    def _plan_stage(self, batch, row, stages, wanted):
        lead = self._preview_lead(batch, row)
        current = lead.stage_id if lead.stage_id in stages else stages[:1]
        ahead = stages._between(current, wanted)
        reached, missing = current, []
        for stage in ahead:
            failing = [gate for gate in stage.gate_ids if not gate._get_passing(lead)]
            if not failing and not missing:
                reached = stage
            missing += failing
        if missing:
            row.add(
                TELL,
                "stage_held",
                "stage",
                wanted=wanted.name,
                reached=reached.name,
                facts=format_list(self.env, [gate.name for gate in missing]),
            )
        if reached != current:
            row.plan["stage"] = reached.id
            if row.status == DUPLICATE:
                row.status = UPDATE

    @api.model
    def _preview_lead(self, batch, row):
        """The project as it will be, without storing it."""
        lead = row.plan.get("lead")
        if isinstance(lead, int):
            record = self.env["crm.lead"].browse(lead)
            changes = row.plan.get("changes")
            if not changes:
                return record
            return self.env["crm.lead"].new(changes, origin=record)
        vals = self._prepare(batch, row)
        if isinstance(vals.get("partner_id"), str):
            vals["partner_id"] = self.env["res.partner"].new({"name": row.get("enterprise")})
        return self.env["crm.lead"].new(vals)

    # ------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------

    @api.model
    def _apply(self, batch, rows):
        finder = self.env["investment.ledger.enterprise"]
        finder._create_missing(batch, rows)
        new = [row for row in rows if row.status == NEW]
        vals_list = []
        for row in new:
            lines = self._get_description_lines(batch, row)
            vals = self._prepare(batch, row)
            vals["partner_id"] = finder._get_partner_id(batch, row)
            vals["description"] = self._add_html_lines("", lines)
            vals.update(self._prepare_place(batch, row))
            vals = {name: value for name, value in vals.items() if value}
            vals_list.append({**vals, "user_id": row.plan.get("user")})
        self._create_records(batch, "crm.lead", new, vals_list)
        for row in rows:
            changes = dict(row.plan.get("changes") or {})
            if row.plan.get("stage") and row.status != NEW:
                changes["stage_id"] = row.plan["stage"]
            if changes:
                self._update(batch, "crm.lead", row, row.plan["lead"], changes)
