from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Command

INTERVALS = {"weekly": {"weeks": 1}, "monthly": {"months": 1}, "quarterly": {"months": 3}}
GRANULARITIES = {"weekly": "week", "monthly": "month", "quarterly": "quarter"}
KEPT = {"years": 1}


class InvestmentSummarySchedule(models.Model):
    """Summary that is made by itself every week, month or quarter and sent to named leaders.

    It covers the last complete week (Monday to Sunday), month or quarter before its day, or the
    year up to there, in the choice of its template. It reads what its owner may read. The file
    is kept for a year.
    """

    _name = "investment.summary.schedule"
    _description = "Scheduled Summary"
    _order = "next_date, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    template_id = fields.Many2one(
        "investment.summary.template",
        "Template",
        required=True,
        ondelete="restrict",
        index=True,
    )
    interval = fields.Selection(
        [("weekly", "Weekly"), ("monthly", "Monthly"), ("quarterly", "Quarterly")],
        "Made",
        required=True,
        default="weekly",
    )
    coverage = fields.Selection(
        [
            ("interval", "The week, month or quarter before"),
            ("year", "The year up to the end of that week, month or quarter"),
        ],
        "Covers",
        required=True,
        default="interval",
    )
    next_date = fields.Date(
        "Next Made On",
        required=True,
        default=lambda self: self._default_next_date(),
        index=True,
        help="The first time on this day, then every week, month or quarter.",
    )
    file_format = fields.Selection(
        [("xlsx", "Excel"), ("docx", "Word document")], "Format", required=True, default="xlsx"
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible Officer",
        required=True,
        default=lambda self: self.env.user,
        ondelete="cascade",
        help="The summary holds what the owner may read.",
    )
    recipient_ids = fields.Many2many(
        "res.users",
        string="Sent To",
        domain=[("share", "=", False)],
        help="Leaders to whom the file is mailed; they can also open it here for a year.",
    )
    mailless_names = fields.Char(compute="_compute_mailless_names")
    export_ids = fields.One2many("investment.export", "schedule_id", "Files")

    @api.model
    def _default_next_date(self):
        """Next Monday: the week before is complete."""
        today = fields.Date.context_today(self)
        return today + timedelta(days=7 - today.weekday())

    @api.depends("recipient_ids.email")
    def _compute_mailless_names(self):
        for schedule in self:
            mailless = schedule.recipient_ids.filtered(lambda user: not user.email)
            schedule.mailless_names = "、".join(mailless.mapped("name")) or False

    def action_run(self):
        """Make it now for the period that is due, without moving the next day."""
        self.ensure_one()
        self._enqueue(fields.Date.context_today(self))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "“%(schedule)s” is being made; a message brings the file.",
                    schedule=self.name,
                ),
            },
        }

    @api.model
    def _cron_run_due(self):
        today = fields.Date.context_today(self.with_context(tz=self._get_timezone()))
        for schedule in self.search([("next_date", "<=", today)]):
            schedule._enqueue(schedule.next_date)
            step = INTERVALS[schedule.interval]
            next_date = schedule.next_date
            while (
                next_date <= today
            ):  # a server that stood still makes up for the last one only
                next_date = fields.Date.add(next_date, **step)
            schedule.next_date = next_date

    @api.model
    def _get_timezone(self):
        return self.env.context.get("tz") or "Asia/Shanghai"

    def _enqueue(self, day):
        """The job that makes the file, as its owner would."""
        self.ensure_one()
        wizards = self.env["investment.summary.wizard"].with_user(self.user_id)
        producer = wizards.with_context(
            lang=self.user_id.lang, tz=self.user_id.tz or self._get_timezone()
        )._from_parameters(self._prepare_parameters(day))
        return producer.env["investment.export"]._enqueue(
            producer,
            producer._count_rows(),
            schedule_id=self.id,
            recipient_ids=[Command.set(self.recipient_ids.ids)],
            keep_until=fields.Date.add(fields.Date.context_today(self), **KEPT),
        )

    def _prepare_parameters(self, day):
        """The template's choice for the days that are due on ``day``."""
        wizards = self.env["investment.summary.wizard"].with_user(self.user_id)
        values = self.template_id._prepare_wizard_values()
        first, last = self._get_days(day)
        choice = wizards._as_parameters(values)
        return {
            **choice,
            "file_format": self.file_format,
            "period_type": "free",
            "date_from": fields.Date.to_string(first),
            "date_to": fields.Date.to_string(last),
            "as_of": fields.Date.to_string(last),
        }

    def _get_days(self, day):
        granularity = GRANULARITIES[self.interval]
        last = fields.Date.start_of(day, granularity) - timedelta(days=1)
        first = fields.Date.start_of(last, granularity)
        return (last.replace(month=1, day=1) if self.coverage == "year" else first), last

    def _send(self, export):
        """Mail the file to the leaders named. sudo: managers need no right to write mails."""
        if not self or not self.recipient_ids.partner_id:
            return
        self.env["mail.mail"].sudo().create(
            {
                "subject": export.name.rpartition(".")[0],
                "body_html": self._get_mail_body(export),
                "email_from": self.user_id.email_formatted or self.env.company.email_formatted,
                "recipient_ids": [Command.set(self.recipient_ids.partner_id.ids)],
                "attachment_ids": [Command.set(export.attachment_id.ids)],
                "auto_delete": True,
            }
        )

    def _get_mail_body(self, export):
        env = self.with_context(lang=self.user_id.lang).env
        lines = (
            env._("Dear leaders,"),
            env._(
                "Please find attached “%(file)s”, made by the schedule “%(schedule)s”. For a year "
                "it can also be opened in the system: Summaries → Exported Files.",
                file=export.name,
                schedule=self.name,
            ),
            env.company.name,
        )
        return Markup().join(Markup("<p>%s</p>") % line for line in lines)
