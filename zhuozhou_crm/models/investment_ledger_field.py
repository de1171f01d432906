from odoo import api, fields, models
from odoo.tools import format_list

from ..tools.ledger.fields import KINDS

# The value of words that say nothing (待研判).
NOTHING = "-"
LEDGER_KINDS = [
    ("enterprises", "Enterprises"),
    ("engagements", "Engagements"),
    ("trips", "Promotion trips"),
    ("pipeline", "Projects under negotiation"),
    ("deals", "Signed agreements"),
    ("receipts", "Funds in place"),
    ("projects", "Key projects"),
    ("progress", "Monthly progress"),
]
YES_NO = {"yes": True, "no": False}


class InvestmentLedgerField(models.Model):
    """What a column of a ledger can be imported as: one line per kind of ledger and field.

    The fields themselves, with their types, are code (``tools/ledger/fields.py``); here they have
    names, and the synonyms by which staff's headers are recognised.
    """

    _name = "investment.ledger.field"
    _description = "Ledger Column"
    _order = "kind, sequence, id"

    kind = fields.Selection(LEDGER_KINDS, "Ledger", required=True, index=True)
    code = fields.Char(required=True)
    name = fields.Char("Column", required=True, translate=True)
    sequence = fields.Integer(default=10)
    synonym_ids = fields.One2many(
        "investment.ledger.synonym",
        "field_id",
        "Also Called",
        domain=[("value", "=", False)],
        help="How staff head this column. Units in brackets are left out.",
    )
    value_ids = fields.One2many(
        "investment.ledger.synonym",
        "field_id",
        "Words for Values",
        domain=[("value", "!=", False)],
        help="What staff write in this column, and which value it means.",
    )

    has_values = fields.Boolean(compute="_compute_values")
    value_help = fields.Char(compute="_compute_values")

    _code_uniq = models.UniqueIndex("(kind, code)", "This ledger has that column already.")

    @api.depends("kind", "code")
    def _compute_values(self):
        for column in self:
            values = column._get_values()
            column.has_values = bool(values)
            shown = format_list(self.env, [f"{key} = {label}" for key, label in values.items()])
            column.value_help = (
                self.env._("Values: %(values)s", values=shown) if values else False
            )

    @api.model
    def _get_ids_by_code(self, kind):
        return {record.code: record.id for record in self.sudo().search([("kind", "=", kind)])}

    def _get_values(self):
        """Return the values that words in this column can stand for, ``{value: label}``: those of
        the field that the column goes into. Empty for a column of free text."""
        self.ensure_one()
        if KINDS[self.kind].fields[self.code].type != "choice":
            return {}
        if self.code == "sector":
            sectors = self.env["investment.sector"].sudo().search([("code", "!=", False)])
            return {sector.code: sector.name for sector in sectors}
        handler = self.env[f"investment.ledger.{self.kind}"]
        model, name = handler._choice_fields[self.code]
        if name == "stage_id":
            stages = self.env["crm.stage"].sudo()._get_investment_stages()
            values = {
                stage.investment_code: stage.name for stage in stages if stage.investment_code
            }
        elif self.env[model]._fields[name].type == "boolean":
            values = {"yes": self.env._("Yes"), "no": self.env._("No")}
        else:
            values = dict(self.env[model]._fields[name]._description_selection(self.env))
        return {**values, NOTHING: self.env._("says nothing")}
