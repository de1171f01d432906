from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.likeness import LEVELS, Fingerprint, likeness
from ..tools.text import normalize_name, project_key
from .crm_lead_claim import HOLDING

MAX_SHOWN = 20


class CrmLead(models.Model):
    """Duplicate check (判重): which other projects are the same, and what a reader may know of it.

    Likeness has the five levels of ``tools/likeness``, compared among live projects of promotion
    teams. Registering searches for nothing: the check runs when a form is opened or edited, with
    indexed keys, in a number of queries that does not grow with the projects checked.

    What the panel tells: a project that the reader may read, with all it needs to open and
    compare it. Of a project of another team: the team's name and the level, nothing else, and
    that only if the team's claim comes before the reader's.
    """

    _inherit = "crm.lead"

    name_key = fields.Char(compute="_compute_name_key", store=True, index="btree_not_null")
    address_key = fields.Char(
        compute="_compute_address_key", store=True, index="btree_not_null"
    )
    duplicate_matches = fields.Json(
        "Same or Similar Projects", compute="_compute_duplicate_matches"
    )

    @api.depends("name", "team_id")
    def _compute_name_key(self):
        investment = self._get_investment_leads()
        (self - investment).name_key = False
        for lead in investment:
            lead.name_key = project_key(lead.name) or False

    @api.depends("street", "street2", "city", "team_id")
    def _compute_address_key(self):
        """A town alone is no address: without a street there is no key."""
        investment = self._get_investment_leads().filtered("street")
        (self - investment).address_key = False
        for lead in investment:
            parts = (lead.city, lead.street, lead.street2)
            lead.address_key = normalize_name("".join(part or "" for part in parts)) or False

    @api.depends(lambda self: self._get_fingerprint_fields())
    def _compute_duplicate_matches(self):
        duplicates = self._find_duplicates()
        for lead in self:
            lead.duplicate_matches = lead._describe_duplicates(duplicates[lead])

    @api.model
    def _get_fingerprint_fields(self):
        fingerprint = [
            "name",
            "partner_id",
            "industry_id",
            "planned_investment",
            "project_code",
        ]
        contact = ["phone", "street", "street2", "city"]
        return [*fingerprint, *contact, "team_id", "first_report_date", "claim_state"]

    def action_compare(self):
        """Open the wizard that compares two projects side by side, the earlier report first."""
        return self.env["investment.lead.merge"]._open_for(self)

    # ------------------------------------------------------------
    # Search
    # ------------------------------------------------------------

    def _find_duplicates(self):
        """Map each lead to its ``(level, match)`` pairs, the strongest and earliest first.

        sudo: who reported first must be found whoever may read it. The matches are superuser
        records: nothing of them may be shown but through ``_describe_duplicates``.
        """
        prints = {lead: lead._get_fingerprint() for lead in self}
        candidates = self._search_candidates(prints.values())
        candidate_prints = {match: match._get_fingerprint() for match in candidates}
        by_key = defaultdict(dict)
        for match, candidate in candidate_prints.items():
            for key in candidate.keys():
                by_key[key][match] = candidate
        found = {}
        for lead, fingerprint in prints.items():
            near = {}
            for key in fingerprint.keys():
                near.update(by_key[key])
            pairs = [
                (level, match)
                for match, candidate in near.items()
                if match.id != lead._origin.id and (level := likeness(fingerprint, candidate))
            ]
            found[lead] = sorted(
                pairs, key=lambda pair: (LEVELS.index(pair[0]), pair[1]._get_claim_rank())
            )
        return found

    @api.model
    def _search_candidates(self, fingerprints):
        wanted = defaultdict(list)
        for field, value in set().union(*(print_.keys() for print_ in fingerprints)):
            wanted[field].append(value)
        if not wanted:
            return self.sudo().browse()
        if investors := wanted.pop("investor", None):
            partners = self.env["res.partner"].sudo().with_context(active_test=False)
            domain = [("commercial_partner_id", "in", investors)]
            wanted["partner"] = partners.search(domain).ids
        columns = {
            "code": "project_code",
            "name": "name_key",
            "partner": "partner_id",
            "phone": "phone_sanitized",
            "address": "address_key",
        }
        same = Domain.OR(
            Domain(columns[field], "in", values) for field, values in wanted.items()
        )
        teams = list(self.env["crm.team"]._get_investment_team_ids())
        live = Domain("active", "=", True) & Domain("team_id", "in", teams)
        company = Domain("company_id", "in", [False, *self.env.companies.ids])
        return self.sudo().search(same & live & company, order="first_report_date, id")

    def _get_fingerprint(self):
        self.ensure_one()
        return Fingerprint(
            code=self.project_code or "",
            name=self.name_key or "",
            investor=self.partner_id.commercial_partner_id.id or 0,
            industry=self.industry_id.id or 0,
            amount=self.planned_investment,
            phone=self.phone_sanitized or "",
            address=self.address_key or "",
        )

    # ------------------------------------------------------------
    # What the reader is told
    # ------------------------------------------------------------

    def _describe_duplicates(self, duplicates):
        """Content of the panel, or ``False`` when there is nothing to tell."""
        self.ensure_one()
        matches = self.browse([match.id for _level, match in duplicates])
        readable = matches._filtered_access("read")
        editable = readable._filtered_access("write") if self._origin else readable.browse()
        rank = self._get_claim_rank() if self.claim_state in HOLDING else None
        holding = [match for _level, match in duplicates if match.claim_state in HOLDING]
        owner = min(holding, key=lambda match: match._get_claim_rank(), default=None)
        owned = rank and (not owner or rank < owner._get_claim_rank())
        described, told_teams = [], set()
        for level, match in duplicates:
            if match in readable:
                is_owner = not owned and match == owner
                own = match.with_env(self.env)._describe_own(level, is_owner)
                described.append({**own, "comparable": match in editable})
            elif match.claim_state in HOLDING and not (rank and rank < match._get_claim_rank()):
                if match.team_id not in told_teams:
                    told_teams.add(match.team_id)
                    is_owner = not owned and match.team_id == owner.team_id
                    described.append(match._describe_foreign(level, is_owner))
        if not described:
            return False
        return {"owned": bool(owned), "matches": described[:MAX_SHOWN]}

    def _describe_foreign(self, level, is_owner):
        """All that may be told of another team's project: which team, and how alike."""
        return {
            "readable": False,
            "team": self.team_id.name,
            "level": self._get_level_label(level),
            "owner": is_owner,
        }

    def _describe_own(self, level, is_owner):
        states = dict(self._fields["claim_state"]._description_selection(self.env))
        return {
            "readable": True,
            "id": self.id,
            "name": self.name,
            "team": self.team_id.name or "",
            "user": self.user_id.name or "",
            "partner": self.partner_id.commercial_partner_id.name or "",
            "stage": self.stage_id.name or "",
            "date": fields.Date.to_string(self.first_report_date) or "",
            "claim": states.get(self.claim_state, ""),
            "level": self._get_level_label(level),
            "owner": is_owner,
        }

    @api.model
    def _get_level_label(self, level):
        return {
            "code": self.env._("Same project code"),
            "name": self.env._("Same project name"),
            "similar": self.env._("Similar name, same investor"),
            "amount": self.env._("Same investor and industry, similar amount"),
            "contact": self.env._("Same phone or address"),
        }[level]
