"""Reads the characters of a page and gathers those drawn side by side into pieces."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from lapwing.platform.extraction.pdf.frame import Frame
from lapwing.platform.extraction.pdf.library import Handle
from lapwing.platform.extraction.pdf.shapes import Piece, Writing

# Wider than this share of the letter size, a gap parts two words though no blank was drawn.
WORD_GAP = 0.16
# No page that people read has more; what is beyond is left out and said so.
MOST_CHARACTERS = 200_000
HYPHENS_AT_LINE_END = (0x02, 0xFFFE)
REPLACEMENT = "\ufffd"
BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi")
FORCE_BOLD = 1 << 18  # ISO 32000-1, table 123


@dataclass(frozen=True, slots=True)
class _Style:
    """What the characters of one drawing operation share; ``turn`` is None for tilted text."""

    size: float
    bold: bool
    turn: int | None


@dataclass(slots=True)
class _Run:
    """A piece that is being gathered, in points of the file."""

    style: _Style
    text: list[str]
    left: float
    bottom: float
    right: float
    top: float
    origin: tuple[float, float]
    last: tuple[float, float]
    spaced: bool = False


@dataclass(slots=True)
class _Gathered:
    runs: list[_Run] = field(default_factory=list)
    characters: int = 0
    unmapped: int = 0
    tilted: int = 0


def read_writing(page: Handle, frame: Frame) -> tuple[Writing, Frame]:
    """The text of a page, and the frame turned so that most of it is upright."""
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    if not text_page:
        return Writing([], 0, 0, 0), frame
    try:
        gathered = _gather(text_page)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    frame = frame.turned(_main_turn(gathered.runs, frame.turn))
    pieces = [_piece(run, frame) for run in gathered.runs]
    inside = [
        piece
        for piece in pieces
        if 0 <= piece.middle[0] <= frame.width and 0 <= piece.middle[1] <= frame.height
    ]
    return Writing(_once(inside), gathered.characters, gathered.unmapped, gathered.tilted), frame


def _gather(text_page: Handle) -> _Gathered:
    gathered = _Gathered()
    box = pdfium.FS_RECTF()
    styles = _Styles(text_page)
    run: _Run | None = None
    high_half = 0
    for index in range(min(pdfium.FPDFText_CountChars(text_page), MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in (0x0A, 0x0D):
            run = None
            continue
        if code in (0x20, 0x09):
            if run is not None and not pdfium.FPDFText_IsGenerated(text_page, index):
                run.spaced = True
            run = None
            continue
        if 0xD800 <= code < 0xDC00:
            high_half = code
            continue
        if 0xDC00 <= code < 0xE000 and high_half:
            code = 0x10000 + ((high_half - 0xD800) << 10) + (code - 0xDC00)
        character = _character(text_page, index, code)
        if not character:
            continue
        gathered.characters += 1
        gathered.unmapped += character == REPLACEMENT and code != 0xFFFD
        style = styles.at(index)
        if style.turn is None:
            gathered.tilted += 1
            run = None
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text_page, index, box):
            continue
        if run is None or not _goes_on(run, box, style):
            origin = styles.origin(index)
            corner = (box.left, box.bottom)
            run = _Run(style, [], box.left, box.bottom, box.right, box.top, origin, corner)
            gathered.runs.append(run)
        run.text.append(character)
        run.last = (box.left, box.bottom)
        run.left, run.right = min(run.left, box.left), max(run.right, box.right)
        run.bottom, run.top = min(run.bottom, box.bottom), max(run.top, box.top)
    return gathered


def _character(text_page: Handle, index: int, code: int) -> str:
    if code in HYPHENS_AT_LINE_END:
        return "-"
    # control codes are what a font without a map of its letters leaves of them
    if code < 0x20 or pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1:
        return REPLACEMENT
    if 0xD800 <= code < 0xE000:
        return ""
    return chr(code)


class _Styles:
    """Looks up the style of characters, once for each drawing operation."""

    def __init__(self, text_page: Handle) -> None:
        self._page = text_page
        self._object: int | None = None
        self._style = _Style(0.0, False, 0)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def at(self, index: int) -> _Style:
        found = ctypes.cast(pdfium.FPDFText_GetTextObject(self._page, index), ctypes.c_void_p).value
        if found != self._object or found is None:
            self._object, self._style = found, self._read(index)
        return self._style

    def origin(self, index: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        return self._x.value, self._y.value

    def _read(self, index: int) -> _Style:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._page, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self._page, index) * math.hypot(matrix.c, matrix.d)
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        turn = round(quarters)
        straight = abs(quarters - turn) < 0.04
        return _Style(max(size, 1.0), _is_bold(self._page, index), turn % 4 if straight else None)


def _is_bold(text_page: Handle, index: int) -> bool:
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, name, 128, flags)
    lowered = name.value.decode("latin-1").lower()
    return any(word in lowered for word in BOLD_NAMES) or bool(flags.value & FORCE_BOLD)


def _goes_on(run: _Run, box: Any, style: _Style) -> bool:
    """Whether a character follows the run at once, on its line and in its style."""
    if style is not run.style and style != run.style:
        return False
    size, turn = style.size, style.turn
    if run.last == (box.left, box.bottom):
        # the letters of a ligature share one box
        return True
    if turn == 0:
        gap, shift = box.left - run.right, box.bottom - run.bottom
    elif turn == 2:
        gap, shift = run.left - box.right, box.bottom - run.bottom
    elif turn == 1:
        gap, shift = box.bottom - run.top, box.left - run.left
    else:
        gap, shift = run.bottom - box.top, box.left - run.left
    return bool(-0.8 * size < gap < WORD_GAP * size and abs(shift) < 0.5 * size)


def _main_turn(runs: list[_Run], turn: int) -> int:
    counts: Counter[int] = Counter()
    for run in runs:
        counts[run.style.turn or 0] += len(run.text)
    if not counts:
        return turn
    best, count = counts.most_common(1)[0]
    # titles of columns on their side do not turn a page
    return best if count > 2 * counts[turn] else turn


def _piece(run: _Run, frame: Frame) -> Piece:
    turn = run.style.turn or 0
    upright = frame.turned(turn)
    box = upright.box(run.left, run.bottom, run.right, run.top)
    _, baseline = upright.point(*run.origin)
    seen = frame.box(run.left, run.bottom, run.right, run.top)
    size = run.style.size
    middle = ((seen.x0 + seen.x1) / 2, (seen.y0 + seen.y1) / 2)
    if turn == frame.turn:
        middle = (middle[0], baseline - 0.3 * size)
    text = "".join(run.text)
    return Piece(
        text, box.x0, box.x1, baseline, size, run.style.bold, run.spaced, middle, (turn - frame.turn) % 4
    )


def _once(pieces: list[Piece]) -> list[Piece]:
    """Without what was drawn a second time a hair beside the first, as some programs do for bold."""
    seen: dict[tuple[str, int, int], Piece] = {}
    kept = []
    for piece in pieces:
        column, line = round(piece.x0), round(piece.y)
        near = (seen.get((piece.text, column + dx, line + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if any(other is not None and abs(other.x0 - piece.x0) < 0.15 * piece.size for other in near):
            continue
        seen[piece.text, column, line] = piece
        kept.append(piece)
    return kept
