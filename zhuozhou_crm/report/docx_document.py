"""A text with tables as a Word document in the layout of official documents.

GB/T 9704-2012: A4, margins 37, 35, 28 and 26 mm (top, bottom, left, right), text in size 3
(16 pt) on lines of 28 pt, title in size 2, page number in size 4 between dashes, on odd pages to
the right and on even pages to the left. Tables stand on landscape pages behind the text.
"""

from typing import BinaryIO

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TITLE, TEXT, PAGE, TABLE = Pt(22), Pt(16), Pt(14), Pt(10.5)
LINE = Pt(28)
A4 = Mm(210), Mm(297)
MARGINS = {"top": Mm(37), "bottom": Mm(35), "left": Mm(28), "right": Mm(26)}
TEXT_WIDTH = Mm(297 - 37 - 35)  # of a landscape page, whose head is the long left side
ALIGNMENTS = {"text": "left", "number": "right", "date": "center"}
CENTER, LEFT, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


class WordDocument:
    """Blocks of a document (``summary_document.py``) in, Word file out."""

    def __init__(self, document, fonts: dict[str, str]):
        self.source = document
        self.fonts = fonts

    def save(self, target: BinaryIO) -> None:
        self.document = Document()
        self.document.core_properties.title = self.source.title
        self.document.core_properties.author = self.source.heading.maker
        self.document.settings.odd_and_even_pages_header_footer = True
        self._set_style()
        self._set_page(self.document.sections[0])
        self._landscape = False
        for block in self.source.blocks():
            getattr(self, f"_add_{block.kind}")(block)
        self.document.save(target)

    # page

    def _set_style(self) -> None:
        style = self.document.styles["Normal"]
        style.font.size = TEXT
        _set_font(style.element.get_or_add_rPr(), self.fonts["document"])
        style.paragraph_format.space_after = Pt(0)

    def _set_page(self, section, landscape: bool = False) -> None:
        margins = dict(MARGINS)
        section.page_width, section.page_height = A4
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = reversed(A4)
            # the sheet is turned: its top lies to the right when it is bound
            margins = {
                "top": MARGINS["left"],
                "bottom": MARGINS["right"],
                "left": MARGINS["bottom"],
                "right": MARGINS["top"],
            }
        for side, width in margins.items():
            setattr(section, f"{side}_margin", width)
        section.footer_distance = Mm(28 if not landscape else 19)
        for footer, alignment in (
            (section.footer, RIGHT),
            (section.even_page_footer, LEFT),
        ):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = alignment
            _add_page_number(paragraph, self.fonts["page"])

    def _turn(self) -> None:
        """Tables need the width of a landscape page."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._set_page(section, landscape=True)
        self._landscape = True

    # blocks

    def _add_title(self, block) -> None:
        self._add_line(block.text, "title", TITLE, CENTER)

    def _add_subtitle(self, block) -> None:
        self._add_line(block.text, "subhead", TEXT, CENTER)
        self._add_line("", "document", TEXT, CENTER)

    def _add_head(self, block) -> None:
        paragraph = self._add_line(block.text, "head", TEXT, LEFT)
        paragraph.paragraph_format.first_line_indent = 2 * TEXT
        paragraph.paragraph_format.keep_with_next = True

    def _add_paragraph(self, block) -> None:
        paragraph = self._add_line(block.text, "document", TEXT, JUSTIFY)
        paragraph.paragraph_format.first_line_indent = 2 * TEXT

    def _add_signature(self, block) -> None:
        self._add_line("", "document", TEXT, LEFT)
        office, day, *signatories = block.lines
        for text in (office, day):
            paragraph = self._add_line(text, "document", TEXT, RIGHT)
            paragraph.paragraph_format.right_indent = 4 * TEXT if text == day else 2 * TEXT
        self._add_line("    ".join(signatories), "document", TEXT, LEFT)

    def _add_line(self, text, font, size, alignment):
        paragraph = self.document.add_paragraph()
        paragraph.alignment = alignment
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = LINE if size < TITLE else Pt(34)
        run = paragraph.add_run(text)
        run.font.size = size
        _set_font(run._r.get_or_add_rPr(), self.fonts[font])
        return paragraph

    # tables

    def _add_table(self, block) -> None:
        if self._landscape:
            self.document.add_page_break()
        else:
            self._turn()
        self._add_line(block.label, "head", TEXT, LEFT)
        self._add_line(block.title, "title", Pt(18), CENTER)
        self._add_line(block.unit, "document", Pt(12), RIGHT)
        rows = [list(texts) for _link, texts in block.rows]
        table = self.document.add_table(rows=0, cols=0, style="Table Grid")
        total = sum(block.widths)
        widths = [int(TEXT_WIDTH * width / total) for width in block.widths]
        body = table._tbl
        _set_grid(body, widths)
        aligned = [ALIGNMENTS[style] for style in block.styles]
        centred = ["center"] * len(widths)
        body.append(_make_row(block.columns, widths, self.fonts["head"], centred, head=True))
        for texts in rows:
            fills = [block.fills.get(i, {}).get(text) for i, text in enumerate(texts)]
            body.append(_make_row(texts, widths, self.fonts["document"], aligned, fills))
        if block.total:
            body.append(_make_row(block.total, widths, self.fonts["head"], aligned))
        for note in block.notes:
            self._add_line(note, "document", Pt(12), LEFT)


def _set_font(properties, name: str) -> None:
    """The font for Chinese and Latin letters alike, as official documents have it."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _add_page_number(paragraph, font: str) -> None:
    """— 1 —"""
    for text, instruction in (("— ", None), (None, "PAGE"), (" —", None)):
        run = paragraph.add_run(text)
        run.font.size = PAGE
        _set_font(run._r.get_or_add_rPr(), font)
        if instruction:
            for kind in ("begin", "separate", "end"):
                char = OxmlElement("w:fldChar")
                char.set(qn("w:fldCharType"), kind)
                if kind == "separate":
                    code = OxmlElement("w:instrText")
                    code.set(qn("xml:space"), "preserve")
                    code.text = instruction
                    run._r.append(code)
                run._r.append(char)


