"""The chart of a series: the finding as its title, the same in words, and every figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lapwing.contexts.improvement.presenters import measured
from lapwing.contexts.improvement.presenters.beside import changes_of, compared, others_of
from lapwing.contexts.improvement.presenters.control_chart import control_drawing, control_of, control_told
from lapwing.contexts.improvement.queries.measure_lines import ExpectedPoint, SeriesDetail, TargetLine
from lapwing.domain.progress import Direction, Outcome
from lapwing.domain.statistics import sentence
from lapwing.domain.statistics.spc_types import ControlChart
from lapwing.platform.ui import filters
from lapwing.platform.ui.beside import Beside
from lapwing.platform.ui.charts import Drawing, Point, Step, path_beside, path_drawing
from lapwing.platform.ui.control_charts import control_beside
from lapwing.platform.ui.trajectory_frame import Trajectory


def chart_of(detail: SeriesDetail, name: str) -> Drawing | None:
    """The drawing; None when there is nothing with a date to draw."""
    if not detail.actuals and not steps_of(detail):
        return None
    return path_drawing(
        path_told(detail),
        title=finding(detail),
        subtitle=subtitle(detail, name),
        summary=" ".join((in_words(detail), *compared(detail))),
    )


def path_told(detail: SeriesDetail) -> Trajectory:
    """What the drawing of the path is told."""
    unit = measured.short_unit(detail.line.unit)
    places = 1 if unit == "%" else 2
    return Trajectory(
        unit=unit,
        places=None,
        actuals=tuple(
            Point(each.to_date, round(each.value, places), measured.counted(each)) for each in detail.actuals
        ),
        baseline=starting_point(detail),
        targets=steps_of(detail),
        expected=tuple(expected_path(detail)),
        comparators=others_of(detail),
        annotations=changes_of(detail),
    )


def control_chart_of(detail: SeriesDetail, name: str) -> Drawing | None:
    """The drawing as a control chart; None for a series that gets none."""
    chart = control_of(detail)
    if chart is None:
        return None
    return control_drawing(
        detail,
        chart,
        subtitle=subtitle(detail, name),
        summary=" ".join((in_words(detail), *compared(detail))),
        targets=steps_of(detail),
    )


def beside_of(detail: SeriesDetail, chart: ControlChart | None) -> Beside:
    """Which others are drawn in its chart, the control chart where there is one."""
    if chart is not None:
        return control_beside(control_told(detail, chart, steps_of(detail)))
    return path_beside(path_told(detail))


def left_out(detail: SeriesDetail, chart: ControlChart | None) -> tuple[str, ...]:
    """Which others are not drawn in its chart and why, a sentence each."""
    found = beside_of(detail, chart)
    return tuple(found.in_words(lambda value: measured.figure(value, detail.line.unit)))


def steps_of(detail: SeriesDetail) -> tuple[Step, ...]:
    """The targets with a date and a value, to be drawn."""
    line = detail.line
    steps = (_step(each, line.unit, line.direction) for each in detail.targets)
    return tuple(step for step in steps if step is not None)


def finding(detail: SeriesDetail) -> str:
    """What the chart shows, as a sentence."""
    line = detail.line
    if line.latest is None:
        return "No figures yet"
    latest = measured.figure(line.latest, line.unit)
    if line.outcome is Outcome.UNKNOWN:
        return f"{latest}; whether that is on path is not known"
    target = measured.next_target(line)
    aim = f" of {measured.target_words(target, line.unit)}" if target else ""
    if line.outcome is Outcome.MET:
        return f"{latest}: the target is met"
    expected = line.expected_low if line.direction != "decrease" else line.expected_high
    if line.outcome is Outcome.ON_PATH or expected is None:
        return f"{latest}, on path to the target{aim}"
    nearly = "nearly on path" if line.outcome is Outcome.NEAR else "off path"
    return f"{latest} where {measured.figure(expected, line.unit)} was to be expected: {nearly}"


def subtitle(detail: SeriesDetail, name: str) -> str:
    """What is measured: the series unless it is called as the measure, and what the figures are of."""
    line = detail.line
    what = name if line.label in {"", name} else f"{name}: {line.label}"
    return f"{what}, {line.unit}" if line.unit else what


def in_words(detail: SeriesDetail) -> str:
    """Where it is against its target, what its figures show, where it started, and what is aimed at next."""
    line, unit = detail.line, detail.line.unit
    said = [_told(detail) if detail.actuals else "Nothing has been recorded yet."]
    said += [f"Lowest {low}, highest {high} since {since}." for low, high, since in _span(detail)]
    baseline = detail.baseline
    if baseline and baseline.value is not None:
        when = f" in {filters.month(baseline.on)}" if baseline.on else ""
        said.append(f"It started at {measured.figure(baseline.value, unit)}{when}.")
    target = measured.next_target(line)
    if target and not (detail.actuals and detail.in_force and target.ref == detail.in_force.ref):
        said.append(f"The target is {measured.target_words(target, unit)}.")
    return " ".join(said)


def _told(detail: SeriesDetail) -> str:
    """What may truly be said of the figures: see ``domain.statistics.sentence``."""
    unit, latest, target = detail.line.unit, detail.actuals[-1], detail.in_force
    counted = measured.counted(latest)
    times = {each.to_date: measured.period(each) for each in detail.actuals}
    return sentence.in_words(
        sentence.Told(
            days=[each.to_date for each in detail.actuals],
            values=[each.value for each in detail.actuals],
            direction=Direction(detail.line.direction),
            is_met=target.is_met if target else None,
            target=measured.target_words(target, unit) if target else "",
            chart=control_of(detail),
            off_path=detail.off_path,
        ),
        say=lambda value: measured.figure(value, unit),
        when=lambda day: times[day],
        during=f"{measured.during(latest)} ({counted})" if counted else measured.during(latest),
    )


def _span(detail: SeriesDetail) -> Sequence[tuple[str, str, str]]:
    values = [each.value for each in detail.actuals]
    if len(values) < 3:
        return ()
    low, high = (measured.figure(each, detail.line.unit) for each in (min(values), max(values)))
    return ((low, high, measured.period(detail.actuals[0])),)


def _step(target: TargetLine, unit: str, direction: str) -> Step | None:
    value = target.facing(direction)
    if target.latest is None or value is None:
        return None
    return Step(target.latest, value, measured.target_words(target, unit))


def starting_point(detail: SeriesDetail) -> Point | None:
    """Where the series started, when that has a value and a date."""
    baseline = detail.baseline
    if baseline is None or baseline.on is None or baseline.value is None:
        return None
    return Point(baseline.on, baseline.value, baseline.sample)


def expected_path(detail: SeriesDetail) -> list[Point]:
    """The straight line of what was to be expected; nothing when the targets are steps."""
    if detail.trajectory.is_steps or starting_point(detail) is None:
        return []
    drawn = [
        Point(*pair) for point in detail.trajectory.points if (pair := _drawn(point, detail.line.direction))
    ]
    return drawn if len(drawn) > 1 else []


def _drawn(point: ExpectedPoint, direction: str) -> tuple[date, float] | None:
    value = _end(point.low, point.high, direction)
    return None if value is None else (point.on, value)


def _end(low: float | None, high: float | None, direction: str) -> float | None:
    """The end of a band that is reached first when moving in the measure's direction."""
    first, second = (high, low) if direction == "decrease" else (low, high)
    return first if first is not None else second
