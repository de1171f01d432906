from collections import defaultdict

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import SQL

from .crm_lead_claim import PERSONAL_MESSAGES
from .investment_ledger_kind import QUIET, plain_value

# What depends on the others goes first.
ORDER = (
    "investment.project.progress",
    "investment.project.plan",
    "investment.project",
    "investment.fund.receipt",
    "investment.deal",
    "investment.engagement",
    "investment.trip",
    "crm.lead",
    "res.partner",
)
# Rows that are worked out from the record, or that only speak of it.
NOTHING_BUILT = {
    "investment.deal.contribution",
    "investment.ledger.import.line",
    "investment.project.light",
    "investment.trip.stop",
    "mail.followers",
    "mail.message",
    "mail.notification",
}
MAX_TOLD = 10


class InvestmentLedgerImport(models.Model):
    """Taking an import back as a whole.

    It restores what was there before: what the import created goes, what it changed gets its old
    values. It refuses, naming the records, once anything was built on what it created (an
    engagement on an imported project, a comment, a file, a person's to-do), or once somebody has
    changed what it wrote.
    """

    _inherit = "investment.ledger.import"

    def _undo(self):
        self.ensure_one()
        if self.user_id != self.env.user and not self._is_manager():
            raise AccessError(
                self.env._(
                    "Only %(user)s or a bureau manager may undo this import.",
                    user=self.user_id.name,
                )
            )
        # sudo: officers may not delete, but they may take back what they have just created.
        ledger = self.sudo().with_context(**QUIET)
        created, changes = ledger._read_traces()
        obstacles = [
            *ledger._find_changed(created, changes),
            *ledger._find_built(created),
            *ledger._find_spoken(created),
        ]
        if obstacles:
            raise UserError(ledger._describe_obstacles(obstacles))
        ledger._restore(changes)
        ledger._remove(created)
        ledger.line_ids.trace = False
        self.state = "undone"

    def _read_traces(self):
        """Return the created records ``{model: records}`` and the changed values ``{(model, id):
        {field: (value before, value after)}}``."""
        ids, changes = defaultdict(list), defaultdict(dict)
        for line in self.line_ids:
            for entry in line.trace or ():
                if "before" not in entry:
                    ids[entry["model"]].append(entry["id"])
                    continue
                values = changes[entry["model"], entry["id"]]
                for name, after in entry["after"].items():
                    before = values[name][0] if name in values else entry["before"][name]
                    values[name] = (before, after)
        created = {model: self.env[model].browse(ids[model]).exists() for model in ids}
        return created, changes

    # ------------------------------------------------------------
    # What stands in the way
    # ------------------------------------------------------------

    def _find_changed(self, created, changes):
        """Records that somebody has changed since: pairs of the record and what happened."""
        since = max(self.line_ids.mapped("create_date"))
        word = self.env._("changed since")
        for records in created.values():
            for record in records:
                if record.write_date > since:
                    yield record, word
        for (model, record_id), values in changes.items():
            record = self.env[model].browse(record_id).exists()
            if record and any(
                plain_value(record, name) != after for name, (_b, after) in values.items()
            ):
                yield record, word

    def _find_built(self, created):
        """Records of others that refer to what was created."""
        self.env.flush_all()
        own = {model: set(records.ids) for model, records in created.items()}
        for model, records in created.items():
            for referrer, field in self._get_references(model):
                for record_id, referrer_id in self._search_references(referrer, field, records):
                    if referrer_id not in own.get(referrer._name, ()):
                        yield (
                            records.browse(record_id),
                            self.env["ir.model"]._get(referrer._name).name,
                        )

    def _get_references(self, model):
        """Stored fields of all models that refer to a model."""
        for name, referrer in self.env.items():
            if referrer._abstract or not referrer._auto or referrer._transient:
                continue
            if name in NOTHING_BUILT:
                continue
            for field in referrer._fields.values():
                if (
                    field.comodel_name == model
                    and field.store
                    and not field.inherited
                    and field.type in ("many2one", "many2many")
                ):
                    yield referrer, field

    def _search_references(self, referrer, field, records):
        """Pairs of the record referred to and the id of the record that refers to it."""
        if field.type == "many2one":
            if not field.column_type:
                return []
            table, refers, is_referred = referrer._table, "id", field.name
        else:
            table, refers, is_referred = field.relation, field.column1, field.column2
        return self.env.execute_query(
            SQL(
                "SELECT %(referred)s, %(refers)s FROM %(table)s WHERE %(referred)s = ANY(%(ids)s)",
                referred=SQL.identifier(is_referred),
                refers=SQL.identifier(refers),
                table=SQL.identifier(table),
                ids=records.ids,
            )
        )

    def _find_spoken(self, created):
        """Comments, files and to-dos that people have added."""
        since = max(self.line_ids.mapped("create_date"))
        for model, records in created.items():
            here = [("res_id", "in", records.ids)]
            for name, domain in (
                (
                    "mail.message",
                    [("model", "=", model), ("message_type", "in", PERSONAL_MESSAGES)],
                ),
                ("mail.activity", [("res_model", "=", model), ("automated", "=", False)]),
                ("ir.attachment", [("res_model", "=", model), ("create_date", ">", since)]),
            ):
                found = self.env[name].search([*domain, *here])
                for one in found:
                    yield records.browse(one.res_id), self.env["ir.model"]._get(name).name

    def _describe_obstacles(self, obstacles):
        told = [f"• {record.display_name}: {word}" for record, word in dict.fromkeys(obstacles)]
        more = len(told) - MAX_TOLD
        if more > 0:
            told = [*told[:MAX_TOLD], self.env._("… and %(count)s more.", count=more)]
        return self.env._(
            "The import cannot be undone, because work has been built on it:\n%(records)s\n"
            "Correct single records instead.",
            records="\n".join(told),
        )

    # ------------------------------------------------------------
    # Taking back
    # ------------------------------------------------------------

    def _restore(self, changes):
        for (model, record_id), values in changes.items():
            record = self.env[model].browse(record_id).exists()
            if not record:
                continue
            before = {}
            for name, (old, _new) in values.items():
                field = record._fields[name]
                before[name] = [Command.set(old)] if field.type == "many2many" else old
            record.write(before)

    def _remove(self, created):
        for records in created.values():
            if records._name == "investment.trip":
                # A done trip keeps its last engagement.
                records.filtered(lambda trip: trip.state == "done").state = "under_way"
            elif records._name == "investment.project.progress":
                # A filed month is corrected, not deleted, by anybody else.
                records.state = "draft"
        for model in ORDER:
            if model in created:
                created[model].unlink()
