from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestCrmLead(PipelineCommon):
    def test_reassigning(self):
        """Who may hand a project on, who may not: (user, values, allowed)."""
        for user, values, allowed in (
            (self.officer_a, {"user_id": self.officer_a2.id}, False),
            (self.officer_a, {"team_id": self.team_b.id}, False),
            (self.officer_a, {"user_id": False}, False),
            (self.officer_a, {"user_id": self.officer_a.id}, True),
            (self.officer_a, {"team_id": self.team_a.id}, True),
            (self.officer_a2, {"user_id": self.officer_a2.id}, False),
            (self.lead_a, {"user_id": self.officer_a2.id}, True),
            (self.lead_a, {"team_id": self.team_b.id}, True),
            (self.manager, {"team_id": self.team_b.id, "user_id": self.officer_b.id}, True),
        ):
            with self.subTest(user=user.name, values=values):
                lead = self._new_lead()
                if allowed:
                    lead.with_user(user).write(values)
                else:
                    with self.assertRaisesRegex(AccessError, "team lead"):
                        lead.with_user(user).write(values)

    def test_taking_an_unassigned_project(self):
        lead = self._new_lead().sudo()
        lead.user_id = False
        lead.with_user(self.officer_a2).user_id = self.officer_a2
        self.assertEqual(lead.user_id, self.officer_a2)
        lead.user_id = False
        with self.assertRaises(AccessError):
            lead.with_user(self.officer_a2).user_id = self.officer_a

    def test_reassigning_stock_leads_is_not_our_business(self):
        salesman = self._new_user("salesman", "sales_team.group_sale_salesman")
        lead = self.env["crm.lead"].with_user(salesman).create({"name": "Stock"})
        self.assertFalse(lead.team_id.is_investment)
        lead.user_id = self.outsider

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_who_sees_and_edits(self):
        """(user, reads, writes); nobody but the manager deletes."""
        lead = self._new_lead()
        for user, reads, writes in (
            (self.officer_a, True, True),
            (self.officer_a2, True, True),
            (self.lead_a, True, True),
            (self.officer_b, False, False),
            (self.manager, True, True),
            (self.leader, True, False),
            (self.outsider, False, False),
        ):
            with self.subTest(user=user.name):
                seen = lead.with_user(user)
                self.assertEqual(seen.has_access("read"), reads)
                self.assertEqual(seen.has_access("write"), writes)
                self.assertEqual(seen.has_access("unlink"), user == self.manager)

    def test_joining_and_leaving_a_team_counts_at_once(self):
        """The evaluated rules are cached; a member who leaves must not read on."""
        lead = self._new_lead()

        def reads(user):
            self.env.invalidate_all()
            return lead.with_user(user).has_access("read")

        self.assertFalse(reads(self.officer_b))
        membership = self.env["crm.team.member"].create(
            {"crm_team_id": self.team_a.id, "user_id": self.officer_b.id}
        )
        self.assertTrue(reads(self.officer_b))
        membership.active = False
        self.assertFalse(reads(self.officer_b))
        membership.active = True
        self.assertTrue(reads(self.officer_b))
        membership.unlink()
        self.assertFalse(reads(self.officer_b))
        self.team_a.user_id = self.officer_b
        self.assertTrue(reads(self.officer_b), "who leads it")
        self.team_a.user_id = self.lead_a
        self.assertFalse(reads(self.officer_b))

    def test_archived_team(self):
        lead = self._new_lead()
        self.team_a.active = False
        for user in (self.officer_a2, self.lead_a, self.manager):
            with self.subTest(user=user.name):
                self.assertTrue(lead.with_user(user).has_access("read"))

    def test_archiving_is_not_losing(self):
        lead = self._new_lead()
        lead.action_archive()
        self.assertEqual(lead.won_status, "pending")
        lead.action_unarchive()
        lead.action_set_lost()
        self.assertEqual(lead.won_status, "lost")
        lead.action_restore()
        self.assertEqual(lead.won_status, "pending")
        self.assertGreater(lead.probability, 0)

    @mute_logger("odoo.sql_db")
    def test_no_negative_needs(self):
        for field in ("planned_investment", "land_need", "energy_need", "expected_jobs"):
            with self.subTest(field=field), self.assertRaises(IntegrityError):
                self._new_lead(**{field: -1})

    def test_source_follows_from_trip_and_event(self):
        trip = self.env["investment.trip"].create({"name": "赴京招商"})
        event = self.env["event.event"].create(
            {"name": "推介会", "date_begin": "2023-05-01", "date_end": "2023-05-02"}
        )
        for values, expected in (
            ({}, False),
            ({"trip_id": trip.id}, "trip"),
            ({"event_id": event.id}, "event"),
            ({"trip_id": trip.id, "investment_source": "referral"}, "referral"),
        ):
            with self.subTest(values=values):
                lead = self._new_lead(user=self.manager, team_id=self.team_a.id, **values)
                self.assertEqual(lead.investment_source, expected)
        lead = self._new_lead()
        lead.sudo().trip_id = trip
        self.assertEqual(lead.investment_source, "trip")

    def test_project_code_is_cleaned(self):
        lead = self._new_lead(project_code=" ２３０1-130681－04 ")
        self.assertEqual(lead.project_code, "2301-130681-04")
        lead.project_code = "ab 1"
        self.assertEqual(lead.project_code, "AB1")

    def test_evidence_belongs_to_the_project(self):
        """A colleague opens what an officer uploaded before the record was saved."""
        files = self.env["ir.attachment"].with_user(self.officer_a)
        file = files.create({"name": "permit.pdf", "raw": b"permit"})
        lead = self._new_lead(start_evidence_ids=[Command.link(file.id)])
        self.assertEqual((file.res_model, file.res_id), ("crm.lead", lead.id))
        self.assertEqual(file.with_user(self.officer_a2).raw, b"permit")
        with self.assertRaises(AccessError):
            file.with_user(self.officer_b).read(["raw"])

    def test_evidence_of_others_is_not_taken(self):
        """Linking a stranger's file does not hand it over."""
        file = self.env["ir.attachment"].with_user(self.officer_b).create({"name": "b.pdf"})
        self._new_lead().sudo().with_user(self.officer_a).sudo().write(
            {"start_evidence_ids": [Command.link(file.id)]}
        )
        self.assertFalse(file.res_id)

    def test_stock_screens_keep_their_views(self):
        """Ours are named by our actions; none of them is the default of the model."""
        lead_model = self.env["crm.lead"].with_user(self.officer_a)
        for action in self.env["ir.actions.act_window"].search(
            [("res_model", "=", "crm.lead"), ("context", "ilike", "investment_pipeline")]
        ):
            named = dict((view.view_mode, view.view_id.id) for view in action.view_ids)
            for view_type in action.view_mode.split(","):
                with self.subTest(action=action.name, view_type=view_type):
                    default = lead_model.get_view(view_type=view_type)["id"]
                    self.assertTrue(named.get(view_type))
                    self.assertNotEqual(named[view_type], default)

    def test_form_from_elsewhere(self):
        ours = self.env.ref("zhuozhou_crm.crm_lead_view_form")
        self.assertEqual(self._new_lead().get_formview_id(), ours.id)
        stock = self.env["crm.lead"].create({"name": "Stock", "team_id": False})
        self.assertNotEqual(stock.get_formview_id(), ours.id)

    @users("zz_officer_a")
    def test_form(self):
        with Form(
            self.env["crm.lead"].with_context(investment_pipeline=True),
            "zhuozhou_crm.crm_lead_view_form",
        ) as form:
            form.name = "表单项目"
            form.partner_id = self.investor
            form.planned_investment = 50_000_000
            form.sector_id = self.sector
        lead = form.record
        self.assertEqual(lead.team_id, self.team_a)
        self.assertEqual(lead.claim_state, "valid")

    def test_changes_are_tracked(self):
        lead = self._new_lead().with_context(tracking_disable=False)
        self.flush_tracking()
        self._record_facts(lead, "negotiating")
        lead.with_user(self.officer_a).write(
            {"planned_investment": 7, "stage_id": self.stages["negotiating"].id}
        )
        lead.with_user(self.lead_a).write({"user_id": self.officer_a2.id})
        self.flush_tracking()
        tracked = lead.sudo().message_ids.tracking_value_ids.field_id.mapped("name")
        for field in ("planned_investment", "stage_id", "user_id"):
            self.assertIn(field, tracked)

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.flush()


