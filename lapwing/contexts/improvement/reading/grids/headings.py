"""The headings over each table of actions, and which of them gather its actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.reading.grids.groups import Heading, heading_in, is_objective
from lapwing.platform.extraction.document import Document, Grid, Paragraph

_LONGEST_PLAIN = 160


@dataclass(frozen=True)
class Place:
    """``headings`` are those to open before a table, each with whether it stands under the one before."""

    headings: tuple[tuple[Heading, bool], ...] = ()


def places_of(document: Document, grids: Sequence[Grid]) -> tuple[Place, ...]:
    """What stands over each table. A heading without a number counts only where several tables have one."""
    over = [_over(document, grid, grids[at - 1] if at else None) for at, grid in enumerate(grids)]
    bare = [_last_bare(headings) for headings in over]
    distinct = {heading.title for heading in bare if heading}
    places: list[Place] = []
    chain: list[Heading] = []
    for headings, heading in zip(over, bare, strict=True):
        place, chain = _place(headings, heading if len(distinct) > 1 else None, chain)
        places.append(place)
    return tuple(places)


def _over(document: Document, grid: Grid, previous: Grid | None) -> list[Heading]:
    """The headings between the table of actions before and this one, and its own caption."""
    if previous is grid:
        return []
    found: list[Heading] = []
    for element in document.elements:
        if element is grid:
            break
        if not isinstance(element, Paragraph) or (previous and element.lines[0] <= previous.lines[1]):
            continue
        if heading := _heading(element):
            found.append(heading)
    own = heading_in(grid.title, (grid.lines[0], grid.lines[0]), 9) if grid.title else None
    # a sheet called P1 says less than the heading with a number on it, whatever that number is
    if own is None or any(each.ref is not None and each.ref == own.ref for each in found):
        return found
    return [*found, own] if own.ref is not None or all(each.ref is None for each in found) else found


def _heading(paragraph: Paragraph) -> Heading | None:
    if paragraph.heading is not None:
        text = f"{paragraph.mark} {paragraph.text}" if paragraph.mark else paragraph.text
        return heading_in(text, paragraph.lines, paragraph.heading)
    if len(paragraph.text) > _LONGEST_PLAIN or paragraph.text.rstrip().endswith((".", ";", ",")):
        return None
    if (
        "\t" in paragraph.text
        or "...." in paragraph.text
        or (paragraph.mark and not paragraph.mark[:1].isalnum())
    ):
        return None
    return heading_in(paragraph.text, paragraph.lines, named=True)


def _last_bare(headings: Sequence[Heading]) -> Heading | None:
    """The heading right over a table, when it prints no number."""
    last = headings[-1] if headings else None
    return last if last is not None and last.ref is None else None


def _place(
    headings: Sequence[Heading], bare: Heading | None, open_: Sequence[Heading]
) -> tuple[Place, list[Heading]]:
    """What is opened before a table, and all the headings that it then stands under."""
    new = [heading for heading in headings if heading.ref is not None]
    if bare is not None and (not new or (bare.level or 0) > (new[-1].level or 0)):
        new.append(bare)
    chain = list(open_)
    for heading in new:
        while chain and _depth(chain[-1]) >= _depth(heading):
            chain.pop()
        chain.append(heading)
    found = tuple(
        (heading, at > 0 and _is_under(heading, chain[at - 1]))
        for at, heading in enumerate(chain)
        if any(heading is each for each in new)
    )
    return Place(found), chain


def _is_under(heading: Heading, above: Heading) -> bool:
    """Whether a heading is an objective of the one above, and not another group beside it."""
    deeper = is_objective(heading) or heading.deep or heading.ref is None
    return deeper and heading.kind.casefold() != (above.kind.casefold() or None)


def _depth(heading: Heading) -> tuple[int, int, int]:
    """How deep a heading stands: by its level, then by what it calls itself, then by its number."""
    level = heading.level if heading.level is not None else 10
    return level, int(is_objective(heading)), (heading.ref or "").count(".")
