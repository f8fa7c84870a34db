"""Areas for improvement told in prose: a numbered list with bullets under its items, as inspectors write."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lapwing.contexts.improvement.interchange import Area
from lapwing.contexts.improvement.reading.blocks import blocks_of, is_bullet, unmarked
from lapwing.contexts.improvement.reading.joining import Joiner
from lapwing.contexts.improvement.reading.lines import Line, span_of
from lapwing.contexts.improvement.reading.pieces import Block

_ITEM = re.compile(r"^(?P<number>\d{1,2})[.)]\s+(?P<text>[A-Z].*)$")
_ABOUT = re.compile(
    r"\b(?:areas?\s+(?:for|of)\s+(?:improvement|development)|priority\s+actions?|recommendations?)\b", re.I
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
# How many blocks may stand between the words "areas for improvement" and the first item.
_NEAR = 4


def read_areas(lines: Sequence[Line], joiner: Joiner) -> tuple[Area, ...]:
    """The first numbered list from 1 that stands just after words about areas for improvement, or ()."""
    blocks = blocks_of(lines, joiner.join)
    for at, block in enumerate(blocks):
        match = _ITEM.match(block.text)
        if match and match["number"] == "1" and _introduced(blocks, at):
            return tuple(_area(item) for item in _items(blocks[at:]))
    return ()


def _introduced(blocks: Sequence[Block], at: int) -> bool:
    return any(_ABOUT.search(block.text) for block in blocks[max(0, at - _NEAR) : at])


def _items(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of each item, up to the first block that belongs to none."""
    items: list[list[Block]] = []
    for block in blocks:
        match = _ITEM.match(block.text)
        if match and match["number"] == str(len(items) + 1):
            items.append([block])
        elif is_bullet(block) or block.text[0].islower():
            items[-1].append(block)
        else:
            break
    return items


def _area(item: Sequence[Block]) -> Area:
    match = _ITEM.match(item[0].text)
    assert match is not None
    title, *more = _SENTENCE.split(match["text"])
    recommendations: list[str] = []
    for block in item[1:]:
        if is_bullet(block):
            recommendations.append(unmarked(block.text))
        elif recommendations:
            recommendations[-1] += f" {block.text}"
        else:
            more.append(block.text)
    return Area(
        ref=match["number"],
        title=title.rstrip(".").strip(),
        recommendations=tuple(recommendations),
        narrative=tuple(more),
        source=span_of(line for block in item for line in block.lines),
    )
