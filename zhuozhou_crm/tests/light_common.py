from odoo.fields import Command

from .common import InvestmentCommon

TODAY = "2024-11-11"  # the month reported on is October: 序时进度 10/12
PLAN = 120e6


class LightCommon(InvestmentCommon):
    """Key projects of team A whose facts the test sets, and no rule but those of the test."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["investment.light.rule"]
        cls.defaults = cls.rules.search([])
        cls.env["investment.project"].search([]).active = False

    @classmethod
    def _only(cls, *rules):
        """Replace the rules by these: (colour, condition, threshold, included)."""
        cls.rules.search([]).active = False
        return cls.rules.create(
            [
                {
                    "sequence": number,
                    "colour": colour,
                    "condition": condition,
                    "threshold": threshold,
                    "is_included": included,
                }
                for number, (colour, condition, threshold, included) in enumerate(rules)
            ]
        )

    @classmethod
    def _new_project(cls, plan=None, completed=None, months=(), milestones=(), **values):
        """A project started in 2023 unless it is said otherwise.

        ``completed``: one amount, filed for October; ``months``: (first day, amount, state).
        """
        months = [*months] + (
            [("2024-10-01", completed, "submitted")] if completed is not None else []
        )
        project = cls.env["investment.project"].create(
            {
                "name": "示例亮灯项目",
                "team_id": cls.team_a.id,
                "user_id": cls.officer_a.id,
                "total_investment": 1e9,
                "actual_start_date": "2023-03-01",
                "is_listed": True,
                "template_id": False,
                "plan_ids": [Command.create({"year": 2024, "amount": plan})]
                if plan is not None
                else [],
                "progress_ids": [
                    Command.create(
                        {
                            "month": month,
                            "amount": amount,
                            "state": state,
                            "visual_progress": "主体施工",
                        }
                    )
                    for month, amount, state in months
                ],
                "milestone_ids": [
                    Command.create({"name": name, "planned_date": due, "actual_date": done})
                    for name, due, done in milestones
                ],
                **values,
            }
        )
        cls.env.cr.execute(
            "UPDATE investment_project SET create_date = '2023-01-01' WHERE id = %s",
            [project.id],
        )
        project.invalidate_recordset(["create_date"])
        return project

    def _commit(self):
        """What happens when the request ends."""
        self.env.flush_all()
        self.env.cr.precommit.run()
