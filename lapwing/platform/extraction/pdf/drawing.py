"""Reads the lines, filled rectangles and pictures of a page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from lapwing.platform.extraction.pdf.frame import Frame
from lapwing.platform.extraction.pdf.library import Handle
from lapwing.platform.extraction.pdf.shapes import Box, Drawing, Fill, Rule

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

# A filled rectangle no thicker than this is a line (points); Word draws the borders of cells so.
LINE_WIDTH = 2.6
# A chart or a map has more; a page of tables has hundreds.
MOST_OBJECTS = 20_000
MOST_SEGMENTS = 60_000
DEEPEST_FORM = 6
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _TooManyError(Exception):
    """The page holds more lines than a table would."""


@dataclass(slots=True)
class _Found:
    frame: Frame
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    segments: int = 0

    def line(self, start: Point, end: Point) -> None:
        """Keep a stroke that runs along or down the page."""
        box = self.frame.box(*start, *end)
        if box.height <= 0.7 and box.width > 1.5:
            self.across.append(Rule((box.y0 + box.y1) / 2, box.x0, box.x1))
        elif box.width <= 0.7 and box.height > 1.5:
            self.down.append(Rule((box.x0 + box.x1) / 2, box.y0, box.y1))

    def rectangle(self, box: Box, colour: str) -> None:
        """Keep a filled rectangle: as a line when it is thin."""
        if box.height <= LINE_WIDTH and box.width > 2 * box.height:
            self.across.append(Rule((box.y0 + box.y1) / 2, box.x0, box.x1))
        elif box.width <= LINE_WIDTH and box.height > 2 * box.width:
            self.down.append(Rule((box.x0 + box.x1) / 2, box.y0, box.y1))
        elif box.width > LINE_WIDTH and box.height > LINE_WIDTH:
            self.fills.append(Fill(box, colour))


def read_drawing(page: Handle, frame: Frame) -> Drawing:
    """What is drawn on a page besides text, in the frame's points."""
    found = _Found(frame)
    crowded = False
    try:
        for handle, kind, matrix in _objects(page.raw):
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                _read_path(handle, matrix, found)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                _read_image(handle, matrix, found)
    except _TooManyError:
        crowded = True
    if crowded:
        return Drawing([], [], [], found.images, True)
    return Drawing(found.across, found.down, found.fills, found.images)


def _objects(page: Handle) -> Iterator[tuple[Handle, int, Matrix]]:
    """The objects of a page, those inside forms among them, each with what moves it to its place."""
    count = pdfium.FPDFPage_CountObjects(page)
    waiting = [(pdfium.FPDFPage_GetObject(page, number), UNMOVED, 0) for number in range(count - 1, -1, -1)]
    met = 0
    while waiting:
        handle, outer, depth = waiting.pop()
        if not handle:
            continue
        met += 1
        if met > MOST_OBJECTS:
            raise _TooManyError
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        matrix = _moved(_matrix(handle), outer)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield handle, kind, matrix
        elif depth < DEEPEST_FORM:
            inside = pdfium.FPDFFormObj_CountObjects(handle)
            waiting += [
                (pdfium.FPDFFormObj_GetObject(handle, number), matrix, depth + 1)
                for number in range(inside - 1, -1, -1)
            ]


def _matrix(handle: Handle) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return UNMOVED
    return found.a, found.b, found.c, found.d, found.e, found.f


def _moved(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    A, B, C, D, E, F = outer  # noqa: N806
    return a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F


def _applied(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _read_path(handle: Handle, matrix: Matrix, found: _Found) -> None:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, mode, stroked)
    colour = _colour(handle) if mode.value != pdfium.FPDF_FILLMODE_NONE else None
    if colour is None and not stroked.value:
        return
    for outline in _outlines(handle, matrix, found):
        if colour is not None:
            box = _rectangle(outline, found.frame)
            if box is not None:
                found.rectangle(box, colour)
        if stroked.value:
            for start, end in pairwise(outline):
                if start is not None and end is not None:
                    found.line(start, end)


def _outlines(handle: Handle, matrix: Matrix, found: _Found) -> list[list[Point | None]]:
    """The outlines of a path; None stands where a curve parts two points."""
    outlines: list[list[Point | None]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFPath_CountSegments(handle)
    found.segments += max(count, 0)
    if found.segments > MOST_SEGMENTS:
        raise _TooManyError
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(handle, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _applied(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([point])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            outlines[-1].append(point)
        else:
            outlines[-1] += [None, point]
        if pdfium.FPDFPathSegment_GetClose(segment):
            outlines[-1].append(outlines[-1][0])
    return outlines


def _rectangle(outline: list[Point | None], frame: Frame) -> Box | None:
    """The rectangle that an outline is, if its corners make one."""
    points = [point for point in outline if point is not None]
    if len(points) != len(outline) or not 4 <= len(points) <= 6:
        return None
    (left, right), (low, high) = (
        (min(point[axis] for point in points), max(point[axis] for point in points)) for axis in (0, 1)
    )
    square = all(
        min(abs(x - left), abs(x - right)) < 0.3 and min(abs(y - low), abs(y - high)) < 0.3 for x, y in points
    )
    return frame.box(left, low, right, high) if square else None


def _read_image(handle: Handle, matrix: Matrix, found: _Found) -> None:
    corners = [_applied(matrix, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = found.frame.box(min(xs), min(ys), max(xs), max(ys))
    found.images.append(box)


def _colour(handle: Handle) -> str | None:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha) or alpha.value < 20:
        return None
    return f"{red.value:02X}{green.value:02X}{blue.value:02X}"
