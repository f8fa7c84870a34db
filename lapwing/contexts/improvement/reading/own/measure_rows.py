"""Measures of a document: rows under one another, each told by its part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lapwing.contexts.improvement.interchange import Measure, Series
from lapwing.contexts.improvement.interchange.plain import one_line
from lapwing.contexts.improvement.publishing import words
from lapwing.contexts.improvement.publishing.forms import FIGURE, MORE, NO, PART, WHAT, WHEN, Parts
from lapwing.contexts.improvement.publishing.measure_parts import NONE, SETTLED_ON
from lapwing.contexts.improvement.publishing.notation import day_in
from lapwing.contexts.improvement.reading.own.drafts import MeasureDraft, Pending, PlanDraft
from lapwing.contexts.improvement.reading.own.tables import OwnRow
from lapwing.contexts.improvement.reading.own.values import actual_of, baseline_of, comparator_of, target_of

_SETTLED = re.compile(rf"^{SETTLED_ON}\s+", re.IGNORECASE)


def read_measure_row(row: OwnRow, draft: PlanDraft) -> None:
    """Read a row; what does not say what it is, is asked about."""
    part = one_line(row[PART]).casefold()
    if part == Parts.MEASURE.casefold():
        draft.measures.append(opened(one_line(row[NO]), row[WHAT], row[FIGURE], row[MORE], row))
    elif draft.measures and part in _READ:
        measure = draft.measures[-1]
        measure.lines.append(row.lines)
        _READ[part](draft, measure, row)
    else:
        draft.ask_of_row(draft.measures[-1].measure.key if draft.measures else "plan", row.raw)


def opened(key: str, name: str, direction: str, source: str, row: OwnRow) -> MeasureDraft:
    """A measure without its lines."""
    way = words.direction_in(direction)
    found = MeasureDraft(
        Measure(key=key, name=name, direction=way or "none", source_as_written=source or None),
        lines=[row.lines],
    )
    if way is None:
        why = "Should it rise, fall or stay within a range? Nothing known is said of it."
        found.doubts.append(Pending("target.direction", why, direction))
    return found


def serves_in(text: str) -> tuple[str, ...]:
    """The keys of the actions that a measure is said to serve."""
    return () if text.casefold() == NONE else words.run_in(text)


def ask_of_actual(measure: MeasureDraft, row: OwnRow, part: str) -> None:
    text = (
        "This actual needs a period as in “1 April 2026 to 30 April 2026” "
        "and a figure as in “70.1 (82 of 117)”."
    )
    measure.doubts.append(Pending("actual.unread", text, row.raw, part))


def part_of(measure: MeasureDraft) -> str:
    return f"s{len(measure.series)}"


def _numbers(draft: PlanDraft, measure: MeasureDraft, row: OwnRow) -> None:
    measure.measure = replace(measure.measure, refs=words.run_in(row[WHAT]))


def _serves(draft: PlanDraft, measure: MeasureDraft, row: OwnRow) -> None:
    measure.serves = serves_in(row[WHAT])


def _line(draft: PlanDraft, measure: MeasureDraft, row: OwnRow) -> None:
    measure.series.append(
        Series(
            label=row[WHAT] or measure.measure.name,
            unit=one_line(row[FIGURE]) or None,
            breakdown=words.pairs_in(row[MORE]),
        )
    )


def _baseline(draft: PlanDraft, measure: MeasureDraft, row: OwnRow) -> None:
    found = baseline_of(
        row[FIGURE], row[WHEN], row[WHAT], row[MORE], draft.basis, part_of(measure), measure.doubts
    )
    _say(measure, baseline=found)


def _comparator(draft: PlanDraft, measure: MeasureDraft, row: OwnRow) -> None:
    found = comparator_of(row[WHAT], row[FIGURE], row[WHEN], part_of(measure), measure.doubts)
    _say(measure, comparators=(*_last(measure).comparators, found))


def _target(draft: PlanDraft, measure: MeasureDraft, row: OwnRow) -> None:
    settled = day_in(_SETTLED.sub("", one_line(row[MORE])))
    found = target_of(
        row[WHEN], row[FIGURE], row[WHAT], settled, draft.basis, part_of(measure), measure.doubts
    )
    _say(measure, targets=(*_last(measure).targets, found))


def _actual(draft: PlanDraft, measure: MeasureDraft, row: OwnRow) -> None:
    found = actual_of(row[WHEN], row[FIGURE], row[MORE], row[WHAT])
    if found is None:
        ask_of_actual(measure, row, part_of(measure))
        return
    _say(measure, actuals=(*_last(measure).actuals, found))


def _say(measure: MeasureDraft, **said: Any) -> None:
    line = _last(measure)
    measure.series[-1] = replace(line, **said)


def _last(measure: MeasureDraft) -> Series:
    """The line that a row belongs to; a measure without one gets one that bears its name."""
    if not measure.series:
        measure.series.append(Series(label=measure.measure.name))
    return measure.series[-1]


_READ: dict[str, Callable[[PlanDraft, MeasureDraft, OwnRow], None]] = {
    Parts.NUMBERS.casefold(): _numbers,
    Parts.SERVES.casefold(): _serves,
    Parts.LINE.casefold(): _line,
    Parts.BASELINE.casefold(): _baseline,
    Parts.COMPARATOR.casefold(): _comparator,
    Parts.TARGET.casefold(): _target,
    Parts.ACTUAL.casefold(): _actual,
}
