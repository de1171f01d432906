import logging
import tempfile
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.reader import as_reader
from .investment_export_log import FORMATS

_logger = logging.getLogger(__name__)

DAYS_KEPT = 30
REPORT_SECONDS = 1


class InvestmentExport(models.Model):
    """File that is made in the background, and kept until its day.

    Only who asked for it reads it, and those to whom a schedule sends it. Its progress is
    written and told by transactions of their own, for the job itself reads all rows in one.
    """

    _name = "investment.export"
    _description = "Exported File"
    _order = "id desc"

    create_date = fields.Datetime("Requested On")
    name = fields.Char("File", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Requested By",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    recipient_ids = fields.Many2many("res.users", string="Sent To", readonly=True)
    schedule_id = fields.Many2one(
        "investment.summary.schedule",
        "Schedule",
        readonly=True,
        ondelete="set null",
        index=True,
    )
    file_format = fields.Selection(FORMATS, "Format", required=True, readonly=True)
    producer = fields.Char(required=True, readonly=True)
    parameters = fields.Json(readonly=True)
    state = fields.Selection(
        [
            ("queued", "Waiting"),
            ("running", "Being made"),
            ("done", "Ready"),
            ("failed", "Failed"),
        ],
        "Status",
        required=True,
        default="queued",
        readonly=True,
        index=True,
    )
    row_total = fields.Integer("Rows Expected", readonly=True)
    row_count = fields.Integer("Rows Written", readonly=True)
    progress = fields.Integer("Progress (%)", compute="_compute_progress")
    message = fields.Char("Reason", readonly=True)
    attachment_id = fields.Many2one(
        "ir.attachment", "Attachment", readonly=True, ondelete="set null"
    )
    keep_until = fields.Date(readonly=True, index=True)

    @api.depends("state", "row_total", "row_count")
    def _compute_progress(self):
        for export in self:
            share = min(export.row_count / export.row_total, 1) if export.row_total else 0
            # the last hundredth is the packing of the file
            export.progress = 100 if export.state == "done" else int(share * 99)

    # ------------------------------------------------------------
    # Asking for a file
    # ------------------------------------------------------------

    @api.model
    def _enqueue(self, producer, rows, **values):
        """A job for the current user; the producer was made by somebody who may export.

        sudo: jobs are made by producers only, never by hand.
        """
        kept = fields.Date.context_today(self) + timedelta(days=DAYS_KEPT)
        export = self.sudo().create(
            {
                "name": producer._get_file_name(),
                "user_id": self.env.uid,
                "file_format": producer.file_format,
                "producer": producer._name,
                "parameters": producer._get_parameters(),
                "row_total": rows,
                "keep_until": kept,
                **values,
            }
        )
        self.env.ref("zhuozhou_crm.ir_cron_produce_exports").sudo()._trigger()
        return export

    def action_download(self):
        self.ensure_one()
        if not self.attachment_id:
            raise UserError(self.env._("The file “%(file)s” is not ready yet.", file=self.name))
        return {"type": "ir.actions.act_url", "url": self._get_url(), "target": "download"}

    def _get_url(self):
        return f"/web/content/{self.attachment_id.id}?download=true"

    # ------------------------------------------------------------
    # Making it
    # ------------------------------------------------------------

    @api.model
    def _cron_produce(self):
        """Make the files that wait. The cron runs once at a time: what is still being made when
        it begins was cut off."""
        for export in self.search([("state", "=", "running")]):
            env = export._in_user_language().env
            export._fail(env._("The server was stopped meanwhile; please ask for it again."))
        cron = self.env["ir.cron"]
        waiting = self.search([("state", "=", "queued")], order="id")
        cron._commit_progress(remaining=len(waiting))
        for export in waiting:
            export._produce()
            if not cron._commit_progress(1):
                break

    def _produce(self):
        """Write the file as its user, in one snapshot of the data."""
        cron = self.env["ir.cron"]
        self.write({"state": "running", "row_count": 0})
        self._tell()
        cron._commit_progress()
        try:
            with tempfile.TemporaryFile() as file:
                producer = self._get_producer()
                rows = producer._write_file(file, self._make_reporter())
                origin = "schedule" if self.schedule_id else "background"
                log_values = producer._prepare_log_values(origin, rows)
                log = producer.env["investment.export.log"]
                # ends the snapshot: progress was written into this row by others
                cron._commit_progress()
                self.invalidate_recordset()
                file.seek(0)
                self._finish(file.read(), rows)
                log._record(log_values)
        except Exception as error:
            self.env.cr.rollback()
            self.invalidate_recordset()
            _logger.exception("Export %s could not be made", self.id)
            env = self._in_user_language().env
            known = isinstance(error, UserError)
            self._fail(str(error) if known else env._("Please tell the system administrator."))

    def _in_user_language(self):
        return self.with_context(lang=self.user_id.lang)

    def _get_producer(self):
        producers = as_reader(self.with_user(self.user_id)).env[self.producer]
        return producers._from_parameters(self.parameters or {})

    def _make_reporter(self):
        """Function that stores and tells the progress, once per second at most."""
        told = time.monotonic()

        def report(rows):
            nonlocal told
            if time.monotonic() - told < REPORT_SECONDS:
                return
            told = time.monotonic()
            with self.env.registry.cursor() as cr:
                export = self.with_env(self.env(cr=cr))
                export.row_count = rows
                export._tell()

        return report

    def _finish(self, content, rows):
        attachment = self.env["ir.attachment"].create(
            {"name": self.name, "raw": content, "res_model": self._name, "res_id": self.id}
        )
        self.write(
            {
                "state": "done",
                "attachment_id": attachment.id,
                "row_count": rows,
                "message": False,
            }
        )
        self._tell()
        self.schedule_id._send(self)

    def _fail(self, message):
        self.write({"state": "failed", "message": message})
        self._tell()

    def _tell(self):
        """What the browser of whoever waits shows."""
        for user in self.user_id | self.recipient_ids:
            if user != self.user_id and self.state != "done":
                continue
            user._bus_send(
                "investment_export",
                {
                    "id": self.id,
                    "name": self.name,
                    "state": self.state,
                    "progress": self.progress,
                    "message": self.message or "",
                    "url": self._get_url() if self.attachment_id else "",
                },
            )

    @api.autovacuum
    def _gc_expired(self):
        """Files are kept until their day; their attachments go with them."""
        expired = self.search([("keep_until", "<", fields.Date.today())], limit=1000)
        expired.unlink()
        return len(expired), len(expired) == 1000
