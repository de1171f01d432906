import csv

from odoo import api, fields, models
from odoo.tools import file_open

from ..tools import company_name
from ..tools.text import normalize_name

DIRECTORY_FILE = "zhuozhou_crm/data/directory/central_enterprises.csv"
OWN_COLUMNS = ("directory", "name", "name_en", "owner", "note", "counted")
# What an entry says about its enterprise, by the column of the file.
PARTNER_COLUMNS = {
    "name": "name",
    "short_name": "investment_short_name",
    "other_names": "investment_former_names",
    "website": "website",
}


class InvestmentDirectoryEntry(models.Model):
    """Entry of the directory of central enterprises that is shipped with the addon.

    Sources: the list of the State-owned Assets Supervision and Administration Commission (99
    groups) and the Ministry of Finance's lists of central financial and other enterprises. English
    names are given only where they are confirmed, short names are the customary ones.

    The directory is read again at every update, and the target enterprises made from it belong to
    their users:

    * a counted entry without an enterprise takes the target enterprise of the same name, or creates
      one; an entry that is not counted (its present status cannot be proved) creates none;
    * a value is written only where the enterprise still holds what the directory wrote last; what a
      user has changed or emptied stays;
    * an enterprise that a user has deleted or archived is left alone;
    * an entry that has left the list is archived, its enterprise is not.
    """

    _name = "investment.directory.entry"
    _description = "Central Enterprise Directory Entry"
    _order = "directory DESC, code"  # SASAC first

    code = fields.Char(required=True, help="Stable code of the entry in the shipped directory.")
    active = fields.Boolean(default=True)
    directory = fields.Selection(
        [
            ("sasac", "SASAC central enterprises"),
            ("finance", "Central financial enterprises"),
            ("central_other", "Other central enterprises"),
        ],
        required=True,
    )
    name = fields.Char(required=True)
    name_en = fields.Char(
        "English Name", help="Given only where the enterprise itself uses it."
    )
    owner = fields.Char("Investor on Behalf of the State")
    note = fields.Char()
    counted = fields.Boolean(
        default=True,
        help="Not counted: its present status as a central enterprise is unproved.",
    )
    applied = fields.Json("Values Last Applied")
    partner_id = fields.Many2one(
        "res.partner", "Enterprise", index="btree_not_null", ondelete="set null"
    )

    _code_uniq = models.UniqueIndex("(code)", "This code is already in the directory.")

    def action_open_partner(self):
        self.ensure_one()
        return self.partner_id.get_formview_action()

    @api.model
    def _load_directory(self):
        """Bring the directory up to the shipped file; called at every installation and update."""
        with file_open(DIRECTORY_FILE) as file:
            self._apply_rows(list(csv.DictReader(file)))

    @api.model
    def _apply_rows(self, rows):
        """Bring the directory to ``rows``, dictionaries by the columns of the shipped file."""
        directory = self.with_context(active_test=False, tracking_disable=True)
        entries = directory._write_entries(rows)
        fresh, known = [], []
        for row in rows:
            entry = entries[row["code"]]
            if entry.applied:
                known.append((entry, row))
            elif entry.counted:
                fresh.append((entry, row))
        for entry, row in known:
            if entry.partner_id.active:
                entry._update_partner(row)
        directory._link_known_partners(fresh)
        directory._create_partners(
            [(entry, row) for entry, row in fresh if not entry.partner_id]
        )

    @api.model
    def _write_entries(self, rows):
        """Create, update and archive the entries themselves; return them by their codes."""
        entries = {entry.code: entry for entry in self.search([])}
        codes = {row["code"] for row in rows}
        gone = self.browse(entry.id for code, entry in entries.items() if code not in codes)
        gone.filtered("active").action_archive()
        fresh = []
        for row in rows:
            values = self._prepare_entry_values(row)
            if entry := entries.get(row["code"]):
                if any((entry[name] or "") != value for name, value in values.items()):
                    entry.write(values)
            else:
                fresh.append(values)
        return entries | {entry.code: entry for entry in self.create(fresh)}

    @api.model
    def _link_known_partners(self, entry_rows):
        """Take the target enterprises that users registered before the directory knew them. Their
        values are the users' own; only what is empty is filled in."""
        partners = self.env["res.partner"].search(
            [
                ("is_investment_target", "=", True),
                (
                    "investment_name_key",
                    "in",
                    [company_name.core(entry.name) for entry, _row in entry_rows],
                ),
            ]
        )
        by_name = {normalize_name(partner.name): partner for partner in partners}
        for entry, row in entry_rows:
            if partner := by_name.get(normalize_name(entry.name)):
                values = entry._prepare_partner_values(row)
                partner.write(
                    {
                        name: value
                        for name, value in values.items()
                        if value and not partner[name]
                    }
                )
                entry.write(
                    {"partner_id": partner.id, "applied": entry._prepare_applied_values(row)}
                )

    @api.model
    def _create_partners(self, entry_rows):
        partners = self.env["res.partner"].create(
            [entry._prepare_partner_values(row) for entry, row in entry_rows]
        )
        for (entry, row), partner in zip(entry_rows, partners, strict=True):
            entry.write(
                {"partner_id": partner.id, "applied": entry._prepare_applied_values(row)}
            )

    def _update_partner(self, row):
        """Write what has changed in the directory and not on the enterprise."""
        self.ensure_one()
        partner, applied = self.partner_id, self.applied
        shipped = {
            name: value
            for name, value in self._prepare_applied_values(row).items()
            if value != applied.get(name) and (partner[name] or "") == applied.get(name, "")
        }
        if shipped:
            partner.write(shipped)
            self.applied = applied | shipped

    @api.model
    def _prepare_entry_values(self, row):
        values = {name: row[name] for name in OWN_COLUMNS}
        return values | {"code": row["code"], "counted": row["counted"] == "1", "active": True}

    def _prepare_partner_values(self, row):
        return self._prepare_applied_values(row) | {
            "is_investment_target": True,
            "is_company": True,
            "investment_nature": "central_soe",
            "investment_tier": "group",
            "country_id": self.env.ref("base.cn").id,
        }

    def _prepare_applied_values(self, row):
        """Return the values of the enterprise that later versions of the directory may change, as
        the enterprise will hold them."""
        values = {name: row[column] for column, name in PARTNER_COLUMNS.items()}
        if values["website"]:
            values["website"] = self.env["res.partner"]._clean_website(values["website"])
        return values
