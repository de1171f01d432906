import datetime
import io

from freezegun import freeze_time
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from odoo.fields import Command
from odoo.tests import tagged

from .ledger_common import CODES, LedgerCase

EXAMPLES = 6
HANZI = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
# With seven letters no two are alike enough to be asked about, and none is the beginning of another.
stems = st.lists(st.text(HANZI, min_size=7, max_size=7), min_size=1, max_size=4, unique=True)
texts = st.text(HANZI + "abc019（），。", min_size=1, max_size=30).filter(
    lambda text: text.strip("（），。")
)
days = st.dates(datetime.date(2020, 1, 1), datetime.date(2024, 12, 30))
#: The official tables give 亿元 to four digits: full 万元.
amounts = st.integers(1, 10**7).map(lambda wan: wan * 10_000)


def drawn(**strategies):
    """A strategy of up to four records with unlike names."""
    values = st.lists(st.fixed_dictionaries(strategies), min_size=4, max_size=4)
    return st.tuples(stems, values).map(lambda pair: list(zip(*pair, strict=False)))


@tagged("post_install", "-at_install")
@freeze_time("2024-12-31 02:00:00")
class TestLedgerRegisters(LedgerCase):
    """An official table of this system is a ledger that it can read: title, unit line, two-level
    header, number column, totals and signatures included, the same records come back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.manager.lang = "zh_CN"

    def _check(self, kind, strategy, create, *fields, prepare=None):
        """Create, export, take away, import and compare the fields; then import once more.

        :param prepare: makes what the records belong to and what is not taken away
        """

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def examples(pairs):
            savepoint = self.env.cr.savepoint()
            try:
                if prepare:
                    prepare(pairs)
                self._round_trip(kind, lambda: create(pairs), fields)
            finally:
                savepoint.rollback()
                self.env.invalidate_all()

        examples()  # pylint: disable=no-value-for-parameter

    def _round_trip(self, kind, create, fields):
        savepoint = self.env.cr.savepoint()
        records = create()
        model = records._name
        self.env.flush_all()
        expected = self._describe(records, fields)
        data = self._export(records)
        savepoint.rollback()
        self.env.invalidate_all()
        ledger = self._import(kind, data, self.manager)
        found = self.env[model].browse(ledger._get_record_ids(model))
        if model == "res.partner":
            found = found.filtered("is_company")
        self.assertEqual(self._describe(found, fields), expected, self._told(ledger))
        self.assertChangesNothing(kind, data, self.manager)

    def _told(self, ledger):
        return "\n".join(
            f"{one.number} {one.status}: {one.reason or one.note}" for one in ledger.line_ids
        )

    def _export(self, records):
        wizard = (
            self.env["investment.register.wizard"]
            .with_user(self.manager)
            .with_context(lang="zh_CN", active_model=records._name, active_ids=records.ids)
            .create({})
        )
        file = io.BytesIO()
        wizard._write_file(file)
        return file.getvalue()

    def _describe(self, records, fields):
        return sorted(
            tuple(str(record.mapped(field)[0] or "") for field in fields) for record in records
        )

    def _new_partner(self, stem, **values):
        name = f"{stem}有限公司"
        vals = {"name": name, "is_company": True, "is_investment_target": True, **values}
        return self.env["res.partner"].create(vals)

    def _new_lead(self, stem, **values):
        owner = {"team_id": self.team_a.id, "user_id": self.officer_a.id}
        vals = {"name": f"{stem}项目", "type": "opportunity", **owner, **values}
        return self.env["crm.lead"].create({"partner_id": self._new_partner(stem).id, **vals})

    def _new_deal(self, lead, signing_date, contract_value, **values):
        return self.env["investment.deal"].create(
            {
                "lead_id": lead.id,
                "partner_id": lead.partner_id.id,
                "state": "signed",
                "signing_date": signing_date,
                "contract_value": contract_value,
                **values,
            }
        )

    def test_pipeline(self):
        def create(pairs):
            return self.env["crm.lead"].union(
                *(self._new_lead(stem, **values) for stem, values in pairs)
            )

        self._check(
            "pipeline",
            drawn(
                planned_investment=amounts,
                land_need=st.integers(0, 9999),
                date_deadline=st.one_of(st.just(False), days),
            ),
            create,
            "name",
            "partner_id.name",
            "planned_investment",
            "land_need",
            "date_deadline",
            "team_id.name",
            "user_id.name",
        )

    def test_deals(self):
        def create(pairs):
            deals = self.env["investment.deal"]
            for stem, values in pairs:
                deals |= self._new_deal(self._new_lead(stem), **values)
            return deals

        self._check(
            "deals",
            drawn(
                contract_value=amounts,
                signing_date=days,
                agreement_type=st.sampled_from(["framework", "formal"]),
            ),
            create,
            "lead_id.name",
            "partner_id.name",
            "contract_value",
            "signing_date",
            "agreement_type",
        )

    def test_engagements(self):
        def create(pairs):
            return self.env["investment.engagement"].create(
                [
                    {
                        "partner_id": self._new_partner(stem).id,
                        "team_id": self.team_a.id,
                        "user_id": self.officer_a.id,
                        **values,
                    }
                    for stem, values in pairs
                ]
            )

        self._check(
            "engagements",
            drawn(
                date=days,
                mode=st.sampled_from(["inbound", "outbound", "call"]),
                contact_name=texts,
                outcome=texts,
            ),
            create,
            *("partner_id.name", "date", "mode", "contact_name", "outcome", "team_id.name"),
        )

    def test_trips(self):
        mayor = self.env["res.partner"].create({"name": "示例市长", "function": "副市长"})

        def create(pairs):
            (first, about), rest = pairs[0], pairs[1:]
            return self.env["investment.trip"].create(
                {
                    "leader_id": mayor.id,
                    "team_id": self.team_a.id,
                    "user_id": self.officer_a.id,
                    "date_start": about["date"],
                    "date_end": about["date"],
                    "stop_ids": [Command.create({"place": "北京市"})],
                    "engagement_ids": [
                        Command.create(
                            {
                                "partner_id": self._new_partner(stem).id,
                                "state": "done",
                                "contact_name": values["contact_name"],
                            }
                        )
                        for stem, values in [(first, about), *rest]
                    ],
                    "state": "done",
                }
            )

        self._check(
            "trips",
            drawn(date=days, contact_name=texts),
            create,
            *("leader_id.name", "date_start", "date_end", "destination", "days"),
        )

    def test_receipts(self):
        deals = self.env["investment.deal"]

        def prepare(pairs):
            for stem, _values in pairs:
                self._new_deal(self._new_lead(stem), "2019-12-31", 5 * 10**11)

        def create(pairs):
            receipts = self.env["investment.fund.receipt"]
            for stem, values in pairs:
                deal = deals.search([("lead_id.name", "=", f"{stem}项目")])
                receipts |= receipts.create({"deal_id": deal.id, **values})
            return receipts

        self._check(
            "receipts",
            drawn(date=days, amount=amounts, purpose=texts),
            create,
            *("lead_id.name", "date", "amount", "purpose"),
            prepare=prepare,
        )

    def test_enterprises(self):
        def create(pairs):
            return self.env["res.partner"].union(
                *(
                    self._new_partner(stem, **values, company_registry=code)
                    for (stem, values), code in zip(pairs, CODES, strict=False)
                )
            )

        natures = ["central_soe", "local_soe", "private", "foreign", "university"]
        self._check(
            "enterprises",
            drawn(
                investment_nature=st.sampled_from(natures),
                investment_settled_date=st.one_of(st.just(False), days),
            ),
            create,
            *("name", "company_registry", "investment_nature", "investment_settled_date"),
        )