def _set_grid(table, widths: list[int]) -> None:
    layout = OxmlElement("w:tblLayout")
    layout.set(qn("w:type"), "fixed")
    table.tblPr.append(layout)
    for width in widths:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(_twips(width)))
        table.tblGrid.append(column)


def _make_row(texts, widths, font: str, alignments, fills=(), head: bool = False):
    """A row of the table: plain XML, for python-docx takes ten times as long."""
    fills = fills or [("#DCE6F1", "#000000") if head else None] * len(widths)
    row = OxmlElement("w:tr")
    properties = _child(row, "w:trPr")
    _child(properties, "w:cantSplit")
    if head:
        _child(properties, "w:tblHeader")
    for text, width, alignment, fill in zip(texts, widths, alignments, fills, strict=True):
        cell = _child(row, "w:tc")
        cell_properties = _child(cell, "w:tcPr")
        _child(cell_properties, "w:tcW", {"w": str(_twips(width)), "type": "dxa"})
        if fill:
            _child(cell_properties, "w:shd", {"val": "clear", "fill": fill[0].lstrip("#")})
        _child(cell_properties, "w:vAlign", {"val": "center"})
        paragraph = _child(cell, "w:p")
        look = _child(paragraph, "w:pPr")
        _child(look, "w:spacing", {"before": "40", "after": "40"})
        _child(look, "w:jc", {"val": alignment})
        if text:
            run = _child(paragraph, "w:r")
            run_properties = _child(run, "w:rPr")
            _set_font(run_properties, font)
            if fill:
                _child(run_properties, "w:color", {"val": fill[1].lstrip("#")})
            _child(run_properties, "w:sz", {"val": str(int(TABLE.pt * 2))})
            _add_text(run, text)
    return row


def _add_text(run, text: str) -> None:
    for index, line in enumerate(text.split("\n")):
        if index:
            _child(run, "w:br")
        element = _child(run, "w:t")
        element.set(qn("xml:space"), "preserve")
        element.text = "".join(char for char in line if char >= " " or char == "\t")


def _child(parent, tag: str, attributes: dict | None = None):
    child = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child


def _twips(width: int) -> int:
    return round(width / 635)  # English metric units
