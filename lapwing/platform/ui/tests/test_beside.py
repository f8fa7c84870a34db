"""What others have, beside a series: which are drawn, each with its own look, and what is said of others."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.domain.statistics.spc_page import chart_for_readers
from lapwing.domain.statistics.spc_types import Better
from lapwing.platform.ui.beside import LOOKS, chosen, gathered, shown
from lapwing.platform.ui.chart_labels import pushed_apart
from lapwing.platform.ui.chart_types import Drawing, Level, Other, Point, Series, Step
from lapwing.platform.ui.charts import trajectory_chart
from lapwing.platform.ui.control_charts import control_chart_drawing
from lapwing.platform.ui.control_frame import Controlled, Dated, frame_of
from lapwing.platform.ui.tests.support import draw
from lapwing.platform.ui.tests.test_charts import words

VALUES = (40.0, 42.0) * 8
DAYS = [dt.date(2024 + n // 12, n % 12 + 1, 28) for n in range(len(VALUES))]
JAN_2024, JAN_2025, JUNE_2030 = dt.date(2024, 1, 31), dt.date(2025, 1, 31), dt.date(2030, 6, 30)
ENGLAND = Series("England", [Point(JAN_2024, 41.0), Point(JAN_2025, 43.0), Point(JUNE_2030, 60.0)])
NEIGHBOURS = Level("Statistical neighbours", 46.0)
LONDON = Level("London", 39.0, dt.date(2024, 6, 30))
FAR = Level("The far islands", 4.0)


def control(*others: Other) -> Drawing:
    return control_chart_drawing(
        title="Finding", subtitle="Measure", summary="Said.", days=DAYS, unit="%", comparators=others,
        chart=chart_for_readers(VALUES, better=Better.INCREASE), targets=[Step(JAN_2025, 45, "45%")],
    )  # fmt: skip


def path(*others: Other) -> Drawing:
    return trajectory_chart(
        title="Finding", subtitle="Measure", summary="Said.", unit="%", comparators=others,
        actuals=[Point(day, value + 40) for day, value in zip(DAYS, VALUES, strict=True)],
    )  # fmt: skip


def lifted(other: Other) -> Other:
    """The same forty higher, as the figures of ``path`` are."""
    if isinstance(other, Level):
        return replace(other, value=other.value + 40)
    return Series(other.label, [replace(each, value=each.value + 40) for each in other.points])


@pytest.fixture(params=["control", "path"])
def drawing(request: pytest.FixtureRequest) -> Drawing:
    if request.param == "control":
        return control(ENGLAND, NEIGHBOURS, LONDON, FAR)
    return path(*(lifted(each) for each in (ENGLAND, NEIGHBOURS, LONDON)), FAR)


class TestBothKindsOfChart:
    @pytest.mark.parametrize("side", ["wide", "narrow"])
    def test_name_each_line_with_its_last_figure_in_view(self, drawing: Drawing, side: str) -> None:
        found = " ".join(words(getattr(drawing, side)))
        assert re.search(r"England [48]3% ?", found)
        assert re.search(r"Statistical neighbours [48]6%", found)
        assert re.search(r"London (39|79)%, Jun 2024", found)

    def test_give_each_line_a_dash_of_its_own(self, drawing: Drawing) -> None:
        for dash, _ in LOOKS[:3]:
            assert f'stroke-dasharray="{" ".join(f"{each:g}" for each in dash)}"' in drawing.wide

    def test_tell_of_one_that_lies_far_out_in_words(self, drawing: Drawing) -> None:
        said = "The far islands (4%) lies too far from these figures to be drawn beside them."
        assert drawing.summary == f"Said. {said}"
        assert said in drawing.wide
        assert "The far islands 4%" not in words(drawing.wide)

    def test_have_every_figure_of_all_of_them_in_the_table(self, drawing: Drawing) -> None:
        figures = {cell for row in drawing.table.rows for cell in row if "England" in row}
        assert {"31 Jan 2024", "31 Jan 2025", "30 Jun 2030"} <= figures
        assert any("The far islands" in row and "4%" in row for row in drawing.table.rows)

    def test_name_each_in_the_key_with_its_own_sign(self, drawing: Drawing) -> None:
        others = [(each.label, each.look) for each in drawing.key if each.look.startswith("beside")]
        assert others == [
            ("England", "beside-1"), ("Statistical neighbours", "beside-2"), ("London", "beside-3"),
        ]  # fmt: skip
        html = draw("{{ ui.chart(drawing) }}", drawing=drawing)
        signs = re.findall(r'lw-key-beside" d="M0 6h24" stroke-dasharray="([^"]+)"', html)
        assert len(set(signs)) == len(others)

    def test_are_not_made_longer_by_them(self, drawing: Drawing) -> None:
        assert not any("2030" in said for said in words(drawing.wide))


def test_a_key_draws_lines_as_the_chart_does() -> None:
    html = draw("{{ ui.chart(drawing) }}", drawing=control(*(Level(f"Area {n}", 40 + n) for n in range(4))))
    signs = re.findall(r'lw-key-beside" d="M0 6h24" stroke-dasharray="([^"]+)"', html)
    assert signs == [" ".join(f"{each:g}" for each in dash) for dash, _ in LOOKS]


def test_a_fifth_stands_in_the_table_and_that_is_said() -> None:
    found = control(*(Level(f"Area {n}", 40 + n) for n in range(6)))
    assert (
        "No more than 4 others are drawn: Area 4 (44%) and Area 5 (45%) stand in the table." in found.summary
    )
    assert [row[-1] for row in found.table.rows[-6:]] == [f"Area {n}" for n in range(6)]


def test_the_figures_of_the_series_keep_half_of_the_plot() -> None:
    chart = chart_for_readers(VALUES, better=Better.INCREASE)
    points = tuple(Dated(day, point) for day, point in zip(DAYS, chart.points, strict=True))
    told = Controlled("", None, points, chart, (), ())
    own = frame_of(told, narrow=False)
    height = own.high - own.low
    near, far = Level("Near", own.high + 0.9 * height), Level("Far", own.high + 1.1 * height)
    found = chosen(own, (near, far))
    assert (found.drawn, found.far) == ((near,), (far,))
    # a second on the other side would take from what the first has left
    assert chosen(own, (near, Level("Below", own.low - 0.9 * height))).drawn == (near,)
    wider = frame_of(replace(told, comparators=found.drawn), narrow=False)
    assert height / (wider.high - wider.low) > 0.4


@given(st.lists(st.floats(-1e6, 1e6), max_size=8))
def test_each_is_drawn_or_named_as_left_out(values: list[float]) -> None:
    others = tuple(Level(f"Area {n}", value) for n, value in enumerate(values))
    chart = chart_for_readers(VALUES, better=Better.INCREASE)
    points = tuple(Dated(day, point) for day, point in zip(DAYS, chart.points, strict=True))
    found = chosen(frame_of(Controlled("", None, points, chart, (), ()), narrow=False), others)
    assert sorted((*found.drawn, *found.far, *found.more), key=others.index) == list(others)
    assert len(found.drawn) <= len(LOOKS)


class TestGathering:
    def test_several_days_of_one_name_are_a_line_that_moves(self) -> None:
        found = gathered([("England", 2, JAN_2025), ("London", 5, None), ("England", 1, JAN_2024)])
        moving = Series("England", [Point(JAN_2024, 1), Point(JAN_2025, 2)])
        assert found == (moving, Level("London", 5))

    def test_a_day_comes_before_none_and_the_last_of_a_day_counts(self) -> None:
        assert gathered([("A", 1, JAN_2024), ("A", 2, None), ("A", 3, JAN_2024)]) == (
            Level("A", 3, JAN_2024),
        )
        assert gathered([("A", 1, None), ("A", 2, None)]) == (Level("A", 2),)


class TestWhatIsInView:
    def test_a_moving_line_with_one_figure_in_view_is_level(self) -> None:
        found = shown(ENGLAND, dt.date(2024, 6, 1), dt.date(2025, 6, 1))
        assert found == Level("England", 43.0, JAN_2025)

    def test_with_none_the_last_before_it_counts_else_the_first_after(self) -> None:
        assert shown(ENGLAND, dt.date(2026, 1, 1), dt.date(2027, 1, 1)) == Level("England", 43.0, JAN_2025)
        assert shown(ENGLAND, dt.date(2020, 1, 1), dt.date(2021, 1, 1)) == Level("England", 41.0, JAN_2024)

    def test_a_line_without_figures_is_none(self) -> None:
        assert shown(Series("None", []), JAN_2024, JAN_2025) is None


def test_a_long_name_is_cut_in_the_picture_and_whole_in_key_and_table() -> None:
    name = "Outer London boroughs of a similar kind and size"
    found = control(Level(name, 42))
    assert "Outer London boroughs of a… 42%" in words(found.wide)
    assert name in [each.label for each in found.key]
    assert found.table.rows[-1][-1] == name


@given(st.lists(st.floats(0, 300), max_size=7))
def test_names_in_the_margin_neither_touch_nor_run_out_of_it(wanted: list[float]) -> None:
    found = pushed_apart(sorted(wanted), 15, 300)
    assert all(after - before >= 15 - 1e-9 for before, after in pairwise(found))
    assert all(place <= 300 for place in found)
