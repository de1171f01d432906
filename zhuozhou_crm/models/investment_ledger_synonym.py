from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.ledger.fields import KINDS
from ..tools.ledger.header import Synonyms, normalise
from ..tools.text import normalize_name
from .investment_ledger_field import NOTHING


class InvestmentLedgerSynonym(models.Model):
    """How staff call a column (签约时间 for the signing date), or a value in it (央企 for the nature
    “central SOE”).

    Shipped with the words of the ledgers in ``domain/ledgers.md``; managers add their own and
    archive what does not fit. The value ``-`` stands for words that say nothing (待研判).
    """

    _name = "investment.ledger.synonym"
    _description = "Ledger Synonym"
    _order = "field_id, value, id"

    field_id = fields.Many2one(
        "investment.ledger.field", "Column", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(related="field_id.kind", string="Ledger", store=True)
    name = fields.Char("Word", required=True)
    value = fields.Char(
        help="The value that the word stands for. Empty: the word is a name of the column itself."
    )
    key = fields.Char(compute="_compute_key", store=True, precompute=True)
    active = fields.Boolean(default=True)

    _column_uniq = models.UniqueIndex(
        "(kind, key) WHERE value IS NULL AND active IS TRUE",
        "Another column of this ledger is already called that.",
    )
    _value_uniq = models.UniqueIndex(
        "(field_id, key) WHERE value IS NOT NULL AND active IS TRUE",
        "This word already stands for a value of the column.",
    )

    @api.depends("name", "value")
    def _compute_key(self):
        for synonym in self:
            make_key = normalize_name if synonym.value else normalise
            synonym.key = make_key(synonym.name)

    @api.constrains("value", "field_id")
    def _check_value(self):
        for synonym in self.filtered("value"):
            known = synonym.field_id._get_values()
            if synonym.value not in known:
                raise ValidationError(
                    self.env._(
                        "“%(value)s” is not a value of the column “%(column)s”. Possible: "
                        "%(known)s.",
                        value=synonym.value,
                        column=synonym.field_id.name,
                        known=", ".join(f"{key} ({label})" for key, label in known.items())
                        or self.env._("none, the column holds free text"),
                    )
                )

    @api.model
    def _get_columns(self, kind):
        """Return the :class:`Synonyms` of a kind: what is listed, and the columns' own names.

        sudo: reading a ledger needs the words, whoever may edit them.
        """
        columns = self.env["investment.ledger.field"].sudo().search([("kind", "=", kind)])
        names = {}
        languages = [None, *(code for code, _name in self.env["res.lang"].get_installed())]
        for lang in languages:
            names |= {column.name: column.code for column in columns.with_context(lang=lang)}
        listed = self.sudo().search([("kind", "=", kind), ("value", "=", False)])
        names |= {synonym.name: synonym.field_id.code for synonym in listed}
        return Synonyms(names)

    @api.model
    def _get_choices(self, kind):
        """Return what the words in the columns of a kind mean: ``{field: {key: value}}``.

        sudo: see ``_get_columns``.
        """
        choices = {
            code: {} for code, spec in KINDS[kind].fields.items() if spec.type == "choice"
        }
        for synonym in self.sudo().search([("kind", "=", kind), ("value", "!=", False)]):
            value = "" if synonym.value == NOTHING else synonym.value
            choices[synonym.field_id.code][synonym.key] = value
        columns = self.env["investment.ledger.field"].sudo().search([("kind", "=", kind)])
        for column in columns.filtered(lambda column: column.code in choices):
            for value, label in column._get_values().items():
                if value != NOTHING:
                    choices[column.code].setdefault(normalize_name(label), value)
        return choices
