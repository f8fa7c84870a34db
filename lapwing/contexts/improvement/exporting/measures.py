"""Measures with their series, baselines, targets, actuals and comparators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.exporting.rows import grouped, source_of
from lapwing.contexts.improvement.models import (
    Actual,
    Baseline,
    Comparator,
    Measure,
    MeasureAction,
    Plan,
    Recalculation,
    Series,
    Target,
)
from lapwing.contexts.improvement.queries.chart_rules import rules_of_measures
from lapwing.contexts.improvement.queries.standing import When


@dataclass(frozen=True)
class _Rows:
    baselines: Mapping[int, list[Baseline]]
    comparators: Mapping[int, list[Comparator]]
    targets: Mapping[int, list[Target]]
    actuals: Mapping[int, list[Actual]]
    recalculations: Mapping[int, list[Recalculation]]


def exported_measures(plan: Plan, asked: When) -> tuple[interchange.Measure, ...]:
    """The plan's measures in its order."""
    measures = list(asked.editable(Measure.objects.filter(plan=plan)))
    ids = [row.pk for row in measures]
    series = grouped(asked.editable(Series.objects.filter(measure__in=ids)), "measure_id")
    links = grouped(
        MeasureAction.objects.filter(measure__in=ids, action__plan=plan)
        .filter(asked.editable_q("action"))
        .select_related("action"),
        "measure_id",
    )
    rules = rules_of_measures(measures, asked)
    rows = _rows([each.pk for some in series.values() for each in some], asked)
    return tuple(
        interchange.Measure(
            key=row.key,
            name=row.name,
            refs=tuple(row.numbers_as_written),
            actions=tuple(link.action.key for link in links.get(row.pk, [])),
            direction=cast("interchange.Direction", row.direction),
            source_as_written=row.source_as_written or None,
            source=source_of(row),
            series=tuple(_series(each, rows) for each in series.get(row.pk, [])),
            two_in_three=cast("interchange.TwoInThree | None", rules[row.pk] or None),
        )
        for row in measures
    )


def _rows(ids: Sequence[int], asked: When) -> _Rows:
    return _Rows(
        grouped(asked.recorded(Baseline.objects.filter(series__in=ids)), "series_id"),
        grouped(asked.recorded(Comparator.objects.filter(series__in=ids)), "series_id"),
        grouped(asked.recorded(Target.objects.filter(series__in=ids)), "series_id"),
        grouped(asked.recorded(Actual.objects.filter(series__in=ids)).order_by("id"), "series_id"),
        grouped(asked.recorded(Recalculation.objects.filter(series__in=ids)), "series_id"),
    )


def _series(row: Series, rows: _Rows) -> interchange.Series:
    baselines = rows.baselines.get(row.pk)
    return interchange.Series(
        label=row.label,
        breakdown=dict(row.breakdown),
        unit=row.unit or None,
        baseline=_baseline(baselines[-1]) if baselines else interchange.Baseline(),
        comparators=tuple(
            interchange.Comparator(
                name=each.name, as_written=each.as_written, value=each.value, as_at=each.as_at
            )
            for each in rows.comparators.get(row.pk, [])
        ),
        targets=tuple(_target(each) for each in rows.targets.get(row.pk, [])),
        actuals=tuple(_actual(each) for each in rows.actuals.get(row.pk, [])),
        recalculations=tuple(
            interchange.Recalculation(from_=each.from_date, reason=each.reason)
            for each in rows.recalculations.get(row.pk, [])
        ),
    )


def _baseline(row: Baseline) -> interchange.Baseline:
    return interchange.Baseline(
        as_written=row.as_written or None,
        value=row.value,
        date_as_written=row.date_as_written or None,
        from_=row.from_date,
        to=row.to_date,
        sample=row.sample or None,
        note=row.note or None,
    )


def _target(row: Target) -> interchange.Target:
    return interchange.Target(
        by_as_written=row.by_as_written or None,
        as_written=row.as_written,
        type=cast("interchange.TargetType", row.type),
        latest=row.latest,
        value=row.value,
        low=row.low,
        high=row.high,
        resolved=row.resolved,
        resolved_by=row.resolved_by or None,
        resolved_on=row.resolved_on,
    )


def _actual(row: Actual) -> interchange.Actual:
    return interchange.Actual(
        from_=row.from_date,
        to=row.to_date,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        source=row.source,
        note=row.note or None,
    )
