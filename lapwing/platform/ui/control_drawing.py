"""The drawing of a control chart: mean and limits of each segment, points by what they show, target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from lapwing.domain.statistics.spc_types import PointType
from lapwing.platform.ui.beside_drawing import lines_beside, names_beside
from lapwing.platform.ui.chart_drawing import CHESTNUT, GREY, INK, QUIET
from lapwing.platform.ui.chart_labels import (
    ABOVE,
    ABOVE_TO_LEFT,
    ABOVE_TO_RIGHT,
    BELOW,
    BELOW_TO_LEFT,
    FROM_THE_TOP,
    OVER_A_STEP,
    TO_THE_TOP,
    UNDER_A_STEP,
    Label,
    MarginName,
    below,
    in_margin,
    placed,
)
from lapwing.platform.ui.chart_types import Note, Shape
from lapwing.platform.ui.control_frame import Controlled, Dated, frame_of
from lapwing.platform.ui.control_icons import COMMON, CONCERN, IMPROVEMENT, NEUTRAL
from lapwing.platform.ui.plotting import Dots, Path, PlotMark, Uprights, plotted
from lapwing.platform.ui.trajectory_frame import Frame

# Colour and shape of a point: the shapes are told apart in black and white too.
LOOKS: dict[PointType, tuple[str, Shape]] = {
    PointType.COMMON: (COMMON, "circle"),
    PointType.IMPROVEMENT: (IMPROVEMENT, "diamond"),
    PointType.CONCERN: (CONCERN, "square"),
    PointType.NEUTRAL_HIGH: (NEUTRAL, "triangle-up"),
    PointType.NEUTRAL_LOW: (NEUTRAL, "triangle-down"),
}
_LINE = "#6f777b"


def control_picture(told: Controlled, label: str, *, narrow: bool) -> Markup:
    """The whole chart. Every mark has its place given, so that the picture does not depend on the fonts."""
    frame = frame_of(told, narrow=narrow)
    last = told.points[-1].day
    others = list(names_beside(told.comparators, frame, told.said))
    margin, signs = below(others, frame) if narrow else in_margin([*others, *_line_names(told)], frame, last)
    beside = lines_beside(told.comparators, frame, frame.last if narrow else last)
    # above its other lines: where two run together, the gaps of one show the other
    marks = [*_breaks(told), *_limits(told), *_targets(told), *beside, *_values(told), *signs]
    return plotted(frame, marks, placed(_labels(told, frame, margin, narrow=narrow), frame), label)


def _limits(told: Controlled) -> Iterator[PlotMark]:
    for points in told.segments:
        limits = points[0].point.limits
        ends = (points[0].day, points[-1].day)
        if len(points) > 1:
            yield Path([(day, limits.mean) for day in ends], INK, 1.25)
        for limit in {limits.lower, limits.upper} - {None, limits.mean}:
            assert limit is not None
            yield Path([(day, limit) for day in ends], GREY, 1.25, (6, 4))


def _values(told: Controlled) -> Iterator[PlotMark]:
    """A line that breaks where the limits do, and the points upon it."""
    for points in told.segments:
        yield Path([(each.day, each.point.value) for each in points], _LINE, 1.5)
    for type_, (colour, shape) in LOOKS.items():
        found = [(each.day, each.point.value) for each in told.points if each.point.type is type_]
        if found:
            yield Dots(found, colour, 95, shape, edge="#ffffff", edge_width=1)


def _targets(told: Controlled) -> Iterator[PlotMark]:
    if told.steps:
        yield Path(told.steps, CHESTNUT, 1.75, steps=True)


def _breaks(told: Controlled) -> Iterator[PlotMark]:
    """An upright line half way between the last point of a segment and the first of the next."""
    starts = [before[-1].day + (after[0].day - before[-1].day) / 2 for before, after in _neighbours(told)]
    changed = [each.date for each in _changes_in_view(told)]
    if starts or changed:
        yield Uprights([*starts, *changed], QUIET)


def _changes_in_view(told: Controlled) -> list[Note]:
    return [each for each in told.changes if told.points[0].day <= each.date <= told.points[-1].day]


def _neighbours(told: Controlled) -> list[tuple[list[Dated], list[Dated]]]:
    segments = told.segments
    return list(pairwise(segments))


def _labels(told: Controlled, frame: Frame, margin: Sequence[Label], *, narrow: bool) -> Iterator[Label]:
    """The lines by name at their ends, the latest figure, targets, and why limits were worked out afresh."""
    yield from margin
    last = told.points[-1]
    spots = (ABOVE, BELOW, ABOVE_TO_LEFT, BELOW_TO_LEFT)
    text = told.said(last.point.value)
    yield Label(text, last.day, last.point.value, INK, spots, size=15, weight=700, kept=True)
    for step in told.in_view:
        words = told.aim(step.value) if narrow or not step.label else step.label
        day = last.day if step.date < told.points[0].day else min(step.date, last.day)
        yield Label(words, day, step.value, CHESTNUT, (OVER_A_STEP, UNDER_A_STEP, ABOVE_TO_RIGHT))
    for before, after in _neighbours(told):
        note = next((each for each in told.breaks if before[-1].day < each.date <= after[0].day), None)
        if note and not narrow:
            middle = before[-1].day + (after[0].day - before[-1].day) / 2
            yield Label(_short(note.text), middle, frame.high, QUIET, (FROM_THE_TOP, TO_THE_TOP), size=12)
    for each in _changes_in_view(told) if not narrow else ():
        yield Label(_short(each.text), each.date, frame.high, QUIET, (FROM_THE_TOP, TO_THE_TOP), size=12)


def _line_names(told: Controlled) -> Iterator[MarginName]:
    """Mean and limits by name. A narrow drawing has no room for them: the table gives them."""
    limits = told.points[-1].point.limits
    for name, value in (("Upper limit", limits.upper), ("Mean", limits.mean), ("Lower limit", limits.lower)):
        if value is not None and (name == "Mean" or value != limits.mean):
            yield MarginName(f"{name} {told.roughly(value)}", value, INK if name == "Mean" else GREY)


def _short(text: str) -> str:
    return text if len(text) <= 42 else f"{text[:41].rstrip()}…"
