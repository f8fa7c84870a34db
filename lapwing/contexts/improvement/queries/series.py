"""One series, from its rows to its line and its detail: the pure rules of ``domain.progress`` applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.models import (
    Actual,
    Baseline,
    Comparator,
    Measure,
    Recalculation,
    Series,
    Target,
    TargetType,
)
from lapwing.contexts.improvement.queries.breaks import breaks_of
from lapwing.contexts.improvement.queries.measure_lines import (
    ActualLine,
    BaselineLine,
    ComparatorLine,
    ExpectedPoint,
    Pace,
    RecalculationLine,
    SeriesDetail,
    SeriesLine,
    TargetLine,
    Trajectory,
    UpcomingTarget,
)
from lapwing.contexts.improvement.rules import COLOUR_OF_OUTCOME, Period, next_turn
from lapwing.domain import progress
from lapwing.domain.progress import Aim, Direction, Start
from lapwing.domain.statistics.paths import aim_in_force, points_off_path
from lapwing.domain.statistics.spc_types import TwoSigma

# Where a breakdown says that its series goes another way than its measure.
OWN_DIRECTION = "direction"


@dataclass(frozen=True)
class SeriesRows:
    """A series with the rows that stand for it. Actuals are in order of their period."""

    series: Series
    measure: Measure
    baseline: Baseline | None
    targets: tuple[Target, ...]
    actuals: tuple[Actual, ...]
    comparators: tuple[Comparator, ...]
    # Baselines and targets that ever stood, for a series that is loaded whole.
    ever: tuple[Baseline | Target, ...] = ()
    recalculations: tuple[Recalculation, ...] = ()
    # Which points the rule of two in three counts; where the day asked for is an earlier one, as on that day.
    two_sigma: TwoSigma = TwoSigma.BETWEEN

    @property
    def direction(self) -> Direction:
        """The series' own where it has one: a measure may hold a share to raise beside one to lower."""
        own = self.series.breakdown.get(OWN_DIRECTION)
        return Direction(own if own in list(Direction) else self.measure.direction)

    @property
    def start(self) -> Start:
        if self.baseline is None:
            return Start(None, None)
        return Start(self.baseline.value, self.baseline.to_date or self.baseline.from_date)

    @property
    def aims(self) -> tuple[Aim, ...]:
        return tuple(aim_of(target) for target in self.targets)

    @property
    def latest(self) -> tuple[float, date] | None:
        """The latest actual, and the last day of its period."""
        return (self.value_of(self.actuals[-1]), self.actuals[-1].to_date) if self.actuals else None

    @property
    def people(self) -> tuple[int | None, ...]:
        """The numbers of those who recorded a figure, or changed what it is held against."""
        recorded = tuple(row.recorded_by_id for row in self.actuals)
        return (*recorded, *(row.withdrawn_by_id for row in self.ever))

    def value_of(self, actual: Actual) -> float:
        found = progress.ratio(
            actual.value, actual.numerator, actual.denominator, percent="%" in self.series.unit
        )
        assert found is not None, "the table refuses an actual without a value"
        return found


def aim_of(target: Target) -> Aim:
    """A target row in numbers; an absolute one that nobody resolved is not resolved."""
    if target.type == TargetType.RANGE:
        return Aim(target.latest, target.low, target.high)
    if target.type == TargetType.MINIMUM:
        return Aim(target.latest, target.resolved, None)
    return progress.exactly(target.resolved, target.latest)


def series_line(rows: SeriesRows, on: date) -> SeriesLine:
    """How a series stands on a day, and why."""
    latest, latest_on = rows.latest or (None, None)
    verdict = progress.judge(
        direction=rows.direction, start=rows.start, aims=rows.aims, actual=latest, actual_on=latest_on
    )
    ahead, last = _next_and_last(rows.targets, on)
    towards = ahead or last
    facing = aim_of(towards).facing(rows.direction) if towards else None
    return SeriesLine(
        ref=rows.series.ref,
        measure_ref=rows.measure.ref,
        measure_name=rows.measure.name,
        label=rows.series.label,
        unit=rows.series.unit,
        direction=rows.direction.value,
        outcome=verdict.outcome,
        colour=COLOUR_OF_OUTCOME[verdict.outcome],
        reason=verdict.reason,
        baseline=rows.start.value,
        latest=latest,
        latest_on=latest_on,
        expected_low=verdict.expected.low if verdict.expected else None,
        expected_high=verdict.expected.high if verdict.expected else None,
        next_target=target_line(ahead, rows, latest, on) if ahead else None,
        last_target=target_line(last, rows, latest, on) if last else None,
        progress=progress.progress(rows.start.value, facing, latest),
    )


