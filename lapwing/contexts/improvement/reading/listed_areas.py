"""Areas for improvement outside tables: told in a numbered list, under headings, or in bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lapwing.contexts.improvement.interchange import Area
from lapwing.contexts.improvement.reading.areas import areas_in
from lapwing.contexts.improvement.reading.flat_areas import read_areas
from lapwing.contexts.improvement.reading.joining import Joiner
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.platform.extraction.document import Document, Paragraph

_TITLED = re.compile(
    r"\b(?:areas?\s+(?:for|of)\s+improvement|areas?\s+for\s+priority\s+action)\b", re.IGNORECASE
)
_HEADING = re.compile(
    r"^\W*(?:the\s+)?(?:inspection\s+)?(?:areas?\s+(?:for|of)\s+(?:improvement|development"
    r"|priority action)|priority actions?"
    r"|what (?:needs to|must) improve|recommendations?)(?:\s+(?:from|identified|and)\b.{0,80})?\W*$",
    re.IGNORECASE,
)
_LONGEST_HEADING = 120


def areas_of(document: Document, lines: Sequence[Line]) -> tuple[Area, ...]:
    """The areas that inspectors named, as printed. ``lines`` are those outside tables; empty without any."""
    headed = areas_in(lines, (grid.lines for grid in document.grids))
    named = tuple(area for area in headed if area.source and _TITLED.search(lines[area.source[0] - 1].text))
    return named or read_areas(lines, Joiner(lines)) or tuple(_listed(document))


def _listed(document: Document) -> Iterator[Area]:
    """The items of the first list that stands under a heading of areas for improvement."""
    under = False
    found = False
    for element in document.elements:
        if not isinstance(element, Paragraph):
            if found:
                return
            under = False
        elif element.mark is None and len(element.text) <= _LONGEST_HEADING and _HEADING.match(element.text):
            under = True
        elif under and element.mark is not None and element.level <= 1:
            found = True
            number = re.match(r"^\W*(\d{1,2}|[A-H])\W*$", element.mark)
            yield Area(
                ref=number[1] if number else None, title=" ".join(element.text.split()), source=element.lines
            )
        elif found or element.heading is not None:
            return
