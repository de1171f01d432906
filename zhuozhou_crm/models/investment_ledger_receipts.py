from odoo import api, models

from ..tools.ledger.rows import DECIDE, WRONG
from ..tools.text import normalize_code, normalize_name
from .investment_ledger_kind import NEW


class InvestmentLedgerReceipts(models.AbstractModel):
    """Ledger of funds in place (到位资金, ledgers.md B5, B6).

    Natural key: the bank slip where one is given, else agreement, day and amount. The agreement is
    found by its number, or it is the only one of the project; of several a person chooses.
    Cumulative columns are not imported: the system adds up itself.
    """

    _name = "investment.ledger.receipts"
    _inherit = "investment.ledger.deals"
    _description = "Ledger of Funds in Place"

    _record_model = "investment.fund.receipt"

    @api.model
    def _check(self, batch):
        for row in batch.rows:
            row.values.pop("cumulative", None)
            row.plan["team"] = batch.team.id
            if (row.get("amount") or 0) < 0 or row.get("amount") == 0:
                row.add(WRONG, "amount_negative", "amount", text=row.texts.get("amount"))
            if row.get("date") and row.get("date") > batch.today:
                row.add(WRONG, "date_future", "date", date=row.get("date").isoformat())
        self.env["investment.ledger.enterprise"]._match(batch, batch.rows)
        self.env["investment.ledger.project"]._match(batch, batch.rows, create=False)
        self._match_deals(batch)
        self._settle(batch)

    @api.model
    def _count_records(self, batch):
        new = [row for row in batch.rows if row.status == NEW]
        return {**super()._count_records(batch), "receipts": len(new)}

    # ------------------------------------------------------------
    # Agreements
    # ------------------------------------------------------------

    @api.model
    def _match_deals(self, batch):
        by_lead = self._search_existing(batch)
        by_code = self._search_by_code(batch)
        for row in batch.open_rows():
            code = normalize_code(row.get("deal_code") or "")
            if row.answers.get("deal"):
                row.plan["deal"] = row.answers["deal"]
            elif code in by_code:
                row.plan["deal"] = by_code[code]
            elif not row.has(DECIDE):
                self._choose_deal(row, by_lead.get(row.plan.get("lead"), []))

    @api.model
    def _search_by_code(self, batch):
        codes = {normalize_code(row.get("deal_code") or "") for row in batch.rows} - {""}
        deals = self.env["investment.deal"].search_fetch(
            [("code", "in", list(codes))], ["code"]
        )
        return {deal.code: deal.id for deal in deals}

    @api.model
    def _choose_deal(self, row, deals):
        named = [deal for deal in deals if deal.agreement_type == row.get("agreement_type")]
        fitting = named if row.get("agreement_type") and named else deals
        if not isinstance(row.plan.get("lead"), int):
            row.add(WRONG, "project_missing", "project", text=row.get("project"))
        elif not fitting:
            row.add(WRONG, "receipt_no_deal", "project", text=row.get("project"))
        elif len(fitting) > 1:
            row.plan["deal_candidates"] = [deal.id for deal in fitting]
            row.add(DECIDE, "receipt_several_deals", "project", text=row.get("project"))
        else:
            row.plan["deal"] = fitting[0].id

    # ------------------------------------------------------------
    # Status
    # ------------------------------------------------------------

    @api.model
    def _settle(self, batch):
        seen, by_slip, by_amount = {}, *self._search_receipts(batch)
        for row in batch.open_rows():
            deal = row.plan.get("deal")
            if not deal or row.get("amount") is None or not row.get("date"):
                continue
            slip = normalize_name(row.get("bank_slip"))
            same = (deal, row.get("date"), round(row.get("amount") * 100))
            key = (deal, slip) if slip else same
            if self._repeats(batch, row, seen, key, ("amount", "date")):
                continue
            found = by_slip.get((deal, slip)) if slip else by_amount.get(same)
            if found and not row.answers.get("another"):
                self._settle_found(batch, row, found)
            else:
                row.status = NEW

    @api.model
    def _settle_found(self, batch, row, receipt):
        changes = self._compare(batch, row, receipt, self._prepare_receipt(batch, row, receipt))
        frozen = receipt._frozen_fields & changes.keys()
        if frozen and receipt.state != "draft":
            shown = self._describe_changes(receipt, {name: changes[name] for name in frozen})
            row.status = ""
            row.add(WRONG, "deal_frozen", name=receipt.display_name, changes=shown)

    @api.model
    def _search_receipts(self, batch):
        deals = {row.plan["deal"] for row in batch.rows if row.plan.get("deal")}
        receipts = self.env["investment.fund.receipt"].search(
            [("deal_id", "in", list(deals)), ("state", "!=", "rejected")], order="id"
        )
        by_slip, by_amount = {}, {}
        for receipt in receipts:
            key = (receipt.deal_id.id, receipt.date, round(receipt.amount * 100))
            by_amount.setdefault(key, receipt)
            if slip := normalize_name(receipt.bank_slip):
                by_slip.setdefault((receipt.deal_id.id, slip), receipt)
        return by_slip, by_amount

    # ------------------------------------------------------------
    # Values
    # ------------------------------------------------------------

    @api.model
    def _prepare_receipt(self, batch, row, receipt=None):
        lines = self._get_note_lines(batch, row)
        vals = {
            "date": row.get("date"),
            "amount": float(row.get("amount")),
            "purpose": row.get("purpose"),
            "bank_name": row.get("bank"),
            "bank_slip": row.get("bank_slip"),
            "note": self._add_lines(receipt.note if receipt else "", lines),
        }
        return {name: value for name, value in vals.items() if value}

    @api.model
    def _get_unit(self, row):
        return row.key

    @api.model
    def _apply(self, batch, rows):
        new = [row for row in rows if row.status == NEW]
        vals_list = [
            {**self._prepare_receipt(batch, row), "deal_id": row.plan["deal"]} for row in new
        ]
        self._create_records(batch, "investment.fund.receipt", new, vals_list)
        for row in rows:
            if changes := row.plan.get("changes"):
                self._update(batch, self._record_model, row, row.plan["record"], changes)
