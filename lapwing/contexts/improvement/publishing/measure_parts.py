"""A measure as rows of a document: itself, its lines, and the baseline, targets and actuals of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lapwing.contexts.improvement.interchange import Baseline, Measure, Plan, Series, Target
from lapwing.contexts.improvement.interchange.plain import block, one_line
from lapwing.contexts.improvement.publishing import words
from lapwing.contexts.improvement.publishing.figures import actual_text, figure_text, target_text
from lapwing.contexts.improvement.publishing.forms import FIGURE, MORE, NO, PART, WHAT, WHEN, Parts
from lapwing.contexts.improvement.publishing.layout import Look, Row
from lapwing.contexts.improvement.publishing.notation import NO_DAYS, day_text, days_text, taken_text


def measure_rows(plan: Plan, measure: Measure) -> Iterator[Row]:
    """The rows of a measure."""
    yield Row(
        {
            NO: one_line(measure.key),
            PART: Parts.MEASURE,
            WHAT: block(measure.name),
            FIGURE: words.DIRECTIONS[measure.direction],
            MORE: block(measure.source_as_written),
        },
        Look.BAND,
    )
    if measure.refs:
        yield Row({PART: Parts.NUMBERS, WHAT: words.run_text(measure.refs)}, Look.ASIDE)
    if serves := serves_text(measure):
        yield Row({PART: Parts.SERVES, WHAT: serves}, Look.ASIDE)
    for series in measure.series:
        yield from _series(plan, measure, series)


def serves_text(measure: Measure) -> str:
    """The keys of the actions a measure serves, where the numbers printed with it are not those."""
    return "" if measure.actions == measure.refs else (keys_text(measure.actions) or NONE)


def keys_text(keys: Sequence[str]) -> str:
    """Keys of actions in one line. A lone key that is the word for none is said twice, to be told from it."""
    text = words.run_text(keys)
    return words.run_text((text, text)) if text.casefold() == NONE else text


def label_text(measure: Measure, series: Series) -> str:
    """The label of a line; nothing where it is the name of the measure."""
    label = block(series.label)
    return "" if label == block(measure.name) else label


def baseline_when(plan: Plan, baseline: Baseline) -> str:
    days = baseline.from_, baseline.to
    if not one_line(baseline.date_as_written):
        return "" if days == NO_DAYS else f"[{days_text(days)}]"
    return taken_text(baseline.date_as_written, days, plan.quarter_basis)


def by_when(plan: Plan, target: Target) -> str:
    """The words of a target's date, and its last day where they do not give it."""
    if not one_line(target.by_as_written) and target.latest is None:
        return ""
    return taken_text(target.by_as_written, (None, target.latest), plan.quarter_basis, last_only=True)


def _series(plan: Plan, measure: Measure, series: Series) -> Iterator[Row]:
    yield Row(
        {
            PART: Parts.LINE,
            WHAT: label_text(measure, series),
            FIGURE: one_line(series.unit),
            MORE: words.pairs_text(series.breakdown),
        }
    )
    baseline = series.baseline
    if baseline != Baseline():
        yield Row(
            {
                PART: Parts.BASELINE,
                WHAT: block(baseline.sample),
                WHEN: baseline_when(plan, baseline),
                FIGURE: figure_text(baseline.as_written, baseline.value),
                MORE: block(baseline.note),
            }
        )
    for each in series.comparators:
        yield Row(
            {
                PART: Parts.COMPARATOR,
                WHAT: block(each.name),
                WHEN: day_text(each.as_at),
                FIGURE: figure_text(each.as_written, each.value),
            }
        )
    for target in series.targets:
        yield Row(
            {
                PART: Parts.TARGET,
                WHAT: block(target.resolved_by),
                WHEN: by_when(plan, target),
                FIGURE: target_text(target),
                MORE: f"{SETTLED_ON} {day_text(target.resolved_on)}" if target.resolved_on else "",
            }
        )
    for actual in series.actuals:
        yield Row(
            {
                PART: Parts.ACTUAL,
                WHAT: block(actual.note),
                WHEN: days_text((actual.from_, actual.to)),
                FIGURE: actual_text(actual),
                MORE: one_line(actual.source),
            }
        )


# Said where the numbers printed with a measure are of no action.
NONE = "none"
SETTLED_ON = "Settled on"
