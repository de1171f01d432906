from tempfile import TemporaryFile

from werkzeug.utils import send_file

from odoo import http
from odoo.http import request


class InvestmentSummary(http.Controller):
    @http.route("/zhuozhou_crm/investment_summary", type="http", auth="user", readonly=True)
    def download(self, **parameters):
        """The workbook as a file; it only reads, so leaders and read replicas can serve it."""
        wizard = request.env["investment.summary.wizard"]._from_parameters(parameters)
        file = TemporaryFile()  # noqa: SIM115 - closed, and so deleted, with the response
        wizard._write_workbook(file)
        file.seek(0)
        name = wizard._file_name()
        return send_file(
            file,
            request.httprequest.environ,
            as_attachment=True,
            download_name=name,
            response_class=http.Response,
        )
