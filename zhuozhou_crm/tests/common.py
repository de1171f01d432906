from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

GROUPS = {
    role: f"zhuozhou_crm.zhuozhou_crm_group_{role}"
    for role in ("officer", "team_lead", "manager", "leader")
}


class InvestmentCommon(TransactionCase):
    """Two promotion teams and one user per role, as this table draws them.

    ============  =========  ==========================================
    user          role       team
    ============  =========  ==========================================
    officer_a     officer    team_a
    officer_a2    officer    team_a
    officer_b     officer    team_b
    lead_a        team_lead  team_a (its lead)
    manager       manager    none
    leader        leader     none
    outsider      none       none (plain internal user)
    ============  =========  ==========================================
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        for login, role in (
            ("officer_a", "officer"),
            ("officer_a2", "officer"),
            ("officer_b", "officer"),
            ("lead_a", "team_lead"),
            ("manager", "manager"),
            ("leader", "leader"),
        ):
            setattr(cls, login, cls._new_user(login, GROUPS[role]))
        cls.outsider = cls._new_user("outsider", "base.group_user")
        cls.team_a = cls._new_team("Team A", cls.lead_a, cls.officer_a | cls.officer_a2)
        cls.team_b = cls._new_team("Team B", cls.env["res.users"], cls.officer_b)

    @classmethod
    def _new_user(cls, login, groups):
        return new_test_user(
            cls.env, login=f"zz_{login}", name=login, groups=groups, tz="Asia/Shanghai"
        )

    @classmethod
    def _new_team(cls, name, lead, members, kind="unit"):
        return cls.env["crm.team"].create(
            {
                "name": name,
                "investment_kind": kind,
                "user_id": lead.id,
                "crm_team_member_ids": [
                    Command.create({"user_id": user.id}) for user in lead | members
                ],
            }
        )
