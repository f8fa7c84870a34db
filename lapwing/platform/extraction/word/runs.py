"""The words of a paragraph: runs, breaks, symbols and results of fields, with tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from lapwing.platform.extraction.tidy import raised, tidy
from lapwing.platform.extraction.word import names
from lapwing.platform.extraction.word.names import child, number, switch, value, w
from lapwing.platform.extraction.word.styles import Styles
from lapwing.platform.extraction.word.symbols import is_symbol_font, seen_as

_INLINE = frozenset(
    {w("hyperlink"), w("fldSimple"), w("rubyBase"), w("ruby"), *names.WRAPPERS, names.EQUATIONS, w("subDoc")}
)
_DRAWN = frozenset({w("drawing"), w("pict"), w("object")})
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_BLACK = frozenset({"auto", "000000", "FFFFFF"})


@dataclass
class Words:
    """What a paragraph holds. ``boxes`` are its text boxes; ``colours`` those of its letters."""

    text: str = ""
    bold: bool = False
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: int = 0
    colours: set[str | None] = field(default_factory=set)


@dataclass(frozen=True)
class _Face:
    """How a run is set. ``font`` is named only for fonts of symbols."""

    bold: bool
    font: str | None
    colour: str | None
    raised: bool


class WordsReader:
    """Reads the words of one paragraph. ``bold`` and ``hidden`` are what its style says of all its runs."""

    def __init__(self, styles: Styles, *, bold: bool, hidden: bool) -> None:
        self._styles, self._bold, self._hidden = styles, bold, hidden
        self._pieces: list[str] = []
        self._weights: list[bool] = []
        # For every open field, whether its code is still being told: what it yields comes after that.
        self._codes: list[bool] = []
        self._words = Words()

    def read(self, paragraph: etree._Element) -> Words:
        self._walk(paragraph)
        self._words.text = tidy("".join(self._pieces))
        self._words.bold = bool(self._weights) and all(self._weights)
        return self._words

    def _walk(self, parent: etree._Element) -> None:
        for element in parent:
            tag = element.tag
            if tag == names.R:
                self._run(element)
            elif tag == names.SDT:
                content = element.find(names.SDT_CONTENT)
                if content is not None:
                    self._walk(content)
            elif tag == names.EQUATION:
                self._add("".join(text.text or "" for text in element.iter(names.EQUATION_TEXT)), bold=False)
            elif tag == names.ALTERNATIVES:
                chosen = names.chosen_of(element)
                if chosen is not None:
                    self._walk(chosen)
            elif tag in _INLINE:
                self._walk(element)

    def _run(self, run: etree._Element) -> None:
        properties = child(run, "rPr")
        if self._is_hidden(properties):
            return
        bold = self._is_bold(properties)
        font = _font(properties)
        said = value(child(properties, "color"))
        colour = None if said in _BLACK else said
        above = value(child(properties, "vertAlign")) == "superscript"
        self._parts(run, _Face(bold, font, colour, above))

    def _parts(self, run: etree._Element, face: _Face) -> None:
        """What a run holds, or the one of several ways of writing a part of it."""
        for element in run:
            tag = element.tag
            if tag == names.T:
                text = seen_as(element.text or "", face.font)
                self._add(raised(text) if face.raised else text, bold=face.bold, colour=face.colour)
            elif tag == w("sym"):
                self._add(_symbol(element), bold=face.bold, colour=face.colour)
            elif tag == w("fldChar"):
                self._field(element, bold=face.bold)
            elif tag == w("ruby"):
                self._walk(element)
            elif tag == names.ALTERNATIVES:
                chosen = names.chosen_of(element)
                if chosen is not None:
                    self._parts(chosen, face)
            elif tag in _DRAWN:
                self._drawn(element)
            else:
                self._add(_SIGNS.get(str(tag), ""), bold=face.bold)

    def _add(self, text: str, *, bold: bool, colour: str | None = None) -> None:
        if not text or any(self._codes):
            return
        self._pieces.append(text)
        if not text.isspace():
            self._weights.append(bold)
            self._words.colours.add(colour)

    def _is_bold(self, properties: etree._Element | None) -> bool:
        if properties is None:
            return self._bold
        said = switch(properties, "b")
        if said is None:
            said = self._styles.bold(value(child(properties, "rStyle")))
        return self._bold if said is None else said

    def _is_hidden(self, properties: etree._Element | None) -> bool:
        said = switch(properties, "vanish")
        return self._hidden if said is None else said

    def _field(self, element: etree._Element, *, bold: bool) -> None:
        """Follow the codes of fields, which may hold one another, and tell what forms show."""
        match value(element, "fldCharType"):
            case "begin":
                self._add(_form(child(element, "ffData")), bold=bold)
                self._codes.append(True)
            case "separate" if self._codes:
                self._codes[-1] = False
            case "end" if self._codes:
                self._codes.pop()

    def _drawn(self, element: etree._Element) -> None:
        boxes = list(_outermost_boxes(element))
        self._words.boxes += boxes
        if not boxes and next(element.iter(*_PICTURES), None) is not None:
            self._words.pictures += 1


_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}


def _font(properties: etree._Element | None) -> str | None:
    fonts = child(properties, "rFonts")
    font = value(fonts, "ascii") or value(fonts, "hAnsi")
    return font if is_symbol_font(font) else None


def _symbol(element: etree._Element) -> str:
    try:
        character = chr(int(value(element, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= character <= "\udfff" else seen_as(character, value(element, "font"))


def _form(data: etree._Element | None) -> str:
    """What an old form field shows: a box with or without its cross, or the entry chosen from a list."""
    box, choices = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        ticked = switch(box, "checked")
        return "☒" if (switch(box, "default") if ticked is None else ticked) else "☐"
    if choices is not None:
        entries = [value(entry) or "" for entry in choices.iterfind(w("listEntry"))]
        chosen = number(value(child(choices, "result"))) or 0
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""


def _outermost_boxes(drawn: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, once each: not what is written again for older programs."""
    waiting = [drawn]
    while waiting:
        element = waiting.pop()
        if element.tag == names.TEXT_BOX:
            yield element
        elif element.tag == names.ALTERNATIVES:
            chosen = names.chosen_of(element)
            waiting += [] if chosen is None else [chosen]
        else:
            waiting.extend(reversed(element))