@tagged("post_install", "-at_install")
class TestCrmLeadScoring(PipelineCommon):
    """Projects take no part in the predictive scoring of sales."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales_team = cls.env["crm.team"].create({"name": "Sales"})
        cls.env["ir.config_parameter"].set_param("crm.pls_start_date", "2000-01-01")

    def _get_counts(self):
        frequencies = self.env["crm.lead.scoring.frequency"].search([])
        return {
            (f.variable, f.value, f.team_id.id): (f.won_count, f.lost_count)
            for f in frequencies
        }

    def test_probability_is_the_way_to_signing(self):
        lead = self._new_lead()
        self.assertEqual(lead.probability, 20)
        self._record_facts(lead, "negotiating")
        lead.stage_id = self.stages["negotiating"]
        self.assertEqual(lead.probability, 60)

    def test_projects_are_not_counted(self):
        before = self._get_counts()
        lead = self._new_lead()
        self._record_facts(lead, "signed")
        self._new_lead(name="丢单").action_set_lost()
        self.assertEqual(self._get_counts(), before)

    def test_stock_leads_are_counted_for_stock_stages_only(self):
        stock = self.env["crm.lead"].create({"name": "Stock", "team_id": self.sales_team.id})
        stock.action_set_won()
        counted = {
            int(value)
            for variable, value, team in self._get_counts()
            if variable == "stage_id" and team == self.sales_team.id
        }
        stages = self.env["crm.stage"].browse(counted)
        self.assertTrue(stages)
        self.assertFalse(any(stages.mapped("is_investment")))

    def test_rebuilding_leaves_projects_out(self):
        lead = self._new_lead()
        self._record_facts(lead, "signed")
        leads = self.env["crm.lead"].with_user(self.env.ref("base.user_root"))
        leads._rebuild_pls_frequency_table()
        teams = {team for _variable, _value, team in self._get_counts()}
        self.assertNotIn(self.team_a.id, teams)
        pending = self._new_lead(name="未签约")
        leads._update_automated_probabilities()
        self.assertEqual(pending.probability, 20)

    def test_mixed_batch(self):
        stock = self.env["crm.lead"].create({"name": "Stock", "team_id": self.sales_team.id})
        lead = self._new_lead()
        probabilities, _tooltip = (lead | stock).sudo()._pls_get_naive_bayes_probabilities()
        self.assertEqual(probabilities[lead.id], 20)
