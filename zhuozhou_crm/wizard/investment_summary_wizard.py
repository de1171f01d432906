from calendar import monthrange
from datetime import date
from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import format_date

from ..report.check_registers import CHECK_REGISTERS
from ..report.docx_document import WordDocument
from ..report.figures import Period
from ..report.investment_registers import REGISTERS
from ..report.investment_summary import InvestmentSummary
from ..report.investment_summary_xlsx import InvestmentSummaryWorkbook
from ..report.summary_document import SummaryDocument
from ..report.xlsx_book import Heading, RowCounter

FIRST_YEAR, LAST_YEAR = 1949, 2199
ROUTE = "/zhuozhou_crm/investment_summary"
#: Parameters of the download address: what a reader may choose.
SCALARS = (
    "period_type",
    "year",
    "quarter",
    "month",
    "date_from",
    "date_to",
    "as_of",
    "comparison",
    "unit",
    "maker",
    "reviewer",
    "file_format",
)
LISTS = ("team_ids", "section_ids", "sheet_ids")
COMPARED = {"last_year": Period.same_last_year, "previous": Period.previous}


class InvestmentSummaryWizard(models.TransientModel):
    """Ask for period, comparison, teams and unit, and hand out 招商引资情况汇总 as a file.

    Also the entry for programs: ``create({"year": 2023})._write_file(path)``. The download
    address carries the choice itself, so a leader's read-only database session can serve it.
    """

    _name = "investment.summary.wizard"
    _description = "Investment Promotion Summary"
    _inherit = ["investment.summary.choice", "investment.export.producer"]

    template_id = fields.Many2one(
        "investment.summary.template", "Template", help="Fills in a choice that was saved."
    )
    template_name = fields.Char("Save as Template")
    is_shared = fields.Boolean("Shared", help="Others who may export can use it, too.")
    period_type = fields.Selection(
        [
            ("year", "Year"),
            ("quarter", "Quarter"),
            ("month", "Month"),
            ("free", "Free period"),
        ],
        "Period Type",
        required=True,
        default="year",
    )
    year = fields.Integer(required=True, default=lambda self: self._today().year)
    quarter = fields.Selection(
        [
            ("1", "First quarter"),
            ("2", "Second quarter"),
            ("3", "Third quarter"),
            ("4", "Fourth quarter"),
        ],
        required=True,
        default=lambda self: str((self._today().month + 2) // 3),
    )
    month = fields.Selection(
        [
            ("1", "January"),
            ("2", "February"),
            ("3", "March"),
            ("4", "April"),
            ("5", "May"),
            ("6", "June"),
            ("7", "July"),
            ("8", "August"),
            ("9", "September"),
            ("10", "October"),
            ("11", "November"),
            ("12", "December"),
        ],
        required=True,
        default=lambda self: str(self._today().month),
    )
    date_from = fields.Date("First Day", compute="_compute_dates", store=True, readonly=False)
    date_to = fields.Date("Last Day", compute="_compute_dates", store=True, readonly=False)
    as_of = fields.Date(
        "Data as of",
        compute="_compute_as_of",
        store=True,
        readonly=False,
        help="Facts dated later are left out, and agreements count as they stand on this day.",
    )

    @api.depends("period_type", "year", "quarter", "month")
    def _compute_dates(self):
        for wizard in self:
            if wizard.period_type == "free":
                wizard.date_from, wizard.date_to = wizard.date_from, wizard.date_to
            else:
                wizard.date_from, wizard.date_to = wizard._calendar_period()

    @api.depends("date_to")
    def _compute_as_of(self):
        today = self._today()
        for wizard in self:
            wizard.as_of = min(wizard.date_to, today) if wizard.date_to else today

    @api.constrains("period_type", "year", "date_from", "date_to", "as_of")
    def _check_period(self):
        for wizard in self:
            if problem := wizard._period_problem():
                raise ValidationError(problem)

    @api.onchange("template_id")
    def _onchange_template_id(self):
        if self.template_id:
            self.update(self.template_id._prepare_wizard_values())

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_download_excel(self):
        self.file_format = "xlsx"
        return self.action_download()

    def action_download_word(self):
        self.file_format = "docx"
        return self.action_download()

    def action_print(self):
        """The same as a page of the browser, made for its printer."""
        self.ensure_one()
        self._check_choice()
        return {
            "type": "ir.actions.act_url",
            "url": f"{ROUTE}/page?{urlencode(self._get_parameters())}",
            "target": "new",
        }

    def action_save_template(self):
        """Keep the choice under a name; the same name of one's own is written over."""
        self.ensure_one()
        if not self.template_name:
            raise ValidationError(self.env._("Save as Template: enter a name."))
        [values] = self.read(self._get_choice_fields(), load=None)
        values.pop("id")
        values["is_shared"] = self.is_shared
        values["period_type"] = "year" if self.period_type == "free" else self.period_type
        for name in LISTS:
            values[name] = [Command.set(values[name])]
        own = [("user_id", "=", self.env.uid), ("name", "=", self.template_name)]
        templates = self.env["investment.summary.template"]
        template = templates.search(own, limit=1)
        if template:
            template.write(values)
        else:
            template = templates.create({**values, "name": self.template_name})
        self.write({"template_id": template.id, "template_name": False})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Investment Promotion Summary"),
        }

    # ------------------------------------------------------------
    # The choice as plain data
    # ------------------------------------------------------------

    def _get_parameters(self):
        values = {name: self[name] for name in SCALARS}
        return self._as_parameters({**values, **{name: self[name].ids for name in LISTS}})

    @api.model
    def _as_parameters(self, values):
        parameters = {
            name: fields.Date.to_string(value) if isinstance(value, date) else value
            for name, value in values.items()
            if name in SCALARS and value
        }
        for name in LISTS:
            if name in values:
                parameters[name] = ",".join(str(id_) for id_ in values[name])
        return parameters

    @api.model
    def _read_parameters(self, parameters):
        values = {name: parameters[name] for name in SCALARS if parameters.get(name)}
        for name in LISTS:
            if name in parameters:
                ids = [int(id_) for id_ in parameters[name].split(",") if id_]
                values[name] = [Command.set(ids)]
        return values

    def _get_download_url(self):
        return f"{ROUTE}?{urlencode(self._get_parameters())}"

    def _check_choice(self):
        self._check_period()

    def _get_scope(self):
        """Period, as-of date and whatever narrows the summary, in words."""
        parts = [
            self._period_label(),
            self.env._("Data as of %(date)s", date=self._day(self.as_of)),
        ]
        narrowing = [self.team_ids, self.section_ids]
        if len(self.sheet_ids) < len(self._default_sheet_ids()):
            narrowing.append(self.sheet_ids)
        parts += [", ".join(records.mapped("name")) for records in narrowing if records]
        return "; ".join(parts)

    # ------------------------------------------------------------
    # The file
    # ------------------------------------------------------------

    def _write_workbook(self, target):
        """Write the Excel file to a path or an open binary file, whole or not at all."""
        self.file_format = "xlsx"
        return self._write_file(target)

    def _get_summary(self):
        period = Period(self.date_from, self.date_to, self.as_of)
        compare = COMPARED.get(self.comparison)
        return InvestmentSummary(
            self.env,
            period,
            compare and compare(period),
            self.team_ids._origin,
            self.section_ids.mapped("code"),
        )

    def _get_sheet_codes(self):
        return set(self.sheet_ids.mapped("code"))

    def _get_registers(self):
        codes = self._get_sheet_codes()
        chosen = [register for register in REGISTERS if register.code in codes]
        return [*chosen, *(CHECK_REGISTERS if "checks" in codes else ())]

    def _count_rows(self):
        summary = self._get_summary()
        return sum(summary.count(register) for register in self._get_registers())

    def _make_document(self, counter):
        if self.file_format == "docx":
            text = self._fill(SummaryDocument, counter)
            return WordDocument(text, text.heading.fonts)
        return self._fill(InvestmentSummaryWorkbook, counter)

    def _fill(self, kind, counter):
        labels = dict(self._fields["comparison"]._description_selection(self.env))
        return kind(
            self.env,
            self._get_summary(),
            self._get_heading(),
            self.unit,
            counter,
            self._get_sheet_codes(),
            labels[self.comparison],
        )

    def _make_page(self):
        """The text as a page of the browser; it is an export like any other."""
        self._check_choice()
        wizard, counter = self._in_office(), RowCounter()
        text = wizard._fill(SummaryDocument, counter)
        page = wizard.env["ir.qweb"]._render(
            "zhuozhou_crm.investment_summary_page", {"text": text, "blocks": text.blocks()}
        )
        self.env["investment.export.log"]._record(
            self._prepare_log_values("screen", counter.count, file_format="html")
        )
        return page

    def _get_heading(self):
        return Heading(
            period_label=self._period_label(),
            office=self.env.company.name,
            maker=self.maker or "",
            reviewer=self.reviewer or "",
            as_of=self.as_of,
            made_on=self._today(),
            base_url=self.get_base_url(),
            fonts=self.env["res.config.settings"]._get_investment_summary_fonts(),
        )

    def _get_document_name(self):
        return self.env._(
            "Investment Promotion Summary (%(period)s)", period=self._period_label()
        )

    # ------------------------------------------------------------
    # The period
    # ------------------------------------------------------------

    def _period_label(self) -> str:
        """The period in words; a week, say, by its days."""
        if self.period_type == "year":
            return self.env._("year %(year)s", year=self.year)
        if self.period_type == "free":
            return self.env._(
                "%(first)s to %(last)s",
                first=self._day(self.date_from),
                last=self._day(self.date_to),
            )
        part = dict(self._fields[self.period_type]._description_selection(self.env))
        return self.env._(
            "%(part)s %(year)s", part=part[self[self.period_type]], year=self.year
        )

    def _calendar_period(self):
        """First and last day of the chosen year, quarter or month; none in an impossible year."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            return False, False
        first, last = 1, 12
        if self.period_type == "quarter":
            first, last = int(self.quarter) * 3 - 2, int(self.quarter) * 3
        elif self.period_type == "month":
            first = last = int(self.month)
        return date(self.year, first, 1), date(self.year, last, monthrange(self.year, last)[1])

    def _period_problem(self) -> str | None:
        """What is wrong with the choice and how to mend it."""
        if self.period_type != "free" and not FIRST_YEAR <= self.year <= LAST_YEAR:
            return self.env._(
                "Year: %(year)s is not possible; enter a year from %(first)s to %(last)s.",
                year=self.year,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        if not (self.date_from and self.date_to and self.as_of):
            return self.env._(
                "First and Last Day: enter the first day, the last day and the as-of date."
            )
        if self.date_from > self.date_to:
            return self.env._(
                "First and Last Day: the first day %(first)s comes after the last day %(last)s; swap them.",
                first=self._day(self.date_from),
                last=self._day(self.date_to),
            )
        if self.as_of < self.date_from:
            return self.env._(
                "Data as of: the period begins on %(first)s, after the as-of date %(as_of)s; "
                "choose an earlier period or a later as-of date.",
                first=self._day(self.date_from),
                as_of=self._day(self.as_of),
            )
        return None

    def _day(self, day: date) -> str:
        return format_date(self.env, day, date_format="long")

    @api.model
    def _today(self) -> date:
        return fields.Date.context_today(self)
