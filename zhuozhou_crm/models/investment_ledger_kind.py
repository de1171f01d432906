import datetime
from decimal import Decimal
from functools import cached_property

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import float_compare, format_list, html2plaintext

from ..tools.ledger.fields import KINDS
from ..tools.ledger.rows import DECIDE, TELL, WRONG
from ..tools.text import normalize_name

NEW, UPDATE, DUPLICATE, SKIP = "new", "update", "duplicate", "skip"
# A ledger is history: nobody is notified of it, followed to it or assigned by it.
QUIET = {
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "tracking_disable": True,
    "mail_auto_subscribe_no_notify": True,
    "mail_activity_automation_skip": True,
    "investment_pipeline": True,
}
LONGEST_SHOWN = 40


class LedgerBatch:
    """The rows of one import on their way, and what all of them need to know."""

    def __init__(self, ledger, rows):
        env = ledger.env
        self.ledger = ledger
        self.env = env
        self.quiet = env(context=dict(env.context, **QUIET))
        self.rows = rows
        self.kind = KINDS[ledger.kind]
        self.labels = ledger._get_column_labels()
        self.is_manager = ledger._is_manager()
        self.team = ledger.team_id
        self.today = fields.Date.context_today(
            ledger.with_context(tz=env.user.tz or "Asia/Shanghai")
        )
        #: Enterprises and projects to be created, by key: values for ``create``.
        self.new_partners = {}
        self.new_leads = {}
        #: What they became: {key: id}.
        self.partner_ids = {}
        self.lead_ids = {}

    @cached_property
    def companies(self):
        """The company of each promotion team."""
        # sudo: a team is named in the ledger, and only its company is read
        teams = (
            self.env["crm.team"]
            .sudo()
            .search_fetch([("is_investment", "=", True)], ["company_id"])
        )
        return {team.id: team.company_id or self.ledger.company_id for team in teams}

    @cached_property
    def first_stage(self):
        stages = self.env["crm.stage"].sudo()._get_investment_stages()
        return stages.filtered(lambda stage: not stage.fold)[:1]

    def open_rows(self):
        """Rows that may still go in."""
        return [row for row in self.rows if not row.status and not row.has(WRONG)]


