"""A measure's path as marks: comparisons behind, targets over them, what happened in front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lapwing.platform.ui.chart_drawing import CHESTNUT, GREEN, GREY, INK, QUIET
from lapwing.platform.ui.chart_labels import placed
from lapwing.platform.ui.chart_types import Point, Series, Step
from lapwing.platform.ui.plotting import At, Dots, Path, PlotMark, Uprights, plotted
from lapwing.platform.ui.trajectory import _labels
from lapwing.platform.ui.trajectory_frame import Frame, Trajectory, frame_of


def trajectory_picture(told: Trajectory, label: str, *, narrow: bool) -> str:
    """The whole chart as SVG. Every mark has its place given: the picture does not depend on the fonts."""
    frame = frame_of(told, narrow=narrow)
    words = placed(_labels(told, frame, narrow=narrow), frame)
    return plotted(frame, _marks(told, frame), words, label)


def _marks(told: Trajectory, frame: Frame) -> Iterator[PlotMark]:
    if told.annotations:
        yield Uprights([note.date for note in told.annotations], QUIET)
    for one in told.comparators:
        ends = [(frame.first, one.value), (frame.last, one.value)] if not isinstance(one, Series) else []
        points = _at(one.points) if isinstance(one, Series) else ends
        yield Path(points, GREY, 1.25, (6, 3))
    yield from _targets(told)
    yield from _actuals(told)
    if told.baseline:
        yield Dots(_at([told.baseline]), "#ffffff", 80, edge=INK, edge_width=2)


def _targets(told: Trajectory) -> Iterator[PlotMark]:
    if not told.targets:
        return
    if not told.expected:
        yield Path(_as_steps(told), CHESTNUT, 1.75, steps=True)
        return
    yield Path(_at(told.expected), CHESTNUT, 1.75, (5, 4))
    yield Dots(_at(told.targets), "#ffffff", 60, "diamond", CHESTNUT, 2)


def _as_steps(told: Trajectory) -> list[At]:
    """Each target's level runs from the one before it, or from the first day known, to its own day."""
    ordered = sorted(told.targets, key=lambda step: step.date)
    start = min(day for day, _ in told.dated)
    return [(start, ordered[0].value), *_at(ordered)]


def _actuals(told: Trajectory) -> Iterator[PlotMark]:
    if told.actuals:
        points = _at(told.in_order)
        yield Path(points, GREEN, 2.5)
        yield Dots(points, GREEN, 36)
        yield Dots(points[-1:], GREEN, 90)


def _at(points: Sequence[Point | Step]) -> list[At]:
    return [(point.date, point.value) for point in points]
