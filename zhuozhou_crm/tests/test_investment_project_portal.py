from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .project_common import ProjectCommon

PATH = "/my/investment-projects"
MODELS = (
    "investment.project",
    "investment.project.plan",
    "investment.project.progress",
    "investment.project.milestone",
    "investment.land.acquisition",
    "investment.site.survey",
    "investment.approval",
    "investment.project.light",
    "investment.directive",
    "investment.hearing",
    "investment.light.rule",
    "investment.project.template",
    "investment.project.template.line",
    "investment.approval.type",
    "investment.office",
    "investment.calendar.day",
)


@tagged("post_install", "-at_install")
class TestInvestmentProjectPortal(ProjectCommon, HttpCase):
    """An enterprise sees the approvals of its own project and may add a note; nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.partner"].create(
            {"name": "示例邻居有限公司", "is_company": True, "is_investment_target": True}
        )
        cls.own_user = cls._new_portal_user("zz_portal_own", cls.enterprise)
        cls.stranger = cls._new_portal_user("zz_portal_other", cls.other)
        cls.project = cls.env["investment.project"].create(
            {
                "name": "示例自家项目",
                "partner_id": cls.enterprise.id,
                "team_id": cls.team_a.id,
                "user_id": cls.officer_a.id,
            }
        )
        cls.foreign = cls.env["investment.project"].create(
            {"name": "示例邻居项目", "partner_id": cls.other.id, "team_id": cls.team_a.id}
        )
        cls.approval, cls.foreign_approval = cls.env["investment.approval"].create(
            [
                {
                    "project_id": project.id,
                    "type_id": cls.approval_type.id,
                    "filed_date": "2024-01-02",
                    "note": "示例：内部意见",
                }
                for project in (cls.project, cls.foreign)
            ]
        )
        cls.file = cls.env["ir.attachment"].create(
            {
                "name": "批复.pdf",
                "raw": b"secret",
                "res_model": "investment.approval",
                "res_id": cls.foreign_approval.id,
            }
        )
        cls.foreign_approval.evidence_ids = cls.file
        cls.project.message_post(body="示例：单位内部讨论", author_id=cls.lead_a.partner_id.id)
        cls.env["investment.project.progress"].create(
            {"project_id": cls.project.id, "month": "2024-01-01", "problems": "示例：内部问题"}
        )

    @classmethod
    def _new_portal_user(cls, login, enterprise):
        user = new_test_user(cls.env, login=login, groups="base.group_portal", name=login)
        user.partner_id.parent_id = enterprise
        return user

    def _open(self, path):
        return self.url_open(path, allow_redirects=False)

    def test_own_project(self):
        self.authenticate(self.own_user.login, self.own_user.login)
        listed = self._open(PATH).text
        self.assertIn("示例自家项目", listed)
        self.assertNotIn("示例邻居项目", listed)
        page = self._open(f"{PATH}/{self.project.id}").text
        self.assertIn("示例备案", page)
        self.assertIn(self.office.name, page)
        for internal in ("内部意见", "内部讨论", "内部问题"):
            self.assertNotIn(internal, page)

    def test_home_counts_own_projects(self):
        alone = self._new_portal_user("zz_portal_alone", self.env["res.partner"])
        for user, count in ((self.own_user, 1), (alone, 0)):
            self.authenticate(user.login, user.login)
            counters = self.make_jsonrpc_request(
                "/my/counters", {"counters": ["investment_project_count"]}
            )
            self.assertEqual(counters["investment_project_count"], count)

    def test_guessed_address(self):
        """Another's project, a missing one and a cancelled one look the same."""
        self.project.state = "cancelled"
        self.authenticate(self.own_user.login, self.own_user.login)
        for project_id in (self.foreign.id, self.project.id, 2**31 - 1):
            with self.subTest(project_id=project_id):
                self.assertEqual(self._open(f"{PATH}/{project_id}").status_code, 404)
        self.assertNotIn("示例自家项目", self._open(PATH).text)

    def test_nobody_without_signing_in(self):
        for path in (PATH, f"{PATH}/{self.project.id}"):
            response = self._open(path)
            self.assertEqual(response.status_code, 303)
            self.assertIn("/web/login", response.headers["Location"])

    def _send_note(self, project, text):
        self.authenticate(self.own_user.login, self.own_user.login)
        page = self._open(f"{PATH}/{self.project.id}").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        return self.url_open(
            f"{PATH}/{project.id}/note",
            data={"note": text, "csrf_token": token},
            allow_redirects=False,
        )

    def test_note(self):
        before = self.project.message_follower_ids
        response = self._send_note(self.project, "示例：<b>请协助</b>办理施工许可")
        self.assertEqual(response.status_code, 303)
        note = self.project.message_ids[0]
        self.assertEqual(note.author_id, self.own_user.partner_id)
        self.assertIn("&lt;b&gt;", note.body, "text, never markup")
        self.assertIn(self.officer_a.partner_id, note.notified_partner_ids)
        self.assertEqual(
            self.project.message_follower_ids, before, "no follower of the offices"
        )
        self.assertIn("请协助", self._open(f"{PATH}/{self.project.id}").text)

    def test_reply_is_shown_when_addressed(self):
        self.project.message_post(
            body="示例：已转办",
            author_id=self.officer_a.partner_id.id,
            partner_ids=self.own_user.partner_id.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.authenticate(self.own_user.login, self.own_user.login)
        self.assertIn("已转办", self._open(f"{PATH}/{self.project.id}").text)

    def test_no_note_on_anothers_project(self):
        before = self.foreign.message_ids
        self.assertEqual(self._send_note(self.foreign, "示例").status_code, 404)
        self.assertEqual(self.foreign.message_ids, before)

    def test_note_needs_the_token(self):
        self.authenticate(self.own_user.login, self.own_user.login)
        with mute_logger("odoo.http"):
            response = self.url_open(
                f"{PATH}/{self.project.id}/note", data={"note": "x"}, allow_redirects=False
            )
        self.assertEqual(response.status_code, 400)

    def test_no_model_by_any_call(self):
        """List, read, write and export of every model, own records included."""
        for model in MODELS:
            for project in (self.project, self.foreign):
                record = self._get_record(model, project).with_user(self.own_user)
                for call in (
                    lambda record=record: record.search([]),
                    lambda record=record: record.search_count([]),
                    lambda record=record: record.web_search_read([], {"id": {}}),
                    lambda record=record: record.formatted_read_group([], [], ["__count"]),
                    lambda record=record: record.read(["id"]),
                    lambda record=record: record.export_data(["id"]),
                    lambda record=record: record.write({"company_id": 1}),
                    lambda record=record: record.copy(),
                    lambda record=record: record.unlink(),
                ):
                    with self.subTest(model=model, project=project.name):
                        # an AccessError, or before it the refusal to export anything at all
                        with self.assertRaises(UserError):
                            call()

    def _get_record(self, model, project):
        of_project = {
            "investment.project.plan": {"year": 2024, "amount": 1},
            "investment.project.progress": {"month": "2024-02-01"},
            "investment.project.milestone": {"name": "示例"},
            "investment.land.acquisition": {"mu": 1, "date_from": "2024-01-02"},
            "investment.site.survey": {},
            "investment.approval": {"type_id": self.approval_type.id},
            "investment.project.light": {
                "colour": "red",
                "date_from": "2024-01-02",
                "date_to": "2024-01-03",
            },
            "investment.directive": {"name": "示例督办", "due_date": "2124-01-02"},
        }
        if model == "investment.project":
            return project
        if model in of_project:
            return self.env[model].create({"project_id": project.id, **of_project[model]})
        if model == "investment.hearing":
            return self.env[model].create({"project_ids": [Command.set(project.ids)]})
        return self._get_setting(model)

    def _get_setting(self, model):
        return self.env[model].search([], limit=1) or self.env[model].create(
            {"date": "2024-01-02", "name": "示例"}
        )

    @mute_logger("odoo.http", "odoo.addons.web.controllers.export")
    def test_export_and_call_over_http(self):
        self.authenticate(self.own_user.login, self.own_user.login)
        for method, args in (("search_read", [[]]), ("read", [[self.foreign.id]])):
            response = self.url_open(
                "/web/dataset/call_kw",
                json={
                    "params": {
                        "model": "investment.project",
                        "method": method,
                        "args": args,
                        "kwargs": {},
                    }
                },
            )
            self.assertIn("AccessError", response.text)
            self.assertNotIn("示例邻居项目", response.text)
        response = self.url_open(
            "/web/export/csv",
            data={
                "data": '{"model": "investment.project", "fields": [{"name": "name", "label": '
                '"n"}], "ids": false, "domain": [], "import_compat": false}',
                "csrf_token": Request.csrf_token(self),
            },
        )
        self.assertNotEqual(response.status_code, 200)
        self.assertNotIn("示例邻居项目", response.text)

    def test_attachments(self):
        """Neither evidence, photos, packs of hearings nor what a directive was answered with."""
        files = self.env["ir.attachment"].create(
            [
                {
                    "name": "材料.pdf",
                    "raw": b"secret",
                    "res_model": model,
                    "res_id": self._get_record(model, self.foreign).id,
                }
                for model in ("investment.project", *MODELS)
            ]
        )
        self.authenticate(self.own_user.login, self.own_user.login)
        for path in (
            *(f"/web/content/{file.id}" for file in files | self.file),
            *(f"/web/content/{file.id}?access_token=guessed" for file in files),
            f"/web/content/investment.approval/{self.foreign_approval.id}/note",
            f"/web/image/investment.project/{self.foreign.id}/name",
        ):
            with self.subTest(path=path):
                response = self._open(path)
                self.assertNotIn(b"secret", response.content)
                self.assertNotIn("内部意见".encode(), response.content)
        for file in files | self.file:
            with self.subTest(model=file.res_model), self.assertRaises(AccessError):
                file.with_user(self.own_user).read(["raw"])

    @mute_logger("odoo.http")
    def test_no_message_through_the_chatter(self):
        self.authenticate(self.own_user.login, self.own_user.login)
        for path in ("/mail/thread/messages", "/mail/message/post"):
            response = self.url_open(
                path,
                json={
                    "params": {
                        "thread_model": "investment.project",
                        "thread_id": self.project.id,
                        "post_data": {"body": "x", "message_type": "comment"},
                    }
                },
            )
            self.assertNotIn("内部讨论", response.text)
        self.assertNotIn("x", self.project.message_ids.mapped("body"))
