from freezegun import freeze_time
from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tests.common import warmup
from odoo.tools import mute_logger

from .project_common import ProjectCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20")
class TestInvestmentProject(ProjectCommon):
    def test_values_come_from_the_lead(self):
        """Nothing is typed twice: unit, enterprise, investment, land and site."""
        local = self.env["res.partner"].create({"name": "示例本地公司", "is_company": True})
        sector = self.env["investment.sector"].search([("kind", "=", "sector")], limit=1)
        lead = self.env["crm.lead"].create(
            {
                "name": "示例产业园",
                "type": "opportunity",
                "partner_id": self.enterprise.id,
                "local_partner_id": local.id,
                "team_id": self.team_a.id,
                "user_id": self.officer_a.id,
                "planned_investment": 3e8,
                "land_need": 120,
                "site": "高新区",
                "sector_id": sector.id,
            }
        )
        action = lead.with_user(self.officer_a).action_view_key_projects()
        form = Form(
            self.env["investment.project"]
            .with_user(self.officer_a)
            .with_context(**action["context"])
        )
        project = form.save()
        self.assertRecordValues(
            project,
            [
                {
                    "name": "示例产业园",
                    "lead_id": lead.id,
                    "partner_id": local.id,
                    "team_id": self.team_a.id,
                    "head_id": self.lead_a.partner_id.id,
                    "user_id": self.officer_a.id,
                    "total_investment": 3e8,
                    "land_needed": 120,
                    "site": "高新区",
                    "sector_id": sector.id,
                }
            ],
        )
        self.assertEqual(lead.key_project_count, 1)
        self.assertEqual(
            lead.with_user(self.officer_a).action_view_key_projects()["res_id"], project.id
        )

    def test_on_its_own(self):
        project = self._new_project()
        self.assertEqual(project.team_id, self.team_a)
        self.assertEqual(project.head_id, self.lead_a.partner_id)
        self.assertEqual((project.state, project.phase), ("active", "preparing"))

    def test_head_goes_with_the_unit(self):
        project = self._new_project()
        self.team_b.user_id = self.officer_b
        project.with_user(self.manager).team_id = self.team_b
        self.assertEqual(project.head_id, self.officer_b.partner_id)

    def test_listing(self):
        """A day of listing makes it listed; listed without a day is possible, not the reverse."""
        project = self._new_project(listed_date="2024-03-01")
        self.assertTrue(project.is_listed)
        self.assertTrue(self._new_project(is_listed=True).is_listed)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            project.is_listed = False
            self.env.flush_all()

    def test_highest_level_first(self):
        levels = ("none", "baoding", "county", "provincial")
        projects = self.env["investment.project"].union(
            *(self._new_project(level=level) for level in levels)
        )
        ordered = self.env["investment.project"].search([("id", "in", projects.ids)])
        self.assertEqual(ordered.mapped("level"), ["provincial", "baoding", "county", "none"])

    def test_code_is_tidied_and_unique(self):
        project = self._new_project(code=" ２４１２－130681 ")
        self.assertEqual(project.code, "2412-130681")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._new_project(code="2412-130681")
        self.assertFalse(self._new_project(code="  ").code)
        project.active = False
        self.env.flush_all()
        self.assertTrue(
            self._new_project(code="2412-130681"), "an archived one is no hindrance"
        )

    def test_phase_follows_the_dates(self):
        project = self._new_project()
        for field, date, phase in (
            ("actual_start_date", "2024-01-10", "building"),
            ("actual_completion_date", "2024-04-10", "completed"),
            ("actual_production_date", "2024-05-20", "production"),
        ):
            project[field] = date
            self.assertEqual(project.phase, phase)
        with self.assertRaisesRegex(ValidationError, "In Production Since.*future"):
            project.actual_production_date = "2024-05-21"

    def test_closing_needs_completion(self):
        project = self._new_project()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            project.action_close()
            self.env.flush_all()
        project.actual_completion_date = "2024-05-20"
        project.action_close()
        self.assertEqual(project.state, "completed")
        project.action_resume()
        self.assertEqual(project.state, "active")

    def test_figures(self):
        """Plan, completed, completion; what is not checked yet is shown apart."""
        project = self._new_project(total_investment=1e9, completed_before=1e8)
        self._plan(project, 2024, 3e8)
        self._plan(project, 2023, 2e8)
        self._file(project, "2023-12", 5e7).with_user(self.manager).action_check()
        checked = self._file(project, "2024-01", 2e7)
        self._file(project, "2024-03", 4e7)
        self._file(project, "2024-04", 9e7, state="draft")
        checked.with_user(self.manager).action_check()
        self.assertRecordValues(
            project,
            [
                {
                    "figures_year": 2024,
                    "annual_plan": 3e8,
                    "completed_ytd": 6e7,
                    "unchecked_ytd": 4e7,
                    "completed_total": 2.1e8,
                    "completion": 0.2,
                }
            ],
        )
        self.assertEqual(project.last_report_month.isoformat(), "2024-03-01")
        self.assertAlmostEqual(project.completion_total, 0.21)
        self.assertAlmostEqual(project.schedule_progress, 4 / 12)
        plans = {plan.year: plan for plan in project.plan_ids}
        self.assertEqual((plans[2023].completed, plans[2024].completed), (5e7, 6e7))
        self.assertEqual((plans[2023].completion, plans[2024].completion), (0.25, 0.2))

    def test_without_plan_there_is_no_rate(self):
        project = self._new_project()
        self._file(project, "2024-01", 2e7)
        self.assertEqual((project.completed_ytd, project.completion), (2e7, 0))
        self._plan(project, 2024, 0)
        self.assertEqual(project.completion, 0)
        self.assertEqual(project.completion_total, 0)

    def test_year_turns_when_january_has_ended(self):
        project = self._new_project()
        self._plan(project, 2024, 1e8)
        self._plan(project, 2025, 2e8)
        self._file(project, "2024-04", 5e7)
        with freeze_time("2025-01-31"):
            self.env["investment.project"]._cron_roll_year()
            self.assertEqual((project.figures_year, project.annual_plan), (2024, 1e8))
            self.assertAlmostEqual(project.schedule_progress, 1)
        with freeze_time("2025-02-01"):
            self.env["investment.project"]._cron_roll_year()
            project.invalidate_recordset()
            self.assertEqual((project.figures_year, project.annual_plan), (2025, 2e8))
            self.assertEqual(project.completed_ytd, 0)
            self.assertAlmostEqual(project.schedule_progress, 1 / 12)

    def test_a_changed_plan_leaves_a_note(self):
        project = self._new_project()
        self._plan(project, 2024, 1e8)
        before = project.message_ids
        project.plan_ids.with_user(self.officer_a).amount = 8e7
        note = (project.message_ids - before).body
        self.assertIn("2024", note)
        self.assertIn("80,000,000", note)
        project.plan_ids.amount = 8e7
        self.assertEqual(len(project.message_ids - before), 1)

    def test_one_plan_a_year(self):
        project = self._new_project()
        self._plan(project, 2024, 1e8)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._plan(project, 2024, 2e8)

    def test_evidence_is_handed_over_to_the_project(self):
        """Uploaded before the form was saved, a file belongs to nobody but its uploader."""
        file = (
            self.env["ir.attachment"]
            .with_user(self.officer_a)
            .create({"name": "开工照片.jpg", "raw": b"x", "res_model": "investment.project"})
        )
        project = self._new_project(
            actual_start_date="2024-05-01", start_evidence_ids=[Command.link(file.id)]
        )
        self.assertEqual((file.res_model, file.res_id), ("investment.project", project.id))
        self.assertEqual(file.with_user(self.lead_a).raw, b"x")

    @warmup
    def test_library_costs_the_same_for_any_number(self):
        """List and cards: what is worked out for a page is worked out for all of it at once."""
        names = ("investment_project_view_list", "investment_project_view_kanban")
        fields = {
            node.get("name"): {}
            for name in names
            for node in etree.fromstring(self.env.ref(f"zhuozhou_crm.{name}").arch).iter(
                "field"
            )
        }
        template = self.env.ref("zhuozhou_crm.investment_project_template_new")
        counts = []
        for size in (5, 25):
            projects = self.env["investment.project"].browse()
            for number in range(size):
                projects |= self._new_project(
                    name=f"示例{size}-{number}", template_id=template.id
                )
            projects.action_apply_template()
            self.env.flush_all()
            reader = self.env["investment.project"].with_user(self.leader)
            for _warm in range(2):
                self.env.invalidate_all()
                start = self.cr.sql_log_count
                reader.web_search_read([("id", "in", projects.ids)], fields)
            counts.append(self.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])
