from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestClaimLapse(PipelineCommon):
    """60 days of silence end the claim of a project in stage Lead; what breaks the silence."""

    today = datetime(2023, 6, 30, 4)

    def setUp(self):
        super().setUp()
        self.start = self.today - timedelta(days=100)
        with freeze_time(self.start):
            self.lead = self._new_lead()
            self.env.flush_all()
        # The clock of the database does not freeze.
        self._date_back(self.lead, self.start)

    def _date_back(self, lead, moment):
        lead.sudo().date_last_stage_update = moment
        lead.sudo().message_ids.date = moment
        self.env.flush_all()

    def _days_ago(self, days):
        return self.today - timedelta(days=days)

    def _run(self):
        cron = self.env.ref("zhuozhou_crm.ir_cron_lapse_claims")
        with self.enter_registry_test_mode(), freeze_time(self.today):
            cron.method_direct_trigger()
        self.lead.invalidate_recordset()
        return self.lead.claim_state

    def test_silence(self):
        self.assertEqual(self._run(), "lapsed")

    def test_lapse_is_logged_in_the_language_of_the_job(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        cron = self.env.ref("zhuozhou_crm.ir_cron_lapse_claims")
        cron.user_id.sudo().lang = "zh_CN"
        self.lead = self.lead.with_context(tracking_disable=False)
        self._run()
        bodies = "".join(self.lead.sudo().message_ids.mapped("body"))
        self.assertIn("首报已失效：连续60天", bodies)

    def test_first_report_itself(self):
        for days, expected in ((59, "valid"), (60, "lapsed")):
            with self.subTest(days=days):
                self.lead.sudo().first_report_date = self._days_ago(days).date()
                self.assertEqual(self._run(), expected)

    def test_engagement(self):
        for days, state, expected in (
            (59, "planned", "lapsed"),
            (59, "cancelled", "lapsed"),
            (60, "done", "lapsed"),
            (59, "done", "valid"),
        ):
            with self.subTest(days=days, state=state):
                self.lead.sudo().claim_state = "valid"
                self._new_engagement(self.lead, date=self._days_ago(days).date(), state=state)
                self._quieten()
                self.assertEqual(self._run(), expected)

    def test_agreement(self):
        self._new_deal(self.lead, state="draft", signing_date=self._days_ago(10).date())
        self._quieten()
        self.assertEqual(self._run(), "valid")

    def test_change_of_stage(self):
        self.lead.sudo().date_last_stage_update = self._days_ago(59)
        self.assertEqual(self._run(), "valid")

    def test_messages(self):
        for message_type, days, expected in (
            ("notification", 1, "lapsed"),
            ("comment", 61, "lapsed"),
            ("comment", 59, "valid"),
            ("email", 59, "valid"),
        ):
            with self.subTest(message_type=message_type, days=days):
                self.lead.sudo().claim_state = "valid"
                self._quieten()
                self.lead.sudo().message_post(
                    body="x", message_type=message_type
                ).date = self._days_ago(days)
                self.assertEqual(self._run(), expected)

    def test_finished_activity(self):
        activity = self.lead.activity_schedule("mail.mail_activity_data_call")
        activity.action_feedback(feedback="called")
        self.lead.sudo().message_ids.date = self._days_ago(1)
        self.assertEqual(self._run(), "valid")

    def test_editing_is_no_contact(self):
        self.lead.planned_investment = 5
        self.assertEqual(self._run(), "lapsed")

    def test_who_is_spared(self):
        stages = self.stages
        for name, values, expected in (
            ("negotiating: half a year", {"stage_id": stages["negotiating"].id}, "valid"),
            ("reassigned lapses, too", {"claim_state": "reassigned"}, "lapsed"),
        ):
            with self.subTest(name):
                if "stage_id" in values:
                    self._record_facts(self.lead, "negotiating")
                    self.lead.sudo().engagement_ids.date = self.start
                self.lead.sudo().write(values)
                self._date_back(self.lead, self.start)
                self.assertEqual(self._run(), expected)
                self.lead.sudo().stage_id = stages["lead"]
                self._date_back(self.lead, self.start)

    def test_signed_never_lapses(self):
        self._record_facts(self.lead, "assessed")
        self._new_deal(self.lead, signing_date=self.start.date())
        self.assertEqual(self.lead.stage_id, self.stages["signed"])
        self.lead.sudo().engagement_ids.date = self.start
        self._date_back(self.lead, self.start)
        self.assertEqual(self._run(), "valid")

    def test_zero_means_never(self):
        self.stages["lead"].claim_lapse_days = 0
        self.assertEqual(self._run(), "valid")

    def test_set_wise(self):
        """Searching costs one query for a stage however many projects there are."""
        leads = self.env["crm.lead"].sudo()
        for number in range(30):
            leads |= self._new_lead(name=f"沉默{number}").sudo()
        leads.first_report_date = self.start
        self._date_back(leads, self.start)
        with freeze_time(self.today):
            domain = leads._get_silent_domain(self.stages["lead"])
            self.env.flush_all()
            # one for the search; engagements, agreements and messages are parts of it
            with self.assertQueryCount(1):
                found = leads.search(domain)
        self.assertGreaterEqual(len(found), 30)

    def _quieten(self):
        self.lead.sudo().message_ids.date = self.start
        self.env.flush_all()
