"""What a workbook is laid out as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lapwing.insight.packs.shapes import Day, Figure, Mark
from lapwing.platform.ui.marks import SHAPES

Value = str | Day | Figure | Mark | None
# The title of a column and its width in letters.
Title = tuple[str, int]
Rows = Iterator[tuple[Value, ...]]


@dataclass(frozen=True)
class Sheet:
    """A titled table. ``name`` is cut and made unique by the writer.

    ``is_data``: it is none of the sections that were chosen for reading.
    """

    name: str
    titles: tuple[Title, ...]
    rows: tuple[tuple[Value, ...], ...]
    is_data: bool = False


def words_of(value: Value) -> str:
    """What a cell says where it is no number and no date."""
    if isinstance(value, Mark):
        return f"{SHAPES[value.shape]} {value.label}"
    return value.text if isinstance(value, Figure | Day) else value or ""
