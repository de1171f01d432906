from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import credit_code


class ResPartner(models.Model):
    """Unified social credit code (统一社会信用代码) of target enterprises.

    ``company_registry`` of a target holds a clean, checked code or nothing; no two live targets
    share one. ``create`` and ``write`` of the target enterprise call ``_prepare_code_values`` and
    ``_check_codes_free``; the contacts that are no targets keep whatever they hold.
    """

    _inherit = "res.partner"

    investment_old_code = fields.Char(
        "Old Registration Number",
        index="btree_not_null",
        help="The 15-digit number of business licences before the unified social credit code.",
    )

    _investment_code_uniq = models.UniqueIndex(
        "(company_registry) WHERE is_investment_target IS TRUE AND active IS TRUE",
        "Another target enterprise has this unified social credit code.",
    )

    @api.constrains("company_registry", "is_investment_target")
    def _check_credit_code(self):
        """A target's code is a whole, clean unified social credit code."""
        for partner in self:
            if partner.is_investment_target and partner.company_registry:
                try:
                    credit_code.parse(partner.company_registry)
                except credit_code.CreditCodeError as error:
                    raise ValidationError(partner._get_code_error(error)) from error

    @api.onchange("company_registry")
    def _onchange_company_registry(self):
        """Show at once what will be stored, and what is wrong with it."""
        if not self.is_investment_target or not self.company_registry:
            return None
        try:
            code = credit_code.parse(self.company_registry)
        except credit_code.CreditCodeError as error:
            return {
                "warning": {
                    "title": self.env._("Unified social credit code"),
                    "message": self._get_code_error(error),
                }
            }
        if code.kind == credit_code.UNIFIED:
            self.company_registry = code.number
        else:
            self.company_registry = self._origin.company_registry
            self.investment_old_code = code.number
        return None

    def _prepare_code_values(self, vals):
        """Return ``vals`` with a clean code; an old registration number goes to its own field
        without displacing a unified code. What is no code at all stays as it is, for the
        constraint to refuse with the name of the record."""
        if not vals.get("company_registry"):
            return dict(vals, company_registry=False) if "company_registry" in vals else vals
        try:
            code = credit_code.parse(vals["company_registry"])
        except credit_code.CreditCodeError:
            return vals
        if code.kind == credit_code.UNIFIED:
            return dict(vals, company_registry=code.number)
        vals = dict(vals, company_registry=False, investment_old_code=code.number)
        if any(credit_code.is_valid(number) for number in self.mapped("company_registry")):
            del vals["company_registry"]
        return vals

    def _clean_codes(self):
        """Clean the codes of partners that are about to become targets."""
        for partner in self.filtered("company_registry"):
            values = partner._prepare_code_values(
                {"company_registry": partner.company_registry}
            )
            if values.get("company_registry") != partner.company_registry:
                partner.write(values)

    def _check_codes_free_after(self, vals):
        """Check ``self``, all targets, as it will be once ``vals`` are written."""
        self._check_codes_free(
            [
                (vals.get("name") or partner.name, code)
                for partner in self
                if vals.get("active", partner.active)
                and (code := vals.get("company_registry", partner.company_registry))
            ]
        )

    def _check_codes_free(self, named_codes):
        """Refuse codes that another live target has, before the index does without naming it.

        :param named_codes: pairs of the name and the code of targets, all outside ``self`` or all
            in it
        """
        owners = {}
        if named_codes:
            # sudo: the officer learns the name of the owner, whichever company it belongs to
            owners = {
                partner.company_registry: partner.name
                for partner in self.sudo().search(
                    [
                        ("is_investment_target", "=", True),
                        ("active", "=", True),
                        ("company_registry", "in", [code for _name, code in named_codes]),
                        ("id", "not in", self.ids),
                    ]
                )
            }
        for name, code in named_codes:
            if code in owners:
                raise ValidationError(
                    self.env._(
                        "%(enterprise)s: the unified social credit code %(code)s already belongs "
                        "to %(owner)s. Open %(owner)s instead, or correct the code.",
                        enterprise=name,
                        code=code,
                        owner=owners[code],
                    )
                )
            owners[code] = name

    def _get_code_error(self, error):
        """Return what a person needs to mend a wrong code: whose it is, what is wrong, what to do.

        :param credit_code.CreditCodeError error: why the code was refused
        """
        return self.env._(
            "%(enterprise)s, unified social credit code “%(code)s”: %(reason)s",
            enterprise=self.name or self.env._("New enterprise"),
            code=error.number,
            reason=self._get_code_error_reason(error),
        )

    def _get_code_error_reason(self, error):
        if isinstance(error, credit_code.DamagedCode):
            return self.env._(
                "a spreadsheet took it for a number and its last digits are lost. Type it again "
                "from the business licence, and format the spreadsheet's column as text."
            )
        if isinstance(error, credit_code.OrganisationCode):
            return self.env._(
                "this is the former 9-character organisation code. The unified code has 18 "
                "characters and contains it; copy it from the business licence."
            )
        if isinstance(error, credit_code.WrongLength):
            return self.env._(
                "it has %(length)s characters instead of 18 (or 15 for an old registration "
                "number). Compare it with the business licence.",
                length=len(error.number),
            )
        if isinstance(error, credit_code.WrongCharacter):
            return self.env._(
                "character %(position)s is “%(character)s”, which cannot stand there. The letters "
                "I, O, S, V and Z are never used, and characters 2 to 8 are digits.",
                position=error.position,
                character=error.character,
            )
        return self.env._(
            "the check character at the end does not fit the others, so at least one character is "
            "wrong. Compare it with the business licence."
        )
