"""The small chart of a line of a measure: made of what is printed of it, and of nothing else.

A figure that is hidden is a gap. The axes, the words and the points come from the printed figures and the
targets alone, so that whatever stood there before gives the same drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from markupsafe import Markup

from lapwing.insight.public_version.content import Row, Series
from lapwing.platform.ui.chart_drawing import CHESTNUT, GREEN
from lapwing.platform.ui.chart_labels import (
    ABOVE,
    ABOVE_TO_LEFT,
    BEFORE,
    BELOW,
    BELOW_TO_LEFT,
    BESIDE,
    OVER_A_STEP,
    UNDER_A_STEP,
    Label,
    Spot,
    placed,
)
from lapwing.platform.ui.chart_types import Point, Step
from lapwing.platform.ui.plotting import At, Dots, Path, PlotMark, plotted
from lapwing.platform.ui.trajectory_frame import Frame, Trajectory, frame_of
from lapwing.platform.writing.legible import legible

# Width and height of the plot and the margin to its right, in pixels.
_WIDE, _NARROW = (560, 170, 66), (244, 170, 46)
_BESIDE = (BESIDE, ABOVE, ABOVE_TO_LEFT, BELOW, BEFORE)
# A line that passes words at fewer pixels strikes them through.
_CLOSE, _SIZE = 14, 15
# With more points than this, dots would hide the line.
_MANY = 18
_PRINTED = re.compile(r"^([−-]?)£?(\d[\d,]*(?:\.\d+)?)(?:%|\s(?!to\b).*)?$")


@dataclass(frozen=True)
class Chart:
    """A line drawn for wide and for narrow pages. ``words`` say what is to be seen, for who does not see it;
    ``has_gaps`` says that no figure is shown for some of its time."""

    wide: Markup
    narrow: Markup
    words: str
    has_gaps: bool


def chart_of(series: Series, name: str) -> Chart | None:
    """The chart of a line called ``name``; None with fewer than two figures, or where they are not one line:
    without their days, or with two that end on one day, as a year and its last quarter do."""
    if not all(row.on for row in series.rows) or len({row.on for row in series.rows}) < len(series.rows):
        return None
    runs = list(_runs(series.rows))
    if sum(len(run) for run in runs) < 2:
        return None
    told = _told(series, runs)
    written = [*(row.on for row in series.rows), *(step.on for step in series.steps)]
    days = [date.fromisoformat(each) for each in written]
    has_gaps = any(number_in(row.figure) is None for row in series.rows)
    words = _words(series, name, has_gaps=has_gaps)
    wide, narrow = (
        Markup(legible(_picture(series, told, runs, days, words, narrow=narrow))) for narrow in (False, True)
    )
    return Chart(wide, narrow, words, has_gaps)


def number_in(figure: str) -> float | None:
    """The number that is printed ("51.4%", "1,204 visits"); None where the mark of a hidden one stands."""
    found = _PRINTED.match(figure.strip())
    if not found:
        return None
    value = float(found[2].replace(",", ""))
    return -value if found[1] else value


def newest(series: Series) -> Row | None:
    """The last figure that may be read."""
    shown = _shown(series)
    return shown[-1] if shown else None


def _shown(series: Series) -> list[Row]:
    """The rows with a figure that may be read, in the order of time."""
    ordered = sorted(series.rows, key=lambda row: row.on)
    return [row for row in ordered if number_in(row.figure) is not None]


def _runs(rows: Sequence[Row]) -> Iterator[list[At]]:
    """The points that stand beside one another: what is hidden between two ends the line."""
    run: list[At] = []
    for row in sorted(rows, key=lambda each: each.on):
        value = number_in(row.figure)
        if value is not None and row.on:
            run.append((date.fromisoformat(row.on), value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _told(series: Series, runs: Sequence[Sequence[At]]) -> Trajectory:
    return Trajectory(
        unit=_unit(series),
        places=None,
        actuals=tuple(Point(day, value) for run in runs for day, value in run),
        baseline=None,
        targets=tuple(Step(date.fromisoformat(each.on), each.value, each.words) for each in series.steps),
        expected=(),
        comparators=(),
        annotations=(),
    )


def _unit(series: Series) -> str:
    printed = "".join(row.figure for row in series.rows)
    return "%" if "%" in printed else "£" if "£" in printed else ""


def _picture(
    series: Series,
    told: Trajectory,
    runs: Sequence[Sequence[At]],
    days: Sequence[date],
    words: str,
    *,
    narrow: bool,
) -> Markup:
    frame = _frame(told, days, narrow=narrow)
    marks = [*_steps(told, days), *_line(runs)]
    return plotted(frame, marks, placed(_labels(series, told, frame), frame), f"Chart. {words}")


def _frame(told: Trajectory, days: Sequence[date], *, narrow: bool) -> Frame:
    """Room for the values that are shown, and for every day: a gap at an end is one too."""
    width, height, right = _NARROW if narrow else _WIDE
    margin = max((max(days) - min(days)) * 0.03, timedelta(days=20))
    return replace(
        frame_of(told, narrow=narrow),
        width=width,
        height=height,
        right=right,
        first=min(days) - margin,
        last=max(days) + margin,
    )


def _steps(told: Trajectory, days: Sequence[date]) -> Iterator[PlotMark]:
    """Each target's level runs from the one before it, or from the first day, to its own day."""
    if told.targets:
        at = [(step.date, step.value) for step in told.targets]
        yield Path([(min(days), at[0][1]), *at], CHESTNUT, 1.75, steps=True)


