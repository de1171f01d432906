from contextlib import contextmanager

from odoo.fields import Command, Domain

from .common import InvestmentCommon

YI = 1e8


class DealCommon(InvestmentCommon):
    """A project of team A, and short ways to sign agreements for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.investor = cls.env["res.partner"].create(
            {"name": "示例钢研科技有限公司", "is_company": True, "is_investment_target": True}
        )
        cls.lead = cls._new_lead("示例新材料项目")

    @classmethod
    def _new_lead(cls, name, team=None, user=None, **values):
        return cls.env["crm.lead"].create(
            {
                "name": name,
                "type": "opportunity",
                "partner_id": cls.investor.id,
                "team_id": (team or cls.team_a).id,
                "user_id": (user or cls.officer_a).id,
                "planned_investment": 8 * YI,
                **values,
            }
        )

    @classmethod
    def _file(cls):
        return Command.create({"name": "协议.pdf", "raw": b"%PDF-1.4 signed"})

    @classmethod
    def _new_deal(cls, state="draft", user=None, **values):
        """An agreement of 5 亿元, signed on 2023-03-01; with evidence if it is verified."""
        defaults = {
            "lead_id": cls.lead.id,
            "signing_date": "2023-03-01",
            "contract_value": 5 * YI,
            "state": state,
        }
        if state in ("verified", "terminated", "void"):
            defaults["evidence_ids"] = [cls._file()]
        if state in ("terminated", "void"):
            defaults |= {"end_date": "2023-12-01", "end_reason": "示例原因"}
        deals = cls.env["investment.deal"].with_user(user or cls.manager)
        return deals.create({**defaults, **values})

    def _figures(self, as_of=None, date_from=None, date_to=None, lead=None):
        """(projects, value in 亿元) of the project's agreements, from one grouped query."""
        rows = self.env["investment.deal.contribution"]
        domain = rows._figures_domain(date_from, date_to, as_of)
        domain &= Domain("lead_id", "=", (lead or self.lead).id)
        ((count, value),) = rows._read_group(domain, [], ["project_count:sum", "value:sum"])
        return count or 0, round((value or 0) / YI, 4)

    @contextmanager
    def _refused(self, error, word):
        """The body is refused with an error that says `word`; what it wrote is rolled back."""
        with self.assertRaises(error) as caught:
            yield
            self.env.flush_all()
        self.assertIn(word, str(caught.exception))
