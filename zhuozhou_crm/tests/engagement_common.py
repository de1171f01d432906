from .common import InvestmentCommon


class EngagementCommon(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group, cls.enterprise = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "is_investment_target": True}
                for name in ("Group", "Enterprise")
            ]
        )
        cls.person = cls.env["res.partner"].create(
            {"name": "Wang", "function": "Director", "parent_id": cls.enterprise.id}
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Plant",
                "type": "opportunity",
                "partner_id": cls.enterprise.id,
                "team_id": cls.team_a.id,
                "user_id": cls.officer_a.id,
            }
        )

    def _engage(self, user=None, **values):
        return (
            self.env["investment.engagement"]
            .with_user(user or self.officer_a)
            .create({"partner_id": self.enterprise.id, **values})
        )
