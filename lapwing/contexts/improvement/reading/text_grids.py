"""Gives a document the tables that stand in its lines only as text, over the same lines.

Which reader takes a text is told by what stands in it. Titles over rows whose milestones carry their dates
inside, with arrows, are those of a flattened plan and are left to the reader of those (``flat_plan``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.interchange import Action, Span
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.lines import Line, lines_of
from lapwing.contexts.improvement.reading.marks import ARROW
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.tab_tables import spans_of_tables
from lapwing.contexts.improvement.reading.texts.blank_columns import read_wide
from lapwing.contexts.improvement.reading.texts.label_blocks import read_label_blocks
from lapwing.contexts.improvement.reading.texts.loose_cells import read_loose
from lapwing.contexts.improvement.reading.texts.parts import TextTable, grid_of
from lapwing.contexts.improvement.reading.texts.regions import Region, is_heading, regions_of
from lapwing.contexts.improvement.reading.texts.tab_statuses import read_tab_statuses
from lapwing.contexts.improvement.reading.trace import Trace
from lapwing.contexts.improvement.reading.wrapping import wrapping_in
from lapwing.platform.extraction.document import Document, Element, Kind, Paragraph

# The titles that a flattened plan prints: dates and successes have no columns there.
_FLAT_ROLES = frozenset({Role.REFERENCE, Role.OUTCOME, Role.ACTION, Role.OWNER})
_AREA = re.compile(r"^\s*Action\s+\d{1,2}\s*[:.–—-]\s*\S.{0,150}$")
_DUE_INSIDE = re.compile(r"\b(?:by|from|in|until)\s+(?:the\s+)?(?:end\s+of\s+)?[A-Z][a-z]+\s+(?:20)?\d\d\b")
_QUESTIONS = {
    "cell.slipped": "A blank cell was lost in these rows, and more than one place is left for a text. "
    "Does each text stand in its own column?",
    "owner.split": "People of one cell stand on several lines here, and a name may be longer than its line. "
    "Does each begin where it is shown to?",
    "text.split": "Lines of one cell may be one text or several here. Is each text rightly joined or parted?",
    "cell.order": "Nothing parts the cells of these rows but the look of their words. Does each end where it "
    "is shown to?",
}


@dataclass(frozen=True)
class FoundTables:
    """The document with its tables, and the tables as they were found."""

    document: Document
    tables: tuple[TextTable, ...] = ()


def with_found_grids(document: Document) -> Document:
    """The document with the tables that stood in its lines as text; unchanged when there are none."""
    return find_tables(document).document


def find_tables(document: Document, trace: Trace | None = None) -> FoundTables:
    """The tables in the lines that stand in no table yet, each told to the ``trace``."""
    lines = _free_lines(document)
    tables = list(read_tab_statuses(_unruled_lines(document)))
    tables += _tables_under_titles(lines)
    taken = _numbers(table.lines for table in tables)
    free = [replace(line, text="") if line.number in taken else line for line in lines]
    headings = {each.lines[0] for each in document.paragraphs if each.heading is not None}
    tables += read_label_blocks(_without_markup(document, free), headings)
    if not tables:
        return FoundTables(document)
    tables.sort(key=lambda table: table.lines)
    for table in tables:
        if trace is not None:
            trace.add("text table", table.lines, f"{table.how}; {len(table.rows)} rows")
    grids = [grid_of(table) for table in tables]
    elements = [*document.grids, *grids, *_paragraphs(document, _numbers(grid.lines for grid in grids))]
    elements.sort(key=lambda element: element.lines)
    return FoundTables(replace(document, elements=tuple(elements)), tuple(tables))


def _numbers(spans: Iterator[Span] | Collection[Span]) -> set[int]:
    return {number for first, last in spans for number in range(first, last + 1)}


def _free_lines(document: Document) -> list[Line]:
    """The lines, with those left blank that have another reader or none: ruled tables, rows with tabs, and
    what a site put around the document."""
    free = _unruled_lines(document)
    tabbed = _numbers(spans_of_tables(free))
    return [replace(line, text="") if line.number in tabbed else line for line in free]


def _unruled_lines(document: Document) -> list[Line]:
    """The lines, without those of ruled tables and of what a site put around the document."""
    lines = lines_of(document.text)
    taken = _numbers([grid.lines for grid in document.grids])
    taken |= wrapping_in(lines)
    return [replace(line, text="") if line.number in taken else line for line in lines]


def _without_markup(document: Document, lines: Sequence[Line]) -> list[Line]:
    """The lines as a person sees them: those of Markdown without the signs for headings and bold words."""
    if document.kind is not Kind.MARKDOWN:
        return list(lines)
    seen: dict[int, str] = {}
    for paragraph in document.paragraphs:
        texts = paragraph.text.split("\n")
        first, last = paragraph.lines
        if len(texts) == last - first + 1:
            opening = f"{paragraph.mark} {texts[0]}" if paragraph.mark else texts[0]
            seen |= dict(enumerate([opening, *texts[1:]], start=first))
    return [replace(line, text=seen.get(line.number, line.text) if line.text else "") for line in lines]


def _tables_under_titles(lines: Sequence[Line]) -> Iterator[TextTable]:
    for region in regions_of(lines):
        if _is_flattened(region):
            continue
        for opens, stretch in zip(region.opens, region.stretches, strict=True):
            table = read_wide(region.wide, stretch) if region.wide else read_loose(region.titles, stretch)
            if table is not None:
                # titles printed once over several areas belong to each; only the first stands under them
                yield replace(table, lines=(opens, table.rows[-1].lines[1]))


def _is_flattened(region: Region) -> bool:
    """Rows of a flattened plan: no column for dates, which stand inside milestones that arrows begin."""
    if not region.titles.known <= _FLAT_ROLES:
        return False
    lines = [line.text for stretch in region.stretches for line in stretch if line.text.strip()]
    return any(ARROW.match(text) for text in lines) or any(_DUE_INSIDE.search(text) for text in lines)


def _paragraphs(document: Document, taken: Collection[int]) -> Iterator[Element]:
    """The paragraphs outside the tables; of one that reaches into a table, the lines that do not."""
    for paragraph in document.paragraphs:
        first, last = paragraph.lines
        left = [number for number in range(first, last + 1) if number not in taken]
        headed = {number for number in left if _is_heading(document.lines[number - 1])}
        if len(left) == last - first + 1 and (not headed or len(left) == 1):
            yield paragraph
            continue
        run: list[int] = []
        for number in [*left, 0]:
            # a heading is a paragraph of its own, though its table or text follows without a blank line
            if run and (number != run[-1] + 1 or number in headed or run[-1] in headed):
                yield _part_of(paragraph, document, run)
                run = []
            run.append(number)


def _is_heading(text: str) -> bool:
    """Whether a line heads an area; ``Action 1 – Early help`` does, once actions have been found under it."""
    return is_heading(text) or bool(_AREA.match(text))


def _part_of(paragraph: Paragraph, document: Document, run: Sequence[int]) -> Paragraph:
    text = "\n".join(document.lines[number - 1].strip() for number in run)
    return Paragraph(text=text, lines=(run[0], run[-1]), heading=paragraph.heading, place=paragraph.place)


def ask_about_cells(tables: Sequence[TextTable], actions: Sequence[Action], doubts: Doubts) -> None:
    """Asks, once for each cause, about the rows of which a cell may begin or end elsewhere."""
    for row in (row for table in tables for row in table.rows if row.doubt):
        first, last = row.lines
        for action in actions:
            if action.source and action.source[0] <= last and first <= action.source[1]:
                doubts.add(row.doubt, action.key, _QUESTIONS[row.doubt], cause="text", raw=row.raw)
