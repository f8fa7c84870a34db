"""The tables of Lapwing's own layout in a document, each row as texts by title, and the headings above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Span
from lapwing.contexts.improvement.interchange.plain import block, one_line
from lapwing.contexts.improvement.publishing.forms import EVERY
from lapwing.contexts.improvement.publishing.layout import Form
from lapwing.platform.extraction.document import Document, Grid


@dataclass(frozen=True)
class OwnRow:
    """A row: texts by title of column, and the lines it stands on."""

    cells: Mapping[str, str]
    lines: Span

    def __getitem__(self, title: str) -> str:
        return self.cells.get(title, "")

    @property
    def raw(self) -> str:
        return " | ".join(text for text in self.cells.values() if text)


@dataclass(frozen=True)
class OwnHeading:
    """A paragraph outside the tables, and whether it is a heading."""

    text: str
    lines: Span
    is_heading: bool


@dataclass(frozen=True)
class OwnTable:
    form: Form
    rows: tuple[OwnRow, ...]


def elements_of(document: Document) -> Iterator[OwnHeading | OwnTable]:
    """Paragraphs and known tables in the order of reading."""
    for element in document.elements:
        if isinstance(element, Grid):
            if table := _table(element):
                yield table
        else:
            yield OwnHeading(one_line(element.text), element.lines, element.heading is not None)


def _table(grid: Grid) -> OwnTable | None:
    """The table of a grid whose first rows hold every title of a known form, in whatever order."""
    texts = _texts(grid)
    for at, row in enumerate(texts[:3]):
        titles = {_same(text): column for column, (text, _) in row.items()}
        known = [form for form in EVERY if all(_same(title) in titles for title in form.titles)]
        if known:
            form = max(known, key=lambda each: len(each.titles))
            columns = {titles[_same(title)]: title for title in form.titles}
            rows = (_row(each, columns) for each in texts[at + 1 :])
            return OwnTable(form, tuple(row for row in rows if row and not _is_header(row)))
    return None


def _texts(grid: Grid) -> list[dict[int, tuple[str, Span]]]:
    """The cells of each row by column."""
    rows: list[dict[int, tuple[str, Span]]] = [{} for _ in range(grid.rows)]
    for cell in grid.cells:
        if cell.text.strip():
            rows[cell.row][cell.column] = (cell.text, cell.lines)
    return rows


def _row(cells: Mapping[int, tuple[str, Span]], columns: Mapping[int, str]) -> OwnRow | None:
    if not cells:
        return None
    spans = [lines for _, lines in cells.values()]
    texts = {title: block(cells[column][0]) for column, title in columns.items() if column in cells}
    return OwnRow(texts, (min(first for first, _ in spans), max(last for _, last in spans)))


def _is_header(row: OwnRow) -> bool:
    """A header that a page break repeats."""
    return all(_same(text) == _same(title) for title, text in row.cells.items())


def _same(text: str) -> str:
    return one_line(text).casefold()
