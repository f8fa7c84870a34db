"""Whether a PDF keeps its promise to be accessible: what PDF/UA-1 (ISO 14289-1) asks, as sentences.

veraPDF is the checker of record; this reads with the PDF libraries at hand what a machine can tell: the
declaration, title and language, that everything shown is tagged or an artefact, headings, tables, lists,
alternative texts, links, fonts, bookmarks.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import decode_text

from lapwing.platform.extraction.pdf.library import opened
from lapwing.platform.extraction.pdf.marked_text import marked_text
from lapwing.platform.extraction.pdf.tags import tags_of

# The structure types of ISO 32000-1, 14.8.4, and what may stand directly in a few of them.
STANDARD = frozenset(
    {
        *(
            "Document",
            "Part",
            "Art",
            "Sect",
            "Div",
            "BlockQuote",
            "Caption",
            "TOC",
            "TOCI",
            "Index",
            "NonStruct",
        ),
        *(
            "Private",
            "P",
            "H",
            "H1",
            "H2",
            "H3",
            "H4",
            "H5",
            "H6",
            "L",
            "LI",
            "Lbl",
            "LBody",
            "Table",
            "TR",
            "TH",
        ),
        *("TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link"),
        *("Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    }
)
_WITHIN = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI", "TOC", "Caption"},
}
_ONLY_WITHIN = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "TOCI": {"TOC"},
}


class _File:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.document = PDFDocument(PDFParser(BytesIO(data)))
        self.catalog: dict[str, Any] = self.document.catalog
        self.pages = list(PDFPage.create_pages(self.document))
        tree = _dict(self.catalog.get("StructTreeRoot"))
        self.roles = {name: _name(role) for name, role in _dict(tree.get("RoleMap")).items()}
        self.root = tree

    def elements(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Every element of the structure in the order of reading: its type, itself, the type it stands in."""
        yield from self._below(self.root.get("K"), "")

    def _below(self, kids: Any, parent: str) -> Iterator[tuple[str, dict[str, Any], str]]:
        for kid in _list(kids):
            each = resolve1(kid)
            if isinstance(each, dict) and "S" in each:
                kind = self.kind(each)
                yield kind, each, parent
                yield from self._below(each.get("K"), kind)

    def kind(self, element: dict[str, Any]) -> str:
        name = _name(element["S"])
        return self.roles.get(name, name)


def problems_of(data: bytes) -> list[str]:
    """What is wrong, in sentences; nothing for a file that can be read by everybody."""
    file = _File(data)
    checks = (
        _declared,
        _known,
        _all_tagged,
        _headings,
        _nested,
        _tables,
        _figures,
        _links,
        _fonts,
        _bookmarks,
    )
    return [problem for check in checks for problem in check(file)]


def bookmarks_of(data: bytes) -> list[tuple[int, str]]:
    """Level and words of every bookmark."""
    return [(level, title) for level, title, *_ in PDFDocument(PDFParser(BytesIO(data))).get_outlines()]


def figures_told(data: bytes) -> list[str]:
    """The words for every picture, in the order of reading."""
    elements = _File(data).elements()
    return [decode_text(resolve1(each.get("Alt"))) for kind, each, _ in elements if kind == "Figure"]


def headings_of(data: bytes) -> list[tuple[int, str]]:
    """Level and words of every heading, by the tags."""
    root = tags_of(data)
    assert root is not None
    texts = page_texts(data)
    kinds = {f"H{level}": level for level in range(1, 7)}
    return [
        (
            kinds[tag.kind],
            " ".join("".join(texts[mark.page].of([mark.number]) for mark in tag.marks()).split()),
        )
        for tag in root.tags(*kinds)
    ]


def page_texts(data: bytes) -> list[Any]:
    """The marked text of every page."""
    with opened(data) as file:
        found = []
        for index in range(file.pages):
            with file.page(index) as page:
                found.append(marked_text(page))
        return found


def _declared(file: _File) -> Iterator[str]:
    about = resolve1(file.catalog.get("Metadata"))
    told = about.get_data() if isinstance(about, PDFStream) else b""
    if b"<pdfuaid:part>1</pdfuaid:part>" not in told:
        yield "The description of the file does not say that it meets PDF/UA-1."
    if b"<dc:title>" not in told:
        yield "The description of the file has no title."
    if not resolve1(_dict(file.catalog.get("MarkInfo")).get("Marked")):
        yield "The file does not say that it is tagged."
    if resolve1(_dict(file.catalog.get("MarkInfo")).get("Suspects")):
        yield "The file says that its tags may be wrong."
    if not resolve1(_dict(file.catalog.get("ViewerPreferences")).get("DisplayDocTitle")):
        yield "The window shows the name of the file and not its title."
    language = resolve1(file.catalog.get("Lang")) or b""
    if decode_text(language) != "en-GB":
        yield f"The language is {decode_text(language)!r} and not British English."
    if not file.root.get("ParentTree"):
        yield "What is shown cannot be traced back to its tags."


