from contextlib import contextmanager
from itertools import count

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import InvestmentCommon

# Who may do what with a record of team A: the letters of read, create, write, unlink.
# lead_a and officer_a are in team A, officer_b in team B.
OWN_TEAM = {
    "officer_a": "rcw",
    "lead_a": "rcw",
    "officer_b": "",
    "manager": "rcwu",
    "leader": "r",
    "outsider": "",
}
# Everybody of the bureau sees every enterprise and every promotion event.
SHARED = {**OWN_TEAM, "officer_b": "rcw"}
LISTS = {
    "officer_a": "r",
    "lead_a": "r",
    "officer_b": "r",
    "manager": "rcwu",
    "leader": "r",
    "outsider": "",
}
# What speaks for all teams at once is kept to those who may read all teams.
BUREAU = {**LISTS, "officer_a": "", "lead_a": "", "officer_b": ""}
MATRIX = {
    "crm.lead": OWN_TEAM,
    "investment.engagement": OWN_TEAM,
    "investment.trip": OWN_TEAM,
    "investment.deal": OWN_TEAM,
    "investment.fund.receipt": OWN_TEAM,
    # A stop is a line of its trip: whoever edits the trip also removes a line.
    "investment.trip.stop": {**OWN_TEAM, "officer_a": "rcwu", "lead_a": "rcwu"},
    # Contributions are figures derived by the system; nobody writes them.
    "investment.deal.contribution": {
        "officer_a": "r",
        "lead_a": "r",
        "officer_b": "",
        "manager": "r",
        "leader": "r",
        "outsider": "",
    },
    # Partners can be read by every internal user in Odoo itself.
    "res.partner": {**SHARED, "outsider": "r"},
    "investment.project": OWN_TEAM,
    "investment.project.plan": OWN_TEAM,
    "investment.project.progress": OWN_TEAM,
    # Milestones are lines of their project, like stops of a trip.
    "investment.project.milestone": {**OWN_TEAM, "officer_a": "rcwu", "lead_a": "rcwu"},
    "investment.land.acquisition": OWN_TEAM,
    "investment.site.survey": OWN_TEAM,
    "investment.approval": OWN_TEAM,
    "investment.calendar.day": LISTS,
    "investment.office": LISTS,
    "investment.approval.type": LISTS,
    "investment.project.template": LISTS,
    "investment.light.rule": LISTS,
    # The system writes the history of lights.
    "investment.project.light": {**OWN_TEAM, "officer_a": "r", "lead_a": "r", "manager": "r"},
    # A hearing tells of every unit's projects; a unit reports on the directives given to it.
    "investment.hearing": {**OWN_TEAM, "officer_a": "", "lead_a": ""},
    "investment.directive": {**OWN_TEAM, "officer_a": "rw", "lead_a": "rw"},
    "investment.project.template.line": LISTS,
    "investment.sector": LISTS,
    "investment.gate": LISTS,
    "investment.indicator": LISTS,
    "investment.indicator.section": LISTS,
    "investment.target": LISTS,
    "investment.league.table": BUREAU,
    "investment.league.line": BUREAU,
    "investment.league.adjustment": BUREAU,
    "investment.snapshot": BUREAU,
    # Lines are frozen by the system; nobody writes them.
    "investment.snapshot.line": {**BUREAU, "manager": "r"},
    "investment.published.text": BUREAU,
    "investment.published.figure": BUREAU,
    "crm.stage": {**LISTS, "outsider": "r"},
    "crm.team": {**LISTS, "outsider": "r"},
}

# What a team sees and another does not.
TEAM_MODELS = [
    model for model, roles in MATRIX.items() if roles["officer_a"] and not roles["officer_b"]
]
# Not of a team, and tested with what they are for: ledgers, exports, the design of summaries.
OTHERS = {
    "investment.directory.entry",
    "investment.export",
    "investment.export.log",
    "investment.ledger.field",
    "investment.ledger.import",
    "investment.ledger.import.column",
    "investment.ledger.import.line",
    "investment.ledger.layout",
    "investment.ledger.synonym",
    "investment.summary.schedule",
    "investment.summary.sheet",
    "investment.summary.template",
}

FIGURE_MODELS = {
    "investment.indicator",
    "investment.indicator.section",
    "investment.target",
    "investment.league.table",
    "investment.league.line",
    "investment.league.adjustment",
    "investment.snapshot",
    "investment.snapshot.line",
    "investment.published.text",
    "investment.published.figure",
}


