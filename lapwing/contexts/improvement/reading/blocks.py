"""Cuts lines into blocks: lines that stand together between blank lines. A list mark begins a new block."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.marks import ARROW, BULLET
from lapwing.contexts.improvement.reading.pieces import Block

TERMINAL = re.compile(r"[.!?][\"'”’)]*$")


def blocks_of(
    lines: Sequence[Line],
    join: Callable[[Sequence[Line]], str],
    marks: tuple[re.Pattern[str], ...] = (ARROW, BULLET),
) -> tuple[Block, ...]:
    """The blocks of some lines, in order, each with its joined text (list marks included)."""
    found: list[list[Line]] = []
    open_block = False
    for line in lines:
        if line.blank:
            open_block = False
        elif not open_block or any(mark.match(line.text) for mark in marks):
            found.append([line])
            open_block = True
        else:
            found[-1].append(line)
    return tuple(Block(join(block), tuple(block)) for block in found)


def width_of(block: Block) -> int:
    """The longest line, in characters: narrow columns of a flattened table wrap early, wide ones late."""
    return max(len(line.text.strip()) for line in block.lines)


def is_arrow(block: Block) -> bool:
    return bool(ARROW.match(block.lines[0].text))


def is_bullet(block: Block) -> bool:
    return bool(BULLET.match(block.lines[0].text))


def unmarked(text: str) -> str:
    """A text without the arrow or bullet it begins with."""
    return BULLET.sub("", ARROW.sub("", text)).strip()
