import re
from datetime import timedelta

from odoo import api, models

from ..tools.ledger.rows import TELL
from ..tools.text import normalize_name
from .investment_ledger_kind import NEW

# The next step of an older engagement is history, nobody wants to be reminded of it.
DAYS_OF_NEXT_STEP = 30


class InvestmentLedgerEngagements(models.AbstractModel):
    """Ledger of engagements (对接台账).

    Natural key: enterprise, day, and the person met where both name one. Two rows of the same
    enterprise and day with two persons are two engagements; counting rule 3 counts the enterprise
    once all the same. One that was called off never stands for one that took place.

    The person met becomes a person of the enterprise. A next step becomes a to-do only if the
    engagement is recent.
    """

    _name = "investment.ledger.engagements"
    _inherit = "investment.ledger.kind"
    _description = "Ledger of Engagements"

    _record_model = "investment.engagement"
    _choice_fields = {
        "mode": ("investment.engagement", "mode"),
        "state": ("investment.engagement", "state"),
    }

    @api.model
    def _get_title(self, row):
        return row.get("enterprise") or ""

    @api.model
    def _check(self, batch):
        self._match_teams(batch)
        self._match_users(batch)
        self.env["investment.ledger.enterprise"]._match(batch, batch.rows)
        self.env["investment.ledger.project"]._match(batch, batch.rows, create=False)
        for row in batch.rows:
            self._check_row(batch, row)
        self._match_participants(batch)
        self._settle(batch)

    @api.model
    def _check_row(self, batch, row):
        date = row.get("date")
        if not row.get("mode"):
            row.add(TELL, "mode_missing", "mode")
        if row.get("project") and not isinstance(row.plan.get("lead"), int):
            row.add(TELL, "project_unknown", "project", text=row.get("project"))
            row.notes.append((self._get_header(batch, row, "project"), row.get("project")))
        if row.get("next_step") and date and date < batch.today - timedelta(DAYS_OF_NEXT_STEP):
            row.add(TELL, "step_past", "next_step")
            row.notes.append(
                (self._get_header(batch, row, "next_step"), row.values.pop("next_step"))
            )
            row.values.pop("next_step_date", None)

    @api.model
    def _match_participants(self, batch):
        """Our side: colleagues are linked, other names are kept in the outcome."""
        texts = {row.get("participants") for row in batch.rows if row.get("participants")}
        names = {name for text in texts for name in split_names(text)}
        # sudo: officers find colleagues by name, nothing else is read
        users = self.env["res.users"].sudo().search([("name", "in", list(names))])
        known = {user.name: user.partner_id.id for user in users}
        for row in batch.rows:
            named = split_names(row.get("participants"))
            found = [known[name] for name in named if name in known]
            if found:
                row.plan["participants"] = found
            if len(found) < len(named):
                row.notes.append(
                    (self._get_header(batch, row, "participants"), row.get("participants"))
                )

    @api.model
    def _count_records(self, batch):
        met = [row for row in batch.rows if row.status == NEW and row.get("enterprise")]
        return {**super()._count_records(batch), "engagements": len(met)}

    # ------------------------------------------------------------
    # Status
    # ------------------------------------------------------------

    @api.model
    def _settle(self, batch):
        seen, existing = {}, self._search_existing(batch)
        for row in batch.open_rows():
            partner = row.plan.get("partner")
            if partner is None:
                continue
            person = normalize_name(row.get("contact"))
            key = (partner, row.get("date"), person, row.get("state") == "cancelled")
            if self._repeats(batch, row, seen, key, ("mode", "outcome", "place")):
                continue
            called_off = row.get("state") == "cancelled"
            candidates = [
                one
                for one in existing.get((partner, row.get("date")), [])
                if (one.state == "cancelled") == called_off
            ]
            record = self._find(candidates, person)
            if record and not row.answers.get("another"):
                self._compare(batch, row, record, self._prepare_changes(batch, row, record))
            else:
                row.status = NEW

    @api.model
    def _search_existing(self, batch):
        """Engagements of the same enterprises and days: ``{(enterprise, day): [engagement]}``."""
        partners = {row.plan.get("partner") for row in batch.rows}
        dates = {row.get("date") for row in batch.rows} - {None}
        engagements = self.env["investment.engagement"].search_fetch(
            [
                ("partner_id", "in", [one for one in partners if isinstance(one, int)]),
                ("date", "in", list(dates)),
            ],
            ["partner_id", "date", "contact_name", "outcome", "mode", "state"],
            order="id",
        )
        found = {}
        for engagement in engagements:
            key = (engagement.partner_id.id, engagement.date)
            found.setdefault(key, []).append(engagement)
        return found

    @api.model
    def _find(self, engagements, person):
        for engagement in engagements:
            if person == normalize_name(engagement.contact_name):
                return engagement
        for engagement in engagements:
            if not person or not engagement.contact_name:
                return engagement
        return None

    # ------------------------------------------------------------
    # Values
    # ------------------------------------------------------------

    @api.model
    def _prepare_changes(self, batch, row, record):
        vals = self._prepare(batch, row)
        lines = [*(row.get("outcome") or "").splitlines(), *self._get_note_lines(batch, row)]
        vals["outcome"] = self._add_lines(record.outcome, lines)
        for name in ("partner_id", "date", "state", "team_id"):
            vals.pop(name, None)  # what it is found by, and what people have done since
        return vals

    @api.model
    def _prepare(self, batch, row):
        lines = [*(row.get("outcome") or "").splitlines(), *self._get_note_lines(batch, row)]
        vals = {
            "partner_id": row.plan.get("partner"),
            "date": row.get("date"),
            "mode": row.get("mode"),
            "place": row.get("place"),
            "contact_name": row.get("contact"),
            "contact_function": row.get("contact_function"),
            "lead_id": row.plan.get("lead"),
            "outcome": "\n".join(lines),
            "next_step": row.get("next_step"),
            "next_step_date": row.get("next_step_date"),
            "participant_ids": row.plan.get("participants"),
            "team_id": row.plan.get("team"),
            # that it is done follows from its date
            "state": row.get("state") != "done" and row.get("state"),
        }
        return {name: value for name, value in vals.items() if value}

    @api.model
    def _apply(self, batch, rows):
        finder = self.env["investment.ledger.enterprise"]
        finder._create_missing(batch, rows)
        new = [row for row in rows if row.status == NEW]
        persons = self._ensure_persons(batch, new)
        vals_list = []
        for row in new:
            partner_id = finder._get_partner_id(batch, row)
            vals = {**self._prepare(batch, row), "partner_id": partner_id}
            vals["contact_id"] = persons.get((partner_id, normalize_name(row.get("contact"))))
            vals = {name: value for name, value in vals.items() if value}
            vals_list.append({**vals, "user_id": row.plan.get("user")})
        self._create_records(batch, "investment.engagement", new, vals_list)
        for row in rows:
            if row.plan.get("changes"):
                record_id = row.plan["record"]
                self._update(
                    batch, "investment.engagement", row, record_id, row.plan["changes"]
                )

    @api.model
    def _ensure_persons(self, batch, rows):
        """Persons met, created where the enterprise has none of that name:
        ``{(enterprise, name): person}``."""
        finder = self.env["investment.ledger.enterprise"]
        wanted = {}
        for row in rows:
            if row.get("contact"):
                partner_id = finder._get_partner_id(batch, row)
                wanted.setdefault((partner_id, normalize_name(row.get("contact"))), row)
        persons = self.env["res.partner"].search_fetch(
            [("parent_id", "in", [key[0] for key in wanted]), ("is_company", "=", False)],
            ["name", "parent_id"],
        )
        known = {(one.parent_id.id, normalize_name(one.name)): one.id for one in persons}
        creating = {key: row for key, row in wanted.items() if key not in known}
        created = self._create_records(
            batch,
            "res.partner",
            list(creating.values()),
            [
                {
                    "parent_id": partner_id,
                    "is_company": False,
                    "name": row.get("contact"),
                    "function": row.get("contact_function"),
                    "phone": row.get("phone"),
                }
                for (partner_id, _name), row in creating.items()
            ],
        )
        for key, person in zip(creating, created, strict=True):
            known[key] = person.id
        return known


def split_names(text):
    """张三、李四等5人 → [张三, 李四]"""
    text = re.sub(r"等?\s*(?:共|一行)?\s*\d*\s*(?:人|余人)?$", "", text or "")
    return [name for name in re.split(r"[、,，;；\s]+", text) if name]
