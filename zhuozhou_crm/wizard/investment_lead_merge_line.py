from odoo import fields, models


class InvestmentLeadMergeLine(models.TransientModel):
    """One field of the two compared projects and which of its values is kept."""

    _name = "investment.lead.merge.line"
    _description = "Compared Field"
    _order = "id"

    wizard_id = fields.Many2one("investment.lead.merge", required=True, ondelete="cascade")
    field_name = fields.Char(required=True)
    label = fields.Char("Field")
    left_text = fields.Text("First Project")
    right_text = fields.Text("Second Project")
    differs = fields.Boolean()
    choice = fields.Selection(
        [("left", "First Project"), ("right", "Second Project")],
        "Keep",
        required=True,
        default="left",
    )
