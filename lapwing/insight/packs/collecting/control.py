"""The control chart of a series, frozen: limits of each stretch, what points show, what icons say."""

from __future__ import annotations

from datetime import date
from typing import Literal

from lapwing.contexts.improvement import public as improvement
from lapwing.contexts.improvement.public import SeriesDetail
from lapwing.domain.statistics.spc_types import ControlChart, PointType
from lapwing.domain.statistics.spc_words import ASSURANCE, CAUSES, TYPES, VARIATION
from lapwing.insight.packs.collecting.texts import NOBODY_KNOWS, measured
from lapwing.insight.packs.shapes import Figure, Limits, Spc

Kind = Literal["", "common", "improvement", "concern", "neutral"]
_KINDS: dict[PointType, Kind] = {
    PointType.COMMON: "common",
    PointType.IMPROVEMENT: "improvement",
    PointType.CONCERN: "concern",
    PointType.NEUTRAL_HIGH: "neutral",
    PointType.NEUTRAL_LOW: "neutral",
}


def spc_of(detail: SeriesDetail, chart: ControlChart | None) -> Spc | None:
    """The lines of a chart with the words of its icons; None for a series without one."""
    if chart is None:
        return None
    variation, assurance = VARIATION[chart.variation], chart.assurance
    reached = ASSURANCE[assurance] if assurance else None
    meanings = [said.meaning for said in (variation, reached) if said]
    return Spc(
        segments=_segments(detail, chart),
        variation=chart.variation.value,
        variation_text=variation.word,
        assurance=assurance.value if assurance else "",
        assurance_text=reached.word if reached else "",
        # the rule is frozen in words, where it is not the published one
        text=" ".join(words for words in (*meanings, improvement.rule_in_words(detail)) if words),
    )


def shown_by(chart: ControlChart | None, at: int) -> tuple[str, Kind]:
    """The word of a point and its kind; nothing without a chart."""
    if chart is None:
        return "", ""
    point = chart.points[at]
    why = CAUSES[point.cause]
    return f"{TYPES[point.type]}: {why}" if why else TYPES[point.type], _KINDS[point.type]


def _segments(detail: SeriesDetail, chart: ControlChart) -> tuple[Limits, ...]:
    days = [each.to_date for each in detail.actuals]
    starts = [0, *improvement.starts_of(detail)]
    ends = [*(start - 1 for start in starts[1:]), len(days) - 1]
    return tuple(
        Limits(
            from_=days[first],
            to=days[last],
            mean=measured(chart.points[first].limits.mean, detail.line.unit),
            lower=_limit(chart.points[first].limits.lower, detail.line.unit),
            upper=_limit(chart.points[first].limits.upper, detail.line.unit),
            reason=_reason(detail, days[first]) if first else "",
        )
        for first, last in zip(starts, ends, strict=True)
    )


def _limit(value: float | None, unit: str) -> Figure:
    return NOBODY_KNOWS if value is None else measured(value, unit)


def _reason(detail: SeriesDetail, day: date) -> str:
    """Why limits start afresh at the figure of this day: said for it, or for the last day before it."""
    said = sorted((each.from_date, each.reason) for each in detail.recalculations if each.from_date <= day)
    return said[-1][1] if said else ""
