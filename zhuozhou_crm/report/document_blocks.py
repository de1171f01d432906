"""What a text with tables is made of; Word and the printed page show each block in their way."""

from typing import NamedTuple


class Title(NamedTuple):
    text: str
    kind: str = "title"


class Subtitle(NamedTuple):
    text: str
    kind: str = "subtitle"


class Head(NamedTuple):
    text: str
    kind: str = "head"


class Paragraph(NamedTuple):
    text: str
    kind: str = "paragraph"


class Signature(NamedTuple):
    lines: tuple
    kind: str = "signature"


class Table(NamedTuple):
    """``rows`` are pairs of an address (or none), to which the text in ``link_column`` leads, and
    texts; ``styles``: text, number or date for each column."""

    label: str
    title: str
    unit: str
    columns: tuple
    widths: tuple
    styles: tuple
    rows: list
    total: list | None
    notes: tuple
    link_column: int
    fills: dict = {}  # noqa: RUF012 - by column: ground and letters of a cell by its text
    kind: str = "table"
