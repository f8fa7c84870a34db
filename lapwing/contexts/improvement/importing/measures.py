"""Measures with their series, baselines, targets, actuals and comparators."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.importing.rows import Import
from lapwing.contexts.improvement.models import (
    Action,
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

_Pairs = list[tuple[Series, interchange.Series]]


def save_measures(plan: interchange.Plan, row: Plan, actions: dict[str, Action], importing: Import) -> None:
    """Save the measures and everything under them."""
    rows = Measure.objects.bulk_create(
        Measure(
            **importing.editable(measure.source),
            position=position,
            plan=row,
            key=measure.key,
            name=measure.name,
            direction=measure.direction,
            numbers_as_written=list(measure.refs),
            source_as_written=measure.source_as_written or "",
            two_in_three=measure.two_in_three or "",
        )
        for position, measure in enumerate(plan.measures)
    )
    MeasureAction.objects.bulk_create(
        MeasureAction(
            partnership_id=importing.partnership_id,
            measure=saved,
            action=actions[key],
            position=position,
        )
        for saved, measure in zip(rows, plan.measures, strict=True)
        for position, key in enumerate(measure.actions)
    )
    save_series(rows, plan.measures, importing)


def save_series(
    rows: Sequence[Measure], measures: Sequence[interchange.Measure], importing: Import
) -> list[Series]:
    """Save the series of measures that are saved, with all their figures."""
    pairs = _save_rows(rows, measures, importing)
    _save_baselines(pairs, importing)
    _save_targets(pairs, importing)
    _save_actuals(pairs, importing)
    _save_comparators(pairs, importing)
    _save_recalculations(pairs, importing)
    return [row for row, _ in pairs]


def _save_rows(rows: Sequence[Measure], measures: Sequence[interchange.Measure], importing: Import) -> _Pairs:
    read = [
        (row, position, series)
        for row, measure in zip(rows, measures, strict=True)
        for position, series in enumerate(measure.series)
    ]
    saved = Series.objects.bulk_create(
        Series(
            **importing.editable(),
            position=position,
            measure=row,
            label=series.label,
            breakdown=series.breakdown,
            unit=series.unit or "",
        )
        for row, position, series in read
    )
    return [(row, series) for row, (_, _, series) in zip(saved, read, strict=True)]


def _save_baselines(pairs: _Pairs, importing: Import) -> None:
    Baseline.objects.bulk_create(
        Baseline(
            **importing.recorded(),
            series=row,
            as_written=series.baseline.as_written or "",
            value=series.baseline.value,
            date_as_written=series.baseline.date_as_written or "",
            from_date=series.baseline.from_,
            to_date=series.baseline.to,
            sample=series.baseline.sample or "",
            note=series.baseline.note or "",
        )
        for row, series in pairs
        if series.baseline != interchange.Baseline()
    )


def _save_targets(pairs: _Pairs, importing: Import) -> None:
    Target.objects.bulk_create(
        Target(
            **importing.recorded(),
            series=row,
            position=position,
            by_as_written=target.by_as_written or "",
            latest=target.latest,
            as_written=target.as_written,
            type=target.type,
            value=target.value,
            low=target.low,
            high=target.high,
            resolved=target.resolved,
            resolved_by=target.resolved_by or "",
            resolved_on=target.resolved_on,
        )
        for row, series in pairs
        for position, target in enumerate(series.targets)
    )


def _save_actuals(pairs: _Pairs, importing: Import) -> None:
    Actual.objects.bulk_create(
        Actual(
            **importing.recorded(),
            series=row,
            from_date=actual.from_,
            to_date=actual.to,
            value=actual.value,
            numerator=actual.numerator,
            denominator=actual.denominator,
            source=actual.source,
            note=actual.note or "",
        )
        for row, series in pairs
        for actual in series.actuals
    )


def _save_comparators(pairs: _Pairs, importing: Import) -> None:
    Comparator.objects.bulk_create(
        Comparator(
            **importing.recorded(),
            series=row,
            position=position,
            name=comparator.name,
            as_written=comparator.as_written,
            value=comparator.value,
            as_at=comparator.as_at,
        )
        for row, series in pairs
        for position, comparator in enumerate(series.comparators)
    )


def _save_recalculations(pairs: _Pairs, importing: Import) -> None:
    Recalculation.objects.bulk_create(
        Recalculation(
            **importing.recorded(), series=row, from_date=recalculation.from_, reason=recalculation.reason
        )
        for row, series in pairs
        for recalculation in series.recalculations
    )
