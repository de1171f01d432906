from odoo import api, fields, models
from odoo.exceptions import UserError

FORMATS = [("xlsx", "Excel"), ("docx", "Word document"), ("html", "Printed page")]
LOG_FORMATS = [*FORMATS, ("data", "Data export")]
ORIGINS = [
    ("screen", "Downloaded"),
    ("background", "Made in the background"),
    ("schedule", "By schedule"),
    ("command", "From the command line"),
]


class InvestmentExportLog(models.Model):
    """Who took what out of the system, how much of it, and when.

    Written by every export and by nothing else. Nobody edits or deletes an entry, not even the
    administrator; bureau managers read.
    """

    _name = "investment.export.log"
    _description = "Export Log"
    _order = "id desc"
    _rec_name = "name"

    create_date = fields.Datetime("Exported On")
    user_id = fields.Many2one(
        "res.users",
        "Exported By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    name = fields.Char("Exported Content", required=True, readonly=True)
    file_format = fields.Selection(LOG_FORMATS, "Format", required=True, readonly=True)
    origin = fields.Selection(ORIGINS, required=True, readonly=True)
    scope = fields.Char("Filter", readonly=True)
    row_count = fields.Integer("Rows", readonly=True)

    @api.model
    def _record(self, values):
        """Enter an export of the current user.

        sudo: nobody may create entries by hand. A download reads on a read-only cursor, perhaps
        of a standby; its transaction has done its work and ends before the one that writes.
        """
        values = {**values, "user_id": self.env.uid}
        if not self.env.cr.readonly:
            return self.sudo().create(values)
        self.env.cr.rollback()
        with self.env.registry.cursor() as cr:
            self.with_env(self.env(cr=cr)).sudo().create(values)
        return self.browse()

    def write(self, vals):
        if self:
            raise UserError(
                self.env._("The export log cannot be changed; it shows what happened.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The export log cannot be deleted; it shows what happened."))
