"""Builds tables for tests, as documents give them, and reads their measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Action, Measure, Question
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.measure_grids import read_measure_grids
from lapwing.platform.extraction.document import Grid, Kind
from lapwing.platform.extraction.writer import FoundCell, Writer


@dataclass(frozen=True)
class Wide:
    """A merged cell: ``rows`` down and ``columns`` across."""

    text: str
    rows: int = 1
    columns: int = 1


# ``None`` stands where a merged cell from further up already is.
Row = Sequence[str | Wide | None]


def grids_of(*tables: Sequence[Row]) -> tuple[Grid, ...]:
    """The tables as a document holds them, one after the other."""
    writer = Writer(Kind.WORD, "invented")
    for table in tables:
        writer.grid(_cells(table))
    return writer.document().grids


def _cells(table: Sequence[Row]) -> list[FoundCell]:
    cells = []
    for row, entries in enumerate(table):
        column = 0
        for entry in entries:
            cell = entry if isinstance(entry, Wide) else Wide(entry or "")
            if cell.text:
                cells.append(
                    FoundCell(text=cell.text, row=row, column=column, rows=cell.rows, columns=cell.columns)
                )
            column += cell.columns
    return cells


@dataclass(frozen=True)
class Read:
    """What was read of some tables."""

    measures: tuple[Measure, ...]
    questions: tuple[Question, ...]

    def asked(self, code: str) -> list[Question]:
        """The questions of a code."""
        return [question for question in self.questions if question.code == code]

    @property
    def codes(self) -> set[str]:
        return {question.code for question in self.questions}


def read(*tables: Sequence[Row], actions: Sequence[Action] = ()) -> Read:
    """The measures of some tables and what is asked about them."""
    doubts = Doubts()
    measures = read_measure_grids(grids_of(*tables), actions, doubts)
    return Read(measures, doubts.questions())


def one(baseline: str, target: str, name: str = "Plans on time") -> Read:
    """A table of one measure with a dated baseline and target."""
    titles = ("Measure", "Baseline (April 2024)", "Target (by July 2026)")
    return read([titles, (name, baseline, target)])
