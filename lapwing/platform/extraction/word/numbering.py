"""The number or sign that Word prints before an item of a list, which is nowhere written in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from lapwing.platform.extraction.numerals import BULLET, numeral
from lapwing.platform.extraction.tidy import tidy
from lapwing.platform.extraction.word.names import CHOICE, child, number, switch, value, w
from lapwing.platform.extraction.word.symbols import seen_as

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_UNLISTED = "0"
# Word's second bullet is the letter o, set in a font where it looks like a ring.
_RING = "◦"


@dataclass(frozen=True, kw_only=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    font: str | None = None
    style: str | None = None


@dataclass
class _List:
    """A list as printed: ``counted`` is shared by all that continue one another."""

    levels: dict[int, _Level]
    counted: list[int | None]
    restarts: frozenset[int] = frozenset()
    begun: bool = False


class Numbering:
    """Counts the items of every list. Ask once for each item, in the order of reading."""

    def __init__(
        self, root: etree._Element | None, list_of_style: Callable[[str | None], str | None]
    ) -> None:
        self._list_of_style = list_of_style
        self._abstract: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counted: dict[str, list[int | None]] = {}
        if root is None:
            return
        for element in root.iterfind(w("abstractNum")):
            self._abstract.setdefault(value(element, "abstractNumId") or "", element)
        for element in root.iterfind(w("num")):
            self._numbers.setdefault(value(element, "numId") or "", element)

    def level_of_style(self, list_id: str | None, style: str | None) -> int | None:
        """The level (from 0) of a list that a style of paragraphs is tied to."""
        found = self._list(list_id)
        if found is None or style is None:
            return None
        return next((at for at, level in found.levels.items() if level.style == style), None)

    def mark(self, list_id: str | None, at: int) -> str | None:
        """What is printed before the next item of a list at a level (from 0); None for nothing."""
        found = self._list(list_id)
        if found is None or at not in found.levels:
            return None
        self._count(found, at)
        level = found.levels[at]
        if level.format == BULLET:
            return _sign(level)
        text = _PLACE.sub(lambda place: _printed(found, int(place.group(1)) - 1, level.legal), level.text)
        return tidy(text).strip() or None

    def _count(self, found: _List, at: int) -> None:
        if not found.begun:
            found.begun = True
            for level in found.restarts:
                found.counted[level] = None
        reached = found.counted[at]
        found.counted[at] = found.levels[at].start if reached is None else reached + 1
        for deeper in range(at + 1, _LEVELS):
            below = found.levels.get(deeper)
            if below is None or below.restart is None or at < below.restart:
                found.counted[deeper] = None

    def _list(self, list_id: str | None) -> _List | None:
        if list_id is None or list_id == _UNLISTED:
            return None
        if list_id not in self._lists:
            self._lists[list_id] = self._read(list_id)
        return self._lists[list_id]

    def _read(self, list_id: str) -> _List | None:
        element = self._numbers.get(list_id)
        key, abstract = self._abstract_of(list_id)
        if element is None:
            return None
        levels = _levels(abstract) if abstract is not None else {}
        restarts: set[int] = set()
        for override in element.iterfind(w("lvlOverride")):
            at = number(value(override, "ilvl")) or 0
            own, start = child(override, "lvl"), number(value(child(override, "startOverride")))
            if own is not None:
                levels[at] = _level(own)
            if start is not None:
                levels[at] = replace(levels.get(at, _Level()), start=start)
                restarts.add(at)
        counted = self._counted.setdefault(key, [None] * _LEVELS)
        return _List(levels, counted, frozenset(restarts))

    def _abstract_of(self, list_id: str) -> tuple[str, etree._Element | None]:
        """The definition of a list, sought through styles of lists where it only names one."""
        seen: set[str] = set()
        while list_id not in seen:
            seen.add(list_id)
            key = value(child(self._numbers.get(list_id), "abstractNumId"))
            abstract = self._abstract.get(key or "")
            linked = value(child(abstract, "numStyleLink"))
            if linked is None:
                return key if abstract is not None and key else f"list {list_id}", abstract
            list_id = self._list_of_style(linked) or list_id
        return f"list {list_id}", None


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {
        at: _level(element)
        for element in abstract.iterfind(w("lvl"))
        if (at := number(value(element, "ilvl"))) is not None and 0 <= at < _LEVELS
    }


def _level(element: etree._Element) -> _Level:
    fonts = child(element, "rPr", "rFonts")
    start = number(value(child(element, "start")))
    return _Level(
        format=_format(element),
        text=value(child(element, "lvlText")) or "",
        start=1 if start is None else start,
        restart=number(value(child(element, "lvlRestart"))),
        legal=bool(switch(element, "isLgl")),
        font=value(fonts, "ascii") or value(fonts, "hAnsi"),
        style=value(child(element, "pStyle")),
    )


def _format(level: etree._Element) -> str:
    """The kind of numerals; newer kinds are spelled out in a pattern (``01, 02, 03, ...``)."""
    newer = next(level.iterfind(f".//{CHOICE}/{w('numFmt')}"), None)
    found = child(level, "numFmt") if newer is None else newer
    if value(found) == "custom":
        return value(found, "format") or "decimal"
    return value(found) or "decimal"


def _printed(found: _List, at: int, legal: bool) -> str:
    level = found.levels.get(at, _Level())
    reached = found.counted[at]
    return numeral(level.start if reached is None else reached, "decimal" if legal else level.format)


def _sign(level: _Level) -> str:
    sign = tidy(seen_as(level.text, level.font)).strip()
    return _RING if sign == "o" else sign or "•"
