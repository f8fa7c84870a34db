"""Running totals over time: how many were to be reached by each day, and how many were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lapwing.platform.ui import filters
from lapwing.platform.ui.chart_drawing import CHESTNUT, FONT, GREEN, GREY, config, drawn
from lapwing.platform.ui.chart_types import DataTable, Drawing, KeyEntry, Point

_LOOKS: dict[str, dict[str, Any]] = {
    "actual": {"color": GREEN, "strokeWidth": 3},
    "steps": {"color": CHESTNUT, "strokeWidth": 2},
    "comparator": {"color": GREY, "strokeWidth": 1.5, "strokeDash": [6, 3]},
}


@dataclass(frozen=True)
class Total:
    """A line that only rises. ``points`` are totals at days in order; ``look`` is one of the key's."""

    label: str
    look: str
    points: tuple[Point, ...]


def running_totals_chart(*, title: str, subtitle: str, summary: str, totals: Sequence[Total]) -> Drawing:
    """Lines of totals in steps, each named at its end. Every line has a point for each day in the table."""
    told = tuple(totals)
    label = f"Chart. {title}. {summary}"
    days = sorted({point.date for one in told for point in one.points})
    rows = tuple((filters.day_short(day), *(_at(one, day) for one in told)) for day in days)
    return Drawing(
        title=title,
        subtitle=subtitle,
        summary=summary,
        wide=_picture(told, label, narrow=False),
        narrow=_picture(told, label, narrow=True),
        table=DataTable(("By", *(one.label for one in told)), rows, numeric=tuple(range(1, len(told) + 1))),
        key=tuple(KeyEntry(one.label, one.look) for one in told),
    )


def _at(one: Total, day: dt.date) -> str:
    """The total on a day: nothing is known of days after the line's last."""
    if not one.points or day > one.points[-1].date:
        return filters.NONE
    passed = [point.value for point in one.points if point.date <= day]
    return filters.number(int(passed[-1])) if passed else "0"


@lru_cache(maxsize=64)
def _picture(totals: tuple[Total, ...], label: str, *, narrow: bool) -> Any:
    return drawn(_spec(totals, narrow=narrow), label)


def _spec(totals: tuple[Total, ...], *, narrow: bool) -> dict[str, Any]:
    import altair as alt  # where a chart is drawn: it takes 20 MB of every process that has it

    width, height = (300, 240) if narrow else (760, 290)
    top = max((point.value for one in totals for point in one.points), default=1) or 1
    layers = [_line(one, top) for one in totals if one.points]
    layers += [_name(one, top) for one in totals if one.points]
    chart = alt.layer(*layers).properties(
        width=width,
        height=height,
        autosize="none",
        padding={"left": 44, "right": 44, "top": 16, "bottom": 32},
    )
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec | {"config": config()}


def _base(points: Sequence[Point], top: float) -> Any:
    import altair as alt

    rows = [{"d": point.date.isoformat(), "v": point.value, "t": f"{point.value:.0f}"} for point in points]
    return alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("d:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=6, labelOverlap=True)),
        y=alt.Y(
            "v:Q",
            title=None,
            scale=alt.Scale(domain=[0, top * 1.08], nice=False),
            axis=alt.Axis(tickMinStep=1, tickCount=5),
        ),
    )


def _line(one: Total, top: float) -> Any:
    return _base(one.points, top).mark_line(interpolate="step-after", **_LOOKS[one.look])


def _name(one: Total, top: float) -> Any:
    look = {"font": FONT, "fontSize": 13, "fontWeight": 600, "align": "left", "dx": 6}
    return _base(one.points[-1:], top).mark_text(**look, color=_LOOKS[one.look]["color"]).encode(text="t:N")
