"""A line the size of a word, with its last value marked. Tables hold dozens, so it is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.platform.ui.chart_types import Point

WIDTH, HEIGHT, _MARGIN = 96, 24, 3


@dataclass(frozen=True)
class Spark:
    """The line's corners as SVG writes them, its last point, and its words."""

    points: str
    last: tuple[float, float] | None
    label: str
    width: int = WIDTH
    height: int = HEIGHT


def sparkline(points: Sequence[Point], label: str) -> Spark:
    """Values against time; ``label`` says the same: "43% in Oct 2025, 51.4% in Oct 2026"."""
    ordered = sorted(points, key=lambda point: point.date)
    if not ordered:
        return Spark("", None, label)
    days = [point.date.toordinal() for point in ordered]
    values = [point.value for point in ordered]
    corners = [
        (
            _scaled(day, min(days), max(days), _MARGIN, WIDTH - _MARGIN),
            _scaled(value, min(values), max(values), HEIGHT - _MARGIN, _MARGIN),
        )
        for day, value in zip(days, values, strict=True)
    ]
    return Spark(" ".join(f"{x:g},{y:g}" for x, y in corners), corners[-1], label)


def _scaled(value: float, low: float, high: float, start: float, end: float) -> float:
    """Where a value lies between two ends; in the middle when there is only one value."""
    share = (value - low) / (high - low) if high > low else 0.5
    return round(start + share * (end - start), 2)
