"""Names of WordprocessingML, and small questions that every part of the reading asks of its elements."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

ALTERNATIVES, CHOICE, FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
EQUATION, EQUATION_TEXT = f"{_MATHS}oMath", f"{_MATHS}t"
EQUATIONS = f"{_MATHS}oMathPara"
_OFF = frozenset({"0", "false", "off", "none"})


def w(name: str) -> str:
    """A name of the main vocabulary in lxml's spelling."""
    return _W + name


P, R, T, TBL, TR, TC, SDT = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc"), w("sdt")
SDT_CONTENT, TEXT_BOX = w("sdtContent"), w("txbxContent")
# What stands around other elements without changing where they belong. Accepted insertions are such.
WRAPPERS = frozenset(
    {SDT_CONTENT, w("customXml"), w("smartTag"), w("ins"), w("moveTo"), w("dir"), w("bdo"), CHOICE, FALLBACK}
)
REMOVED = frozenset({w("del"), w("moveFrom")})
CHANGES = REMOVED | {w("ins"), w("moveTo"), w("cellDel"), w("cellIns")}


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute of the main vocabulary; None when there is no such element or attribute."""
    return None if element is None else element.get(_W + name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child at the end of a path of names; direct ones, never those of an older version."""
    for name in path:
        if element is None:
            return None
        element = element.find(_W + name)
    return element


def switch(element: etree._Element | None, name: str) -> bool | None:
    """Whether a property is switched on or off; None when nothing is said of it."""
    found = child(element, name)
    return None if found is None else (value(found) or "1").lower() not in _OFF


def number(text: str | None) -> int | None:
    """A whole number as Word writes it; None for anything else."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def inner(element: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, those within wrappers as if they stood by themselves."""
    for found in element:
        if found.tag == SDT:
            content = found.find(SDT_CONTENT)
            if content is not None:
                yield from inner(content)
        elif found.tag == ALTERNATIVES:
            chosen = chosen_of(found)
            if chosen is not None:
                yield from inner(chosen)
        elif found.tag in WRAPPERS:
            yield from inner(found)
        elif found.tag not in REMOVED:
            yield found


def chosen_of(alternatives: etree._Element) -> etree._Element | None:
    """The first of several ways of saying the same."""
    choice = alternatives.find(CHOICE)
    return alternatives.find(FALLBACK) if choice is None or len(choice) == 0 else choice
