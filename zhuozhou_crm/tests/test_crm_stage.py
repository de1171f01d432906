from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestCrmStage(PipelineCommon):
    """Investment teams stand in investment stages, everybody else never."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales_team = cls.env["crm.team"].create({"name": "Sales", "sequence": 5})
        cls.salesman = cls._new_user("salesman", "sales_team.group_sale_manager")
        cls.stock_stage = cls.env["crm.stage"].search(
            [("is_investment", "=", False), ("team_ids", "=", False)], limit=1
        )

    def _new_stock_lead(self, **values):
        defaults = {"name": "Stock", "team_id": self.sales_team.id, "user_id": self.salesman.id}
        return self.env["crm.lead"].with_user(self.salesman).create(defaults | values)

    def test_seeded_stages(self):
        stages = self.env["crm.stage"]._get_investment_stages()
        self.assertEqual(stages.mapped("investment_code"), list(self.CODES))
        self.assertEqual(
            stages.filtered("is_won").mapped("investment_code"),
            ["signed", "landed", "started", "production"],
        )
        for team in self.team_a | self.env.ref("zhuozhou_crm.crm_team_investment_center"):
            self.assertIn(
                team, stages[0].team_ids, "stock CRM offers stages without team to all"
            )

    def test_first_stage(self):
        self.assertEqual(self._new_lead().stage_id, self.stages["lead"])
        self.assertFalse(self._new_stock_lead().stage_id.is_investment)
        no_team = self.env["crm.lead"].create({"name": "No team", "team_id": False})
        self.assertFalse(no_team.stage_id.is_investment)

    def test_stage_find(self):
        lead, stock = self._new_lead(), self._new_stock_lead()
        everything = {"domain": [("id", "!=", 0)], "limit": None}
        self.assertEqual(lead._stage_find(**everything), lead.stage_id._get_investment_stages())
        self.assertFalse(any(stock._stage_find(**everything).mapped("is_investment")))
        self.assertTrue(self.env["crm.lead"]._stage_find(team_id=self.team_a.id).is_investment)
        self.assertFalse(self.env["crm.lead"]._stage_find().is_investment)
        self.assertEqual(
            lead._stage_find(domain=[("is_won", "=", True)]), self.stages["signed"]
        )

    def test_columns(self):
        lead_model = self.env["crm.lead"]
        none = self.env["crm.stage"]
        ours = none._get_investment_stages()
        in_pipeline = lead_model.with_context(investment_pipeline=True)
        self.assertEqual(in_pipeline._read_group_stage_ids(none, []), ours)
        of_team = lead_model.with_context(default_team_id=self.team_a.id)
        self.assertEqual(of_team._read_group_stage_ids(none, []), ours)
        for context in ({}, {"default_team_id": self.sales_team.id}):
            stock = lead_model.with_context(**context)._read_group_stage_ids(none, [])
            self.assertTrue(stock)
            self.assertFalse(stock & ours)
        # A salesperson who also promotes sees no empty investment columns, but no lead vanishes.
        own = lead_model.with_user(self.officer_a).with_context(show_user_team_stages=True)
        self.assertFalse(own._read_group_stage_ids(none, []) & ours)
        self.assertIn(ours[0], own._read_group_stage_ids(ours[0], []))

    def test_changing_sides(self):
        lead = self._new_lead()
        self._record_facts(lead, "signed")
        self.assertEqual(lead.stage_id, self.stages["signed"])
        lead.sudo().team_id = self.sales_team
        self.assertFalse(lead.stage_id.is_investment)
        self.assertNotEqual(lead.won_status, "won")
        lead.sudo().team_id = self.team_a
        self.assertEqual(lead.stage_id, self.stages["lead"])
        lead.sudo().team_id = False
        self.assertFalse(lead.stage_id.is_investment)

    def test_stage_of_the_other_side_is_not_accepted(self):
        lead, stock = self._new_lead(), self._new_stock_lead()
        lead.stage_id = self.stock_stage
        self.assertEqual(lead.stage_id, self.stages["lead"])
        stock.stage_id = self.stages["contacted"]
        self.assertFalse(stock.stage_id.is_investment)
        created = self._new_lead(stage_id=self.stock_stage.id)
        self.assertEqual(created.stage_id, self.stages["lead"])
        created = self._new_stock_lead(stage_id=self.stages["signed"].id)
        self.assertFalse(created.stage_id.is_investment)

    def test_set_won_of_a_mixed_batch(self):
        lead, stock = self._new_lead(), self._new_stock_lead()
        with self.assertRaises(UserError):
            (lead | stock).sudo().action_set_won()
        self._record_facts(lead, "signed")
        lead.stage_id = self.stages["negotiating"]
        (lead | stock).sudo().action_set_won()
        self.assertEqual(lead.stage_id.investment_code, "signed")
        self.assertTrue(stock.stage_id.is_won)
        self.assertFalse(stock.stage_id.is_investment)

    def test_default_team(self):
        center = self.env.ref("zhuozhou_crm.crm_team_investment_center")
        for user, context, expected in (
            (self.officer_a, {}, self.team_a),
            (self.lead_a, {}, self.team_a),
            (self.officer_b, {}, self.team_b),
            (self.manager, {}, center),
            (self.manager, {"investment_pipeline": True}, center),
            (self.salesman, {"investment_pipeline": True}, center),
        ):
            with self.subTest(user=user.name, context=context):
                leads = self.env["crm.lead"].with_user(user).with_context(**context)
                self.assertEqual(leads.create({"name": "Default"}).team_id, expected)
        stock = self.env["crm.lead"].with_user(self.salesman).create({"name": "Default"})
        self.assertFalse(stock.team_id.is_investment)
        self.assertTrue(stock.team_id)

    def test_default_team_of_a_member_of_both(self):
        both = self._new_user(
            "both",
            "sales_team.group_sale_salesman,zhuozhou_crm.zhuozhou_crm_group_officer",
        )
        self.env["ir.config_parameter"].set_param("sales_team.membership_multi", True)
        for team in (self.team_a, self.sales_team):
            self.env["crm.team.member"].create({"user_id": both.id, "crm_team_id": team.id})
        leads = self.env["crm.lead"].with_user(both)
        self.assertEqual(leads.create({"name": "Sale"}).team_id, self.sales_team)
        ours = leads.with_context(investment_pipeline=True)
        self.assertEqual(ours.create({"name": "Project"}).team_id, self.team_a)

    @users("zz_officer_a")
    def test_quick_create(self):
        form = Form(
            self.env["crm.lead"].with_context(
                investment_pipeline=True, default_type="opportunity"
            ),
            "zhuozhou_crm.crm_lead_view_form_quick_create",
        )
        form.name = "快速登记"
        form.partner_id = self.investor
        form.planned_investment = 4_485_000_000
        lead = form.save()
        self.assertEqual(lead.team_id, self.team_a)
        self.assertEqual(lead.stage_id, self.stages["lead"])
        self.assertEqual(lead.user_id, self.officer_a)
        self.assertEqual(lead.planned_investment, 4_485_000_000)

    def test_coded_stage_cannot_be_deleted(self):
        with self.assertRaisesRegex(UserError, "Fold it instead"):
            self.stages["assessed"].with_user(self.manager).unlink()

    def test_manager_edits_investment_stages_only(self):
        stages = self.env["crm.stage"].with_user(self.manager)
        stages.browse(self.stages["lead"].id).rotting_threshold_days = 60
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            stages.browse(self.stock_stage.id).name = "Mine"
        # Nobody loses what the sales administrator may do.
        admin = self._new_user(
            "admin_both",
            "sales_team.group_sale_manager,zhuozhou_crm.zhuozhou_crm_group_manager",
        )
        self.stock_stage.with_user(admin).name = "Renamed"

    def test_overdue(self):
        """Days in stage against the stage's threshold; between signing and start, too."""
        lead = self._new_lead()
        for stage, days, overdue in (
            ("lead", 44, False),
            ("lead", 45, True),
            ("signed", 19, False),
            ("signed", 20, True),
            ("started", 400, False),
        ):
            with self.subTest(stage=stage, days=days):
                if lead.stage_id.investment_code != stage:
                    self._record_facts(lead, stage)
                lead.sudo().date_last_stage_update = self._days_ago(days)
                lead.invalidate_recordset(["is_rotting", "days_in_stage"])
                self.assertEqual(lead.days_in_stage, days)
                self.assertEqual(lead.is_rotting, overdue)
                domain = [("is_rotting", "=", True), ("id", "=", lead.id)]
                found = self.env["crm.lead"].search(domain)
                self.assertEqual(bool(found), overdue)

    def test_stages_are_cached(self):
        self.env["crm.stage"]._get_investment_stages()
        with self.assertQueryCount(0):
            self.env["crm.stage"]._get_investment_stages()

    def test_new_investment_stage_is_known_at_once(self):
        stage = self.env["crm.stage"].create(
            {"name": "Committee", "is_investment": True, "sequence": 145}
        )
        codes = stage._get_investment_stages().mapped("investment_code")
        self.assertEqual(codes[3:6], ["assessed", False, "signed"])

    def _days_ago(self, days):
        return self.env.cr.now() - timedelta(days=days, minutes=5)
