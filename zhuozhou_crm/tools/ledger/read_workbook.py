"""Read a workbook in a process of its own: a script, not a module of the package.

    python read_workbook.py xlsx|xls < file > sheets.json

A workbook is somebody else's binary file, and the parser is compiled code: a damaged length field
can make it ask for more memory than there is, which ends the process that runs it. That process
shall not be the server. Limits on memory and time are set here, on ourselves.

``python-calamine`` gives values and merged ranges. What is hidden it does not tell: that is read
from the sheet's XML, or by ``xlrd`` for the old format.
"""

import datetime
import io
import json
import re
import sys
import zipfile
from xml.etree import ElementTree

MEMORY = 2 * 1024**3
SECONDS = 60
MAX_CELLS = 5_000_000
MAX_RANGES = 100_000
DAMAGED, TOO_BIG = 3, 4

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_NUMBER = {
    name: re.compile(rb"\b" + name + rb"\s*=\s*[\"'](\d{1,7})[\"']")
    for name in (b"r", b"min", b"max")
}
# A formula that no program has worked out yet: <c r="E22"><f>…</f></c>
_UNSAVED = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*>\s*<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def main():
    _limit()
    kind, data = sys.argv[1], sys.stdin.buffer.read()
    try:
        sheets = read(kind, data)
    except MemoryError:
        sys.exit(TOO_BIG)
    except BaseException:  # a panic of compiled code is no Exception
        sys.exit(DAMAGED)
    json.dump(sheets, sys.stdout)


def _limit():
    try:
        import resource
    except ImportError:  # not on this system: the limits of the server's own process remain
        return
    for what, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        _soft, hard = resource.getrlimit(what)
        if hard == resource.RLIM_INFINITY or hard > limit:
            resource.setrlimit(what, (limit, hard))


def read(kind, data):
    import python_calamine

    workbook = python_calamine.load_workbook(io.BytesIO(data))
    about = _about_xlsx(data) if kind == "xlsx" else _about_xls(data)
    sheets, cells = [], 0
    for number, meta in enumerate(workbook.sheets_metadata):
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(number)
        cells += sheet.total_height * sheet.total_width
        if cells > MAX_CELLS:
            raise MemoryError
        rows = sheet.to_python(skip_empty_area=False)
        sheets.append(
            {
                "name": meta.name,
                "hidden": meta.visible != python_calamine.SheetVisibleEnum.Visible,
                "rows": [[_plain(value) for value in row] for row in rows],
                "merged": [
                    [*start, *end]
                    for start, end in (sheet.merged_cell_ranges or [])[:MAX_RANGES]
                ],
                **about.get(meta.name, {}),
            }
        )
    return sheets


def _plain(value):
    """What JSON does not have, as ``[type, text]``."""
    if value is None or value == "":
        return None
    if isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, datetime.datetime):
        return ["date", value.isoformat(" ")]
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    return ["time", str(value)]


def _about_xlsx(data):
    """Hidden rows and columns and formulas without value, by sheet; nothing if it cannot be
    read, for the values come from elsewhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {
                name: _about_sheet(archive.read(path))
                for name, path in _sheet_paths(archive).items()
            }
    except (KeyError, ValueError, ElementTree.ParseError, zipfile.BadZipFile):
        return {}


def _sheet_paths(archive):
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target") or "" for relation in relations}
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    paths = {}
    for element in workbook.iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(_REL + "id"), "")
            path = target.removeprefix("/") if target.startswith("/") else "xl/" + target
            paths[element.get("name")] = path
    return paths


def _about_sheet(xml):
    hidden_columns = []
    for tag in _COLUMN.findall(xml):
        if _HIDDEN.search(tag):
            first, last = (int(_NUMBER[name].search(tag)[1]) for name in (b"min", b"max"))
            hidden_columns += range(first - 1, min(last, first + 511))
    hidden_rows = [
        int(number[1]) - 1
        for tag in _ROW.findall(xml)
        if _HIDDEN.search(tag) and (number := _NUMBER[b"r"].search(tag))
    ]
    unsaved = [(int(row) - 1, _column(letters) - 1) for letters, row in _UNSAVED.findall(xml)]
    return {"hidden_rows": hidden_rows, "hidden_columns": hidden_columns, "unsaved": unsaved}


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _about_xls(data):
    try:
        import xlrd

        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        return {
            sheet.name: {
                "hidden_rows": [row for row, info in sheet.rowinfo_map.items() if info.hidden],
                "hidden_columns": [
                    column for column, info in sheet.colinfo_map.items() if info.hidden
                ],
            }
            for sheet in book.sheets()
        }
    except Exception:  # noqa: BLE001 - a damaged file makes it raise anything
        return {}


if __name__ == "__main__":
    main()
