import json
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from .investment_ledger_import import STATUSES

# What a row asks (the first word of the problem's code) → which answer settles it.
ANSWERS = {
    "amount": ("choice_amount",),
    "date": ("choice_date",),
    "enterprise": ("choice_partner_id", "choice_partner_new"),
    "project": ("choice_lead_id", "choice_lead_new"),
    "keywork": ("choice_project_id", "choice_project_new"),
    "receipt": ("choice_deal_id",),
    "repeats": ("choice_another",),
    "deal": ("choice_another",),
}
CHOICES = sorted({name for names in ANSWERS.values() for name in names} | {"choice_skip"})


class InvestmentLedgerImportLine(models.Model):
    """A row of the file: what it becomes, why, and what a person decided about it.

    One decision about an enterprise counts for all rows of the import that name it. The status
    does not change with the decisions: importing, or checking again, looks at everything anew.
    """

    _name = "investment.ledger.import.line"
    _description = "Row of a Ledger Import"
    _order = "import_id, id"
    _rec_name = "title"

    import_id = fields.Many2one(
        "investment.ledger.import", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(related="import_id.kind")
    state = fields.Selection(related="import_id.state")
    currency_id = fields.Many2one(related="import_id.currency_id")
    # the row
    sheet = fields.Char()
    number = fields.Integer("Row")
    title = fields.Char("Row Content")
    enterprise = fields.Char("Enterprise in the Ledger")
    partner_id = fields.Many2one("res.partner", "Enterprise", ondelete="set null")
    amount = fields.Monetary()
    date = fields.Date()
    status = fields.Selection(STATUSES, required=True, index=True)
    reason = fields.Text()
    note = fields.Text("To Know")
    # Undoing removes and writes what the trace says, whoever undoes: nobody may write it by hand.
    trace = fields.Json(
        help="What the row was written to, for undoing.", groups=fields.NO_ACCESS
    )
    # decisions
    asks = fields.Char(help="What a person is asked about.")
    candidates = fields.Json()
    ask_amount = fields.Boolean(compute="_compute_asks")
    ask_date = fields.Boolean(compute="_compute_asks")
    ask_enterprise = fields.Boolean(compute="_compute_asks")
    ask_project = fields.Boolean(compute="_compute_asks")
    ask_keywork = fields.Boolean(compute="_compute_asks")
    ask_receipt = fields.Boolean(compute="_compute_asks")
    ask_another = fields.Boolean(compute="_compute_asks")
    decided = fields.Boolean(compute="_compute_decided")
    choice_amount = fields.Monetary("Amount Meant")
    choice_date = fields.Date("Date Meant")
    choice_partner_id = fields.Many2one(
        "res.partner",
        "Enterprise Meant",
        domain=[("is_investment_target", "=", True)],
        ondelete="set null",
    )
    choice_partner_new = fields.Boolean("A New Enterprise")
    choice_lead_id = fields.Many2one(
        "crm.lead",
        "Project Meant",
        domain=[("team_id.is_investment", "=", True)],
        ondelete="set null",
    )
    choice_lead_new = fields.Boolean("A New Project")
    choice_project_id = fields.Many2one(
        "investment.project", "Key Project Meant", ondelete="set null"
    )
    choice_project_new = fields.Boolean("A New Key Project")
    choice_deal_id = fields.Many2one("investment.deal", "Agreement Meant", ondelete="set null")
    choice_another = fields.Boolean("Another One", help="Not the same as the one it resembles.")
    choice_skip = fields.Boolean("Leave Out")

    @api.depends("asks")
    def _compute_asks(self):
        for line in self:
            asks = set((line.asks or "").split(","))
            for name in ("amount", "date", "enterprise", "project", "keywork", "receipt"):
                line[f"ask_{name}"] = name in asks
            line.ask_another = bool(asks & {"repeats", "deal"})

    @api.depends("asks", *CHOICES)
    def _compute_decided(self):
        for line in self:
            asks = (line.asks or "").split(",") if line.asks else []
            answered = all(
                any(line[name] for name in ANSWERS.get(ask, ())) for ask in asks if ask
            )
            line.decided = line.status == "decide" and (
                line.choice_skip or (bool(asks) and answered)
            )

    def write(self, vals):
        res = super().write(vals)
        shared = {
            name: value
            for name, value in vals.items()
            if name in ("choice_partner_id", "choice_partner_new")
        }
        if shared and not self.env.context.get("ledger_one_row"):
            self._share_enterprise(shared)
        return res

    def _share_enterprise(self, vals):
        """The same words in other rows mean the same enterprise."""
        for ledger, lines in self.grouped("import_id").items():
            names = set(lines.filtered("ask_enterprise").mapped("enterprise"))
            others = ledger.line_ids.filtered(
                lambda line, names=names, lines=lines: (
                    line.ask_enterprise and line.enterprise in names and line not in lines
                )
            )
            others.with_context(ledger_one_row=True).write(vals)

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_take_candidate(self):
        """Take the first candidate for what is asked."""
        for line in self:
            vals = {}
            for ask, name, kind in (
                ("enterprise", "choice_partner_id", "partner"),
                ("project", "choice_lead_id", "lead"),
                ("keywork", "choice_project_id", "project"),
                ("receipt", "choice_deal_id", "deal"),
            ):
                candidates = (line.candidates or {}).get(kind)
                if line[f"ask_{ask}"] and candidates:
                    vals[name] = candidates[0]
            if vals:
                line.write(vals)
        return True

    def action_skip(self):
        self.write({"choice_skip": True})
        return True

    def action_new(self):
        """Nothing that exists is meant: a new enterprise, project or another agreement."""
        for line in self:
            line.write(
                {
                    "choice_partner_new": line.ask_enterprise,
                    "choice_lead_new": line.ask_project,
                    "choice_project_new": line.ask_keywork and line.kind == "projects",
                    "choice_another": line.ask_another,
                }
            )
        return True

    # ------------------------------------------------------------
    # Business
    # ------------------------------------------------------------

    @api.model
    def _insert(self, vals_list):
        """Write the rows of a preview in one statement: they are plain values, nothing depends on
        them, and a large ledger has as many of them as it has rows."""
        if not vals_list:
            return
        columns = [
            name
            for name, field in self._fields.items()
            if field.store and field.column_type and name not in models.MAGIC_COLUMNS
        ]
        rows = [{name: vals.get(name) or None for name in columns} for vals in vals_list]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %(table)s (%(columns)s, create_uid, write_uid, create_date, write_date)
                     SELECT %(columns)s, %(uid)s, %(uid)s, %(now)s, %(now)s
                       FROM jsonb_populate_recordset(NULL::%(table)s, %(rows)s)
                            WITH ORDINALITY AS rows
                   ORDER BY rows.ordinality
                """,
                table=SQL.identifier(self._table),
                columns=SQL(", ").join(SQL.identifier(name) for name in columns),
                uid=self.env.uid,
                now=self.env.cr.now(),
                rows=json.dumps(rows, default=str),
            )
        )
        self.env["investment.ledger.import"].invalidate_model()

    def _get_key(self):
        return self.sheet or "", self.number

    def _get_choice_values(self):
        """The decisions as values for another line of the same row."""
        return {
            name: self[name].id if self._fields[name].type == "many2one" else self[name]
            for name in CHOICES
            if self[name]
        }

    def _get_answers(self):
        """Return what was decided, as the readers of rows want it: ``{(sheet, row): {…}}``."""
        answers = {}
        for line in self:
            answer = {
                "amount": line.choice_amount and line._get_exact_amount(),
                "date": line.choice_date,
                "partner": line.choice_partner_id.id,
                "partner_new": line.choice_partner_new,
                "lead": line.choice_lead_id.id,
                "lead_new": line.choice_lead_new,
                "project": line.choice_project_id.id,
                "project_new": line.choice_project_new,
                "deal": line.choice_deal_id.id,
                "another": line.choice_another,
                "skip": line.choice_skip,
            }
            answer = {name: value for name, value in answer.items() if value}
            if answer:
                answers[line._get_key()] = answer
        return answers

    def _get_exact_amount(self):
        return Decimal(str(self.choice_amount))
