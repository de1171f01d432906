from odoo import api, fields, models, tools


class InvestmentLightRule(models.Model):
    """Rule that lights a key project red, yellow, green or white (红黄绿白).

    The first rule in the order that holds sets the light. What each condition measures is in
    ``report/light_evaluation.py``. The defaults follow ``domain/progress_lights.md``: 银川 2025
    (points behind, start overdue, not listed), 武汉 (ratio; archived, because the two families
    contradict each other in the first months of a year) and 邯郸 2024 (silence). White is a
    default of our own: no source defines Zhuozhou's.

    A change shows at once. Bureau managers make it in the preview
    (``investment.light.preview``), which tells beforehand which projects would change.
    """

    _name = "investment.light.rule"
    _inherit = ["investment.light.rule.mixin"]
    _description = "Light Rule"

    active = fields.Boolean(default=True)
    source = fields.Char(translate=True)

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self._relight()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self._relight()
        return result

    def unlink(self):
        result = super().unlink()
        self._relight()
        return result

    @api.model
    @tools.ormcache()
    def _get_rules(self):
        """The rules in force; sudo: everybody's projects are lit by the same rules."""
        return self.sudo().search([("active", "=", True)])._to_specs()

    def _relight(self):
        """All lights follow the rules. sudo: also those that the manager does not see."""
        self.env.registry.clear_cache()
        projects = self.env["investment.project"].sudo().with_context(active_test=False)
        self.env.add_to_compute(
            projects._fields["light"], projects.search([("state", "=", "active")])
        )
