from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestFirstReport(PipelineCommon):
    """Who reported a project first, who is told so, and what else they are told (nothing)."""

    def _panel(self, lead, user=None):
        lead.invalidate_recordset(["duplicate_matches"])
        return lead.with_user(user or lead.env.user).duplicate_matches

    def _levels(self, lead):
        found = lead._find_duplicates()[lead]
        return [(level, match.id) for level, match in found]

    def test_registering_is_claiming(self):
        with freeze_time("2023-03-08 20:00:00"):  # the 9th in Zhuozhou
            lead = self._new_lead()
        self.assertEqual(lead.first_reporter_id, self.officer_a)
        self.assertEqual(lead.first_report_team_id, self.team_a)
        self.assertEqual(lead.first_report_date, date(2023, 3, 9))
        self.assertEqual(lead.claim_state, "valid")

    def test_stock_leads_claim_nothing(self):
        sales_team = self.env["crm.team"].create({"name": "Sales"})
        lead = self.env["crm.lead"].create({"name": "Stock", "team_id": sales_team.id})
        self.assertFalse(lead.claim_state or lead.first_report_date or lead.name_key)
        lead.team_id = self.team_a
        self.assertEqual(lead.claim_state, "valid")
        self.assertEqual(lead.name_key, "stock")

    def test_copy_is_a_new_report(self):
        with freeze_time("2023-03-08"):
            lead = self._new_lead()
        with freeze_time("2023-04-08"):
            copied = lead.copy()
        self.assertEqual(copied.first_report_date, date(2023, 4, 8))

    def test_levels(self):
        """Level by level, and what it takes to be no match at all."""
        industry, other_industry = self.env["res.partner.industry"].create(
            [{"name": "Materials"}, {"name": "Food"}]
        )
        branch = self.env["res.partner"].create(
            {"name": "Person", "parent_id": self.investor.id, "type": "contact"}
        )
        stranger = self.env["res.partner"].create({"name": "Stranger", "is_company": True})
        first = self._new_lead(
            name="示例碳纤维新材料产业园（一期）",
            project_code="2301-1",
            industry_id=industry.id,
            planned_investment=100_000_000,
            phone="13800000000",
            street="学院路1号",
            city="北京",
        )
        for expected, values in (
            ("code", {"name": "x", "project_code": "2301－1", "partner_id": stranger.id}),
            (
                "name",
                {"name": "示例碳纤维 新材料产业园(一期)项目", "partner_id": stranger.id},
            ),
            ("similar", {"name": "示例碳纤维新材料产业园（二期）"}),
            ("similar", {"name": "示例碳纤维新材料产业园（二期）", "partner_id": branch.id}),
            (None, {"name": "示例碳纤维新材料产业园（二期）", "partner_id": stranger.id}),
            (
                "amount",
                {"name": "x", "industry_id": industry.id, "planned_investment": 80_000_000},
            ),
            (
                None,
                {"name": "x", "industry_id": industry.id, "planned_investment": 79_000_000},
            ),
            (
                None,
                {
                    "name": "x",
                    "industry_id": other_industry.id,
                    "planned_investment": 80_000_000,
                },
            ),
            ("contact", {"name": "x", "partner_id": stranger.id, "phone": "138 0000 0000"}),
            (
                "contact",
                {"name": "x", "partner_id": False, "street": "学院路１号", "city": "北京"},
            ),
            (None, {"name": "x", "partner_id": False, "city": "北京"}),
            (None, {"name": "x", "partner_id": False}),
        ):
            with self.subTest(expected=expected, values=values):
                later = self._new_lead(user=self.officer_b, **values)
                expected_matches = [(expected, first.id)] if expected else []
                levels = self._levels(later)
                later.sudo().unlink()
                self.assertEqual(levels, expected_matches)

    def test_foreign_match_tells_team_and_level_only(self):
        first = self._new_lead(planned_investment=123_456_789, phone="13800000000")
        later = self._new_lead(user=self.officer_b)
        panel = self._panel(later, self.officer_b)
        self.assertEqual(
            panel,
            {
                "owned": False,
                "matches": [
                    {
                        "readable": False,
                        "team": "Team A",
                        "level": "Same project name",
                        "owner": True,
                    }
                ],
            },
        )
        for secret in (
            first.id,
            first.name,
            self.investor.name,
            "123",
            "138",
            self.officer_a.name,
        ):
            self.assertNotIn(str(secret), str(panel))
        with self.assertRaises(AccessError):
            first.with_user(self.officer_b).read(["name"])

    def test_own_match_tells_all(self):
        first = self._new_lead()
        later = self._new_lead(user=self.officer_a2)
        [match] = self._panel(later, self.officer_a2)["matches"]
        self.assertTrue(match["readable"] and match["owner"])
        self.assertEqual((match["id"], match["name"]), (first.id, first.name))
        self.assertEqual(match["user"], "officer_a")
        for reader, comparable in ((self.manager, True), (self.leader, False)):
            [match] = self._panel(later, reader)["matches"]
            self.assertTrue(match["readable"])
            self.assertEqual(match["comparable"], comparable)

    def test_the_owner_is_not_told_of_later_reports_of_others(self):
        first = self._new_lead()
        self._new_lead(user=self.officer_b)
        self.assertFalse(self._panel(first, self.officer_a))
        self.assertTrue(self._panel(first, self.manager)["owned"])

    def test_same_day_the_earlier_record_owns(self):
        with freeze_time("2023-03-08"):
            first = self._new_lead()
            second = self._new_lead(user=self.officer_a2)
        self.assertTrue(self._panel(first, self.officer_a)["owned"])
        panel = self._panel(second, self.officer_a2)
        self.assertFalse(panel["owned"])
        self.assertTrue(panel["matches"][0]["owner"])

    def test_backdated_claim_of_the_bureau_goes_first(self):
        with freeze_time("2023-03-08"):
            first = self._new_lead()
        older = self._new_lead(
            user=self.manager, team_id=self.team_a.id, first_report_date="2023-01-01"
        )
        self.assertEqual(older.claim_state, "valid", "the other fields are filled in")
        self.assertTrue(self._panel(older, self.manager)["owned"])
        self.assertFalse(self._panel(first, self.officer_a)["owned"])

    def test_lapsed_claim_of_another_team_is_silent(self):
        first = self._new_lead()
        later = self._new_lead(user=self.officer_b)
        first.sudo().claim_state = "lapsed"
        self.assertFalse(self._panel(later, self.officer_b))
        self.assertTrue(self._panel(later, self.manager)["owned"])

    def test_lost_and_archived_projects_own_nothing(self):
        for ending in ("action_set_lost", "action_archive"):
            with self.subTest(ending=ending):
                first = self._new_lead()
                later = self._new_lead(user=self.officer_b)
                getattr(first, ending)()
                self.assertFalse(self._panel(later, self.officer_b))
                later.sudo().unlink()

    def test_one_line_per_foreign_team(self):
        for _i in range(3):
            self._new_lead()
        later = self._new_lead(user=self.officer_b)
        self.assertEqual(len(self._panel(later, self.officer_b)["matches"]), 1)

    def test_other_companies_are_not_told(self):
        company = self.env["res.company"].create({"name": "Another city"})
        first = self._new_lead().sudo()
        first.user_id = False
        first.company_id = company
        later = self._new_lead(user=self.officer_b)
        self.assertFalse(self._panel(later, self.officer_b))

    @users("zz_officer_b")
    def test_panel_of_a_project_being_typed_in(self):
        self._new_lead(name="示例碳纤维新材料产业园", user=self.officer_a)
        form = Form(
            self.env["crm.lead"].with_context(investment_pipeline=True),
            "zhuozhou_crm.crm_lead_view_form",
        )
        form.name = "另一个项目"
        self.assertFalse(form.duplicate_matches)
        form.partner_id = self.investor
        self.assertFalse(form.duplicate_matches)
        form.name = "示例碳纤维新材料产业园区"
        [match] = form.duplicate_matches["matches"]
        self.assertEqual(match["team"], "Team A")
        self.assertEqual(match["level"], "Similar name, same investor")
        self.assertTrue(match["owner"])
        self.assertNotIn("id", match)

    def test_registering_searches_for_nothing(self):
        """One project costs no more queries beside 50 like it than alone."""
        counts = []
        for others in (0, 50):
            for _i in range(others):
                self._new_lead(project_code="2301-1")
            self._new_lead(name="warm")
            self.env.flush_all()
            before = self.cr.sql_log_count
            self._new_lead(project_code="2301-1")
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_queries_do_not_grow_with_the_batch(self):
        leads = self.env["crm.lead"]
        for number in range(20):
            leads |= self._new_lead(name=f"项目{number}", phone=f"138000000{number:02}").sudo()
        self.env.flush_all()
        counts = []
        for batch in (leads[:2], leads):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = batch._find_duplicates()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(len(found), 20)
        self.assertLessEqual(counts[1], counts[0])

    # claim fields

    def test_only_the_bureau_corrects_a_claim(self):
        lead = self._new_lead()
        for user in (self.officer_a, self.lead_a):
            for values in (
                {"claim_state": "valid"},
                {"first_report_date": "2020-01-01"},
                {"first_reporter_id": user.id},
                {"first_report_team_id": self.team_b.id},
            ):
                with self.subTest(user=user.name, values=values):
                    with self.assertRaises(AccessError):
                        lead.with_user(user).write(values)
                    with self.assertRaises(AccessError):
                        self._new_lead(user=user, **values)
        lead.with_user(self.manager).first_report_date = "2020-01-01"

    def test_reassigning(self):
        lead = self._new_lead()
        wizard = self.env["investment.claim.reassign"].with_user(self.manager)
        wizard.with_context(active_ids=lead.ids).create(
            {"team_id": self.team_b.id, "user_id": self.officer_b.id, "reason": "长期未跟进"}
        ).action_reassign()
        self.assertEqual(lead.sudo().team_id, self.team_b)
        self.assertEqual(lead.sudo().user_id, self.officer_b)
        self.assertEqual(lead.sudo().claim_state, "reassigned")
        self.assertEqual(lead.sudo().first_reporter_id, self.officer_a, "the fact stays")
        self.assertIn("长期未跟进", "".join(lead.sudo().message_ids.mapped("body")))
        # The new team owns it, with the old priority.
        later = self._new_lead()
        self.assertEqual(self._panel(later, self.officer_a)["matches"][0]["team"], "Team B")
        wizard.create(
            {"lead_ids": lead.ids, "team_id": self.team_a.id, "reason": "撤回"}
        ).action_reassign()
        self.assertEqual(
            lead.sudo().claim_state, "valid", "back with the first reporter's team"
        )

    def test_reassigning_is_for_managers(self):
        for user in (self.officer_a, self.lead_a, self.leader):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.env["investment.claim.reassign"].with_user(user).create(
                    {"team_id": self.team_b.id, "reason": "x"}
                )

    def test_handing_on_by_the_team_lead_is_a_reassignment(self):
        lead = self._new_lead()
        lead.with_user(self.lead_a).team_id = self.team_b
        self.assertEqual(lead.sudo().claim_state, "reassigned")

    def test_registering_anew(self):
        with freeze_time("2023-01-01"):
            lead = self._new_lead()
        lead.sudo().claim_state = "lapsed"
        with freeze_time("2023-08-01"):
            lead.with_user(self.officer_a2).action_renew_claim()
        self.assertEqual(lead.claim_state, "valid")
        self.assertEqual(lead.first_report_date, date(2023, 8, 1))
        self.assertEqual(lead.first_reporter_id, self.officer_a2)

    def test_registering_anew_what_somebody_else_holds(self):
        lead = self._new_lead()
        lead.sudo().claim_state = "lapsed"
        self._new_lead(user=self.officer_b)
        with self.assertRaisesRegex(UserError, "Team B"):
            lead.action_renew_claim()
        self.assertEqual(lead.claim_state, "lapsed")
