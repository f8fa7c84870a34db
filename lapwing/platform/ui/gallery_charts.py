"""Charts of the gallery, on invented figures."""

from __future__ import annotations

import datetime as dt

from lapwing.domain.statistics.spc_page import chart_for_readers
from lapwing.domain.statistics.spc_types import Better
from lapwing.domain.statistics.spc_words import ASSURANCE, VARIATION
from lapwing.platform.ui.bar_grids import BarCell, BarGrid, BarRow, pieces
from lapwing.platform.ui.bar_pairs import BarPairs, pair
from lapwing.platform.ui.charts import (
    CountsAt,
    Drawing,
    Level,
    Note,
    Point,
    Series,
    Spark,
    Step,
    sparkline,
    stacked_counts_chart,
    trajectory_chart,
)
from lapwing.platform.ui.control_charts import control_chart_drawing
from lapwing.platform.ui.control_icons import assurance_icon, variation_icon
from lapwing.platform.ui.marks import StatusCount, StatusMark
from lapwing.platform.ui.running_totals import Total, running_totals_chart
from lapwing.platform.ui.strips import Scale, Strip, scale_of

_VALUES = (36.1, 38.0, 37.2, 41.5, 43.0, 44.8, 49.9, 51.0, 50.2, 51.6, 50.9, 51.4)
_ACTUALS = tuple(
    Point(dt.date(2025 + (10 + n) // 12, (10 + n) % 12 + 1, 28), value, f"{round(value * 0.72)} of 72")
    for n, value in enumerate(_VALUES)
)
_BASELINE = Point(dt.date(2025, 9, 30), 35.0, "25 of 71")
_TARGETS = (
    Step(dt.date(2026, 9, 30), 60, "60% by Sep 2026"),
    Step(dt.date(2027, 9, 30), 80, "80% by Sep 2027"),
)


_SCALE = scale_of([dt.date(2026, 3, 1), dt.date(2027, 6, 30)], dt.date(2026, 11, 15))


def gallery_charts() -> dict[str, Drawing | Spark | Scale | Strip | BarGrid | BarPairs]:
    """The charts by the names that the gallery's template uses."""
    return {
        "path": _path(),
        "steps": _steps(),
        "control": _control(),
        "stacked": _stacked(),
        "spark": sparkline(_ACTUALS, "36.1 to 51.4%"),
        "totals": _totals(),
        "scale": _SCALE,
        "bars": _bars(),
        "bar_pairs": _bar_pairs(),
        "strip": Strip(
            at=_SCALE.place(dt.date(2027, 2, 28)),
            mark=StatusMark("At risk", "diamond", "amber"),
            first=_SCALE.place(dt.date(2026, 9, 30)),
            forecast=_SCALE.place(dt.date(2027, 4, 30)),
        ),
    }


def gallery_process_icons() -> list[tuple[object, str, str, str]]:
    """All icons of control charts with what they are of, their word and their meaning."""
    variations = [
        (variation_icon(each), "Variation", said.word, said.meaning) for each, said in VARIATION.items()
    ]
    return [
        *variations,
        *((assurance_icon(each), "Target", said.word, said.meaning) for each, said in ASSURANCE.items()),
    ]


def _path() -> Drawing:
    return trajectory_chart(
        title="Half the boats are home by dark, and it has been flat since May",
        subtitle="Boats home by dark, per cent of boats out",
        summary="51.4% in October 2026 (37 of 72), up from 35% a year before. The target was 60%.",
        unit="%",
        actuals=_ACTUALS,
        baseline=_BASELINE,
        targets=_TARGETS,
        expected=[_BASELINE, *(Point(step.date, step.value) for step in _TARGETS)],
        comparators=[Level("England", 39.6), Level("London", 40.4)],
        annotations=[Note(dt.date(2026, 4, 1), "Counted afresh")],
    )


def _steps() -> Drawing:
    return trajectory_chart(
        title="Nets mended are on the way to the first target",
        subtitle="Nets mended in a quarter",
        summary="41 in the last quarter; the targets are 50 by March and 70 by September 2027.",
        actuals=[Point(dt.date(2026, month, 28), value) for month, value in ((3, 22), (6, 31), (9, 41))],
        targets=[Step(dt.date(2027, 3, 31), 50), Step(dt.date(2027, 9, 30), 70)],
        comparators=[
            Series(
                "Wrenborough", [Point(dt.date(2026, month, 28), value) for month, value in ((3, 30), (9, 33))]
            )
        ],
    )


def _control() -> Drawing:
    values = (39, 44, 41, 36, 42, 45, 38, 40, 43, 37, 44, 41, 40, 39, 52, 55, 51, 57, 54, 53, 58, 56, 59, 52)
    days = [dt.date(2024 + (10 + n) // 12, (10 + n) % 12 + 1, 28) for n in range(len(values))]
    chart = chart_for_readers(values, better=Better.INCREASE, target=50)
    return control_chart_drawing(
        title="More boats are home by dark than chance explains",
        subtitle="Boats home by dark, per cent of boats out",
        summary="52% in October 2026. The latest figures lie above the mean, which chance does not explain.",
        days=days,
        chart=chart,
        unit="%",
        targets=[Step(dt.date(2025, 9, 30), 45, "45% by Sep 2025"), Step(dt.date(2026, 9, 30), 50)],
        comparators=[
            Level("Wrenborough", 47, dt.date(2025, 12, 31)),
            Series("All harbours", [Point(dt.date(year, 1, 31), 35.0 + year % 5) for year in (2025, 2026)]),
            Level("The far islands", 4),
        ],
    )


def _totals() -> Drawing:
    ends = [dt.date(2026, month, 28) for month in (6, 7, 8, 9, 10)]

    def total(label: str, look: str, *counts: int) -> Total:
        return Total(label, look, tuple(Point(day, n) for day, n in zip(ends, counts, strict=False)))

    return running_totals_chart(
        title="7 of the 9 boats that were to be painted by now are",
        subtitle="Boats painted, running total",
        summary="7 painted of 14; 9 were to be by now.",
        totals=[total("Planned", "steps", 2, 5, 9, 12, 14), total("Painted", "actual", 1, 4, 7)],
    )


def _stacked() -> Drawing:
    marks = (
        StatusMark("Done", "square", "blue"),
        StatusMark("On track", "circle", "green"),
        StatusMark("At risk", "diamond", "amber"),
        StatusMark("Off track", "triangle", "red"),
        StatusMark("Not started", "ring", "grey"),
    )
    times = {"Mar 2026": (9, 40, 6, 4, 49), "Jun 2026": (20, 44, 9, 5, 30), "Sep 2026": (31, 42, 12, 6, 17)}
    return stacked_counts_chart(
        title="A third is done; six tasks are off track",
        subtitle="Tasks by status at the end of each quarter",
        summary="At the end of September 2026, 31 of 108 tasks were done and 6 off track.",
        columns=[
            CountsAt(label, [StatusCount(m, n) for m, n in zip(marks, counts, strict=True)])
            for label, counts in times.items()
        ],
    )


def _bars() -> BarGrid:
    """Two rows in two columns, with a mark above each bar."""
    told = pieces((("green", 4), ("red", 2), ("hollow", 3)), 9)
    late = BarCell(told, StatusMark("Off track", "triangle", "red"), "6/9")
    return BarGrid(
        in_words="The harbour wall is off track in both quarters.",
        columns=("Spring", "Summer"),
        rows=(
            BarRow("Harbour wall", (late, late)),
            BarRow(
                "Lighthouse", (BarCell(pieces((("green", 2),), 2), figure="2/2"), BarCell((), figure="–"))
            ),
        ),
        key=(("green", "On track"), ("red", "Off track"), ("hollow", "Nothing said")),
        numbered=True,
    )


def _bar_pairs() -> BarPairs:
    """Two rows, of which the second grew."""
    done, late = StatusMark("Done", "square", "blue"), StatusMark("Off track", "triangle", "red")
    return BarPairs(
        in_words="Three more tasks of the harbour wall are done.",
        names=("30 Jun 2026", "30 Sep 2026"),
        rows=(
            pair("Harbour wall", [StatusCount(done, 2), StatusCount(late, 6)], [StatusCount(done, 8)]),
            pair("Lighthouse", [StatusCount(late, 1)], [StatusCount(done, 1), StatusCount(late, 3)]),
        ),
        key=(done, late),
    )
