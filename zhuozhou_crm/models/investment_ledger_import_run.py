import gc
import logging
from contextlib import contextmanager

from psycopg2 import Error as DatabaseError

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.ledger.rows import WRONG
from .investment_ledger_import_check import GOES_IN

_logger = logging.getLogger(__name__)

CHUNK = 1000
PROGRESS = "investment_ledger_progress"


class InvestmentLedgerImport(models.Model):
    """Importing a checked ledger, and taking it back.

    Everything happens in one transaction: a ledger is in, or it is not. Rows that the system
    refuses although the check found nothing against them (a rule of another module, say) are set
    apart one by one and reported as wrong; the others go in.

    Undoing restores what was there before: it removes what the import created and puts back what
    it changed. It refuses, as a whole, once anything was built on it or changed since.
    """

    _inherit = "investment.ledger.import"

    def _import(self, sheets=None):
        """Check once more and write what goes in."""
        self.ensure_one()
        batch = self._evaluate(sheets)
        self._run(batch)
        self._store(batch)
        self.write({"state": "done", "done_date": fields.Datetime.now()})
        return batch

    def _run(self, batch):
        handler = self._get_handler()
        units = {}
        for row in batch.rows:
            if row.status in GOES_IN:
                units.setdefault(handler._get_unit(row), []).append(row)
        units = list(units.values())
        for start in range(0, len(units), CHUNK):
            with _without_gc():
                self._apply_safely(batch, handler, units[start : start + CHUNK])
            self._tell_progress(min(start + CHUNK, len(units)), len(units))

    def _apply_safely(self, batch, handler, units):
        """Write units of rows together; if they are refused, find out which of them by halves."""
        rows = [row for unit in units for row in unit]
        before = dict(batch.partner_ids), dict(batch.lead_ids)
        try:
            with self.env.cr.savepoint():
                handler._apply(batch, rows)
                self.env.flush_all()
        except (UserError, DatabaseError) as error:
            batch.partner_ids, batch.lead_ids = before
            for row in rows:
                row.trace.clear()
            if len(units) > 1:
                middle = len(units) // 2
                self._apply_safely(batch, handler, units[:middle])
                self._apply_safely(batch, handler, units[middle:])
            else:
                self._refuse(rows, error)

    def _refuse(self, rows, error):
        if isinstance(error, UserError):
            reason = str(error.args[0])
        else:
            _logger.warning(
                "Row %s of ledger import %s refused: %s", rows[0].key, self.id, error
            )
            reason = self.env._("the database refuses the row. Ask the administrator.")
        for row in rows:
            row.status = WRONG
            row.add(WRONG, "refused", reason=reason)

    def _tell_progress(self, done, total):
        """Tell the user how far the import is. In a transaction of its own: that of the import
        tells nothing before its end."""
        if total <= CHUNK:
            return
        with self.env.registry.cursor() as cr:
            user = self.env(cr=cr).user
            user._bus_send(
                PROGRESS, {"id": self.id, "name": self.name, "done": done, "total": total}
            )

    # ------------------------------------------------------------
    # In the background
    # ------------------------------------------------------------

    def _queue(self):
        """Import a large ledger in the background; the user is told when it is done."""
        self.queued = True
        self.env.ref("zhuozhou_crm.ir_cron_import_ledgers")._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "The ledger is being imported. You may leave this page and will be told when "
                    "it is done."
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _cron_import(self):
        """Import what is queued, each ledger in the name of its user and in one transaction."""
        cron = self.env["ir.cron"]
        queued = self.search([("queued", "=", True), ("state", "=", "preview")], order="id")
        cron._commit_progress(remaining=len(queued))
        for ledger in queued:
            user = ledger.user_id
            ledger = ledger.with_user(user).with_context(lang=user.lang, tz=user.tz)
            ledger._import_queued()
            if not cron._commit_progress(1):
                return

    def _import_queued(self):
        try:
            with self.env.cr.savepoint():
                self._import()
        except UserError as error:
            message, kind = str(error), "danger"
        else:
            message, kind = (
                self.env._("“%(ledger)s” has been imported.", ledger=self.name),
                "success",
            )
        self.queued = False
        self.env.user._bus_send(
            "simple_notification", {"message": message, "type": kind, "sticky": True}
        )

    # ------------------------------------------------------------
    # Result
    # ------------------------------------------------------------

    def _get_record_ids(self, model):
        """Records of a model that the import has created or updated."""
        return [
            entry["id"]
            # sudo: the trace is nobody's to edit, hence nobody's to read
            for line in self.sudo().line_ids
            for entry in line.trace or ()
            if entry["model"] == model
        ]


@contextmanager
def _without_gc():
    """Creating records fills the memory with what stays: looking for garbage in it costs a tenth
    of the time and finds none. Only for a chunk at a time, because it holds for all threads."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
