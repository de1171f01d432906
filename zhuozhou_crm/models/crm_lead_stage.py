from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CrmLead(models.Model):
    """Stages, gates and automatic moves of an investment project.

    Which stages: the team decides. A lead of a promotion team stands in an investment stage, any
    other lead never does; a lead that changes sides goes to the first stage of the other side.
    All places where the stock code looks for a stage are covered: ``_stage_find``,
    ``_compute_stage_id``, ``_read_group_stage_ids``, ``action_set_won``, merging (through
    ``write``).

    Gates: to enter a stage, a project needs the facts of every investment stage passed on the
    way, also when it is created there; going back needs none. On the way to a won stage, only
    the won ones count: a verified agreement outweighs what the talks left out. One message names
    every missing fact of every project. There is no bypass: what is missing is a fact.

    Automatic moves: once the gates of a stage with ``enter_on_facts`` hold, the project moves
    there by itself, provided that the gates on the way hold, too; otherwise it waits, tells why,
    and moves as soon as the rest is recorded.
    """

    _inherit = "crm.lead"

    # ------------------------------------------------------------
    # Which stages
    # ------------------------------------------------------------

    @api.depends("team_id", "type")
    def _compute_stage_id(self):
        result = super()._compute_stage_id()
        for lead in self._in_wrong_pipeline():
            lead.stage_id = lead._stage_find(domain=[("fold", "=", False)])
        return result

    def _in_wrong_pipeline(self):
        """Leads whose stage does not belong to their team's side.

        Asked on every create and every change of stage, stock leads included: cached ids, no
        query.
        """
        stage_ids = self.env["crm.stage"]._get_investment_stage_ids()
        team_ids = self.env["crm.team"]._get_investment_team_ids()
        return self.filtered(
            lambda lead: (
                lead.stage_id
                and (lead.stage_id.id in stage_ids) != (lead.team_id.id in team_ids)
            )
        )

    def _stage_find(self, team_id=False, domain=None, order="sequence, id", limit=1):
        team_ids = {team_id, *self.team_id.ids}
        if team_ids.isdisjoint(self.env["crm.team"]._get_investment_team_ids()):
            stock = [*(domain or []), ("is_investment", "=", False)]
            return super()._stage_find(team_id, stock, order, limit)
        stages = self.env["crm.stage"]._get_investment_stages()
        return stages.filtered_domain(domain or [])[:limit]

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        """Columns of the kanban: all investment stages in our views; elsewhere none of them but
        those that hold leads."""
        investment_stages = self.env["crm.stage"]._get_investment_stages()
        team = self.env["crm.team"].browse(self.env.context.get("default_team_id") or [])
        if self.env.context.get("investment_pipeline") or team.is_investment:
            return investment_stages | stages
        return super()._read_group_stage_ids(stages, domain) - (investment_stages - stages)

    def action_set_won(self):
        """One kind at a time: the stock method looks for the won stages of the whole batch."""
        investment = self.filtered("team_id.is_investment")
        for leads in (investment, self - investment):
            if leads:
                super(CrmLead, leads).action_set_won()
        return True

    def _get_rotting_domain(self):
        """Investment projects can also be overdue between signing and start, which the stock
        rule excludes because those are won stages."""
        signed = Domain("stage_id.is_investment", "=", True) & Domain("won_status", "=", "won")
        return super()._get_rotting_domain() | (
            Domain("stage_id.rotting_threshold_days", "!=", 0) & signed
        )

    def _track_subtype(self, init_values):
        """Signed is not the end of a project: each stage is told as a change of stage."""
        if "stage_id" in init_values and self.stage_id.is_investment:
            return self.env.ref("crm.mt_lead_stage")
        return super()._track_subtype(init_values)

    # ------------------------------------------------------------
    # Gates
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._settle_stage({})
        return leads

    def write(self, vals):
        written = set(vals)  # the stock method adds to vals
        if not written & {"stage_id", "team_id"}:
            res = super().write(vals)
        else:
            old_stages = {lead.id: lead.stage_id for lead in self}
            res = super().write(vals)
            self._settle_stage(old_stages)
        if written & self.env["investment.gate"]._get_trigger_fields():
            self._move_on_facts(explain=False)
        return res

    def _settle_stage(self, old_stages):
        """After a stage or team was written: put leads on their side, then check the gates.

        sudo: the gates bind whoever moves a project, a stock salesperson included.
        """
        for lead in self._in_wrong_pipeline():
            lead.stage_id = lead._stage_find(domain=[("fold", "=", False)])
        stages = self.env["crm.stage"].sudo()._get_investment_stages()
        missing = {}
        moves = self.grouped(lambda lead: (old_stages.get(lead.id), lead.stage_id))
        for (old_stage, new_stage), leads in moves.items():
            for gate in stages._between(old_stage, new_stage).gate_ids:
                if failing := leads - gate._get_passing(leads):
                    missing[gate] = missing.get(gate, self.browse()) | failing
        self._raise_missing_facts(missing)

    def _raise_missing_facts(self, leads_by_gate):
        if not leads_by_gate:
            return
        blocks = []
        for lead in self:
            facts = [gate for gate, leads in leads_by_gate.items() if lead in leads]
            if facts:
                blocks.append(
                    self.env._(
                        "“%(project)s” cannot enter stage “%(stage)s” yet. Missing:\n%(facts)s",
                        project=lead.name,
                        stage=lead.stage_id.name,
                        facts="\n".join(f"• {self._format_fact(gate)}" for gate in facts),
                    )
                )
        raise UserError("\n\n".join(blocks))

    @api.model
    def _format_fact(self, gate):
        if not gate.hint:
            return self.env._("%(stage)s: %(fact)s", stage=gate.stage_id.name, fact=gate.name)
        return self.env._(
            "%(stage)s: %(fact)s (%(hint)s)",
            stage=gate.stage_id.name,
            fact=gate.name,
            hint=gate.hint,
        )

    # ------------------------------------------------------------
    # Facts move the lead
    # ------------------------------------------------------------

    def _move_on_facts(self, explain=True):
        """Move projects to the furthest stage that their facts allow; never back.

        Called when a fact has been recorded: by ``write`` here, by an agreement when it is
        verified. With ``explain``, a project whose facts suffice for a stage but not for the way
        to it gets a note that names what is missing. sudo: see ``_settle_stage``.
        """
        leads = self.filtered(
            lambda lead: (
                lead.active and lead.team_id.is_investment and lead.stage_id.is_investment
            )
        )
        stages = self.env["crm.stage"].sudo()._get_investment_stages()
        targets = {}
        for stage, standing in leads.grouped("stage_id").items():
            for lead, target in standing._get_reachable_stages(stages._after(stage)):
                targets[target] = targets.get(target, self.browse()) | lead
        for target, movers in targets.items():
            movers.write({"stage_id": target.id})
        if explain:
            (leads - self.browse().union(*targets.values()))._explain_waiting()

    def _get_reachable_stages(self, ahead):
        """Pairs of a lead and the furthest stage it enters by itself. What is missing in the open
        stages does not keep a project out of the won ones (see ``crm.stage._between``)."""
        reached = {}
        passing = self
        for stage in ahead:
            if stage == ahead.filtered("is_won")[:1]:
                passing = self
            for gate in stage.gate_ids:
                passing = gate._get_passing(passing)
            # A stage without gates proves nothing: it is passed, not entered.
            if stage.enter_on_facts and stage.gate_ids:
                reached.update(dict.fromkeys(passing, stage))
        return reached.items()

    def _explain_waiting(self):
        """Note on projects that hold the facts of a later stage but not those on the way."""
        stages = self.env["crm.stage"].sudo()._get_investment_stages()
        bodies = {}
        for lead in self:
            for stage in stages._after(lead.stage_id).filtered("enter_on_facts"):
                way = stages._between(lead.stage_id, stage).gate_ids
                missing = way.filtered(lambda gate, lead=lead: not gate._get_passing(lead))
                if missing and stage.gate_ids and not missing & stage.gate_ids:
                    bodies[lead.id] = self._get_waiting_note(stage, missing)
                    break
        if bodies:
            self.browse(bodies)._message_log_batch(bodies=bodies)

    @api.model
    def _get_waiting_note(self, stage, missing):
        intro = self.env._(
            "The facts for stage “%(stage)s” are recorded. The project moves there as soon as "
            "what is missing on the way is recorded, too:",
            stage=stage.name,
        )
        items = Markup("").join(Markup("<li>%s</li>") % self._format_fact(g) for g in missing)
        return Markup("<p>%s</p><ul>%s</ul>") % (intro, items)
