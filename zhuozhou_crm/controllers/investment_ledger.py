import io

from werkzeug.exceptions import NotFound
from werkzeug.utils import send_file

from odoo import http
from odoo.http import request

from ..tools.ledger.fields import KINDS


class InvestmentLedger(http.Controller):
    @http.route(
        "/zhuozhou_crm/ledger/template/<string:kind>", type="http", auth="user", readonly=True
    )
    def template(self, kind):
        """A blank ledger that is recognised without asking."""
        if kind not in KINDS:
            raise NotFound()
        ledgers = request.env["investment.ledger.import"]
        ledgers.check_access("create")
        return self._send(*ledgers._write_template(kind))

    @http.route(
        "/zhuozhou_crm/ledger/<int:ledger_id>/rejected", type="http", auth="user", readonly=True
    )
    def rejected(self, ledger_id):
        """The rows that did not go in, with the reasons, to be mended and imported again."""
        ledger = request.env["investment.ledger.import"].browse(ledger_id).exists()
        if not ledger:
            raise NotFound()
        ledger.check_access("read")
        return self._send(*ledger._write_rejected())

    def _send(self, data, name):
        return send_file(
            io.BytesIO(data),
            request.httprequest.environ,
            as_attachment=True,
            download_name=name,
            response_class=http.Response,
        )
