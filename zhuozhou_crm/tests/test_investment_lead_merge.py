from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestInvestmentLeadMerge(PipelineCommon):
    """Two projects become one; nothing recorded on either of them is lost."""

    def setUp(self):
        super().setUp()
        with freeze_time("2023-01-05"):
            self.first = self._new_lead(name="甲", planned_investment=100_000_000)
        with freeze_time("2023-02-05"):
            self.second = self._new_lead(
                name="乙", planned_investment=200_000_000, site="高新区A-12", land_need=300
            )

    def _open(self, user=None, leads=None):
        leads = (leads or self.first | self.second).with_user(user or self.officer_a)
        action = leads.action_compare()
        return self.env[action["res_model"]].with_user(leads.env.user).browse(action["res_id"])

    def _line(self, wizard, field):
        return wizard.line_ids.filtered(lambda line: line.field_name == field)

    def test_compares_side_by_side(self):
        wizard = self._open(leads=self.second | self.first)
        self.assertEqual(wizard.left_id, self.first, "the earlier report stands left")
        line = self._line(wizard, "planned_investment")
        self.assertEqual((line.left_text, line.right_text), ("1.00亿元", "2.00亿元"))
        self.assertTrue(line.differs)
        self.assertEqual(line.choice, "left")
        self.assertFalse(self._line(wizard, "partner_id").differs)
        self.assertFalse(self._line(wizard, "project_code"), "empty on both sides")
        self.assertEqual(
            self._line(wizard, "site").choice, "right", "only the right one has it"
        )

    def test_counts(self):
        self._new_engagement(self.first)
        self._new_engagement(self.first, state="cancelled")
        self._new_deal(self.second, state="draft")
        wizard = self._open()
        self.assertEqual((wizard.left_engagement_count, wizard.right_engagement_count), (2, 0))
        self.assertEqual((wizard.left_deal_count, wizard.right_deal_count), (0, 1))

    def test_says_how_alike(self):
        self.second.name = "甲项目"
        self.assertEqual(self._open().likeness, "Same project name")
        self.second.write({"name": "完全不同的名称", "partner_id": False})
        self.assertFalse(self._open().likeness)

    def test_chosen_values_stay(self):
        wizard = self._open()
        self._line(wizard, "planned_investment").choice = "right"
        self._line(wizard, "name").choice = "left"
        left = self._merge(wizard)
        self.assertEqual(left.name, "甲")
        self.assertEqual(left.planned_investment, 200_000_000)
        self.assertEqual(left.site, "高新区A-12")
        self.assertEqual(left.land_need, 300)

    def test_an_empty_value_can_be_chosen(self):
        wizard = self._open()
        self._line(wizard, "site").choice = "left"
        self.assertFalse(self._merge(wizard).site)

    def test_nothing_is_lost(self):
        expected = {"engagement": self.env["investment.engagement"], "deal": None}
        deals = self.env["investment.deal"]
        files = self.env["ir.attachment"]
        for lead in self.first | self.second:
            for values in ({}, {"state": "cancelled"}, {"active": False}):
                expected["engagement"] |= self._new_engagement(lead, **values)
            deals |= self._new_deal(lead, state="draft")
            files |= self.env["ir.attachment"].create(
                {"name": f"{lead.name}.pdf", "res_model": "crm.lead", "res_id": lead.id}
            )
            lead.sudo().message_post(body=f"消息{lead.name}", message_type="comment")
            lead.activity_schedule("mail.mail_activity_data_todo", summary=f"下一步{lead.name}")
        left = self._merge(self._open()).sudo().with_context(active_test=False)
        self.assertEqual(left.engagement_ids, expected["engagement"])
        self.assertEqual(left.deal_ids, deals)
        self.assertEqual(set(files.mapped("res_id")), {left.id})
        bodies = "".join(left.message_ids.mapped("body"))
        for name in ("甲", "乙"):
            self.assertIn(f"消息{name}", bodies)
            self.assertIn(f"下一步{name}", left.activity_ids.mapped("summary"))
        gone = (self.first | self.second) - left
        self.assertFalse(gone.exists())

    def test_evidence_of_both(self):
        for lead in self.first | self.second:
            lead.sudo().start_evidence_ids = [Command.link(self._new_evidence().id)]
        files = self.first.start_evidence_ids | self.second.start_evidence_ids
        left = self._merge(self._open())
        self.assertEqual(left.sudo().start_evidence_ids, files)

    def test_furthest_stage_stays(self):
        self._record_facts(self.second, "signed")
        left = self._merge(self._open(self.manager))
        self.assertEqual(left.stage_id, self.stages["signed"])
        self.assertEqual(left.won_status, "won")

    def test_earliest_holding_report_stays(self):
        """Whichever record survives, the first report is the earliest that still holds."""
        for states, expected in (
            (("valid", "valid"), (date(2023, 1, 5), "valid")),
            (("lapsed", "valid"), (date(2023, 2, 5), "valid")),
            (("lapsed", "lapsed"), (date(2023, 1, 5), "lapsed")),
            (("reassigned", "valid"), (date(2023, 1, 5), "reassigned")),
        ):
            with self.subTest(states=states):
                pair = self.first.copy() | self.second.copy()
                for lead, day, state in zip(pair, ("01", "02"), states, strict=True):
                    lead.sudo().write(
                        {"first_report_date": f"2023-{day}-05", "claim_state": state}
                    )
                left = self._merge(self._open(leads=pair))
                self.assertEqual((left.first_report_date, left.claim_state), expected)

    def test_team_and_officer_are_chosen_by_those_who_assign(self):
        self.second.sudo().user_id = self.officer_a2
        self.assertFalse(self._line(self._open(), "user_id"))
        wizard = self._open(self.lead_a)
        self._line(wizard, "user_id").choice = "right"
        self.assertEqual(self._merge(wizard).user_id, self.officer_a2)

    def test_swap_all(self):
        wizard = self._open()
        wizard.action_swap_all()
        left = self._merge(wizard)
        self.assertEqual((left.name, left.planned_investment), ("乙", 200_000_000))
        self.assertFalse(left.site)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_other_teams_projects(self):
        foreign = self._new_lead(user=self.officer_b)
        with self.assertRaises(AccessError):
            self._open(leads=self.first | foreign)
        # nor by a wizard made by hand
        wizard = self.env["investment.lead.merge"].with_user(self.officer_a)
        with self.assertRaises(AccessError):
            wizard.create({"left_id": self.first.id, "right_id": foreign.id}).action_merge()
        left = self._merge(self._open(self.manager, leads=self.first | foreign))
        self.assertTrue(left.exists())

    def test_leader_compares_nothing(self):
        with self.assertRaises(AccessError):
            self._open(self.leader)

    def test_exactly_two(self):
        third = self._new_lead(name="丙")
        for leads in (self.first, self.first | self.second | third):
            with self.subTest(count=len(leads)), self.assertRaises(UserError):
                self._open(leads=leads)

    def test_stock_merge_loses_nothing_either(self):
        """The merge of stock CRM knows our records, too."""
        engagement = self._new_engagement(self.first)
        deal = self._new_deal(self.second, state="draft")
        left = (self.first | self.second).sudo().merge_opportunity()
        self.assertEqual((engagement.lead_id, deal.lead_id), (left, left))

    def test_merging_into_the_other_side(self):
        """Forcing a team decides the pipeline."""
        sales_team = self.env["crm.team"].create({"name": "Sales"})
        left = (self.first | self.second).sudo().merge_opportunity(team_id=sales_team.id)
        self.assertFalse(left.stage_id.is_investment)

    def _merge(self, wizard):
        action = wizard.action_merge()
        self.assertEqual(action["res_model"], "crm.lead")
        return self.env["crm.lead"].browse(action["res_id"])
