from odoo import api, fields, models
from odoo.tools import SQL

from ..report.light_evaluation import LightEvaluation
from ..report.light_text import describe_light
from ..tools.reader import as_reader

PENDING = "zhuozhou_crm.lights"


class InvestmentProject(models.Model):
    """Light of a key project (红黄绿白), what set it, and its history.

    The light follows from the facts by the rules in force (``report/light_evaluation.py``): when
    a fact or a rule changes, for the projects it concerns; nightly for all, because time alone
    makes late. It is a function of the facts, so the order in which they came never matters.
    Nightly work is three statements for any number of projects, and writes only what changed.

    Kept is not a text but the rule and the numbers; the reason is told in the reader's language.
    """

    _inherit = "investment.project"

    light = fields.Selection(compute="_compute_light", store=True)
    light_rule_id = fields.Many2one(
        "investment.light.rule",
        "Rule of the Light",
        compute="_compute_light",
        store=True,
        copy=False,
        ondelete="set null",
    )
    light_is_manual = fields.Boolean(
        "Light Set by Hand", compute="_compute_light", store=True, copy=False
    )
    light_facts = fields.Json(compute="_compute_light", store=True, copy=False)
    light_reason = fields.Char(compute="_compute_light_reason", store=False)
    light_ids = fields.One2many("investment.project.light", "project_id", "Lights")
    light_since = fields.Date(compute="_compute_light_since")

    @api.depends(
        "active",
        "state",
        "level",
        "construction_nature",
        "total_investment",
        "is_listed",
        "planned_start_date",
        "actual_start_date",
        "actual_completion_date",
        "actual_production_date",
        "plan_ids.year",
        "plan_ids.amount",
        "progress_ids.month",
        "progress_ids.amount",
        "progress_ids.state",
        "milestone_ids.name",
        "milestone_ids.sequence",
        "milestone_ids.planned_date",
        "milestone_ids.actual_date",
        "light_ids.is_manual",
        "light_ids.date_to",
    )
    def _compute_light(self):
        ids = self._origin.ids
        query = self._get_light_evaluation().select(ids)
        lights = {row[0]: row[1:] for row in self.env.execute_query(query)} if ids else {}
        for project in self:
            (
                project.light,
                project.light_rule_id,
                project.light_is_manual,
                project.light_facts,
            ) = lights.get(project._origin.id, (False, False, False, False))
        self._log_lights_at_commit(ids)

    @api.depends("light_facts")
    @api.depends_context("lang", "uid")
    def _compute_light_reason(self):
        for project in self:
            project.light_reason = describe_light(self.env, project.light_facts)

    @api.depends("light")
    def _compute_light_since(self):
        since = dict(
            self.env["investment.project.light"]._read_group(
                [("project_id", "in", self._origin.ids), ("date_to", "=", False)],
                ["project_id"],
                ["date_from:max"],
            )
        )
        for project in self:
            project.light_since = since.get(project._origin)

    # ------------------------------------------------------------
    # Evaluation
    # ------------------------------------------------------------

    @api.model
    def _get_light_evaluation(self, rules=None):
        reader = as_reader(self)
        return LightEvaluation(
            self.env,
            self.env["investment.light.rule"]._get_rules() if rules is None else rules,
            reader._get_reporting_month(),
            fields.Date.context_today(reader),
        )

    @api.model
    def _cron_light(self):
        """The lights of all projects, by today."""
        names = ("light", "light_rule_id", "light_is_manual", "light_facts")
        self.env.execute_query(
            SQL(
                """
                UPDATE investment_project project
                   SET light = lit.light, light_rule_id = lit.light_rule_id,
                       light_is_manual = lit.light_is_manual, light_facts = lit.light_facts
                  FROM (%(lit)s) lit
                 WHERE project.id = lit.id
                   AND (project.light, project.light_rule_id, project.light_is_manual,
                        project.light_facts)
                       IS DISTINCT FROM
                       (lit.light, lit.light_rule_id, lit.light_is_manual, lit.light_facts)
                """,
                lit=self._get_light_evaluation().select(),
                to_flush=[self._fields[name] for name in names],
            )
        )
        self.invalidate_model([*names, "light_reason"])
        self._log_lights()

    # ------------------------------------------------------------
    # By hand
    # ------------------------------------------------------------

    def action_end_manual_light(self):
        """Let the rules set the light again; for whoever may set it by hand."""
        self.env["investment.light.manual"].check_access("create")
        self.check_access("read")
        self._end_manual_lights()

    def _end_manual_lights(self):
        """sudo: nobody writes history by himself."""
        self.env["investment.project.light"].sudo().search(
            [
                ("project_id", "in", self.ids),
                ("is_manual", "=", True),
                ("date_to", "=", False),
            ]
        ).write({"date_to": fields.Date.context_today(self)})
        self.env["investment.project.light"].flush_model()

    # ------------------------------------------------------------
    # History
    # ------------------------------------------------------------

    def _log_lights_at_commit(self, ids):
        """Once per transaction: what a light was in between is no history."""
        precommit = self.env.cr.precommit
        pending = precommit.data.setdefault(PENDING, set())
        if not pending:
            precommit.add(self.sudo().browse()._log_pending_lights)
        pending.update(ids)

    def _log_pending_lights(self):
        self._log_lights(sorted(self.env.cr.precommit.data.pop(PENDING, ())))

    @api.model
    def _log_lights(self, ids=None):
        """Bring the history up to date with the lights: of the projects, or of all."""
        values = {
            "today": fields.Date.context_today(as_reader(self)),
            "uid": self.env.uid,
            "mine": SQL("TRUE") if ids is None else SQL("project.id = ANY(%s)", list(ids)),
        }
        self.env.flush_all()
        for statement in (UPDATE_LOG, CLOSE_LOG, OPEN_LOG):
            self.env.cr.execute(SQL(statement, **values))
        self.env["investment.project.light"].invalidate_model()
        self.invalidate_model(["light_since"])


