"""Every measure with its series: what was counted, what is aimed at, and whether it is on its way."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.contexts.improvement.public import MeasureReported, PlanReported, SeriesDetail
from lapwing.domain.statistics.spc_types import ControlChart
from lapwing.insight.packs.collecting.control import shown_by, spc_of
from lapwing.insight.packs.collecting.order import SectionOrder, Told
from lapwing.insight.packs.collecting.people import approved, posts
from lapwing.insight.packs.collecting.texts import NOBODY_KNOWS, day, mark, measured
from lapwing.insight.packs.shapes import (
    ActualPoint,
    Break,
    ComparatorLevel,
    Figure,
    Link,
    Measure,
    MeasuresSection,
    PathPoint,
    Series,
    TargetStep,
)
from lapwing.platform.ui import filters

# A control chart of fewer says little.
ENOUGH = 13


def measures_section(told: Told, asked: SectionOrder) -> MeasuresSection:
    """The measures in the order of the plan; one that is printed twice stands once."""
    return MeasuresSection(
        key="measures",
        title="Measures",
        annotation=asked.annotation,
        empty="" if told.plan.measures else "The plan has no measures yet.",
        measures=measures_of(told),
    )


def measures_of(told: Told) -> tuple[Measure, ...]:
    """Every measure with all its series."""
    plan = told.plan
    known = posts(told, (who for each in plan.measures for who in _who_changed(plan, each)))
    return tuple(_measure(plan, each, known) for each in plan.measures)


def _who_changed(plan: PlanReported, measure: MeasureReported) -> Iterator[int | None]:
    """Everybody who changed what a series is held to, or approved it."""
    for detail in measure.series:
        for each in detail.breaks:
            yield each.by_id
            yield plan.words.approvals.get((detail.line.ref, each.moment))


def _measure(plan: PlanReported, each: MeasureReported, known: governance.Posts) -> Measure:
    return Measure(
        key=f"measure:{each.line.ref}",
        number=", ".join(each.line.numbers_as_written),
        name=each.line.name,
        mark=mark(improvement.mark_of_measure(plan.plan.key, each.line)),
        actions=", ".join(each.actions),
        source=each.line.source_as_written,
        series=tuple(_series(plan, detail, each.line.name, known) for detail in each.series),
        link=Link("measure", each.line.ref),
    )


def _series(plan: PlanReported, detail: SeriesDetail, name: str, known: governance.Posts) -> Series:
    line, unit, baseline = detail.line, detail.line.unit, detail.baseline
    target = improvement.next_target(line)
    chart = improvement.control_of(detail)
    return Series(
        key=f"series:{line.ref}",
        label=line.label,
        unit=unit,
        unit_short=improvement.short_unit(unit),
        direction=line.direction,
        mark=mark(improvement.mark_of_outcome(plan.plan.key, line.outcome)),
        reason=line.reason,
        finding=improvement.finding(detail),
        subtitle=improvement.subtitle(detail, name),
        sentence=" ".join(
            (improvement.in_words(detail), *_others_in_words(detail, chart), *_breaks_in_words(detail))
        ),
        baseline=measured(line.baseline, unit),
        baseline_on=day(
            baseline.on if baseline else None, (baseline.date_as_written if baseline else "") or filters.NONE
        ),
        latest=measured(line.latest, unit),
        latest_period=improvement.period(detail.actuals[-1]) if detail.actuals else filters.NONE,
        expected=_expected(detail),
        next_target=improvement.target_words(target, unit) if target else "No target",
        progress=line.progress_shown,
        points=_points(detail, chart),
        targets=tuple(_target(each, unit) for each in detail.targets),
        trajectory=tuple(
            PathPoint(point.date, point.value, improvement.figure(point.value, unit))
            for point in improvement.expected_path(detail)
        ),
        is_steps=detail.trajectory.is_steps,
        comparators=tuple(
            ComparatorLevel(
                each.name,
                measured(each.value, unit) if each.value is not None else Figure(None, each.as_written),
                day(each.as_at),
            )
            for each in detail.comparators
        ),
        spc=spc_of(detail, chart),
        plain_reason="" if chart else _why_plain(detail),
        breaks=(),
        broken=tuple(_broken(plan, detail, each, known) for each in detail.breaks),
        beside=tuple(each.label for each in improvement.beside_of(detail, chart).drawn),
    )


def _others_in_words(detail: SeriesDetail, chart: ControlChart | None) -> tuple[str, ...]:
    """How it stands beside others, and which of them its chart does not show."""
    return (*improvement.compared(detail), *improvement.left_out(detail, chart))


def _broken(
    plan: PlanReported, detail: SeriesDetail, found: improvement.BreakLine, known: governance.Posts
) -> Break:
    asked = plan.words.approvals.get((detail.line.ref, found.moment))
    return Break(
        on=day(found.on),
        text=f"{found.what.capitalize()} changed: it was {found.was}",
        reason=found.reason or "No reason was given.",
        approved_by=approved(known, asked, found.by_id),
    )


def _breaks_in_words(detail: SeriesDetail) -> Iterator[str]:
    """For whoever does not see the line in the chart: each day once."""
    for what, on in dict.fromkeys((each.what, each.on) for each in detail.breaks):
        yield f"The {what} was changed on {filters.day(on)}."


def _expected(detail: SeriesDetail) -> Figure:
    """What was to be expected when the latest figure was counted: the end that is reached first."""
    line = detail.line
    ends = (line.expected_low, line.expected_high)
    first, second = reversed(ends) if line.direction == "decrease" else ends
    value = first if first is not None else second
    return NOBODY_KNOWS if value is None else measured(value, line.unit)


def _points(detail: SeriesDetail, chart: ControlChart | None) -> tuple[ActualPoint, ...]:
    shown = [shown_by(chart, at) for at in range(len(detail.actuals))]
    return tuple(
        ActualPoint(
            from_=each.from_date,
            to=each.to_date,
            period=improvement.period(each),
            value=measured(each.value, detail.line.unit),
            counted=improvement.counted(each),
            source=each.source,
            note=each.note,
            spc=word,
            spc_kind=kind,
        )
        for each, (word, kind) in zip(detail.actuals, shown, strict=True)
    )


def _target(target: improvement.TargetLine, unit: str) -> TargetStep:
    low, high = target.low, target.high
    value = target.resolved if target.resolved is not None else (low if low is not None else high)
    return TargetStep(
        by=day(target.latest, target.by_as_written or filters.NONE),
        value=Figure(value, improvement.aim(target, unit)),
        text=improvement.target_words(target, unit),
        needs_confirming=target.needs_confirming,
    )


def _why_plain(detail: SeriesDetail) -> str:
    """Why the chart is a plain line and not a control chart."""
    count = len(detail.actuals)
    if not count:
        return "Nothing has been measured yet."
    if count < ENOUGH:
        figures = "1 figure is" if count == 1 else f"{count} figures are"
        return f"{figures} too few for a control chart, which needs {ENOUGH}."
    return improvement.choice_of(detail).reason
