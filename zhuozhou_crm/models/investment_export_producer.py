import os
import shutil
import tempfile
import uuid
from contextlib import suppress

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..report.xlsx_book import RowCounter
from ..tools.reader import as_reader

#: More rows than a workbook holds after two seconds: the file is made in the background.
BACKGROUND_ROWS = 10_000


class InvestmentExportProducer(models.AbstractModel):
    """Wizard that hands out a file: at once, or made in the background if it takes longer.

    The choice travels as plain data (``_get_parameters``), so that a read-only session can serve
    the download and a job can do it later. The right to export is the right to create the wizard.
    """

    _name = "investment.export.producer"
    _description = "Producer of an Export"

    file_format = fields.Selection(
        [("xlsx", "Excel"), ("docx", "Word document")], "Format", required=True, default="xlsx"
    )

    # ------------------------------------------------------------
    # What a producer says about itself
    # ------------------------------------------------------------

    def _get_parameters(self):
        """The choice as plain data, from which ``_from_parameters`` makes it again."""
        raise NotImplementedError

    def _get_download_url(self):
        raise NotImplementedError

    def _get_scope(self):
        """The choice in words, for the log."""
        raise NotImplementedError

    def _get_document_name(self):
        raise NotImplementedError

    def _count_rows(self):
        """Number of rows to come, without reading them."""
        raise NotImplementedError

    def _make_document(self, counter):
        """Object whose ``save`` writes the file; it counts its rows with ``counter``."""
        raise NotImplementedError

    @api.model
    def _from_parameters(self, parameters):
        """Unsaved wizard from plain data: nothing is written, not even here."""
        self.check_access("create")
        try:
            values = self._read_parameters(parameters)
            for name, value in values.items():
                self._fields[name].convert_to_cache(value, self)
        except (TypeError, ValueError) as error:
            raise ValidationError(
                self.env._(
                    "The address of the summary is damaged; open it from the menu again."
                )
            ) from error
        wizard = self.new({**self.default_get(list(self._fields)), **values})
        wizard._check_choice()
        return wizard

    @api.model
    def _read_parameters(self, parameters):
        raise NotImplementedError

    def _check_choice(self):
        """Raise if the choice makes no sense."""

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_download(self):
        """The file at once, or a job whose file arrives as a notification."""
        self.ensure_one()
        self._check_choice()
        rows = self._count_rows()
        if rows > BACKGROUND_ROWS:
            return self._queue(rows)
        return {
            "type": "ir.actions.act_url",
            "url": self._get_download_url(),
            "target": "download",
        }

    def _queue(self, rows):
        export = self.env["investment.export"]._enqueue(self, rows)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "title": export.name,
                "message": self.env._(
                    "%(rows)s rows are being written in the background. You may go on working; "
                    "a message brings the file.",
                    rows=f"{rows:,}",
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    # ------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------

    def _export(self, target, origin):
        """Write the file to a path or an open binary file, and enter it in the log."""
        rows = self._write_file(target)
        self.env["investment.export.log"]._record(self._prepare_log_values(origin, rows))

    def _prepare_log_values(self, origin, rows, file_format=None):
        return {
            "name": self._get_document_name(),
            "file_format": file_format or self.file_format,
            "origin": origin,
            "scope": self._get_scope(),
            "row_count": rows,
        }

    def _write_file(self, target, report=None):
        """Write whole or not at all; returns the number of rows."""
        self.ensure_one()
        self._check_choice()
        counter = RowCounter(report)
        document = self._in_office()._make_document(counter)
        if isinstance(target, str | os.PathLike):
            _write_then_move(document, os.fspath(target))
        else:
            with tempfile.TemporaryFile() as file:
                document.save(file)
                file.seek(0)
                shutil.copyfileobj(file, target)
        return counter.count

    def _in_office(self):
        """In the reader's language and time zone: jobs and the command line have no context."""
        return as_reader(self)

    def _get_file_name(self):
        name = self._in_office()._get_document_name()
        return f"{name}.{self.file_format}"


def _write_then_move(document, path):
    """Readers see the old file or the new one, never half of one."""
    part = f"{path}.{uuid.uuid4().hex}.part"
    try:
        with open(part, "xb") as file:
            document.save(file)
        os.replace(part, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(part)
        raise
