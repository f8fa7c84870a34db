"""The drawing of a measure's path: baseline dot, targets, the expected line, actuals, comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from lapwing.platform.ui.beside_drawing import lines_beside, names_beside
from lapwing.platform.ui.chart_drawing import CHESTNUT, GREEN, INK, QUIET
from lapwing.platform.ui.chart_labels import (
    ABOVE,
    ABOVE_TO_LEFT,
    ABOVE_TO_RIGHT,
    BEFORE,
    BELOW,
    BELOW_TO_LEFT,
    BELOW_TO_RIGHT,
    BESIDE,
    FROM_THE_TOP,
    OVER_A_STEP,
    TO_THE_TOP,
    UNDER_A_STEP,
    Label,
    Spot,
    below,
    in_margin,
    placed,
)
from lapwing.platform.ui.chart_types import Point, Step
from lapwing.platform.ui.plotting import At, Dots, Path, PlotMark, Uprights, plotted
from lapwing.platform.ui.trajectory_frame import Frame, Trajectory, frame_of

Spots = Sequence[Spot]
_TARGET_SPOTS: Spots = (ABOVE, ABOVE_TO_LEFT, BELOW, BELOW_TO_LEFT)


def trajectory_picture(told: Trajectory, label: str, *, narrow: bool) -> Markup:
    """The whole chart. Every mark has its place given, so that the picture does not depend on the fonts."""
    frame = frame_of(told, narrow=narrow)
    names = names_beside(told.comparators, frame, told.said)
    beside, signs = below(names, frame) if narrow else in_margin(names, frame, frame.last)
    words = placed(_labels(told, frame, beside, narrow=narrow), frame)
    return plotted(frame, [*_marks(told, frame), *signs], words, label)


def _labels(told: Trajectory, frame: Frame, beside: Sequence[Label], *, narrow: bool) -> Iterator[Label]:
    """What is named, the most wanted first: the latest figure, where it began, what it is compared with."""
    if told.actuals:
        last = told.in_order[-1]
        spots: Spots = (BESIDE, ABOVE, ABOVE_TO_LEFT, BELOW, BEFORE)
        yield Label(
            told.said(last.value), last.date, last.value, GREEN, spots, size=15, weight=700, kept=True
        )
    if told.baseline:
        start = told.baseline
        spots = (BELOW_TO_RIGHT, ABOVE_TO_RIGHT, BELOW_TO_LEFT, ABOVE_TO_LEFT)
        yield Label(f"Baseline {told.said(start.value)}", start.date, start.value, INK, spots, kept=True)
    yield from beside
    for step in told.targets_by_interest:
        text = told.aim(step.value) if narrow or not step.label else step.label
        spots = _TARGET_SPOTS if told.expected else (OVER_A_STEP, UNDER_A_STEP)
        yield Label(text, step.date, step.value, CHESTNUT, spots)
    for note in told.annotations:
        yield Label(note.text, note.date, frame.high, QUIET, (FROM_THE_TOP, TO_THE_TOP), size=12)


def _marks(told: Trajectory, frame: Frame) -> Iterator[PlotMark]:
    if told.annotations:
        yield Uprights([note.date for note in told.annotations], QUIET)
    yield from _targets(told)
    # above them: where two run together, the gaps of one show the other
    yield from lines_beside(told.comparators, frame, frame.last)
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
