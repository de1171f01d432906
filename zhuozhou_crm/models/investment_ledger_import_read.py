from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_list

from ..tools.ledger import guard
from ..tools.ledger.cells import is_blank, to_text
from ..tools.ledger.errors import LedgerError
from ..tools.ledger.fields import KINDS
from ..tools.ledger.header import find_header, guess_header_row, read_header
from ..tools.ledger.rows import mark_columns
from ..tools.ledger.table import find_unit, read_table
from ..tools.ledger.workbook import read_workbook

SIZE_PARAMETER = "zhuozhou_crm.ledger_max_mb"
EXAMPLES = 3


class InvestmentLedgerImport(models.Model):
    """From the file to its columns: which sheets hold a table of this kind, and what is what.

    A sheet without a header of the kind is left out and named (covers, instructions, lists of
    codes); so are hidden sheets. Columns are recognised by what was chosen for this layout before,
    then by the synonyms.
    """

    _inherit = "investment.ledger.import"

    def _read_columns(self, sheets):
        """Find the tables of the file and propose what their columns are."""
        synonyms = self.env["investment.ledger.synonym"]._get_columns(self.kind)
        described, headers = [], {}
        for sheet in sheets:
            header = None if sheet.hidden else self._find_header(sheet, synonyms)
            described.append(self._describe_sheet(sheet, header))
            if header:
                headers.setdefault(header.fingerprint, (header, sheet))
        if not headers:
            raise UserError(self._get_no_header_message())
        self.column_ids.unlink()
        self.line_ids.unlink()
        self.write(
            {
                "sheets": described,
                "column_ids": [
                    Command.create(values)
                    for header, sheet in headers.values()
                    for values in self._prepare_columns(header, sheet)
                ],
                "hint": self._get_hint(described),
            }
        )

    def _read_sheets(self):
        limit = int(self.env["ir.config_parameter"].sudo().get_param(SIZE_PARAMETER, 0))
        try:
            return read_workbook(self._get_data(), limit * 1024**2 or guard.MAX_BYTES)
        except LedgerError as error:
            raise UserError(
                self.env["investment.ledger.message"]._describe_error(error)
            ) from error

    def _find_header(self, sheet, synonyms):
        """A person who says where the header is gets it, recognised or not."""
        kind = KINDS[self.kind]
        if self.header_row:
            at = self.header_row - 1
            if at < len(sheet.rows):
                return find_header(sheet, synonyms, kind, at)
            return None
        return find_header(sheet, synonyms, kind) or self._recall_header(sheet, synonyms)

    def _recall_header(self, sheet, synonyms):
        """A header that nothing recognises may be one that a person has explained before."""
        at = guess_header_row(sheet)
        header = read_header(sheet, at, 1, synonyms) if sheet.rows else None
        layouts = self.env["investment.ledger.layout"]
        return header if header and layouts._recall(self.kind, header.fingerprint) else None

    @api.model
    def _describe_sheet(self, sheet, header):
        described = {"name": sheet.name, "hidden": sheet.hidden, "used": bool(header)}
        if header:
            described |= {
                "top": header.top,
                "depth": header.depth,
                "layout": header.fingerprint,
                "rows": len(sheet.rows),
            }
        return described

    def _prepare_columns(self, header, sheet):
        chosen = self.env["investment.ledger.layout"]._recall(self.kind, header.fingerprint)
        ids = self.env["investment.ledger.field"]._get_ids_by_code(self.kind)
        has_unit = bool(find_unit(sheet, header))
        values = []
        for column in header.columns:
            field, unit = chosen.get(column.index, (column.field, column.unit))
            # The unit line of this file outweighs the unit chosen for an earlier one.
            unit = column.unit or ("" if has_unit else unit)
            values.append(
                {
                    "layout": header.fingerprint,
                    "sheet": sheet.name,
                    "position": column.index,
                    "letter": _letter(column.index),
                    "title": column.title,
                    "example": _get_examples(sheet, header, column),
                    "field_id": ids.get(field),
                    "unit": unit or False,
                    "proposal": _propose(column),
                    "sure": column.index in chosen or bool(column.field and column.sure),
                    "hidden": column.hidden,
                }
            )
        return values

    def _needs_choice(self):
        """Whether somebody has to look at the columns before the preview is worth anything."""
        guessed = self.column_ids.filtered(lambda column: column.field_id and not column.sure)
        return bool(guessed or self._get_missing_columns())

    def _get_missing_columns(self):
        """Required columns that no layout has."""
        missing = []
        for columns in self.column_ids.grouped("layout").values():
            codes = set(columns.field_id.mapped("code"))
            missing += [code for code in KINDS[self.kind].required if code not in codes]
        return list(dict.fromkeys(missing))

    def _check_columns_chosen(self):
        if missing := self._get_missing_columns():
            labels = self._get_column_labels()
            texts = self.env["investment.ledger.message"]._get_sheet_texts()
            columns = format_list(self.env, [labels[code] for code in missing])
            raise UserError(texts["no_column"] % {"columns": columns})

    def _remember_layouts(self):
        """Keep what a person chose; what the synonyms say by themselves is theirs to say, so that
        a word added later counts for known layouts, too."""
        layouts = self.env["investment.ledger.layout"]
        for layout, columns in self.column_ids.grouped("layout").items():
            choices = {
                str(column.position): [column.field_id.code or "", column.unit or ""]
                for column in columns
                if column.proposal != f"{column.field_id.code or ''}:{column.unit or ''}"
            }
            layouts._remember(self.kind, layout, columns.mapped("title"), choices)

    def _read_headers(self, sheets):
        """Return the sheets that hold a table, with the header as it was found and its columns as
        they were chosen."""
        synonyms = self.env["investment.ledger.synonym"]._get_columns(self.kind)
        by_layout = self.column_ids.grouped("layout")
        described = {sheet["name"]: sheet for sheet in self.sheets or []}
        found = []
        for sheet in sheets:
            about = described.get(sheet.name, {})
            if not about.get("used"):
                continue
            header = read_header(sheet, about["top"], about["depth"], synonyms)
            columns = by_layout.get(about["layout"], self.column_ids.browse())
            mapping = {
                column.position: (column.field_id.code or "", column.unit or "")
                for column in columns
            }
            header.columns = mark_columns(header.columns, mapping)
            found.append((sheet, header))
        return found

    def _read_tables(self, sheets):
        tables = []
        for sheet, header in self._read_headers(sheets):
            table = read_table(sheet, header, self.file_name or "", self.skip_hidden)
            table.unit = table.unit or self.default_unit or ""
            tables.append(table)
        return tables

    def _get_column_labels(self):
        columns = self.env["investment.ledger.field"].sudo().search([("kind", "=", self.kind)])
        return {column.code: column.name for column in columns}

    def _get_no_header_message(self):
        labels = self._get_column_labels()
        columns = format_list(self.env, [labels[code] for code in KINDS[self.kind].required])
        return self.env["investment.ledger.message"]._get_sheet_texts()["no_header"] % {
            "columns": columns
        }

    def _get_hint(self, described):
        hints = []
        if left_out := [sheet["name"] for sheet in described if not sheet["used"]]:
            hints.append(
                self.env._(
                    "Sheets without a table of this kind, or hidden, are left out: %(sheets)s.",
                    sheets=format_list(self.env, left_out),
                )
            )
        if guard.has_external_links(self._get_data()):
            hints.append(
                self.env._(
                    "The file takes values from other files. They are not opened: what counts is "
                    "what the file showed when it was saved."
                )
            )
        return "\n".join(hints) or False


def _propose(column):
    return f"{column.field}:{column.unit}" if column.sure or not column.field else False


def _letter(index):
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _get_examples(sheet, header, column):
    found = []
    for row in range(header.bottom, min(len(sheet.rows), header.bottom + 50)):
        value = sheet.cell(row, column.index)
        if not is_blank(value) and (text := to_text(value)[:40]) not in found:
            found.append(text)
        if len(found) == EXAMPLES:
            break
    return " | ".join(found)
