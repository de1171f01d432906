"""Bytes of a file → sheets of cells."""

import csv
import datetime
import io
import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from . import guard
from .errors import LedgerError

READER = Path(__file__).with_name("read_workbook.py")
TIMEOUT = 120
MAX_MERGED_CELLS = 2_000_000
# utf-8-sig also reads plain UTF-8; GB18030 contains GB2312 and GBK and reads nearly anything.
_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = ",\t;|"
# What PostgreSQL cannot store or XML cannot hold.
_UNSTORABLE = re.compile("[\0-\b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Sheet:
    """Cells by row and column, both from 0: None, bool, int, float, str, date or datetime."""

    name: str
    rows: list
    merged: list = field(default_factory=list)  # (row, column, last row, last column)
    hidden: bool = False
    hidden_rows: frozenset = frozenset()
    hidden_columns: frozenset = frozenset()
    unsaved: frozenset = frozenset()  # cells with a formula that was never worked out

    @cached_property
    def width(self):
        return max(map(len, self.rows), default=0)

    @cached_property
    def owners(self):
        """Cells of merged ranges that hold no value themselves, and the cell that holds it:
        ``{(row, column): (row, column)}``. Ranges are cut to the sheet's extent."""
        owners, room = {}, MAX_MERGED_CELLS
        for top, left, bottom, right in self.merged:
            bottom, right = min(bottom, len(self.rows) - 1), min(right, self.width - 1)
            room -= max(0, bottom - top + 1) * max(0, right - left + 1)
            if room < 0:
                raise LedgerError("sheet_too_big")
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) != (top, left):
                        owners[row, column] = (top, left)
        return owners

    def held(self, row, column):
        """The value that is seen in a cell, merged or not."""
        return self.cell(*self.owners.get((row, column), (row, column)))

    def cell(self, row, column):
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return None


def read_workbook(data, max_bytes=guard.MAX_BYTES):
    """Return the :class:`Sheet` list of a file, or raise the :class:`LedgerError` that says why
    it cannot be read."""
    kind = guard.detect(data, max_bytes)
    sheets = [_read_csv(data)] if kind == "csv" else _read_apart(kind, data)
    if not any(sheet.rows for sheet in sheets):
        raise LedgerError("file_empty")
    return sheets


def _read_apart(kind, data):
    """See ``read_workbook.py`` for the reason why this is another process."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER), kind],
            input=data,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LedgerError("file_damaged") from error
    if done.returncode:
        raise LedgerError("sheet_too_big" if done.returncode == 4 else "file_damaged")
    return [_as_sheet(described) for described in json.loads(done.stdout)]


def _as_sheet(described):
    rows = [[_restore(value) for value in row] for row in described["rows"]]
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    return Sheet(
        name=described["name"],
        rows=rows,
        merged=[tuple(area) for area in described["merged"]],
        hidden=described["hidden"],
        hidden_rows=frozenset(described.get("hidden_rows", ())),
        hidden_columns=frozenset(described.get("hidden_columns", ())),
        unsaved=frozenset(map(tuple, described.get("unsaved", ()))),
    )


def _restore(value):
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if not isinstance(value, list):
        return value
    kind, text = value
    if kind == "time":
        return text
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.time() != datetime.time() else moment.date()


def _read_csv(data):
    text = _decode(data)
    if len(text) > 2 and text.count("\ufffd") > len(text) / 20:
        raise LedgerError("file_unknown")
    sample = text[:8192]
    first_lines = sample.splitlines()[:10]
    delimiter = max(_DELIMITERS, key=lambda mark: sum(line.count(mark) for line in first_lines))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise LedgerError("file_damaged") from error
    rows = [[_restore(value) if value.strip() else None for value in row] for row in rows]
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > guard.MAX_ROWS:
        raise LedgerError("sheet_too_long", rows=len(rows), limit=guard.MAX_ROWS)
    width = max(map(len, rows), default=0)
    if width > guard.MAX_COLUMNS:
        raise LedgerError("sheet_too_wide", columns=width, limit=guard.MAX_COLUMNS)
    return Sheet(name="", rows=rows)


def _decode(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_as("utf-16", data)
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise LedgerError("file_encoding")


def _decode_as(encoding, data):
    try:
        return data.decode(encoding).replace("\0", "")
    except UnicodeDecodeError as error:
        raise LedgerError("file_encoding") from error
