"""The paragraphs, lists and tables of a part of a web page, in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from lapwing.platform.extraction.numerals import numeral
from lapwing.platform.extraction.tidy import raised, tidy
from lapwing.platform.extraction.web_page.wrapping import Wrapping, is_offer, only_links, words_of

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {
        "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "div", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html",
        "legend", "li", "main", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th",
        "thead", "tr",
    }
)  # fmt: skip
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\x00"
_BULLET = "•"
_LONGEST_ALT = 30


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A paragraph, heading or item of a list."""

    text: str
    heading: int | None = None
    mark: str | None = None
    level: int = 0


Found = Passage | etree._Element


class BlockReader:
    """Finds passages, and tables as their elements, in one container."""

    def __init__(self, wrapping: Wrapping) -> None:
        self._wrapping = wrapping
        self._found: list[Found] = []
        self._words: list[str] = []
        self._mark: str | None = None
        self._level = 0

    def blocks(self, container: etree._Element) -> list[Found]:
        self._inside(container)
        self._flush()
        return self._found

    def _inside(self, element: etree._Element) -> None:
        self._words.append(element.text or "")
        offers = False
        for found in element:
            if isinstance(found.tag, str):
                if found.tag in _HEADINGS:
                    offers = is_offer(found)
                if not (offers and (found.tag in _HEADINGS or only_links(found))):
                    self._element(found)
            self._words.append(found.tail or "")

    def _element(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if self._wrapping.holds(element) or _is_reference(element):
            return
        if tag == "br":
            self._words.append(_BREAK)
        elif tag == "table":
            self._flush()
            self._found.append(element)
        elif tag in _LISTS:
            self._flush()
            self._list(element)
        elif tag == "dl":
            self._flush()
            self._definitions(element)
        elif tag == "pre":
            self._flush()
            self._words.append(words_of(element).replace("\n", _BREAK))
            self._flush()
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._flush()
            self._inside(element)
            self._flush(_HEADINGS.get(tag))
        elif tag == "img":
            self._words.append(_said_by(element))
        elif tag == "sup":
            self._words.append(raised(words_of(element)))
        else:
            self._inside(element)

    def _list(self, element: etree._Element) -> None:
        self._level += 1
        reached = _whole(element.get("start"), 1)
        for item in element:
            if item.tag != "li":
                if isinstance(item.tag, str):
                    self._element(item)
            elif not self._wrapping.holds(item):
                reached = _whole(item.get("value"), reached)
                self._mark = _mark(element, reached)
                reached += 1
                self._inside(item)
                self._flush()
                if self._mark is not None and element.tag == "ol":
                    # a number without words is all that is seen in a column of references
                    self._found.append(Passage(text="", mark=self._mark, level=self._level))
            self._mark = None
        self._level -= 1

    def _definitions(self, element: etree._Element) -> None:
        """Terms with what is said of them, on one line where that is words only: ``Due date: May 25``."""
        term = ""
        for part in _parts_of_definitions(element):
            if self._wrapping.holds(part):
                continue
            inner = BlockReader(self._wrapping).blocks(part)
            words = [found.text for found in inner if isinstance(found, Passage)]
            plain = all(isinstance(found, Passage) and found.mark is None for found in inner)
            if part.tag == "dt":
                if term:
                    self._found.append(Passage(text=term))
                term = "\n".join(words)
            elif plain and words:
                label = f"{term.rstrip(' :')}: " if term else ""
                self._found.append(Passage(text=label + "\n".join(words)))
                term = ""
            else:
                if term:
                    self._found.append(Passage(text=term))
                    term = ""
                self._found += inner
        if term:
            self._found.append(Passage(text=term))

    def _flush(self, heading: int | None = None) -> None:
        words, self._words = self._words, []
        text = _BLANKS.sub(" ", "".join(words))
        # blanks that may not break are no less blanks, and fill up what a word processor lined up
        lines = (" ".join(line.split()) for line in tidy(text.replace(_BREAK, "\n")).split("\n"))
        kept = "\n".join(line for line in lines if line)
        if kept:
            self._found.append(Passage(text=kept, heading=heading, mark=self._mark, level=self._level))
            self._mark = None


def _parts_of_definitions(element: etree._Element) -> Iterator[etree._Element]:
    """Terms and what is said of them; each pair may be wrapped in a ``div``."""
    for part in element:
        if part.tag == "div":
            yield from _parts_of_definitions(part)
        elif part.tag in {"dt", "dd"}:
            yield part


def _mark(element: etree._Element, number: int) -> str:
    if element.tag != "ol":
        return _BULLET
    return numeral(number, _KINDS.get(element.get("type", ""), "decimal")) + "."


def _is_reference(element: etree._Element) -> bool:
    """Whether an element is only the number of a footnote, which must not run together with a date."""
    return element.tag == "sup" and any(link.get("href", "").startswith("#") for link in element.iter("a"))


def _said_by(image: etree._Element) -> str:
    """The few words that stand for a picture in a cell: a coloured light is often one."""
    words = " ".join((image.get("alt") or "").split())
    in_cell = next(image.iterancestors("td"), None) is not None
    return f" {words} " if in_cell and len(words) <= _LONGEST_ALT else ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.strip().isdecimal() and len(text) < 7 else otherwise
