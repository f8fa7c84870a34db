"""Status as shown everywhere: a word, a shape and a colour, so that none is needed alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Shape = Literal["square", "circle", "diamond", "triangle", "ring"]
Colour = Literal["blue", "green", "amber", "red", "grey"]

SHAPES: dict[str, str] = {"square": "■", "circle": "●", "diamond": "◆", "triangle": "▲", "ring": "○"}


@dataclass(frozen=True)
class StatusMark:
    """One status of a key. Label, shape, colour and meaning are the partnership's data."""

    label: str
    shape: Shape
    colour: Colour
    meaning: str = ""

    @property
    def sign(self) -> str:
        """The shape as a character, for plain text and narrow places."""
        return SHAPES[self.shape]


@dataclass(frozen=True)
class StatusCount:
    """How many have a status; ``url`` opens them."""

    mark: StatusMark
    count: int
    url: str | None = None


@dataclass(frozen=True)
class Segment:
    """A piece of a bar, in hundredths of its length."""

    mark: StatusMark
    count: int
    start: float
    width: float


def segments(counts: Iterable[StatusCount]) -> list[Segment]:
    """The pieces of a bar of 100 in the order given; statuses that nothing has are left out."""
    present = [item for item in counts if item.count > 0]
    total = sum(item.count for item in present)
    found: list[Segment] = []
    start = 0.0
    for item in present:
        width = 100 * item.count / total
        found.append(Segment(item.mark, item.count, round(start, 2), round(width, 2)))
        start += width
    return found


def in_words(counts: Iterable[StatusCount]) -> str:
    """41 done, 38 on track and 9 off track."""
    parts = [f"{item.count} {item.mark.label.lower()}" for item in counts if item.count]
    if not parts:
        return "none"
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
