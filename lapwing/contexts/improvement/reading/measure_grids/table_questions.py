"""What a measure table as a whole leaves open: what its columns hold."""

from __future__ import annotations

from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.measure_grids.links import Numbers
from lapwing.contexts.improvement.reading.measure_grids.table import Layout
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind

_PLURALS = {Kind.TARGET: "targets", Kind.ACTUAL: "results"}


def ask_about_layout(layout: Layout, where: str, doubts: Doubts) -> None:
    """Record the doubts about the columns of one table for a measure of it; ``where`` is its key."""
    if layout.dated_as is not None:
        read_as = _PLURALS[layout.dated_as]
        other = next(word for word in _PLURALS.values() if word != read_as)
        doubts.add(
            "measure.columns",
            where,
            f"Columns of figures are titled only by a date. They are read as {read_as}. Is that right?",
            cause=read_as,
            choices=(f"yes, {read_as}", f"no, {other}"),
            raw="\n".join(column.text for column in layout.columns if column.time and not column.words),
        )
    _ask_unread(layout, where, doubts)


def ask_about_numbers(numbers: Numbers, key: str, doubts: Doubts) -> None:
    """Numbers that count the measures and are numbers of actions as well; ``key`` is one of the measures."""
    if numbers.unsure:
        doubts.add(
            "ref.meaning",
            key,
            "The numbers of these measures are numbers of actions too. Does each measure belong to the "
            "action of its number?",
            cause="measures",
            choices=("yes, to the action of that number", "no, they only count the measures"),
        )


def _ask_unread(layout: Layout, where: str, doubts: Doubts) -> None:
    """Columns that no field of a measure carries. Those of a table of actions are read with the actions."""
    if layout.actions is not None:
        return
    unread = [column for column in layout.of(Kind.OTHER) if column.text and _has_words(layout, column.number)]
    if len(layout.of(Kind.ACTUAL)) != 1:
        unread += [
            column for column in layout.of(Kind.RATING, Kind.TRAVEL) if _has_words(layout, column.number)
        ]
    for column in unread:
        doubts.add(
            "cell.unread",
            where,
            "Some columns of the tables of measures are not part of a measure here. What are they for?",
            cause="measure columns",
            raw=column.text,
        )


def _has_words(layout: Layout, number: int) -> bool:
    cells = (layout.at(row, number) for row in range(layout.first, layout.last))
    return any(cell and cell.columns < layout.grid.columns and cell.text.strip() for cell in cells)
