from odoo import api, fields, models

from ..tools.reader import as_reader

TASK = "zhuozhou_crm.mail_activity_type_directive"
PARAMETER = "zhuozhou_crm.escalate_%s_working_days"
#: Working days overdue after which the next one up is told.
DEFAULTS = {"head": 1, "leader": 5}


class InvestmentDirective(models.Model):
    """Overdue directives go up: to the head of the unit, then to the city leader.

    The responsible has a task from the day it is set. From the first working day it is overdue
    the head of the unit (“一把手”领办) has one too, from the fifth on the leader in charge of the
    project, or who chaired the hearing, or else who set it. Both numbers are system parameters. A
    step that is missing is passed over, never skipped in silence: the note says who was told.
    """

    _inherit = "investment.directive"

    escalation = fields.Selection(
        [
            ("none", "Not escalated"),
            ("head", "Escalated to the head"),
            ("leader", "To the leader"),
        ],
        required=True,
        default="none",
        copy=False,
        readonly=True,
        index=True,
        tracking=True,
    )
    escalated_on = fields.Date(readonly=True, copy=False)

    def _assign_task(self):
        for directive in self.filtered("user_id"):
            directive._schedule_task(
                directive.user_id, directive.due_date, directive.name[:100]
            )

    def _schedule_task(self, user, deadline, summary, note=False):
        """A task for whoever may read the directive.

        sudo: who sets a directive gives a task to a user of another unit.
        """
        if user.active and self.with_user(user).has_access("read"):
            self.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
                TASK, date_deadline=deadline, summary=summary, note=note, user_id=user.id
            )

    def _end_tasks(self):
        """sudo: also those of the head and the leader."""
        self.sudo().activity_unlink([TASK])

    def write(self, vals):
        """A new day or a new person begins anew."""
        result = super().write(vals)
        if not vals.keys().isdisjoint({"due_date", "user_id", "team_id"}):
            waiting = self.filtered(lambda one: one.state == "open")
            waiting._end_tasks()
            waiting._assign_task()
            late = waiting.filtered(lambda one: not one.is_overdue)
            # sudo: the unit's side of it is no field to be edited
            super(InvestmentDirective, late.sudo()).write(
                {"escalation": "none", "escalated_on": False}
            )
        return result

    @api.model
    def _cron_escalate(self):
        jobs = as_reader(self)
        limits = jobs._get_escalation_limits()
        for directive in jobs.search([("is_overdue", "=", True)]):
            days = directive.days_overdue
            if days >= limits["leader"] and directive.escalation != "leader":
                directive._escalate("leader")
            elif days >= limits["head"] and directive.escalation == "none":
                directive._escalate("head")

    @api.model
    def _get_escalation_limits(self):
        # sudo: only administrators may read system parameters
        parameters = self.env["ir.config_parameter"].sudo()
        return {
            step: int(parameters.get_param(PARAMETER % step) or days)
            for step, days in DEFAULTS.items()
        }

    def _get_superior(self, step):
        """Partner to be told."""
        self.ensure_one()
        if step == "head":
            return self.team_id.user_id.partner_id or self.project_id.head_id
        return (
            self.project_id.leader_id or self.hearing_id.chair_id or self.setter_id.partner_id
        )

    def _escalate(self, step):
        self.ensure_one()
        superior = self._get_superior(step)
        today = fields.Date.context_today(self)
        self.write({"escalation": step, "escalated_on": today})
        if not superior:
            self._message_log(
                body=self.env._("Overdue, but the unit has no head who could be told.")
            )
            return
        user = superior.user_ids.filtered(lambda one: one.active and not one.share)[:1]
        reader = self.with_context(lang=user.lang or superior.lang or self.env.lang)
        body = reader.env._(
            "“%(directive)s” of %(unit)s was due on %(date)s and is %(days)s working days "
            "overdue.",
            directive=self.name,
            unit=self.team_id.name,
            date=fields.Date.to_string(self.due_date),
            days=self.days_overdue,
        )
        if user:
            self._schedule_task(user, today, reader.env._("Overdue directive"), body)
        self.message_post(body=body, partner_ids=superior.ids, subtype_xmlid="mail.mt_note")