#: The light is the one logged, or was lit today already: tell its latest numbers.
UPDATE_LOG = """
UPDATE investment_project_light log
   SET colour = project.light, rule_id = project.light_rule_id, facts = project.light_facts,
       write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
  FROM investment_project project
 WHERE project.id = log.project_id AND %(mine)s
   AND log.date_to IS NULL AND NOT log.is_manual
   AND project.light IS NOT NULL AND NOT project.light_is_manual
   AND (log.date_from = %(today)s OR (log.colour = project.light
        AND log.rule_id IS NOT DISTINCT FROM project.light_rule_id))
   AND (log.colour, log.rule_id, log.facts)
       IS DISTINCT FROM (project.light, project.light_rule_id, project.light_facts)
"""

CLOSE_LOG = """
UPDATE investment_project_light log
   SET date_to = GREATEST(%(today)s, log.date_from),
       write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
  FROM investment_project project
 WHERE project.id = log.project_id AND %(mine)s AND log.date_to IS NULL
   AND (project.light IS NULL OR project.light_is_manual <> log.is_manual
        OR (NOT log.is_manual AND (project.light, project.light_rule_id)
            IS DISTINCT FROM (log.colour, log.rule_id)))
"""

OPEN_LOG = """
INSERT INTO investment_project_light (
       project_id, colour, rule_id, facts, date_from, is_manual,
       create_uid, create_date, write_uid, write_date)
SELECT project.id, project.light, project.light_rule_id, project.light_facts, %(today)s, FALSE,
       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
  FROM investment_project project
 WHERE project.light IS NOT NULL AND NOT project.light_is_manual AND %(mine)s
   AND NOT EXISTS (SELECT FROM investment_project_light log
                    WHERE log.project_id = project.id AND log.date_to IS NULL)
"""
