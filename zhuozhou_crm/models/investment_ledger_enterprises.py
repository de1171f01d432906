import re

from odoo import api, models

from ..tools import company_name
from ..tools.ledger.rows import TELL
from ..tools.text import normalize_name
from .investment_ledger_kind import DUPLICATE, NEW, UPDATE

HONOURS = "zhuozhou_crm.partner_category_honours"


class InvestmentLedgerEnterprises(models.AbstractModel):
    """Ledger of target enterprises (企业库).

    Natural key: credit code, else name. A second row of the same enterprise is a duplicate of the
    first, whatever else it says: a register has one line per enterprise.

    The contact person becomes a person of the enterprise. When it was last contacted stays a
    note: the fact itself is an engagement, and who met whom and how is not in such a ledger.
    """

    _name = "investment.ledger.enterprises"
    _inherit = "investment.ledger.kind"
    _description = "Ledger of Enterprises"

    _record_model = "res.partner"
    _choice_fields = {
        "nature": ("res.partner", "investment_nature"),
        "tier": ("res.partner", "investment_tier"),
    }

    @api.model
    def _check(self, batch):
        self.env["investment.ledger.enterprise"]._match(batch, batch.rows)
        industries = self._get_industries(batch)
        honours = self._get_honours()
        groups = self._get_groups(batch)
        listed = {normalize_name(row.get("enterprise")) for row in batch.rows}
        for row in batch.rows:
            row.plan["vals"] = {
                **self._prepare_plain(row),
                **self._prepare_industry(row, industries),
                **self._prepare_honours(row, honours),
                **self._prepare_group(row, groups, listed),
            }
        self._settle(batch)

    @api.model
    def _settle(self, batch):
        seen = {}
        partners = self.env["res.partner"].browse(
            {
                row.plan["partner"]
                for row in batch.rows
                if isinstance(row.plan.get("partner"), int)
            }
        )
        persons = self._get_persons(partners)
        for row in batch.open_rows():
            partner = row.plan.get("partner")
            if partner is None or self._repeats(batch, row, seen, partner, ("registry_code",)):
                continue
            if isinstance(partner, str):
                row.status = NEW
                continue
            record = partners.browse(partner)
            vals = {**row.plan["vals"], **self._prepare_identity(row, record)}
            comment = self._add_html_lines(record.comment, self._get_comment(batch, row))
            self._compare(batch, row, record, {**vals, "comment": comment})
            row.plan["person"] = self._plan_person(row, record, persons.get(partner, {}))
            if row.plan["person"] and row.status == DUPLICATE:
                row.status = UPDATE

    @api.model
    def _apply(self, batch, rows):
        finder = self.env["investment.ledger.enterprise"]
        new = [row for row in rows if row.status == NEW]
        for row in new:
            lines = self._get_comment(batch, row)
            vals = {**row.plan["vals"], "comment": self._add_html_lines("", lines)}
            batch.new_partners[row.plan["partner"]] |= {
                name: value for name, value in vals.items() if value not in (None, "", False)
            }
        finder._create_missing(batch, new)
        for row in new:
            row.plan["record"] = finder._get_partner_id(batch, row)
        for row in rows:
            if row.plan.get("changes"):
                row.plan["record"] = row.plan["partner"]
                self._update(
                    batch, "res.partner", row, row.plan["partner"], row.plan["changes"]
                )
        self._apply_groups(batch, rows)
        self._apply_persons(batch, rows)

    # ------------------------------------------------------------
    # Values
    # ------------------------------------------------------------

    @api.model
    def _prepare_plain(self, row):
        vals = {
            "investment_nature": row.get("nature"),
            "investment_tier": row.get("tier"),
            "investment_short_name": row.get("short_name"),
            "investment_former_names": row.get("former_names"),
            "street": row.get("address"),
            "email": row.get("email"),
            "website": row.get("website"),
            "investment_settled_date": row.get("settled_date"),
        }
        if not row.get("contact"):
            vals["phone"] = row.get("phone")
        return {name: value for name, value in vals.items() if value}

    @api.model
    def _prepare_identity(self, row, record):
        """What makes a found record the enterprise of the row."""
        return {
            "is_investment_target": True,
            "company_registry": not row.plan.get("other_code") and row.get("registry_code"),
            "investment_old_code": row.get("old_code"),
        }

    @api.model
    def _get_comment(self, batch, row):
        return self._get_note_lines(batch, row, "last_contact")

    @api.model
    def _get_industries(self, batch):
        industries = self.env["res.partner.industry"].search_fetch(
            [], ["name", "code", "parent_id"]
        )
        known = {}
        for industry in industries:
            known.setdefault(normalize_name(industry.name), industry.id)
            if industry.code:
                known[normalize_name(industry.code)] = industry.id
                known.setdefault(normalize_name(industry.code + industry.name), industry.id)
                section = industry.parent_id.code or ""
                known.setdefault(normalize_name(section + industry.code), industry.id)
        return known

    @api.model
    def _prepare_industry(self, row, industries):
        text = row.get("industry")
        if not text:
            return {}
        # C3516 石油… is a class of division 35.
        code = re.match(r"[A-Ta-t]?(\d{2})\d{0,2}", text)
        for key in (text, text.rpartition("/")[2], code and code[1]):
            if key and normalize_name(key) in industries:
                return {"industry_id": industries[normalize_name(key)]}
        row.add(TELL, "industry_unknown", "industry", text=text)
        row.notes.append((row.titles["industry"], text))
        return {}

    @api.model
    def _get_honours(self):
        parent = self.env.ref(HONOURS, raise_if_not_found=False)
        if not parent:
            return {}
        known = {}
        for lang, _name in self.env["res.lang"].get_installed():
            for category in parent.with_context(lang=lang).child_ids:
                known[normalize_name(category.name)] = category.id
        return known

    @api.model
    def _prepare_honours(self, row, honours):
        found = []
        for text in re.split(r"[、,，;；/\s]+", row.get("honours") or ""):
            if not text:
                continue
            if normalize_name(text) in honours:
                found.append(honours[normalize_name(text)])
            else:
                row.add(TELL, "honour_unknown", "honours", text=text)
                row.notes.append((row.titles["honours"], text))
        return {"category_id": found} if found else {}

    # ------------------------------------------------------------
    # Groups
    # ------------------------------------------------------------

    @api.model
    def _get_groups(self, batch):
        names = {row.get("group") for row in batch.rows if row.get("group")}
        if not names:
            return {}
        partners = self.env["res.partner"].search_fetch(
            [
                ("is_investment_target", "=", True),
                "|",
                ("investment_name_key", "in", [company_name.core(name) for name in names]),
                ("investment_short_name", "in", list(names)),
            ],
            ["name", "investment_short_name"],
        )
        known = {}
        for partner in partners:
            top = partner.investment_group_id or partner
            for name in (partner.investment_short_name, partner.name):
                known[normalize_name(name)] = top.id
        return known

    @api.model
    def _prepare_group(self, row, groups, listed):
        """Units hang on the top group; so does what is compared with them."""
        key = normalize_name(row.get("group"))
        if not key or key == normalize_name(row.get("enterprise")):
            return {}
        if key in groups:
            return {"investment_group_id": groups[key]}
        if key in listed:
            row.plan["group_name"] = row.get("group")
        else:
            row.add(TELL, "group_unknown", "group", text=row.get("group"))
            row.notes.append((row.titles["group"], row.get("group")))
        return {}

    @api.model
    def _apply_groups(self, batch, rows):
        """A group that stands in the same ledger is there only now."""
        waiting = [row for row in rows if row.plan.get("group_name")]
        groups = self._get_groups(batch) if waiting else {}
        for row in waiting:
            record = self.env["res.partner"].browse(
                row.plan.get("record") or row.plan["partner"]
            )
            group = groups.get(normalize_name(row.plan["group_name"]))
            if group and group != record.id and record.investment_group_id.id != group:
                changes = {"investment_group_id": group}
                self._update(batch, "res.partner", row, record.id, changes)

    # ------------------------------------------------------------
    # Persons
    # ------------------------------------------------------------

    @api.model
    def _get_persons(self, partners):
        """Persons of enterprises by name: ``{enterprise: {name: person}}``."""
        persons = self.env["res.partner"].search_fetch(
            [("parent_id", "in", partners.ids), ("is_company", "=", False)],
            ["name", "function", "phone", "parent_id"],
        )
        known = {}
        for person in persons:
            known.setdefault(person.parent_id.id, {})[normalize_name(person.name)] = person
        return known

    @api.model
    def _plan_person(self, row, record, persons):
        """Values of a person to create, or of one to complete; None if nothing is missing."""
        if not row.get("contact"):
            return None
        vals = {"function": row.get("contact_function"), "phone": row.get("phone")}
        vals = {name: value for name, value in vals.items() if value}
        person = persons.get(normalize_name(row.get("contact")))
        if not person:
            return {"name": row.get("contact"), **vals}
        lacking = {name: value for name, value in vals.items() if not person[name]}
        return {"id": person.id, **lacking} if lacking else None

    @api.model
    def _apply_persons(self, batch, rows):
        creating, vals_list = [], []
        for row in rows:
            partner_id = row.plan.get("record") or row.plan["partner"]
            person = row.plan.get("person")
            if row.status == NEW:
                person = self._plan_person(row, None, {})
            if not person:
                continue
            if "id" in person:
                changes = {name: value for name, value in person.items() if name != "id"}
                self._update(batch, "res.partner", row, person["id"], changes)
            else:
                creating.append(row)
                vals_list.append({"parent_id": partner_id, "is_company": False, **person})
        handler = self.env["investment.ledger.kind"]  # a person is not what the row is
        handler._create_records(batch, "res.partner", creating, vals_list)