class InvestmentLedgerKind(models.AbstractModel):
    """What the kinds of ledgers have in common. A kind says what a row means:

    * ``_check(batch)`` looks everything up, for all rows together, and gives each row its problems
      and its ``plan``: the record it is about, or the values of a new one;
    * ``_apply(batch, rows)`` writes the plans of rows that go in together;
    * ``_get_unit(row)`` names rows that only go in together (the visits of one trip).

    Every kind has natural keys by which a row finds its record again, so that a ledger can be
    imported every month. Values the ledger leaves empty never empty a record.
    """

    _name = "investment.ledger.kind"
    _description = "Kind of Ledger"

    #: The records that the rows are, in the end.
    _record_model = None
    #: Field of a choice column → (model, field) that it goes into.
    _choice_fields = {}

    @api.model
    def _check(self, batch):
        raise NotImplementedError

    @api.model
    def _apply(self, batch, rows):
        raise NotImplementedError

    @api.model
    def _get_unit(self, row):
        return row.key

    @api.model
    def _get_title(self, row):
        """What the row is called in the preview."""
        return row.get("project") or row.get("enterprise") or ""

    @api.model
    def _get_amount(self, batch, row):
        """The amount that the sum of the ledger is made of."""
        for code in batch.kind.amounts:
            if row.get(code) is not None:
                return row.get(code)
        return Decimal(0)

    @api.model
    def _get_date(self, row):
        for spec in KINDS[self._name.rpartition(".")[2]].fields.values():
            if spec.required and spec.type in ("date", "period"):
                return row.get(spec.code)
        return None

    @api.model
    def _count_records(self, batch):
        """How many records of each kind the rows that go in create."""
        rows = [row for row in batch.rows if row.status == NEW]
        partners = {row.plan.get("partner") for row in rows}
        leads = {row.plan.get("lead") for row in rows}
        return {
            "enterprises": len([one for one in partners if isinstance(one, str)]),
            "projects": len([one for one in leads if isinstance(one, str)]),
        }

    # ------------------------------------------------------------
    # Status
    # ------------------------------------------------------------

    @api.model
    def _repeats(self, batch, row, seen, key, compared):
        """Whether a row says again what an earlier row of the file said. ``seen`` is
        ``{key: row}``. With other values a person has to say which row holds."""
        first = seen.setdefault(key, row)
        if first is row or row.answers.get("another"):
            return False
        row.plan["repeated"] = True
        differing = [
            code
            for code in compared
            if row.get(code) is not None and row.get(code) != first.get(code)
        ]
        if differing:
            columns = format_list(batch.env, [batch.labels[code] for code in differing])
            row.add(DECIDE, "repeats_row_other", row=first.number, columns=columns)
        else:
            row.status = DUPLICATE
            row.add(TELL, "repeats_row", row=first.number)
        return True

    @api.model
    def _compare(self, batch, row, record, vals):
        """Plan the update of a record with what differs from it; a duplicate if nothing does."""
        row.plan["record"] = record.id
        changes, kept = {}, {}
        for name, value in vals.items():
            if value in (None, "", False) or self._same(record, name, value):
                continue
            target = kept if batch.ledger.keep_existing and record[name] else changes
            target[name] = value
        if kept:
            row.add(
                TELL,
                "keeps",
                name=record.display_name,
                changes=self._describe_changes(record, kept),
            )
        if changes:
            row.status = UPDATE
            row.plan["changes"] = changes
            row.add(
                TELL,
                "changes",
                name=record.display_name,
                changes=self._describe_changes(record, changes),
            )
        else:
            row.status = DUPLICATE
            row.add(TELL, "exists", name=record.display_name)
        return changes

    @api.model
    def _same(self, record, name, value):
        field, current = record._fields[name], record[name]
        if field.type == "many2one":
            return current.id == value
        if field.type == "many2many":
            return set(value) <= set(current.ids)
        if field.type in ("float", "monetary"):
            return not float_compare(current or 0.0, float(value), precision_digits=2)
        if field.type == "html":
            return value == current
        if field.type in ("char", "text"):
            return normalize_name(current or "") == normalize_name(value)
        return current == value

    @api.model
    def _describe_changes(self, record, changes):
        parts = []
        for name, value in changes.items():
            field = record._fields[name]
            if field.type in ("html", "text") or not record[name]:
                old = ""
            else:
                old = self._show(record, name, record[name])
            new = self._show(record, name, value)
            label = field._description_string(self.env)
            parts.append(f"{label} {old} → {new}" if old else f"{label} {new}")
        return format_list(self.env, parts)

    @api.model
    def _show(self, record, name, value):
        field = record._fields[name]
        if field.type == "many2one":
            shown = value if isinstance(value, models.BaseModel) else record[name].browse(value)
            return shown.sudo().display_name or ""
        if field.type == "many2many":
            shown = value if isinstance(value, models.BaseModel) else record[name].browse(value)
            return format_list(self.env, shown.sudo().mapped("display_name"))
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type in ("monetary", "float"):
            return format(Decimal(str(value)).normalize(), "f")
        if field.type == "html":
            value = html2plaintext(value).split("\n")[-1]
        text = value.isoformat() if isinstance(value, datetime.date) else str(value)
        return text[:LONGEST_SHOWN] + ("…" if len(text) > LONGEST_SHOWN else "")

    # ------------------------------------------------------------
    # Teams, officers, notes
    # ------------------------------------------------------------

    @api.model
    def _match_teams(self, batch, column="team"):
        """Give rows their team: the one the ledger names, or the one of the import."""
        teams = self.env["crm.team"].sudo().search([("is_investment", "=", True)])
        by_name = {}
        for lang, _name in self.env["res.lang"].get_installed():
            for team in teams.with_context(lang=lang):
                by_name.setdefault(normalize_name(team.name), team)
        own = self._get_own_teams()
        for row in batch.rows:
            row.plan["team"] = batch.team.id
            text = row.get(column)
            team = by_name.get(normalize_name(text)) if text else None
            if team and not batch.is_manager and team.id not in own:
                row.add(WRONG, "team_foreign", column, text=text)
            elif team:
                row.plan["team"] = team.id
            elif text:
                row.add(TELL, "team_unknown", column, text=text, team=batch.team.name or "")
                row.notes.append((self._get_header(batch, row, column), text))

    @api.model
    def _get_own_teams(self):
        user = self.env.user
        led = self.env["crm.team"].sudo().search([("user_id", "=", user.id)])
        return set((user.sudo().crm_team_ids | led).ids)

    @api.model
    def _match_users(self, batch, column="user"):
        """Give rows their officer: the one the ledger names, else whoever imports for the own
        team, else the head of the team."""
        names = {row.get(column) for row in batch.rows if row.get(column)}
        # sudo: officers find colleagues by name, nothing else is read
        users = (
            self.env["res.users"]
            .sudo()
            .search([("share", "=", False), ("name", "in", list(names))])
        )
        by_name = {user.name: user.id for user in users}
        default = {}
        for row in batch.rows:
            text, team = row.get(column), row.plan.get("team")
            if team not in default:
                default[team] = self._get_default_user(batch, team)
            row.plan["user"] = by_name.get(text) or default[team]
            if text and text not in by_name:
                row.add(TELL, "user_unknown", column, text=text)
                row.notes.append((self._get_header(batch, row, column), text))

    @api.model
    def _get_default_user(self, batch, team_id):
        if not batch.is_manager or team_id in self._get_own_teams():
            return self.env.uid
        return self.env["crm.team"].sudo().browse(team_id or []).user_id.id

    @api.model
    def _get_header(self, batch, row, code):
        """What the ledger calls a field; our name for what it has no column for."""
        return row.titles.get(code) or batch.labels[code]

    @api.model
    def _get_note_lines(self, batch, row, *codes):
        """What no field exists for, one line each: ``注册资本（万元）：60152``."""
        pairs = [
            (self._get_header(batch, row, code), row.get(code))
            for code in codes
            if row.get(code)
        ]
        return [f"{title}：{text}" for title, text in (*pairs, *row.notes)]

    @api.model
    def _add_lines(self, text, lines):
        """Return a text with the lines it lacks, or None if it lacks none."""
        held = normalize_name(text)
        missing = [line for line in lines if normalize_name(line) not in held]
        return "\n".join(filter(None, (text, *missing))) if missing else None

    @api.model
    def _add_html_lines(self, html, lines):
        held = normalize_name(html2plaintext(html or ""))
        missing = [line for line in lines if normalize_name(line) not in held]
        if not missing:
            return None
        return Markup(html or "") + Markup().join(
            Markup("<p>%s</p>") % Markup("<br/>").join(line.split("\n")) for line in missing
        )

    # ------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------

    @api.model
    def _create_records(self, batch, model, rows, vals_list):
        """Create records without notifying anybody, and trace them to their rows."""
        if not vals_list:
            return batch.env[model]
        vals_list = [self._as_commands(model, vals) for vals in vals_list]
        records = batch.quiet[model].create(vals_list).with_env(batch.env)
        for row, record in zip(rows, records, strict=True):
            row.trace.append({"model": model, "id": record.id})
            if model == self._record_model:
                row.plan["record"] = record.id
        return records

    @api.model
    def _update(self, batch, model, row, record_id, changes):
        """Update a record as a person would, with tracking, and trace what it held before."""
        record = batch.env[model].browse(record_id)
        before = {name: plain_value(record, name) for name in changes}
        record.write(self._as_commands(model, changes))
        after = {name: plain_value(record, name) for name in changes}
        row.trace.append({"model": model, "id": record_id, "before": before, "after": after})

    @api.model
    def _as_commands(self, model, vals):
        """Lists of ids are links: a ledger adds to what is there."""
        model_fields = self.env[model]._fields
        return {
            name: [Command.link(record_id) for record_id in value]
            if model_fields[name].type == "many2many"
            else value
            for name, value in vals.items()
        }


def plain_value(record, name):
    """The value of a field as JSON can hold it and ``write`` takes it."""
    field, value = record._fields[name], record[name]
    if field.type == "many2one":
        return value.id
    if field.type == "many2many":
        return value.ids
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if field.type == "html" and value else value
