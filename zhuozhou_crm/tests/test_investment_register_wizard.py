import io
import json

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..report.list_registers import LIST_REGISTERS
from .summary_common import SummaryCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentRegisterWizard(SummaryCommon):
    """Any list of ours as an official table: what is selected, or what its filter finds."""

    def _new(self, user, model, ids=(), **context):
        return (
            self.env["investment.register.wizard"]
            .with_user(user)
            .with_context(lang="en_US", active_model=model, active_ids=list(ids), **context)
            .create({})
        )

    def _sheet(self, wizard):
        file = io.BytesIO()
        self.rows = wizard._write_file(file)
        return load_workbook(file, data_only=True)

    def test_each_list(self):
        for model, register in LIST_REGISTERS.items():
            wizard = self._new(self.leader, model, active_domain=[])
            with self.subTest(model=model):
                workbook = self._sheet(wizard)
                self.assertEqual(workbook.worksheets[0]["A1"].value, wizard.title)
                self.assertEqual(self.rows, wizard._count_rows())
                titles = [cell.value for cell in workbook.worksheets[0][3]]
                self.assertEqual(len(titles), len(register.columns))
                self.assertGreaterEqual(self.rows, 0)

    def test_selection(self):
        wizard = self._new(self.leader, "investment.trip", self.trip.ids, active_domain=[])
        self.assertEqual(json.loads(wizard.domain), [["id", "in", self.trip.ids]])
        rows = self._rows(self._sheet(wizard), "Trip register")
        self.assertEqual({row["No."] for row in rows}, {1})
        self.assertEqual(rows[0]["Status"], "Done")

    def test_selected_archived_records(self):
        self.tech.active = False
        wizard = self._new(self.leader, "res.partner", self.tech.ids, active_domain=[])
        self.assertEqual(wizard.row_count, 1)
        [row] = self._rows(self._sheet(wizard), "Enterprise register")
        self.assertEqual(row["Enterprise"], self.tech.name)

    def test_filter_of_the_list(self):
        domain = [["date_start", ">=", "2023-12-01"], ["state", "=", "done"]]
        wizard = self._new(self.leader, "investment.trip", active_domain=domain)
        self.assertEqual(wizard.row_count, 2)
        self.assertEqual(len(self._rows(self._sheet(wizard), "Trip register")), 2)

    def test_all_pages_selected(self):
        """The web client sends as many ids as it may; more are meant."""
        self.env["ir.config_parameter"].set_param("web.active_ids_limit", "1")
        wizard = self._new(
            self.leader,
            "investment.trip",
            self.trip.ids,
            active_domain=[["state", "=", "done"]],
        )
        self.assertEqual(wizard.row_count, 3)

    def test_record_rules_hold(self):
        wizard = self._new(self.officer_b, "investment.trip", active_domain=[])
        rows = self._rows(self._sheet(wizard), "Trip register")
        self.assertEqual([row["Enterprise visited"] for row in rows], [self.tech.name])
        wizard = self._new(self.officer_b, "investment.trip", self.trip.ids)
        self._sheet(wizard)
        self.assertEqual((wizard.row_count, self.rows), (0, 0))

    def test_totals(self):
        wizard = self._new(self.leader, "investment.deal", active_domain=[])
        workbook = self._sheet(wizard)
        rows = self._rows(workbook, "Agreement register")
        amounts = [row["Investment amount\n(CNY 100 million)"] for row in rows]
        totals = [
            row for row in workbook.worksheets[0].iter_rows(values_only=True) if "Total" in row
        ]
        self.assertEqual(len(totals), 1)
        self.assertEqual(sum(amounts), 28)

    def test_roles(self):
        for user, may in (
            (self.leader, True),
            (self.manager, True),
            (self.lead_a, True),
            (self.officer_a, True),  # was given the right
            (self.officer_a2, False),
            (self.outsider, False),
        ):
            with self.subTest(user=user.name):
                if may:
                    self._sheet(self._new(user, "investment.trip", active_domain=[]))
                else:
                    with self.assertRaises(AccessError):
                        self._new(user, "investment.trip", active_domain=[])

    def test_a_wizard_is_one_s_own(self):
        wizard = self._new(self.leader, "investment.trip", active_domain=[])
        self.assertFalse(wizard.with_user(self.lead_a).has_access("read"))

    def test_the_menu_entry_needs_the_right(self):
        actions = self.env["ir.actions.actions"]
        for user, shown in ((self.leader, True), (self.officer_a2, False)):
            for model in LIST_REGISTERS:
                bindings = actions.with_user(user).get_bindings(model).get("action", [])
                names = [action["name"] for action in bindings]
                with self.subTest(user=user.name, model=model):
                    self.assertEqual("Export as Official Table" in names, shown)

    def test_other_lists_have_none(self):
        with self.assertRaisesRegex(UserError, "no official table"):
            self._new(self.leader, "res.country", active_domain=[])

    def test_long_lists_come_later(self):
        wizard = self._new(self.leader, "investment.trip", active_domain=[])
        wizard._queue(50_000)
        export = self.env["investment.export"].search([], limit=1)
        self.assertEqual(export.producer, "investment.register.wizard")
        again = export._get_producer()
        self.assertEqual((again.model, again.domain), (wizard.model, wizard.domain))
        self.assertEqual(again._count_rows(), wizard._count_rows())
