from lxml import etree
from psycopg2.errors import CheckViolation, ForeignKeyViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .deal_common import YI, DealCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-03-31 04:00:00")
class TestDealEntry(DealCommon):
    """What an officer types, and what is filled in."""

    def test_project_fills_in_the_rest(self):
        sector = self.env["investment.sector"].create({"name": "示例产业", "kind": "sector"})
        self.lead.sector_id = sector
        form = Form(self.env["investment.deal"].with_user(self.officer_a))
        form.lead_id = self.lead
        form.contract_value = 5 * YI
        deal = form.save()
        self.assertEqual(deal.partner_id, self.investor)
        self.assertEqual(deal.team_id, self.team_a)
        self.assertEqual(deal.sector_id, sector)
        self.assertEqual(deal.user_id, self.officer_a)
        self.assertEqual(deal.state, "draft")
        self.assertIn(self.lead.name, deal.name)
        deal.action_sign()
        self.assertEqual(deal.signing_date, Date.to_date("2024-03-31"))

    def test_number_follows_the_year_of_signing(self):
        for day, prefix in (("2023-06-01", "QY2023-"), ("2022-01-01", "QY2022-")):
            with self.subTest(day=day):
                deal = self._new_deal(lead_id=self._new_lead(day).id, signing_date=day)
                self.assertTrue(deal.code.startswith(prefix), deal.code)

    def test_earlier_agreement_is_suggested(self):
        framework = self._new_deal("verified", agreement_type="framework")
        self._new_deal("draft", agreement_type="formal", signing_date="2023-04-01")
        void = self._new_deal("void", parent_id=framework.id, signing_date="2023-05-01")
        form = Form(self.env["investment.deal"].with_user(self.officer_a))
        form.lead_id = self.lead
        self.assertEqual(form.parent_id, framework)
        self.assertNotEqual(form.parent_id, void)

    def test_filters(self):
        """Every filter of the search views works; those with a meaning of their own find it."""
        old = self._new_deal("verified", event_id=self._new_event().id, contract_value=5 * YI)
        new = self._new_deal(
            "signed", lead_id=self._new_lead("示例").id, signing_date="2024-02-01"
        )
        expected = {
            "this_year": new,
            "to_verify": new,
            "missing_evidence": new,
            "counted": old,
            "with_event": old,
            "without_event": new,
            "value_5": old | new,
            "value_10": old.browse(),
        }
        for model in ("investment.deal", "investment.fund.receipt"):
            records = self.env[model].with_user(self.officer_a)
            search = etree.fromstring(records.get_view(view_type="search")["arch"])
            for node in search.iter("filter"):
                domain = safe_eval(node.get("domain") or "[]", {"uid": self.officer_a.id})
                with self.subTest(model=model, filter=node.get("name")):
                    found = records.search(domain)
                    if model == "investment.deal" and node.get("name") in expected:
                        self.assertEqual(found & (old | new), expected[node.get("name")])

    def _new_event(self):
        return self.env["event.event"].create(
            {
                "name": "示例推介会",
                "date_begin": "2023-03-01 01:00:00",
                "date_end": "2023-03-01 09:00:00",
            }
        )

    def test_china_s_day(self):
        """At 1 o'clock in the morning in China it is still yesterday in Greenwich."""
        with freeze_time("2024-03-31 17:00:00"):
            deal = self._new_deal("signed", signing_date="2024-04-01", user=self.officer_a)
            root = self.env.ref("base.user_root")
            deal.with_user(root).signing_date = "2024-04-01"


