"""Places on strips of time."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lapwing.platform.ui.components import component
from lapwing.platform.ui.marks import StatusMark
from lapwing.platform.ui.strips import Strip, scale_of

TODAY = dt.date(2026, 6, 15)
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2040, 12, 31))


@given(st.lists(DAYS, min_size=2))
def test_days_stand_in_their_order_and_inside(days: list[dt.date]) -> None:
    scale = scale_of(days, TODAY)
    places = [scale.place(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(0 < place < 100 for place in places)
    assert scale.today is not None
    assert 0 < scale.today < 100


def test_a_short_time_has_a_line_for_each_quarter_and_a_long_one_for_each_year() -> None:
    short = scale_of([dt.date(2026, 1, 10), dt.date(2026, 12, 10)], TODAY)
    assert [tick.label for tick in short.ticks] == ["2026", "Apr", "Jul", "Oct"]
    long = scale_of([dt.date(2024, 1, 10), dt.date(2028, 12, 31)], TODAY)
    assert [tick.label for tick in long.ticks] == ["2024", "2025", "2026", "2027", "2028", ""]


def test_a_row_draws_a_ring_only_where_it_has_moved() -> None:
    scale = scale_of([dt.date(2026, 1, 10), dt.date(2026, 12, 10)], TODAY)
    mark = StatusMark("On track", "circle", "green")
    moved = component("strip", scale, Strip(at=60.0, mark=mark, first=40.0))
    still = component("strip", scale, Strip(at=60.0, mark=mark, first=60.0))
    assert "lw-strip__first" in moved
    assert "lw-strip__first" not in still
    assert 'aria-hidden="true"' in still
