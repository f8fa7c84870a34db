"""The page of a measure: one series of it, its headline, its chart and the ways to the others."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.contexts.improvement.presenters import measured
from lapwing.contexts.improvement.presenters.beside import latest_others
from lapwing.contexts.improvement.presenters.control_chart import (
    Icon,
    choice_of,
    control_of,
    icons_of,
    rule_in_words,
)
from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.series_chart import chart_of, control_chart_of
from lapwing.contexts.improvement.queries.measure_lines import ActualLine, SeriesDetail, TargetLine
from lapwing.contexts.improvement.queries.pages import MeasurePage
from lapwing.platform.ui import filters
from lapwing.platform.ui.charts import Drawing
from lapwing.platform.ui.marks import StatusMark
from lapwing.platform.ui.navigation import Link

# What ``?view=`` says for the control chart of a series.
CONTROL_CHART = "spc"
DIRECTIONS = {
    "increase": "Higher is better",
    "decrease": "Lower is better",
    "range": "Within a range is best",
    "none": "The plan does not say which way is better",
}


@dataclass(frozen=True)
class TargetRow:
    """A target for the table: when, as written, what it came to, and whether it was met."""

    when: str
    as_written: str
    aim: str
    note: str
    state: str


@dataclass(frozen=True)
class ToldMeasure:
    """One series of the measure in words, and the links to the others."""

    detail: SeriesDetail
    mark: StatusMark
    tabs: tuple[Link, ...]
    latest: str
    counted: str
    when: str
    unit: str
    target: str
    pace: str
    reason: str
    comparators: tuple[str, ...]
    chart: Drawing | None
    views: tuple[Link, ...]
    is_control_chart: bool
    chart_rule: str
    why_no_control_chart: str
    icons: tuple[Icon, ...]
    targets: tuple[TargetRow, ...]
    baseline: str
    direction: str
    breakdown: list[tuple[str, str]]

    def period(self, actual: ActualLine) -> str:
        return measured.period(actual)

    def figure(self, actual: ActualLine) -> str:
        return measured.figure(actual.value, self.detail.line.unit)

    def counted_of(self, actual: ActualLine) -> str:
        return measured.counted(actual)


def present(here: Here, page: MeasurePage, asked: str, view: str = "") -> ToldMeasure | None:
    """The series asked for by its reference, else the first; None for a measure without any.

    ``view`` "spc" asks for its control chart; where it gets none, its path is drawn and the page says why.
    """
    if not page.series:
        return None
    detail = next((each for each in page.series if each.line.ref == asked), page.series[0])
    line, unit = detail.line, detail.line.unit
    latest = detail.actuals[-1] if detail.actuals else None
    target = measured.next_target(line)
    choice = choice_of(detail)
    control = control_of(detail) if view == CONTROL_CHART else None
    drawing = control_chart_of(detail, page.line.name) if control else chart_of(detail, page.line.name)
    return ToldMeasure(
        detail=detail,
        mark=here.outcome(line.outcome),
        tabs=_tabs(here, page, detail),
        latest=measured.figure(line.latest, unit),
        counted=measured.counted(latest) if latest else "",
        when=measured.period(latest) if latest else "",
        unit="" if measured.short_unit(unit) else unit,
        target=measured.target_words(target, unit) if target else "",
        pace=_pace(detail),
        reason=line.reason,
        comparators=_others(detail),
        chart=drawing,
        views=_views(here, page, detail, control is not None) if choice.is_control_chart else (),
        is_control_chart=control is not None,
        chart_rule=rule_in_words(detail) if control else "",
        why_no_control_chart=choice.reason if view == CONTROL_CHART else "",
        icons=icons_of(control) if control else (),
        targets=tuple(_target_row(each, unit) for each in detail.targets),
        baseline=_baseline(detail),
        direction=DIRECTIONS.get(line.direction, line.direction),
        breakdown=[(f"By {name}", value) for name, value in detail.breakdown],
    )


def _others(detail: SeriesDetail) -> tuple[str, ...]:
    """What others have last, each name once; as it is written where that is no figure."""
    figures = {each.name: measured.figure(each.value, detail.line.unit) for each in latest_others(detail)}
    names = {each.name: figures.get(each.name, each.as_written) for each in detail.comparators}
    return tuple(f"{name} {said}" for name, said in names.items())


def _tabs(here: Here, page: MeasurePage, shown: SeriesDetail) -> tuple[Link, ...]:
    if len(page.series) == 1:
        return ()
    return tuple(
        Link(
            each.line.label or "All",
            here.to("measure", measure=page.line.ref, series=each.line.ref),
            each is shown,
        )
        for each in page.series
    )


def _views(here: Here, page: MeasurePage, shown: SeriesDetail, control: bool) -> tuple[Link, ...]:
    """The two ways to draw a series with enough figures."""
    asked: dict[str, object] = {"measure": page.line.ref, "series": shown.line.ref}
    return (
        Link("Path to the target", here.to("measure", **asked), not control),
        Link("Control chart (SPC)", here.to("measure", **asked, view=CONTROL_CHART), control),
    )


def _pace(detail: SeriesDetail) -> str:
    """ "needs +1.4 points a month from here"; empty when nothing more is needed or nothing is known."""
    if detail.pace is None:
        return ""
    unit = detail.line.unit
    change, target = (
        measured.change_unit(unit, detail.pace.a_month),
        measured.figure(detail.pace.target, unit),
    )
    return f"needs {change} a month from here to reach {target} by {filters.month(detail.pace.by)}"


def _baseline(detail: SeriesDetail) -> str:
    baseline = detail.baseline
    if baseline is None or (baseline.value is None and not baseline.as_written):
        return "None given"
    shown = (
        measured.figure(baseline.value, detail.line.unit)
        if baseline.value is not None
        else f"“{baseline.as_written}”"
    )
    when = filters.month(baseline.on) if baseline.on else (baseline.date_as_written or "no date given")
    sample = f", sample {baseline.sample}" if baseline.sample else ""
    return f"{shown} ({when}{sample})"


def _target_row(target: TargetLine, unit: str) -> TargetRow:
    return TargetRow(
        when=filters.day_short(target.latest) if target.latest else (target.by_as_written or "No date"),
        as_written=target.as_written,
        aim=measured.aim(target, unit) if not target.needs_confirming else "Needs confirming",
        note=_resolved(target),
        state=_state(target),
    )


def _resolved(target: TargetLine) -> str:
    if not target.resolved_by:
        return ""
    on = f", {filters.day_short(target.resolved_on)}" if target.resolved_on else ""
    return f"{target.resolved_by}{on}"


def _state(target: TargetLine) -> str:
    if target.is_met:
        return "Met by the latest figure"
    if not target.has_passed:
        return "Ahead"
    return "Passed, not met" if target.is_met is False else "Passed, not known"
