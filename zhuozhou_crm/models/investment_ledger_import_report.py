from decimal import Decimal

from odoo import models

from .investment_ledger_kind import NEW


class InvestmentLedgerImport(models.Model):
    """The import without a screen: for the command line and for scripts.

    Columns that were recognised by their ending only are taken as they are; the report tells which
    ones. Nothing is decided: what a person would be asked about stays out.
    """

    _inherit = "investment.ledger.import"

    def _process(self, write=True):
        """Read the file and import it, or only say what importing it would do.

        :return: the report, a dictionary that JSON can hold
        """
        self.ensure_one()
        sheets = self._read_sheets()
        self._read_columns(sheets)
        self._check_columns_chosen()
        if write:
            batch = self._import(sheets)
        else:
            batch = self._evaluate(sheets)
        return self._get_report(batch)

    def _get_report(self, batch):
        """Counts, the sum of what goes in (or went in), and the reason of every row that is not
        new."""
        counts = self._prepare_counts(batch)
        amount = Decimal(str(counts.pop("value_sum")))
        row_count = counts.pop("row_count")
        lines = self._prepare_lines(batch)
        return {
            "kind": self.kind,
            "file": self.file_name,
            "rows": row_count,
            **{name.removesuffix("_count"): count for name, count in counts.items()},
            "value_yuan": float(amount),
            "value_yi": float(amount.scaleb(-8)),
            "records": self._get_handler()._count_records(batch),
            "hints": (self.hint or "").splitlines(),
            "reasons": [_describe_line(line) for line in lines if line["status"] != NEW],
            "notes": [
                {"sheet": line["sheet"], "row": line["number"], "note": line["note"]}
                for line in lines
                if line["status"] == NEW and line["note"]
            ],
            "sheets": [sheet for sheet in self.sheets if sheet["used"]],
            "columns": [_describe_column(column) for column in self.column_ids],
        }


def _describe_line(line):
    return {
        "sheet": line["sheet"],
        "row": line["number"],
        "status": line["status"],
        "title": line["title"],
        "reason": line["reason"] or line["note"],
    }


def _describe_column(column):
    return {
        "column": column.letter,
        "header": column.title,
        "field": column.field_id.code or "note",
        "unit": column.unit or None,
        "sure": column.sure,
    }
