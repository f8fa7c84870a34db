"""Groups and objectives of a flattened plan: titles, subtitles and the findings quoted above a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from lapwing.contexts.improvement.interchange import Group, Objective
from lapwing.contexts.improvement.reading.blocks import blocks_of, is_bullet, unmarked
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.joining import Joiner
from lapwing.contexts.improvement.reading.landmarks import Landmark
from lapwing.contexts.improvement.reading.lines import Line, span_of
from lapwing.contexts.improvement.reading.pieces import Block

# "Areas of improvement from inspection:", "Findings of the inspection:"
_LABEL = re.compile(
    r"\b(?:areas?|findings?|recommendations?|improvement)\b.*\b(?:inspection|inspectors|improvement|report)\b",
    re.I,
)


class _Part(Enum):
    TITLE = auto()
    SUBTITLE = auto()
    FINDINGS = auto()


@dataclass(frozen=True)
class ReadObjective:
    """An objective, and the lines above its table that are neither title, subtitle nor a quoted finding."""

    objective: Objective
    left: tuple[Block, ...]


def read_objective(heading: Landmark, group: str, lines: Sequence[Line], joiner: Joiner) -> ReadObjective:
    """``lines`` run from the heading to the table or heading that follows it."""
    parts: dict[_Part, list[list[Line]]] = {part: [] for part in _Part}
    left: list[Block] = []
    part = _Part.TITLE
    for block in _cut_at_label(blocks_of(lines, joiner.join), joiner):
        if part is _Part.TITLE and (not parts[part] or block.text[0].islower()):
            parts[part] = [[*(line for piece in parts[part] for line in piece), *block.lines]]
        elif is_bullet(block):
            part = _Part.FINDINGS
            parts[part].append(list(block.lines))
        elif _is_label(block):
            part = _Part.FINDINGS
        elif part is _Part.FINDINGS:
            left.append(block)
        else:
            part = _Part.SUBTITLE
            parts[part].append(list(block.lines))
    number = heading.number if "." in heading.number else f"{group}.{heading.number}"
    title = joiner.join(parts[_Part.TITLE][0])
    used = [line for pieces in parts.values() for piece in pieces for line in piece]
    objective = Objective(
        ref=number,
        group=group,
        title=title[title.index(heading.title[:20]) :] if heading.title[:20] in title else heading.title,
        subtitle=" ".join(joiner.join(piece) for piece in parts[_Part.SUBTITLE]) or None,
        findings=tuple(unmarked(joiner.join(piece)) for piece in parts[_Part.FINDINGS]),
        source=span_of(used),
    )
    return ReadObjective(objective, tuple(left))


def _is_label(block: Block) -> bool:
    return len(block.lines) == 1 and block.text.rstrip().endswith(":") and bool(_LABEL.search(block.text))


def _cut_at_label(blocks: Sequence[Block], joiner: Joiner) -> list[Block]:
    """A label is a block of its own, though its paragraph may follow without a blank line."""
    found: list[Block] = []
    for block in blocks:
        first = Block(joiner.join(block.lines[:1]), block.lines[:1])
        if len(block.lines) > 1 and _is_label(first):
            found += [first, Block(joiner.join(block.lines[1:]), block.lines[1:])]
        else:
            found.append(block)
    return found


def read_groups(
    headings: Sequence[Landmark], lines: Sequence[Line], joiner: Joiner, doubts: Doubts
) -> tuple[Group, ...]:
    """The groups in the order met. A heading without a title takes it from a list of as many items.

    The list is one that a sentence with the groups' own noun opens (``the three ambitions … are:``). Unless
    it has exactly as many items and the groups are numbered in its order, a person is asked.
    """
    first = {heading.number: heading for heading in reversed(headings)}
    met = list(dict.fromkeys(heading.number for heading in headings))
    untitled = bool(headings) and not any(heading.title for heading in headings)
    listed = _listed_titles(headings[0].noun, len(met), lines, joiner) if untitled else []
    in_order = _titles_of(met, listed)
    if untitled and (len(listed) != len(met) or met != _numbers(len(met))):
        _ask_titles(met, bool(in_order), doubts)
    groups = []
    for number in met:
        heading = first[number]
        at = lines[heading.first].number
        title, source = in_order.get(number, (heading.title or f"{heading.noun} {number}", (at, at)))
        groups.append(Group(ref=number, title=title, source=source))
    return tuple(groups)


_Title = tuple[str, tuple[int, int]]


def _numbers(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


def _titles_of(met: Sequence[str], listed: Sequence[_Title]) -> dict[str, _Title]:
    """Titles in the order met; by number when the list has more or fewer items than there are groups."""
    if len(listed) == len(met):
        return dict(zip(met, listed, strict=True))
    by_number = dict(zip(_numbers(len(listed)), listed, strict=True))
    return {number: by_number[number] for number in met if number in by_number}


def _ask_titles(met: Sequence[str], found: bool, doubts: Doubts) -> None:
    text = (
        "The groups are not numbered as the list that gives their titles is. Are the titles right?"
        if found
        else "The groups print no titles. What are they called?"
    )
    for number in met:
        choices = ("yes", "no") if found else ()
        doubts.add("group.title", f"group {number}", text, cause="order", choices=choices)


def _listed_titles(noun: str, count: int, lines: Sequence[Line], joiner: Joiner) -> list[_Title]:
    """Titles of a bulleted list that a sentence naming the groups opens: one of ``count`` items if any is,
    or else the first."""
    blocks = blocks_of(lines, joiner.join)
    stem = noun.split()[0].casefold()
    plural = re.compile(rf"\b(?:{stem}s|{stem[:-1]}ies)\b", re.I)
    lists = [
        items
        for at, block in enumerate(blocks)
        if not is_bullet(block) and block.text.rstrip().endswith(":") and plural.search(block.text)
        if len(items := _items_after(blocks, at)) > 1
    ]
    chosen = next((items for items in lists if len(items) == count), lists[0] if lists else [])
    return [_first_sentence(item, joiner) for item in chosen]


def _items_after(blocks: Sequence[Block], at: int) -> list[Block]:
    items: list[Block] = []
    for block in blocks[at + 1 :]:
        if not is_bullet(block):
            break
        items.append(block)
    return items


def _first_sentence(item: Block, joiner: Joiner) -> _Title:
    """The item's first line, and those after it that begin in lower case: what follows explains the title."""
    lines = [item.lines[0]]
    for line in item.lines[1:]:
        if not line.text.strip()[0].islower():
            break
        lines.append(line)
    return unmarked(joiner.join(lines)), span_of(lines)
