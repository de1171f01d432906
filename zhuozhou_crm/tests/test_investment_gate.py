from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestInvestmentGate(PipelineCommon):
    """Nobody enters a stage without the facts of every stage on the way."""

    def _assert_refused(self, lead, stage, *facts):
        with self.assertRaises(UserError) as caught:
            lead.stage_id = self.stages[stage]
        message = str(caught.exception)
        self.assertIn(lead.name, message)
        for fact in facts:
            self.assertIn(fact, message)
        return message

    def test_each_gate_refuses_and_lets_pass(self):
        lead = self._new_lead(partner_id=False)
        for stage, facts in (
            ("contacted", ["The investor is named", "A done engagement"]),
            ("negotiating", ["Planned investment", "Sector"]),
            ("assessed", ["A passed assessment", "Date of the assessment"]),
            ("signed", ["A verified agreement"]),
            ("landed", ["Local company", "Unified social credit code", "Landing date"]),
            ("started", ["Actual start date", "Evidence of the start"]),
            ("production", ["Production date", "Evidence of production"]),
        ):
            with self.subTest(stage=stage):
                self._assert_refused(lead, stage, *facts)
                getattr(self, f"_record_{stage}")(lead.sudo())
                lead.stage_id = self.stages[stage]
                self.assertEqual(lead.stage_id, self.stages[stage])

    def test_jump_needs_the_gates_on_the_way(self):
        lead = self._new_lead()
        message = self._assert_refused(
            lead, "assessed", "A done engagement", "A passed assessment"
        )
        self.assertNotIn("A verified agreement", message, "beyond the stage")

    def test_won_stages_ask_for_their_own_facts(self):
        """What the talks left out does not matter once an agreement is verified."""
        lead = self._new_lead()
        message = self._assert_refused(lead, "started", "A verified agreement")
        self.assertNotIn("A done engagement", message)
        self._record_signed(lead.sudo())
        self.assertEqual(lead.stage_id, self.stages["signed"])
        message = self._assert_refused(lead, "started")
        self.assertNotIn("A verified agreement", message, "the stage it stands in")

    def test_one_fact_missing_on_the_way(self):
        """All facts of the last stage, none of the one before: still refused."""
        lead = self._new_lead()
        self._record_facts(lead, "contacted")
        lead.write({"assessment_result": "passed", "assessment_date": "2023-05-01"})
        message = self._assert_refused(lead, "assessed", "Planned investment")
        self.assertNotIn("A passed assessment", message)

    def test_rejected_assessment_is_no_pass(self):
        lead = self._new_lead()
        self._record_facts(lead, "negotiating")
        lead.write({"assessment_result": "rejected", "assessment_date": "2023-05-01"})
        self._assert_refused(lead, "assessed", "A passed assessment")
        lead.assessment_result = "conditional"
        lead.stage_id = self.stages["assessed"]

    def test_planned_or_cancelled_engagement_is_no_contact(self):
        lead = self._new_lead()
        for state in ("planned", "cancelled"):
            self._new_engagement(lead, state=state)
            self._assert_refused(lead, "contacted", "A done engagement")

    def test_unverified_agreement_does_not_sign(self):
        lead = self._new_lead()
        self._record_facts(lead, "assessed")
        self._new_deal(lead, state="draft")
        self._assert_refused(lead, "signed", "A verified agreement")

    def test_local_company_without_code(self):
        lead = self._new_lead()
        self._record_facts(lead, "signed")
        self.local_company.company_registry = False
        lead.write({"local_partner_id": self.local_company.id, "landing_date": "2023-07-01"})
        self._assert_refused(lead, "landed", "Unified social credit code")

    def test_back_needs_nothing(self):
        lead = self._new_lead()
        self._record_facts(lead, "assessed")
        lead.stage_id = self.stages["assessed"]
        lead.sudo().engagement_ids.write({"state": "cancelled"})
        lead.stage_id = self.stages["contacted"]
        lead.stage_id = self.stages["lead"]
        self._assert_refused(lead, "contacted", "A done engagement")

    def test_creating_in_a_stage(self):
        with self.assertRaisesRegex(UserError, "A done engagement"):
            self._new_lead(stage_id=self.stages["contacted"].id)
        with self.assertRaisesRegex(UserError, "A verified agreement"):
            self._new_lead(stage_id=self.stages["production"].id)
        with self.assertRaisesRegex(UserError, "A done engagement"):
            self.env["crm.lead"].with_user(self.officer_a).with_context(
                default_stage_id=self.stages["contacted"].id
            ).create({"name": "From the column"})
        self.assertEqual(
            self._new_lead(stage_id=self.stages["lead"].id).stage_id, self.stages["lead"]
        )

    def test_from_the_other_side(self):
        """Arriving from stock CRM in one write with a stage is entering from the very start."""
        sales_team = self.env["crm.team"].create({"name": "Sales"})
        lead = self.env["crm.lead"].create({"name": "Stock", "team_id": sales_team.id})
        with self.assertRaisesRegex(UserError, "A done engagement"):
            lead.write({"team_id": self.team_a.id, "stage_id": self.stages["negotiating"].id})

    def test_no_bypass(self):
        lead = self._new_lead()
        for context in (
            {"tracking_disable": True},
            {"install_mode": True},
            {"import_file": True},
            {"default_stage_id": self.stages["signed"].id},
        ):
            with self.subTest(context=context), self.assertRaises(UserError):
                lead.with_context(**context).sudo().stage_id = self.stages["signed"]

    def test_facts_in_the_same_write_count(self):
        lead = self._new_lead()
        self._new_engagement(lead)
        lead.write(
            {
                "stage_id": self.stages["negotiating"].id,
                "planned_investment": 1,
                "sector_id": self.sector.id,
            }
        )
        self.assertEqual(lead.stage_id, self.stages["negotiating"])

    def test_one_message_names_every_project(self):
        first = self._new_lead(name="甲项目")
        second = self._new_lead(name="乙项目", partner_id=False)
        third = self._new_lead(name="丙项目")
        self._new_engagement(third)
        with self.assertRaises(UserError) as caught:
            (first | second | third).write({"stage_id": self.stages["contacted"].id})
        blocks = {
            block.split("”")[0].strip("“"): block
            for block in str(caught.exception).split("\n\n")
        }
        self.assertEqual(set(blocks), {"甲项目", "乙项目"})
        self.assertIn("The investor is named", blocks["乙项目"])
        self.assertNotIn("The investor is named", blocks["甲项目"])

    def test_facts_that_the_user_may_not_read(self):
        """The engagement of a colleague of another team is a fact, too."""
        lead = self._new_lead()
        self._new_engagement(lead, team_id=self.team_b.id, user_id=self.officer_b.id)
        lead.stage_id = self.stages["contacted"]

    def test_gates_are_data(self):
        gate = self.env["investment.gate"].create(
            {
                "stage_id": self.stages["contacted"].id,
                "name": "Land quota",
                "domain": "[('land_need', '>', 0)]",
                "hint": "Ask the planning bureau.",
            }
        )
        lead = self._new_lead()
        self._new_engagement(lead)
        self._assert_refused(lead, "contacted", "Land quota", "Ask the planning bureau.")
        gate.active = False
        lead.stage_id = self.stages["contacted"]

    def test_condition_is_checked(self):
        for domain in (
            "[('no_such_field', '=', 1)]",
            "[('name', 'no operator', 1)]",
            "import os",
            "[('name', '=', os.environ)]",
            "[(",
        ):
            with self.subTest(domain=domain), self.assertRaises(ValidationError):
                self.stages["lead"].gate_ids.create(
                    {"stage_id": self.stages["lead"].id, "name": "Bad", "domain": domain}
                )

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_only_the_bureau_sets_gates(self):
        gate = self.env.ref("zhuozhou_crm.investment_gate_signed_agreement")
        gate.with_user(self.manager).hint = "See the bureau."
        for user in (self.officer_a, self.lead_a, self.leader, self.outsider):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                gate.with_user(user).domain = "[]"


