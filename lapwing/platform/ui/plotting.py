"""Lines, points and words on a frame of days and values, as SVG: clean, small, in a thousandth of a second.

A page has one chart or two; a board pack has fifty in three forms, and a general drawing machine takes a
fifth of a second and much memory for each. What is drawn here is what our charts are made of, and no more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10, pi, sqrt
from typing import Any

from markupsafe import Markup, escape

from lapwing.platform.ui import filters
from lapwing.platform.ui.chart_drawing import FONT, GRID, QUIET
from lapwing.platform.ui.chart_types import Shape
from lapwing.platform.ui.trajectory_frame import BOTTOM, LEFT, TOP, Frame

At = tuple[dt.date, float]
_FLOOR = "#b4b5ad"
_LABEL = 13
# The next round step after each.
_ROUNDER = {1: 2, 2: 5, 5: 10}
# Months from one label of the axis of days to the next.
_STRIDES = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True)
class Path:
    """A line through points. ``steps`` keeps each value until the day before it changes, from behind."""

    points: Sequence[At]
    colour: str
    width: float
    dash: Sequence[float] = ()
    steps: bool = False


@dataclass(frozen=True)
class Dots:
    """A shape at each point. ``area`` in square pixels, as charts measure it."""

    points: Sequence[At]
    colour: str
    area: float
    shape: Shape = "circle"
    edge: str = ""
    edge_width: float = 0


@dataclass(frozen=True)
class Uprights:
    """Lines from foot to top, where something happened."""

    days: Sequence[dt.date]
    colour: str
    dash: Sequence[float] = (2, 3)


@dataclass(frozen=True)
class Sign:
    """A hollow shape beside a name, ``x`` and ``y`` pixels from the upper left corner of the plot."""

    x: float
    y: float
    colour: str
    shape: Shape
    area: float = 34


PlotMark = Path | Dots | Uprights | Sign


def plotted(frame: Frame, marks: Iterable[PlotMark], words: Iterable[dict[str, Any]], label: str) -> Markup:
    """The picture, named by ``label``. ``words`` are rows of ``chart_labels.placed``."""
    width, height = LEFT + frame.width + frame.right, TOP + frame.height + BOTTOM + frame.foot
    parts = [
        *_values(frame),
        *_days(frame),
        *(text for mark in marks for text in _mark(mark, frame)),
        *(_word(row, frame) for row in words),
    ]
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lw-chart__svg" role="img" focusable="false" '
        f'aria-label="{escape(label)}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<g font-family="{FONT}" transform="translate({LEFT},{TOP})">{"".join(parts)}</g></svg>'
    )


def value_ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round values between two, about as many as asked for: steps of 1, 2 or 5 times a power of ten."""
    span = (high - low) / about
    power = 10.0 ** floor(log10(span))
    # the nearest of the round steps, by ratio
    step = next(
        (each * power for each in (1, 2, 5) if span / power < sqrt(each * _ROUNDER[each])), 10 * power
    )
    if high - low >= 4:
        step = max(step, 1.0)
    return [round(number * step, 10) for number in range(ceil(low / step), floor(high / step) + 1)]


