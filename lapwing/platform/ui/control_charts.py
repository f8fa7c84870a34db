"""A control chart ready for a page or a pack: two drawings, its words, and every figure with its limits.

Pure: nothing of a request in it, so that a page, a printed pack and a program draw the same picture.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from markupsafe import Markup

from lapwing.domain.statistics.spc_types import ControlChart, Limits, PointType
from lapwing.domain.statistics.spc_words import CAUSES, TYPES
from lapwing.platform.ui import filters
from lapwing.platform.ui.beside import Beside, chosen, key_beside, rows_beside, undated
from lapwing.platform.ui.chart_types import DataTable, Drawing, KeyEntry, Note, Other, Step
from lapwing.platform.ui.control_drawing import control_picture
from lapwing.platform.ui.control_frame import Controlled, Dated, frame_of
from lapwing.platform.ui.drawing_beside import drawing_beside

KEPT = 512
_KEY_LOOKS = {
    PointType.IMPROVEMENT: "improvement",
    PointType.CONCERN: "concern",
    PointType.NEUTRAL_HIGH: "neutral-high",
    PointType.NEUTRAL_LOW: "neutral-low",
    PointType.COMMON: "common",
}


def control_chart_drawing(
    *,
    title: str,
    subtitle: str,
    summary: str,
    days: Sequence[dt.date],
    chart: ControlChart,
    unit: str = "",
    notes: Sequence[str] = (),
    targets: Sequence[Step] = (),
    breaks: Sequence[Note] = (),
    comparators: Sequence[Other] = (),
    places: int | None = None,
) -> Drawing:
    """The drawing of a chart whose points lie on ``days``, in order.

    ``title`` is the finding, ``subtitle`` the measure, ``summary`` the chart in words. ``notes`` say how each
    value was counted. ``breaks`` are the reasons why limits were worked out afresh, on the first day of it.
    ``comparators`` is what others have.
    """
    counted = notes or [""] * len(days)
    points = tuple(
        Dated(day, point, note) for day, point, note in zip(days, chart.points, counted, strict=True)
    )
    told = Controlled(
        unit, places, points, chart, tuple(targets), tuple(breaks), comparators=tuple(comparators)
    )
    return controlled_drawing(told, title=title, subtitle=subtitle, summary=summary)


def controlled_drawing(told: Controlled, *, title: str, subtitle: str, summary: str) -> Drawing:
    """The same of what is told already. Of the comparators those that fit are drawn, see ``control_beside``;
    the table has all of them, and the words say which are not drawn."""
    return drawing_beside(
        told,
        control_beside(told),
        title=title,
        subtitle=subtitle,
        summary=summary,
        pictures=_pictures,
        key=_key,
        table=_table(told),
    )


def control_beside(told: Controlled) -> Beside:
    """Which of the comparators are drawn beside the figures and their limits."""
    return chosen(frame_of(replace(told, comparators=()), narrow=False), told.comparators)


# Charts are looked at again and again, so what is drawn is kept, by what it was told.
@lru_cache(maxsize=KEPT)
def _pictures(told: Controlled, label: str) -> tuple[Markup, Markup]:
    return control_picture(told, label, narrow=False), control_picture(told, label, narrow=True)


def _key(told: Controlled) -> Iterable[KeyEntry]:
    shown = {each.point.type for each in told.points}
    for type_, look in _KEY_LOOKS.items():
        if type_ in shown:
            yield KeyEntry(TYPES[type_], look)
    yield KeyEntry("Mean", "mean")
    if any(each.point.limits.lower is not None for each in told.points):
        yield KeyEntry("Limits of the usual", "limits")
    if told.targets:
        yield KeyEntry("Target", "steps")
    yield from key_beside(told.comparators)


def _table(told: Controlled) -> DataTable:
    """Every value with its limits and what it shows, targets, breaks, changes and others, by time."""
    none = filters.NONE
    breaks = [
        (note.date, (filters.day_short(note.date), *(none,) * 5, f"Limits afresh: {note.text}"))
        for note in told.breaks
    ]
    changes = [(note.date, (filters.day_short(note.date), *(none,) * 5, note.text)) for note in told.changes]
    values = [
        (
            each.day,
            (
                *(filters.day_short(each.day), told.said(each.point.value), each.note or none),
                *_limits(told, each.point.limits),
                _shows(each),
            ),
        )
        for each in told.points
    ]
    targets = [
        (step.date, (filters.day_short(step.date), told.aim(step.value), *(none,) * 4, "Target"))
        for step in told.targets
    ]
    others = [
        (day, (filters.day_short(day), figure, *(none,) * 4, name))
        for day, name, figure, _ in rows_beside(told.comparators, told.said)
    ]
    without = [(none, figure, *(none,) * 4, name) for name, figure in undated(told.comparators, told.said)]
    headings = ("Date", "Value", "Counted", "Lower limit", "Mean", "Upper limit", "Shows")
    ordered = sorted([*breaks, *changes, *values, *targets, *others], key=lambda line: line[0])
    return DataTable(headings, (*(row for _, row in ordered), *without), (1, 3, 4, 5))


def _limits(told: Controlled, limits: Limits) -> tuple[str, str, str]:
    lower, mean, upper = (
        filters.NONE if each is None else told.roughly(each)
        for each in (limits.lower, limits.mean, limits.upper)
    )
    return lower, mean, upper


def _shows(each: Dated) -> str:
    why = CAUSES[each.point.cause]
    said = TYPES[each.point.type]
    return f"{said}: {why}" if why else said
