from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.tools import format_date

# Fields whose change moves the activity of the next step.
NEXT_STEP_FIELDS = {
    "next_step",
    "next_step_date",
    "user_id",
    "lead_id",
    "state",
    "active",
    "partner_id",
}
DAYS_TO_NEXT_STEP = 7


class InvestmentEngagement(models.Model):
    """What follows from an engagement: the next step and the lines on the timelines.

    Next step: one activity for the responsible officer, on the project when there is one (so
    that the pipeline shows it), else on the engagement. Text, day, officer and project are
    kept in step in both directions (see ``mail_activity.py``); it goes when the step is
    cleared or the engagement cancelled or archived, and a step once done comes back only as
    a new step.

    Project: a done engagement is a fact of the pipeline's gates, so its project is told.

    Timelines: an engagement that becomes done leaves one line on the enterprise (who, when,
    how: other teams read it) and one with outcome and next step on the project; one that is
    taken back leaves a line saying so.
    """

    _inherit = "investment.engagement"

    next_step = fields.Char(copy=False)
    next_step_date = fields.Date(
        "Next Step By",
        compute="_compute_next_step_date",
        store=True,
        readonly=False,
        copy=False,
    )
    activity_id = fields.Many2one(
        "mail.activity",
        "Next Step Activity",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
    )
    next_step_open = fields.Boolean(
        "Next Step Open", compute="_compute_next_step_open", store=True, compute_sudo=True
    )

    _next_step_open_idx = models.Index("(next_step_date) WHERE next_step_open")

    @api.depends("next_step", "date")
    def _compute_next_step_date(self):
        """A week from the meeting or, for a meeting entered late, from today."""
        today = fields.Date.context_today(self)
        for engagement in self:
            if not engagement.next_step:
                engagement.next_step_date = False
            elif not engagement.next_step_date:
                start = max(engagement.date or today, today)
                engagement.next_step_date = fields.Date.add(start, days=DAYS_TO_NEXT_STEP)

    @api.depends("activity_id.active")
    def _compute_next_step_open(self):
        for engagement in self:
            engagement.next_step_open = engagement.activity_id.active

    @api.model_create_multi
    def create(self, vals_list):
        engagements = super().create(vals_list)
        engagements._schedule_next_steps()
        engagements._log_on_timelines(self.browse())
        engagements._tell_projects(self.browse())
        return engagements

    def write(self, vals):
        if not NEXT_STEP_FIELDS & vals.keys():
            return super().write(vals)
        counted = self._filter_counted()
        steps = {engagement: engagement._get_next_step() for engagement in self}
        result = super().write(vals)
        changed = self.filtered(
            lambda engagement: engagement._get_next_step() != steps[engagement]
        )
        self._update_next_steps()
        changed._schedule_next_steps()
        self._log_on_timelines(counted)
        self._tell_projects(counted)
        return result

    def unlink(self):
        self.sudo().activity_id.filtered("active").unlink()
        return super().unlink()

    # Next step
    def _get_next_step(self):
        """(text, day) while the step is wanted; one of a cancelled engagement is not."""
        if self.active and self.state != "cancelled" and self.next_step:
            return self.next_step, self.next_step_date
        return False

    def _schedule_next_steps(self):
        """Create the missing activities, all in one batch."""
        wanting = self.filtered(
            lambda engagement: engagement._get_next_step() and not engagement.next_step_open
        )
        if not wanting:
            return
        wanting.mapped("display_name")  # read together here, not one by one by the activities
        # sudo: whoever may enter the engagement may leave its next step to the officer.
        activities = (
            self.env["mail.activity"]
            .sudo()
            .create([engagement._prepare_activity_values() for engagement in wanting])
        )
        for engagement, activity in zip(wanting, activities, strict=True):
            engagement.activity_id = activity

    def _update_next_steps(self):
        """Bring the open activities in step with their engagements."""
        # sudo: the activity may be a colleague's; it follows the engagement just written.
        for engagement in self.sudo().filtered("next_step_open"):
            activity = engagement.activity_id
            if not engagement._get_next_step():
                activity.unlink()
                continue
            values = engagement._prepare_activity_values()
            changes = {
                name: values[name]
                for name in ("summary", "date_deadline", "user_id", "res_model_id", "res_id")
                if values[name]
                != activity._fields[name].convert_to_write(activity[name], activity)
            }
            if changes:
                activity.write(changes)

    def _prepare_activity_values(self):
        document = self.lead_id or self
        return {
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(
                "mail.mail_activity_data_todo"
            ),
            "automated": True,
            "summary": self.next_step,
            "date_deadline": self.next_step_date,
            "user_id": (self.user_id or self.env.user).id,
            "res_model_id": self.env["ir.model"]._get_id(document._name),
            "res_id": document.id,
        }

    def _filter_counted(self):
        return self.filtered(
            lambda engagement: engagement.active and engagement.state == "done"
        )

    def _tell_projects(self, counted_before):
        """A new done engagement may be the fact that a stage of its project waits for."""
        leads = (self._filter_counted() - counted_before).lead_id
        if leads:
            leads._move_on_facts(explain=False)

    # Timelines

    def _log_on_timelines(self, counted_before):
        """One line for each engagement that became done or was taken back."""
        if self.env.context.get("tracking_disable"):
            return
        counted = self._filter_counted()
        changes = (counted - counted_before) | (counted_before - counted)
        if not changes:
            return
        for field in ("partner_id", "lead_id"):
            documents = changes[field]
            groups = changes.filtered(field).grouped(field)
            documents._message_log_batch(
                {
                    document.id: Markup("<br/>").join(
                        engagement._get_timeline_entry(field, engagement in counted)
                        for engagement in engagements
                    )
                    for document, engagements in groups.items()
                }
            )

    def _get_timeline_entry(self, field, done):
        """:param field: ``partner_id``, whose readers may not know the outcome, or ``lead_id``"""
        selection = dict(self._fields["mode"]._description_selection(self.env))
        title = self._get_html_link(
            title=f"{format_date(self.env, self.date)} {selection[self.mode]}"
        )
        label = self.env._("Engagement") if done else self.env._("Engagement withdrawn")
        entry = Markup(" · ").join(
            part for part in (label, title, self.user_id.name, self.team_id.name) if part
        )
        if field == "partner_id" or not done:
            return entry
        lines = [entry, *map(escape, (self.outcome or "").splitlines())]
        if self.next_step:
            lines.append(
                escape(
                    self.env._(
                        "Next step by %(date)s: %(step)s",
                        date=format_date(self.env, self.next_step_date),
                        step=self.next_step,
                    )
                )
            )
        return Markup("<br/>").join(lines)
