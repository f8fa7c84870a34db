"""The small chart of a line: what it shows, and that it tells nothing of what is hidden."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lapwing.domain.disclosure import LAPWING, POLICIES, STRICT
from lapwing.insight.public_version.content import Row, Series, Step
from lapwing.insight.public_version.drawing import Chart, chart_of, newest, number_in
from lapwing.insight.public_version.figures import judge
from lapwing.insight.public_version.rules.handling import Handling
from lapwing.insight.public_version.tests.test_figures import line, of, point

# The axis of values: its words end eight pixels to the left of the plot.
_TICK = re.compile(r'<text x="-8" y="([-\d.]+)"[^>]*>([^<]+)</text>')
_GREEN = re.compile(r'<path d="([^"]+)" (?:fill="none" stroke="#14483f"|fill="#14483f")')
_DOT = re.compile(r"^M[-\d.]+ ([-\d.]+)a")
_CORNER = re.compile(r"[ML]([-\d.]+) ([-\d.]+)")


def rows(*figures: str) -> tuple[Row, ...]:
    return tuple(
        Row(f"Month {at}", figure, "", (date(2025, 1, 28) + timedelta(days=30 * at)).isoformat())
        for at, figure in enumerate(figures)
    )


def series(*figures: str, steps: tuple[Step, ...] = ()) -> Series:
    return Series("series:s", "", "% of plans", rows(*figures), steps=steps)


def chart(*figures: str, steps: tuple[Step, ...] = ()) -> Chart:
    found = chart_of(series(*figures, steps=steps), "Plans in time")
    assert found is not None
    return found


def scale(svg: str) -> tuple[float, float]:
    """The value at the foot of the first label of the axis, and how much a pixel is worth."""
    ticks = [(float(y), number_in(said.replace("−", "-"))) for y, said in _TICK.findall(svg)]
    (low_y, low), (high_y, high) = ticks[0], ticks[-1]
    assert low is not None
    assert high is not None
    # words stand a third of their height below the line they name
    return low + (low_y - 13 * 0.34) * (high - low) / (low_y - high_y), (high - low) / (low_y - high_y)


def values_in(svg: str) -> list[float]:
    """Every value that is drawn as a point or as a corner of the line, read back by the axis."""
    at_zero, of_a_pixel = scale(svg)
    found = []
    for path in _GREEN.findall(svg):
        dot = _DOT.match(path)
        heights = [dot[1]] if dot else [y for _, y in _CORNER.findall(path)]
        found += [at_zero - float(y) * of_a_pixel for y in heights]
    return found


def lines_in(svg: str) -> int:
    return len(re.findall(r'fill="none" stroke="#14483f"', svg))


def test_the_figures_are_drawn_as_they_are_printed() -> None:
    found = chart("44.1%", "47.2%", "51.4%")
    for svg in (found.wide, found.narrow):
        drawn = {round(value) for value in values_in(svg)}
        assert drawn == {44, 47, 51}
        assert lines_in(svg) == 1
        assert ">51.4%</text>" in svg


def test_a_hidden_figure_is_a_gap() -> None:
    found = chart("44.1%", "47.2%", "c", "50.0%", "51.4%")
    assert found.has_gaps
    assert "gaps" in found.words
    assert lines_in(found.wide) == 2
    assert len(set(map(round, values_in(found.wide)))) == 4
    assert not chart("44.1%", "47.2%").has_gaps


def test_a_figure_between_two_hidden_ones_is_a_point_of_its_own() -> None:
    many = [f"{40 + at % 3}%" for at in range(20)]
    found = chart(*many, "c", "70%", "c", "45%")
    assert 70 in {round(value) for value in values_in(found.wide)}


@pytest.mark.parametrize("end", [("c", "12", "15"), ("12", "15", "c")])
def test_the_time_of_a_hidden_figure_at_an_end_is_kept_free(end: tuple[str, ...]) -> None:
    every = sorted(float(x) for x, _ in _CORNER.findall(chart("9", "12", "15").wide))
    shown = sorted(float(x) for x, _ in _CORNER.findall(chart(*end).wide))
    assert len(set(shown) & set(every)) >= 2


def test_with_fewer_than_two_figures_or_two_of_one_day_there_is_no_chart() -> None:
    assert chart_of(series("12"), "x") is None
    assert chart_of(series("12", "c"), "x") is None
    quarter, year = rows("12", "42")
    both = replace(series("12"), rows=(quarter, replace(year, on=quarter.on)))
    assert chart_of(both, "x") is None


def test_without_days_as_in_the_first_shape_there_is_no_chart() -> None:
    bare = tuple(replace(row, on="") for row in rows("12", "15", "18"))
    assert chart_of(replace(series("12"), rows=bare), "x") is None


def test_what_is_aimed_at_is_drawn_as_steps_with_its_words() -> None:
    steps = (Step("2025-03-31", 50.0, "50% by March 2025"), Step("2026-03-31", 60.0, "60% by March 2026"))
    found = chart("44.1%", "47.2%", steps=steps)
    assert 'stroke="#a3541b"' in found.wide
    assert ">Target 60%</text>" in found.wide
    # one that has passed is in the words alone
    later = chart(*["44.1%"] * 6, steps=steps)
    assert ">Target 50%</text>" not in later.wide
    assert "Targets: 50% by March 2025, 60% by March 2026." in found.words


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("51.4%", 51.4), ("1,204", 1204), ("18 days", 18), ("£1,200", 1200), ("−£3", -3), ("−3.2", -3.2),
        ("c", None), ("z", None), ("–", None), ("not shown", None), ("fewer than 5", None), ("*", None),
        ("<5", None), ("1 to 4", None), ("", None),
    ],
)  # fmt: skip
def test_only_what_is_printed_as_a_number_is_one(printed: str, number: float | None) -> None:
    assert number_in(printed) == number


def test_the_newest_figure_is_the_last_that_may_be_read() -> None:
    found = newest(series("12", "15", "c"))
    assert found is not None
    assert found.figure == "15"
    assert newest(series("c")) is None


def test_signs_of_markup_in_words_are_written_and_not_obeyed() -> None:
    odd = series("12", "15", steps=(Step("2026-03-31", 20.0, "<script>"),))
    found = chart_of(odd, '"><script>')
    assert found is not None
    assert "<script" not in found.wide + found.narrow


def monthly(values: list[int]) -> Series:
    """A line of monthly numbers of children as it was judged, with targets, and the others of its measure."""
    days = [(date(2026, month, 1), date(2026, month, 28)) for month in range(1, len(values) + 1)]
    points = [point(value, at=at) for value, at in zip(values, days, strict=True)]
    return judge(of(line("a", points)), {"a": Handling.CHILDREN}, STRICT).measures[0].series[0]


numbers = st.lists(st.integers(min_value=0, max_value=120), min_size=3, max_size=8)


@settings(max_examples=60, deadline=None)
@given(numbers)
def test_no_drawing_holds_anything_but_what_is_printed(values: list[int]) -> None:
    """Every point and corner is a figure of the table, and the axis reaches no further than those need."""
    found = monthly(values)
    drawn = chart_of(found, "Children")
    printed = [number for row in found.rows if (number := number_in(row.figure)) is not None]
    assume(drawn is not None and len(set(printed)) > 1)
    assert drawn is not None
    for svg in (drawn.wide, drawn.narrow):
        near = scale(svg)[1] * 0.2  # pixels are written to a tenth
        aims = [aim.value for aim in found.steps]
        for value in values_in(svg):
            assert min(abs(value - number) for number in printed) <= near
        top = max(number_in(said) or 0 for _, said in _TICK.findall(svg))
        assert top <= max(*printed, *aims) * 1.13
        said = re.findall(r">([^<>]+)</text>", svg)
        for row, value in zip(found.rows, values, strict=True):
            if number_in(row.figure) is None and value not in printed:
                ticks = {words for _, words in _TICK.findall(svg)}
                assert str(value) not in [words for words in said if words not in ticks]


@settings(max_examples=40, deadline=None)
@given(numbers, st.lists(st.integers(min_value=1, max_value=4), min_size=8, max_size=8))
def test_another_number_in_the_place_of_a_hidden_one_gives_the_same_drawing(
    values: list[int], instead: list[int]
) -> None:
    found = monthly(values)
    changed = [
        small if number_in(row.figure) is None and 1 <= value <= 4 else value
        for row, value, small in zip(found.rows, values, instead, strict=False)
    ]
    again = monthly(changed)
    assume([row.figure for row in again.rows] == [row.figure for row in found.rows])
    assert again == found
    assert chart_of(again, "Children") == chart_of(found, "Children")


def test_the_axis_does_not_betray_a_large_figure_that_is_hidden_for_the_sake_of_others() -> None:
    """3 is hidden, and 98 too, because with 101 it would tell the 3."""
    lines = (
        line("a", [point(3), point(20, at=(date(2026, 4, 1), date(2026, 6, 30)))]),
        line("b", [point(98), point(21, at=(date(2026, 4, 1), date(2026, 6, 30))),
                   point(25, at=(date(2026, 7, 1), date(2026, 9, 30)))]),
        line("all", [point(101), point(41, at=(date(2026, 4, 1), date(2026, 6, 30)))]),
    )  # fmt: skip
    handling = dict.fromkeys(("a", "b", "all"), Handling.CHILDREN)
    bare = [replace(each, targets=(), next_target="") for each in lines]
    found = judge(of(*bare), handling, LAPWING).measures[0].series[1]
    assert [row.figure for row in found.rows] == ["c", "21", "25"]
    drawn = chart_of(found, "b")
    assert drawn is not None
    for svg in (drawn.wide, drawn.narrow):
        assert max(number_in(said) or 0 for _, said in _TICK.findall(svg)) <= 30
        assert "98" not in re.findall(r">([^<>]+)</text>", svg)
    assert "98" not in drawn.words


def test_a_mark_with_a_number_in_it_is_not_drawn_as_that_number() -> None:
    days = [(date(2026, month, 1), date(2026, month, 28)) for month in range(1, 5)]
    points = [point(value, at=at) for value, at in zip((20, 3, 35, 40), days, strict=True)]
    found = judge(of(line("a", points)), {"a": Handling.CHILDREN}, POLICIES["ofqual"]).measures[0].series[0]
    assert "fewer than 5" in [row.figure for row in found.rows]
    drawn = chart_of(found, "a")
    assert drawn is not None
    assert min(values_in(drawn.wide)) > 15
