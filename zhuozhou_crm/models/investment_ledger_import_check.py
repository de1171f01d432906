from decimal import Decimal

from odoo import models
from odoo.exceptions import UserError

from ..tools.ledger.fields import KINDS
from ..tools.ledger.rows import DECIDE, TELL, WRONG, Problem, Reader
from .investment_ledger_kind import NEW, SKIP, UPDATE, LedgerBatch

GOES_IN = (NEW, UPDATE)


class InvestmentLedgerImport(models.Model):
    """From the rows of the file to the preview: what each row would become, and why.

    Checking writes nothing but the preview. It is done once more, with the decisions made
    meanwhile, when the ledger is imported: what others have entered since counts.
    """

    _inherit = "investment.ledger.import"

    def _evaluate(self, sheets=None):
        """Return the :class:`LedgerBatch` of the file with a status for every row.

        :param sheets: the content of the file, from a caller that has read it already
        """
        self.ensure_one()
        handler = self._get_handler()
        self.env[handler._record_model].check_access("create")
        self._check_team()
        choices = self.env["investment.ledger.synonym"]._get_choices(self.kind)
        reader = Reader(KINDS[self.kind], choices, self.line_ids._get_answers())
        rows = [
            row
            for table in self._read_tables(sheets or self._read_sheets())
            for row in reader.read_rows(table)
        ]
        if not rows:
            texts = self.env["investment.ledger.message"]._get_sheet_texts()
            raise UserError(texts["no_rows"])
        for row in rows:
            if row.answers.get("skip"):
                row.status = SKIP
        batch = LedgerBatch(self, rows)
        handler._check(batch)
        for row in rows:
            self._conclude(row)
        return batch

    def _check_team(self):
        """Officers fill the books of their own team. Record rules alone would let them register a
        project of their own in another team's name."""
        if self.kind == "enterprises" or self._is_manager():
            return
        if self.team_id.id not in self._get_handler()._get_own_teams():
            raise UserError(
                self.env._(
                    "You do not belong to the team “%(team)s”. Choose your own team under “For "
                    "Team”, or let the bureau import the ledger.",
                    team=self.team_id.name or self.env._("none"),
                )
            )

    def _conclude(self, row):
        """What is wrong outweighs what is to decide, and both outweigh what could be done."""
        if row.status == SKIP:
            row.problems = [Problem(TELL, "left_out")]
        elif row.has(WRONG):
            row.status = WRONG
        elif row.has(DECIDE) or not row.status:
            row.status = DECIDE

    def _store(self, batch):
        """Write the preview; the decisions made before stay."""
        chosen = {line._get_key(): line._get_choice_values() for line in self.line_ids}
        self.line_ids.unlink()
        vals_list = self._prepare_lines(batch)
        for row, vals in zip(batch.rows, vals_list, strict=True):
            vals.update(chosen.get(row.key, {}))
            vals["trace"] = row.trace or None
        self.env["investment.ledger.import.line"]._insert(vals_list)
        self.write(self._prepare_counts(batch))

    def _prepare_counts(self, batch):
        handler = self._get_handler()
        counts = {f"{status}_count": 0 for status, _label in batch.ledger._get_statuses()}
        for row in batch.rows:
            counts[f"{row.status}_count"] += 1
        total = sum(
            (handler._get_amount(batch, row) for row in batch.rows if row.status in GOES_IN),
            Decimal(0),
        )
        return {**counts, "row_count": len(batch.rows), "value_sum": float(total)}

    def _get_statuses(self):
        return self.env["investment.ledger.import.line"]._fields["status"].selection

    def _prepare_lines(self, batch):
        messages = self.env["investment.ledger.message"]
        texts = messages._get_texts()
        many_sheets = len({row.sheet for row in batch.rows}) > 1
        handler = self._get_handler()
        return [
            self._prepare_line(
                batch,
                row,
                handler,
                messages._describe_row(row, texts, batch.labels, many_sheets),
            )
            for row in batch.rows
        ]

    def _prepare_line(self, batch, row, handler, words):
        reason, note = words
        amount = handler._get_amount(batch, row)
        partner = row.plan.get("partner")
        asks = {
            problem.code.partition("_")[0]
            for problem in row.problems
            if problem.level == DECIDE
        }
        return {
            "import_id": self.id,
            "sheet": row.sheet,
            "number": row.number,
            "status": row.status,
            "title": handler._get_title(row),
            "enterprise": row.get("enterprise"),
            "partner_id": partner if isinstance(partner, int) else False,
            "amount": float(amount or 0),
            "date": handler._get_date(row),
            "reason": reason,
            "note": note,
            "asks": ",".join(sorted(asks)) or False,
            "candidates": {
                "partner": row.plan.get("candidates", []),
                "lead": row.plan.get("lead_candidates", []),
                "deal": row.plan.get("deal_candidates", []),
                "project": row.plan.get("project_candidates", []),
            },
        }
