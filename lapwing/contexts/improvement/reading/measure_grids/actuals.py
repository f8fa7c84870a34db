"""The results that a series prints, each with the time that it is of."""

from __future__ import annotations

from datetime import date

from lapwing.contexts.improvement.interchange import Actual
from lapwing.contexts.improvement.reading.measure_grids.built import BuiltSeries, time_of
from lapwing.contexts.improvement.reading.measure_grids.drafts import DraftSeries
from lapwing.contexts.improvement.reading.measure_grids.table import Layout
from lapwing.contexts.improvement.reading.measure_grids.times import Time
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.contexts.improvement.reading.measure_grids.values import Form, Value


def actuals_of(layout: Layout, each: DraftSeries, built: BuiltSeries, *, census: bool) -> list[Actual]:
    found: dict[tuple[date | None, date], Actual] = {}
    pairs = each.of(Kind.ACTUAL)
    for column, value in pairs:
        if value.form in {Form.NOT_APPLICABLE, Form.NO_DATA, Form.AWAITED}:
            continue
        if value.form not in {Form.NUMBER, Form.YES_NO} or value.bound or value.value is None:
            built.unread.append(value)
            continue
        time = time_of(layout, each, column, value, Kind.ACTUAL_DATE, census=census)
        days = _days(time)
        if days is None:
            built.undated_results.append(f"{column.text or 'Actual'}: {value.written}")
            continue
        if time:
            built.times.append(time)
        if days in found:
            built.twice.append(value.written)
            continue
        note = _remarks(layout, each) if len(pairs) == 1 else None
        found[days] = _actual(value, days, built.unit.unit, note)
    return list(found.values())


def _actual(value: Value, days: tuple[date, date], unit: str | None, note: str | None) -> Actual:
    share = value.percent and (unit or "").startswith("%")
    return Actual(
        from_=days[0],
        to=days[1],
        value=value.value,
        numerator=value.part if share else None,
        denominator=value.whole if share else None,
        note=note,
    )


def _days(time: Time | None) -> tuple[date, date] | None:
    """First and last day; a year of two numbers is taken as academic until a person says."""
    if time is None:
        return None
    if time.earliest and time.latest:
        return time.earliest, time.latest
    return time.proposed


def _remarks(layout: Layout, each: DraftSeries) -> str | None:
    """The rating and the direction of travel that stand beside the latest figure."""
    row = each.rows[0]
    columns = layout.of(Kind.RATING, Kind.TRAVEL)
    printed = ((column.text, layout.cell(row, column)) for column in columns)
    parts = [f"{title}: {' '.join(cell.text.split())}" for title, cell in printed if cell]
    return "; ".join(parts) or None
