import io
from unittest.mock import patch

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import SQL

from ..report.investment_summary import CheckRow, InvestmentSummary, LeagueTable
from .summary_common import SummaryCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-03-01")
class TestInvestmentSummaryChoice(SummaryCommon):
    """What the reader chooses is what the workbook holds; a template keeps the choice."""

    def _sheets(self, *codes):
        sheets = self.env["investment.summary.sheet"].search([("code", "in", codes)])
        return {"sheet_ids": [Command.set(sheets.ids)]}

    def _indicators(self, **choice):
        """Rows of indicators by their label, as far as they are filled."""
        sheet = self._workbook(self.leader, **choice)["Overview sheet"]
        return {
            row[1]: [value for value in row[3:] if value is not None]
            for row in sheet.iter_rows(values_only=True)
            if row[1]
        }

    def test_comparison(self):
        rows = self._indicators(comparison="last_year", year=2024)
        self.assertEqual(
            rows["Indicator"][1:4], ["Same period last year", "Change", "Rate of change"]
        )
        self.assertEqual(rows["Trips made"][:4], [1, 0, 1, "—"])
        rows = self._indicators(
            comparison="previous", year=2023, period_type="quarter", quarter="4"
        )
        # October to December against July to September
        self.assertEqual(rows["Projects signed"][:4], [1, 0, 1, "—"])
        self.assertEqual(rows["Value of agreements signed"][:4], [3, 2, 1, 0.5])

    def test_no_comparison_no_columns(self):
        self.assertEqual(self._indicators()["Indicator"], ["Figure", "Register"])

    def test_targets(self):
        """A target brings its columns, the table of 序时进度 and a second chart."""
        indicator = self.env.ref("zhuozhou_crm.investment_indicator_trips")
        self.env["investment.target"].create(
            {"indicator_id": indicator.id, "year": 2023, "value": 4}
        )
        rows = self._indicators()
        self.assertEqual(rows["Trips made"][:3], [2, 4, 0.5])
        workbook = self._workbook(self.leader)
        self.assertEqual(len(workbook["Overview sheet"]._charts), 2)

    def test_teams(self):
        for team, trips, signed in ((self.team_a, 1, 12), (self.team_b, 1, 3)):
            choice = {"team_ids": [Command.set(team.ids)]}
            with self.subTest(team=team.name):
                figures = self._figures(self.leader, **choice)
                self.assertEqual(figures["Trips made"], trips)
                self.assertEqual(figures["Value of agreements signed"], signed)
                workbook = self._workbook(self.leader, **choice)
                teams = {row["Sending unit"] for row in self._rows(workbook, "Trip register")}
                self.assertLessEqual(teams, {team.name, None})
                contacted = self._rows(workbook, "Enterprises contacted")
                self.assertEqual(len(contacted), 2)

    def test_sections(self):
        section = self.env.ref("zhuozhou_crm.investment_indicator_section_signing")
        figures = self._figures(self.leader, section_ids=[Command.set(section.ids)])
        self.assertIn("Projects signed", figures)
        self.assertNotIn("Trips made", figures)

    def test_sheets(self):
        names = self._workbook(self.leader, **self._sheets("deals", "definitions")).sheetnames
        self.assertEqual(names, ["Agreement register", "Definitions"])
        names = self._workbook(self.leader, sheet_ids=[Command.clear()]).sheetnames
        self.assertEqual(names, ["Overview sheet"], "A workbook has a sheet")

    def test_signatories(self):
        choice = {"maker": "示例制表人", "reviewer": "示例审核人"}
        for sheet in self._workbook(self.leader, **choice):
            texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
            with self.subTest(sheet=sheet.title):
                self.assertIn("Prepared by: 示例制表人", texts)
                self.assertIn("Reviewed by: 示例审核人", texts)

    def test_checks(self):
        """Unverified agreements, missing evidence, and published figures that differ."""
        # an agreement is verified with evidence only; older data may lack it
        field = self.formal._fields["evidence_ids"]
        self.env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE %s = %s",
                SQL.identifier(field.relation),
                SQL.identifier(field.column1),
                self.formal.id,
            )
        )
        self.env.invalidate_all()
        check = CheckRow(
            "published", "Growth", "57.3 %", "56.8 %", "differs", "示例说明", "x/1"
        )
        with patch.object(InvestmentSummary, "checks", return_value=[check]):
            sheet = self._workbook(self.leader, **self._sheets("checks"))["Verification"]
        texts = [cell.value for row in sheet.iter_rows() for cell in row]
        self.assertIn(self.lead_unverified.name, texts)
        self.assertIn(self.formal.lead_id.name, texts)
        for text in ("57.3 %", "56.8 %", "differs", "示例说明"):
            self.assertIn(text, texts)

    def test_league(self):
        league = LeagueTable(
            "示例排名", ["Rank", "Team", "Score"], [(1, "=示例队", 98.5)], ["示例说明"]
        )
        with patch.object(InvestmentSummary, "league_tables", return_value=[league]):
            file = io.BytesIO()
            self._wizard(self.leader, **self._sheets("leagues"))._write_workbook(file)
        sheet = load_workbook(file)["Ranking"]
        rows = [[cell.value for cell in row[:3]] for row in sheet.iter_rows()]
        self.assertIn([1, "=示例队", 98.5], rows)
        [cell] = [c for row in sheet.iter_rows() for c in row if c.value == "=示例队"]
        self.assertEqual(cell.data_type, "s")

    def test_landed_projects_and_funds(self):
        self.lead.write({"landing_date": "2023-10-10", "local_partner_id": self.unit.id})
        self.env["investment.fund.receipt"].create(
            {
                "deal_id": self.framework.id,
                "date": "2023-11-01",
                "amount": 5e7,
                "evidence_ids": [self._file()],
            }
        ).state = "verified"
        workbook = self._workbook(self.leader)
        [landed] = self._rows(workbook, "Landed projects")
        self.assertEqual(landed["Project name"], self.lead.name)
        self.assertEqual(landed["Construction started"], "No")
        [receipt] = self._rows(workbook, "Funds in place")
        self.assertEqual(receipt["Amount received\n(CNY 100 million)"], 0.5)

    def test_events(self):
        [event] = [
            row
            for row in self._rows(self._workbook(self.leader), "Promotion event register")
            if row["Promotion event"] == self.event.name
        ]
        self.assertEqual(event["Projects signed"], 1)
        self.assertEqual(event["Contract value\n(CNY 100 million)"], 10)

    def test_template(self):
        """Saved in the wizard, used by its owner, and by others once it is shared."""
        wizard = self._wizard(
            self.leader,
            comparison="previous",
            period_type="month",
            team_ids=[Command.set(self.team_a.ids)],
            template_name="示例月报",
            unit="wan",
            **self._sheets("overview"),
        )
        wizard.action_save_template()
        template = self.env["investment.summary.template"].search([("name", "=", "示例月报")])
        self.assertEqual(template.user_id, self.leader)
        self.assertEqual(template.period_type, "month")
        form = Form(self.env["investment.summary.wizard"].with_user(self.leader))
        form.template_id = template
        filled = form.save()
        self.assertEqual((filled.comparison, filled.unit), ("previous", "wan"))
        self.assertEqual(filled.team_ids, self.team_a)
        self.assertEqual(filled.sheet_ids.mapped("code"), ["overview"])
        self.assertEqual(str(filled.date_from), "2024-03-01")
        template.period_offset = "last"
        values = template._prepare_wizard_values()
        self.assertEqual((values["year"], values["month"]), (2024, "2"))

    def test_templates_are_one_s_own_unless_shared(self):
        template = (
            self.env["investment.summary.template"]
            .with_user(self.leader)
            .create({"name": "示例模板"})
        )
        for shared, user, sees, changes in (
            (False, self.lead_a, False, False),
            (True, self.lead_a, True, False),
            (True, self.leader, True, True),
            (False, self.manager, True, True),
        ):
            template.sudo().is_shared = shared
            mine = template.with_user(user)
            with self.subTest(shared=shared, user=user.name):
                self.assertEqual(mine.has_access("read"), sees)
                self.assertEqual(mine.has_access("write"), changes)
        templates = self.env["investment.summary.template"]
        self.assertFalse(templates.with_user(self.outsider).has_access("read"))
