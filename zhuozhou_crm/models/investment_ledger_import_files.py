from odoo import api, models

from ..report.investment_ledger_xlsx import write_rejected, write_template
from ..tools.ledger.fields import KINDS

REJECTED = ("wrong", "decide", "skip")


class InvestmentLedgerImport(models.Model):
    """The workbooks that go with an import: blank ledgers, and the rows that did not go in."""

    _inherit = "investment.ledger.import"

    @api.model
    def _write_template(self, kind):
        """Return a blank ledger of a kind and its file name. It is recognised without asking,
        because the columns bear their own names."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        columns = self.env["investment.ledger.field"].sudo().search([("kind", "=", kind)])
        specs = KINDS[kind].fields
        listed = [
            (column.name, specs[column.code].type, specs[column.code].required)
            for column in columns
            if specs[column.code].type != "ignore"
        ]
        title = self.env._("Ledger of %(kind)s", kind=kinds[kind])
        unit_line = self.env._("Unit: 万元")
        return write_template(title, unit_line, listed), f"{title}.xlsx"

    def _write_rejected(self):
        """Return the workbook of the rows that did not go in, and its file name.

        Titles, header and values are those of the file, so that it can be mended and imported
        again; the column with the reasons is ignored then.
        """
        self.ensure_one()
        reasons = {}
        for line in self.line_ids.filtered(lambda line: line.status in REJECTED):
            reason = line.reason or line.note or ""
            reasons.setdefault(line.sheet or "", {})[line.number] = reason
        tables = [
            (sheet, header, reasons[sheet.name])
            for sheet, header in self._read_headers(self._read_sheets())
            if sheet.name in reasons
        ]
        data = write_rejected(tables, self.env._("Reason (filled in by the system)"))
        stem = (self.file_name or self.name).rpartition(".")[0] or self.name
        return data, self.env._("%(file)s - not imported.xlsx", file=stem)
