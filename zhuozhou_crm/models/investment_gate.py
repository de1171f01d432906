from ast import literal_eval

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class InvestmentGate(models.Model):
    """A fact that a project must have before it may enter a stage, as data.

    The fact is a domain on ``crm.lead``, so that a bureau can add its own (a land quota, a
    committee's minutes) without a line of code. ``crm.lead`` enforces the gates of every stage
    passed on the way; the ``hint`` tells how to mend a missing fact.
    """

    _name = "investment.gate"
    _description = "Stage Gate"
    _order = "stage_id, sequence, id"

    stage_id = fields.Many2one(
        "crm.stage",
        "Stage",
        required=True,
        ondelete="cascade",
        index=True,
        domain=[("is_investment", "=", True)],
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char("Fact", required=True, translate=True)
    domain = fields.Char("Condition", required=True, default="[]")
    hint = fields.Char("How to Mend", translate=True)

    @api.constrains("domain")
    def _check_domain(self):
        leads = self.env["crm.lead"]
        for gate in self:
            try:
                gate._get_lead_domain().validate(leads)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of gate “%(gate)s” is not a valid filter on projects: "
                        "%(error)s",
                        gate=gate.name,
                        error=error,
                    )
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        gates = super().create(vals_list)
        self.env.registry.clear_cache()
        return gates

    def write(self, vals):
        res = super().write(vals)
        if vals.keys() & {"domain", "active", "stage_id"}:
            self.env.registry.clear_cache()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res

    def _get_lead_domain(self):
        self.ensure_one()
        return Domain(literal_eval(self.domain or "[]"))

    def _get_passing(self, leads):
        """Those of ``leads`` that have the fact.

        A fact is a fact whoever may read its record: sudo, because an officer may lack the right
        to an agreement or an enterprise's file that proves it. Nothing of it is returned.
        """
        self.ensure_one()
        return leads & leads.sudo().filtered_domain(self._get_lead_domain())

    @api.model
    @tools.ormcache()
    def _get_trigger_fields(self):
        """Names of the lead fields that any gate looks at: writing one may complete a fact."""
        gates = self.sudo().search([("active", "=", True)])
        return frozenset(
            condition.field_expr.split(".")[0]
            for gate in gates
            for condition in gate._get_lead_domain().iter_conditions()
        )
