"""Tables of a Word document, written as its XML.

A plan has thousands of cells, and python-docx counts them all again for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu

from lapwing.contexts.improvement.publishing import forms, words
from lapwing.contexts.improvement.publishing.layout import Column, Look, Row, Table
from lapwing.platform.writing.brand import ASIDE, BAND, GREEN, HAIRLINE, QUIET, WHITE
from lapwing.platform.writing.legible import legible
from lapwing.platform.writing.word_parts import W, child, text_of_run

_FILLS = {Look.BAND: BAND, Look.ASIDE: ASIDE}
# Rows longer than this may break across pages; shorter ones stay whole.
_WHOLE = 600
_SIGN = re.compile(rf"^([{''.join(words.COLOURS)}]) (.+)$")


def table_of(table: Table, width: Emu) -> Iterator[Any]:
    """The table and the empty paragraph that parts it from what follows. ``width`` is that of the page."""
    twips = [int(width.twips * column.share / 100) for column in table.form.columns]
    root = parse_xml(_OPENING.format(namespaces=nsdecls("w"), line=HAIRLINE))
    child(_properties(root), "tblDescription", val=legible(table.about or table.form.sheet))
    grid = child(root, "tblGrid")
    for wide in twips:
        child(grid, "gridCol", w=str(wide))
    _head(root, table, twips)
    for row in table.rows:
        _row(root, row, table.form.columns, twips)
    yield root
    yield parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>')


_OPENING = """<w:tbl {namespaces}><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>
<w:top w:val="single" w:sz="4" w:space="0" w:color="{line}"/>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{line}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders>
<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>
<w:bottom w:w="60" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>
<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"
 w:noHBand="1" w:noVBand="1"/>
</w:tblPr></w:tbl>"""


def _properties(root: Any) -> Any:
    return root.find(f"{{{W}}}tblPr")


def _head(root: Any, table: Table, twips: list[int]) -> None:
    row = child(root, "tr")
    properties = child(row, "trPr")
    child(properties, "cantSplit")
    child(properties, "tblHeader")
    for column, wide in zip(table.form.columns, twips, strict=True):
        cell = _cell(row, wide, GREEN)
        _run(_paragraph(cell), column.title, bold=True, colour=WHITE)


def _row(root: Any, row: Row, columns: tuple[Column, ...], twips: list[int]) -> None:
    element = child(root, "tr")
    if max((len(text) for text in row.cells.values()), default=0) < _WHOLE:
        child(child(element, "trPr"), "cantSplit")
    for column, wide in zip(columns, twips, strict=True):
        cell = _cell(element, wide, _FILLS.get(row.look))
        lines = legible(row.cells.get(column.title, "")).split("\n")
        for line in lines:
            _line(_paragraph(cell, keep=row.look is Look.BAND), line, row, column.title)


def _line(paragraph: Any, line: str, row: Row, title: str) -> None:
    bold = row.look is Look.BAND and title in (forms.NO, forms.WHAT, "Title")
    quiet = QUIET if title == forms.PART else None
    sign = _SIGN.match(line) if title in (forms.STATUS, "Counts as") else None
    if sign:
        _run(paragraph, f"{sign[1]} ", bold=True, colour=words.COLOURS[sign[1]])
        _run(paragraph, sign[2])
    elif line:
        _run(paragraph, line, bold=bold, colour=quiet)


def _cell(row: Any, wide: int, fill: str | None) -> Any:
    cell = child(row, "tc")
    properties = child(cell, "tcPr")
    child(properties, "tcW", w=str(wide), type="dxa")
    if fill:
        child(properties, "shd", val="clear", color="auto", fill=fill)
    return cell


def _paragraph(cell: Any, *, keep: bool = False) -> Any:
    paragraph = child(cell, "p")
    properties = child(paragraph, "pPr")
    if keep:
        child(properties, "keepNext")
    child(properties, "spacing", before="0", after="20")
    return paragraph


def _run(paragraph: Any, text: str, *, bold: bool = False, colour: str | None = None) -> None:
    run = child(paragraph, "r")
    properties = child(run, "rPr")
    if bold:
        child(properties, "b")
    if colour:
        child(properties, "color", val=colour)
    child(properties, "sz", val="18")
    text_of_run(run, text)
