import datetime
import io

from freezegun import freeze_time
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from odoo.fields import Command
from odoo.tests import tagged

from ..tools.ledger.fields import KINDS
from .ledger_common import CODES, LedgerCase

EXAMPLES = 12
HANZI = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
FEN = 100
# With seven letters no two are alike enough to be asked about, and none is the beginning of another.
stems = st.text(HANZI, min_size=7, max_size=7)
texts = st.text(HANZI + "abcXYZ019 -（），。", min_size=1, max_size=30).filter(
    lambda text: text.strip(" -（），。") and text == " ".join(text.split())
)
days = st.dates(datetime.date(2020, 1, 1), datetime.date(2024, 12, 30))
amounts = st.integers(1, 10**13).map(lambda fen: fen / FEN)
names = st.lists(stems, min_size=1, max_size=4, unique=True)


def maybe(strategy):
    return st.one_of(st.just(False), strategy)


@tagged("post_install", "-at_install")
@freeze_time("2024-12-31 02:00:00")
class TestLedgerRoundTrip(LedgerCase):
    """A register written into the blank ledger of its kind and imported gives the same records."""

    def _round_trip(self, kind, model, records, columns):
        """Write records into the template, take them away, import, and compare.

        :param columns: ``{code of the ledger's column: (cell of a record, value of a record)}``
        """
        data = self._write(
            kind, [{c: cell(r) for c, (cell, _v) in columns.items()} for r in records]
        )
        expected = self._describe(records, columns)
        self._take_away()
        ledger = self._import(kind, data)
        self.assertCounts(ledger, new=len(expected))
        found = self.env[model].browse(ledger._get_record_ids(model))
        if model == "res.partner":
            found = found.filtered("is_company")
        self.assertEqual(self._describe(found, columns), expected)
        self.assertChangesNothing(kind, data)

    def _describe(self, records, columns):
        return sorted(tuple(str(value(r)) for _c, value in columns.values()) for r in records)

    def _write(self, kind, rows):
        """The blank ledger says 万元; its columns stand in the order of their kind."""
        data, _name = self.env["investment.ledger.import"]._write_template(kind)
        book = load_workbook(io.BytesIO(data))
        sheet = book.active
        codes = [code for code in KINDS[kind].fields if code != "ignore"]
        for number, row in enumerate(rows):
            for position, code in enumerate(codes):
                value = row.get(code)
                if value not in (None, False, ""):
                    cell = sheet.cell(4 + number, position + 1, value)
                    if isinstance(value, str):
                        cell.data_type = "s"
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    def _new_partner(self, stem, **values):
        name = f"{stem}有限公司"
        vals = {"name": name, "is_company": True, "is_investment_target": True, **values}
        return self.env["res.partner"].create(vals)

    def _new_lead(self, stem, **values):
        vals = {
            "name": f"{stem}项目",
            "type": "opportunity",
            "team_id": self.team_a.id,
            **values,
        }
        return self.env["crm.lead"].with_user(self.officer_a).create(vals).sudo()

    def _take_away(self):
        """Back to the state before the example; what was described is kept as text."""
        self.env.flush_all()
        self._savepoint.rollback()
        self.env.invalidate_all()

    def _in_savepoint(self, run):
        self._savepoint = self.env.cr.savepoint()
        try:
            run()
        finally:
            self._savepoint.rollback()
            self.env.invalidate_all()

    def _check(self, strategy, run):
        """Run a test on examples drawn from a strategy, each on a database of its own."""

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],  # shrinking a failure takes longer than all examples
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def examples(drawn):
            self._in_savepoint(lambda: run(drawn))

        examples()  # pylint: disable=no-value-for-parameter

    def test_enterprises(self):
        natures = [
            key
            for key, _label in self.env["res.partner"]._fields["investment_nature"].selection
        ]
        labels = dict(
            self.env["res.partner"]
            ._fields["investment_nature"]
            ._description_selection(self.env)
        )
        about = st.fixed_dictionaries(
            {
                "street": maybe(texts),
                "investment_nature": maybe(st.sampled_from(natures)),
                "investment_settled_date": maybe(days),
                "company_registry": st.just(False),
            }
        )

        def run(drawn):
            stems, abouts, codes = drawn
            records = self.env["res.partner"]
            for number, stem in enumerate(stems):
                code = codes[number] if number < len(codes) else False
                records |= self._new_partner(
                    stem, **{**abouts[number], "company_registry": code}
                )
            same = {
                "enterprise": "name",
                "registry_code": "company_registry",
                "address": "street",
                "settled_date": "investment_settled_date",
            }
            columns = {
                code: (self._field(name), self._field(name)) for code, name in same.items()
            }
            columns["nature"] = (
                lambda record: labels.get(record.investment_nature),
                self._field("investment_nature"),
            )
            self._round_trip("enterprises", "res.partner", records, columns)

        codes = st.lists(st.sampled_from(CODES), unique=True, max_size=4)
        self._check(st.tuples(names, st.lists(about, min_size=4, max_size=4), codes), run)

    def _field(self, name):
        return lambda record: record[name]

    def test_pipeline(self):
        about = st.fixed_dictionaries(
            {
                "planned_investment": amounts,
                "planned_fixed_asset": maybe(amounts),
                "land_need": maybe(st.integers(1, 9999)),
                "site": maybe(texts),
                "date_deadline": maybe(days),
            }
        )

        def run(drawn):
            stems, abouts = drawn
            records = self.env["crm.lead"]
            for stem, values in zip(stems, abouts, strict=False):
                partner = self._new_partner(stem)
                records |= self._new_lead(stem, partner_id=partner.id, **values)
            columns = {
                "project": (self._field("name"), self._field("name")),
                "enterprise": (
                    lambda lead: lead.partner_id.name,
                    lambda lead: lead.partner_id.name,
                ),
                "land": (self._field("land_need"), self._field("land_need")),
                "site": (self._field("site"), self._field("site")),
                "deadline": (self._field("date_deadline"), self._field("date_deadline")),
                "investment": self._money("planned_investment"),
                "fixed_asset": self._money("planned_fixed_asset"),
            }
            self._round_trip("pipeline", "crm.lead", records, columns)

        self._check(st.tuples(names, st.lists(about, min_size=4, max_size=4)), run)

    def _money(self, name):
        """万元 in the cell, fen in the comparison."""
        return (
            lambda record: record[name] / 10_000 if record[name] else None,
            lambda record: round(record[name] * FEN),
        )

    def test_deals(self):
        labels = {"framework": "框架协议", "formal": "投资协议"}
        about = st.fixed_dictionaries(
            {
                "contract_value": amounts,
                "signing_date": days,
                "agreement_type": st.sampled_from(list(labels)),
            }
        )

        def run(drawn):
            stems, abouts = drawn
            records = self.env["investment.deal"]
            for stem, values in zip(stems, abouts, strict=False):
                partner = self._new_partner(stem)
                lead = self._new_lead(stem, partner_id=partner.id)
                owners = {"lead_id": lead.id, "partner_id": partner.id, "state": "signed"}
                records |= records.create({**values, **owners})
            columns = {
                "project": (lambda deal: deal.lead_id.name, lambda deal: deal.lead_id.name),
                "enterprise": (
                    lambda deal: deal.partner_id.name,
                    lambda deal: deal.partner_id.name,
                ),
                "agreement_type": (
                    lambda deal: labels[deal.agreement_type],
                    self._field("agreement_type"),
                ),
                "signing_date": (self._field("signing_date"), self._field("signing_date")),
                "value": self._money("contract_value"),
            }
            self._round_trip("deals", "investment.deal", records, columns)

        self._check(st.tuples(names, st.lists(about, min_size=4, max_size=4)), run)

    def test_engagements(self):
        about = st.fixed_dictionaries(
            {"date": days, "contact_name": maybe(stems), "outcome": maybe(texts)}
        )

        def run(drawn):
            stems, abouts = drawn
            records = self.env["investment.engagement"]
            for stem, values in zip(stems, abouts, strict=False):
                partner = self._new_partner(stem)
                team = {"team_id": self.team_a.id, "user_id": self.officer_a.id}
                records |= records.create({"partner_id": partner.id, **team, **values})
            same = {"date": "date", "contact": "contact_name", "outcome": "outcome"}
            columns = {
                code: (self._field(name), self._field(name)) for code, name in same.items()
            }
            columns["enterprise"] = (
                lambda one: one.partner_id.name,
                lambda one: one.partner_id.name,
            )
            self._round_trip("engagements", "investment.engagement", records, columns)

        self._check(st.tuples(names, st.lists(about, min_size=4, max_size=4)), run)

    def _new_project(self, stem, **values):
        team = {"team_id": self.team_a.id, "user_id": self.officer_a.id}
        vals = {"name": f"{stem}项目", "template_id": False, **team, **values}
        return self.env["investment.project"].create(vals)

    def test_projects(self):
        fields = self.env["investment.project"]._fields
        labels = {
            name: dict(fields[name]._description_selection(self.env))
            for name in ("level", "construction_nature")
        }
        about = st.fixed_dictionaries(
            {
                "level": st.sampled_from(list(labels["level"])),
                "construction_nature": st.sampled_from(list(labels["construction_nature"])),
                "total_investment": amounts,
                "listed_date": maybe(days),
                "site": maybe(texts),
            }
        )

        def run(drawn):
            stems, abouts, plans = drawn
            records = self.env["investment.project"]
            for stem, values, plan in zip(stems, abouts, plans, strict=False):
                partner = self._new_partner(stem)
                plan_ids = [Command.create({"year": 2024, "amount": plan})] if plan else []
                records |= self._new_project(
                    stem, partner_id=partner.id, plan_ids=plan_ids, **values
                )
            columns = {
                "project": (self._field("name"), self._field("name")),
                "enterprise": (
                    lambda project: project.partner_id.name,
                    lambda project: project.partner_id.name,
                ),
                "site": (self._field("site"), self._field("site")),
                "listed_date": (self._field("listed_date"), self._field("listed_date")),
                "total": self._money("total_investment"),
                "year": (lambda project: 2024, lambda project: project.plan_ids.mapped("year")),
                "plan": (
                    lambda project: project.plan_ids.amount / 10_000 or None,
                    lambda project: round(project.plan_ids.amount * FEN),
                ),
            }
            for code, name in (("level", "level"), ("nature", "construction_nature")):
                columns[code] = (
                    lambda project, name=name: labels[name][project[name]],
                    self._field(name),
                )
            self._round_trip("projects", "investment.project", records, columns)

        abouts = st.lists(about, min_size=4, max_size=4)
        plans = st.lists(maybe(amounts), min_size=4, max_size=4)
        self._check(st.tuples(names, abouts, plans), run)

    def test_progress(self):
        """The projects stay; their months are written, taken away and imported again."""
        about = st.fixed_dictionaries(
            {
                "amount": amounts,
                "construction_amount": maybe(amounts),
                "visual_progress": texts,
                "problems": maybe(texts),
                "next_step": maybe(texts),
                "month": days.map(lambda day: day.replace(day=1)),
            }
        )

        def run(drawn):
            stems, abouts = drawn
            projects = [self._new_project(stem).id for stem in stems]
            example, self._savepoint = self._savepoint, self.env.cr.savepoint()
            records = self.env["investment.project.progress"]
            for project, values in zip(projects, abouts, strict=False):
                records |= records.create(
                    {"project_id": project, "state": "submitted", **values}
                )
            same = {
                "visual": "visual_progress",
                "problems": "problems",
                "next_step": "next_step",
                "month": "month",
            }
            columns = {
                code: (self._field(name), self._field(name)) for code, name in same.items()
            }
            columns["project"] = (
                lambda line: line.project_id.name,
                lambda line: line.project_id.name,
            )
            columns["amount"] = self._money("amount")
            columns["building"] = self._money("construction_amount")
            self._round_trip("progress", "investment.project.progress", records, columns)
            self._savepoint = example

        self._check(st.tuples(names, st.lists(about, min_size=4, max_size=4)), run)
