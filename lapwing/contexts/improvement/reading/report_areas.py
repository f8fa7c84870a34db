"""The areas that an inspection report names, for priority action and for improvement.

Reports of area SEND inspections print them near the end, in a table of who is responsible and what is to
improve, or one under the other below a heading. A text that holds little else is taken as the areas alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Area
from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.contexts.improvement.reading.listed_areas import areas_of
from lapwing.platform.extraction.document import Document, Grid, GridCell, Paragraph

_NAMES_AREAS = re.compile(
    r"^\W*(?:the\s+)?areas?\s+(?:for|of)\s+(?:improvement|development|priority\s+action)"
    r"|^\W*priority\s+actions?\b",
    re.IGNORECASE,
)
_RESPONSIBLE = re.compile(r"\bresponsib|\bbod(?:y|ies)\b|\bowner", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,2}|[A-H])[.)]\s+(?P<text>\S.*)$", re.DOTALL)
_BULLET = re.compile(r"^\s*(?:[-*•–▪●]|\d{1,2}[.)]|[a-h][.)])\s+(?P<text>\S.*)$")
_LONGEST_HEADING = 120
# A text with so few paragraphs is the areas alone, copied out of a report.
_FEW = 40
MOST_AREAS = 60


def areas_of_report(document: Document) -> tuple[Area, ...]:
    """The areas as printed, in order; empty when none are named and the document holds more than areas."""
    found = [area for grid in document.grids for area in _in_grid(grid)]
    found += _under_headings(document)
    if not found:
        found = list(areas_of(document, lines_of(document.text)))
    if not found and not document.grids:
        found = _alone(document)
    return tuple(_once(found))[:MOST_AREAS]


def _in_grid(grid: Grid) -> Iterator[Area]:
    """The rows of a table under a title that names areas; who is responsible may stand beside them."""
    for row in range(grid.rows):
        titles = {cell.column: cell for cell in grid.row(row) if _NAMES_AREAS.match(cell.text)}
        if titles:
            column = min(titles)
            beside = [cell.column for cell in grid.row(row) if _RESPONSIBLE.search(cell.text)]
            yield from _rows(grid, row + 1, column, beside[0] if beside else None)
            return
    if _NAMES_AREAS.match(grid.title):
        yield from _rows(grid, 0, 0, None)


def _rows(grid: Grid, first: int, column: int, responsible: int | None) -> Iterator[Area]:
    done: set[tuple[int, int]] = set()
    for row in range(first, grid.rows):
        cell = grid.at(row, column)
        if cell is None or (cell.row, cell.column) in done or not cell.text.strip():
            continue
        done.add((cell.row, cell.column))
        if _NAMES_AREAS.match(cell.text) and len(cell.text) <= _LONGEST_HEADING:
            continue  # the title again, above the next part of the table
        yield _of_cell(cell, grid.at(row, responsible) if responsible is not None else None)


def _of_cell(cell: GridCell, responsible: GridCell | None) -> Area:
    area = _of_text(cell.text, cell.lines)
    group = " ".join(responsible.text.split()) if responsible is not None else ""
    return replace(area, governance_group=group or None)


def _of_text(text: str, lines: tuple[int, int]) -> Area:
    """The first words as the area, bullets below as its recommendations."""
    title: list[str] = []
    recommendations: list[str] = []
    for line in (each.strip() for each in text.splitlines() if each.strip()):
        bullet = _BULLET.match(line) if title else None
        if bullet:
            recommendations.append(bullet["text"])
        elif recommendations:
            recommendations[-1] += f" {line}"
        else:
            title.append(line)
    whole = " ".join(title)
    numbered = _NUMBERED.match(whole)
    return Area(
        ref=numbered["number"] if numbered else None,
        title=numbered["text"] if numbered else whole,
        recommendations=tuple(recommendations),
        source=lines,
    )


def _under_headings(document: Document) -> list[Area]:
    """Paragraphs below a heading that is nothing but the name of areas, up to the next heading or table."""
    found: list[Area] = []
    under = False
    for element in document.elements:
        if not isinstance(element, Paragraph):
            under = False
        elif _is_heading(element):
            under = bool(_NAMES_AREAS.match(element.text))
        elif under and element.level > 1 and found:
            found[-1] = _with(found[-1], element)
        elif under:
            found += _of_paragraph(element)
    return found


def _is_heading(paragraph: Paragraph) -> bool:
    if paragraph.mark is not None or len(paragraph.text) > _LONGEST_HEADING:
        return False
    names = bool(_NAMES_AREAS.match(paragraph.text)) and not paragraph.text.rstrip().endswith(".")
    return paragraph.heading is not None or names


def _of_paragraph(paragraph: Paragraph) -> list[Area]:
    """A paragraph as an area; several when each of its lines begins with a number of its own."""
    number = re.match(r"^\W*(\d{1,2}|[A-H])\W*$", paragraph.mark or "")
    if number:
        area = _of_text(paragraph.text, paragraph.lines)
        return [replace(area, ref=number[1])]
    lines = [line for line in paragraph.text.splitlines() if line.strip()]
    if len(lines) > 1 and _NUMBERED.match(lines[0]):
        pieces: list[list[str]] = []
        for line in lines:
            if _NUMBERED.match(line):
                pieces.append([])
            pieces[-1].append(line)
        return [_of_text("\n".join(piece), paragraph.lines) for piece in pieces]
    return [_of_text(paragraph.text, paragraph.lines)]


def _with(area: Area, further: Paragraph) -> Area:
    return replace(area, recommendations=(*area.recommendations, " ".join(further.text.split())))


def _alone(document: Document) -> list[Area]:
    """Each paragraph of a short text, as when only the areas were copied out of a report."""
    paragraphs = [each for each in document.elements if isinstance(each, Paragraph) and each.text.strip()]
    if not 0 < len(paragraphs) <= _FEW:
        return []
    return [area for each in paragraphs if each.heading is None for area in _of_paragraph(each)]


def _once(areas: Sequence[Area]) -> Iterator[Area]:
    """A report prints its areas in a summary too: each is taken where it stands first."""
    seen: set[str] = set()
    for area in areas:
        words = " ".join(area.title.lower().split())
        if words and words not in seen:
            seen.add(words)
            yield area
