"""The chart of running totals."""

from __future__ import annotations

import datetime as dt

from lapwing.platform.ui.chart_types import Drawing, Point
from lapwing.platform.ui.running_totals import Total, running_totals_chart

ENDS = [dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31)]


def chart() -> Drawing:
    planned = Total("Planned", "steps", tuple(Point(day, n) for day, n in zip(ENDS, (1, 3, 4), strict=True)))
    done = Total("Done", "actual", tuple(Point(day, n) for day, n in zip(ENDS[:2], (0, 2), strict=True)))
    return running_totals_chart(
        title="2 of 3 done", subtitle="Boats", summary="2 done of 4.", totals=[planned, done]
    )


def test_the_table_has_every_total_and_says_nothing_of_days_to_come() -> None:
    assert chart().table.headings == ("By", "Planned", "Done")
    assert chart().table.rows == (
        ("31 Jan 2026", "1", "0"),
        ("28 Feb 2026", "3", "2"),
        ("31 Mar 2026", "4", "–"),
    )


def test_the_picture_is_named_in_words() -> None:
    assert 'aria-label="Chart. 2 of 3 done. 2 done of 4."' in chart().wide
    assert [entry.label for entry in chart().key] == ["Planned", "Done"]


def test_there_is_a_picture_for_narrow_rooms_too() -> None:
    assert chart().narrow != chart().wide
