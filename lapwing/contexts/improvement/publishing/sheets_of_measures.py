"""The sheets of a workbook that hold measures, with a row for each line, comparator, target and actual."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.contexts.improvement.interchange import Measure, Plan, Series
from lapwing.contexts.improvement.interchange.plain import block, one_line
from lapwing.contexts.improvement.publishing import forms, words
from lapwing.contexts.improvement.publishing.figures import actual_text, figure_text, target_text
from lapwing.contexts.improvement.publishing.layout import Row, Table
from lapwing.contexts.improvement.publishing.measure_parts import (
    NONE,
    baseline_when,
    by_when,
    keys_text,
    label_text,
)
from lapwing.contexts.improvement.publishing.notation import day_text, days_text
from lapwing.contexts.improvement.publishing.shared import filled


def measure_tables(plan: Plan) -> tuple[Table, ...]:
    return (
        Table(forms.SHEET_MEASURES, tuple(_measure(each) for each in plan.measures)),
        Table(forms.SHEET_LINES, tuple(_lines(plan))),
        Table(forms.SHEET_COMPARATORS, tuple(_comparators(plan))),
        Table(forms.SHEET_TARGETS, tuple(_targets(plan))),
        Table(forms.SHEET_ACTUALS, tuple(_actuals(plan))),
    )


def _measure(measure: Measure) -> Row:
    return filled(
        forms.SHEET_MEASURES,
        one_line(measure.key),
        block(measure.name),
        words.run_text(measure.refs),
        keys_text(measure.actions) or (NONE if measure.refs else ""),
        words.DIRECTIONS[measure.direction],
        block(measure.source_as_written),
    )


def _every(plan: Plan) -> Iterator[tuple[Measure, str, Series]]:
    for measure in plan.measures:
        for at, series in enumerate(measure.series, start=1):
            yield measure, str(at), series


def _lines(plan: Plan) -> Iterator[Row]:
    for measure, at, series in _every(plan):
        baseline = series.baseline
        yield filled(
            forms.SHEET_LINES,
            one_line(measure.key),
            at,
            label_text(measure, series),
            words.pairs_text(series.breakdown),
            one_line(series.unit),
            figure_text(baseline.as_written, baseline.value),
            baseline_when(plan, baseline),
            block(baseline.sample),
            block(baseline.note),
        )


def _comparators(plan: Plan) -> Iterator[Row]:
    for measure, at, series in _every(plan):
        for each in series.comparators:
            yield filled(
                forms.SHEET_COMPARATORS,
                one_line(measure.key),
                at,
                block(each.name),
                figure_text(each.as_written, each.value),
                day_text(each.as_at),
            )


def _targets(plan: Plan) -> Iterator[Row]:
    for measure, at, series in _every(plan):
        for each in series.targets:
            yield filled(
                forms.SHEET_TARGETS,
                one_line(measure.key),
                at,
                by_when(plan, each),
                target_text(each),
                block(each.resolved_by),
                day_text(each.resolved_on),
            )


def _actuals(plan: Plan) -> Iterator[Row]:
    for measure, at, series in _every(plan):
        for each in series.actuals:
            yield filled(
                forms.SHEET_ACTUALS,
                one_line(measure.key),
                at,
                days_text((each.from_, each.to)),
                actual_text(each),
                one_line(each.source),
                block(each.note),
            )
