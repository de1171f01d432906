from odoo import fields, models

from .investment_ledger_import import UNITS


class InvestmentLedgerImportColumn(models.Model):
    """A column of the file and what it is imported as. Sheets of the same layout share it."""

    _name = "investment.ledger.import.column"
    _description = "Column of a Ledger Import"
    _order = "import_id, layout, position"
    _rec_name = "title"

    import_id = fields.Many2one(
        "investment.ledger.import", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(related="import_id.kind")
    layout = fields.Char(required=True)
    sheet = fields.Char()
    position = fields.Integer("Column Number")
    letter = fields.Char("Column")
    title = fields.Char("Header")
    example = fields.Char("Examples")
    field_id = fields.Many2one(
        "investment.ledger.field",
        "Imported As",
        domain="[('kind', '=', kind)]",
        ondelete="cascade",
        help="Empty: kept as a note on the record.",
    )
    unit = fields.Selection(UNITS)
    proposal = fields.Char(help="What the synonyms say; empty if they are not sure.")
    sure = fields.Boolean(
        "Recognised", help="Exactly as the synonyms or an earlier choice say."
    )
    hidden = fields.Boolean("Hidden in the File")
