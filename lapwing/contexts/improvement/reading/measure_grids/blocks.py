"""Measures told in blocks of labels (*KPI*, *Baseline*, *Target*): down a table, or on lines of a text.

Each block becomes a row of a table whose titles are the labels, over the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.reading.grids.headers import headers_of
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind, title_of
from lapwing.platform.extraction.document import Document, Element, Grid, GridCell, Paragraph, Span

_LABEL = re.compile(r"^\W{0,3}(?P<label>[A-Z][^:]{1,50}?)\s*:\s*(?P<text>\S.*)$")
_NEEDED = frozenset({Kind.NAME, Kind.BASELINE, Kind.TARGET})
_MOST_ROWS = 200


@dataclass(frozen=True)
class _Told:
    """A label with its text, and the lines of either."""

    label: str
    text: str
    label_lines: Span
    lines: Span

    @property
    def kind(self) -> Kind:
        return title_of(self.label).kind


def with_measure_blocks(document: Document) -> Document:
    """The document with its blocks of measures as tables; the same when there are none."""
    elements: list[Element] = []
    run: list[Paragraph] = []
    for element in document.elements:
        if isinstance(element, Paragraph) and element.heading is None and _told_in(element):
            run.append(element)
            continue
        elements += _of_lines(run)
        run = []
        elements.append(_upright(element) if isinstance(element, Grid) else element)
    elements += _of_lines(run)
    same = len(elements) == len(document.elements) and all(
        new is old for new, old in zip(elements, document.elements, strict=True)
    )
    return document if same else replace(document, elements=tuple(elements))


def _told_in(paragraph: Paragraph) -> list[_Told]:
    """The labels of a paragraph, when each of its lines has one."""
    texts = paragraph.text.split("\n")
    matches = [_LABEL.match(text) for text in texts]
    first, last = paragraph.lines
    if last - first + 1 != len(texts) or not all(matches):
        return []
    told = [
        _Told(match["label"], match["text"], (number, number), (number, number))
        for number, match in enumerate(matches, start=first)
        if match is not None
    ]
    return told if all(each.kind is not Kind.OTHER for each in told) else []


def _of_lines(run: Sequence[Paragraph]) -> list[Element]:
    told = [each for paragraph in run for each in _told_in(paragraph)]
    grid = _table(told, (run[0].lines[0], run[-1].lines[1])) if run else None
    return [grid] if grid else list(run)


def _upright(grid: Grid) -> Grid:
    """A table of two columns whose first holds the labels, as a table with titles over it."""
    if grid.columns != 2 or grid.rows > _MOST_ROWS or headers_of(grid):
        return grid
    told = []
    for row in range(grid.rows):
        cells = [cell for cell in grid.row(row) if cell.text.strip()]
        if not cells:
            continue
        if cells[0].column or len(cells[0].text) > 60 or title_of(_bare(cells[0].text)).kind is Kind.OTHER:
            return grid
        value = cells[1] if len(cells) > 1 else replace(cells[0], text="")
        told.append(_Told(_bare(cells[0].text), value.text, cells[0].lines, value.lines))
    return _table(told, grid.lines) or grid


def _bare(label: str) -> str:
    return " ".join(label.split()).rstrip(" :")


def _table(told: Sequence[_Told], lines: Span) -> Grid | None:
    blocks = list(_blocks(told))
    if not blocks or not all(_NEEDED.issubset(each.kind for each in block) for block in blocks):
        return None
    labels = {each.label: each for block in reversed(blocks) for each in reversed(block)}
    columns = {label: at for at, label in enumerate(dict.fromkeys(each.label for each in told))}
    cells = [
        GridCell(text=label, row=0, column=at, lines=labels[label].label_lines, header=True)
        for label, at in columns.items()
    ]
    cells += [
        GridCell(text=each.text, row=row, column=columns[each.label], lines=each.lines)
        for row, block in enumerate(blocks, start=1)
        for each in block
        if each.text.strip()
    ]
    return Grid(cells=tuple(cells), rows=len(blocks) + 1, columns=len(columns), lines=lines)


def _blocks(told: Sequence[_Told]) -> Iterator[list[_Told]]:
    """The blocks, each from a label that the one before has already."""
    block: list[_Told] = []
    for each in told:
        if any(other.label == each.label for other in block):
            yield block
            block = []
        block.append(each)
    if block:
        yield block
