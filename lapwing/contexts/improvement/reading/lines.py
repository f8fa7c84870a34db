"""Lines of a text document, numbered from 1: every later step of reading keeps their numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Span


@dataclass(frozen=True)
class Line:
    """One line as it stands in the document, without its line end."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def lines_of(text: str) -> tuple[Line, ...]:
    """The document's lines, numbered from 1. Line ends of any kind; form feeds do not end a line."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(Line(number, line) for number, line in enumerate(plain.split("\n"), start=1))


def span_of(lines: Iterable[Line]) -> Span:
    """First and last line number. Raises ValueError when there are no lines."""
    numbers = [line.number for line in lines]
    return min(numbers), max(numbers)
