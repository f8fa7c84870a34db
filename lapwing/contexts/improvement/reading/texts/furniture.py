"""What a printed page adds to a text: page numbers, and the lines that stand beside each of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.texts.title_lines import role_of_title

_PAGE = re.compile(
    r"^\W*(?:page\s*)\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*$|^\W*\d{1,3}\s*(?:of|/)\s*\d{1,3}\W*$"
    r"|^\W*\d{1,3}\s*\|\s*p\s?a\s?g\s?e\W*$|^\s*[-–—]\s*\d{1,3}\s*[-–—]\s*$",
    re.I,
)
_WITH_PAGE = re.compile(r"\bpage\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\s*$", re.I)
# An entry of a list of contents: dots that lead to the number of a page.
_LEADER = re.compile(r"(?:[.…]{4,}|(?:\.\s){4,})\s*\d{1,3}\s*$")
_LONE = re.compile(r"^\s*\d{1,3}\s*$")
_FAR_IN = re.compile(r"^\s{12,}\d{1,3}\s*$")
_FEED = "\x0c"


def furniture_in(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of lines that are no part of the text: page numbers, running heads and feet, contents."""
    pages = {line.number for line in lines if _PAGE.match(line.text) or _is_foot(line.text)}
    pages |= _lone_numbers(lines)
    contents = {line.number for line in lines if _LEADER.search(line.text)}
    return frozenset(pages | _beside(lines, pages) | contents | _heads(lines))


def _is_foot(text: str) -> bool:
    return len(text.strip()) < 100 and bool(_WITH_PAGE.search(text))


def _lone_numbers(lines: Sequence[Line]) -> set[int]:
    """Numbers alone beside the mark of a new page, or far in between blank lines."""
    found: set[int] = set()
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        if _FAR_IN.match(line.text) and (before is None or before.blank) and (after is None or after.blank):
            found.add(line.number)
    filled = [line for line in lines if not line.blank or _FEED in line.text]
    for before, line in zip([None, *filled], filled, strict=False):
        if before is not None and line.text.startswith(_FEED) and _LONE.match(before.text):
            found.add(before.number)
    return found


def _heads(lines: Sequence[Line]) -> set[int]:
    """Lines that open several pages word for word; the first time one may be the document's own title."""
    filled = [line for line in lines if not line.blank]
    opening = [line for at, line in enumerate(filled) if not at or _FEED in line.text]
    counts = Counter(_plain(line.text) for line in opening)
    seen: set[str] = set()
    found: set[int] = set()
    for line in opening:
        text = _plain(line.text)
        if (
            text in seen
            and counts[text] > 1
            and role_of_title(text) is None
            and not re.search(r"\s{3,}", line.text.strip())
        ):
            found.add(line.number)
        seen.add(text)
    return found


def _beside(lines: Sequence[Line], pages: set[int]) -> set[int]:
    """Lines that stand right before or after several page numbers, word for word, and nowhere else; one is
    enough for the document's title.
    """
    filled = [line for line in lines if not line.blank]
    everywhere = Counter(_plain(line.text) for line in filled)
    at_pages: Counter[str] = Counter()
    places: dict[str, set[int]] = {}
    for at, line in enumerate(filled):
        if line.number not in pages:
            continue
        for near in (at - 1, at + 1):
            if 0 <= near < len(filled) and filled[near].number not in pages:
                text = _plain(filled[near].text)
                at_pages[text] += 1
                places.setdefault(text, set()).add(filled[near].number)
    title = _plain(filled[0].text) if filled else ""
    return {
        number
        for text, times in at_pages.items()
        if (times > 1 or text == title) and times * 2 >= len(pages) and times >= everywhere[text] - 1
        if len(text) > 6 and role_of_title(text) is None
        for number in places[text] - {filled[0].number}
    }


def _plain(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.casefold().split()))
