from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

PATH = "/my/investment-projects"


class InvestmentPortal(CustomerPortal):
    """Pages of the enterprise's own key projects; what they show is up to the model."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "investment_project_count" in counters:
            projects = request.env["investment.project"]._get_portal_projects()
            values["investment_project_count"] = len(projects)
        return values

    @http.route(PATH, type="http", auth="user", website=True, readonly=True)
    def investment_projects(self):
        projects = request.env["investment.project"]._get_portal_projects()
        values = self._prepare_portal_layout_values()
        values |= {
            "projects": [project._prepare_portal_summary() for project in projects],
            "page_name": "investment_projects",
        }
        return request.render("zhuozhou_crm.portal_my_investment_projects", values)

    @http.route(f"{PATH}/<int:project_id>", type="http", auth="user", website=True)
    def investment_project(self, project_id):
        project = request.env["investment.project"]._get_portal_project(project_id)
        if not project:
            raise request.not_found()
        values = self._prepare_portal_layout_values()
        values |= {
            "project": project._prepare_portal_values(),
            "page_name": "investment_project",
        }
        return request.render("zhuozhou_crm.portal_my_investment_project", values)

    @http.route(
        f"{PATH}/<int:project_id>/note",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def add_investment_project_note(self, project_id, note=""):
        project = request.env["investment.project"]._get_portal_project(project_id)
        if not project:
            raise request.not_found()
        if note.strip():
            project._add_portal_note(note)
        return request.redirect(f"{PATH}/{project_id}#notes")
