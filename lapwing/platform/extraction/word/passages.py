"""The paragraphs and tables of a part of a Word file, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from lapwing.platform.extraction.word import names
from lapwing.platform.extraction.word.names import child, number, value
from lapwing.platform.extraction.word.numbering import Numbering
from lapwing.platform.extraction.word.runs import WordsReader
from lapwing.platform.extraction.word.styles import ParagraphStyle, Styles, heading_of


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A paragraph. ``mark`` is what Word prints before it, ``level`` counts the lists around it."""

    text: str
    heading: int | None = None
    mark: str | None = None
    level: int = 0
    bold: bool = False
    colour: str | None = None


@dataclass(frozen=True)
class _List:
    list_id: str
    at: int
    depth: int


class PassageReader:
    """Reads passages; the items of lists are counted as they are met, so nothing may be read twice."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles, self._numbering = styles, numbering
        self.pictures = 0

    def passages(self, container: etree._Element) -> Iterator[Passage | etree._Element]:
        """Paragraphs as passages, tables as their elements, for a body, a cell or a text box.

        A paragraph whose end was deleted runs on into the next one, as it does once that is accepted.
        """
        carried: Passage | None = None
        for element in names.inner(container):
            if element.tag == names.TBL:
                if carried is not None:
                    yield carried
                    carried = None
                yield element
            elif element.tag == names.P:
                ends = not _end_is_deleted(element)
                passage, boxes = self._paragraph(element, counts=ends)
                joined = passage if carried is None else _joined(carried, passage)
                carried = None if ends else joined
                if ends:
                    yield joined
                for box in boxes:
                    yield from self.passages(box)
        if carried is not None:
            yield carried

    def _paragraph(self, element: etree._Element, *, counts: bool) -> tuple[Passage, list[etree._Element]]:
        properties = child(element, "pPr")
        key = value(child(properties, "pStyle"))
        style = self.styles.paragraph(key)
        words = WordsReader(self.styles, bold=style.bold, hidden=style.hidden).read(element)
        self.pictures += words.pictures
        heading = _heading(properties, style)
        listed = self._listed(properties, key, style) if counts else None
        mark = self._numbering.mark(listed.list_id, listed.at) if listed else None
        passage = Passage(
            text=_stripped(words.text),
            heading=heading,
            mark=mark,
            level=listed.depth if listed and mark and heading is None else 0,
            bold=words.bold,
            colour=next(iter(words.colours)) if len(words.colours) == 1 else None,
        )
        return passage, words.boxes

    def _listed(
        self, properties: etree._Element | None, key: str | None, style: ParagraphStyle
    ) -> _List | None:
        """The list that a paragraph is an item of: its own word first, its style's where it has none."""
        numbers = child(properties, "numPr")
        list_id = value(child(numbers, "numId")) or style.list_id
        if list_id is None:
            return None
        at = number(value(child(numbers, "ilvl")))
        if at is None:
            at = self._numbering.level_of_style(list_id, key)
        at = (style.list_level or 0) if at is None else at
        return _List(list_id, at, max(at + 1, style.depth))


def _heading(properties: etree._Element | None, style: ParagraphStyle) -> int | None:
    own = number(value(child(properties, "outlineLvl")))
    return style.heading if own is None else heading_of(own)


def _end_is_deleted(paragraph: etree._Element) -> bool:
    mark = child(paragraph, "pPr", "rPr")
    return mark is not None and any(found.tag in names.REMOVED for found in mark)


def _joined(before: Passage, after: Passage) -> Passage:
    text = before.text + after.text if not before.text or not after.text else _spliced(before, after)
    return replace(after, text=text, bold=after.bold and (before.bold or not before.text))


def _spliced(before: Passage, after: Passage) -> str:
    return before.text + ("" if before.text.endswith("-") else " ") + after.text


def _stripped(text: str) -> str:
    """A text without blank lines, and without blanks around its lines."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
