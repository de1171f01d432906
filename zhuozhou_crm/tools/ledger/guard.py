"""Is this file one of the kinds that can be read, and is it safe to open?

The content decides, not the extension: staff rename files, and web systems hand out HTML as
``.xls``. Refused with a reason that says what to do: macros, password protection, zip bombs, files
that spread a few cells over millions of rows, and every format that no ledger should be in.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib

from .errors import LedgerError

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 300
MAX_PARTS = 2000
MAX_ROWS = 100_000
MAX_COLUMNS = 512
MAX_CELLS = 5_000_000
# What a damaged or strange archive makes zipfile raise; RuntimeError: a part is encrypted.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    struct.error,
    OverflowError,
)
# A part this small may be packed as tightly as it likes.
SMALL_PART = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LINKS = ("xl/externalLinks/", "xl/connections.xml", "xl/queryTables/")
_ZIP = b"PK\x03\x04"
_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,7})(\d{1,10})[\"'][^>]*?(/?)>"
)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html|<table|<\?mso|<workbook)", re.I
)


def detect(data, max_bytes=MAX_BYTES):
    """Return ``xlsx``, ``xls`` or ``csv``, or raise the :class:`LedgerError` that says why not."""
    if not data or not data.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise LedgerError("file_empty")
    if len(data) > max_bytes:
        raise LedgerError("file_too_big", size=len(data), limit=max_bytes)
    if data.startswith(_ZIP):
        return _check_zip(data)
    if data.startswith(_OLE):
        return _check_ole(data)
    return _check_text(data)


def has_external_links(data):
    """Whether cells take values from other files. Nothing is ever fetched: what was saved last
    is read, and the user is told so."""
    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.startswith(_LINKS) for name in archive.namelist())
    except _ZIP_ERRORS:
        return False


def _check_ole(data):
    """Names of the streams stand in the file in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise LedgerError("file_encrypted")
    for name in ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros"):
        if name.encode("utf-16-le") in data:
            raise LedgerError("file_macros")
    for name in ("Workbook", "Book"):
        if name.encode("utf-16-le") in data:
            return "xls"
    raise LedgerError("file_unknown")


def _check_text(data):
    head = data[:4096]
    if head.startswith(b"%PDF") or head[:4] in (
        b"\x89PNG",
        b"\xff\xd8\xff\xe0",
        b"Rar!",
        b"7z\xbc\xaf",
    ):
        raise LedgerError("file_unknown")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "csv"
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise LedgerError("file_html")
    if b"\0" in head:
        raise LedgerError("file_unknown")
    return "csv"


def _check_zip(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            _check_parts(parts)
            _check_content(names)
            for name in names:
                if name.startswith("xl/") and name.endswith(".xml"):
                    _check_extent(_read_part(archive, name))
    except LedgerError:
        raise
    except _ZIP_ERRORS as error:
        raise LedgerError("file_damaged") from error
    return "xlsx"


def _check_parts(parts):
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        raise LedgerError("file_bomb")
    for part in parts:
        big = part.file_size > SMALL_PART
        if big and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise LedgerError("file_bomb")


def _check_content(names):
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise LedgerError("file_macros")
    if "xl/workbook.xml" not in names:
        # Also the .et of WPS saved as itself, .ods, .docx, .xlsb and plain archives.
        raise LedgerError("file_other_zip")


def _read_part(archive, name):
    """The sizes in the directory may lie: never read more than is allowed."""
    with archive.open(name) as part:
        content = part.read(MAX_UNPACKED + 1)
    if len(content) > MAX_UNPACKED:
        raise LedgerError("file_bomb")
    return content


def _check_extent(xml):
    """A reader takes room for the whole rectangle between the outermost cells: one cell in the
    last corner of a sheet would cost half a terabyte. Formatted cells without a value are common
    there, and cost nothing."""
    rows = columns = 0
    for letters, number, empty in set(_CELL.findall(xml)):
        if not empty:
            columns = max(columns, _column_number(letters.upper()))
            rows = max(rows, int(number))
    if rows > MAX_ROWS:
        raise LedgerError("sheet_too_long", rows=rows, limit=MAX_ROWS)
    if columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise LedgerError("sheet_too_wide", columns=columns, limit=MAX_COLUMNS)


def _column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
