"""What the words and colours of a document say of how its actions stand.

A key that the document prints (a small table, a run of lines) comes first; the words that partnerships use
are known besides. A word that neither knows is asked about, once for the plan.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lapwing.contexts.improvement.interchange import LegendEntry
from lapwing.contexts.improvement.reading.grids.headers import headers_of
from lapwing.contexts.improvement.reading.legend_words import COLOURS, SIGNS, STATUS_OF, TELLING
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.rules import Status
from lapwing.platform.extraction.document import Document, Grid, GridCell

_TELLING = tuple((status, re.compile(pattern, re.IGNORECASE)) for status, pattern in TELLING)
_NAMES = "|".join(sorted((name for name in COLOURS if len(name) > 1), key=len, reverse=True))
_LINE = re.compile(
    rf"^\W*(?P<word>(?:{_NAMES})|[BRAGP])\s*(?:\((?P<short>[A-Z])\))?\s*(?:[-–—:=]|\bmeans\b"
    rf"|\bis\b)\s*(?P<meaning>\S.*)$",
    re.IGNORECASE,
)
_WORD = rf"(?:{_NAMES}|(?-i:[BRAGPW]))"
_INLINE = re.compile(
    rf"\b(?P<word>{_WORD})\s*(?:[-–—:=]|\bmeans\b)\s*(?P<meaning>[^;,.|]+?)\s*(?=[;,.|]|$"
    rf"|\b{_WORD}\s*[-–—:=])",
    re.IGNORECASE,
)
_SIGNS = str.maketrans({sign: f" {name} " for name, signs in SIGNS.items() for sign in signs})
_SIGN = re.compile(rf"(?<=[{''.join(SIGNS.values())}])\s+")
_KEY = re.compile(r"\b(?:key|legend|rag|brag|ratings?|colour)\b", re.IGNORECASE)
_ARROWS = re.compile(r"[↑↓→←↔⬆⬇➡⬅▲▼●■◆]+")
_MOST_ENTRIES = 10
_OF_ACTIONS = frozenset([Role.ACTION, Role.STEP, Role.DUE, Role.OWNER])


@dataclass(frozen=True)
class Reading:
    """A status cell as understood. ``word`` is what stands in the legend, ``note`` what is said besides."""

    word: str
    status: str | None
    note: str | None = None


@dataclass(frozen=True)
class Legend:
    """The entries that a document prints; without any, the words that partnerships use."""

    entries: tuple[LegendEntry, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    grids: tuple[Grid, ...] = field(default=())

    def reading(self, text: str) -> Reading:
        """What a cell says: the longest known words that it begins with, and the rest as a note."""
        words = " ".join(_ARROWS.sub(" ", text).split())
        known = {plain(entry.word): entry.status for entry in self.entries}
        known |= {
            plain(entry.meaning): entry.status
            for entry in self.entries
            if entry.meaning and plain(entry.meaning) not in known
        }
        for opening, rest in _openings(words):
            if plain(opening) in known and known[plain(opening)]:
                return Reading(opening, known[plain(opening)], rest or None)
            if plain(opening) in STATUS_OF and not self._overrides(plain(opening)):
                return Reading(opening, STATUS_OF[plain(opening)], rest or None)
        return Reading(words, None)

    def _overrides(self, word: str) -> bool:
        """Whether the document explains this word itself, and nothing known could be made of it."""
        return any(plain(entry.word) == word for entry in self.entries)

    def of_colour(self, colour: str) -> LegendEntry | None:
        """The entry that a fill stands for: the same fill, or an entry named for its colour."""
        exact = next((entry for entry in self.entries if entry.colour and _near(entry.colour, colour)), None)
        name = colour_name(colour)
        return exact or next(
            (entry for entry in self.entries if name and COLOURS.get(plain(entry.word)) == name), None
        )


def legend_of(document: Document) -> Legend:
    """The key that a document prints, from its small tables and from lines that explain colours."""
    entries: dict[str, LegendEntry] = {}
    grids: list[Grid] = []
    spans: list[tuple[int, int]] = []
    for grid in document.grids:
        if found := _entries_of_grid(grid):
            grids.append(grid)
            spans.append(grid.lines)
            entries |= {key: entry for key, entry in found.items() if key not in entries}
    lines = [(number, line) for number, line in document.outside_grids() if line.strip()]
    for number, found in _entries_of_lines(lines):
        spans.append((number, number))
        entries |= {key: entry for key, entry in found.items() if key not in entries}
    return Legend(_apart(tuple(entries.values())), tuple(spans), tuple(grids))


def plain(word: str) -> str:
    """A word to compare: ``On-track (G)`` and ``on track`` are one."""
    bare = re.sub(r"\([^)]*\)", " ", word.translate(_SIGNS).casefold()).replace("&", " and ")
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def status_in(meaning: str) -> str | None:
    """The status that the explanation of a word tells of; None when nothing in it tells."""
    if whole := STATUS_OF.get(plain(meaning)):
        return whole
    return next((status for status, pattern in _TELLING if pattern.search(meaning)), None)


def colour_name(colour: str) -> str | None:
    """The name of a fill that is unmistakably red, amber, green, blue, grey or purple; else None."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.12:
        return "grey" if 0.45 <= light <= 0.9 else None
    if light > 0.93 or light < 0.12 or saturation < 0.25:
        return None
    degrees = hue * 360
    named = ((12, "red"), (22, None), (64, "amber"), (75, None), (165, "green"), (188, None), (245, "blue"))
    for end, name in named:
        if degrees < end:
            return name
    return "purple" if degrees < 310 else "red" if degrees > 345 else None


