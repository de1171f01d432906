"""The overview sheet of the investment summary: the figures a leader reads first."""

from .xlsx_sheet import ROW_HEIGHT, Sheet, cell, cell_range

INDICATOR_HEIGHT, HEAD_HEIGHT = 22, 34
LEAST_CHART_ROWS = 10
SECTION, INDICATOR, UNIT, VALUE = range(4)
WIDTHS = [13, 36, 11, 15]
TARGET_WIDTHS = [14, 11]
COMPARISON_WIDTHS = [15, 13, 11]
REGISTER_WIDTH, LEAST_WIDTH = 17, 125  # beside a table there is room for its chart
LIGHT_BLUE, DARK_BLUE, ORANGE = "#9DC3E6", "#1F4E79", "#ED7D31"
STYLES = {"amount": "amount", "percent": "percent"}


class Overview:
    """The pipeline and what is to be reached, each with its chart, and then every indicator.

    The tables with charts stand on top: what is printed on further pages are the indicators
    alone, under their titles. What follows from two cells of a row (completion, change) is a
    formula that carries its value.
    """

    def __init__(self, env, unit, register_sheets: dict, sections: list, comparison: str = ""):
        self.env = env
        self.unit = unit
        self.register_sheets = register_sheets
        self.sections = sections
        self.comparison = comparison  # the label of its column, if there is one
        self.targets = [row for section in sections for row in section.rows if row.target]
        self._comparison_column = VALUE + 1 + (len(TARGET_WIDTHS) if self.targets else 0)

    def get_widths(self) -> list[float]:
        widths = [
            *WIDTHS,
            *(TARGET_WIDTHS if self.targets else ()),
            *(COMPARISON_WIDTHS if self.comparison else ()),
        ]
        return [*widths, max(REGISTER_WIDTH, LEAST_WIDTH - sum(widths))]

    def fill(self, sheet: Sheet, stages: list, elapsed: float) -> None:
        self.sheet = sheet
        if stages:
            self._write_stages(stages)
        if self.targets:
            self._write_progress(elapsed)
        self._write_indicators()

    # indicators

    def _write_indicators(self) -> None:
        top = self.sheet.row
        labels = [
            self.env._("Field of work"),
            self.env._("Indicator"),
            self.env._("Unit of measure"),
            self.env._("Figure"),
        ]
        if self.targets:
            labels += [self.env._("Target of the year"), self.env._("Completion")]
        if self.comparison:
            labels += [self.comparison, self.env._("Change"), self.env._("Rate of change")]
        self._write_head([*labels, self.env._("Register")])
        self.sheet.worksheet.repeat_rows(top)
        for section in self.sections:
            first = self.sheet.row
            for row in section.rows:
                self._write_indicator(section.label if self.sheet.row == first else "", row)
            self.sheet.merge(first, SECTION, self.sheet.row - 1, SECTION)

    def _write_indicator(self, section: str, row) -> None:
        sheet = self.sheet
        sheet.set_height(max(INDICATOR_HEIGHT, sheet.height([(INDICATOR, row.label)])))
        style = self._style(row)
        sheet.text(SECTION, section, "group")
        sheet.text(INDICATOR, row.label)
        unit = self.unit.label if row.unit_kind == "amount" else row.unit_label
        sheet.text(UNIT, unit, "label")
        self._write_value(VALUE, row, row.value, style)
        if self.targets:
            self._write_target(row, style)
        if self.comparison:
            self._write_comparison(self._comparison_column, row, style)
        shown = self.register_sheets.get(row.register)
        if shown:
            sheet.sheet_link(sheet.last_column, shown)
        else:
            sheet.blank(sheet.last_column, "text")
        sheet.row += 1

    def _write_target(self, row, style: str) -> None:
        target, completion = VALUE + 1, VALUE + 2
        if row.target is None:
            self.sheet.blank(target, style)
            self.sheet.blank(completion, "percent")
            return
        self.sheet.number(target, self._convert(row, row.target), style)
        if row.completion is None:
            self.sheet.blank(completion, "percent")
            return
        done, planned = cell(VALUE, self.sheet.row), cell(target, self.sheet.row)
        formula = f'=IF({planned}=0,"—",{done}/{planned})'
        self.sheet.formula(completion, formula, row.completion, "percent")

    def _write_comparison(self, column: int, row, style: str) -> None:
        then, now = cell(column, self.sheet.row), cell(VALUE, self.sheet.row)
        self._write_value(column, row, row.comparison_value, style)
        if row.change is None:
            self.sheet.text(column + 1, "—", "label")
        elif row.unit_kind == "percent":  # a share changes by points
            formula = f"=({now}-{then})*100"
            self.sheet.formula(column + 1, formula, row.change * 100, "points")
        else:
            change = self._convert(row, row.change)
            self.sheet.formula(column + 1, f"={now}-{then}", change, style)
        if row.change_rate is None:
            self.sheet.text(column + 2, "—", "label")
        else:
            formula = f'=IF({then}=0,"—",({now}-{then})/{then})'
            self.sheet.formula(column + 2, formula, row.change_rate, "percent")

    def _write_value(self, column: int, row, value, style: str) -> None:
        if value is None:
            self.sheet.text(column, "—", "label")
        else:
            self.sheet.number(column, self._convert(row, value), style)

    def _convert(self, row, value):
        return self.unit.convert(value) if row.unit_kind == "amount" else value

    def _style(self, row) -> str:
        """Counts are whole; a mean or a distance has the decimals of its indicator."""
        if row.unit_kind in STYLES:
            return STYLES[row.unit_kind]
        return "decimal" if row.decimals else "count"

    # tables with charts: name, two numbers, and a share or difference, then the chart

    def _write_stages(self, stages: list) -> None:
        title = self.env._("Pipeline by stage")
        value_label = self.env._("Value (%(unit)s)", unit=self.unit.label)
        count_label = self.env._("Number of projects")
        top = self.sheet.row
        self._write_head([title, "", count_label, value_label])
        self.sheet.merge(top, SECTION, top, INDICATOR)
        first, last = self.sheet.row, self.sheet.row + len(stages) - 1
        for stage in stages:
            self._write_name(stage.name or self.env._("No stage"))
            self.sheet.number(UNIT, stage.count, "count")
            self.sheet.number(VALUE, self.unit.convert(stage.value), "amount")
            self.sheet.row += 1
        self._write_name(self.env._("Total"), "total_label")
        total = sum(stage.count for stage in stages)
        value = self.unit.convert(sum(stage.value for stage in stages))
        for column, sum_, style in ((UNIT, total, "count"), (VALUE, value, "amount")):
            formula = f"=SUM({cell_range(column, first, last)})"
            self.sheet.formula(column, formula, sum_, f"total_{style}")
        self.sheet.row += 1
        columns = (UNIT, count_label), (VALUE, value_label)
        self._draw((first, last), title, *columns, top=top)
        self.sheet.row += 1

    def _write_progress(self, elapsed: float) -> None:
        """Completion beside 序时进度, the share of the year that has passed."""
        title = self.env._("Targets and progress by time")
        done_label = self.env._("Completion")
        passed_label = self.env._("Share of the year passed")
        top = self.sheet.row
        self._write_head([title, "", passed_label, done_label])
        self.sheet.merge(top, SECTION, top, INDICATOR)
        first = self.sheet.row
        for row in self.targets:
            self._write_name(row.label)
            self.sheet.number(UNIT, elapsed, "percent")
            self.sheet.number(VALUE, row.completion, "percent")
            self.sheet.row += 1
        last = self.sheet.row - 1
        columns = (VALUE, done_label), (UNIT, passed_label)
        self._draw((first, last), title, *columns, top=top, percent=True)
        self.sheet.row += 1

    def _write_name(self, name: str, style: str = "text") -> None:
        self.sheet.text(SECTION, name, style)
        self.sheet.blank(INDICATOR, style)
        self.sheet.merge(self.sheet.row, SECTION, self.sheet.row, INDICATOR)

    # parts

    def _write_head(self, labels: list) -> None:
        self.sheet.set_height(HEAD_HEIGHT)
        for column, label in enumerate(labels):
            self.sheet.text(column, label, "head")
        self.sheet.row += 1

    def _draw(self, rows, title, columns, line, top, percent=False) -> None:
        """One series as columns, the other as a line, on its own axis unless both are shares."""
        font = {"name": self.sheet.styles.fonts["body"], "bold": False}
        chart = self.sheet.workbook.add_chart({"type": "column"})
        labels = {"value": True, "font": font}
        chart.add_series(
            {
                **self._series(rows, *columns),
                "fill": {"color": LIGHT_BLUE},
                "data_labels": labels if percent else {**labels, "position": "inside_base"},
                "gap": 120,
            }
        )
        over = self.sheet.workbook.add_chart({"type": "line"})
        color = ORANGE if percent else DARK_BLUE
        over.add_series(
            {
                **self._series(rows, *line),
                "line": {"color": color, "width": 2},
                "marker": {"type": "none" if percent else "circle", "fill": {"color": color}},
                "y2_axis": not percent,
            }
        )
        chart.combine(over)
        chart.set_title({"name": title, "name_font": {**font, "size": 12}})
        chart.set_legend({"position": "bottom", "font": font})
        chart.set_x_axis({"num_font": font})
        axis = {"num_font": font, "min": 0, "major_gridlines": {"visible": False}}
        chart.set_y_axis({**axis, "num_format": "0%"} if percent else axis)
        if not percent:
            over.set_y2_axis({"num_font": font, "min": 0, "num_format": "#,##0"})
        self._place(chart, top)

    def _place(self, chart, top: int) -> None:
        """To the right of its table; a table of a few rows gets some more below it."""
        self.sheet.row = max(self.sheet.row, top + LEAST_CHART_ROWS)
        height = (self.sheet.row - top) * ROW_HEIGHT
        self.sheet.chart(chart, (top, VALUE + 1), height)

    def _series(self, rows: tuple[int, int], column: int, name: str) -> dict:
        first, last = rows
        sheet = self.sheet.name
        return {
            "name": name,
            "categories": [sheet, first, SECTION, last, SECTION],
            "values": [sheet, first, column, last, column],
        }
