"""Measures, their series and targets."""

from __future__ import annotations

from datetime import date, datetime

from lapwing.shell.api.shapes.basics import Shape


class SeriesOut(Shape):
    """One line of a measure, its latest figure and how it stands. Values carry ``unit``."""

    ref: str
    measure: str
    label: str
    unit: str
    direction: str
    outcome: str
    colour: str
    reason: str
    baseline: float | None
    latest: float | None
    latest_on: date | None
    expected_low: float | None
    expected_high: float | None


class MeasureOut(Shape):
    ref: str
    key: str
    name: str
    direction: str
    source_as_written: str
    same_as: str | None
    colour: str
    actions: list[str]
    series: list[SeriesOut]


class TargetOut(Shape):
    ref: str
    series: str
    measure: str
    by_as_written: str
    latest: date | None
    as_written: str
    type: str
    value: float | None
    low: float | None
    high: float | None
    resolved: float | None
    effective_on: date
    recorded_at: datetime


class MeasurePage(Shape):
    items: list[MeasureOut]
    next: str | None


class SeriesPage(Shape):
    items: list[SeriesOut]
    next: str | None


class TargetPage(Shape):
    items: list[TargetOut]
    next: str | None
