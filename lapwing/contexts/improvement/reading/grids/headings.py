"""The headings over each table of actions: which of them gather its actions, and when a group has ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.reading.grids.groups import Heading, heading_in, is_objective
from lapwing.platform.extraction.document import Document, Grid, Paragraph

_LONGEST_PLAIN = 160


@dataclass(frozen=True)
class Place:
    """``headings`` are those to open before a table, each with whether it stands under the one before.

    ``closes`` tells that a heading which gathers nothing has ended the group before.
    """

    headings: tuple[tuple[Heading, bool], ...] = ()
    closes: bool = False


def places_of(document: Document, grids: Sequence[Grid]) -> tuple[Place, ...]:
    """What stands over each table. A heading without a number counts only where several tables have one."""
    over = [_over(document, grid, grids[at - 1] if at else None) for at, grid in enumerate(grids)]
    bare = [_last_bare(headings) for headings in over]
    distinct = {heading.title for heading in bare if heading}
    return tuple(
        _place(headings, heading if len(distinct) > 1 else None)
        for headings, heading in zip(over, bare, strict=True)
    )


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
    if grid.title and (own := heading_in(grid.title, (grid.lines[0], grid.lines[0]), 9)):
        found.append(own)
    return found


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


def _place(headings: Sequence[Heading], bare: Heading | None) -> Place:
    numbered = [heading for heading in headings if heading.ref is not None]
    chain = _chain(numbered)
    if bare is not None and not chain:
        return Place(((bare, False),))
    if bare is not None and chain and (bare.level or 0) > (chain[-1].level or 0):
        chain = [*chain, bare]
    found: list[tuple[Heading, bool]] = []
    for at, heading in enumerate(chain):
        under = (
            at > 0
            and (is_objective(heading) or heading.deep or heading.ref is None)
            and not (heading.kind and heading.kind.casefold() == chain[at - 1].kind.casefold())
        )
        found.append((heading, under))
    return Place(tuple(found))


def _chain(headings: Sequence[Heading]) -> list[Heading]:
    """The headings that are open at a table: a later one ends those of its own depth and deeper."""
    found: list[Heading] = []
    for heading in headings:
        while found and _depth(found[-1]) >= _depth(heading):
            found.pop()
        found.append(heading)
    return found


def _depth(heading: Heading) -> tuple[int, int]:
    number = (heading.ref or "").count(".")
    return (heading.level if heading.level is not None else 10), number
