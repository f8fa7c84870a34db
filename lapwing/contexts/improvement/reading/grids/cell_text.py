"""The text of a table's cell in passages: paragraphs and the items of lists, with the lines they take.

A cell has a line for each paragraph; an item begins with its mark. A line that only carries on the one above
(it begins in lower case, or the line above needs more) is part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.reading.cells import Kind, Passage, one_line
from lapwing.contexts.improvement.reading.marks import ARROWS, BULLETS
from lapwing.contexts.improvement.reading.words import needs_more

_BULLET = re.compile(rf"^(?:[{re.escape(ARROWS + BULLETS)}]\s*|[-–—*o]\s+|->\s*|=>\s*)(?=\S)")
_NUMBER = re.compile(
    r"^(?P<mark>\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})\)|\d{1,2}[.:](?!\d)|(?:[a-z]|[ivx]{2,4})\.)\s+(?=\S)"
)
_LEVEL = 2


@dataclass(frozen=True)
class CellLine:
    """A paragraph or item of a cell. ``mark`` is its number or letter as printed; a ``bullet`` has none."""

    text: str
    level: int
    mark: str | None = None
    bullet: bool = False

    @property
    def listed(self) -> bool:
        return self.bullet or self.mark is not None


def lines_of_cell(text: str) -> tuple[CellLine, ...]:
    """The paragraphs and items of a cell; wrapped lines, and lists under an unnumbered item, joined to it."""
    return _without_inner(_lines(text))


def _lines(text: str) -> tuple[CellLine, ...]:
    found: list[CellLine] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        each = _line(line)
        if found and not each.listed and _goes_on(found[-1].text, each.text):
            last = found[-1]
            found[-1] = CellLine(f"{last.text} {each.text}", last.level, last.mark, last.bullet)
        else:
            found.append(each)
    return tuple(found)


def _without_inner(lines: tuple[CellLine, ...]) -> tuple[CellLine, ...]:
    """Items under a bullet among others say more of it; under the only one they are the list themselves."""
    listed = [line for line in lines if line.listed]
    top = min((line.level for line in listed), default=0)
    outer = [line for line in listed if line.level == top]
    if len(outer) < 2 or len(outer) == len(listed):
        return lines
    found: list[CellLine] = []
    for line in lines:
        over = found[-1] if found else None
        if over is not None and over.bullet and over.level == top and line.listed and line.level > top:
            found[-1] = replace(over, text=f"{over.text} {_printed(line)}")
        else:
            found.append(line)
    return tuple(found)


def passages_of_cell(text: str) -> tuple[Passage, ...]:
    """The same as passages, so that one outline serves cells of every format."""
    return tuple(_passages(lines_of_cell(text)))


def words_of(text: str) -> str:
    """The words of a cell on one line, without the bullets of its lists."""
    return one_line(" ".join(_printed(line) for line in lines_of_cell(text)))


def _printed(line: CellLine) -> str:
    return f"{line.mark} {line.text}" if line.mark else line.text


def _passages(lines: tuple[CellLine, ...]) -> Iterator[Passage]:
    for line in lines:
        if line.listed:
            yield Passage(Kind.ITEM, one_line(_printed(line)), line.level + 1)
        else:
            yield Passage(Kind.PARAGRAPH, one_line(line.text))


def _line(line: str) -> CellLine:
    text = line.strip()
    level = (len(line) - len(line.lstrip(" "))) // _LEVEL
    if bullet := _BULLET.match(text):
        return CellLine(text[bullet.end() :], level, None, bullet=True)
    if number := _NUMBER.match(text):
        return CellLine(text[number.end() :], level, number["mark"])
    return CellLine(text, level)


def _goes_on(above: str, line: str) -> bool:
    """Whether a line only carries on the paragraph above it."""
    if above.rstrip().endswith((".", ";", ":", "!", "?")):
        return False
    if line[:1].islower():
        return True
    last = above.split()[-1]
    return needs_more(last) or (last.endswith((",", "-", "–", "&", "/")) and not last.endswith("--"))
