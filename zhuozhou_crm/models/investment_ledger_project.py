from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_list

from ..tools.ledger.rows import DECIDE, TELL, WRONG
from ..tools.ledger.similar import may_reach
from ..tools.likeness import SIMILAR_NAME
from ..tools.text import normalize_code, project_key, similarity
from .crm_lead_claim import HOLDING

# An investor with more projects than this is not asked about similar names: too many would be.
MAX_COMPARED = 30
MAX_CANDIDATES = 5


class InvestmentLedgerProject(models.AbstractModel):
    """Finds the project that a row of a ledger means: by the official code, then by name and
    investor (less a closing 项目, as in the duplicate check).

    The same name with another investor, and a similar name with the same investor (85 %, ledgers
    F 判重 L3) are for a person to decide. Projects of other teams are not found: registering a
    project that another team reported first is allowed, and told (see ``crm_lead_duplicate``).

    ``row.plan["lead"]`` is the id of the project, or the key of a new one in ``batch.new_leads``.
    """

    _name = "investment.ledger.project"
    _description = "Finding the Projects of a Ledger"

    @api.model
    def _match(self, batch, rows, create=True):
        named = [row for row in rows if row.get("project")]
        for row in named:
            row.plan["lead_key"] = project_key(row.get("project"))
            row.plan["lead_code"] = normalize_code(row.get("project_code") or "")
        leads = self._search_known(named)
        by_code = {lead.project_code: lead for lead in leads if lead.project_code}
        by_name = defaultdict(list)
        for lead in leads:
            by_name[lead.name_key].append(lead)
        unknown = [row for row in named if not self._match_known(row, by_code, by_name)]
        if create:
            self._match_similar(batch, unknown)
            self._plan_new(batch, [row for row in unknown if "lead" not in row.plan])
            self._tell_reported(batch, unknown)

    @api.model
    def _search_known(self, rows):
        """Projects that the rows may mean, lost and archived ones too."""
        keys = list({row.plan["lead_key"] for row in rows})
        codes = [code for code in {row.plan["lead_code"] for row in rows} if code]
        domain = Domain("name_key", "in", keys) | Domain("project_code", "in", codes)
        return (
            self.env["crm.lead"]
            .with_context(active_test=False)
            .search_fetch(
                domain & Domain("team_id.is_investment", "=", True),
                ["name", "name_key", "project_code", "partner_id", "active"],
                order="active desc, id",
            )
        )

    @api.model
    def _match_known(self, row, by_code, by_name):
        if row.answers.get("lead"):
            return self._take(row, self.env["crm.lead"].browse(row.answers["lead"]))
        if lead := by_code.get(row.plan["lead_code"]):
            return self._take(row, lead)
        if row.answers.get("lead_new"):
            return False
        same = by_name.get(row.plan["lead_key"], [])
        code = row.plan["lead_code"]
        same = [lead for lead in same if not (code and lead.project_code)]
        if not same:
            return False
        partner = row.plan.get("partner")
        fitting = [lead for lead in same if self._is_investor(lead, row, partner)]
        if len(fitting) == 1 or (fitting and not fitting[1].active):
            return self._take(row, fitting[0])
        if fitting:
            return self._ask(row, "project_several", fitting)
        if partner is None and row.get("enterprise"):
            row.plan["lead"] = None  # the enterprise is asked about first
            return True
        investor = same[0].partner_id.commercial_partner_id.name
        return self._ask(row, "project_other_investor", same, investor=f"“{investor}”")

    @api.model
    def _is_investor(self, lead, row, partner):
        """A project without an investor, and a row that names none, fit everything."""
        held = lead.partner_id.commercial_partner_id.id
        return not held or not row.get("enterprise") or held == partner

    @api.model
    def _take(self, row, lead):
        row.plan["lead"] = lead.id
        if not lead.active:
            row.add(WRONG, "project_lost", "project", name=lead.name)
        return True

    @api.model
    def _ask(self, row, problem, leads, **params):
        row.plan["lead"] = None
        row.plan["lead_candidates"] = [lead.id for lead in leads[:MAX_CANDIDATES]]
        names = format_list(self.env, [f"“{lead.name}”" for lead in leads[:MAX_CANDIDATES]])
        row.add(DECIDE, problem, "project", name=row.get("project"), candidates=names, **params)
        return True

    @api.model
    def _match_similar(self, batch, rows):
        """Similar name, same investor: usually the same project."""
        asked = [
            row
            for row in rows
            if isinstance(row.plan.get("partner"), int) and not row.answers.get("lead_new")
        ]
        partner_ids = list({row.plan["partner"] for row in asked})
        leads = self.env["crm.lead"].search_fetch(
            [("partner_id", "in", partner_ids), ("team_id.is_investment", "=", True)],
            ["name", "name_key", "partner_id", "project_code"],
        )
        by_partner = leads.grouped(lambda lead: lead.partner_id.id)
        for row in asked:
            own = by_partner.get(row.plan["partner"], leads.browse())
            if len(own) > MAX_COMPARED:
                continue
            key = row.plan["lead_key"]
            near = [
                lead
                for lead in own
                if not (row.plan["lead_code"] and lead.project_code)
                and may_reach(key, lead.name_key, SIMILAR_NAME)
                and similarity(key, lead.name_key) >= SIMILAR_NAME
            ]
            if near:
                self._ask(row, "project_similar", near)

    # ------------------------------------------------------------
    # New projects
    # ------------------------------------------------------------

    @api.model
    def _plan_new(self, batch, rows):
        """One new project for all rows that name it."""
        for row in rows:
            key = row.plan["lead_code"] or f"{row.plan['lead_key']}|{row.plan.get('partner')}"
            batch.new_leads.setdefault(key, row)
            row.plan["lead"] = key

    @api.model
    def _tell_reported(self, batch, rows):
        """Name the team that has reported a project of the same name first.

        sudo: of another team's project the team is told, nothing else.
        """
        keys = list({row.plan["lead_key"] for row in rows if isinstance(row.plan["lead"], str)})
        others = (
            self.env["crm.lead"]
            .sudo()
            .search_fetch(
                [("name_key", "in", keys), ("claim_state", "in", HOLDING)],
                ["name_key", "team_id"],
                order="first_report_date, id",
            )
        )
        teams = {}
        for lead in others:
            teams.setdefault(lead.name_key, lead.team_id.name)
        for row in rows:
            if isinstance(row.plan["lead"], str) and row.plan["lead_key"] in teams:
                team = teams[row.plan["lead_key"]]
                row.add(TELL, "project_reported", "project", team=team)

    @api.model
    def _get_lead_id(self, batch, row):
        lead = row.plan.get("lead")
        return batch.lead_ids[lead] if isinstance(lead, str) else lead or False
