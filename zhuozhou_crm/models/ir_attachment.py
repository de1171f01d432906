from odoo import models

UNKNOWN = "application/octet-stream"


class IrAttachment(models.Model):
    """Uploaded ledgers. What such a file is, its reader finds out (``tools/ledger/guard.py``) and
    says in words; guessing it here would log a traceback for every damaged workbook."""

    _inherit = "ir.attachment"

    def _compute_mimetype(self, values):
        model = values["res_model"] if "res_model" in values else self[:1].res_model
        if model == "investment.ledger.import" and values.get("mimetype", UNKNOWN) == UNKNOWN:
            return UNKNOWN
        return super()._compute_mimetype(values)
