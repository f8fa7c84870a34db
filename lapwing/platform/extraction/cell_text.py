"""The one shape that the text of a cell has, whatever the file: see GridCell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Said(Protocol):
    """A paragraph of a cell: its words, the mark printed before it, and the lists around it."""

    @property
    def text(self) -> str: ...
    @property
    def mark(self) -> str | None: ...
    @property
    def level(self) -> int: ...


def cell_text(passages: Iterable[Said]) -> str:
    """A line for each paragraph; items with their marks, further in by level, the outermost not at all.

    A number without words is kept, since it is all that Word prints in a column of references.
    """
    kept = [found for found in passages if found.text or _is_number(found.mark)]
    outermost = min((found.level for found in kept if found.mark), default=1)
    return "\n".join(line for found in kept for line in _lines(found, outermost))


def _is_number(mark: str | None) -> bool:
    return mark is not None and any(character.isalnum() for character in mark)


def _lines(passage: Said, outermost: int) -> list[str]:
    first, *others = passage.text.replace("\t", " ").split("\n")
    if not passage.mark:
        return [first, *others]
    inset = "  " * max(passage.level - outermost, 0)
    return [f"{inset}{passage.mark} {first}".rstrip(), *(f"{inset}  {line}" for line in others)]
