from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .ledger_common import LedgerCase, make_xlsx

HEADER = ["项目名称", "投资方", "计划总投资（亿元）", "单位"]
MODELS = (
    "investment.ledger.import",
    "investment.ledger.import.line",
    "investment.ledger.import.column",
)


def one_project(name="示例项目", team=None):
    return make_xlsx([HEADER, [name, "示例科技有限公司", 2, team]])


@tagged("post_install", "-at_install")
@freeze_time("2024-12-31 02:00:00")
class TestLedgerRoles(LedgerCase):
    """Who may import what."""

    def _get_lead(self, name="示例项目"):
        return self.env["crm.lead"].search([("name", "=", name)])

    def test_officer(self):
        ledger = self._import("pipeline", one_project())
        self.assertCounts(ledger, new=1)
        self.assertEqual(self._get_lead().team_id, self.team_a)
        with self.subTest("not into the books of another team"):
            ledger = self._import("pipeline", one_project("示例二项目", "Team B"))
            self.assertCounts(ledger, wrong=1)
            with self.assertRaisesRegex(UserError, "do not belong"):
                self._preview("pipeline", one_project("示例三项目"), team_id=self.team_b.id)
            self.assertFalse(self._get_lead("示例二项目") | self._get_lead("示例三项目"))
        with self.subTest("nor in the name of another person"):
            ledger = self._preview("pipeline", one_project("示例四项目"))
            with self.assertRaises(AccessError):
                ledger.user_id = self.manager
            with self.assertRaises(AccessError):
                ledger.copy({"user_id": self.manager.id})

    def test_team_lead(self):
        ledger = self._import("pipeline", one_project(team="Team A"), self.lead_a)
        self.assertCounts(ledger, new=1)
        with self.assertRaisesRegex(UserError, "do not belong"):
            self._preview("pipeline", one_project(), self.lead_a, team_id=self.team_b.id)

    def test_manager(self):
        ledger = self._import("pipeline", one_project(team="Team B"), self.manager)
        self.assertCounts(ledger, new=1)
        self.assertEqual(self._get_lead().team_id, self.team_b)

    def test_leader_and_outsider(self):
        ledger = self._import("pipeline", one_project())
        for user in (self.leader, self.outsider):
            with self.subTest(user=user.name):
                with self.assertRaises(AccessError):
                    self._new_ledger("pipeline", one_project(), user)
                for model in MODELS:
                    with self.assertRaises(AccessError):
                        self.env[model].with_user(user).search([])
                with self.assertRaises(AccessError):
                    ledger.with_user(user).action_undo()

    def test_colleagues_do_not_see_it(self):
        ledger = self._import("pipeline", one_project())
        for user in (self.officer_a2, self.officer_b, self.lead_a):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                ledger.with_user(user).read(["name"])
        self.assertEqual(ledger.with_user(self.manager).row_count, 1)

    def test_traces_are_nobodys_to_write(self):
        """Undoing does what the trace says with all rights."""
        ledger = self._import("pipeline", one_project())
        trace = [{"model": "res.users", "id": self.manager.id}]
        for user in (self.officer_a, self.manager):
            line = ledger.line_ids.with_user(user)
            with self.assertRaises(AccessError):
                line.trace = trace
            with self.assertRaises(AccessError):
                line.copy({"trace": trace})

    def test_words(self):
        words = self.env["investment.ledger.synonym"]
        column = self.env["investment.ledger.field"].search(
            [("kind", "=", "pipeline"), ("code", "=", "site")]
        )
        for user in (self.officer_a, self.lead_a, self.leader):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                words.with_user(user).create({"field_id": column.id, "name": "示例列"})
        words.with_user(self.manager).create({"field_id": column.id, "name": "示例列"})


@tagged("post_install", "-at_install")
class TestLedgerDownloads(HttpCase, LedgerCase):
    """Blank ledgers and rejected rows over HTTP."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.officer_a, cls.officer_b, cls.leader):
            user.password = user.login

    def _open(self, user, path):
        self.authenticate(user.login, user.login)
        with mute_logger("odoo.http"):
            return self.url_open(f"/zhuozhou_crm/ledger/{path}")

    def test_downloads(self):
        wrong = make_xlsx([HEADER, ["示例项目", "示例科技有限公司", -2, None]])
        ledger = self._preview("pipeline", wrong)
        for user, path, status in (
            (self.officer_a, "template/deals", 200),
            (self.officer_a, "template/unheard_of", 404),
            (self.leader, "template/deals", 403),
            (self.officer_a, f"{ledger.id}/rejected", 200),
            (self.officer_b, f"{ledger.id}/rejected", 403),
            (self.officer_a, f"{ledger.id + 1000}/rejected", 404),
        ):
            with self.subTest(user=user.name, path=path):
                response = self._open(user, path)
                self.assertEqual(response.status_code, status)
                if status == 200:
                    self.assertEqual(response.content[:2], b"PK")
                    self.assertIn("attachment", response.headers["Content-Disposition"])
