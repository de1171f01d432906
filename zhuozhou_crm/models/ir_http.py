from odoo import models


class IrHttp(models.AbstractModel):
    """Tells the browser in which unit the reader wants to see amounts."""

    _inherit = "ir.http"

    def session_info(self):
        info = super().session_info()
        info["investment_amount_unit"] = self.env.user.investment_amount_unit or "auto"
        return info
