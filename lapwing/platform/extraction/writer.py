"""Writes a document down as it is met: gives lines their numbers, and tells how far the reading has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lapwing.platform.extraction.document import (
    Document,
    Element,
    Grid,
    GridCell,
    Kind,
    Note,
    Paragraph,
)

Progress = Callable[[int, int], None]
# Told of each element as it is written, with the lines that it adds to the document.
Listener = Callable[[Element, list[str]], None]


@dataclass(frozen=True, kw_only=True)
class FoundCell:
    """A cell before it has lines: see GridCell for what each part means."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    colour: str | None = None
    header: bool = False


class Writer:
    """Takes paragraphs and tables in the order of reading. One blank line parts any two of them.

    ``progress`` is told of steps done and steps in all (pages, sheets, parts). Whatever was written before a
    reading breaks off can still be had from ``document``.
    """

    def __init__(
        self,
        kind: Kind,
        name: str,
        progress: Progress | None = None,
        listener: Listener | None = None,
    ) -> None:
        self.kind, self._name = kind, name
        self._progress, self._listener = progress, listener
        self._elements: list[Element] = []
        self._lines: list[str] = []
        self._notes: dict[tuple[str, str], Note] = {}
        self._told = 0

    def paragraph(
        self,
        text: str,
        *,
        heading: int | None = None,
        mark: str | None = None,
        level: int = 0,
        place: str = "",
    ) -> None:
        """Write a paragraph; one without words is left out. It may hold several lines."""
        if not text.strip():
            return
        first = self._start()
        opening = f"{'  ' * max(level - 1, 0)}{mark} " if mark else ""
        self._lines += (opening + text).splitlines()
        self._keep(
            Paragraph(
                text=text,
                lines=(first, len(self._lines)),
                heading=heading,
                mark=mark,
                level=level,
                place=place,
            )
        )

    def grid(self, cells: Iterable[FoundCell], *, title: str = "", place: str = "") -> None:
        """Write a table; every line of every cell stands on a line of its own, row by row."""
        kept = sorted(
            (cell for cell in cells if cell.text.strip() or cell.colour),
            key=lambda cell: (cell.row, cell.column),
        )
        if not kept:
            return
        first = self._start()
        placed = tuple(self._placed(cell) for cell in kept)
        self._keep(
            Grid(
                cells=placed,
                rows=max(cell.row + cell.rows for cell in placed),
                columns=max(cell.column + cell.columns for cell in placed),
                lines=(first, len(self._lines)),
                title=title,
                place=place,
            )
        )

    def take(self, lines: Sequence[str], elements: Iterable[Element]) -> None:
        """Take a file that is text already: its own lines, and the elements that name them.

        Raises ValueError when something was written before, whose lines would be others.
        """
        if self._lines:
            raise ValueError("the lines of a file cannot follow others")
        self._lines += lines
        self._elements += elements

    def note(self, code: str, text: str) -> None:
        """Note something a person should know; the same note is kept once."""
        self._notes.setdefault((code, text), Note(code, text))

    def step(self, done: int, of: int) -> None:
        """Tell how far the reading has come."""
        if self._progress is not None:
            self._progress(done, of)

    def document(self, *, complete: bool = True) -> Document:
        """The document as far as it has been written."""
        return Document(
            kind=self.kind,
            name=self._name,
            elements=tuple(self._elements),
            lines=tuple(self._lines),
            notes=tuple(self._notes.values()),
            complete=complete,
        )

    def _keep(self, element: Element) -> None:
        self._elements.append(element)
        if self._listener is not None:
            told = self._told
            self._told = len(self._lines)
            self._listener(element, self._lines[told:])

    def _start(self) -> int:
        if self._lines:
            self._lines.append("")
        return len(self._lines) + 1

    def _placed(self, cell: FoundCell) -> GridCell:
        lines = cell.text.splitlines() or [""]
        self._lines += lines
        return GridCell(
            text=cell.text,
            row=cell.row,
            column=cell.column,
            lines=(len(self._lines) - len(lines) + 1, len(self._lines)),
            rows=cell.rows,
            columns=cell.columns,
            colour=cell.colour,
            header=cell.header,
        )