@tagged("post_install", "-at_install")
@freeze_time("2024-03-31 04:00:00")
class TestDealRules(DealCommon):
    """What an agreement must be. One row per rule: values, and a word of the refusal."""

    @mute_logger("odoo.sql_db")
    def test_values(self):
        for state, values, word in (
            ("draft", {"contract_value": 0, "signing_date": "2025-01-01"}, None),
            ("signed", {"contract_value": 0}, "contract_value_positive"),
            ("signed", {"contract_value": -5}, "contract_value_positive"),
            (
                "signed",
                {"agreement_type": "capital_increase", "contract_value": -5},
                "contract_value_positive",
            ),
            ("signed", {"agreement_type": "supplement", "contract_value": -5}, None),
            ("signed", {"agreement_type": "supplement", "contract_value": 0}, None),
            ("signed", {"signing_date": False}, "signing_date_known"),
            ("signed", {"signing_date": "2024-04-01"}, "ahead"),
            ("signed", {"fixed_asset_value": 5 * YI}, None),
            ("signed", {"fixed_asset_value": 5 * YI + 0.01}, "fixed_asset_part"),
            ("signed", {"fixed_asset_value": -1}, "fixed_asset_part"),
            ("verified", {"evidence_ids": []}, "evidence"),
            ("verified", {}, None),
            ("terminated", {"end_date": False}, "end_complete"),
            ("terminated", {"end_reason": False}, "end_complete"),
            ("terminated", {"end_date": "2023-02-28"}, "end_after_signing"),
            ("terminated", {"end_date": "2023-03-01"}, None),
            ("terminated", {"end_date": "2024-04-01"}, "ahead"),
            ("signed", {"end_date": "2023-12-01", "end_reason": "x"}, "end_complete"),
        ):
            with self.subTest(state=state, **values), self.env.cr.savepoint() as savepoint:
                if word:
                    with self._refused(
                        CheckViolation if "_" in word else ValidationError, word
                    ):
                        self._new_deal(state, lead_id=self._new_lead("示例").id, **values)
                else:
                    self._new_deal(state, lead_id=self._new_lead("示例").id, **values)
                    self.env.flush_all()
                savepoint.rollback()
                self.env.invalidate_all()

    def test_chain(self):
        first = self._new_deal("verified")
        other = self._new_deal("verified", lead_id=self._new_lead("示例另一项目").id)
        for values, word in (
            ({"parent_id": False, "signing_date": "2023-04-01"}, "already has the agreement"),
            ({"parent_id": False, "signing_date": "2023-03-01"}, "already has the agreement"),
            ({"parent_id": other.id, "signing_date": "2023-04-01"}, "another project"),
            ({"parent_id": first.id, "signing_date": "2023-02-01"}, "before"),
        ):
            with self.subTest(**values), self._refused(ValidationError, word):
                self._new_deal("verified", **values)
        second = self._new_deal("signed", parent_id=first.id, signing_date="2023-04-01")
        third = self._new_deal("signed", parent_id=second.id, signing_date="2023-04-01")
        with self._refused(ValidationError, "circle"):
            second.parent_id = third
        with self._refused(ValidationError, "before"):
            second.signing_date = "2023-02-01"

    def test_after_a_void_one_a_project_starts_anew(self):
        self._new_deal("void")
        self._new_deal("verified", parent_id=False, signing_date="2023-04-01")

    def test_signing_on_the_same_day(self):
        """Two of one day: the one that builds on the other need not be named by it."""
        draft = self._new_deal("signed", agreement_type="formal")
        framework = self._new_deal("signed", agreement_type="framework", parent_id=False)
        draft.parent_id = framework
        (framework | draft).write({"evidence_ids": False})
        for deal in framework | draft:
            deal.evidence_ids = [self._file()]
        framework.action_verify()
        draft.action_verify()
        self.assertEqual(draft.counted_value, 0)
        self.assertEqual(framework.counted_projects, 1)

    def test_counted_agreements_are_kept(self):
        deal = self._new_deal("verified")
        with self._refused(ValidationError, "archived"):
            deal.active = False
        with self._refused(UserError, "deleted"):
            deal.unlink()
        deal._end("terminated", "2023-12-01", "示例原因")
        with self._refused(ValidationError, "archived"):
            deal.active = False
        draft = self._new_deal(lead_id=self._new_lead("示例").id, evidence_ids=[self._file()])
        draft.with_user(self.officer_a).active = False
        draft.unlink()


