from odoo import api, fields, models
from odoo.fields import Domain

#: Fields of an indicator that decide its value.
FORMULA = (
    "kind",
    "model",
    "measure",
    "measure_field",
    "until_field",
    "day_condition",
    "date_field",
    "end_field",
    "domain",
)


class InvestmentSnapshotLine(models.Model):
    """One indicator as it was: value, definition, condition and the records counted.

    Compared with what the same indicator gives now for the same period and as-of date, a
    difference says where it comes from: other words, another condition, records that came or
    went, or changed values of the same records.
    """

    _name = "investment.snapshot.line"
    _description = "Frozen Figure"
    _order = "snapshot_id, sequence, id"

    snapshot_id = fields.Many2one(
        "investment.snapshot", "Snapshot", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer()
    indicator_id = fields.Many2one(
        "investment.indicator", "Present Indicator", ondelete="set null", index=True
    )
    # as it was
    code = fields.Char()
    name = fields.Char("Indicator")
    section_name = fields.Char("Indicator Section")
    in_summary = fields.Boolean("Shown in Summaries")
    unit_kind = fields.Char("Kind of Unit")
    unit_name = fields.Char("Unit")
    decimals = fields.Integer()
    value = fields.Float()
    has_value = fields.Boolean()
    definition = fields.Text()
    formula = fields.Json()
    record_count = fields.Integer("Number of Records")
    record_model = fields.Char("Kind of Records")
    record_ids = fields.Json("Counted Records")
    # and as it is
    value_text = fields.Char("Frozen Value", compute="_compute_difference")
    current_text = fields.Char("Value Now", compute="_compute_difference")
    is_changed = fields.Boolean("Changed since", compute="_compute_difference")
    change_text = fields.Text("What Changed", compute="_compute_difference")

    @api.depends("value", "indicator_id")
    @api.depends_context("uid", "lang", "tz", "allowed_company_ids")
    def _compute_difference(self):
        """One evaluation per snapshot."""
        for snapshot, lines in self.grouped("snapshot_id").items():
            now = lines.indicator_id._evaluate_with_records(snapshot._get_period())
            for line in lines:
                line._compare(*now.get(line.indicator_id, (None, None)))

    def _compare(self, value, ids):
        indicator = self.indicator_id
        frozen = self.value if self.has_value else None
        self.value_text = self._format(frozen)
        self.current_text = indicator._format(value) if indicator else False
        changes = self._get_changes(frozen, value, ids or [])
        self.is_changed = bool(changes)
        self.change_text = "\n".join(changes)

    def _get_changes(self, frozen, value, ids):
        """What is different, in words; empty if nothing is."""
        indicator = self.indicator_id
        if not indicator:
            return [self.env._("The indicator has been deleted.")]
        changes = []
        then = indicator.with_context(lang=self.snapshot_id.lang)
        if self.definition != (then.definition or ""):
            changes.append(self.env._("The definition in words has been changed."))
        changes += self._get_formula_changes(indicator._get_formula())
        before, after = set(self.record_ids or []), set(ids)
        if after - before:
            changes.append(
                self.env._("%(count)s records have come.", count=len(after - before))
            )
        if before - after:
            changes.append(
                self.env._("%(count)s records have gone.", count=len(before - after))
            )
        if not changes and not self._is_same(frozen, value):
            changes.append(self.env._("Values of the records have been changed."))
        return changes

    def _get_formula_changes(self, formula):
        old = self.formula or {}
        fields_ = self.env["investment.indicator"]._fields
        return [
            self.env._(
                "“%(field)s” has been changed from “%(old)s” to “%(new)s”.",
                field=fields_[name]._description_string(self.env),
                old=old.get(name) or "",
                new=formula[name] or "",
            )
            for name in formula
            if formula[name] != old.get(name)
        ]

    @api.model
    def _is_same(self, frozen, value):
        if frozen is None or value is None:
            return frozen is value
        return abs(frozen - value) <= 1e-6 * max(abs(frozen), 1)

    def _format(self, value):
        """The value as the reader is shown it, in the unit that it had."""
        indicator = self.env["investment.indicator"].new(
            {
                "unit_kind": self.unit_kind,
                "unit_name": self.unit_name,
                "decimals": self.decimals,
            }
        )
        return indicator._format(value)

    def action_open_changed_records(self):
        """Records that came or went since."""
        self.ensure_one()
        now = self.indicator_id._evaluate_with_records(self.snapshot_id._get_period())
        _value, ids = now.get(self.indicator_id, (None, []))
        changed = sorted(set(self.record_ids or []) ^ set(ids))
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.record_model,
            "views": [(False, "list"), (False, "form")],
            "view_mode": "list,form",
            "domain": list(Domain("id", "in", changed)),
            "context": {"create": False, "active_test": False},
        }
