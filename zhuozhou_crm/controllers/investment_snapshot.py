from tempfile import TemporaryFile

from werkzeug.utils import send_file

from odoo import http
from odoo.http import request

from ..report.investment_snapshot_xlsx import write_snapshot


class InvestmentSnapshot(http.Controller):
    @http.route(
        "/zhuozhou_crm/snapshot/<model('investment.snapshot'):snapshot>",
        type="http",
        auth="user",
        readonly=True,
    )
    def download(self, snapshot):
        """The snapshot as it was taken, for who may take files out; it only reads."""
        snapshot.check_access("read")
        request.env["investment.export"].check_access("read")
        file = TemporaryFile()  # noqa: SIM115 - closed, and so deleted, with the response
        fonts = request.env["res.config.settings"]._get_investment_summary_fonts()
        write_snapshot(file, snapshot, fonts)
        file.seek(0)
        name = f"{snapshot.name}.xlsx"
        request.env["investment.export.log"]._record(snapshot._prepare_log_values())
        return send_file(
            file,
            request.httprequest.environ,
            as_attachment=True,
            download_name=name,
            response_class=http.Response,
        )