@tagged("post_install", "-at_install")
@freeze_time("2024-03-31 04:00:00")
class TestDealLife(DealCommon):
    def test_life(self):
        deal = self._new_deal(user=self.officer_a, evidence_ids=[self._file()])
        deal.action_sign()
        deal.with_user(self.manager).action_verify()
        self.assertEqual(deal.state, "verified")
        self.assertEqual(deal.verified_by_id, self.manager)
        self.assertEqual(deal.verified_date, Date.to_date("2024-03-31"))
        deal.with_user(self.manager).action_unverify()
        self.assertFalse(deal.verified_by_id or deal.verified_date)
        deal.action_draft()
        with self._refused(UserError, "Signed"):
            deal.with_user(self.manager).action_verify()

    def test_verification_moves_the_project(self):
        """With the facts of the stages on the way, a verified agreement signs the project."""
        self.lead.write(
            {
                "sector_id": self.env["investment.sector"].search([], limit=1).id,
                "assessment_result": "passed",
                "assessment_date": "2023-02-01",
                "engagement_ids": [
                    Command.create({"partner_id": self.investor.id, "date": "2023-01-05"})
                ],
            }
        )
        deal = self._new_deal("signed", evidence_ids=[self._file()])
        self.assertNotEqual(self.lead.stage_id.investment_code, "signed")
        deal.action_verify()
        self.assertEqual(self.lead.stage_id.investment_code, "signed")

    def test_falling_through_archives_what_was_never_signed(self):
        signed = self._new_deal("verified")
        planned = self._new_deal(parent_id=signed.id, signing_date="2024-12-01")
        (signed | planned)._end("terminated", "2023-01-01", "示例原因")
        self.assertEqual(signed.end_date, signed.signing_date, "it counts for no day")
        self.assertFalse(planned.active)
        self.assertEqual(self._figures(as_of=Date.to_date("2023-03-01")), (0, 0))

    def test_only_managers_verify(self):
        """Every way to a decision, by role; over RPC as well as by button."""
        states = {"create": "draft", "reopen": "terminated"}
        states |= dict.fromkeys(["unverify", "write signed", "wizard", "alter"], "verified")
        ended = {"state": "void", "end_date": "2023-05-01", "end_reason": "x"}
        ways = {
            "verify": lambda deal: deal.action_verify(),
            "write verified": lambda deal: deal.write({"state": "verified"}),
            "unverify": lambda deal: deal.action_unverify(),
            "write signed": lambda deal: deal.write({"state": "signed"}),
            "end": lambda deal: deal.write(ended),
            "reopen": lambda deal: deal.action_reopen(),
            "wizard": lambda deal: deal.action_end(),
            "alter": lambda deal: deal.write({"note": "x"}),
            "create": lambda deal: deal.create(
                {
                    "lead_id": self.lead.id,
                    "signing_date": "2023-06-01",
                    "contract_value": 1,
                    "state": "verified",
                    "evidence_ids": [self._file()],
                }
            ),
        }
        for way, act in ways.items():
            for user in (self.officer_a, self.lead_a, self.leader, self.manager):
                values = {"evidence_ids": [self._file()], "lead_id": self._new_lead(way).id}
                deal = self._new_deal(states.get(way, "signed"), **values).with_user(user)
                with self.subTest(way=way, user=user.name):
                    if user == self.manager:
                        act(deal)
                    else:
                        with self._refused(
                            AccessError, "" if user == self.leader else "bureau"
                        ):
                            act(deal)

    @mute_logger("odoo.sql_db")
    def test_a_verification_date_alone_verifies_nothing(self):
        deal = self._new_deal("signed")
        with self._refused(AccessError, "bureau manager"):
            deal.with_user(self.officer_a).verified_date = "2023-01-01"
        with self._refused(CheckViolation, "verification_dated"):
            deal.with_user(self.manager).verified_date = "2023-01-01"

    def test_verified_values_are_frozen_for_everybody(self):
        other = self._new_lead("示例另一项目")
        deal = self._new_deal("verified")
        for values in (
            {"contract_value": 6 * YI},
            {"fixed_asset_value": 1},
            {"signing_date": "2023-02-01"},
            {"agreement_type": "framework"},
            {"parent_id": False},
            {"lead_id": other.id},
            {"partner_id": self.investor.copy().id},
            {"evidence_ids": [Command.clear()]},
            {"note": "x", "contract_value": 6 * YI},
        ):
            for user in (self.officer_a, self.manager):
                with self.subTest(user=user.name, **values):
                    with self._refused(UserError, "take the verification back"):
                        deal.with_user(user).write(values)
        deal.with_user(self.manager).write({"note": "x", "user_id": self.officer_a2.id})

    def test_team_still_reports_on_a_verified_agreement(self):
        deal = self._new_deal("verified").with_user(self.officer_a)
        deal.message_post(body="示例")
        deal.activity_schedule("mail.mail_activity_data_todo", summary="示例")
        deal.write({"receipt_ids": [Command.create({"date": "2023-05-01", "amount": 5e6})]})
        self.assertEqual(deal.reported_amount, 5e6)

    def test_changes_are_logged(self):
        deal = self._new_deal("signed", evidence_ids=[self._file()])
        deal = deal.with_context(tracking_disable=False).with_user(self.manager)
        self.env.cr.flush()
        for action in (deal.action_verify, deal.action_unverify):
            action()
            self.env.cr.flush()
            deal.invalidate_recordset(["message_ids"])
            changed = deal.message_ids[:1].sudo().tracking_value_ids.field_id.mapped("name")
            self.assertIn("state", changed)
            self.assertIn("verified_by_id", changed)

    def test_evidence_is_seen_by_those_who_see_the_agreement(self):
        deal = self._new_deal(user=self.officer_a, evidence_ids=[self._file()])
        evidence = deal.evidence_ids
        self.assertEqual((evidence.res_model, evidence.res_id), (deal._name, deal.id))
        for user in (self.officer_a2, self.lead_a, self.manager, self.leader):
            with self.subTest(user=user.name):
                self.assertTrue(evidence.with_user(user).raw)
        for user in (self.officer_b, self.outsider):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                evidence.with_user(user).read(["raw"])

    def test_file_of_another_record_is_no_evidence(self):
        secret = self.env["ir.attachment"].create(
            {"name": "x", "raw": b"x", "res_model": "res.partner", "res_id": self.investor.id}
        )
        with self._refused(ValidationError, "another record"):
            self._new_deal(evidence_ids=[Command.link(secret.id)])

    @mute_logger("odoo.sql_db")
    def test_evidence_is_not_deleted_behind_the_record(self):
        deal = self._new_deal("verified")
        with self.assertRaises(ForeignKeyViolation):
            deal.evidence_ids.unlink()

    def test_end_by_wizard(self):
        deal = self._new_deal("verified")
        increase = self._new_deal(
            "verified",
            agreement_type="capital_increase",
            parent_id=deal.id,
            signing_date="2023-06-01",
            contract_value=1 * YI,
        )
        formal = self._new_deal("verified", parent_id=deal.id, signing_date="2023-07-01")
        action = deal.action_end()
        wizard = Form(
            self.env[action["res_model"]]
            .with_context(**action["context"])
            .with_user(self.manager)
        )
        self.assertEqual(wizard.end_date, Date.to_date("2024-03-31"))
        wizard.outcome = "void"
        self.assertEqual(wizard.end_date, deal.signing_date)
        wizard.outcome = "terminated"
        wizard.end_date = "2023-09-01"
        wizard.reason = "示例:投资方放弃"
        wizard.save().action_end()
        self.assertEqual(deal.state, "terminated")
        self.assertEqual(increase.state, "terminated", "it falls with what it increases")
        self.assertEqual(increase.end_reason, "示例:投资方放弃")
        self.assertEqual(formal.state, "verified")
        self.assertEqual(self._figures(), (1, 5))
        self.assertEqual(self._figures(as_of=Date.to_date("2023-08-31")), (1, 5))

    def test_wizard_needs_a_reason(self):
        deal = self._new_deal("verified")
        form = Form(
            self.env["investment.deal.end"]
            .with_user(self.manager)
            .with_context(default_deal_ids=deal.ids)
        )
        with self._refused(AssertionError, "reason"):
            form.save()

    def test_reading_by_team(self):
        deal = self._new_deal("verified")
        for user, sees in (
            (self.officer_a, True),
            (self.officer_a2, True),
            (self.lead_a, True),
            (self.officer_b, False),
            (self.manager, True),
            (self.leader, True),
        ):
            with self.subTest(user=user.name):
                found = (
                    self.env["investment.deal"].with_user(user).search([("id", "=", deal.id)])
                )
                self.assertEqual(bool(found), sees)
        # A project that was handed on is followed by its agreements.
        self.lead.team_id = self.team_b
        found = self.env["investment.deal"].with_user(self.officer_b).search([])
        self.assertIn(deal, found)
