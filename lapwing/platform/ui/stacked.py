"""The specification of bars of counts by status over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lapwing.platform.ui.chart_drawing import FONT, INK, config
from lapwing.platform.ui.chart_types import CountsAt


def stacked_spec(columns: Sequence[CountsAt], colours: Mapping[str, str], *, narrow: bool) -> dict[str, Any]:
    """One bar for each time, the first status at the foot; each piece has its number, if it has room."""
    width, height = (320, 260) if narrow else (780, 260)
    tallest = max((sum(item.count for item in column.counts) for column in columns), default=0) or 1
    rows: list[dict[str, Any]] = []
    for column in columns:
        foot = 0
        for item in column.counts:
            top = foot + item.count
            tall = height * item.count / tallest >= 12
            rows.append(
                {
                    "when": column.label,
                    "foot": foot,
                    "top": top,
                    "middle": (foot + top) / 2,
                    "said": f"{item.mark.sign} {item.count}" if tall else "",
                    "colour": colours[item.mark.colour],
                    "ink": INK if item.mark.colour in {"amber", "grey"} else "#ffffff",
                }
            )
            foot = top
    import altair as alt  # where a chart is drawn: it takes 20 MB of every process that has it

    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("when:O", sort=None, axis=alt.Axis(labelAngle=0, labelOverlap=True), title=None)
    )
    bars = base.mark_bar(stroke="#ffffff", strokeWidth=1).encode(
        y=alt.Y(
            "foot:Q",
            title=None,
            scale=alt.Scale(domain=[0, tallest], nice=True),
            axis=alt.Axis(tickMinStep=1),
        ),
        y2="top:Q",
        color=alt.Color("colour:N", scale=None, legend=None),
    )
    numbers = base.mark_text(font=FONT, fontSize=11.5, fontWeight=600, baseline="middle").encode(
        y="middle:Q", text="said:N", color=alt.Color("ink:N", scale=None)
    )
    chart = alt.layer(bars, numbers).properties(
        width=width,
        height=height,
        autosize="none",
        padding={"left": 48, "right": 16, "top": 12, "bottom": 32},
    )
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec | {"config": config()}
