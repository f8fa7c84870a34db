"""The control chart of a series: whether it gets one, its drawing, its icons, where its limits start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from lapwing.contexts.improvement.presenters import measured
from lapwing.contexts.improvement.presenters.beside import changes_of, others_of
from lapwing.contexts.improvement.queries.measure_lines import SeriesDetail
from lapwing.domain.progress import Direction
from lapwing.domain.statistics.picture import Choice, picture_of
from lapwing.domain.statistics.spc import Method
from lapwing.domain.statistics.spc_page import chart_for_readers
from lapwing.domain.statistics.spc_types import Better, ControlChart, TwoSigma
from lapwing.domain.statistics.spc_words import ASSURANCE, VARIATION
from lapwing.platform.ui.charts import Drawing, Note, Step
from lapwing.platform.ui.control_charts import controlled_drawing
from lapwing.platform.ui.control_frame import Controlled, Dated
from lapwing.platform.ui.control_icons import assurance_icon, variation_icon

LATER_RULE = (
    "Where two points in three near a limit are special, those outside it count too, as in the NHS workbook "
    "since the end of 2023."
)
_BETTER = {Direction.INCREASE: Better.INCREASE, Direction.DECREASE: Better.DECREASE}


@dataclass(frozen=True)
class Icon:
    """An icon with what it is of, its word and its meaning."""

    picture: Markup
    of: str
    word: str
    meaning: str


def choice_of(detail: SeriesDetail) -> Choice:
    """Which picture a series gets, and why not a control chart."""
    return picture_of([each.to_date for each in detail.actuals])


def control_of(detail: SeriesDetail) -> ControlChart | None:
    """The chart of a series, against the target in force at its latest figure; None when it gets none."""
    if not choice_of(detail).is_control_chart:
        return None
    return chart_for_readers(
        [each.value for each in detail.actuals],
        better=_BETTER.get(Direction(detail.line.direction), Better.NEUTRAL),
        target=detail.in_force.facing(detail.line.direction) if detail.in_force else None,
        recalculated_at=starts_of(detail),
        method=Method(two_sigma=detail.two_sigma),
    )


def rule_in_words(detail: SeriesDetail) -> str:
    """What the plan chose otherwise than the published rule; empty where it did not."""
    return LATER_RULE if detail.two_sigma is TwoSigma.BEYOND else ""


def starts_of(detail: SeriesDetail) -> list[int]:
    """The positions of the figures from which limits are worked out afresh.

    One whose figure was withdrawn begins at the next; where there is none, it has no effect.
    """
    days = [each.to_date for each in detail.actuals]
    found = {next((at for at, day in enumerate(days) if day >= on), 0) for on in _days(detail)}
    return sorted(found - {0})


def control_drawing(
    detail: SeriesDetail, chart: ControlChart, *, subtitle: str, summary: str, targets: tuple[Step, ...]
) -> Drawing:
    """The drawing of a chart, for a page."""
    told = control_told(detail, chart, targets)
    return controlled_drawing(told, title=finding(detail, chart), subtitle=subtitle, summary=summary)


def control_told(detail: SeriesDetail, chart: ControlChart, targets: tuple[Step, ...]) -> Controlled:
    """What the drawing of a chart is told."""
    reasons = {each.from_date: each.reason for each in detail.recalculations}
    first = detail.actuals[0].to_date
    return Controlled(
        unit=measured.short_unit(detail.line.unit),
        places=None,
        points=tuple(
            Dated(each.to_date, point, measured.counted(each))
            for each, point in zip(detail.actuals, chart.points, strict=True)
        ),
        chart=chart,
        targets=targets,
        breaks=tuple(Note(on, reasons[on]) for on in _days(detail) if on > first),
        changes=changes_of(detail),
        comparators=others_of(detail),
    )


def finding(detail: SeriesDetail, chart: ControlChart) -> str:
    """What the chart shows, in a few words."""
    latest = measured.figure(detail.line.latest, detail.line.unit)
    words = [VARIATION[chart.variation].word]
    if chart.assurance:
        words.append(ASSURANCE[chart.assurance].word)
    return f"{latest}: {'; '.join(word.lower() for word in words)}"


def icons_of(chart: ControlChart) -> tuple[Icon, ...]:
    """The icon of what the latest figure shows, and of whether the target will be met where there is one."""
    said = VARIATION[chart.variation]
    icons = [Icon(variation_icon(chart.variation), "Variation", said.word, said.meaning)]
    if chart.assurance:
        said = ASSURANCE[chart.assurance]
        icons.append(Icon(assurance_icon(chart.assurance), "Target", said.word, said.meaning))
    return tuple(icons)


def _days(detail: SeriesDetail) -> list[date]:
    return sorted(each.from_date for each in detail.recalculations)