def day_ticks(first: dt.date, last: dt.date, most: int) -> list[dt.date]:
    """First days of months between two, evenly apart and not more than ``most``."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    for stride in _STRIDES:
        starts = [dt.date(each // 12, each % 12 + 1, 1) for each in months if each % stride == 0]
        inside = [day for day in starts if first <= day <= last]
        if len(inside) <= most:
            return inside
    return []


def _values(frame: Frame) -> Iterator[str]:
    for value in value_ticks(frame.low, frame.high):
        y = _round(frame.y_of(value))
        yield f'<path d="M0 {y}H{frame.width}" stroke="{GRID}"/>'
        yield _text(-8, y, filters.measure(value, frame.unit if frame.unit in {"%", "£"} else ""), "end")


def _days(frame: Frame) -> Iterator[str]:
    yield f'<path d="M0 {frame.height}H{frame.width}" stroke="{_FLOOR}"/>'
    ticks = day_ticks(frame.first, frame.last, 3 if frame.width < 280 else 4 if frame.width < 400 else 7)
    yearly = all(day.month == 1 for day in ticks) and len(ticks) > 2
    for day in ticks:
        said = f"{day:%Y}" if yearly else f"{day:%b %Y}"
        yield _text(_round(frame.x_of(day)), frame.height + 18, said, "middle")


def _mark(mark: PlotMark, frame: Frame) -> Iterator[str]:
    if isinstance(mark, Path):
        yield _path(mark, frame)
    elif isinstance(mark, Dots):
        edge = f' stroke="{mark.edge}" stroke-width="{mark.edge_width}"' if mark.edge else ""
        for x, y in _places(mark.points, frame):
            yield f'<path d="{_shape(mark, x, y)}" fill="{mark.colour}"{edge}/>'
    elif isinstance(mark, Sign):
        outline = _shape(mark, _round(mark.x), _round(mark.y))
        yield f'<path d="{outline}" fill="#ffffff" stroke="{mark.colour}" stroke-width="1.5"/>'
    else:
        for day in mark.days:
            x = _round(frame.x_of(day))
            yield f'<path d="M{x} 0V{frame.height}" stroke="{mark.colour}"{_dashed(mark.dash)}/>'


def _path(mark: Path, frame: Frame) -> str:
    places = list(_places(mark.points, frame))
    if not places:
        return ""
    drawn = [f"M{places[0][0]} {places[0][1]}"]
    for x, y in places[1:]:
        drawn.append(f"V{y}H{x}" if mark.steps else f"L{x} {y}")
    return (
        f'<path d="{"".join(drawn)}" fill="none" stroke="{mark.colour}" stroke-width="{mark.width}" '
        f'stroke-linejoin="{"miter" if mark.steps else "round"}"{_dashed(mark.dash)}/>'
    )


def _places(points: Sequence[At], frame: Frame) -> Iterator[tuple[float, float]]:
    for day, value in points:
        yield _round(frame.x_of(day)), _round(frame.y_of(value))


def _shape(mark: Dots | Sign, x: float, y: float) -> str:
    half = sqrt(mark.area) / 2
    if mark.shape == "circle":
        r = _round(sqrt(mark.area / pi))
        return f"M{_round(x - r)} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
    corners = {
        "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        "triangle-up": ((0, -1.1), (1.15, 0.9), (-1.15, 0.9)),
        "triangle-down": ((0, 1.1), (1.15, -0.9), (-1.15, -0.9)),
    }[mark.shape]
    return "M" + "L".join(f"{_round(x + a * half)} {_round(y + b * half)}" for a, b in corners) + "Z"


def _word(row: dict[str, Any], frame: Frame) -> str:
    x = frame.x_of(dt.date.fromisoformat(row["d"])) + row["dx"]
    y = frame.y_of(row["v"]) + row["dy"]
    anchor = {"left": "start", "center": "middle", "right": "end"}[row["align"]]
    return _text(_round(x), y, row["t"], anchor, row["colour"], row["size"], row["weight"], edged=True)


def _text(
    x: float,
    y: float,
    words: str,
    anchor: str,
    colour: str = QUIET,
    size: int = _LABEL,
    weight: int = 400,
    *,
    edged: bool = False,
) -> str:
    """Words with their middle at ``y``; with a white edge, so that lines below do not strike them through."""
    edge = ' stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if edged else ""
    return (
        f'<text x="{x}" y="{_round(y + size * 0.34)}" text-anchor="{anchor}" font-size="{size}" '
        f'font-weight="{weight}" fill="{colour}"{edge}>{escape(words)}</text>'
    )


def _dashed(dash: Sequence[float]) -> str:
    return f' stroke-dasharray="{" ".join(f"{each:g}" for each in dash)}"' if dash else ""


def _round(number: float) -> float:
    return round(number, 1)