def _known(file: _File) -> Iterator[str]:
    for kind in {kind for kind, _, _ in file.elements()} - STANDARD:
        yield f"The tag {kind} is none that readers know."


def _all_tagged(file: _File) -> Iterator[str]:
    root = tags_of(file.data)
    if root is None:
        yield "There are no tags."
        return
    tagged = {(mark.page, mark.number) for mark in root.marks()}
    for at, page in enumerate(page_texts(file.data)):
        if page.strays or any((at, number) not in tagged for number in page.pieces):
            yield f"Page {at + 1} shows text that no tag holds."


def _headings(file: _File) -> Iterator[str]:
    levels = [int(kind[1]) for kind, _, _ in file.elements() if kind[0] == "H" and kind[1:].isdigit()]
    if not levels or levels[0] != 1:
        yield "The first heading is not of the first level."
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"A heading of level {after} follows one of level {before}."


def _nested(file: _File) -> Iterator[str]:
    for kind, _, parent in file.elements():
        if parent in _WITHIN and kind not in _WITHIN[parent]:
            yield f"{kind} stands in {parent}."
        if kind in _ONLY_WITHIN and parent not in _ONLY_WITHIN[kind]:
            yield f"{kind} stands in {parent or 'nothing'}."


def _tables(file: _File) -> Iterator[str]:
    for kind, element, _ in file.elements():
        if kind != "Table":
            continue
        rows = list(_rows(file, element))
        if not rows or any(file.kind(cell) != "TH" for cell in rows[0]):
            yield "The first row of a table does not hold headers alone."
        elif any(_attribute(cell, "Scope") != "Column" for cell in rows[0]):
            yield "A header of a table does not say that it is of a column."
        if len({len(row) for row in rows}) > 1:
            yield "The rows of a table differ in length."


def _rows(file: _File, element: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    for kid in _list(element.get("K")):
        each = resolve1(kid)
        if isinstance(each, dict) and "S" in each:
            if file.kind(each) == "TR":
                yield [resolve1(cell) for cell in _list(each.get("K"))]
            else:
                yield from _rows(file, each)


def _figures(file: _File) -> Iterator[str]:
    for kind, element, _ in file.elements():
        if kind in {"Figure", "Formula"} and not resolve1(element.get("Alt")):
            yield f"A {kind} is not told in words."
        if kind == "Figure" and _attribute(element, "BBox") is None:
            yield "A Figure does not say where it stands."


def _links(file: _File) -> Iterator[str]:
    for at, page in enumerate(file.pages, start=1):
        notes = [_dict(each) for each in _list(page.annots)]
        for note in notes:
            if _name(note.get("Subtype")) == "Link" and not resolve1(note.get("Contents")):
                yield f"A link on page {at} does not say where it leads."
            if "StructParent" not in note:
                yield f"A link on page {at} is not tagged."
        if notes and _name(page.attrs.get("Tabs")) != "S":
            yield f"The tabulator on page {at} does not go by the tags."


def _fonts(file: _File) -> Iterator[str]:
    seen: set[int] = set()
    for page in file.pages:
        for reference in _dict(_dict(page.resources).get("Font")).values():
            if getattr(reference, "objid", 0) in seen:
                continue
            seen.add(getattr(reference, "objid", 0))
            font = _dict(reference)
            inner = [_dict(each) for each in _list(font.get("DescendantFonts"))] or [font]
            name = _name(font.get("BaseFont"))
            if "ToUnicode" not in font:
                yield f"The letters of {name} cannot be told."
            described = [_dict(each.get("FontDescriptor")) for each in inner]
            if not any({"FontFile", "FontFile2", "FontFile3"} & each.keys() for each in described):
                yield f"{name} is not in the file."


def _bookmarks(file: _File) -> Iterator[str]:
    if not list(file.document.get_outlines()):
        yield "There are no bookmarks."


def _attribute(element: dict[str, Any], name: str) -> Any:
    for each in _list(element.get("A")):
        found = _dict(each).get(name)
        if found is not None:
            value = resolve1(found)
            return value if isinstance(value, list) else _name(value)
    return None


def _name(value: Any) -> str:
    found = getattr(resolve1(value), "name", "")
    return found if isinstance(found, str) else decode_text(found)


def _dict(value: Any) -> dict[str, Any]:
    found = resolve1(value)
    if isinstance(found, PDFStream):
        return found.attrs
    return found if isinstance(found, dict) else {}


def _list(value: Any) -> list[Any]:
    found = resolve1(value)
    if found is None:
        return []
    return found if isinstance(found, list) else [value]