@tagged("post_install", "-at_install")
class TestMoveOnFacts(PipelineCommon):
    """Facts recorded elsewhere move the project by themselves."""

    def test_all_the_way(self):
        lead = self._new_lead()
        self._record_facts(lead, "assessed")
        self.assertEqual(lead.stage_id, self.stages["lead"], "up to assessed, people decide")
        for stage in ("signed", "landed", "started", "production"):
            with self.subTest(stage=stage):
                getattr(self, f"_record_{stage}")(lead.sudo())
                self.assertEqual(lead.stage_id, self.stages[stage])
        self.assertEqual(lead.probability, 100)
        self.assertEqual(lead.won_status, "won")

    def test_officer_records_the_start(self):
        lead = self._new_lead()
        self._record_facts(lead, "landed")
        self.assertEqual(lead.stage_id, self.stages["landed"])
        own = lead.with_user(self.officer_a)
        own.start_date = "2023-09-01"
        self.assertEqual(lead.stage_id, self.stages["landed"], "no evidence yet")
        file = (
            self.env["ir.attachment"].with_user(self.officer_a).create({"name": "permit.pdf"})
        )
        own.start_evidence_ids = [Command.link(file.id)]
        self.assertEqual(lead.stage_id, self.stages["started"])

    def test_waits_for_the_way_and_says_so(self):
        lead = self._new_lead()
        self._record_signed(lead.sudo())
        self.assertEqual(lead.stage_id, self.stages["signed"], "whatever the talks left out")
        self._record_started(lead.sudo())
        self.assertEqual(lead.stage_id, self.stages["signed"])
        lead._move_on_facts()
        note = lead.sudo().message_ids[0].body
        self.assertIn("Started", note)
        self._record_landed(lead.sudo())
        self.assertEqual(
            lead.stage_id, self.stages["started"], "moves when the rest is recorded"
        )

    def test_note_names_what_matters_only(self):
        """Not what the talks left out: it does not keep the project from starting."""
        lead = self._new_lead()
        self._record_started(lead.sudo())
        lead._move_on_facts()
        note = lead.sudo().message_ids[0].body
        self.assertIn("A verified agreement", note)
        self.assertNotIn("A done engagement", note)

    def test_no_note_when_there_is_nothing_to_tell(self):
        lead = self._new_lead()
        self._record_facts(lead, "assessed")
        notes = len(lead.sudo().message_ids)
        lead._move_on_facts()
        self.assertEqual(len(lead.sudo().message_ids), notes)

    def test_never_back_nor_out_of_the_grave(self):
        lead = self._new_lead()
        self._record_facts(lead, "signed")
        lead.stage_id = self.stages["negotiating"]
        lead.action_set_lost()
        lead._move_on_facts()
        self.assertEqual(lead.stage_id, self.stages["negotiating"])

    def test_stage_without_gates_is_not_entered_by_itself(self):
        self.stages["landed"].gate_ids.active = False
        lead = self._new_lead()
        self._record_facts(lead, "signed")
        self.assertEqual(lead.stage_id, self.stages["signed"])
        self._record_started(lead.sudo())
        self.assertEqual(lead.stage_id, self.stages["started"], "but passed")

    def test_stock_leads_are_left_alone(self):
        sales_team = self.env["crm.team"].create({"name": "Sales"})
        lead = self.env["crm.lead"].create({"name": "Stock", "team_id": sales_team.id})
        stage = lead.stage_id
        lead._move_on_facts()
        lead.write({"partner_id": self.investor.id})
        self.assertEqual(lead.stage_id, stage)

    def test_queries_do_not_grow_with_the_batch(self):
        """Moving is set-wise: ten projects cost the queries of two, but for the chatter."""
        leads = self.env["crm.lead"]
        for number in range(12):
            lead = self._new_lead(name=f"批量项目{number}").sudo()
            self._record_facts(lead, "assessed")
            self._new_deal(lead, state="verified")
            lead.stage_id = self.stages["assessed"]
            leads |= lead
        counts = []
        for batch in (leads[:2], leads[2:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            batch._move_on_facts()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(batch.stage_id, self.stages["signed"])
        self.assertLessEqual(counts[1] - counts[0], 8 * 2, "at most two a lead")
