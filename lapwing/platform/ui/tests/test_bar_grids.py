"""Bars in rows and columns: their places, their words, and what is too narrow for a number."""

from __future__ import annotations

from lapwing.platform.ui.bar_grids import BarCell, BarGrid, BarRow, full_of, pieces
from lapwing.platform.ui.components import component
from lapwing.platform.ui.marks import StatusMark

LATE = StatusMark("Off track", "triangle", "red")


def test_pieces_stand_one_after_the_other_and_fill_the_cell() -> None:
    found = pieces([("green", 1), ("red", 2), ("hollow", 1)], 4)
    assert [(each.look, each.start, each.width) for each in found] == [
        ("green", 0.0, 25.0),
        ("red", 25.0, 50.0),
        ("hollow", 75.0, 25.0),
    ]


def test_what_there_is_none_of_is_left_out() -> None:
    assert [each.look for each in pieces([("green", 0), ("red", 3)], 6)] == ["red"]


def test_bars_are_measured_by_the_longest() -> None:
    assert full_of([(1, 2), (4, 4), ()]) == 8
    assert full_of([]) == 1


def test_a_piece_that_is_too_narrow_carries_no_number() -> None:
    narrow, wide = pieces([("red", 1), ("green", 99)], 100)
    assert (narrow.has_room, wide.has_room) == (False, True)


def test_it_is_a_picture_with_a_name_and_says_nothing_more_to_those_who_do_not_see_it() -> None:
    drawing = BarGrid(
        "One is late. The table below says the same.",
        ("Spring",),
        (
            BarRow(
                "A very long name of a group of a plan, longer than fits",
                (BarCell(pieces([("red", 3)], 3), LATE, "3/3"),),
            ),
        ),
        (("red", "Off track"),),
        numbered=True,
    )
    html = str(component("bar_grid", drawing))
    assert html.count('role="img" aria-label="One is late. The table below says the same."') == 2
    assert "A very long name of a group of a plan, longer than fits" in html
    assert "style=" not in html
    assert "Off track" in html
    assert ">3</text>" in html


def test_long_names_of_columns_take_more_lines_and_stand_on_their_side_where_many_are_narrow() -> None:
    def drawn(*names: str) -> str:
        cells = tuple(BarCell(()) for _ in names)
        return str(component("bar_grid", BarGrid("Said below.", names, (BarRow("Wall", cells),))))

    short, long = drawn("Q1", "Q2"), drawn(*(f"September and October {year}" for year in range(2020, 2028)))
    assert "lw-bars__column--turned" not in short
    # of the two drawings only the narrow one
    assert long.count("lw-bars__column--turned") == 8
    assert long.count("September and October 2027") == 2


def test_names_of_columns_have_as_many_lines_as_they_need_and_no_more() -> None:
    def lines(*names: str) -> tuple[int, int]:
        grid = BarGrid("Said below.", names, ())
        return grid.head_lines(narrow=False), grid.head_lines(narrow=True)

    assert lines("") == (0, 0)
    assert lines("Q1 2026", "Q2 2026") == (1, 1)
    assert lines(*["August and September 2026"] * 5) == (2, 4)
    assert lines(*["Months of the autumn and winter, 1"] * 8) == (4, 4)
