from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import InvestmentCommon


@tagged("post_install", "-at_install")
class TestCrmTeam(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stage = cls.env["crm.stage"].create(
            {
                "name": "Ours",
                "is_investment": True,
                "team_ids": [Command.set((cls.team_a | cls.team_b).ids)],
            }
        )
        cls.stock_stage = cls.env["crm.stage"].create({"name": "Stock"})
        cls.stock_team = cls.env["crm.team"].create({"name": "Stock team"})

    def test_every_kind_makes_an_investment_team(self):
        for kind in ("unit", "park", "joint_team", "agency"):
            with self.subTest(kind=kind):
                team = (
                    self.env["crm.team"]
                    .with_user(self.manager)
                    .create({"name": kind, "investment_kind": kind})
                )
                self.assertTrue(team.is_investment)
                self.assertIn(team, self.stage.team_ids)
        self.assertFalse(self.stock_team.is_investment)

    def test_stages_follow_the_kind(self):
        team = self.stock_team
        self.assertNotIn(team, self.stage.team_ids)
        team.investment_kind = "park"
        self.assertIn(team, self.stage.team_ids)
        team.with_user(self.manager).investment_kind = "unit"
        self.assertEqual(self.stage.team_ids.ids.count(team.id), 1)
        team.with_user(self.manager).investment_kind = False
        self.assertNotIn(team, self.stage.team_ids)
        self.assertFalse(self.stock_stage.team_ids, "stock stages stay untouched")

    def test_linked_team_can_be_deleted(self):
        """Stock restricts the deletion of a team that a stage refers to."""
        team = self._new_team("Gone", self.env["res.users"], self.env["res.users"])
        team.with_user(self.manager).unlink()
        self.assertFalse(team.exists())

    def test_last_team_stays(self):
        teams = self.env["crm.team"].with_context(active_test=False)
        last = self.team_a
        (teams.search([("is_investment", "=", True)]) - last).investment_kind = False
        for operation in (
            lambda: last.write({"investment_kind": False}),
            lambda: last.unlink(),
        ):
            with self.assertRaises(UserError) as caught:
                operation()
            self.assertIn("Team A", str(caught.exception))
        self.assertIn(last, self.stage.team_ids)

    def test_team_of_user(self):
        users = self.officer_a | self.lead_a | self.officer_b | self.manager
        self.assertEqual(
            self.env["crm.team"]._get_investment_team_by_user(users),
            {
                self.officer_a: self.team_a,
                self.lead_a: self.team_a,
                self.officer_b: self.team_b,
                self.manager: self.env["crm.team"],
            },
        )

    def test_stock_team_of_user_is_no_promotion_team(self):
        self.stock_team.write({"member_ids": [Command.link(self.manager.id)]})
        teams = self.env["crm.team"]._get_investment_team_by_user(self.manager)
        self.assertFalse(teams[self.manager])

    def test_counts(self):
        partner = self.env["res.partner"].create({"name": "E", "is_company": True})
        trips = self.env["investment.trip"].create(
            [{"team_id": self.team_a.id, "name": str(i)} for i in range(3)]
        )
        trips[2].state = "cancelled"
        self.env["crm.lead"].create(
            {"name": "P", "type": "opportunity", "team_id": self.team_a.id, "user_id": False}
        )
        teams = (self.team_a | self.team_b).with_user(self.manager)
        self.assertEqual(teams.mapped("investment_trip_count"), [2, 0])
        self.assertEqual(teams.mapped("investment_lead_count"), [1, 0])
        self.assertEqual(teams.mapped("investment_deal_count"), [0, 0])
        self.assertEqual(
            self.env["investment.trip"].search_count(
                teams[0].action_view_investment_trips()["domain"]
            ),
            2,
            "the button opens what it counts",
        )
        self.assertTrue(partner)

    def test_only_the_manager_edits_teams(self):
        for user, allowed in (
            (self.officer_a, False),
            (self.lead_a, False),
            (self.leader, False),
            (self.manager, True),
        ):
            team = self.team_a.with_user(user)
            with self.subTest(user=user.name):
                self.assertEqual(team.name, "Team A", "everybody reads teams")
                for operation in ("write", "create", "unlink"):
                    self.assertEqual(team.has_access(operation), allowed)

    def test_manager_leaves_stock_teams_alone(self):
        with self.assertRaises(AccessError):
            self.stock_team.with_user(self.manager).name = "Mine"
        with self.assertRaises(AccessError):
            self.env["crm.team"].with_user(self.manager).create({"name": "Another stock team"})
        member = self.env["crm.team.member"].create(
            {"crm_team_id": self.stock_team.id, "user_id": self.outsider.id}
        )
        with self.assertRaises(AccessError):
            member.with_user(self.manager).active = False

    def test_sales_administrator_keeps_stock_teams(self):
        both = self._new_user(
            "both", "sales_team.group_sale_manager,zhuozhou_crm.zhuozhou_crm_group_manager"
        )
        self.stock_team.with_user(both).write(
            {"name": "Renamed", "member_ids": [Command.link(self.outsider.id)]}
        )
        self.assertEqual(self.stock_team.crm_team_member_ids.user_id, self.outsider)

    def test_manager_sets_members(self):
        self.team_b.with_user(self.manager).write(
            {"member_ids": [Command.link(self.outsider.id)], "user_id": self.officer_b.id}
        )
        self.assertEqual(self.team_b.member_ids, self.officer_b | self.outsider)
