from odoo import api, fields, models

from .investment_ledger_field import LEDGER_KINDS


class InvestmentLedgerLayout(models.Model):
    """What a person chose for the columns of a layout, so that nobody chooses it twice.

    A layout is a header: its fingerprint is the same for every file made from the same form. The
    choices are everybody's, for offices share forms; the last one counts.
    """

    _name = "investment.ledger.layout"
    _description = "Remembered Ledger Layout"
    _order = "write_date desc, id desc"

    name = fields.Char("Columns", required=True)
    kind = fields.Selection(LEDGER_KINDS, "Ledger", required=True)
    fingerprint = fields.Char(required=True)
    mapping = fields.Json(required=True, help="Column number → code of the field and unit.")
    use_count = fields.Integer("Times Used", default=0)

    _fingerprint_uniq = models.UniqueIndex("(kind, fingerprint)")

    @api.model
    def _recall(self, kind, fingerprint):
        """Return ``{column: (field code, unit)}``, empty for a layout not seen before."""
        # sudo: the memory belongs to all users of ledgers
        layout = self.sudo().search([("kind", "=", kind), ("fingerprint", "=", fingerprint)])
        return {int(index): tuple(choice) for index, choice in (layout.mapping or {}).items()}

    @api.model
    def _remember(self, kind, fingerprint, titles, mapping):
        # sudo: an officer's choice serves everybody; only the columns of a form are told
        layouts = self.sudo()
        layout = layouts.search([("kind", "=", kind), ("fingerprint", "=", fingerprint)])
        if layout and not mapping:
            layout.unlink()
        elif layout:
            layout.write({"mapping": mapping, "use_count": layout.use_count + 1})
        elif mapping:
            layouts.create(
                {
                    "kind": kind,
                    "fingerprint": fingerprint,
                    "name": " | ".join(titles),
                    "mapping": mapping,
                    "use_count": 1,
                }
            )
