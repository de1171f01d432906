from odoo import api, fields, models, tools
from odoo.exceptions import UserError


class CrmStage(models.Model):
    """Stages of the investment pipeline: 线索 → 对接 → 洽谈 → 研判 → 签约 → 落地 → 开工 → 投产.

    * ``is_investment`` keeps them apart from the stock stages: promotion teams are offered these
      only, every other team never (see ``crm.lead``). They are also linked to the promotion teams
      (``team_ids``), because the stock views offer every stage without a team to everybody.
    * A gate (``investment.gate``) is a fact that a project must have to enter the stage.
    * A stage with ``enter_on_facts`` is entered by itself as soon as its gates hold, so that a
      fact recorded elsewhere (a verified agreement, a start date with evidence) need not be
      followed by dragging a card.
    * Overdue is the core rotting threshold. Defaults: ledgers A "Overdue defaults" (谋划 45,
      在谈 30, 签约 20, 落地 15 days); ours to change.
    * ``claim_lapse_days``: silence after which a first report lapses. Defaults follow 邯郸经开区
      (ledgers A: two months without progress warn, half a year removes from the pool). 0 = never.
    """

    _inherit = "crm.stage"

    is_investment = fields.Boolean("Investment Stage", index=True)
    investment_code = fields.Selection(
        [
            ("lead", "Lead"),
            ("contacted", "Contacted"),
            ("negotiating", "Negotiating"),
            ("assessed", "Assessed"),
            ("signed", "Signed"),
            ("landed", "Landed"),
            ("started", "Started"),
            ("production", "In production"),
        ],
        "Stage Code",
        help="What the stage stands for, whatever it is called here. Figures and automatic moves "
        "rely on it.",
    )
    gate_ids = fields.One2many("investment.gate", "stage_id", "Gates")
    enter_on_facts = fields.Boolean(
        "Enter by Itself",
        help="A project moves to this stage by itself as soon as all its facts are recorded.",
    )
    claim_lapse_days = fields.Integer(
        "First Report Lapses After (days)",
        help="Days without engagement, stage change, agreement or message after which the first "
        "report of a project in this stage lapses. 0: never.",
    )

    _investment_code_uniq = models.UniqueIndex(
        "(investment_code)", "Each stage code can be used by one stage only."
    )
    _claim_lapse_days_positive = models.Constraint(
        "CHECK(claim_lapse_days >= 0)",
        "The days until a first report lapses cannot be negative.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        stages = super().create(vals_list)
        self.env.registry.clear_cache()
        return stages

    def write(self, vals):
        res = super().write(vals)
        if vals.keys() & {"is_investment", "sequence", "is_won"}:
            self.env.registry.clear_cache()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_coded(self):
        for stage in self.filtered("investment_code"):
            raise UserError(
                self.env._(
                    "Stage “%(stage)s” is part of the investment process and cannot be deleted. "
                    "Fold it instead.",
                    stage=stage.name,
                )
            )

    @api.model
    def _get_investment_stages(self):
        """All investment stages in their order.

        Asked for every lead that is created or moved, hence cached; the order does not use the
        name, which differs between languages.
        """
        return self.browse(self._get_investment_stage_ids())

    @api.model
    @tools.ormcache()
    def _get_investment_stage_ids(self):
        return self.sudo().search([("is_investment", "=", True)], order="sequence, id")._ids

    @api.model
    def _get_by_code(self, code):
        """The investment stage with a given code (empty when it was renamed away)."""
        return self._get_investment_stages().filtered(
            lambda stage: stage.investment_code == code
        )

    def _after(self, stage):
        """The part of these ordered stages that comes after ``stage``."""
        position = list(self).index(stage) + 1 if stage in self else len(self)
        return self[position:]

    def _between(self, old_stage, new_stage):
        """Stages entered by going from one to the other: none if it goes back, all up to the new
        one if the old one is not of this pipeline. On the way to a won stage only the won ones
        count: a verified agreement outweighs the formalities of talks that are over."""
        if not new_stage or new_stage not in self:
            return self.browse()
        upto = self - self._after(new_stage)
        entered = upto._after(old_stage) if old_stage and old_stage in self else upto
        return entered.filtered("is_won") if new_stage.is_won else entered

    @api.model
    @tools.ormcache()
    def _get_investment_probabilities(self):
        """Way to signing per stage, in percent; 100 from the first won stage on."""
        stages = self.sudo()._get_investment_stages()
        pending = stages.filtered(lambda stage: not stage.is_won)
        way = {
            stage.id: 100.0 * (i + 1) / (len(pending) + 1) for i, stage in enumerate(pending)
        }
        return {stage.id: way.get(stage.id, 100.0) for stage in stages}
