"""What the styles of a Word file say of a paragraph: a heading or a list, bold or not.

Built-in styles keep their English names in files of every language (``w:name``); their ids do not. Most of
what is asked here is said by no name at all but by the level in the outline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from lapwing.platform.extraction.word.names import child, number, switch, value, w

_HEADING = re.compile(r"heading ([1-9])", re.I)
_LIST = re.compile(r"list (?:bullet|number|continue)(?: ([2-5]))?", re.I)
_DEEPEST = 40
_FIRST_ROW_OF_LOOK = 0x0020
_BODY = 9


@dataclass(frozen=True, kw_only=True)
class ParagraphStyle:
    """``heading`` from 1. ``list_id`` and ``list_level`` (from 0) where the style numbers its paragraphs;
    ``depth`` counts the lists around it by the style's own name (List Bullet 2)."""

    heading: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    depth: int = 1
    bold: bool = False
    hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class TableStyle:
    """Whether a table's first row is set apart, and the fills of that row and of all others."""

    heads: bool = False
    first_fill: etree._Element | None = None
    fill: etree._Element | None = None


class Styles:
    """The styles of a file; everything is asked by a style's id, None standing for the default."""

    def __init__(self, root: etree._Element | None) -> None:
        self._by_id: dict[str, etree._Element] = {}
        self._default: str | None = None
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._bold: dict[str, bool | None] = {}
        self._tables: dict[str | None, TableStyle] = {}
        for style in root.iterfind(w("style")) if root is not None else ():
            key = value(style, "styleId") or ""
            self._by_id.setdefault(key, style)
            if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}:
                self._default = key

    def paragraph(self, key: str | None) -> ParagraphStyle:
        if key not in self._paragraphs:
            self._paragraphs[key] = self._read_paragraph(key)
        return self._paragraphs[key]

    def bold(self, key: str | None) -> bool | None:
        """Whether a style of characters is bold; None when it does not say."""
        if key is None:
            return None
        if key not in self._bold:
            said = (switch(child(style, "rPr"), "b") for style in self._chain(key))
            self._bold[key] = next((bold for bold in said if bold is not None), None)
        return self._bold[key]

    def table(self, key: str | None) -> TableStyle:
        if key not in self._tables:
            self._tables[key] = self._read_table(key)
        return self._tables[key]

    def list_of(self, key: str | None) -> str | None:
        """The list that a style of lists stands for."""
        found = (value(child(style, "pPr", "numPr", "numId")) for style in self._chain(key))
        return next((list_id for list_id in found if list_id is not None), None)

    def _chain(self, key: str | None) -> Iterator[etree._Element]:
        """A style and those that it is based on, nearest first."""
        for _ in range(_DEEPEST):
            style = self._by_id.get(key or self._default or "")
            if style is None:
                return
            yield style
            key = value(child(style, "basedOn"))
            if key is None:
                return

    def _read_paragraph(self, key: str | None) -> ParagraphStyle:
        chain = tuple(self._chain(key))
        names = tuple(value(child(style, "name")) or "" for style in chain)
        bold = (switch(child(style, "rPr"), "b") for style in chain)
        hidden = (switch(child(style, "rPr"), "vanish") for style in chain)
        levels = (number(value(child(style, "pPr", "numPr", "ilvl"))) for style in chain)
        depths = (found.group(1) for name in names if (found := _LIST.fullmatch(name)))
        return ParagraphStyle(
            heading=_heading(chain, names),
            list_id=self.list_of(key),
            list_level=next((level for level in levels if level is not None), None),
            depth=int(next(depths, None) or 1),
            bold=next((said for said in bold if said is not None), False),
            hidden=next((said for said in hidden if said is not None), False),
        )

    def _read_table(self, key: str | None) -> TableStyle:
        if key is None:
            return TableStyle()
        chain = tuple(self._chain(key))
        firsts = [
            part
            for style in chain
            for part in style.iterfind(w("tblStylePr"))
            if value(part, "type") == "firstRow"
        ]
        first_fills = (child(part, "tcPr", "shd") for part in firsts)
        fills = (child(style, "tcPr", "shd") for style in chain)
        first_fill = next((fill for fill in first_fills if fill is not None), None)
        return TableStyle(
            heads=first_fill is not None or any(switch(child(part, "rPr"), "b") for part in firsts),
            first_fill=first_fill,
            fill=next((fill for fill in fills if fill is not None), None),
        )


def has_first_row(look: etree._Element | None) -> bool:
    """Whether a table asks for its first row to be set apart."""
    said = value(look, "firstRow")
    if said is not None:
        return said in {"1", "true", "on"}
    try:
        return bool(int(value(look) or "0", 16) & _FIRST_ROW_OF_LOOK)
    except ValueError:
        return False


def heading_of(level: int | None) -> int | None:
    """A level of the outline (0 to 8, 9 for body text) as the level of a heading."""
    return None if level is None or not 0 <= level < _BODY else level + 1


def _heading(chain: tuple[etree._Element, ...], names: tuple[str, ...]) -> int | None:
    for style, name in zip(chain, names, strict=True):
        level = number(value(child(style, "pPr", "outlineLvl")))
        if level is not None:
            return heading_of(level)
        if found := _HEADING.fullmatch(name):
            return int(found.group(1))
        if name.lower() == "title":
            return 1
    return None
