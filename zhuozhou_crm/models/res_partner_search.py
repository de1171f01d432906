from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.sql import escape_psql

from ..tools import company_name, credit_code
from ..tools.text import normalize_name

MAX_DUPLICATES = 6
MIN_CODE_LENGTH = 6
MIN_SIMILAR_LENGTH = 4
NAME_FIELDS = ("investment_short_name", "investment_former_names", "investment_old_code")


class ResPartner(models.Model):
    """Finding a target enterprise again: by name, former and short name and code, whatever the
    spelling; best match first; and a hint when it is about to be registered twice.

    The many2one fields that want a target enterprise say so with
    ``context="{'default_is_investment_target': True}"``: only their suggestions are ranked, and
    only what is typed into them is created as a target.
    """

    _inherit = "res.partner"
    investment_duplicate_ids = fields.Many2many(
        "res.partner",
        string="Possible Duplicates",
        compute="_compute_investment_duplicate_ids",
        context={"active_test": False},
    )

    @api.depends("name", "investment_short_name", "investment_group_id", "is_investment_target")
    def _compute_investment_duplicate_ids(self):
        """Archived enterprises are among them: they are to be restored, not registered again."""
        for partner in self:
            domain = partner._get_duplicate_domain()
            partner.investment_duplicate_ids = (
                self.with_context(active_test=False).search(domain, limit=MAX_DUPLICATES)
                if domain
                else False
            )

    def _search_display_name(self, operator, value):
        """Find an enterprise by its other names too, 中国通用技术(集团) under any width of brackets,
        and a code under any spelling."""
        domain = Domain(super()._search_display_name(operator, value))
        if not isinstance(value, str) or not value:
            return domain
        others = [Domain(name, operator, value) for name in NAME_FIELDS]
        if operator in Domain.NEGATIVE_OPERATORS:
            return Domain.AND([domain, *others])
        if operator in ("ilike", "like"):
            others += self._get_spelling_domains(value)
        return Domain.OR([domain, *others])

    @api.model
    def _get_spelling_domains(self, text):
        key, code = company_name.core(text), credit_code.clean(text)
        domains = [Domain("investment_name_key", "ilike", key)] if key else []
        if len(code) >= MIN_CODE_LENGTH and code.isascii() and code != text:
            domains.append(Domain("company_registry", "=like", escape_psql(code) + "%"))
        return domains

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Rank target enterprises: the exact name, short name or code first, then those that begin
        with what was typed, then the rest."""
        if (
            not name
            or operator != "ilike"
            or not self.env.context.get("default_is_investment_target")
        ):
            return super().name_search(name, domain, operator, limit)
        given = Domain(domain or Domain.TRUE)
        found = self.browse()
        for step in (*self._get_ranking_domains(name), Domain("display_name", operator, name)):
            if limit and len(found) >= limit:
                break
            rest = limit - len(found) if limit else None
            found |= self.search_fetch(
                step & given & Domain("id", "not in", found.ids), ["display_name"], limit=rest
            )
        return [(partner.id, partner.display_name) for partner in found.sudo()]

    @api.model
    def name_create(self, name):
        """Give back the target enterprise that already bears the name instead of a second one."""
        if self.env.context.get("default_is_investment_target"):
            spelling = normalize_name(name)
            for partner in self.search(
                [("investment_name_key", "=", company_name.core(name))], limit=MAX_DUPLICATES
            ):
                if normalize_name(partner.name) == spelling:
                    return partner.id, partner.display_name
        return super().name_create(name)

    @api.model
    def _get_ranking_domains(self, name):
        """Return what to look for before the ordinary search, best first."""
        pattern = escape_psql(name.strip())
        key = company_name.core(name)
        exact = Domain("investment_short_name", "=ilike", pattern) | Domain(
            "company_registry", "=", credit_code.clean(name)
        )
        starts = Domain("investment_short_name", "=ilike", pattern + "%")
        if key:
            exact |= Domain("investment_name_key", "=", key)
            starts |= Domain("investment_name_key", "=like", key + "%")
        return exact, starts

    def _get_duplicate_domain(self):
        """Return the domain of the enterprises that this one may repeat, or None.

        The same name without its legal form always counts. Before the enterprise is saved a longer
        name and the same short name count too; afterwards that would point at every unit of a
        group for ever."""
        self.ensure_one()
        key = company_name.core(self.name)
        if not self.is_investment_target or not key:
            return None
        same = Domain("investment_name_key", "=", key)
        if not self._origin:
            if len(key) >= MIN_SIMILAR_LENGTH:
                same |= Domain("investment_name_key", "=like", key + "%")
            same |= Domain("investment_short_name", "=", self.name)
            same |= Domain("investment_former_names", "ilike", self.name)
            if self.investment_short_name:
                same |= Domain("investment_short_name", "=", self.investment_short_name)
        return same & Domain("id", "not in", self._origin.ids)
