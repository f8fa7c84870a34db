"""Axes have round values and first days of months; shapes are drawn where they belong."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lapwing.platform.ui.chart_types import Shape
from lapwing.platform.ui.plotting import (
    Dots,
    Path,
    PlotMark,
    Uprights,
    day_ticks,
    plotted,
    value_ticks,
)
from lapwing.platform.ui.trajectory_frame import Frame

FRAME = Frame(700, 290, 40, dt.date(2026, 1, 1), dt.date(2026, 12, 31), 0.0, 100.0, "%")
DAY = dt.date(2026, 7, 2)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (36.2, 69, [40, 45, 50, 55, 60, 65]),
        (-3, 3, [-3, -2, -1, 0, 1, 2, 3]),
        (0, 1200, [0, 200, 400, 600, 800, 1000, 1200]),
        (0.1, 0.5, [0.1, 0.2, 0.3, 0.4, 0.5]),
        (0, 7, [0, 1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_values_of_an_axis_are_round(low: float, high: float, ticks: list[float]) -> None:
    assert value_ticks(low, high) == pytest.approx(ticks)


@given(some.floats(-1e6, 1e6), some.floats(1e-4, 1e7))
def test_an_axis_has_a_few_values_and_all_lie_on_it(low: float, span: float) -> None:
    found = value_ticks(low, low + span)
    assert 0 <= len(found) <= 10
    assert all(low - 1e-6 * span <= each <= low + span * (1 + 1e-6) for each in found)


@given(some.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)), some.integers(20, 6000), some.integers(2, 7))
def test_an_axis_of_days_has_first_days_of_months_and_no_more_than_asked_for(
    first: dt.date, days: int, most: int
) -> None:
    last = first + dt.timedelta(days)
    found = day_ticks(first, last, most)
    assert len(found) <= most
    assert all(first <= each <= last and each.day == 1 for each in found)
    gaps = {(b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(found)}
    assert len(gaps) <= 1


def test_marks_stand_where_their_day_and_value_are() -> None:
    marks: list[PlotMark] = [
        Path([(FRAME.first, 0.0), (FRAME.last, 100.0)], "#111111", 2),
        Path([(FRAME.first, 50.0), (FRAME.last, 60.0)], "#222222", 1, (5, 4), steps=True),
        Uprights([FRAME.first], "#333333"),
    ]
    paths = [each.attrib for each in drawn(marks) if each.get("stroke", "").startswith(("#1", "#2", "#3"))]
    assert [each["d"] for each in paths] == ["M0.0 290.0L700.0 0.0", "M0.0 145.0V116.0H700.0", "M0.0 0V290"]
    assert paths[1]["stroke-dasharray"] == "5 4"


def test_every_shape_is_told_from_the_others() -> None:
    shapes: tuple[Shape, ...] = ("circle", "square", "diamond", "triangle-up", "triangle-down")
    drawings = [drawn([Dots([(DAY, 50.0)], "#111111", 64, shape)]) for shape in shapes]
    paths = [next(each.get("d") for each in root if each.get("fill") == "#111111") for root in drawings]
    assert len(set(paths)) == len(shapes)


def test_what_people_write_stays_words() -> None:
    row = {"d": "2026-07-02", "v": 5.0, "t": "<b>&", "dx": 0, "dy": 0, "align": "left", "colour": "#111111",
           "size": 13, "weight": 500}  # fmt: skip
    svg = plotted(FRAME, [], [row], '"><script>')
    root = ElementTree.fromstring(svg)
    assert root.get("aria-label") == '"><script>'
    assert "<b>&" in [each.text for each in root.iter() if each.tag.endswith("text")]


def drawn(marks: list[PlotMark]) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(plotted(FRAME, marks, [], "A chart")).iter())
