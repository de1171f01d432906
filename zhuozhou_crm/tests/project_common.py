from odoo.fields import Command

from .common import InvestmentCommon


class ProjectCommon(InvestmentCommon):
    """Key projects of team A; dates are those of the test's frozen day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterprise = cls.env["res.partner"].create(
            {"name": "示例建设有限公司", "is_company": True, "is_investment_target": True}
        )
        cls.office = cls.env["investment.office"].create({"name": "示例审批局"})
        cls.approval_type = cls.env["investment.approval.type"].create(
            {"name": "示例备案", "office_id": cls.office.id, "working_days": 3}
        )

    def _new_project(self, user=None, **values):
        return (
            self.env["investment.project"]
            .with_user(user or self.officer_a)
            .create({"name": "示例重点项目", "partner_id": self.enterprise.id, **values})
        )

    def _new_template(self, steps):
        """A template of ``(name, comes after, working days[, fact])``; an upper-case name is an
        approval."""
        template = self.env["investment.project.template"].create({"name": "示例模板"})
        lines = {}
        for number, (name, after, days, *fact) in enumerate(steps, 1):
            lines[name] = self.env["investment.project.template.line"].create(
                {
                    "template_id": template.id,
                    "sequence": number,
                    "name": name,
                    "after_line_id": lines[after].id if after else False,
                    "working_days": days,
                    "fact": fact[0] if fact else False,
                    "what": "approval" if name.isupper() else "milestone",
                    "approval_type_id": self.approval_type.id if name.isupper() else False,
                }
            )
        return template

    def _file(self, project, month, amount, user=None, state="submitted", **values):
        return (
            self.env["investment.project.progress"]
            .with_user(user or self.officer_a)
            .create(
                {
                    "project_id": project.id,
                    "month": f"{month}-01",
                    "amount": amount,
                    "visual_progress": "示例：基础施工",
                    "state": state,
                    **values,
                }
            )
        )

    def _plan(self, project, year, amount):
        project.sudo().plan_ids = [Command.create({"year": year, "amount": amount})]

    def _deadlines(self, project):
        return {
            line.name: line.planned_date and line.planned_date.isoformat()
            for line in project.milestone_ids
        }
