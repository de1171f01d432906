from odoo import models

#: Models of other addons that hold what this one is about.
EXTENDED = {"crm.lead", "event.event", "res.partner"}


class Base(models.AbstractModel):
    """Odoo's own export of a list (its right is ``base.group_allow_export``) is logged, too."""

    _inherit = "base"

    def export_data(self, fields_to_export):
        result = super().export_data(fields_to_export)
        if self._name.startswith("investment.") or self._name in EXTENDED:
            self.env["investment.export.log"]._record(
                {
                    "name": self.env["ir.model"]._get(self._name).name,
                    "file_format": "data",
                    "origin": "screen",
                    "scope": ", ".join(fields_to_export),
                    "row_count": len(self),
                }
            )
        return result
