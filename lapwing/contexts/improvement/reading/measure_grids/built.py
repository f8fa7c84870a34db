"""A series with what it was read from, and the date of each of its figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from lapwing.contexts.improvement.interchange import Series
from lapwing.contexts.improvement.reading.measure_grids.drafts import DraftSeries
from lapwing.contexts.improvement.reading.measure_grids.table import Column, Layout
from lapwing.contexts.improvement.reading.measure_grids.times import Time, times_in
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.contexts.improvement.reading.measure_grids.units import UnitReading
from lapwing.contexts.improvement.reading.measure_grids.values import Value


@dataclass
class BuiltSeries:
    """A series with what its parts were read from, for the questions about it."""

    series: Series
    draft: DraftSeries
    unit: UnitReading
    baselines: list[tuple[Column, Value]] = field(default_factory=list)
    targets: list[Value] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    undated_results: list[str] = field(default_factory=list)
    unread: list[Value] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


def time_of(
    layout: Layout, each: DraftSeries, column: Column, value: Value, dates: Kind, *, census: bool
) -> Time | None:
    """The date of a figure: its own, that of the column of dates, or that of its title."""
    if value.times:
        prefixed = [time for time in value.times if time.prefixed]
        # *from 62% (2024) to 75% (2026)*: the figure to reach has the date beside it
        return prefixed[0] if len(prefixed) == 1 else value.times[-1 if value.start is not None else 0]
    beside = layout.text(each.rows[0], dates)
    if beside:
        found = times_in(beside, census=census)
        return found[0] if found else Time(beside, 0, len(beside))
    if column.time and census and column.time.stroke:
        return next(iter(times_in(column.time.as_written, census=True)), column.time)
    return column.time
