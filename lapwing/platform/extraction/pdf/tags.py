"""The tags of a PDF: which parts are headings, paragraphs, tables, rows and cells, in the order of reading.

Only files that promise to be accessible by ISO 14289 (PDF/UA) are read by their tags: there they are complete
and true, and tell exactly what a table of the drawing only lets one guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSException
from pdfminer.utils import decode_text

# The identification of PDF/UA in a file's description of itself, which stands there unpacked; and that of
# Lapwing's own files, which are tagged alike even where a sign has no font and they may not claim as much.
_PROMISES = (b"pdfuaid", b"<rdf:li>Lapwing</rdf:li>")
_DEEPEST = 60
# Says more than what it is mapped to for older readers.
_KEPT = frozenset({"Title"})


@dataclass(frozen=True)
class Mark:
    """A piece of marked text: its page, from 0, and its number there."""

    page: int
    number: int


@dataclass(frozen=True)
class Tag:
    """An element of the structure. ``within`` are marks and elements in the order of reading."""

    kind: str
    within: tuple[Tag | Mark, ...]
    rows: int = 1
    columns: int = 1

    def marks(self) -> Iterator[Mark]:
        for each in self.within:
            if isinstance(each, Mark):
                yield each
            else:
                yield from each.marks()

    def tags(self, *kinds: str) -> Iterator[Tag]:
        """The nearest elements of some kinds."""
        for each in self.within:
            if isinstance(each, Tag):
                if each.kind in kinds:
                    yield each
                else:
                    yield from each.tags(*kinds)


def promises_tags(data: bytes) -> bool:
    """Whether a file says that it meets PDF/UA, or is one of Lapwing's own."""
    return any(promise in data for promise in _PROMISES)


def tags_of(data: bytes) -> Tag | None:
    """The root of the structure; None where there is none that can be followed."""
    try:
        return _Reader(data).root()
    except (PSException, KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._document = PDFDocument(PDFParser(BytesIO(data)))
        pages = enumerate(PDFPage.create_pages(self._document))
        self._pages = {page.pageid: index for index, page in pages}
        self._roles: dict[str, str] = {}

    def root(self) -> Tag | None:
        tree = resolve1(self._document.catalog.get("StructTreeRoot"))
        if not isinstance(tree, dict):
            return None
        roles = resolve1(tree.get("RoleMap")) or {}
        self._roles = {name: _name(role) for name, role in roles.items()}
        return Tag("Root", tuple(self._kids(tree.get("K"), None, 0)))

    def _kids(self, kids: Any, page: int | None, depth: int) -> Iterator[Tag | Mark]:
        if depth > _DEEPEST:
            raise ValueError("the structure is too deep to be one")
        found = resolve1(kids)
        for kid in found if isinstance(found, list) else [found]:
            each = resolve1(kid)
            if isinstance(each, int) and page is not None:
                yield Mark(page, each)
            elif isinstance(each, dict):
                yield from self._kid(each, page, depth)

    def _kid(self, each: dict[str, Any], page: int | None, depth: int) -> Iterator[Tag | Mark]:
        page = self._page(each.get("Pg"), page)
        if "S" in each:
            kind = _name(each["S"])
            rows, columns = _extent(each.get("A"))
            within = tuple(self._kids(each.get("K"), page, depth + 1))
            yield Tag(kind if kind in _KEPT else self._roles.get(kind, kind), within, rows, columns)
        elif "MCID" in each and page is not None:
            yield Mark(page, int(resolve1(each["MCID"])))

    def _page(self, reference: Any, otherwise: int | None) -> int | None:
        if isinstance(reference, PDFObjRef):
            return self._pages.get(reference.objid, otherwise)
        return otherwise


def _name(value: Any) -> str:
    name = getattr(resolve1(value), "name", "")
    return name if isinstance(name, str) else decode_text(name)


def _extent(attributes: Any) -> tuple[int, int]:
    """Rows and columns that a cell takes up."""
    found = resolve1(attributes)
    extent = {"RowSpan": 1, "ColSpan": 1}
    for each in found if isinstance(found, list) else [found]:
        owner = resolve1(each)
        if isinstance(owner, PDFStream):
            owner = owner.attrs
        for name in extent if isinstance(owner, dict) else ():
            value = resolve1(owner.get(name))
            if isinstance(value, int) and 1 <= value <= 1000:
                extent[name] = value
    return extent["RowSpan"], extent["ColSpan"]
