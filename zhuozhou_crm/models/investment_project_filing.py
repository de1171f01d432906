from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.months import next_month
from .investment_project_figures import FILED_STATES

ACTIVITY_TYPE = "zhuozhou_crm.mail_activity_type_file_progress"
DUE_PARAMETER = "zhuozhou_crm.progress_due_working_day"
DUE_WORKING_DAY = 5


class InvestmentProject(models.Model):
    """Who has to file the monthly progress, and who is reminded of it.

    Every project in progress files every month, until the month after it went into production. A
    month is due on the 5th working day of the next one (a setting). From that day on, the filing
    officer of whatever is missing, or the head of its unit, has a task on the project; it goes by
    itself when the month is submitted.
    """

    _inherit = "investment.project"

    @api.model
    def _get_due_domain(self, month):
        """Projects that have to file ``month``."""
        return Domain("state", "=", "active") & (
            Domain("actual_production_date", "=", False)
            | Domain("actual_production_date", ">=", month)
        )

    @api.model
    def _get_own_domain(self):
        """Projects that are the user's to file, whatever else he may see."""
        user = self.env.user
        return (
            Domain("team_id", "in", user.investment_team_ids.ids)
            | Domain("user_id", "=", user.id)
            | Domain("head_id", "=", user.partner_id.id)
        )

    @api.model
    def _get_filing_due_date(self, month):
        """Last day in time for ``month``."""
        # sudo: users may not read system parameters
        parameter = self.env["ir.config_parameter"].sudo().get_param(DUE_PARAMETER)
        calendar = self.env["investment.calendar.day"]._get_calendar()
        return calendar.nth_of_month(next_month(month), int(parameter or DUE_WORKING_DAY))

    def _filter_silent(self, month):
        """Those of the projects that have not filed ``month``."""
        filed = self.env["investment.project.progress"]._read_group(
            [
                ("project_id", "in", self.ids),
                ("month", "=", month),
                ("state", "in", FILED_STATES),
            ],
            [],
            ["project_id:recordset"],
        )[0][0]
        return self - filed

    @api.model
    def _cron_remind_filing(self):
        month = self._get_reporting_month()
        due = self._get_filing_due_date(month)
        if fields.Date.context_today(self) < due:
            return
        silent = self.search(self._get_due_domain(month))._filter_silent(month)
        reminded = silent._get_filing_activities(due).mapped("res_id")
        silent.filtered(lambda project: project.id not in reminded)._remind_filing(month, due)

    def _remind_filing(self, month, due):
        """One task each, in the language of whose it is; without a mail for every one of them."""
        values = []
        for project in self:
            user = project.user_id.filtered("active") or project.team_id.user_id
            if user:
                values.append(
                    {
                        "activity_type_id": self.env.ref(ACTIVITY_TYPE).id,
                        "automated": True,
                        "date_deadline": due,
                        "res_id": project.id,
                        "res_model_id": self.env["ir.model"]._get_id(self._name),
                        "summary": self.with_context(lang=user.lang).env._(
                            "File the progress of %(month)s", month=month.strftime("%Y-%m")
                        ),
                        "user_id": user.id,
                    }
                )
        activities = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        return activities.create(values)

    def _get_filing_activities(self, due):
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "=", self.env.ref(ACTIVITY_TYPE).id),
                ("date_deadline", "=", due),
            ]
        )
