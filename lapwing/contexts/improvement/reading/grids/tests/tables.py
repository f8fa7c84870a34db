"""Documents with tables, written down row by row for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Action, Plan
from lapwing.contexts.improvement.reading.pipeline import read_document
from lapwing.platform.extraction.document import Document, Kind
from lapwing.platform.extraction.writer import FoundCell, Writer


@dataclass(frozen=True)
class Wide:
    """A cell over several rows or columns, or with a fill."""

    text: str
    rows: int = 1
    columns: int = 1
    colour: str | None = None


Cells = Sequence[str | Wide | None]


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class Table:
    """Rows of cells; None is a place that a cell beside or above it covers."""

    rows: Sequence[Cells]
    title: str = ""


def document(*parts: Heading | Table | str, kind: Kind = Kind.WORD) -> Document:
    """A document of headings, tables and paragraphs in the order given."""
    writer = Writer(kind, "invented")
    for part in parts:
        if isinstance(part, Heading):
            writer.paragraph(part.text, heading=part.level)
        elif isinstance(part, Table):
            writer.grid(list(_cells(part.rows)), title=part.title)
        else:
            writer.paragraph(part)
    return writer.document()


def _cells(rows: Sequence[Cells]) -> list[FoundCell]:
    found = []
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            wide = Wide(cell) if isinstance(cell, str) else cell
            if wide is not None:
                found.append(
                    FoundCell(
                        text=wide.text,
                        row=row,
                        column=column,
                        rows=wide.rows,
                        columns=wide.columns,
                        colour=wide.colour,
                    )
                )
    return found


def table(*rows: Cells, title: str = "") -> Table:
    return Table(rows, title)


def plan_of(*parts: Heading | Table | str, kind: Kind = Kind.WORD) -> Plan:
    """The reading of a document of these parts."""
    return read_document(document(*parts, kind=kind))


def codes(plan: Plan) -> set[str]:
    """The codes of all questions but those that every reading may raise."""
    return {question.code for question in plan.questions} - {"note.document"}


def dates(action: Action) -> list[list[str]]:
    """The last day of every due point, part by part."""
    return [[str(point.latest) for point in each.due.points] for each in action.milestones]
