from odoo.tests import tagged
from odoo.tests.common import warmup

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelinePerformance(PipelineCommon):
    """The pipeline costs no more queries than stock CRM on the same leads.

    Compared within one run, because the stock number changes with the modules installed.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=False))
        cls.sales_team = cls.env["crm.team"].create({"name": "Sales"})
        cls.salesman = cls._new_user("salesman", "sales_team.group_sale_manager")

    def _count(self, function, warm=False):
        if warm:
            function()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        function()
        self.env.flush_all()
        self.cr.precommit.run()
        return self.cr.sql_log_count - before

    def _create(self, user, team, count, **values):
        values |= {"team_id": team.id, "user_id": user.id, "partner_id": self.investor.id}
        return (
            self.env["crm.lead"]
            .with_user(user)
            .create(
                [{"name": f"批量{i}", "type": "opportunity", **values} for i in range(count)]
            )
        )

    @warmup
    def test_create(self):
        for count in (1, 50):
            with self.subTest(count=count):
                stock = self._count(
                    lambda n=count: self._create(self.salesman, self.sales_team, n)
                )
                ours = self._count(
                    lambda n=count: self._create(
                        self.officer_a, self.team_a, n, planned_investment=1e8
                    )
                )
                # beside one search a lead for its stage, which ours takes from a cache
                self.assertLessEqual(ours, stock)

    @warmup
    def test_open_kanban(self):
        self._create(self.salesman, self.sales_team, 30, expected_revenue=1e8)
        self._create(self.officer_a, self.team_a, 30, planned_investment=1e8)
        stock = self._count(
            lambda: self._open(
                self.salesman,
                "crm.crm_case_kanban_view_leads",
                [("team_id", "=", self.sales_team.id)],
                ["expected_revenue:sum", "recurring_revenue_monthly:sum"],
                {},
            ),
            warm=True,
        )
        ours = self._count(
            lambda: self._open(
                self.manager,
                "zhuozhou_crm.crm_lead_view_kanban",
                [("is_investment_lead", "=", True)],
                ["pipeline_value:sum"],
                {"investment_pipeline": True},
            ),
            warm=True,
        )
        self.assertLessEqual(ours, stock)

    def _open(self, user, view, domain, aggregates, context):
        """What the web client asks for when it opens a kanban."""
        leads = self.env["crm.lead"].with_user(user).with_context(**context)
        shown = leads.get_views([(self.env.ref(view).id, "kanban")])["models"]["crm.lead"][
            "fields"
        ]
        specification = {
            name: {"fields": {"display_name": {}}} if "relation" in field else {}
            for name, field in shown.items()
            if name in leads._fields and name != "id"
        }
        leads.web_read_group(
            domain,
            ["stage_id"],
            aggregates,
            auto_unfold=True,
            unfold_read_specification=specification,
            unfold_read_default_limit=80,
        )
        colors = {"planned": "success", "today": "warning", "overdue": "danger"}
        leads.read_progress_bar(
            domain, "stage_id", {"field": "activity_state", "colors": colors}
        )

    def test_writing_a_note_of_a_project_asks_for_nothing_more(self):
        """A write that touches no stage, team or fact goes straight through."""
        lead = self._create(self.officer_a, self.team_a, 1)
        stock = self._create(self.salesman, self.sales_team, 1)
        lead.description = stock.description = "<p>warm</p>"
        counts = []
        for record in (stock, lead):
            self.env.flush_all()
            before = self.cr.sql_log_count
            record.description = "<p>note</p>"
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
