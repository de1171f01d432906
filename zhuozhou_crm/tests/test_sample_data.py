import io
from datetime import date

from openpyxl import load_workbook

from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools import convert_file, file_open

from ..report.figures import Period
from ..report.investment_summary import InvestmentSummary

ADDON = "zhuozhou_crm"
MARK = "示例"
# Named by the published text of March 2024 as companies of the joint team, entrusted agency, event
PUBLISHED = {
    "天保",
    "鹏渤",
    "千喜鹤",
    "和谷",
    "上海均和",
    "联合招商队伍",
    "“数字引领·智汇涿州”招商推介会",
}
NAMED_MODELS = (
    "res.partner",
    "crm.team",
    "crm.lead",
    "investment.deal",
    "investment.project",
    "event.event",
)


def load(env, mode):
    for filename in Manifest.for_addon(ADDON)["demo"]:
        convert_file(env, ADDON, filename, {}, mode, noupdate=True)
    env.flush_all()


@tagged("post_install", "-at_install")
class TestSampleData(TransactionCase):
    """The sample year 2023 consists of records whose sums are the published figures.

    Source of the figures: the text of March 2024 on the city's investment promotion in 2023.
    Growth follows from the two stocks (56.8 %); the 57.3 % of the text does not.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # as at an installation: nobody is notified
        cls.env = cls.env(context=dict(cls.env.context, mail_auto_subscribe_no_notify=True))
        load(cls.env, "init")
        cls.year = Period(date(2023, 1, 1), date(2023, 12, 31), date(2023, 12, 31))

    def samples(self, model):
        refs = self.env["ir.model.data"].search(
            [("module", "=", ADDON), ("model", "=", model), ("name", "=like", "sample_%")]
        )
        return self.env[model].with_context(active_test=False).browse(refs.mapped("res_id"))

    def test_published_figures(self):
        figures = InvestmentSummary(self.env, self.year).figures()
        for code, published in (
            ("trips", 19),
            ("trip_mileage", 30000),
            ("contacted", 173),
            ("contacted_central_soe_or_beijing", 106),
            ("events", 1),
            ("event_projects", 9),
            ("central_soe_start", 37),
            ("central_soe_end", 58),
            ("key_projects_provincial", 27),
            ("key_projects_baoding", 29),
            ("key_projects_produced", 11),
            ("land_acquired", 7000),
            ("surveyed_projects", 18),
            ("approved_projects", 37),
            ("approvals", 196),
        ):
            with self.subTest(code):
                self.assertEqual(figures[code], published)
        self.assertEqual(f"{figures['event_value']:.2f}", "4485000000.00")
        self.assertEqual(f"{figures['central_soe_growth']:.1%}", "56.8%")
        self.assertEqual(f"{figures['key_projects_investment'] / 1e8:.1f}", "626.6")
        self.assertEqual(f"{figures['key_projects_planned'] / 1e8:.2f}", "79.29")
        self.assertEqual(f"{figures['key_projects_completed'] / 1e8:.1f}", "91.9")
        self.assertEqual(f"{figures['key_projects_completion']:.1%}", "115.9%")

    def test_workbook_prints_the_published_figures(self):
        """The exported workbook itself, sheet by sheet, in Chinese."""
        workbook = self._write_workbook()
        titles, projects, total = self._read_sheet(workbook["重点项目"])
        levels = [row[titles.index("项目级别")] for row in projects]
        self.assertEqual((levels.count("省重点"), levels.count("保定市重点")), (27, 29))
        totals = {title: total[index] for index, title in enumerate(titles) if total[index]}
        self.assertAlmostEqual(totals["总投资"], 626.6)
        self.assertAlmostEqual(totals["年度计划投资"], 79.29)
        for title in ("本期完成投资", "本年累计完成投资"):
            self.assertAlmostEqual(totals[title], 91.9)
        self.assertEqual(f"{totals['完成比例']:.1%}", "115.9%")
        titles, months, total = self._read_sheet(workbook["重点项目进度月报"])
        self.assertAlmostEqual(total[titles.index("当月完成投资")], 91.9)
        titles, tasks, total = self._read_sheet(workbook["征地台账"])
        area, days = titles.index("征地面积"), titles.index("用时")
        self.assertEqual(total[area], 7000)
        self.assertIn((2800, 15), {(row[area], row[days]) for row in tasks})
        titles, surveys, _total = self._read_sheet(workbook["联合踏勘台账"])
        self.assertEqual(len({row[titles.index("项目名称")] for row in surveys}), 18)
        self.assertEqual(len(surveys), 18)
        titles, approvals, _total = self._read_sheet(workbook["审批件台账"])
        self.assertEqual(len(approvals), 196)
        self.assertEqual(len({row[titles.index("项目名称")] for row in approvals}), 37)
        overview = {
            row[1]: row[3] for row in workbook["总览"].iter_rows(min_row=4, values_only=True)
        }
        self.assertEqual(overview["竣工投产重点项目数"], 11)
        self.assertEqual(overview["完成征地面积"], 7000)

    def test_drill_down_shows_the_projects_in_production(self):
        indicator = self.env.ref(f"{ADDON}.investment_indicator_key_projects_produced")
        leader = self.env.ref(f"{ADDON}.sample_user_leader")
        action = indicator.with_user(leader).action_open_records("2023-01-01", "2023-12-31")
        projects = self.env[action["res_model"]].with_user(leader).search(action["domain"])
        self.assertEqual(len(projects), 11)
        self.assertEqual(set(projects.mapped("phase")), {"production"})

    def _write_workbook(self):
        leader = self.env.ref(f"{ADDON}.sample_user_leader")
        leader.group_ids += self.env.ref(f"{ADDON}.zhuozhou_crm_group_export")
        file = io.BytesIO()
        wizards = self.env["investment.summary.wizard"].with_user(leader)
        wizard = wizards.with_context(lang="zh_CN", tz="Asia/Shanghai").create({"year": 2023})
        wizard._write_workbook(file)
        return load_workbook(file, data_only=True)

    def _read_sheet(self, sheet):
        """Titles without their units, the rows, and the total."""
        table = list(sheet.iter_rows(values_only=True))
        head = next(index for index, row in enumerate(table) if "序号" in row)
        rows = [row for row in table[head + 1 :] if isinstance(row[0], int)]
        below = table[head] if isinstance(table[head + 1][0], int) else table[head + 1]
        titles = [
            (low or high or "").replace("\n", "").partition("（")[0]
            for high, low in zip(table[head], below, strict=True)
        ]
        total = next((row for row in table if row[0] == "合计"), None)
        return titles, rows, total

    def test_published_text(self):
        """All figures of the text but one are what the records say; its sum adds up."""
        text = self.env.ref(f"{ADDON}.sample_published_2023")
        verdicts = {figure.quote: figure.verdict for figure in text.figure_ids}
        growth = text.figure_ids.filtered(lambda figure: figure.quote == "57.3%")
        self.assertEqual((growth.verdict, growth.computed_text), ("differs", "56.8%"))
        self.assertEqual(verdicts["115.9%"], "rounds")
        others = set(verdicts) - {"57.3%", "115.9%"}
        self.assertEqual({verdicts[quote] for quote in others}, {"equal"})
        self.assertEqual(len(others), 18)
        summary = InvestmentSummary(self.env, self.year)
        self.assertEqual([check.published for check in summary.checks()], ["57.3%"])
        before = len(text.figure_ids)
        text.action_pick_figures()
        self.assertEqual(len(text.figure_ids), before, "every figure of the text is there")

    def test_event(self):
        event = self.env.ref(f"{ADDON}.sample_event_2023")
        self.assertEqual(event.investment_deal_count, 9)
        self.assertEqual(event.investment_deal_value, 4_485_000_000)
        self.assertEqual(set(event.deal_ids.mapped("state")), {"verified"})

    def test_trips_are_led(self):
        trips = self.env["investment.trip"].search(
            [("date_start", ">=", "2023-01-01"), ("date_start", "<=", "2023-12-31")]
        )
        self.assertEqual(len(trips), 20, "one of them was cancelled")
        for trip in trips:
            with self.subTest(trip.name):
                self.assertTrue(trip.leader_id)
                self.assertEqual(trip.mileage, sum(trip.stop_ids.mapped("mileage")))

    def test_key_projects(self):
        """The published figures of 项目建设, from records of single projects."""
        in_year = [("year", "=", 2023)]
        plans = self.env["investment.project.plan"]
        projects = plans.search(in_year).project_id
        levels = projects.grouped("level")
        self.assertEqual(
            {level: len(found) for level, found in levels.items()},
            {"provincial": 27, "baoding": 29},
        )
        planned, completed = plans._read_group(in_year, [], ["amount:sum", "completed:sum"])[0]
        for figure, published in (
            (sum(projects.mapped("total_investment")), "626.60"),
            (planned, "79.29"),
            (completed, "91.90"),
        ):
            self.assertEqual(f"{figure / 1e8:.2f}", published)
        self.assertEqual(f"{completed / planned:.1%}", "115.9%")
        produced = self.env["investment.project"].search(
            [
                ("actual_production_date", ">=", "2023-01-01"),
                ("actual_production_date", "<=", "2023-12-31"),
            ]
        )
        self.assertEqual(len(produced), 11)
        for name in ("模式动物表型与遗传研究项目", "中国五矿科技产业园"):
            self.assertTrue(any(name in project.name for project in produced), name)

    def test_leader_opens_the_projects_in_production(self):
        """What the 2023 workbook prints of the key projects, and the records behind it."""
        leader = self.env["res.users"].search([("login", "=", "leader")])
        wizard = self.env["investment.summary.wizard"].with_user(leader)
        file = io.BytesIO()
        wizard.create({"period_type": "year", "year": 2023, "unit": "yi"})._write_workbook(file)
        cells = {}
        for sheet in load_workbook(file, data_only=True).worksheets:
            for row in sheet.iter_rows(values_only=True):
                texts = [cell for cell in row if isinstance(cell, str)]
                numbers = [cell for cell in row if isinstance(cell, int | float)]
                for text in texts if numbers else ():
                    cells.setdefault(text.strip(), set()).update(
                        round(number, 4) for number in numbers
                    )
        for code, printed in (
            ("key_projects_provincial", 27),
            ("key_projects_baoding", 29),
            ("key_projects_investment", 626.6),
            ("key_projects_planned", 79.29),
            ("key_projects_completed", 91.9),
            ("key_projects_completion", 1.159),
            ("key_projects_produced", 11),
            ("land_acquired", 7000),
            ("surveyed_projects", 18),
            ("approved_projects", 37),
            ("approvals", 196),
        ):
            indicator = self.env.ref(f"{ADDON}.investment_indicator_{code}")
            name = indicator.with_user(leader).with_context(lang=leader.lang).name
            with self.subTest(code):
                self.assertIn(printed, cells[name])
        indicator = self.env.ref(f"{ADDON}.investment_indicator_key_projects_produced")
        action = indicator.with_user(leader).action_open_records("2023-01-01", "2023-12-31")
        opened = self.env[action["res_model"]].with_user(leader).search(action["domain"])
        self.assertEqual((opened._name, len(opened)), ("investment.project", 11))
        self.assertTrue(opened.filtered(lambda one: "中国五矿科技产业园" in one.name))

    def test_key_projects_are_supported(self):
        year = [("date", ">=", "2023-01-01"), ("date", "<=", "2023-12-31")]
        land = self.env["investment.land.acquisition"].search(year)
        self.assertEqual(sum(land.mapped("mu")), 7000)
        self.assertEqual(max(land, key=lambda one: one.mu).mu, 2800)
        self.assertEqual(max(land, key=lambda one: one.mu).working_days, 15)
        surveys = self.env["investment.site.survey"].search(year)
        self.assertEqual((len(surveys), len(surveys.project_id)), (18, 18))
        approvals = self.env["investment.approval"].search(
            [
                ("state", "=", "approved"),
                ("decided_date", ">=", "2023-01-01"),
                ("decided_date", "<=", "2023-12-31"),
            ]
        )
        self.assertEqual((len(approvals), len(approvals.project_id)), (196, 37))
        self.assertLessEqual(0, min(approvals.mapped("working_days")))

    def test_no_project_completes_more_than_its_investment(self):
        for project in self.samples("investment.project"):
            with self.subTest(project.name):
                self.assertLessEqual(project.completed_total, project.total_investment)

    def test_key_projects_of_today(self):
        """Ahead, behind, silent, not started, late: what the library shows on any day."""
        today = self.env["investment.project"].search([("state", "=", "active")])
        self.assertTrue(today.filtered(lambda project: project.completion > 0))
        self.assertTrue(today.filtered("days_overdue"))
        self.assertEqual(set(today.mapped("phase")), {"preparing", "building"})
        states = dict(self.env["investment.project.progress"]._fields["state"].selection)
        self.assertEqual(
            set(self.samples("investment.project.progress").mapped("state")), set(states)
        )

    def test_every_screen_has_something(self):
        leads = self.samples("crm.lead")
        self.assertEqual(
            set(leads.stage_id.mapped("investment_code")),
            set(dict(self.env["crm.stage"]._fields["investment_code"].selection)),
        )
        self.assertEqual(set(leads.mapped("won_status")), {"won", "lost", "pending"})
        self.assertEqual(set(leads.mapped("claim_state")), {"valid", "lapsed"})
        self.assertTrue(any(leads.mapped("is_rotting")))
        for model in ("investment.deal", "investment.trip", "investment.engagement"):
            states = dict(self.env[model]._fields["state"].selection)
            with self.subTest(model):
                self.assertEqual(set(self.samples(model).mapped("state")), set(states))
        kinds = dict(self.env["investment.deal"]._fields["agreement_type"].selection)
        self.assertEqual(
            set(self.samples("investment.deal").mapped("agreement_type")), set(kinds)
        )

    def test_duplicate_panel(self):
        rival = self.env.ref(f"{ADDON}.sample_lead_now_23")
        self.assertTrue(rival.duplicate_matches)

    def test_roles_can_log_in(self):
        for login, role in (
            ("officer", "officer"),
            ("officer2", "officer"),
            ("teamlead", "team_lead"),
            ("manager", "manager"),
            ("leader", "leader"),
        ):
            user = self.env["res.users"].search([("login", "=", login)])
            with self.subTest(login):
                self.assertTrue(user.has_group(f"{ADDON}.zhuozhou_crm_group_{role}"))
                self.assertEqual((user.lang, user.tz), ("zh_CN", "Asia/Shanghai"))
                self.assertIn(MARK, user.name)
        enterprise = self.env["res.users"].search([("login", "=", "enterprise")])
        projects = self.env["investment.project"].with_user(enterprise)._get_portal_projects()
        self.assertTrue(projects.approval_ids)
        self.assertIn(MARK, enterprise.name)

    def test_invented_names_say_so(self):
        for model in NAMED_MODELS:
            names = set(self.samples(model).mapped("name"))
            self.assertTrue(names)
            unmarked = {name for name in names if MARK not in name} - PUBLISHED
            with self.subTest(model):
                self.assertEqual(unmarked, {"委托招商（上海均和）"} & unmarked)

    def test_nothing_invented_about_real_organisations(self):
        """Companies named by the published text are there, and no more is said about them."""
        partners = self.samples("res.partner").filtered(
            lambda partner: partner.name in PUBLISHED
        )
        self.assertEqual(len(partners), 5)
        self.assertFalse(partners.filtered("is_investment_target"))
        teams = self.env.ref(f"{ADDON}.sample_team_joint") | self.env.ref(
            f"{ADDON}.sample_team_agency"
        )
        self.assertEqual(teams.investment_partner_ids | teams.investment_agency_id, partners)
        for model in (
            "crm.lead",
            "investment.trip",
            "investment.deal",
            "investment.engagement",
        ):
            found = self.env[model].search_count([("team_id", "in", teams.ids)])
            self.assertFalse(found, model)

    def test_no_organisation_of_the_directory(self):
        texts = [
            file_open(f"{ADDON}/{filename}").read()
            for filename in Manifest.for_addon(ADDON)["demo"]
        ]
        entries = self.env["investment.directory.entry"].search([])
        self.assertTrue(entries)
        for name in entries.mapped("name"):
            self.assertFalse([text for text in texts if name in text], name)
        directory = entries.partner_id
        self.assertFalse(directory.engagement_ids)

    def test_loading_again_changes_nothing(self):
        """An upgrade meets the samples as the user left them."""
        enterprise = self.env.ref(f"{ADDON}.sample_enterprise_001")
        enterprise.name = "示例改名有限公司"
        self.env.cr.flush()  # writes the log of what has changed so far
        before = {model: len(self.samples(model)) for model in self.env.registry}
        messages = self.env["mail.message"].search([])
        load(self.env, "update")
        self.env.cr.flush()
        self.assertEqual({model: len(self.samples(model)) for model in before}, before)
        self.assertEqual(self.env["mail.message"].search([]), messages)
        self.assertEqual(enterprise.name, "示例改名有限公司")