@tagged("post_install", "-at_install")
class TestSecurity(InvestmentCommon):
    """One row per model × role × operation, on a record of team A."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.serial = count(1)
        cls.partner = cls.env["res.partner"].create(
            {"name": "示例安全企业有限公司", "is_company": True, "is_investment_target": True}
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "示例安全项目",
                "partner_id": cls.partner.id,
                "team_id": cls.team_a.id,
                "user_id": cls.officer_a.id,
                "type": "opportunity",
            }
        )
        cls.trip = cls.env["investment.trip"].create(cls._values("investment.trip"))
        cls.deal = cls.env["investment.deal"].create(cls._values("investment.deal"))
        cls.project = cls.env["investment.project"].create(cls._values("investment.project"))
        cls.approval_type = cls.env["investment.approval.type"].create({"name": "示例事项"})
        cls.template = cls.env["investment.project.template"].create({"name": "示例模板"})

    @classmethod
    def _values(cls, model):
        """Return values to create a record of ``model`` that belongs to team A."""
        if model in FIGURE_MODELS:
            return cls._figure_values(model)
        owner = {"team_id": cls.team_a.id, "user_id": cls.officer_a.id}
        return {
            **cls._project_values(owner),
            "crm.lead": lambda: {"name": "示例项目二", "type": "opportunity", **owner},
            "investment.engagement": lambda: {
                "partner_id": cls.partner.id,
                "date": "2024-03-01",
                **owner,
            },
            "investment.trip": lambda: {
                "name": "示例赴京招商",
                "date_start": "2024-03-01",
                "date_end": "2024-03-02",
                **owner,
            },
            "investment.trip.stop": lambda: {"trip_id": cls.trip.id, "place": "示例地点"},
            "investment.deal": lambda: {
                "name": "示例协议",
                "lead_id": cls.lead.id,
                "partner_id": cls.partner.id,
                "signing_date": "2024-03-01",
                "contract_value": 1e8,
                **owner,
            },
            "investment.fund.receipt": lambda: {
                "deal_id": cls.deal.id,
                "date": "2024-04-01",
                "amount": 1e6,
            },
            "investment.deal.contribution": lambda: {
                "deal_id": cls.deal.id,
                "valid_from": "2024-03-01",
            },
            "res.partner": lambda: {
                "name": "示例另一企业有限公司",
                "is_company": True,
                "is_investment_target": True,
            },
            "investment.sector": lambda: {"name": "示例产业", "kind": "pillar"},
            "investment.gate": lambda: {
                "name": "示例关口",
                "stage_id": cls._new_stage().id,
                "domain": "[('planned_investment', '>', 0)]",
            },
            "crm.stage": lambda: {
                "name": "示例阶段",
                "is_investment": True,
                "team_ids": cls.team_a.ids,
            },
            "crm.team": lambda: {"name": "示例招商队", "investment_kind": "unit"},
        }[model]()

    @classmethod
    def _figure_values(cls, model):
        """The same for what is built upon indicators."""
        indicator = cls.env.ref("zhuozhou_crm.investment_indicator_trips").id
        days = {"date_from": "2023-01-01", "date_to": "2023-12-31"}

        def parent(name):
            return cls.env[name].create(cls._figure_values(name)).id

        return {
            "investment.indicator.section": lambda: {"name": "示例板块", "code": "sample"},
            "investment.indicator": lambda: {
                "name": "示例指标",
                "code": "sample",
                "section_id": cls.env.ref(
                    "zhuozhou_crm.investment_indicator_section_outreach"
                ).id,
                "model": "investment.trip",
                "date_field": "date_start",
            },
            "investment.target": lambda: {
                "indicator_id": indicator,
                "value": 5,
                "year": 2000 + next(cls.serial),
            },
            "investment.league.table": lambda: {"name": "示例排名", **days},
            "investment.league.line": lambda: {
                "table_id": parent("investment.league.table"),
                "indicator_id": indicator,
            },
            "investment.league.adjustment": lambda: {
                "table_id": parent("investment.league.table"),
                "team_id": cls.team_a.id,
                "points": 1,
                "reason": "示例原因",
            },
            "investment.snapshot": lambda: {
                "name": "示例快照",
                "as_of": "2023-12-31",
                **days,
            },
            "investment.snapshot.line": lambda: {
                "snapshot_id": parent("investment.snapshot"),
                "code": "sample",
            },
            "investment.published.text": lambda: {"name": "示例报道", **days},
            "investment.published.figure": lambda: {
                "text_id": parent("investment.published.text"),
                "name": "示例数据",
                "published": 1,
            },
        }[model]()

    @classmethod
    def _project_values(cls, owner):
        def of_project(values):
            return lambda: {"project_id": cls.project.id, **values()}

        return {
            "investment.project": lambda: {"name": "示例重点项目", **owner},
            "investment.project.plan": of_project(
                lambda: {"year": 2000 + next(cls.serial), "amount": 1e8}
            ),
            "investment.project.progress": of_project(
                lambda: {"month": f"{1950 + next(cls.serial)}-01-01"}
            ),
            "investment.project.milestone": of_project(lambda: {"name": "示例节点"}),
            "investment.land.acquisition": of_project(
                lambda: {"mu": 10, "date_from": "2024-03-01"}
            ),
            "investment.site.survey": of_project(lambda: {"date": "2024-03-01"}),
            "investment.approval": of_project(lambda: {"type_id": cls.approval_type.id}),
            "investment.calendar.day": lambda: {"date": f"{2000 + next(cls.serial)}-03-01"},
            "investment.office": lambda: {"name": "示例局"},
            "investment.approval.type": lambda: {"name": "示例备案"},
            "investment.project.template": lambda: {"name": "示例模板"},
            "investment.light.rule": lambda: {"source": "示例", "threshold": 99},
            "investment.project.light": of_project(
                lambda: {"colour": "red", "date_from": "2024-03-01", "date_to": "2024-03-02"}
            ),
            "investment.hearing": lambda: {"date": "2024-03-01"},
            "investment.directive": of_project(
                lambda: {"name": "示例督办", "date": "2024-03-01", "due_date": "2024-03-08"}
            ),
            "investment.project.template.line": lambda: {
                "template_id": cls.template.id,
                "name": "示例节点",
            },
        }

    @classmethod
    def _new_stage(cls):
        return cls.env["crm.stage"].create(cls._values("crm.stage"))

    @contextmanager
    def _expect(self, allowed):
        """Run the body in a savepoint that is rolled back; it must pass if ``allowed``."""
        savepoint = self.env.cr.savepoint(flush=True)
        try:
            if allowed:
                yield
                self.env.flush_all()
            else:
                with (
                    self.assertRaises(AccessError),
                    mute_logger("odoo.addons.base.models.ir_rule"),
                ):
                    yield
                    self.env.flush_all()
        finally:
            savepoint.rollback()
            savepoint.close()
            self.env.invalidate_all()

    def test_matrix(self):
        for model, roles in MATRIX.items():
            values = self._values(model)
            record = self.env[model].sudo().create(dict(values))
            self.env.flush_all()
            for role, letters in roles.items():
                user = getattr(self, role)
                mine = record.with_user(user)
                for letter in "rcwu":
                    with self.subTest(model=model, role=role, operation=letter):
                        with self._expect(letter in letters):
                            self._operate(mine, letter, values)

    def _operate(self, record, letter, values):
        if letter == "r":
            record.read(["display_name"])
        elif letter == "c":
            another = {"code": "another"} if "code" in values else {}
            # anew: a year, a month or a day can be taken once only
            record.create({**self._values(record._name), **another})
        elif letter == "w":
            record.write(self._change(record._name))
        else:
            record.unlink()

    def _change(self, model):
        field = {
            "investment.engagement": "outcome",
            "investment.trip.stop": "place",
            "investment.project.plan": "note",
            "investment.project.progress": "problems",
            "investment.site.survey": "findings",
            "investment.light.rule": "source",
            "investment.project.light": "note",
            "investment.directive": "result",
            "investment.fund.receipt": "amount",
            "investment.deal.contribution": "value",
            "investment.target": "value",
            "investment.league.line": "weight",
            "investment.league.adjustment": "reason",
        }.get(model, "name")
        return {field: 5 if field in ("amount", "value", "weight") else "示例变更"}

    def test_every_model_is_in_the_table(self):
        """Whoever adds a model says here who may do what with it."""
        models = {
            name
            for name, model in self.env.items()
            if name.startswith("investment.")
            and model._original_module == "zhuozhou_crm"
            and not (model._abstract or model._transient)
        }
        self.assertEqual(models - set(MATRIX), OTHERS)

    def test_search_finds_own_team_only(self):
        """In the list, in totals and in an export as in the form."""
        for model in TEAM_MODELS:
            record = self.env[model].create(self._values(model))
            for role, letters in MATRIX[model].items():
                if not letters:
                    continue
                with self.subTest(model=model, role=role):
                    found = self.env[model].with_user(getattr(self, role)).search([])
                    self.assertIn(record, found)
            theirs = self.env[model].with_user(self.officer_b)
            with self.subTest(model=model, role="officer_b"):
                self.assertNotIn(record, theirs.search([]))
                self.assertNotIn(record, theirs.search([("id", "=", record.id)]))
                self.assertFalse(
                    theirs._read_group([("id", "in", record.ids)], [], ["__count"])[0][0]
                )
                with self.assertRaises(UserError):
                    theirs.browse(record.id).export_data(["display_name"])
