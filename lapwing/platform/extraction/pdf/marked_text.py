"""The text of a page by its marks: what belongs to which element of the structure."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from lapwing.platform.extraction.pdf.library import Handle

# What PDFium puts for a hyphen at the end of a line.
_HYPHENS = {"\x02": "-", "\ufffe": "-"}
_ARTEFACT = "Artifact"
_BACKWARDS = "ReversedChars"


@dataclass(frozen=True)
class _Piece:
    """A run of text as drawn, from right to left if ``backwards``; ``top`` and ``bottom`` in points."""

    mark: int
    text: str
    backwards: bool
    bottom: float
    top: float


@dataclass(frozen=True)
class MarkedText:
    """The text of each mark of a page, and whether any text stands outside of all marks."""

    pieces: Mapping[int, tuple[_Piece, ...]]
    strays: bool

    def of(self, marks: list[int]) -> str:
        """The text of some marks, each line in the order of reading."""
        pieces = [piece for mark in marks for piece in self.pieces.get(mark, ())]
        lines: list[list[_Piece]] = []
        for piece in pieces:
            if lines and _level(lines[-1][-1], piece):
                lines[-1].append(piece)
            else:
                lines.append([piece])
        return "".join(piece.text for line in lines for piece in _in_order(line))


def marked_text(page: Handle) -> MarkedText:
    """Every text of a page by its mark."""
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    try:
        found: dict[int, list[_Piece]] = {}
        strays = False
        for handle, outer in _texts(page.raw):
            piece = _piece(handle, outer, text_page)
            if piece.mark >= 0:
                found.setdefault(piece.mark, []).append(piece)
            elif piece.text.strip() and _ARTEFACT not in _marks(handle):
                strays = True
        return MarkedText({mark: tuple(pieces) for mark, pieces in found.items()}, strays)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _texts(page: Any) -> Iterator[tuple[Any, int]]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        handle = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_TEXT:
            yield handle, pdfium.FPDFPageObj_GetMarkedContentID(handle)


def _piece(handle: Any, mark: int, text_page: Any) -> _Piece:
    text = _wide(lambda buffer, size: pdfium.FPDFTextObj_GetText(handle, text_page, buffer, size))
    bounds = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(handle, *(ctypes.byref(each) for each in bounds))
    return _Piece(
        mark,
        "".join(_HYPHENS.get(sign, sign) for sign in text),
        _BACKWARDS in _marks(handle),
        bounds[1].value,
        bounds[3].value,
    )


def _marks(handle: Any) -> tuple[str, ...]:
    """The names of the marks around a text."""
    found: list[str] = []
    for index in range(pdfium.FPDFPageObj_CountMarks(handle)):
        mark = pdfium.FPDFPageObj_GetMark(handle, index)
        length = ctypes.c_ulong()
        buffer = ctypes.create_string_buffer(128)
        wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        pdfium.FPDFPageObjMark_GetName(mark, wide, len(buffer), ctypes.byref(length))
        found.append(buffer.raw[: min(length.value, 128)].decode("utf-16-le", "replace").rstrip("\0"))
    return tuple(found)


def _wide(ask: Callable[[Any, int], int]) -> str:
    """A text that PDFium gives as UTF-16, asked first for its length."""
    size = ask(None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _level(one: _Piece, other: _Piece) -> bool:
    """Whether two pieces stand on one line."""
    return min(one.top, other.top) - max(one.bottom, other.bottom) > 0


def _in_order(line: list[_Piece]) -> Iterator[_Piece]:
    """The pieces of a line as they are read: those from right to left, side by side, the other way round."""
    for backwards, run in groupby(_with_blanks(line), key=lambda each: each[0]):
        pieces = [piece for _, piece in run]
        yield from reversed(pieces) if backwards else pieces


def _with_blanks(line: list[_Piece]) -> list[tuple[bool, _Piece]]:
    """Each piece with its direction; a blank between two that go backwards goes with them."""
    ways = [piece.backwards for piece in line]
    for at in range(1, len(line) - 1):
        if not line[at].text.strip() and ways[at - 1] and line[at + 1].backwards:
            ways[at] = True
    return list(zip(ways, line, strict=True))