def _line(runs: Sequence[Sequence[At]]) -> Iterator[PlotMark]:
    many = sum(len(run) for run in runs) > _MANY
    for run in runs:
        if len(run) > 1:
            yield Path(run, GREEN, 2.5)
        if len(run) == 1 or not many:
            yield Dots(run, GREEN, 30)
    yield Dots(runs[-1][-1:], GREEN, 80)


def _labels(series: Series, told: Trajectory, frame: Frame) -> Iterator[Label]:
    """The newest figure as it is printed, and what is still aimed at: the rest is in the table."""
    last, said = told.in_order[-1], _shown(series)[-1].figure
    ahead = [step for step in told.targets_by_interest if step.date > last.date]
    spots = _clear_of(ahead, last, said, frame)
    yield Label(said, last.date, last.value, GREEN, spots, size=_SIZE, weight=700, kept=True)
    for step in ahead or told.targets_by_interest[:1]:
        at = (UNDER_A_STEP, OVER_A_STEP) if last.value > step.value else (OVER_A_STEP, UNDER_A_STEP)
        yield Label(f"Target {told.aim(step.value)}", step.date, step.value, CHESTNUT, at)


def _clear_of(ahead: Sequence[Step], last: Point, said: str, frame: Frame) -> tuple[Spot, ...]:
    """Where the words of the newest figure stand clear of the targets' line, which goes on beside it."""
    end = frame.x_of(last.date) + 0.6 * _SIZE * len(said) + _CLOSE
    beside = [step.value for step in ahead if frame.x_of(step.date) < end]
    levels = [step.value for step in ahead[: len(beside) + 1]]
    at = frame.y_of(last.value)
    if not levels or not (min(map(frame.y_of, levels)) - _CLOSE < at < max(map(frame.y_of, levels)) + _CLOSE):
        return _BESIDE
    return (ABOVE_TO_LEFT, BELOW_TO_LEFT) if last.value >= levels[0] else (BELOW_TO_LEFT, ABOVE_TO_LEFT)


def _words(series: Series, name: str, *, has_gaps: bool) -> str:
    """What the drawing shows, in words, by what is printed."""
    shown = _shown(series)
    aims = f"Targets: {', '.join(step.words for step in series.steps)}." if series.steps else ""
    gaps = "The line has gaps where no figure is shown." if has_gaps else ""
    ends = f"{shown[0].period}: {shown[0].figure}. {shown[-1].period}: {shown[-1].figure}."
    return " ".join(filter(None, (f"{name.rstrip('.')}.", ends, aims, gaps, "The figures are in the table.")))
