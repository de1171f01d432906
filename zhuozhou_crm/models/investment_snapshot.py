from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..report.figures import Period
from ..tools.reader import as_reader

OPEN_FIELDS = frozenset({"name", "note", "active"})


class InvestmentSnapshot(models.Model):
    """Frozen state of all indicators of a period (月度快照).

    Taken by hand or by a monthly job (from 1 January to the end of the last month). Value,
    definition, condition and the records counted are kept as they were; nothing of it changes
    any more. What has come out differently since is told line by line, see
    ``investment.snapshot.line``.
    """

    _name = "investment.snapshot"
    _description = "Snapshot of the Figures"
    _order = "date_to desc, id desc"

    name = fields.Char(
        required=True, default=lambda self: self._make_name(self._get_last_months())
    )
    active = fields.Boolean(default=True)
    date_from = fields.Date(
        "First Day", required=True, default=lambda self: self._get_last_months().date_from
    )
    date_to = fields.Date(
        "Last Day", required=True, default=lambda self: self._get_last_months().date_to
    )
    as_of = fields.Date(
        "Data as of", required=True, default=lambda self: self._get_last_months().as_of
    )
    taken_at = fields.Datetime(
        "Taken On", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", "Taken By", readonly=True, default=lambda self: self.env.user
    )
    lang = fields.Char("Language", readonly=True, help="Language in which it was taken.")
    note = fields.Text()
    line_ids = fields.One2many("investment.snapshot.line", "snapshot_id", "Figures")
    changed_line_ids = fields.One2many(
        "investment.snapshot.line", string="Changed since", compute="_compute_changed_lines"
    )
    changed_count = fields.Integer("Differences", compute="_compute_changed_lines")

    _dates_ordered = models.Constraint(
        "CHECK(date_from <= date_to AND date_from <= as_of)",
        "The first day must not come after the last day or the as-of date.",
    )

    @api.depends("line_ids")
    @api.depends_context("uid", "tz", "allowed_company_ids")
    def _compute_changed_lines(self):
        for snapshot in self:
            changed = snapshot.line_ids.filtered("is_changed")
            snapshot.changed_line_ids = changed
            snapshot.changed_count = len(changed)

    @api.model_create_multi
    def create(self, vals_list):
        """To create a snapshot is to take it: lines are frozen, never handed in, in the language
        of the user, in which the definitions are compared later."""
        self = as_reader(self)
        if any(vals.get("line_ids") for vals in vals_list):
            raise UserError(self.env._("The figures of a snapshot are computed, not entered."))
        snapshots = super().create([{**vals, "lang": self.env.lang} for vals in vals_list])
        for snapshot in snapshots:
            snapshot._freeze()
        return snapshots

    def write(self, vals):
        if not vals.keys() <= OPEN_FIELDS:
            raise UserError(
                self.env._(
                    "“%(snapshot)s” is frozen: only its name and note can be changed. Take a new "
                    "snapshot instead.",
                    snapshot=self[:1].name,
                )
            )
        return super().write(vals)

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_export(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/zhuozhou_crm/snapshot/{self.id}",
            "target": "download",
        }

    @api.model
    def _cron_take(self):
        """Monthly: freeze the year up to the end of the last month, once."""
        records = as_reader(self)
        period = records._get_last_months()
        days = [("date_from", "=", period.date_from), ("date_to", "=", period.date_to)]
        if not records.with_context(active_test=False).search_count(
            [*days, ("user_id", "=", self.env.uid)], limit=1
        ):
            records.create({"name": records._make_name(period)})

    # ------------------------------------------------------------
    # Business
    # ------------------------------------------------------------

    def _freeze(self):
        indicators = self.env["investment.indicator"].search([("active", "=", True)])
        frozen = indicators._evaluate_with_records(self._get_period())
        # sudo: nobody writes lines but this
        self.env["investment.snapshot.line"].sudo().create(
            [
                {
                    "snapshot_id": self.id,
                    "sequence": sequence,
                    **indicator._prepare_snapshot_line_values(*frozen[indicator]),
                }
                for sequence, indicator in enumerate(indicators)
            ]
        )

    def _get_period(self):
        self.ensure_one()
        return Period(self.date_from, self.date_to, self.as_of)

    @api.model
    def _get_last_months(self):
        """1 January to the end of the last month; in January the whole last year."""
        last = fields.Date.context_today(self).replace(day=1) - timedelta(days=1)
        return Period(last.replace(month=1, day=1), last, last)

    @api.model
    def _make_name(self, period):
        return self.env._(
            "%(year)s, months 1 to %(month)s",
            year=period.date_to.year,
            month=period.date_to.month,
        )

    @api.constrains("as_of")
    def _check_as_of(self):
        today = fields.Date.context_today(self)
        for snapshot in self:
            if snapshot.as_of > today:
                raise ValidationError(
                    self.env._("A snapshot cannot be taken as of a day that lies ahead.")
                )

    def _prepare_log_values(self):
        """Entry in the log of exports."""
        self.ensure_one()
        return {
            "name": self.name,
            "file_format": "xlsx",
            "origin": "screen",
            "scope": f"{self.date_from} – {self.date_to}",
            "row_count": len(self.line_ids.filtered("in_summary")),
        }
