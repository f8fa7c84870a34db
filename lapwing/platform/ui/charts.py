"""The charts of Lapwing: a finding, a drawing with direct labels, the same in words, and the figures.

What runs over time is drawn by ``plotting``, so that the same picture is on a page and in a printed pack.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from markupsafe import Markup

from lapwing.platform.ui import filters
from lapwing.platform.ui.beside import Beside, chosen, key_beside, rows_beside, undated
from lapwing.platform.ui.chart_drawing import STATUS_COLOURS, drawn
from lapwing.platform.ui.chart_types import (
    CountsAt,
    DataTable,
    Drawing,
    KeyEntry,
    Level,
    Note,
    Other,
    Point,
    Series,
    Step,
)
from lapwing.platform.ui.drawing_beside import drawing_beside
from lapwing.platform.ui.sparklines import Spark, sparkline
from lapwing.platform.ui.stacked import stacked_spec
from lapwing.platform.ui.trajectory import trajectory_picture
from lapwing.platform.ui.trajectory_frame import Trajectory, frame_of

__all__ = [
    "CountsAt", "Drawing", "Level", "Note", "Other", "Point", "Series", "Spark", "Step",
    "path_beside", "path_drawing", "sparkline", "stacked_counts_chart", "trajectory_chart",
]  # fmt: skip

KEPT = 512


def trajectory_chart(
    *,
    title: str,
    subtitle: str,
    summary: str,
    unit: str = "",
    actuals: Sequence[Point] = (),
    baseline: Point | None = None,
    targets: Sequence[Step] = (),
    expected: Sequence[Point] = (),
    comparators: Sequence[Other] = (),
    annotations: Sequence[Note] = (),
    places: int | None = None,
) -> Drawing:
    """Where it started, where it should go, where it is.

    ``expected`` is the straight path between dated targets; left empty, the targets are drawn as steps.
    ``title`` is the finding, ``subtitle`` the measure, ``summary`` the chart in words.
    """
    told = Trajectory(
        unit, places, tuple(actuals), baseline, tuple(targets), tuple(expected), tuple(comparators),
        tuple(annotations),
    )  # fmt: skip
    return path_drawing(told, title=title, subtitle=subtitle, summary=summary)


def path_drawing(told: Trajectory, *, title: str, subtitle: str, summary: str) -> Drawing:
    """The same of what is told already. Of the comparators those that fit are drawn, see ``path_beside``;
    the table has all of them, and the words say which are not drawn."""
    return drawing_beside(
        told,
        path_beside(told),
        title=title,
        subtitle=subtitle,
        summary=summary,
        pictures=_trajectory_pictures,
        key=_trajectory_key,
        table=_trajectory_table(told),
    )


def path_beside(told: Trajectory) -> Beside:
    """Which of the comparators are drawn beside the path; all of them where it has no figure itself."""
    if not told.dated:
        return Beside(told.comparators)
    return chosen(frame_of(replace(told, comparators=()), narrow=False), told.comparators)


# Charts are looked at again and again, so what is drawn is kept, by what it was told.
@lru_cache(maxsize=KEPT)
def _trajectory_pictures(told: Trajectory, label: str) -> tuple[Markup, Markup]:
    return (
        trajectory_picture(told, label, narrow=False),
        trajectory_picture(told, label, narrow=True),
    )


def _trajectory_key(told: Trajectory) -> Iterable[KeyEntry]:
    if told.actuals:
        yield KeyEntry("Actual", "actual")
    if told.baseline:
        yield KeyEntry("Baseline", "baseline")
    if told.targets:
        yield KeyEntry("Target", "target" if told.expected else "steps")
    if told.expected:
        yield KeyEntry("Expected path", "expected")
    yield from key_beside(told.comparators)


def _trajectory_table(told: Trajectory) -> DataTable:
    """Every value drawn, in the order of time; what has no date stands last."""

    lines: list[tuple[dt.date, str, str, str]] = []
    if told.baseline:
        lines.append((told.baseline.date, "Baseline", told.said(told.baseline.value), told.baseline.note))
    lines += [(point.date, "Actual", told.said(point.value), point.note) for point in told.actuals]
    lines += [(step.date, "Target", told.aim(step.value), step.label) for step in told.targets]
    lines += rows_beside(told.comparators, told.said)
    rows = [(filters.day_short(day), *rest) for day, *rest in sorted(lines, key=lambda line: line[0])]
    rows += [(filters.NONE, name, figure, "") for name, figure in undated(told.comparators, told.said)]
    return DataTable(
        ("Date", "What", "Value", "Note"), tuple((a, b, c, d or filters.NONE) for a, b, c, d in rows), (2,)
    )


def stacked_counts_chart(*, title: str, subtitle: str, summary: str, columns: Sequence[CountsAt]) -> Drawing:
    """How many had each status at a few times, one bar for each time. The statuses of the first bar lead."""
    wide, narrow = _stacked_pictures(tuple(columns), f"Chart. {title}. {summary}")
    marks = [item.mark for item in columns[0].counts] if columns else []
    rows = tuple(
        (column.label, *(filters.number(item.count) for item in column.counts)) for column in columns
    )
    return Drawing(
        title=title,
        subtitle=subtitle,
        summary=summary,
        wide=wide,
        narrow=narrow,
        table=DataTable(("When", *(mark.label for mark in marks)), rows, tuple(range(1, len(marks) + 1))),
    )


@lru_cache(maxsize=KEPT)
def _stacked_pictures(columns: tuple[CountsAt, ...], label: str) -> tuple[Markup, Markup]:
    return (
        drawn(stacked_spec(columns, STATUS_COLOURS, narrow=False), label),
        drawn(stacked_spec(columns, STATUS_COLOURS, narrow=True), label),
    )
