from tempfile import TemporaryFile

from werkzeug.utils import send_file

from odoo import http
from odoo.http import request

ROUTE = "/zhuozhou_crm/investment_summary"


class InvestmentSummary(http.Controller):
    """Files and pages; they only read, so leaders and read replicas can serve them."""

    @http.route(ROUTE, type="http", auth="user", readonly=True)
    def download(self, **parameters):
        """The summary as a file."""
        return _send(request.env["investment.summary.wizard"]._from_parameters(parameters))

    @http.route(f"{ROUTE}/page", type="http", auth="user", readonly=True)
    def page(self, **parameters):
        """The summary as a page for the browser's printer."""
        wizard = request.env["investment.summary.wizard"]._from_parameters(parameters)
        return request.make_response(wizard._make_page())

    @http.route(
        "/zhuozhou_crm/register/<int:wizard_id>", type="http", auth="user", readonly=True
    )
    def register(self, wizard_id):
        """A list of the screen as an official table."""
        wizard = request.env["investment.register.wizard"].browse(wizard_id)
        wizard.check_access("read")
        return _send(wizard)


def _send(producer):
    file = TemporaryFile()  # noqa: SIM115 - closed, and so deleted, with the response
    name = producer._get_file_name()
    producer._export(file, "screen")
    file.seek(0)
    return send_file(
        file,
        request.httprequest.environ,
        as_attachment=True,
        download_name=name,
        response_class=http.Response,
    )