def _near(first: str, second: str) -> bool:
    return all(abs(int(first[at : at + 2], 16) - int(second[at : at + 2], 16)) <= 12 for at in (0, 2, 4))


def _openings(words: str) -> Iterable[tuple[str, str]]:
    """The whole, then shorter openings that end at a dash, stop, colon or bracket, longest first."""
    yield words.rstrip(" .:;"), ""
    if (after := _SIGN.search(words)) and after.start() <= 2:
        yield words[: after.start()].strip(), words[after.end() :].strip()
    cuts = [
        match for match in re.finditer(r"\s[-–—]\s|[-–—]\s|\s*[.:;,(]\s*|\s*[/]\s*", words) if match.start()
    ]
    for cut in reversed(cuts):
        yield words[: cut.start()].strip(), words[cut.end() :].strip(" ()")


def _entries_of_grid(grid: Grid) -> dict[str, LegendEntry]:
    """The entries of a table that is a key: a colour or word to each row (or column), and what it means."""
    if not 1 <= grid.columns <= 10 or grid.rows > _MOST_ENTRIES + 1:
        return {}
    if any(header.roles & _OF_ACTIONS for header in headers_of(grid)):
        return {}
    rows = [[cell for cell in grid.row(at) if cell.text.strip() or cell.colour] for at in range(grid.rows)]
    found = [entry for row in rows if (entry := _entry_of_row(row))]
    filled = [row for row in rows if row]
    if len(found) >= 2 and len(found) >= len(filled) - 1 and grid.columns <= 3:
        return {plain(entry.word) or str(entry.colour): entry for entry in found}
    across = [entry for row in rows for cell in row if (entry := _entry_of_cell(cell))]
    if len(across) >= 2 and len(across) >= sum(map(len, filled)) - 1:
        return {plain(entry.word) or str(entry.colour): entry for entry in across}
    return {}


def _entry_of_row(row: Sequence[GridCell]) -> LegendEntry | None:
    """A row of a key: a colour's name or a coloured cell first, or after its words."""
    texts = [cell for cell in row if cell.text.strip()]
    colour = next((cell.colour for cell in row if cell.colour and colour_name(cell.colour)), None)
    if len(texts) == 1 and colour is not None and len(texts[0].text.split()) <= 25:
        return _entry_of_cell(texts[0]) or _entry(texts[0].text, "", colour)
    if len(texts) not in {2, 3} or any(len(cell.text) > 300 for cell in texts):
        return None
    # a rating that stands last is the standing of a row, not the word that a row explains
    firsts = texts if len(texts) == 2 else texts[:1]
    word = next(
        (cell for cell in firsts if plain(cell.text) in COLOURS or plain(cell.text) in STATUS_OF), None
    )
    if word is None:
        word = texts[0] if texts[0].colour and colour_name(texts[0].colour) else None
    if word is None or len(word.text.split()) > 5:
        return None
    meaning = " ".join(cell.text for cell in texts if cell is not word)
    return _entry(word.text, meaning, word.colour or colour)


def _entry_of_cell(cell: GridCell) -> LegendEntry | None:
    """``Blue – complete``, or the words of a coloured cell that stands beside others of its kind."""
    text = " ".join(cell.text.split())
    if match := _LINE.match(text):
        return _entry(match["word"], match["meaning"], cell.colour)
    if cell.colour and colour_name(cell.colour) and text and len(text.split()) <= 12 and status_in(text):
        return _entry(text, "", cell.colour)
    return None


def _entry(word: str, meaning: str, colour: str | None) -> LegendEntry | None:
    word, meaning = " ".join(word.split()), " ".join(meaning.split())
    status = status_in(meaning) if meaning else None
    if status is None:
        status = STATUS_OF.get(plain(word)) or status_in(word)
    return LegendEntry(word=word, status=status, meaning=meaning or None, colour=colour)


def _entries_of_lines(lines: Sequence[tuple[int, str]]) -> Iterable[tuple[int, dict[str, LegendEntry]]]:
    """Lines that explain a colour each, two of them at least, and lines that explain several at once."""
    single = [
        (number, match) for number, line in lines if len(line) < 250 and (match := _LINE.match(line.strip()))
    ]
    entries = [(number, _entry(match["word"], match["meaning"], None)) for number, match in single]
    told = [
        (number, entry) for number, entry in entries if entry and entry.meaning and status_in(entry.meaning)
    ]
    if len({plain(entry.word) for _, entry in told}) >= 2:
        for number, entry in told:
            yield number, {plain(entry.word): entry}
    for number, line in lines:
        inline = [match for match in _INLINE.finditer(line) if status_in(match["meaning"])]
        if len(inline) >= 2 and (_KEY.search(line) or len(inline) > 2):
            found = [_entry(match["word"], match["meaning"], None) for match in inline]
            yield number, {plain(entry.word): entry for entry in found if entry}


def _apart(entries: tuple[LegendEntry, ...]) -> tuple[LegendEntry, ...]:
    """Amber is never as bad as red: where both say that something is off track, amber is at risk."""
    by_colour = {COLOURS.get(plain(entry.word)): entry for entry in entries}
    red, amber = by_colour.get("red"), by_colour.get("amber")
    if (
        red is None
        or amber is None
        or red.status != Status.OFF_TRACK.value
        or amber.status != Status.OFF_TRACK.value
    ):
        return entries
    return tuple(
        replace(entry, status=Status.AT_RISK.value) if entry is amber else entry for entry in entries
    )
