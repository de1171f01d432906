from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .project_common import ProjectCommon


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20")
class TestInvestmentProjectSupport(ProjectCommon):
    """Land, joint site surveys, approvals: counts of projects and of items."""

    def _approve(self, project, **values):
        return (
            self.env["investment.approval"]
            .with_user(self.officer_a)
            .create({"project_id": project.id, "type_id": self.approval_type.id, **values})
        )

    def test_land(self):
        project = self._new_project(land_needed=3000)
        land = self.env["investment.land.acquisition"].with_user(self.officer_a)
        task = land.create(
            {
                "project_id": project.id,
                "mu": 2800,
                "date_from": "2023-04-03",
                "date": "2023-04-23",
            }
        )
        land.create({"project_id": project.id, "mu": 200, "date_from": "2024-05-06"})
        self.assertEqual(task.working_days, 15)
        self.assertEqual((project.land_needed, project.land_acquired), (3000, 2800))
        with self.assertRaisesRegex(ValidationError, "future"):
            task.date = "2024-05-21"
        for values in ({"mu": 0}, {"date": "2023-04-02"}):
            with self.subTest(values=values), self.assertRaises(IntegrityError):
                with mute_logger("odoo.sql_db"), self.cr.savepoint():
                    task.write(values)
                    self.env.flush_all()

    def test_status_follows_the_dates(self):
        approval = self._approve(self._new_project())
        self.assertEqual((approval.state, approval.office_id), ("to_file", self.office))
        approval.action_file()
        self.assertEqual(approval.state, "filed")
        self.assertEqual(approval.promised_date.isoformat(), "2024-05-23")
        approval.action_approve()
        self.assertEqual((approval.state, approval.working_days), ("approved", 0))
        approval.decided_date = False
        self.assertEqual(approval.state, "filed")
        approval.action_reject()
        self.assertEqual(approval.state, "rejected")
        approval.decided_date = "2024-05-20"
        self.assertEqual(approval.state, "rejected", "a refusal is said, not worked out")
        with self.assertRaisesRegex(ValidationError, "future"):
            approval.filed_date = "2024-05-21"

    def test_decided_needs_filed(self):
        for values in (
            {"decided_date": "2024-05-01"},
            {"filed_date": "2024-05-02", "decided_date": "2024-05-01"},
            {"filed_date": "2024-05-02", "state": "approved"},
        ):
            with self.subTest(values=values), self.assertRaises(IntegrityError):
                with mute_logger("odoo.sql_db"), self.cr.savepoint():
                    self._approve(self._new_project(), **values)

    def test_counts_of_projects_and_items(self):
        first, second = self._new_project(), self._new_project()
        for project, number in ((first, 3), (second, 2)):
            for _i in range(number):
                self._approve(
                    project, filed_date="2024-01-02", decided_date="2024-01-05", channel="green"
                )
        self._approve(second)
        self._approve(second, state="withdrawn")
        self.env["investment.site.survey"].create(
            [{"project_id": first.id, "office_ids": self.office.ids} for _i in range(2)]
        )
        self.assertRecordValues(
            first | second,
            [
                {"approval_count": 3, "approval_done_count": 3, "survey_count": 2},
                {"approval_count": 3, "approval_done_count": 2, "survey_count": 0},
            ],
        )
        items, projects = self.env["investment.approval"]._read_group(
            [("state", "=", "approved"), ("project_id", "in", (first | second).ids)],
            [],
            ["__count", "project_id:count_distinct"],
        )[0]
        self.assertEqual((items, projects), (5, 2))
