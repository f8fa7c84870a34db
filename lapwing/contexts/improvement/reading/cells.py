"""What stands inside one cell: paragraphs, items of lists, and lists that lost their marks.

Cells of plans copied from a web page or a word processor hold HTML, often unclosed, or bullet
characters typed by hand. Both give the same passages; words are kept as printed, only blanks are joined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser

from lapwing.contexts.improvement.reading.marks import ARROWS, BULLETS

# Signs that also stand between words (a middle dot, an arrow from one figure to another) part nothing here.
_BETWEEN_WORDS = "·∙›»★→➔⇒➜➞➝➡⟶"
PARTING_SIGNS = "".join(sign for sign in ARROWS + BULLETS if sign not in _BETWEEN_WORDS)
_BULLET = re.compile(f"[{PARTING_SIGNS}]")
_DASH_ITEM = re.compile(r"^[-*–]\s+(?=\S)")
_LISTS = frozenset({"ul", "ol"})
_BREAKS = frozenset({"p", "br", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNREAD = frozenset({"script", "style"})


class Kind(StrEnum):
    """How a passage stood: ``RUN`` is the text of a list without any mark of where its items begin."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    RUN = "run"


@dataclass(frozen=True)
class Passage:
    """One stretch of a cell. ``level`` counts the lists around it; ``number`` is its place in an ``<ol>``."""

    kind: Kind
    text: str
    level: int = 0
    number: int | None = None
    ordered: bool = False


def one_line(text: str) -> str:
    """The words of a text with single blanks between them."""
    return " ".join(text.split())


def passages_of(cell: str) -> tuple[Passage, ...]:
    """The passages of a cell in order. Unclosed and unknown tags are tolerated; an empty cell gives none."""
    reader = _CellReader()
    reader.feed(cell)
    reader.close()
    reader.flush()
    return tuple(reader.found)


def plain_text(cell: str) -> str:
    """All the words of a cell on one line, without markup and bullet characters."""
    return one_line(" ".join(passage.text for passage in passages_of(cell)))


@dataclass
class _List:
    """An open list: ``items`` counts its ``<li>``; a list that ends with none has lost its marks."""

    ordered: bool
    items: int = 0


class _CellReader(HTMLParser):
    """Collects text between tags and files it as a passage whenever a tag ends one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Passage] = []
        self._lists: list[_List] = []
        self._words: list[str] = []
        self._in_item = False
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self._unread += 1
        elif tag in _LISTS:
            self.flush()
            self._in_item = False
            self._lists.append(_List(ordered=tag == "ol"))
        elif tag == "li":
            self.flush()
            self._open_item()
        elif tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag in _LISTS:
            self.flush()
            if self._lists:
                self._lists.pop()
            self._in_item = bool(self._lists and self._lists[-1].items)
        elif tag == "li":
            self.flush()
            self._in_item = False
        elif tag in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._words.append(data)

    def flush(self) -> None:
        """File the words gathered so far, if any."""
        text, self._words = "".join(self._words), []
        if text.strip():
            self.found.extend(self._filed(text))

    def _open_item(self) -> None:
        if not self._lists:
            self._lists.append(_List(ordered=False))
        self._lists[-1].items += 1
        self._in_item = True

    def _break(self) -> None:
        """A paragraph within an item is still that item; anywhere else it ends a passage."""
        if self._in_item:
            self._words.append(" ")
        else:
            self.flush()

    def _filed(self, text: str) -> list[Passage]:
        level = len(self._lists)
        ordered = bool(self._lists and self._lists[-1].ordered)
        if self._in_item:
            number = self._lists[-1].items if ordered else None
            self._in_item = False
            bare = _BULLET.sub(" ", text, count=1) if _BULLET.match(text.strip()) else text
            return [Passage(Kind.ITEM, one_line(bare), level, number, ordered)]
        if _BULLET.search(text):
            return _bulleted(text, max(level, 1), ordered)
        if self._lists and not self._lists[-1].items:
            return [Passage(Kind.RUN, one_line(text), level, None, ordered)]
        return [_line(line, level) for line in text.splitlines() if line.strip()]


def _bulleted(text: str, level: int, ordered: bool) -> list[Passage]:
    """Items that begin at bullet characters; words before the first bullet are a paragraph of their own."""
    opening, *items = _BULLET.split(text)
    found = [Passage(Kind.PARAGRAPH, one_line(opening))] if opening.strip() else []
    return found + [
        Passage(Kind.ITEM, one_line(item), level, None, ordered) for item in items if item.strip()
    ]


def _line(line: str, level: int) -> Passage:
    """A line typed with a leading dash is an item; any other is a paragraph."""
    text = one_line(line)
    if dash := _DASH_ITEM.match(text):
        return Passage(Kind.ITEM, text[dash.end() :], max(level, 1))
    return Passage(Kind.PARAGRAPH, text, level)
