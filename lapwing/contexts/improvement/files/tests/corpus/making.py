"""Makes Word, PDF and Excel files from tables written down as rows of cells."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import typst
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill


@dataclass(frozen=True)
class Box:
    """A cell that spans several columns or rows, or is filled; a plain text is a cell of its own."""

    text: str
    columns: int = 1
    rows: int = 1
    fill: str | None = None
    bold: bool = False


Cell = str | Box
Rows = Sequence[Sequence[Cell]]


def placed(rows: Rows) -> Iterator[tuple[int, int, Box]]:
    """Each cell with its row and column: a cell stands in the next place that none above covers."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            box = cell if isinstance(cell, Box) else Box(cell)
            while (at, column) in taken:
                column += 1
            yield at, column, box
            taken |= {(at + r, column + c) for r in range(box.rows) for c in range(box.columns)}
            column += box.columns


# Word


def word() -> WordDocument:
    """An empty Word document."""
    return Document()


def add_table(document: WordDocument, rows: Rows, *, widths: Sequence[float] = ()) -> None:
    """A ruled table, merged as the boxes say. A line of a cell that begins with ``• `` is an item of a list."""
    boxes = list(placed(rows))
    table = document.add_table(
        rows=len(rows), cols=max(column + box.columns for _, column, box in boxes), style="Table Grid"
    )
    for row, column, box in boxes:
        cell = table.cell(row, column)
        if box.rows > 1 or box.columns > 1:
            cell = cell.merge(table.cell(row + box.rows - 1, column + box.columns - 1))
        _fill_word(cell, box, document)


def _fill_word(cell: _Cell, box: Box, document: WordDocument) -> None:
    for number, line in enumerate(box.text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        if line.startswith("• "):
            paragraph.style = document.styles["List Bullet"]
            line = line[2:]
        paragraph.add_run(line).bold = box.bold or None
    if box.fill:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), box.fill)
        cell._tc.get_or_add_tcPr().append(shade)


def word_bytes(document: WordDocument) -> bytes:
    found = io.BytesIO()
    document.save(found)
    return found.getvalue()


# PDF

_TYPST = """
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", flipped: data.landscape, margin: 15mm, columns: data.columns,
  header: align(right, text(7pt, data.running)), footer: context align(center, text(7pt, counter(page).display())))
#set text(9pt, hyphenate: data.hyphenate)
#set par(justify: false)
#let inside(lines) = for line in lines {
  if line.at(0) == "item" { list.item(line.at(1)) } else { par(line.at(1)) }
}
#for part in data.parts {
  if part.kind == "heading" { heading(level: part.level, part.text) }
  else if part.kind == "text" { par(part.text) }
  else if part.kind == "item" { list.item(part.text) }
  else if part.kind == "break" { pagebreak() }
  else {
    table(
      columns: part.widths.map(w => w * 1fr),
      stroke: if part.ruled { 0.5pt } else { none },
      inset: (x: 4pt, y: 4pt),
      table.header(..part.header.map(c => table.cell(
        x: c.x, y: c.y, colspan: c.columns, rowspan: c.rows,
        fill: if c.fill != none { rgb(c.fill) } else { none }, strong(inside(c.lines))))),
      ..part.cells.map(c => table.cell(
        x: c.x, y: c.y, colspan: c.columns, rowspan: c.rows,
        fill: if c.fill != none { rgb(c.fill) } else { none }, inside(c.lines))),
    )
  }
}
"""


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Item:
    text: str


@dataclass(frozen=True)
class Break:
    """A new page."""


@dataclass(frozen=True)
class Table:
    rows: Rows
    widths: Sequence[float]
    header: int = 1
    ruled: bool = True


def pdf(
    *parts: Heading | Text | Item | Break | Table,
    landscape: bool = True,
    columns: int = 1,
    running: str = "",
    hyphenate: bool = False,
) -> bytes:
    """A PDF of these parts, its header rows printed again on every page."""
    data = {
        "landscape": landscape,
        "columns": columns,
        "running": running,
        "hyphenate": hyphenate,
        "parts": [_plain_part(part) for part in parts],
    }
    return typst.compile(_TYPST.encode(), sys_inputs={"data": json.dumps(data)})


def _plain_part(part: Heading | Text | Item | Break | Table) -> dict[str, object]:
    match part:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Text(text):
            return {"kind": "text", "text": text}
        case Item(text):
            return {"kind": "item", "text": text}
        case Break():
            return {"kind": "break"}
        case Table(rows, widths, header, ruled):
            boxes = [(_plain_cell(box, column, row), row) for row, column, box in placed(rows)]
            return {
                "kind": "table",
                "widths": list(widths),
                "ruled": ruled,
                "header": [cell for cell, row in boxes if row < header],
                "cells": [cell for cell, row in boxes if row >= header],
            }


def _plain_cell(box: Box, x: int, y: int) -> dict[str, object]:
    lines = [["item", line[2:]] if line.startswith("• ") else ["text", line] for line in box.text.split("\n")]
    return {
        "x": x,
        "y": y,
        "columns": box.columns,
        "rows": box.rows,
        "fill": box.fill,
        "lines": lines if box.text else [],
    }


# Excel


def excel(**sheets: Rows) -> bytes:
    """A workbook; ``_`` in a sheet's name stands for a blank."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row, column, box in placed(rows):
            cell = sheet.cell(row + 1, column + 1, box.text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=box.bold)
            if box.fill:
                cell.fill = PatternFill("solid", start_color=box.fill)
            if box.rows > 1 or box.columns > 1:
                sheet.merge_cells(
                    start_row=row + 1,
                    start_column=column + 1,
                    end_row=row + box.rows,
                    end_column=column + box.columns,
                )
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()
