from collections import defaultdict

from odoo import api, models

from ..tools.ledger.rows import DECIDE, TELL, WRONG
from ..tools.text import normalize_code
from .investment_ledger_kind import NEW

INCREMENTS = ("supplement", "capital_increase")


class InvestmentLedgerDeals(models.AbstractModel):
    """Ledger of signed agreements (签约台账, ledgers.md B3).

    Natural key: project, kind of agreement and signing date. The project is found, or created, by
    code or name and investor, as in the ledger of the pipeline.

    Imported agreements are signed, never verified (counting rule 2): they enter the figures once a
    manager has looked at their evidence.
    """

    _name = "investment.ledger.deals"
    _inherit = "investment.ledger.pipeline"
    _description = "Ledger of Signed Agreements"

    _record_model = "investment.deal"
    _choice_fields = {"agreement_type": ("investment.deal", "agreement_type")}

    @api.model
    def _check(self, batch):
        for row in batch.rows:
            self._check_agreement(batch, row)
        self._match_teams(batch)
        self._match_users(batch)
        self.env["investment.ledger.enterprise"]._match(batch, batch.rows)
        self._match_sectors(batch)
        self._match_industries(batch)
        self.env["investment.ledger.project"]._match(batch, batch.rows)
        self._settle(batch)

    @api.model
    def _check_agreement(self, batch, row):
        if unknown := [problem for problem in row.problems if self._is_unknown_type(problem)]:
            row.problems.remove(unknown[0])
            row.add(WRONG, "agreement_unknown", "agreement_type", **unknown[0].params)
        elif not row.get("agreement_type"):
            row.values["agreement_type"] = "formal"
            row.add(TELL, "agreement_default", "agreement_type")
        value, fixed = row.get("value"), row.get("fixed_asset")
        if value is not None and value <= 0 and row.get("agreement_type") != "supplement":
            row.add(WRONG, "amount_negative", "value", text=row.texts.get("value") or value)
        elif (
            value is not None
            and fixed is not None
            and row.get("agreement_type") != "supplement"
        ):
            if not 0 <= fixed <= value:
                shown = {
                    "fixed": row.texts["fixed_asset"],
                    "value": row.texts.get("value") or value,
                }
                row.add(WRONG, "fixed_above_value", "fixed_asset", **shown)
        if row.get("signing_date") and row.get("signing_date") > batch.today:
            row.add(
                WRONG, "date_future", "signing_date", date=row.get("signing_date").isoformat()
            )

    @api.model
    def _is_unknown_type(self, problem):
        return (problem.code, problem.field) == ("choice_unknown", "agreement_type")

    @api.model
    def _count_records(self, batch):
        new = [row for row in batch.rows if row.status == NEW]
        return {**super()._count_records(batch), "agreements": len(new)}

    # ------------------------------------------------------------
    # Status
    # ------------------------------------------------------------

    @api.model
    def _settle(self, batch):
        seen, existing = {}, self._search_existing(batch)
        for row in batch.open_rows():
            lead = row.plan.get("lead")
            if lead is None or row.plan.get("partner") is None or row.get("value") is None:
                continue
            key = (lead, row.get("agreement_type"), row.get("signing_date"))
            if self._repeats(batch, row, seen, key, ("value", "fixed_asset")):
                continue
            self._settle_row(batch, row, existing.get(lead, []))
            if row.status == NEW:
                row.add(TELL, "deal_unverified")

    @api.model
    def _settle_row(self, batch, row, deals):
        alike = [deal for deal in deals if deal.agreement_type == row.get("agreement_type")]
        same = [deal for deal in alike if deal.signing_date == row.get("signing_date")]
        amount = float(row.get("value"))
        near = [deal for deal in alike if not self._differs(deal.contract_value, amount)]
        if row.answers.get("another"):
            row.status = NEW
        elif same:
            deal = same[0]
            changes = self._compare(
                batch, row, deal, self._prepare_deal_changes(batch, row, deal)
            )
            frozen = deal._frozen_fields & changes.keys() if deal.state != "signed" else None
            if frozen and deal.state != "draft":
                shown = self._describe_changes(deal, {name: changes[name] for name in frozen})
                row.status = ""
                row.add(WRONG, "deal_frozen", name=deal.display_name, changes=shown)
        elif near:
            row.add(
                DECIDE,
                "deal_other_date",
                "signing_date",
                name=near[0].display_name,
                date=str(near[0].signing_date or ""),
            )
        else:
            row.status = NEW

    @api.model
    def _differs(self, one, other):
        return round(one * 100) != round(other * 100)

    @api.model
    def _search_existing(self, batch):
        leads = {
            row.plan["lead"] for row in batch.rows if isinstance(row.plan.get("lead"), int)
        }
        deals = self.env["investment.deal"].search(
            [("lead_id", "in", list(leads)), ("state", "not in", ("terminated", "void"))],
            order="id",
        )
        found = defaultdict(list)
        for deal in deals:
            found[deal.lead_id.id].append(deal)
        return found

    # ------------------------------------------------------------
    # Values
    # ------------------------------------------------------------

    @api.model
    def _prepare_deal(self, batch, row):
        """The form fills the project's sector and industry in by itself."""
        fixed = row.get("fixed_asset")
        return {
            "agreement_type": row.get("agreement_type"),
            "contract_value": float(row.get("value")),
            "fixed_asset_value": float(fixed) if fixed is not None else 0.0,
            "signing_date": row.get("signing_date"),
            **({"name": row.get("title")} if row.get("title") else {}),
        }

    @api.model
    def _prepare_deal_changes(self, batch, row, deal):
        vals = self._prepare_deal(batch, row)
        vals["note"] = self._add_lines(deal.note, self._get_deal_lines(batch, row))
        return vals

    @api.model
    def _get_deal_lines(self, batch, row):
        return self._get_note_lines(batch, row, "content")

    @api.model
    def _prepare_lead(self, batch, row):
        """The project that an agreement is the first word of."""
        vals = {
            "name": row.get("project"),
            "type": "opportunity",
            "team_id": row.plan.get("team"),
            "project_code": normalize_code(row.get("project_code") or ""),
            "investor_origin": row.get("origin"),
            "land_need": row.get("land"),
            **row.plan.get("sector", {}),
            **row.plan.get("industry", {}),
        }
        if row.get("agreement_type") not in INCREMENTS:
            vals["planned_investment"] = float(row.get("value"))
            vals["planned_fixed_asset"] = float(row.get("fixed_asset") or 0)
        return {name: value for name, value in vals.items() if value}

    # ------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------

    @api.model
    def _get_unit(self, row):
        """Agreements of one new project go in together: the project comes with the first."""
        lead = row.plan.get("lead")
        return lead if isinstance(lead, str) else row.key

    @api.model
    def _apply(self, batch, rows):
        finder = self.env["investment.ledger.enterprise"]
        finder._create_missing(batch, rows)
        new = [row for row in rows if row.status == NEW]
        self._create_leads(batch, new)
        for wave in self._get_waves(new):
            self._create_deals(batch, wave)
        for row in rows:
            if changes := row.plan.get("changes"):
                self._update(batch, "investment.deal", row, row.plan["record"], changes)

    @api.model
    def _create_leads(self, batch, rows):
        finder = self.env["investment.ledger.enterprise"]
        creating = {}
        for row in sorted(rows, key=lambda row: row.get("signing_date")):
            key = row.plan["lead"]
            if isinstance(key, str) and key not in batch.lead_ids:
                creating.setdefault(key, row)
        vals_list = [
            {
                **self._prepare_lead(batch, row),
                "partner_id": finder._get_partner_id(batch, row),
                "user_id": row.plan.get("user"),
                **self._prepare_place(batch, row),
            }
            for row in creating.values()
        ]
        leads = self._create_records(batch, "crm.lead", list(creating.values()), vals_list)
        batch.lead_ids.update(zip(creating, leads.ids, strict=True))

    @api.model
    def _get_waves(self, rows):
        """The first agreement of each project, then the second ones …: a later agreement builds
        on the earlier one, which has to be there."""
        waves, counts = defaultdict(list), defaultdict(int)
        for row in sorted(rows, key=lambda row: (row.get("signing_date"), row.number)):
            waves[counts[row.plan["lead"]]].append(row)
            counts[row.plan["lead"]] += 1
        return waves.values()

    @api.model
    def _create_deals(self, batch, rows):
        finder = self.env["investment.ledger.enterprise"]
        projects = self.env["investment.ledger.project"]
        vals_list = [
            {
                **self._prepare_deal(batch, row),
                "lead_id": projects._get_lead_id(batch, row),
                "partner_id": finder._get_partner_id(batch, row),
                "user_id": row.plan.get("user"),
                "note": "\n".join(self._get_deal_lines(batch, row)) or False,
                "state": "signed",
            }
            for row in rows
        ]
        return self._create_records(batch, "investment.deal", rows, vals_list)