def series_detail(rows: SeriesRows, on: date, names: Mapping[int | None, str]) -> SeriesDetail:
    """Everything the chart and the table of a series show."""
    latest = rows.latest
    expected = progress.expected_on(rows.start, rows.aims, on)
    return SeriesDetail(
        line=series_line(rows, on),
        breakdown=tuple(pair for pair in rows.series.breakdown.items() if pair[0] != OWN_DIRECTION),
        baseline=_baseline_line(rows.baseline),
        targets=tuple(target_line(each, rows, latest[0] if latest else None, on) for each in rows.targets),
        actuals=tuple(_actual_line(each, rows, names) for each in rows.actuals),
        comparators=tuple(ComparatorLine(c.name, c.as_written, c.value, c.as_at) for c in rows.comparators),
        trajectory=_trajectory(rows.start, rows.aims),
        expected_today=ExpectedPoint(on, expected.low, expected.high) if expected else None,
        pace=_pace(rows),
        breaks=breaks_of(rows.ever, names),
        upcoming=upcoming(rows, on),
        version=rows.series.version,
        in_force=_in_force(rows, on),
        off_path=points_off_path(
            direction=rows.direction,
            start=rows.start,
            aims=rows.aims,
            actuals=[(each.to_date, rows.value_of(each)) for each in rows.actuals],
        ),
        recalculations=tuple(
            RecalculationLine(each.ref, each.from_date, each.reason) for each in rows.recalculations
        ),
        two_sigma=rows.two_sigma,
    )


def upcoming(rows: SeriesRows, on: date) -> UpcomingTarget:
    """The target to be agreed next: of the period after the last target, a quarter unless said otherwise."""
    how_often = rows.series.agreed_each
    dated = [target.latest for target in rows.targets if target.latest is not None]
    is_due = all(day < on for day in dated)
    # nobody agrees a target for a period that is over
    turn = next_turn(Period(how_often or Period.QUARTER), max(*dated, on) if dated else on)
    return UpcomingTarget(turn.label, turn.due_on, Period(how_often).label if how_often else "", is_due)


def _in_force(rows: SeriesRows, on: date) -> TargetLine | None:
    """The target that the latest figure is set against; without a figure, today's."""
    latest, latest_on = rows.latest or (None, on)
    aim = aim_in_force(rows.aims, latest_on)
    found = next((target for target in rows.targets if aim is not None and aim_of(target) == aim), None)
    return target_line(found, rows, latest, on) if found else None


def target_line(target: Target, rows: SeriesRows, latest: float | None, on: date) -> TargetLine:
    aim = aim_of(target)
    return TargetLine(
        ref=target.ref,
        by_as_written=target.by_as_written,
        latest=target.latest,
        as_written=target.as_written,
        type=target.type,
        value=target.value,
        low=target.low,
        high=target.high,
        resolved=target.resolved,
        resolved_by=target.resolved_by,
        resolved_on=target.resolved_on,
        needs_confirming=not aim.is_resolved,
        is_met=progress.is_met(rows.direction, aim, latest),
        has_passed=target.latest is not None and target.latest < on,
    )


def _baseline_line(row: Baseline | None) -> BaselineLine | None:
    if row is None:
        return None
    return BaselineLine(
        as_written=row.as_written,
        value=row.value,
        date_as_written=row.date_as_written,
        from_date=row.from_date,
        to_date=row.to_date,
        on=row.to_date or row.from_date,
        sample=row.sample,
        note=row.note,
    )


def _actual_line(row: Actual, rows: SeriesRows, names: Mapping[int | None, str]) -> ActualLine:
    return ActualLine(
        ref=row.ref,
        from_date=row.from_date,
        to_date=row.to_date,
        value=rows.value_of(row),
        numerator=row.numerator,
        denominator=row.denominator,
        source=row.source,
        note=row.note,
        recorded_at=row.recorded_at,
        recorded_by=names.get(row.recorded_by_id, ""),
    )


def _next_and_last(targets: Sequence[Target], on: date) -> tuple[Target | None, Target | None]:
    """The first target whose date has not passed, and the last of all; undated ones only if all are."""
    dated = sorted((t for t in targets if t.latest is not None), key=lambda t: t.latest or on)
    ahead = next((t for t in dated if t.latest is not None and t.latest >= on), None)
    last = dated[-1] if dated else (targets[-1] if targets else None)
    return ahead, last


def _trajectory(start: Start, aims: Sequence[Aim]) -> Trajectory:
    """From the baseline, when it has a value and a date, through every resolved dated target."""
    dated = sorted((a for a in aims if a.by is not None and a.is_resolved), key=lambda a: a.by or date.min)
    points = [ExpectedPoint(a.by, a.low, a.high) for a in dated if a.by is not None]
    if start.value is None or start.on is None:
        return Trajectory(tuple(points), is_steps=True)
    first = ExpectedPoint(start.on, start.value, start.value)
    return Trajectory((first, *(p for p in points if p.on > start.on)), is_steps=False)


def _pace(rows: SeriesRows) -> Pace | None:
    if rows.latest is None or rows.direction is Direction.NONE:
        return None
    found = progress.needed_a_month(rows.direction, rows.aims, *rows.latest)
    if found is None:
        return None
    a_month, aim = found
    facing = aim.facing(rows.direction)
    assert facing is not None
    assert aim.by is not None
    return Pace(a_month, facing, aim.by)
