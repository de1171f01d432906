from odoo import api, models
from odoo.exceptions import UserError


class InvestmentProjectProgress(models.Model):
    """Filing a month: all projects of the unit in one list, instead of one form each.

    Opening the list creates the lines that are missing, as drafts without a figure, so that
    nothing has to be looked up and nothing is forgotten.
    """

    _inherit = "investment.project.progress"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._end_reminders()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "submitted":
            self._end_reminders()
        return result

    @api.model
    def action_open_filing(self):
        """The month to be reported, ready to be filled in."""
        return self._open_filing(self.env["investment.project"]._get_reporting_month())

    def action_return(self):
        """Send it back to the unit; why is asked for by the form."""
        for line in self:
            if not line.return_reason:
                raise UserError(
                    self.env._(
                        "Tell in “Returned Because” what the unit has to correct in "
                        "“%(report)s”.",
                        report=line.display_name,
                    )
                )
        return self.action_draft()

    @api.model
    def _open_filing(self, month):
        if self.has_access("create"):
            self._create_missing(month)
        action = self.env["ir.actions.actions"]._for_xml_id(
            "zhuozhou_crm.investment_project_progress_action_file"
        )
        name = self.env._("Monthly Progress %(month)s", month=month.strftime("%Y-%m"))
        return {
            **action,
            "name": name,
            "display_name": name,
            "domain": [("month", "=", month)],
            "context": {"default_month": month, "filing_month": month},
        }

    @api.model
    def _create_missing(self, month):
        """Drafts for the projects that are the user's to file and have no line yet."""
        projects = self.env["investment.project"]
        due = projects.search(projects._get_due_domain(month) & projects._get_own_domain())
        there = self.search([("month", "=", month), ("project_id", "in", due.ids)])
        return self.create(
            [{"project_id": project.id, "month": month} for project in due - there.project_id]
        )

    def _end_reminders(self):
        """Whoever was reminded of these months has filed them."""
        projects = self.env["investment.project"]
        for month, lines in (
            self.filtered(lambda line: line.state != "draft").grouped("month").items()
        ):
            # sudo: the task may be a colleague's.
            reminders = lines.project_id.sudo()._get_filing_activities(
                projects._get_filing_due_date(month)
            )
            reminders.action_feedback()
