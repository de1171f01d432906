from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, format_list

from ..tools import company_name, credit_code
from ..tools.ledger.rows import DECIDE, TELL, WRONG
from ..tools.ledger.similar import (
    find_candidates,
    find_prefixes,
    is_doubtful,
    split_enterprises,
)
from ..tools.text import normalize_name

MAX_CANDIDATES = 5
SIMILARITY, WORD_SIMILARITY = 0.5, 0.6
_CODE_PROBLEMS = {
    credit_code.DamagedCode: "code_damaged",
    credit_code.OrganisationCode: "code_organisation",
    credit_code.WrongLength: "code_length",
    credit_code.WrongCharacter: "code_character",
    credit_code.WrongCheckCharacter: "code_check",
}


class KnownEnterprises:
    """The registered enterprises that may be meant by the rows, by what they are found by."""

    def __init__(self, partners):
        self.by_code, self.by_old_code = {}, {}
        self.by_name, self.by_core = defaultdict(list), defaultdict(list)
        for partner in partners.sorted(
            lambda partner: (not partner.active, not partner.is_investment_target, partner.id)
        ):
            if partner.company_registry:
                self.by_code.setdefault(partner.company_registry, partner)
            if partner.investment_old_code:
                self.by_old_code.setdefault(partner.investment_old_code, partner)
            for name in _names_of(partner):
                key = normalize_name(name)
                if key and partner not in self.by_name[key]:
                    self.by_name[key].append(partner)
            self.by_core[company_name.core(partner.name)].append(partner)


