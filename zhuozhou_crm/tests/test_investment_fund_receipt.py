from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .deal_common import YI, DealCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-03-31 04:00:00")
class TestFundReceipt(DealCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2024-03-31 04:00:00"):
            cls.deal = cls._new_deal("verified")

    def _new_receipt(self, state="draft", user=None, **values):
        receipts = self.env["investment.fund.receipt"].with_user(user or self.manager)
        defaults = {
            "deal_id": self.deal.id,
            "date": "2023-05-01",
            "amount": 1 * YI,
            "state": state,
        }
        if state == "verified":
            defaults["evidence_ids"] = [self._file()]
        return receipts.create({**defaults, **values})

    def test_paid_in(self):
        """Only verified receipts are in place; the rate is that of the contract value."""
        self._new_receipt("verified", amount=1 * YI)
        self._new_receipt("verified", amount=0.25 * YI)
        self._new_receipt("draft", amount=2 * YI)
        self._new_receipt("rejected", amount=3 * YI)
        self.assertEqual(self.deal.paid_in_amount, 1.25 * YI)
        self.assertEqual(self.deal.reported_amount, 2 * YI)
        self.assertEqual(self.deal.paid_in_rate, 0.25)
        self.assertEqual(self.lead.paid_in_amount, 1.25 * YI)
        self.assertEqual(self.lead.paid_in_rate, 0.25)

    def test_cumulative(self):
        for day, amount, state in (
            ("2023-07-01", 3, "draft"),
            ("2023-05-01", 1, "verified"),
            ("2023-06-01", 9, "rejected"),
            ("2023-06-01", 2, "draft"),
        ):
            self._new_receipt(state, date=day, amount=amount)
        receipts = self.deal.receipt_ids.sorted("date").filtered(
            lambda r: r.state != "rejected"
        )
        self.assertEqual(receipts.mapped("cumulative_amount"), [1, 3, 6])

    def test_reported_by_the_team_verified_by_the_bureau(self):
        form = Form(
            self.env["investment.fund.receipt"]
            .with_user(self.officer_a)
            .with_context(**self.deal.action_register_receipt()["context"])
        )
        form.amount = 0.5 * YI
        receipt = form.save()
        self.assertEqual(receipt.date, Date.to_date("2024-03-31"))
        self.assertEqual(receipt.user_id, self.officer_a)
        receipt.evidence_ids = [self._file()]
        for user in (self.officer_a, self.lead_a):
            for way in (receipt.action_verify, receipt.action_draft):
                with self.subTest(user=user.name), self._refused(AccessError, "bureau"):
                    getattr(receipt.with_user(user), way.__name__)()
            with self.subTest(user=user.name), self._refused(AccessError, "bureau"):
                receipt.with_user(user).write({"state": "rejected"})
        receipt.with_user(self.manager).action_verify()
        self.assertEqual(receipt.verified_by_id, self.manager)
        with self._refused(UserError, "take the verification back"):
            receipt.with_user(self.manager).amount = 1
        with self._refused(AccessError, "bureau manager"):
            receipt.with_user(self.officer_a).purpose = "x"
        receipt.with_user(self.manager).action_draft()
        receipt.with_user(self.officer_a).amount = 0.4 * YI

    @mute_logger("odoo.sql_db")
    def test_refused(self):
        reported = self._new_deal("signed", lead_id=self._new_lead("示例").id)
        for state, values, word in (
            ("draft", {"amount": 0}, "amount_positive"),
            ("draft", {"amount": -1}, "amount_positive"),
            ("draft", {"date": "2024-04-01"}, "ahead"),
            ("verified", {"evidence_ids": [Command.clear()]}, "evidence"),
            ("verified", {"deal_id": reported.id}, "not verified yet"),
            ("draft", {"deal_id": reported.id}, None),
            ("verified", {"active": False}, "archived"),
        ):
            with self.subTest(state=state, **values), self.env.cr.savepoint() as savepoint:
                if word:
                    with self._refused(
                        CheckViolation if "_" in word else ValidationError, word
                    ):
                        self._new_receipt(state, **values)
                else:
                    self._new_receipt(state, **values)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_rejecting_needs_a_reason(self):
        receipt = self._new_receipt()
        with self._refused(UserError, "Note"):
            receipt.action_reject()
        receipt.note = "示例:凭证与金额不符"
        receipt.action_reject()
        self.assertEqual(receipt.state, "rejected")

    def test_more_than_agreed_is_told_and_saved(self):
        self._new_receipt("verified", amount=4.9 * YI)
        form = Form(
            self.env["investment.fund.receipt"]
            .with_user(self.officer_a)
            .with_context(default_deal_id=self.deal.id)
        )
        with self.assertLogs("odoo.tests.form.onchange", level="WARNING") as logs:
            form.amount = 0.2 * YI
        self.assertIn("exceed", logs.output[0])
        form.save()
        self.assertTrue(self.deal.is_overpaid)

    def test_figures_of_a_period(self):
        self._new_receipt("verified", date="2023-05-01", amount=1)
        self._new_receipt("verified", date="2023-12-31", amount=2)
        self._new_receipt("draft", date="2023-06-01", amount=4)
        receipts = self.env["investment.fund.receipt"].with_user(self.leader)
        for date_from, date_to, expected in (
            ("2023-01-01", "2023-12-31", 3),
            ("2023-01-01", "2023-12-30", 1),
            (None, None, 3),
        ):
            domain = receipts._figures_domain(date_from, date_to)
            ((total,),) = receipts._read_group(domain, [], ["amount:sum"])
            self.assertEqual(total, expected)

    def test_verified_receipts_are_kept(self):
        receipt = self._new_receipt("verified")
        with self._refused(UserError, "deleted"):
            receipt.unlink()
        self._new_receipt().unlink()

    def test_other_teams_see_nothing(self):
        receipt = self._new_receipt()
        with self.assertRaises(AccessError):
            receipt.with_user(self.officer_b).read(["amount"])
        self.assertEqual(receipt.with_user(self.leader).amount, 1 * YI)
        with self.assertRaises(AccessError):
            receipt.with_user(self.leader).write({"amount": 1})
