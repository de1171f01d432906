import json
from dataclasses import replace
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..report.figures import Period, translated
from ..report.list_registers import LIST_REGISTERS
from ..report.registers import count_rows, stream
from ..report.xlsx_book import Heading, RegisterWorkbook

ROUTE = "/zhuozhou_crm/register"
PARAMETERS = ("model", "domain", "active_only", "title", "unit", "maker", "reviewer")
SELECTION_LIMIT = 20000  # of the web client, unless set otherwise


class InvestmentRegisterWizard(models.TransientModel):
    """A list of the screen as an official table: its selection or all that its filter finds.

    Columns, widths and totals are those of the register that belongs to the model.
    """

    _name = "investment.register.wizard"
    _description = "Export as Official Table"
    _inherit = ["investment.export.producer"]

    model = fields.Char(required=True, readonly=True)
    domain = fields.Char(required=True, readonly=True, help="As JSON.")
    active_only = fields.Boolean(readonly=True)
    title = fields.Char(required=True)
    scope = fields.Char("Scope", readonly=True)
    row_count = fields.Integer("Records", readonly=True)
    unit = fields.Selection(
        [("yi", "CNY 100 million"), ("wan", "CNY 10,000")],
        "Unit of Amounts",
        required=True,
        default=lambda self: "wan" if self.env.user.investment_amount_unit == "wan" else "yi",
    )
    maker = fields.Char(
        "Prepared By", default=lambda self: self.env.user.name, help="Printed under each sheet."
    )
    reviewer = fields.Char("Reviewed By", help="Printed under each sheet; empty: to be signed.")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        model = values.get("model") or self.env.context.get("active_model")
        if not model:
            return values
        if model not in LIST_REGISTERS:
            raise UserError(
                self.env._(
                    "There is no official table for “%(model)s”.",
                    model=self.env["ir.model"]._get(model).name,
                )
            )
        domain, active_only = self._get_list_domain()
        records = self.env[model].with_context(active_test=active_only)
        if domain and domain[0][0] == "id":
            scope = self.env._("The records selected")
        else:
            scope = self.env._("All records that the filter of the list finds")
        return {
            **values,
            "model": model,
            "domain": json.dumps(domain),
            "active_only": active_only,
            "title": translated(self.env, LIST_REGISTERS[model].title),
            "scope": scope,
            "row_count": records.search_count(domain),
        }

    @api.model
    def _get_list_domain(self):
        """The records selected, archived ones as well; or all that the filter of the list finds,
        if nothing is selected or as much as the web client can select at once."""
        ids = self.env.context.get("active_ids") or []
        # sudo: the limit is a system parameter
        parameters = self.env["ir.config_parameter"].sudo()
        limit = int(parameters.get_param("web.active_ids_limit", SELECTION_LIMIT))
        domain = self.env.context.get("active_domain")
        if domain is None or (ids and len(ids) < limit):
            return [["id", "in", ids]], False
        return list(domain), self.env.context.get("active_test", True)

    # ------------------------------------------------------------
    # Producer
    # ------------------------------------------------------------

    def _get_parameters(self):
        return {name: self[name] for name in PARAMETERS if self[name]}

    @api.model
    def _read_parameters(self, parameters):
        return {name: parameters[name] for name in PARAMETERS if parameters.get(name)}

    def _get_download_url(self):
        return f"{ROUTE}/{self.id}"

    def _get_scope(self):
        return self.domain

    def _get_document_name(self):
        return self.title

    def _get_register(self):
        register = LIST_REGISTERS.get(self.model)
        if not register:
            raise UserError(
                self.env._("There is no official table for “%(model)s”.", model=self.model)
            )
        domain = Domain(json.loads(self.domain))
        return replace(
            register,
            domain=list(domain),
            active_only=self.active_only,
        )

    def _get_period(self):
        today = fields.Date.context_today(self)
        return Period(date.min, today, today)

    def _count_rows(self):
        return count_rows(self.env, self._get_register(), self._get_period())

    def _make_document(self, counter):
        register = self._get_register()
        today = fields.Date.context_today(self)
        heading = Heading(
            period_label="",
            office=self.env.company.name,
            maker=self.maker or "",
            reviewer=self.reviewer or "",
            as_of=today,
            made_on=today,
            base_url=self.get_base_url(),
            fonts=self.env["res.config.settings"]._get_investment_summary_fonts(),
        )
        rows = stream(self.env, register, self._get_period())
        return RegisterWorkbook(
            self.env, heading, self.unit, counter, register, rows, title=self.title
        )
