"""Two bars for each thing: one scale for both, and signs where colours are not seen."""

from __future__ import annotations

from lapwing.platform.ui.bar_pairs import BarPairs, pair
from lapwing.platform.ui.components import component
from lapwing.platform.ui.marks import StatusCount, StatusMark

DONE = StatusMark("Done", "square", "blue")
LATE = StatusMark("Off track", "triangle", "red")


def test_both_bars_are_measured_by_the_longer() -> None:
    row = pair(
        "Wall", [StatusCount(LATE, 2)], [StatusCount(DONE, 0), StatusCount(LATE, 1), StatusCount(DONE, 3)]
    )
    then, now = row.bars
    assert [(each.mark, each.start, each.width) for each in then.pieces] == [(LATE, 0.0, 50.0)]
    assert [(each.mark, each.start, each.width) for each in now.pieces] == [
        (LATE, 0.0, 25.0),
        (DONE, 25.0, 75.0),
    ]
    assert (then.end, then.total, now.end, now.total) == (50.0, 2, 100.0, 4)


def test_nothing_then_and_now_is_no_bar() -> None:
    for bar in pair("Wall", [], []).bars:
        assert (bar.pieces, bar.end, bar.total) == ((), 0.0, 0)


def test_a_narrow_piece_keeps_its_sign_longer_than_its_number() -> None:
    piece = pair("Wall", [StatusCount(LATE, 4), StatusCount(DONE, 96)], []).bars[0].pieces[0]
    assert (piece.has_room_for_sign(False), piece.has_room_for_number(False)) == (True, False)
    assert piece.has_room_for_sign(True) is False


def test_a_piece_has_its_sign_and_number_beside_its_colour() -> None:
    drawing = BarPairs(
        "One more is done. The table below says the same.",
        ("30 Jun 2026", "30 Sep 2026"),
        (pair("Wall", [StatusCount(LATE, 3)], [StatusCount(DONE, 3)]),),
        (DONE, LATE),
    )
    html = str(component("bar_pairs", drawing))
    assert html.count('role="img" aria-label="One more is done. The table below says the same."') == 2
    assert html.count("lw-bars__sign--red") == html.count("lw-bars__sign--blue") == 2
    for said in ("30 Jun 2026", "30 Sep 2026", "Wall", ">3</text>", "Off track"):
        assert said in html
    assert "style=" not in html
