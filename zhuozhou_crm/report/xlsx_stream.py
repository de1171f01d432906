"""A worksheet that writes long registers row by row, in time and memory close to the least.

What xlsxwriter does for every cell (checks, attributes, regular expressions) is done once per
row or per column here, where the cells are of three plain kinds.
"""

from array import array
from collections.abc import Iterator
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet


class TextCell(NamedTuple):
    text: str
    format: Any


class NumberCell(NamedTuple):
    number: float
    format: Any


class BlankCell(NamedTuple):
    format: Any


class LinkCell(NamedTuple):
    """A formula instead of a hyperlink: those are kept in memory and limited to 65,530."""

    url: str
    shown: int
    format: Any


class MergedRanges:
    """Merged cell ranges of one sheet, 32 bytes each, where xlsxwriter keeps a list of lists."""

    def __init__(self):
        self._ranges = array("L")

    def append(self, cells) -> None:
        self._ranges.extend(cells)

    def __len__(self) -> int:
        return len(self._ranges) // 4

    def __iter__(self) -> Iterator:
        return zip(*[iter(self._ranges)] * 4, strict=True)


class StreamedWorksheet(Worksheet):
    """Worksheet of ``constant_memory`` mode that also forgets merged ranges and row heights.

    ``merge_range`` is not used: it writes every row of the range at once, and rows below the
    current one could not be written any more.
    """

    def __init__(self):
        super().__init__()
        self.merge = MergedRanges()
        self._names = [xl_col_to_name(column) for column in range(64)]

    def begin_row(self, row: int, last_column: int) -> dict:
        """Cells by column of a row, to be filled with the kinds of cells above."""
        self._check_dimensions(row, 0)
        self._check_dimensions(row, last_column)
        if row > self.previous_row:
            self._write_single_row(row)
        return self.table[row]

    def _write_cell(self, row, col, cell):
        kind = cell.__class__
        if kind is TextCell:
            self._write_text_cell(row, col, cell)
        elif kind is NumberCell:
            place = f'<c r="{self._names[col]}{row + 1}" s="{cell.format._get_xf_index()}">'
            self.fh.write(f"{place}<v>{cell.number:.16G}</v></c>")
        elif kind is BlankCell:
            place = f'<c r="{self._names[col]}{row + 1}" s="{cell.format._get_xf_index()}"/>'
            self.fh.write(place)
        elif kind is LinkCell:
            place = f'<c r="{self._names[col]}{row + 1}" s="{cell.format._get_xf_index()}">'
            formula = f'HYPERLINK("{self._escape_data(cell.url)}",{cell.shown})'
            self.fh.write(f"{place}<f>{formula}</f><v>{cell.shown}</v></c>")
        else:
            return super()._write_cell(row, col, cell)
        return None

    def _write_text_cell(self, row, col, cell):
        """Text in the row itself; what XML or Excel would misread takes the general way."""
        text = cell.text
        style = cell.format._get_xf_index()
        if not _is_plain(text):
            text = self._escape_control_characters(self._escape_data(text))
            self.fh.write(
                f'<c r="{self._names[col]}{row + 1}" s="{style}" t="inlineStr">'
                f'<is><t xml:space="preserve">{text}</t></is></c>'
            )
            return
        self.fh.write(
            f'<c r="{self._names[col]}{row + 1}" s="{style}" t="inlineStr">'
            f"<is><t>{text}</t></is></c>"
        )

    def _write_single_row(self, current_row_num=0):
        written = self.previous_row
        result = super()._write_single_row(current_row_num)
        self.row_info.pop(written, None)
        self.row_sizes.pop(written, None)
        return result


def _is_plain(text: str) -> bool:
    """Nothing in it that XML gives a meaning to, or drops."""
    return (
        text.isprintable()
        and "&" not in text
        and "<" not in text
        and ">" not in text
        and text[0] != " "
        and text[-1] != " "
        and "_x" not in text
    )