class InvestmentLedgerEnterprise(models.AbstractModel):
    """Finds the enterprise that a row of a ledger means: by credit code, then by its exact name
    (full, short or former, whatever the brackets and blanks), then by likeness, which a person
    decides. What is found by none of these is a new enterprise.

    The same name with another code is the same enterprise (registered names are unique), but the
    difference is told and the system's code stays. A known code with another name is for a person
    to look at. All rows are looked up together; candidates by likeness come from
    ``pg_trgm`` where the database has it, from character triples otherwise.

    ``row.plan["partner"]`` is the id of the enterprise, or the key of a new one in
    ``batch.new_partners``.
    """

    _name = "investment.ledger.enterprise"
    _description = "Finding the Enterprises of a Ledger"

    @api.model
    def _match(self, batch, rows):
        for row in rows:
            self._read_code(row)
        named = [row for row in rows if row.get("enterprise")]
        known = KnownEnterprises(self._search_known(named))
        undecided = [row for row in named if not self._match_known(row, known)]
        self._match_similar(batch, undecided, known)
        self._plan_new(batch, [row for row in undecided if "partner" not in row.plan])

    @api.model
    def _read_code(self, row):
        """Put the clean code or the old registration number into the row's values."""
        text = row.values.pop("registry_code", None)
        if not text:
            return
        try:
            code = credit_code.parse(text)
        except credit_code.CreditCodeError as error:
            row.add(
                WRONG,
                _CODE_PROBLEMS.get(type(error), "code_check"),
                "registry_code",
                text=row.texts.get("registry_code") or text,
                length=len(error.number),
                position=getattr(error, "position", ""),
                character=getattr(error, "character", ""),
            )
        else:
            kind = "registry_code" if code.kind == credit_code.UNIFIED else "old_code"
            row.values[kind] = code.number

    @api.model
    def _search_known(self, rows):
        """All enterprises, archived ones too, that rows may mean by code or exact name."""
        names = {
            name
            for row in rows
            for name in (row.get("enterprise"), *split_enterprises(row.get("enterprise")))
        }
        codes = {row.get("registry_code") for row in rows} - {None}
        old_codes = {row.get("old_code") for row in rows} - {None}
        cores = {company_name.core(name) for name in names}
        target = Domain("is_investment_target", "=", True) & Domain.OR(
            [
                Domain("company_registry", "in", list(codes)),
                Domain("investment_old_code", "in", list(old_codes)),
                Domain("investment_name_key", "in", list(cores)),
                Domain("investment_short_name", "in", list(names)),
                Domain("investment_former_names", "!=", False),
            ]
        )
        other = Domain("is_company", "=", True) & Domain("name", "in", list(names))
        return (
            self.env["res.partner"]
            .with_context(active_test=False)
            .search_fetch(
                target | other,
                [
                    "name",
                    "active",
                    "is_investment_target",
                    "company_registry",
                    "investment_old_code",
                    "investment_short_name",
                    "investment_former_names",
                ],
            )
        )

    # ------------------------------------------------------------
    # One row
    # ------------------------------------------------------------

    @api.model
    def _match_known(self, row, known):
        """Whether the row is settled: its enterprise found, chosen, or asked about."""
        if row.answers.get("partner"):
            row.plan["partner"] = row.answers["partner"]
            return True
        name, code = row.get("enterprise"), row.get("registry_code")
        found = known.by_code.get(code) or known.by_old_code.get(row.get("old_code"))
        if found:
            return self._take_by_code(row, found)
        if row.answers.get("partner_new"):
            return False
        same = known.by_name.get(normalize_name(name), [])
        if not same:
            return self._ask_about_several(row, known)
        fitting = [one for one in same if not (code and one.company_registry)] or same
        if len([one for one in fitting if one.active and one.is_investment_target]) > 1:
            self._ask(row, "enterprise_several", fitting)
        else:
            self._take(row, fitting[0])
            self._tell_code(row, fitting[0].name, fitting[0].company_registry)
        return True

    @api.model
    def _ask_about_several(self, row, known):
        """A cell that names several enterprises is no enterprise of that name."""
        parts = split_enterprises(row.get("enterprise"))
        if len(parts) > 1:
            registered = [
                one for part in parts for one in known.by_name.get(normalize_name(part), [])
            ]
            self._ask(row, "enterprise_joint", registered)
        return len(parts) > 1

    @api.model
    def _tell_code(self, row, name, held):
        code = row.get("registry_code")
        if code and held and held != code:
            row.add(
                TELL, "enterprise_other_code", "registry_code", text=code, name=name, code=held
            )
            row.plan["other_code"] = True

    @api.model
    def _take_by_code(self, row, found):
        """Same code, same enterprise; but a wrong code in the ledger would show by the name."""
        name = company_name.core(row.get("enterprise"))
        names = [company_name.core(other) for other in _names_of(found)]
        if any(is_doubtful(name, other) for other in names):
            self._take(row, found)
        else:
            self._ask(row, "enterprise_other_name", [found], other=found.name)
        return True

    @api.model
    def _take(self, row, partner):
        row.plan["partner"] = partner.id
        if not partner.active:
            row.add(WRONG, "enterprise_archived", "enterprise", name=partner.name)

    @api.model
    def _ask(self, row, problem, candidates, **params):
        nearest = candidates[:MAX_CANDIDATES]
        row.plan["candidates"] = [one.id for one in nearest]
        names = format_list(self.env, [f"“{one.name}”" for one in nearest])
        row.add(
            DECIDE,
            problem,
            "enterprise",
            name=row.get("enterprise"),
            candidates=names,
            **params,
        )

    # ------------------------------------------------------------
    # Likeness
    # ------------------------------------------------------------

    @api.model
    def _match_similar(self, batch, rows, known):
        asked = [row for row in rows if not row.answers.get("partner_new")]
        names = {
            row.get("enterprise"): company_name.core(row.get("enterprise")) for row in asked
        }
        near = self._search_similar({key for key in names.values() if key})
        for row in asked:
            key = names[row.get("enterprise")]
            candidates = {
                partner: None
                for partner in (*known.by_core.get(key, ()), *near.get(key, ()))
                if partner.active
                and partner.is_investment_target
                and not (row.get("registry_code") and partner.company_registry)
                and is_doubtful(key, company_name.core(partner.name))
            }
            if candidates:
                row.plan["partner"] = None
                self._ask(row, "enterprise_similar", list(candidates))

    @api.model
    def _search_similar(self, keys):
        """Return enterprises that share parts of their names with the keys: ``{key: [partner]}``."""
        if not keys:
            return {}
        partners = self.env["res.partner"]
        partners.flush_model(["investment_name_key", "is_investment_target", "active"])
        pairs = (
            self._search_trigrams(keys)
            if self.env.registry.has_trigram
            else self._search_grams(keys)
        )
        found = defaultdict(list)
        for key, partner_id in pairs:
            found[key].append(partners.browse(partner_id))
        return found

    @api.model
    def _search_trigrams(self, keys):
        """One query, one look into the trigram index for each name; record rules are kept."""
        readable = self.env["res.partner"]._search(
            [("is_investment_target", "=", True), ("active", "=", True)]
        )
        self.env.cr.execute(
            SQL(
                "SELECT set_config('pg_trgm.similarity_threshold', %s, true),"
                " set_config('pg_trgm.word_similarity_threshold', %s, true)",
                str(SIMILARITY),
                str(WORD_SIMILARITY),
            )
        )
        return self.env.execute_query(
            SQL(
                """
                SELECT wanted.key, near.id
                  FROM unnest(%(keys)s) AS wanted(key)
            CROSS JOIN LATERAL (
                    SELECT partner.id
                      FROM res_partner partner
                     WHERE partner.is_investment_target IS TRUE
                       AND (partner.investment_name_key %% wanted.key
                            OR partner.investment_name_key %%> wanted.key)
                       AND partner.id IN %(readable)s
                  ORDER BY similarity(partner.investment_name_key, wanted.key) DESC, partner.id
                     LIMIT %(limit)s
                ) near
                """,
                keys=sorted(keys),
                readable=readable.subselect(),
                limit=MAX_CANDIDATES * 2,
            )
        )

    @api.model
    def _search_grams(self, keys):
        partners = self.env["res.partner"].search_fetch(
            [("is_investment_target", "=", True)], ["investment_name_key"]
        )
        known = {partner.id: partner.investment_name_key or "" for partner in partners}
        found = find_candidates(keys, known)
        return [(key, partner_id) for key, ids in found.items() for partner_id in ids]

    # ------------------------------------------------------------
    # New enterprises
    # ------------------------------------------------------------

    @api.model
    def _plan_new(self, batch, rows):
        """One new enterprise for all rows that name it, by code or by name."""
        by_code, by_name = {}, {}
        for row in rows:
            name, code = normalize_name(row.get("enterprise")), row.get("registry_code")
            key = by_code.get(code) if code else None
            if key is None:
                key = by_name.get(name)
                if key is not None:
                    held = batch.new_partners[key].get("company_registry")
                    self._tell_code(row, row.get("enterprise"), held)
            if key is None:
                key = code or name
                batch.new_partners[key] = {"name": row.get("enterprise"), "row": row.number}
                by_name.setdefault(name, key)
            vals = batch.new_partners[key]
            if code:
                vals.setdefault("company_registry", code)
                by_code.setdefault(code, key)
            if row.get("old_code"):
                vals.setdefault("investment_old_code", row.get("old_code"))
            row.plan["partner"] = key
        self._tell_prefixes(batch, rows)

    @api.model
    def _tell_prefixes(self, batch, rows):
        first = {vals["name"]: vals["row"] for vals in batch.new_partners.values()}
        shorter = find_prefixes(first)
        for row in rows:
            if other := shorter.get(row.get("enterprise")):
                row.add(
                    TELL, "enterprise_similar_row", "enterprise", other=other, row=first[other]
                )

    @api.model
    def _create_missing(self, batch, rows):
        """Create the new enterprises that the rows need, and fill in codes that were missing."""
        wanted = {}
        for row in rows:
            key = row.plan.get("partner")
            if isinstance(key, str) and key not in batch.partner_ids:
                wanted.setdefault(key, row)
        handler = self.env["investment.ledger.kind"]
        vals_list = []
        for key in wanted:
            vals = {"is_company": True, "is_investment_target": True, **batch.new_partners[key]}
            vals.pop("row")
            vals_list.append(handler._as_commands("res.partner", vals))
        partners = batch.quiet["res.partner"].create(vals_list)
        for (key, row), partner in zip(wanted.items(), partners, strict=True):
            batch.partner_ids[key] = partner.id
            row.trace.append({"model": "res.partner", "id": partner.id})
        self._fill_codes(batch, rows, handler)

    @api.model
    def _fill_codes(self, batch, rows, handler):
        """A code that a ledger brings completes an enterprise that was entered without one."""
        coded = [
            row
            for row in rows
            if row.get("registry_code")
            and isinstance(row.plan.get("partner"), int)
            and not row.plan.get("other_code")
        ]
        partners = self.env["res.partner"].browse({row.plan["partner"] for row in coded})
        lacking = partners.filtered(
            lambda partner: partner.is_investment_target and not partner.company_registry
        )
        for row in coded:
            partner = lacking.browse(row.plan["partner"])
            if partner in lacking:
                lacking -= partner
                changes = {"company_registry": row.get("registry_code")}
                handler._update(batch, "res.partner", row, partner.id, changes)

    @api.model
    def _get_partner_id(self, batch, row):
        """The enterprise of a row that goes in, once new ones are created."""
        partner = row.plan.get("partner")
        return batch.partner_ids[partner] if isinstance(partner, str) else partner or False


def _names_of(partner):
    former = (partner.investment_former_names or "").replace(";", "；").split("；")
    return [name for name in (partner.name, partner.investment_short_name, *former) if name]
