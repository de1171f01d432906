from freezegun import freeze_time
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .light_common import PLAN, TODAY, LightCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLightHistory(LightCommon):
    def _log(self, project):
        """[(colour, from, to, by hand)], oldest first."""
        return [
            (line.colour, str(line.date_from), str(line.date_to or ""), line.is_manual)
            for line in project.light_ids.sorted("id")
        ]

    def _set(
        self, project, colour="green", until="2024-11-20", note="示例:考古发掘,经过堂会同意"
    ):
        wizard = (
            self.env["investment.light.manual"]
            .with_user(self.manager)
            .create(
                {
                    "project_ids": [Command.set(project.ids)],
                    "colour": colour,
                    "note": note,
                    "until": until,
                }
            )
        )
        wizard.action_set()
        self._commit()

    def test_history(self):
        project = self._new_project(plan=PLAN)
        self._commit()
        self.assertEqual(self._log(project), [("red", TODAY, "", False)])
        with freeze_time("2024-11-15"):
            project.plan_ids.amount = 0
            project.progress_ids = [
                Command.create(
                    {
                        "month": "2024-10-01",
                        "amount": 1,
                        "state": "submitted",
                        "visual_progress": "停工",
                    }
                )
            ]
            self._commit()
        self.assertEqual(
            self._log(project),
            [("red", TODAY, "2024-11-15", False), ("green", "2024-11-15", "", False)],
        )

    def test_one_line_a_day(self):
        project = self._new_project(plan=PLAN)
        for amount in (0, PLAN, 0, PLAN):
            project.plan_ids.amount = amount
            self._commit()
        self.assertEqual(self._log(project), [("red", TODAY, "", False)])

    def test_same_light_tells_latest_numbers(self):
        project = self._new_project(plan=PLAN, completed=1e6)
        self._commit()
        with freeze_time("2024-11-15"):
            project.progress_ids.amount = 2e6
            self._commit()
        self.assertEqual(self._log(project), [("red", TODAY, "", False)])
        self.assertEqual(project.light_ids.facts["completed"], 2e6)
        self.assertEqual(project.light_ids.reason, project.light_reason)
        self.assertEqual(str(project.light_since), TODAY)

    def test_suspended_project_ends_its_light(self):
        project = self._new_project(plan=PLAN)
        self._commit()
        with freeze_time("2024-11-15"):
            project.state = "suspended"
            self._commit()
        self.assertEqual(self._log(project), [("red", TODAY, "2024-11-15", False)])

    def test_manual_light_expires(self):
        project = self._new_project(plan=PLAN)
        self._commit()
        with freeze_time("2024-11-15"):
            self._set(project, "green", "2024-11-20")
            self.assertEqual(project.light, "green")
            self.assertTrue(project.light_is_manual)
            self.assertIn("考古发掘", project.light_reason)
            project.plan_ids.amount = 2 * PLAN
            self.assertEqual(project.light, "green", "Facts do not change a light set by hand")
        for day, light in (("2024-11-20", "green"), ("2024-11-21", "red")):
            with freeze_time(day):
                self.env["investment.project"]._cron_light()
                self.assertEqual(project.light, light)
        self.assertEqual(
            self._log(project),
            [
                ("red", TODAY, "2024-11-15", False),
                ("green", "2024-11-15", "2024-11-21", True),
                ("red", "2024-11-21", "", False),
            ],
        )
        self.assertEqual(project.light_ids.filtered("is_manual").set_by_id, self.manager)

    def test_manual_lights_follow_one_another(self):
        project = self._new_project(plan=PLAN)
        self._commit()
        self._set(project, "green")
        self._set(project, "white")
        self.assertEqual(project.light, "white")
        project.with_user(self.manager).action_end_manual_light()
        self._commit()
        self.assertEqual(project.light, "red")
        self.assertFalse(project.light_is_manual)
        self.assertEqual(
            project.light_ids.filtered(lambda line: not line.date_to).mapped("colour"),
            ["red"],
        )

    def test_manual_light_needs_reason_and_day(self):
        project = self._new_project(plan=PLAN)
        for values in ({"until": "2024-11-10"}, {"note": False}):
            with (
                self.subTest(**values),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self._set(project, **values)

    def test_nobody_writes_history(self):
        project = self._new_project(plan=PLAN)
        self._commit()
        line = project.light_ids
        for user in (self.officer_a, self.lead_a, self.manager, self.leader):
            line.with_user(user).read(["colour"])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                line.with_user(user).write({"colour": "green"})
            if user != self.manager:
                with self.assertRaises(AccessError):
                    project.with_user(user).action_end_manual_light()
        with self.assertRaises(AccessError):
            line.with_user(self.officer_b).read(["colour"])


FACTS = {
    "plan": lambda project: {"plan_ids": [Command.create({"year": 2024, "amount": PLAN})]},
    "january": lambda project: _month("2024-01-01", 20e6, "submitted"),
    "october": lambda project: _month("2024-10-01", 45e6, "submitted"),
    "draft": lambda project: _month("2024-09-01", 45e6, "draft"),
    "planned": lambda project: {"planned_start_date": "2024-08-10"},
    "started": lambda project: {"actual_start_date": "2024-08-31"},
    "listed": lambda project: {"is_listed": True},
    "level": lambda project: {"level": "baoding"},
    "late": lambda project: _milestone("环评", "2024-10-28", False),
    "later": lambda project: _milestone("能评", "2024-10-11", False),
    "done": lambda project: _milestone("备案", "2024-08-01", "2024-09-01"),
}


def _month(month, amount, state):
    values = {"month": month, "amount": amount, "state": state, "visual_progress": "主体施工"}
    return {"progress_ids": [Command.create(values)]}


def _milestone(name, due, done):
    values = {"name": name, "planned_date": due, "actual_date": done}
    return {"milestone_ids": [Command.create(values)]}


@tagged("post_install", "-at_install")
class TestLightProperty(LightCommon):
    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.sets(st.sampled_from(sorted(FACTS))).flatmap(
            lambda chosen: st.tuples(
                st.permutations(sorted(chosen)),
                st.permutations(sorted(chosen)),
                st.lists(st.booleans(), min_size=len(chosen), max_size=len(chosen)),
            )
        )
    )
    def test_order_of_facts_never_matters(self, drawn):
        """Whatever comes first, whether it is read in between, by the job or at once."""
        first, second, reads = drawn
        with freeze_time(TODAY), self.env.cr.savepoint() as savepoint:
            lights = []
            for order, looks in ((first, reads), (second, [not look for look in reads])):
                project = self._new_project(actual_start_date=False, is_listed=False)
                for fact, look in zip(order, looks, strict=True):
                    project.write(FACTS[fact](project))
                    if look:
                        self.assertTrue(project.light)
                lights.append((project.light, project.light_rule_id, project.light_facts))
                self._commit()
            self.assertEqual(*lights)
            self.env["investment.project"]._cron_light()
            self.assertEqual(
                lights[0], (project.light, project.light_rule_id, project.light_facts)
            )
            self.env.cr.precommit.clear()
            savepoint.rollback()
            self.env.invalidate_all(flush=False)
