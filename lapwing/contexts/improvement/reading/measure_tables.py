"""Success measures from a flattened measure table: the entry to this part of reading.

Words → rows of dates → rows of the table → baseline and target cells → series → measures and questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Action, Direction, Measure, Series
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.measure_assembly import assemble_series
from lapwing.contexts.improvement.reading.measure_baselines import read_baseline
from lapwing.contexts.improvement.reading.measure_dates import CENSUS
from lapwing.contexts.improvement.reading.measure_direction import Course, course_of, direction_of_all
from lapwing.contexts.improvement.reading.measure_headers import DateHeader
from lapwing.contexts.improvement.reading.measure_questions import ask_about
from lapwing.contexts.improvement.reading.measure_refs import actions_named
from lapwing.contexts.improvement.reading.measure_rows import RawRow, find_rows
from lapwing.contexts.improvement.reading.measure_series import DraftMeasure, place_targets
from lapwing.contexts.improvement.reading.measure_stream import words_of
from lapwing.contexts.improvement.reading.measure_targets import read_targets, split_continuation


def read_measure_tables(
    lines: Sequence[Line], actions: Sequence[Action], doubts: Doubts, first_key: int = 1
) -> tuple[Measure, ...]:
    """The measures of one table, in order, keyed M<first_key> and on; what is not certain goes to ``doubts``.

    ``lines`` run from the table's titles to its end. ``actions`` are those that references may name.
    """
    drafts: list[DraftMeasure] = []
    for number, raw in enumerate(find_rows(words_of(lines)), start=first_key):
        drafts.append(_draft(raw, f"M{number}", drafts[-1] if drafts else None))
    measures: list[Measure] = []
    for draft in drafts:
        measure, courses = _measure(draft, actions)
        ask_about(draft, measure, courses, actions, doubts)
        measures.append(measure)
    return tuple(measures)


def _draft(raw: RawRow, key: str, above: DraftMeasure | None) -> DraftMeasure:
    """One row with its cells read, and what it does not print taken from the row above."""
    moved, zone = split_continuation(raw.zone)
    cell = read_baseline((*raw.body, *moved), raw.titles, census=_is_census(raw))
    header = raw.header or (above.header if above else None)
    known = [f"{item.heading or ''} {item.label}" for item in cell.items]
    targets = read_targets(zone, header.columns if header else 0, known)
    draft = DraftMeasure(raw, cell, targets, header, key, source=targets.source)
    _inherit(draft, above, header)
    place_targets(draft, above)
    return draft


def _inherit(draft: DraftMeasure, above: DraftMeasure | None, header: DateHeader | None) -> None:
    if above is None:
        return
    if draft.raw.header is None and header is not None:
        draft.inherited.append("dates")
    if not draft.raw.own_refs and draft.raw.refs:
        draft.inherited.append("reference")
    if draft.source is None and above.source is not None:
        draft.source = above.source
        draft.inherited.append("source")


def _measure(draft: DraftMeasure, actions: Sequence[Action]) -> tuple[Measure, tuple[Course, ...]]:
    raw = draft.raw
    series = assemble_series(draft, census=_is_census(raw))
    words = " ".join([raw.name, *draft.cell.notes])
    courses = tuple(course_of(each, words) for each in series)
    direction = direction_of_all(courses)
    keys = dict.fromkeys(key for ref in raw.refs for key in actions_named(ref, actions))
    measure = Measure(
        key=draft.key,
        name=raw.name,
        refs=raw.refs,
        actions=tuple(keys),
        direction=direction,
        source_as_written=draft.source,
        source=raw.span,
        series=_with_own_directions(series, courses, direction),
    )
    return measure, courses


def _with_own_directions(
    series: Sequence[Series], courses: Sequence[Course], direction: Direction
) -> tuple[Series, ...]:
    """Where the series of one measure go different ways, each says its own in its breakdown."""
    if direction != "none":
        return tuple(series)
    return tuple(
        replace(each, breakdown={**each.breakdown, "direction": course.direction})
        if len(series) > 1 and course.direction != "none"
        else each
        for each, course in zip(series, courses, strict=True)
    )


def _is_census(raw: RawRow) -> bool:
    """Whether the row counts years by the school census: its baseline or source says so."""
    words = " ".join([*(line.text for line in raw.body), *(word.text for word in raw.zone)])
    return bool(CENSUS.search(words))
