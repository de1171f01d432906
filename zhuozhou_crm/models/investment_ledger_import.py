import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.ledger.amounts import SHIFTS
from .investment_ledger_field import LEDGER_KINDS

MANAGER = "zhuozhou_crm.zhuozhou_crm_group_manager"
STATUSES = [
    ("new", "Addition"),
    ("update", "Update"),
    ("duplicate", "Duplicate"),
    ("decide", "To decide"),
    ("wrong", "Wrong"),
    ("skip", "Left out"),
]
UNITS = [
    ("yi", "亿元"),
    ("qianwan", "千万元"),
    ("baiwan", "百万元"),
    ("shiwan", "十万元"),
    ("wan", "万元"),
    ("qian", "千元"),
    ("yuan", "元"),
    ("foreign", "Foreign money"),
]


class InvestmentLedgerImport(models.Model):
    """Guided import of a ledger that staff keep in Excel.

    Upload → columns → preview → done. A file whose columns are all known goes to the preview at
    once. In the preview each row is new, an update, a duplicate, to decide or wrong, with the
    reason; nothing has been written. Importing takes what is new and what is updated, in one
    transaction; what is to decide or wrong stays out and can be fetched as a workbook with the
    reasons. A finished import can be undone as a whole as long as nothing was built on it.

    The same file twice changes nothing: every kind of ledger has natural keys, see the models
    ``investment.ledger.<kind>``.

    Rights are those of the user: an officer imports for the own team, a manager for all.

    Beside this file: reading (``investment_ledger_import_read``), checking (``…_check``),
    importing and undoing (``…_run``). Plain work on cells is done in ``tools/ledger``.
    """

    _name = "investment.ledger.import"
    _description = "Ledger Import"
    _order = "id desc"
    _check_company_auto = True

    #: From here on an import takes longer than a person should wait for, or a proxy does.
    _background_rows = 5000

    # what is imported
    name = fields.Char("Ledger File", compute="_compute_name", store=True)
    kind = fields.Selection(LEDGER_KINDS, "Ledger", required=True)
    file = fields.Binary(attachment=True, copy=False)
    file_name = fields.Char()
    state = fields.Selection(
        [
            ("upload", "Upload"),
            ("columns", "Columns"),
            ("preview", "Preview"),
            ("done", "Imported"),
            ("undone", "Undone"),
        ],
        "Step",
        required=True,
        default="upload",
        copy=False,
        index=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        "Imported By",
        required=True,
        default=lambda self: self.env.user,
        index=True,
    )
    team_id = fields.Many2one(
        "crm.team",
        "For Team",
        default=lambda self: self._default_team_id(),
        domain=[("is_investment", "=", True)],
        check_company=True,
        help="Rows that name no team, or one that is not known here, go to this team.",
    )

    # how
    header_row = fields.Integer(
        "Header in Row",
        help="0: found by itself. Otherwise the row as the spreadsheet counts it.",
    )
    skip_hidden = fields.Boolean("Leave Out Hidden Rows")
    default_unit = fields.Selection(
        UNITS, "Unit of Amounts", help="For amounts whose unit is written nowhere in the file."
    )
    keep_existing = fields.Boolean(
        "Only Fill What Is Empty",
        help="Where ledger and system differ, the system's value stays.",
    )

    # what was found
    sheets = fields.Json(readonly=True, copy=False)
    column_ids = fields.One2many("investment.ledger.import.column", "import_id", "Columns")
    line_ids = fields.One2many("investment.ledger.import.line", "import_id", "All Rows")
    decide_line_ids = fields.One2many(
        "investment.ledger.import.line",
        "import_id",
        "Rows to Decide",
        domain=[("status", "=", "decide")],
    )
    wrong_line_ids = fields.One2many(
        "investment.ledger.import.line",
        "import_id",
        "Wrong Rows",
        domain=[("status", "=", "wrong")],
    )
    good_line_ids = fields.One2many(
        "investment.ledger.import.line",
        "import_id",
        "Other Rows",
        domain=[("status", "not in", ("decide", "wrong"))],
    )
    decided_count = fields.Integer(compute="_compute_decided_count")
    asks = fields.Char(
        compute="_compute_decided_count", help="What the rows to decide ask about."
    )
    row_count = fields.Integer("Rows", readonly=True, copy=False)
    new_count = fields.Integer("Additions", readonly=True, copy=False)
    update_count = fields.Integer("Updates", readonly=True, copy=False)
    duplicate_count = fields.Integer("Duplicates", readonly=True, copy=False)
    decide_count = fields.Integer("To Decide", readonly=True, copy=False)
    wrong_count = fields.Integer("Wrong", readonly=True, copy=False)
    skip_count = fields.Integer("Left Out", readonly=True, copy=False)
    value_sum = fields.Monetary(
        "Sum of Amounts", readonly=True, copy=False, help="Of the rows that go in."
    )
    hint = fields.Text(readonly=True, copy=False)
    queued = fields.Boolean("Being Imported", readonly=True, copy=False)
    done_date = fields.Datetime("Imported On", readonly=True, copy=False)

    @api.model
    def _default_team_id(self):
        user = self.env.user
        own = self.env["crm.team"]._get_investment_team_by_user(user).get(user)
        return own or self.env["crm.team"].with_context(
            investment_pipeline=True
        )._get_default_team_id(user_id=user.id)

    @api.depends("file_name", "kind")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for ledger in self:
            ledger.name = ledger.file_name or kinds.get(ledger.kind)

    @api.depends("line_ids.decided", "line_ids.asks")
    def _compute_decided_count(self):
        for ledger in self:
            ledger.decided_count = len(ledger.decide_line_ids.filtered("decided"))
            ledger.asks = ",".join(set(filter(None, ledger.decide_line_ids.mapped("asks"))))

    def write(self, vals):
        """A large ledger is imported in the background in the name of its user: nobody may put
        in somebody else's."""
        if "user_id" in vals and not self.env.su and vals["user_id"] != self.env.uid:
            raise AccessError(self.env._("An import stays with the person who started it."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        """What was imported must stay traceable, and undoable."""
        for ledger in self.filtered(lambda ledger: ledger.state == "done"):
            raise UserError(
                self.env._(
                    "“%(ledger)s” has been imported and stays on record. Undo the import first if "
                    "it was a mistake.",
                    ledger=ledger.name,
                )
            )

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_read(self):
        """Read the file. With all columns known the preview follows at once."""
        self.ensure_one()
        self._ensure_state("upload", "columns", "preview")
        if not self.file:
            raise UserError(self.env._("Choose the file of the ledger first."))
        sheets = self._read_sheets()
        self._read_columns(sheets)
        if self._needs_choice():
            self.state = "columns"
        else:
            self._preview(sheets)
        return True

    def action_check(self):
        """Show what each row would become. Nothing is written but the preview."""
        self.ensure_one()
        self._ensure_state("columns", "preview")
        self._preview()
        return True

    def _preview(self, sheets=None):
        self._check_columns_chosen()
        self._remember_layouts()
        self._store(self._evaluate(sheets))
        self.state = "preview"

    def action_columns(self):
        self._ensure_state("preview", "columns")
        self.state = "columns"
        return True

    def action_back(self):
        self._ensure_state("columns", "preview")
        self.state = "upload"
        return True

    def action_import(self):
        self.ensure_one()
        self._ensure_state("preview")
        if self.queued:
            raise UserError(
                self.env._("“%(ledger)s” is being imported already.", ledger=self.name)
            )
        if self.row_count > self._background_rows:
            return self._queue()
        self._import()
        return True

    def action_undo(self):
        self.ensure_one()
        self._ensure_state("done")
        self._undo()
        return True

    def action_open_lines(self):
        """The rows in a view of their own, which also fits a large ledger and a small screen."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhuozhou_crm.investment_ledger_import_line_action"
        )
        action["domain"] = [("import_id", "=", self.id)]
        action["context"] = {f"search_default_{self.env.context.get('status') or 'all'}": 1}
        return action

    def action_open_records(self):
        """What the import has made, of the main kind of record."""
        self.ensure_one()
        handler = self._get_handler()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Imported from %(file)s", file=self.name),
            "res_model": handler._record_model,
            "view_mode": "list,form",
            "domain": [("id", "in", self._get_record_ids(handler._record_model))],
            "context": {"investment_pipeline": True},
        }

    def action_download_rejected(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/zhuozhou_crm/ledger/{self.id}/rejected"}

    def action_download_template(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/zhuozhou_crm/ledger/template/{self.kind}",
        }

    # ------------------------------------------------------------
    # Helpers
    # ------------------------------------------------------------

    def _ensure_state(self, *expected):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for ledger in self:
            if ledger.state not in expected:
                raise UserError(
                    self.env._(
                        "“%(ledger)s” is at the step “%(state)s”; this can only be done at "
                        "“%(needed)s”.",
                        ledger=ledger.name,
                        state=labels[ledger.state],
                        needed=" / ".join(labels[state] for state in expected),
                    )
                )

    def _get_handler(self):
        """The model that knows the kind of ledger."""
        self.ensure_one()
        return self.env[f"investment.ledger.{self.kind}"]

    def _get_data(self):
        """Content of the file; a caller that only checks it need not store it."""
        self.ensure_one()
        held = self.env.context.get("ledger_file") or self.with_context(bin_size=False).file
        return base64.b64decode(held or b"")

    @api.model
    def _is_manager(self):
        return self.env.su or self.env.user.has_group(MANAGER)

    @api.model
    def _get_units(self):
        return set(SHIFTS)
