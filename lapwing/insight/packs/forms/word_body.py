"""Paragraphs, pictures and tables of a Word document, written as its XML, since there are thousands."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import Any

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.shape import CT_Inline
from docx.shared import Emu, Length

from lapwing.insight.packs.forms.blocks import Line, Row, Table
from lapwing.insight.packs.forms.word_pages import CLOSE, set_close
from lapwing.insight.packs.forms.word_template import Sheet
from lapwing.insight.packs.shapes import Mark
from lapwing.platform.ui.marks import SHAPES
from lapwing.platform.writing.brand import BAND, HAIRLINE, QUIET, STATUS, WHITE
from lapwing.platform.writing.legible import legible
from lapwing.platform.writing.word_parts import child, text_of_run

# Rows longer than this may break across pages; shorter ones stay whole.
_WHOLE = 700
# What is said of a thing stands close to it.
_CLOSE_TO_THE_NEXT = frozenset({"Normal", "Caption"})
# Half points.
_CELL, _SMALL, _MARK = 17, 14, 18
# Twentieths of a point.
_BELOW_A_TABLE = 120
# Above and beside the words of a cell, of an ordinary table and of one whose print is small.
_ROOMY_CELL, _CLOSE_CELL = (55, 85), (36, 45)


class Body:
    """Writes at the end of a document."""

    def __init__(self, sheet: Sheet, width: Length) -> None:
        self.sheet, self.width = sheet, width
        self._body = sheet.document.element.body
        self._numbers = count(1)

    @property
    def length(self) -> int:
        """How many paragraphs and tables there are so far."""
        return len(self._body) - 1

    @property
    def last(self) -> Any:
        """The paragraph or table that was written last."""
        return self._body[-2]

    def set_close(self, begin: int, size: int | None) -> None:
        """Set the paragraphs from a place on so that they fit a page: see ``word_pages.set_close``."""
        written = (each for each in self._body[begin:-1] if each.tag == qn("w:p"))
        set_close(written, {self.sheet.ids[f"Heading {level}"] for level in (1, 2, 3)}, size)

    def paragraph(self, style: str = "Normal", *, keep: bool = False, fresh: bool = False) -> Any:
        """An empty paragraph. ``keep``: on one page with what follows; ``fresh``: on a new page."""
        element = parse_xml(f"<w:p {nsdecls('w')}/>")
        self._body.insert(len(self._body) - 1, element)
        properties = child(element, "pPr")
        child(properties, "pStyle", val=self.sheet.ids.get(style, "Normal"))
        if keep:
            child(properties, "keepNext")
            child(properties, "keepLines")
        if fresh:
            child(properties, "pageBreakBefore")
        if keep and style in _CLOSE_TO_THE_NEXT:
            child(properties, "spacing", after=str(CLOSE))
        return element

    def text(self, words: str, style: str = "Normal", *, keep: bool = False, **look: Any) -> Any:
        """A paragraph of words."""
        paragraph = self.paragraph(style, keep=keep)
        run(paragraph, words, **look)
        return paragraph

    def heading(self, words: str, level: int, *, fresh: bool = False, mark: Mark | None = None) -> str:
        """A heading with a bookmark, whose name comes back. ``mark`` stands at the end of its line."""
        paragraph = self.paragraph(f"Heading {level}", keep=True, fresh=fresh)
        if mark:
            child(child(paragraph[0], "tabs"), "tab", val="right", pos=str(self.width.twips))
        number = next(self._numbers)
        name = f"_Toc{number:08}"
        child(paragraph, "bookmarkStart", id=str(number), name=name)
        run(paragraph, words)
        child(paragraph, "bookmarkEnd", id=str(number))
        if mark:
            child(child(paragraph, "r"), "tab")
            said(paragraph, Line(mark=mark), _MARK)
        return name

    def line(self, line: Line, *, keep: bool = False, style: str = "Normal") -> Any:
        """A line as a paragraph."""
        paragraph = self.paragraph(style, keep=keep)
        said(paragraph, line)
        return paragraph

    def picture(self, data: bytes, alt: str, width: Length, *, keep: bool = False) -> None:
        """A picture in a paragraph of its own, told in words."""
        part, image = self.sheet.document.part.get_or_add_image(BytesIO(data))
        found = self.sheet.document.part.related_parts[part].image if image is None else image
        height = Emu(int(width * found.px_height / found.px_width))
        number = 10_000 + next(self._numbers)
        inline = CT_Inline.new_pic_inline(number, part, f"chart-{number}.png", width, height)
        inline.docPr.set("descr", legible(alt))
        drawing = child(child(self.paragraph(keep=keep), "r"), "drawing")
        drawing.append(inline)

    def table(self, table: Table, *, small: bool = False, width: Length | None = None) -> Any:
        """A table whose titles stand again on every page, and a narrow gap after it."""
        size = _SMALL if small else _CELL
        root = _table(table, self.sheet, int((width or self.width).twips), size)
        self._body.insert(len(self._body) - 1, root)
        self.gap(_BELOW_A_TABLE)
        return root

    def gap(self, height: int) -> None:
        """Leave so much room, in twentieths of a point."""
        paragraph = self.paragraph()
        child(paragraph[0], "spacing", before="0", after="0", line=str(height), lineRule="exact")


def run(
    paragraph: Any,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: str | None = None,
    size: int | None = None,
) -> None:
    """Words in a paragraph. ``size`` in half points."""
    element = child(paragraph, "r")
    properties = child(element, "rPr")
    if bold:
        child(properties, "b")
    if italic:
        child(properties, "i")
    if colour:
        child(properties, "color", val=colour)
    if size:
        child(properties, "sz", val=str(size))
    text_of_run(element, legible(words))


def said(paragraph: Any, line: Line, size: int | None = None) -> None:
    """A line: its label, its mark, its words."""
    if line.label:
        run(paragraph, f"{line.label}: ", colour=QUIET, size=size)
    if line.mark:
        run(paragraph, f"{SHAPES[line.mark.shape]} ", bold=True, colour=STATUS[line.mark.colour], size=size)
        if line.look != "sign":
            run(paragraph, f"{line.mark.label} " if line.text else line.mark.label, bold=True, size=size)
    if line.text:
        quiet = QUIET if line.look == "quiet" else None
        run(paragraph, line.text, bold=line.look == "strong", colour=quiet, size=size)


def edged(paragraph: Any, colour: str, fill: str | None = None) -> None:
    """A line along the left of a paragraph, to set it apart."""
    properties = paragraph[0]
    borders = child(properties, "pBdr")
    child(borders, "left", val="single", sz="24", space="8", color=colour)
    if fill:
        child(properties, "shd", val="clear", color="auto", fill=fill)
    if (spacing := properties.find(qn("w:spacing"))) is not None:
        properties.append(spacing)
    child(properties, "ind", left="170")


def _table(table: Table, sheet: Sheet, twips: int, size: int) -> Any:
    above, beside = _CLOSE_CELL if size == _SMALL else _ROOMY_CELL
    root = parse_xml(_OPENING.format(namespaces=nsdecls("w"), wide=twips, above=above, beside=beside))
    properties = root[0]
    if sheet.own_table:
        properties.insert(0, parse_xml(f'<w:tblStyle {nsdecls("w")} w:val="{sheet.own_table}"/>'))
    else:
        properties.insert(1, parse_xml(_RULES.format(namespaces=nsdecls("w"), line=HAIRLINE)))
    child(properties, "tblDescription", val=legible(table.about))
    whole = sum(column.share for column in table.columns)
    widths = [twips * column.share // whole for column in table.columns]
    grid = child(root, "tblGrid")
    for wide in widths:
        child(grid, "gridCol", w=str(wide))
    _head(root, table, sheet, widths, size)
    # of one whose rows are low, neither the first nor the last stands alone on a page or in a column
    ends = {0, len(table.rows) - 2} if size == _SMALL and len(table.rows) > 1 else set[int]()
    for at, row in enumerate(table.rows):
        _row(root, row, table, widths, size, keep=row.band or at in ends)
    return root


_OPENING = """<w:tbl {namespaces}><w:tblPr><w:tblW w:w="{wide}" w:type="dxa"/>
<w:tblLayout w:type="fixed"/><w:tblCellMar>
<w:top w:w="{above}" w:type="dxa"/><w:left w:w="{beside}" w:type="dxa"/>
<w:bottom w:w="{above}" w:type="dxa"/><w:right w:w="{beside}" w:type="dxa"/></w:tblCellMar>
<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"
 w:noHBand="1" w:noVBand="1"/></w:tblPr></w:tbl>"""
_RULES = """<w:tblBorders {namespaces}><w:top w:val="single" w:sz="4" w:space="0" w:color="{line}"/>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{line}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders>"""


def _head(root: Any, table: Table, sheet: Sheet, widths: list[int], size: int) -> None:
    row = child(root, "tr")
    properties = child(row, "trPr")
    child(properties, "cantSplit")
    child(properties, "tblHeader")
    own = sheet.own_table is not None
    for column, wide in zip(table.columns, widths, strict=True):
        # titles do not stand alone at the foot of a page
        holder = _cell(row, wide, None if own else sheet.head)
        paragraph = _paragraph(holder, right=column.figures, keep=bool(table.rows))
        run(paragraph, column.title, bold=not own, colour=None if own else WHITE, size=size)


def _row(root: Any, row: Row, table: Table, widths: list[int], size: int, *, keep: bool) -> None:
    element = child(root, "tr")
    if max((sum(len(line.said) for line in cell) for cell in row.cells), default=0) < _WHOLE:
        child(child(element, "trPr"), "cantSplit")
    for column, cell, wide in zip(table.columns, row.cells, widths, strict=True):
        holder = _cell(element, wide, BAND if row.band else None)
        for line in cell:
            said(_paragraph(holder, right=column.figures, keep=keep), line, size)
        if not cell:
            _paragraph(holder, keep=keep)


def _cell(row: Any, wide: int, fill: str | None) -> Any:
    cell = child(row, "tc")
    properties = child(cell, "tcPr")
    child(properties, "tcW", w=str(wide), type="dxa")
    if fill:
        child(properties, "shd", val="clear", color="auto", fill=fill)
    return cell


def _paragraph(cell: Any, *, right: bool = False, keep: bool = False) -> Any:
    paragraph = child(cell, "p")
    properties = child(paragraph, "pPr")
    if keep:
        child(properties, "keepNext")
    child(properties, "spacing", before="0", after="20")
    if right:
        child(properties, "jc", val="right")
    return paragraph
