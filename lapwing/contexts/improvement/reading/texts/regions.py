"""How far the table under some titles goes: to other titles, a heading, a list of terms or the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lapwing.contexts.improvement.reading.columns import may_hold_titles, plain_title
from lapwing.contexts.improvement.reading.glossary import is_glossary_heading
from lapwing.contexts.improvement.reading.grids.title_words import WHOLE
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.texts.blank_columns import WideTitles, wide_titles_at
from lapwing.contexts.improvement.reading.texts.furniture import furniture_in
from lapwing.contexts.improvement.reading.texts.title_lines import Titles, titles_at

HEADING = re.compile(
    r"^\s*(?:#{1,6}\s|(?:strategic\s+|key\s+|improvement\s+)?(?:areas?|priority|priorities|objective|aim|goal|theme"
    r"|work\s?stream|ambition|outcome|strand|section|appendix|annex|recommendation|pillar)"
    r"(?:\s+(?:of|for)\s+(?:improvement|development|focus)|\s+area|\s+group|\s+action)?"
    r"\s+(?:\d{1,2}(?:\.\d{1,2})?|[A-H]|one|two|three|four|five|six)\s*(?:$|[:.–—-]\s*\S))",
    re.I,
)
_LONGEST_HEADING = 200
# Between the rows of a table of fixed width, ``Action 2: Early help`` right across it heads an area.
_AREA = re.compile(r"^\s*Action\s+\d{1,2}\s*[:.–—-]\s*\S+(?: \S+)*\s*$")


@dataclass(frozen=True)
class Region:
    """Titles with the stretches of lines under them; headings part one stretch from the next.

    ``opens`` has the number of the line on which each stretch begins: its titles, where they are repeated.
    """

    titles: Titles
    wide: WideTitles | None
    stretches: tuple[tuple[Line, ...], ...]
    opens: tuple[int, ...]


def regions_of(lines: Sequence[Line]) -> Iterator[Region]:
    """Every stretch of a text that titles stand over, without page numbers and repeated titles."""
    plain = _without_furniture(lines)
    at = 0
    while at < len(plain):
        found = _titles_at(plain, at)
        if found is None:
            at += 1
            continue
        titles, wide = found
        stretches, opens, at = _stretches(plain, titles, wide)
        filled = [number for number, each in enumerate(stretches) if any(not line.blank for line in each)]
        yield Region(
            titles,
            wide,
            tuple(tuple(stretches[number]) for number in filled),
            tuple(opens[number] or _first_filled(stretches[number]) for number in filled),
        )


def _without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers; of the blank lines around one, one stays."""
    furniture = furniture_in(lines)
    kept: list[Line] = []
    skipping = False
    for line in lines:
        if line.number in furniture:
            while len(kept) > 1 and kept[-1].blank and kept[-2].blank:
                kept.pop()
            skipping = True
        elif line.blank and skipping and kept and kept[-1].blank:
            continue
        else:
            skipping = skipping and line.blank
            kept.append(line)
    return kept


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for titles in WHOLE.values() for word in titles.replace(",", " ").split())


def _may_be_titles(text: str) -> bool:
    words = plain_title(text).split()
    return bool(words) and all(may_hold_titles(word) or word in _vocabulary() for word in words)


def _titles_at(lines: Sequence[Line], at: int) -> tuple[Titles, WideTitles | None] | None:
    text = lines[at].text
    # titles open with a capital, or with a sign for a number
    opening = text.strip()[:1]
    if not (opening.isupper() or opening == "#") or not may_hold_titles(text):
        return None
    if re.search(r"\S\s{2,}\S", text) and (wide := wide_titles_at(lines, at)):
        return wide.titles, wide
    titles = titles_at(lines, at) if _may_be_titles(text) else None
    return (titles, None) if titles else None


def is_heading(text: str) -> bool:
    """Whether a line heads an area, an objective or a part of the document."""
    return len(text) <= _LONGEST_HEADING and bool(HEADING.match(text) or is_glossary_heading(text))


def _first_filled(lines: Sequence[Line]) -> int:
    return next(line.number for line in lines if not line.blank)


def _stretches(
    lines: Sequence[Line], titles: Titles, wide: WideTitles | None
) -> tuple[list[list[Line]], list[int | None], int]:
    """The lines under the titles, the line of the titles over each stretch that repeats them, and the
    position where something else begins."""
    stretches: list[list[Line]] = [[]]
    opens: list[int | None] = [lines[titles.first].number]
    at = titles.last + 1
    while at < len(lines):
        text = lines[at].text
        if is_glossary_heading(text):
            break
        if is_heading(text) or (wide is not None and _AREA.match(text)):
            stretches.append([])
            opens.append(None)
            at += 1
            continue
        other = _titles_at(lines, at)
        if other is not None and not other[0].same_as(titles):
            break
        if other is not None:
            if not any(not line.blank for line in stretches[-1]):
                opens[-1] = opens[-1] or lines[at].number
            at = other[0].last + 1
            continue
        stretches[-1].append(lines[at])
        at += 1
    return stretches, opens, at
