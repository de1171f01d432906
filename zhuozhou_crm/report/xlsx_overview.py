"""The overview sheet of the investment summary: the figures a leader reads on one page."""

from collections import defaultdict
from functools import partial

from .xlsx_sheet import Sheet, cell, cell_range

ROW_HEIGHT, CHART_ROWS = 22, 10
# the indicators on the left; the pipeline and the events on the right
WIDTHS = [13, 34, 10, 15, 16, 2, 32, 11, 15, 13]
LEFT, RIGHT = 0, 6
LIGHT_BLUE, DARK_BLUE = "#9DC3E6", "#1F4E79"


class Overview:
    """Two panels side by side.

    Rows must be written from the top down, so both panels are collected first: cells by row.
    """

    def __init__(self, env, sheet: Sheet, unit, register_sheets: dict[str, str]):
        self.env = env
        self.sheet = sheet
        self.unit = unit
        self.register_sheets = register_sheets
        self._cells = defaultdict(list)

    def fill(self, sections: list, stages: list, events: list) -> None:
        top = self.sheet.row
        self._add_indicators(top, sections)
        row = self._add_stages(top, stages)
        self._add_events(row + 1, events)
        for row in sorted(self._cells):
            self.sheet.row = row
            self.sheet.worksheet.set_row(row, ROW_HEIGHT)
            for write in self._cells[row]:
                write()
        self.sheet.row += 2
        if stages:
            self._draw_stages(self._stage_rows)

    # panels: each returns the row below it

    def _add_indicators(self, row: int, sections: list) -> int:
        self._add_head(
            row,
            LEFT,
            (
                self.env._("Field of work"),
                self.env._("Indicator"),
                self.env._("Unit of measure"),
                self.env._("Figure"),
                self.env._("Register"),
            ),
        )
        row += 1
        for section in sections:
            self.sheet.merge(row, LEFT, row + len(section.rows) - 1, LEFT)
            for index, indicator in enumerate(section.rows):
                self._add(row, "text", LEFT, "" if index else section.label, "group")
                self._add_indicator(row, indicator)
                row += 1
        return row

    def _add_indicator(self, row: int, indicator) -> None:
        self._add(row, "text", LEFT + 1, indicator.label)
        if indicator.unit_kind == "amount":
            self._add(row, "text", LEFT + 2, self.unit.label, "label")
        else:
            self._add(row, "text", LEFT + 2, indicator.unit_label, "label")
        if indicator.value is None:
            self._add(row, "text", LEFT + 3, "—", "label")
        elif indicator.unit_kind == "amount":
            self._add_amount(row, LEFT + 3, indicator.value)
        else:
            style = "percent" if indicator.unit_kind == "percent" else "count"
            self._add(row, "number", LEFT + 3, indicator.value, style)
        if indicator.register:
            self._add(row, "sheet_link", LEFT + 4, self.register_sheets[indicator.register])
        else:
            self._add(row, "blank", LEFT + 4, "text")

    def _add_stages(self, row: int, stages: list) -> int:
        self._add_head(
            row,
            RIGHT,
            (
                self.env._("Pipeline by stage"),
                self.env._("Number of projects"),
                self.env._("Value (%(unit)s)", unit=self.unit.label),
                self.env._("Share of projects"),
            ),
        )
        first, total_row = row + 1, row + 1 + len(stages)
        self._stage_rows = (first, total_row - 1)
        total = sum(stage.count for stage in stages)
        for row, stage in enumerate(stages, first):
            self._add(row, "text", RIGHT, stage.name or self.env._("No stage"))
            self._add(row, "number", RIGHT + 1, stage.count, "count")
            self._add_amount(row, RIGHT + 2, stage.value)
            whole, part = cell(RIGHT + 1, total_row), cell(RIGHT + 1, row)
            share = stage.count / total if total else 0
            self._add(
                row,
                "formula",
                RIGHT + 3,
                f"=IF({whole}=0,0,{part}/{whole})",
                share,
                "percent",
            )
        if stages:
            self.sheet.data_bar(RIGHT + 3, first, total_row - 1)
        return self._add_totals(total_row, first, total, sum(stage.value for stage in stages))

    def _add_events(self, row: int, events: list) -> int:
        self._add_head(
            row,
            RIGHT,
            (
                self.env._("Promotion event"),
                self.env._("Projects signed"),
                self.env._("Contract value (%(unit)s)", unit=self.unit.label),
                self.env._("Held on"),
            ),
        )
        first = row + 1
        for row, event in enumerate(events, first):
            self._add(row, "text", RIGHT, event.name)
            self._add(row, "number", RIGHT + 1, event.count, "count")
            self._add_amount(row, RIGHT + 2, event.value)
            self._add(row, "date", RIGHT + 3, event.day)
        count = sum(event.count for event in events)
        value = sum(event.value for event in events)
        return self._add_totals(first + len(events), first, count, value)

    def _draw_stages(self, rows: tuple[int, int]) -> None:
        """Projects by stage as columns, their value as a line on the second axis."""
        font = {"name": self.sheet.styles.fonts["body"], "bold": False}
        chart = self.sheet.workbook.add_chart({"type": "column"})
        chart.add_series(
            {
                **self._series(rows, RIGHT + 1, self.env._("Number of projects")),
                "fill": {"color": LIGHT_BLUE},
                "data_labels": {"value": True, "font": font, "position": "inside_base"},
                "gap": 120,
            }
        )
        line = self.sheet.workbook.add_chart({"type": "line"})
        value = self.env._("Value (%(unit)s)", unit=self.unit.label)
        line.add_series(
            {
                **self._series(rows, RIGHT + 2, value),
                "line": {"color": DARK_BLUE, "width": 2},
                "marker": {"type": "circle", "fill": {"color": DARK_BLUE}},
                "y2_axis": True,
            }
        )
        chart.combine(line)
        title = {"name": self.env._("Pipeline by stage"), "name_font": {**font, "size": 12}}
        chart.set_title(title)
        chart.set_legend({"position": "bottom", "font": font})
        chart.set_x_axis({"num_font": font})
        chart.set_y_axis({"num_font": font, "min": 0, "major_gridlines": {"visible": False}})
        line.set_y2_axis({"num_font": font, "min": 0, "num_format": "#,##0"})
        self.sheet.chart(chart, CHART_ROWS)

    def _series(self, rows: tuple[int, int], column: int, name: str) -> dict:
        first, last = rows
        sheet = self.sheet.name
        return {
            "name": name,
            "categories": [sheet, first, RIGHT, last, RIGHT],
            "values": [sheet, first, column, last, column],
        }

    # parts

    def _add_head(self, row: int, column: int, labels: tuple) -> None:
        for index, label in enumerate(labels):
            self._add(row, "text", column + index, label, "head")

    def _add_totals(self, row: int, first: int, count: int, value: float) -> int:
        """Sums of the rows from ``first`` to the one above, as formulas that carry their value."""
        self._add(row, "text", RIGHT, self.env._("Total"), "total_label")
        for column, total, style in (
            (RIGHT + 1, count, "total_count"),
            (RIGHT + 2, self.unit.convert(value), "total_amount"),
        ):
            if row > first:
                formula = f"=SUM({cell_range(column, first, row - 1)})"
                self._add(row, "formula", column, formula, total, style)
            else:
                self._add(row, "number", column, total, style)
        self._add(row, "blank", RIGHT + 3, "total_text")
        return row + 1

    def _add_amount(self, row: int, column: int, value: float) -> None:
        self._add(row, "number", column, self.unit.convert(value), "amount")

    def _add(self, row: int, method: str, *arguments) -> None:
        self._cells[row].append(partial(getattr(self.sheet, method), *arguments))
