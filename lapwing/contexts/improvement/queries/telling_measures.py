"""What was recorded of a plan's measures: targets, baselines, figures, and where limits begin afresh."""

from __future__ import annotations

from lapwing.contexts.improvement.models import Actual, Baseline, Recalculation, Target
from lapwing.contexts.improvement.queries.pages import Change
from lapwing.contexts.improvement.queries.recorded_span import Span, replacements
from lapwing.contexts.improvement.queries.telling_words import Told, change, named_series, now_was
from lapwing.platform.ui.filters import day_short, number


def targets(span: Span) -> Told:
    rows = Target.objects.filter(span.touched(), series__measure__plan=span.plan).select_related(
        "series__measure"
    )
    for each in replacements(span, rows, "series_id"):
        series = each.either.series
        if not each.old and series.created_at == each.moment:
            continue
        words = now_was(
            [_target_words(t) for t in each.new], [_target_words(t) for t in each.old], "no target"
        )
        yield (
            each.moment,
            each.by,
            change("target", named_series(series), words, measure_ref=series.measure.ref),
        )


def _target_words(target: Target) -> str:
    resolved = "" if target.resolved is None else f"{target.resolved:g}"
    return " ".join(part for part in (target.by_as_written, resolved or target.as_written) if part)


def baselines(span: Span) -> Told:
    rows = Baseline.objects.filter(span.touched(), series__measure__plan=span.plan).select_related(
        "series__measure"
    )
    for each in replacements(span, rows, "series_id"):
        series = each.either.series
        words = now_was(
            [_baseline_words(b) for b in each.new], [_baseline_words(b) for b in each.old], "none"
        )
        yield (
            each.moment,
            each.by,
            change("baseline", named_series(series), words, measure_ref=series.measure.ref),
        )


def _baseline_words(baseline: Baseline) -> str:
    return baseline.as_written or ("" if baseline.value is None else f"{baseline.value:g}")


def actuals(span: Span) -> Told:
    """Figures that were entered, with those that they replaced, and those that were taken back."""
    found = Actual.objects.filter(span.touched(), series__measure__plan=span.plan)
    rows = list(found.select_related("series__measure").order_by("recorded_at", "id"))
    taken = {
        (row.series_id, row.from_date, row.to_date, row.withdrawn_at): row
        for row in rows
        if span.covers(row.withdrawn_at)
    }
    for row in rows:
        if span.covers(row.recorded_at):
            old = taken.pop((row.series_id, row.from_date, row.to_date, row.recorded_at), None)
            was = f" (was {_figure(old)})" if old else ""
            yield row.recorded_at, row.recorded_by_id, _of_actual(row, f"{_figure(row)}{_until(row)}{was}")
    for row in taken.values():
        if row.withdrawn_at is not None:
            words = f"{_figure(row)}{_until(row)} taken back: {row.withdrawn_reason}"
            yield row.withdrawn_at, row.withdrawn_by_id, _of_actual(row, words)


def _of_actual(row: Actual, words: str) -> Change:
    return change("actual", named_series(row.series), words, measure_ref=row.series.measure.ref)


def _figure(row: Actual) -> str:
    if row.value is None:
        return f"{number(row.numerator)} of {number(row.denominator)}"
    unit = row.series.unit
    return f"{number(row.value)}{'' if unit.startswith('%') else ' '}{unit}".strip()


def _until(row: Actual) -> str:
    return f" up to {day_short(row.to_date)}"


def limits(span: Span) -> Told:
    """Where the limits of a control chart were begun afresh, and where that was taken back."""
    rows = Recalculation.objects.filter(span.touched(), series__measure__plan=span.plan)
    for row in rows.select_related("series__measure"):
        what, ref = named_series(row.series), row.series.measure.ref
        begin = f"worked out afresh from {day_short(row.from_date)}"
        if span.covers(row.recorded_at):
            words = f"Limits {begin}: {row.reason}"
            yield row.recorded_at, row.recorded_by_id, change("limits", what, words, measure_ref=ref)
        if row.withdrawn_at is not None and span.covers(row.withdrawn_at):
            words = f"Limits no longer {begin}: {row.withdrawn_reason}"
            yield row.withdrawn_at, row.withdrawn_by_id, change("limits", what, words, measure_ref=ref)
