import traceback
from random import Random

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .ledger_common import LedgerCase
from .ledger_hostile import make_case

CASES, SEED = 500, 20241231
MODELS = (
    "crm.lead",
    "investment.deal",
    "investment.engagement",
    "investment.fund.receipt",
    "investment.project",
    "investment.project.plan",
    "investment.project.progress",
    "investment.trip",
    "res.partner",
)


@tagged("post_install", "-at_install")
@freeze_time("2024-12-31 02:00:00")
class TestLedgerFuzz(LedgerCase):
    """Whatever is uploaded: it ends with a message or with an import, never with an error of the
    program, and never with half a file."""

    def test_damaged_and_hostile_files(self):
        random, outcomes = Random(SEED), {"imported": 0, "refused": 0}
        failures = []
        self.before = self._count()
        for number in range(CASES):
            kind, name, data = make_case(random)
            savepoint = self.env.cr.savepoint()
            try:
                outcomes[self._upload(kind, name, data, by_hand=number % 20 == 0)] += 1
            except Exception:
                failures.append(f"case {number}, {kind}: {traceback.format_exc(limit=-4)}")
            finally:
                savepoint.rollback()
                self.env.invalidate_all()
        self.assertFalse(failures, "\n".join(failures[:5]))
        self.assertGreater(
            outcomes["imported"], CASES / 5, "the files are too bad to test much"
        )
        self.assertGreater(outcomes["refused"], CASES / 5)

    def _upload(self, kind, name, data, by_hand):
        """By hand, step by step, or as the command line does, which reads the file only once."""
        ledger = self._new_ledger(kind, data, name=name, team_id=self.team_a.id)
        try:
            if by_hand:
                ledger.action_read()
                if ledger.state == "columns":
                    ledger.action_check()
                ledger.action_import()
            else:
                ledger._process()
        except UserError as error:
            self.assertTrue(str(error))
            self.assertEqual(self._count(), self.before)
            return "refused"
        self._check_whole(ledger)
        return "imported"

    def _check_whole(self, ledger):
        """Every row says what became of it, and every record stems from a row that went in."""
        lines, traced = ledger.sudo().line_ids, 0
        for line in lines:
            self.assertEqual(bool(line.trace), line.status in ("new", "update"), line.reason)
            if line.status in ("wrong", "decide"):
                self.assertTrue(line.reason)
            traced += len([entry for entry in line.trace or () if "before" not in entry])
        self.assertEqual(sum(self._count()) - sum(self.before), traced)
        self.assertEqual(ledger.row_count, len(lines))

    def _count(self):
        return [
            self.env[model].with_context(active_test=False).search_count([]) for model in MODELS
        ]
