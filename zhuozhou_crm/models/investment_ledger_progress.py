from odoo import api, models

from ..tools.ledger.dates import find_month
from ..tools.ledger.errors import CellError
from ..tools.ledger.rows import TELL, WRONG
from .investment_ledger_kind import NEW, UPDATE

AMOUNTS = {
    "amount": "amount",
    "building": "construction_amount",
    "equipment": "equipment_amount",
    "land_amount": "land_amount",
}
TEXTS = {"visual": "visual_progress", "problems": "problems", "next_step": "next_step"}


class InvestmentLedgerProgress(models.AbstractModel):
    """Monthly report of key projects (重点项目进度月报, ledgers.md D1, D2, D9): one row per project
    and month.

    Natural key: project and month. The month stands in its column, in the header (5月完成投资) or
    in the title. The project has to be registered: a month cannot tell what a project is.

    A month that tells the visual progress goes in as submitted, as if the unit had filed it, one
    that tells none as a draft. A month that the bureau has checked does not change. Cumulative
    columns are not imported: the system adds up itself.
    """

    _name = "investment.ledger.progress"
    _inherit = "investment.ledger.kind"
    _description = "Ledger of Monthly Progress"

    _record_model = "investment.project.progress"

    @api.model
    def _get_date(self, row):
        return row.get("month")

    @api.model
    def _check(self, batch):
        for row in batch.rows:
            row.values.pop("cumulative", None)
            self._check_row(batch, row)
        self.env["investment.ledger.keyproject"]._match(batch, batch.rows, create=False)
        self._settle(batch)

    @api.model
    def _check_row(self, batch, row):
        for code in AMOUNTS:
            if (row.get(code) or 0) < 0:
                row.add(WRONG, "amount_below_zero", code, text=row.texts.get(code))
        month = row.get("month") or self._get_month(row)
        row.values["month"] = month
        told = any(
            problem.field == "month" and problem.level != TELL for problem in row.problems
        )
        if not month and not told:
            row.add(WRONG, "month_missing", "month")
        elif month and month > batch.today:
            row.add(WRONG, "date_future", "month", date=month.strftime("%Y-%m"))

    @api.model
    def _get_month(self, row):
        if "month" in row.texts:
            return None  # there is one that cannot be read: the title does not outweigh it
        try:
            return find_month((row.titles.get("amount"),), row.years) or row.month
        except CellError:
            return None

    @api.model
    def _count_records(self, batch):
        return {"months": sum(row.status == NEW for row in batch.rows)}

    # ------------------------------------------------------------
    # Status
    # ------------------------------------------------------------

    @api.model
    def _settle(self, batch):
        seen, existing = {}, self._search_existing(batch)
        for row in batch.open_rows():
            project, month = row.plan.get("project"), row.get("month")
            if not isinstance(project, int) or not month or row.get("amount") is None:
                continue
            key = (project, month)
            if self._repeats(batch, row, seen, key, (*AMOUNTS, *TEXTS)):
                continue
            if key in existing:
                self._settle_known(batch, row, existing[key])
                continue
            row.status = NEW
            if not row.get("visual"):
                row.add(TELL, "month_draft", "visual")

    @api.model
    def _search_existing(self, batch):
        ids = {row.plan.get("project") for row in batch.rows}
        months = {row.get("month") for row in batch.rows} - {None}
        found = self.env["investment.project.progress"].search(
            [
                ("project_id", "in", [one for one in ids if isinstance(one, int)]),
                ("month", "in", list(months)),
            ]
        )
        return {(line.project_id.id, line.month): line for line in found}

    @api.model
    def _settle_known(self, batch, row, line):
        vals = self._prepare(batch, row)
        if line.state == "draft" and (row.get("visual") or line.visual_progress):
            vals["state"] = "submitted"
        else:
            vals.pop("state", None)
        changes = self._compare(batch, row, line, vals)
        if row.get("amount") == 0 and line.amount and not batch.ledger.keep_existing:
            # nought is a figure, no empty cell
            changes["amount"] = 0.0
            row.plan["changes"] = changes
            row.status = UPDATE
        if line.state == "checked" and line._frozen_fields & changes.keys():
            shown = self._describe_changes(line, changes)
            row.status = ""
            row.add(WRONG, "month_checked", name=line.display_name, changes=shown)

    # ------------------------------------------------------------
    # Values
    # ------------------------------------------------------------

    @api.model
    def _prepare(self, batch, row):
        lines = self._get_note_lines(batch, row)
        problems = "\n".join(filter(None, (row.get("problems"), *lines)))
        vals = {
            **{name: float(row.get(code) or 0) for code, name in AMOUNTS.items()},
            **{name: row.get(code) for code, name in TEXTS.items()},
            "problems": problems,
            "state": "submitted" if row.get("visual") else "draft",
        }
        return {name: value for name, value in vals.items() if value}

    # ------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------

    @api.model
    def _apply(self, batch, rows):
        new = [row for row in rows if row.status == NEW]
        self._create_records(
            batch,
            self._record_model,
            new,
            [
                {
                    **self._prepare(batch, row),
                    "project_id": row.plan["project"],
                    "month": row.get("month"),
                }
                for row in new
            ],
        )
        for row in rows:
            if changes := row.plan.get("changes"):
                self._update(batch, self._record_model, row, row.plan["record"], changes)
