"""The areas for improvement of a plan in Markdown: recommendations, narrative and governance group of each.

``Area of Improvement 2: …`` opens an area; its bullets are recommendations until a heading that speaks of
narrative; a heading with the role of a group names who answers for it. The heading is often printed again
above each table, which then holds the area's actions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from lapwing.contexts.improvement.interchange import Area, Span
from lapwing.contexts.improvement.reading.columns import role_of
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.marks import ARROWS, BULLETS
from lapwing.contexts.improvement.reading.pieces import Role

_HEADING = re.compile(
    r"^(?:area(?:s)?\s+(?:of|for)\s+(?:improvement|development)|improvement\s+area|priority\s+area|priority\s+action|area|theme)"
    r"\s+(?P<ref>\d{1,2}|[A-H])\s*[:.–—-]\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)
_ANY_HEADING = re.compile(
    r"^(?:[A-Z][a-z]+\s+){1,4}(?P<ref>\d{1,2}|[A-H])\s*[:.–—-]\s*(?P<title>\S.*)$", re.IGNORECASE
)
_NARRATIVE = re.compile(
    r"\b(?:narrative|what (?:the )?inspect\w+|inspection (?:report|findings)|findings)\b", re.IGNORECASE
)
_BULLET = re.compile(rf"^(?P<indent>\s*)(?:[-*+–]|[{BULLETS}{ARROWS}]|\d{{1,2}}[.)])\s+(?P<text>\S.*)$")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_LONGEST_HEADING = 160


class _Section(Enum):
    RECOMMENDATIONS = auto()
    NARRATIVE = auto()
    GROUP = auto()
    CLOSED = auto()


@dataclass(frozen=True)
class Heading:
    """A heading that names an area. It may be printed several times."""

    ref: str
    title: str
    line: int


@dataclass
class _OpenArea:
    heading: Heading
    recommendations: list[str] = field(default_factory=list)
    narrative: list[str] = field(default_factory=list)
    group: str | None = None
    last: int = 0
    section: _Section = _Section.RECOMMENDATIONS
    indent: int | None = None

    def area(self) -> Area:
        return Area(
            ref=self.heading.ref,
            title=self.heading.title,
            recommendations=tuple(self.recommendations),
            narrative=tuple(self.narrative),
            governance_group=self.group,
            source=(self.heading.line, max(self.heading.line, self.last)),
        )


def plain_markdown(text: str) -> str:
    """A line without the marks of headings and of emphasis."""
    return _EMPHASIS.sub("", text.strip().lstrip("#").strip())


def headings_in(lines: Iterable[Line], tables: Iterable[Span]) -> tuple[Heading, ...]:
    """Every printing of an area's heading, in order.

    A word that may head anything (*Priority 2: …*) heads an area only where one of the ``tables`` stands
    right below it, here or at another printing.
    """
    found: list[Heading] = []
    any_: list[Heading] = []
    for line in lines:
        plain = plain_markdown(line.text)
        if "\t" in line.text or len(plain) > _LONGEST_HEADING or _BULLET.match(line.text):
            continue
        if match := _ANY_HEADING.match(plain):
            heading = Heading(match["ref"], match["title"].strip(), line.number)
            any_.append(heading)
            if _HEADING.match(plain):
                found.append(heading)
    above = [[each for each in any_ if each.line < first][-1:] for first, _ in tables]
    over = {(heading.ref, heading.title) for each in above for heading in each}
    return tuple(each for each in any_ if each in found or (each.ref, each.title) in over)


def areas_in(lines: Sequence[Line], tables: Iterable[Span]) -> tuple[Area, ...]:
    """The areas, each at the first printing of its heading; lines of ``tables`` are not read here."""
    spans = tuple(tables)
    in_tables = {number for first, last in spans for number in range(first, last + 1)}
    headings = {heading.line: heading for heading in headings_in(lines, spans)}
    areas: dict[str, _OpenArea] = {}
    current: _OpenArea | None = None
    for line in lines:
        if heading := headings.get(line.number):
            repeated = heading.ref in areas
            current = areas.setdefault(heading.ref, _OpenArea(heading))
            current.section = _Section.CLOSED if repeated else _Section.RECOMMENDATIONS
        elif current is not None and not line.blank and line.number not in in_tables:
            _take(current, line)
    return tuple(area.area() for area in areas.values())


def _take(area: _OpenArea, line: Line) -> None:
    """Files a line under the open section. What comes after the group is left for the remainder."""
    if area.section is _Section.CLOSED:
        return
    if bullet := _BULLET.match(line.text):
        _bullet(area, len(bullet["indent"]), plain_markdown(bullet["text"]), line)
        return
    plain = plain_markdown(line.text)
    title, _, rest = plain.partition(":")
    if role_of(title) is Role.GROUP:
        area.section, area.group, area.last = _Section.GROUP, rest.strip() or None, line.number
    elif area.section is _Section.GROUP and area.group is None:
        area.group, area.last, area.section = plain, line.number, _Section.CLOSED
    elif len(plain) <= _LONGEST_HEADING and _NARRATIVE.search(plain):
        area.section, area.last = _Section.NARRATIVE, line.number
    elif area.section is not _Section.GROUP:
        area.narrative.append(plain)
        area.last = line.number


def _bullet(area: _OpenArea, indent: int, text: str, line: Line) -> None:
    area.last = line.number
    if area.section is _Section.GROUP:
        area.group = f"{area.group}; {text}" if area.group else text
        return
    kept = area.narrative if area.section is _Section.NARRATIVE else area.recommendations
    # a list may be indented as a whole: what hangs on an item is indented more than the list's first
    area.indent = indent if area.indent is None or not kept else area.indent
    if indent > area.indent and kept:
        kept[-1] = f"{kept[-1]}\n- {text}"
    else:
        kept.append(text)
