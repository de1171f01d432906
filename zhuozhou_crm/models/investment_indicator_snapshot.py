from odoo import models

from ..report.figure_query import select
from .investment_snapshot_line import FORMULA


class InvestmentIndicator(models.Model):
    """What a snapshot keeps of an indicator."""

    _inherit = "investment.indicator"

    def _evaluate_with_records(self, period):
        """``{indicator: (value, ids of the records counted)}``, still one query per model."""
        total, records = ("total", 0), ("ids", 0)
        measures = self._with_parts().filtered(lambda indicator: indicator.kind == "measure")
        columns = measures._get_columns({total: period})
        columns += measures._get_columns({records: period}, function="ids")
        cells = select(self.env, columns)
        return {
            indicator: (
                indicator._compute_value(cells, total),
                cells[indicator._get_base_measure(), records].total,
            )
            for indicator in self
        }

    def _get_formula(self):
        """What decides the value, as plain data."""
        self.ensure_one()
        names = FORMULA if self.kind == "measure" else FORMULA[:1]
        formula = {name: self[name] or False for name in names}
        if self.kind != "measure":
            formula["numerator_id"] = self.numerator_id.code
            formula["denominator_id"] = self.denominator_id.code
        return formula

    def _prepare_snapshot_line_values(self, value, ids):
        self.ensure_one()
        base = self._get_base_measure()
        model = base.model
        if base._is_of_others():
            model = self.env[model]._fields[base.measure_field].comodel_name
        return {
            "indicator_id": self.id,
            "code": self.code,
            "name": self.name,
            "section_name": self.section_id.name,
            "in_summary": self.in_summary,
            "unit_kind": self.unit_kind,
            "unit_name": self.unit_name,
            "decimals": self.decimals,
            "value": value or 0,
            "has_value": value is not None,
            "definition": self.definition or "",
            "formula": self._get_formula(),
            "record_count": len(ids),
            "record_model": model,
            "record_ids": sorted(ids),
        }
