"""What a person must be asked about the measures of a table: one doubt for each cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Action, Measure
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.measure_direction import Course
from lapwing.contexts.improvement.reading.measure_figures import ask_about_courses, ask_about_figures
from lapwing.contexts.improvement.reading.measure_grids.built import BuiltSeries
from lapwing.contexts.improvement.reading.measure_grids.drafts import DraftMeasure
from lapwing.contexts.improvement.reading.measure_grids.links import Links
from lapwing.contexts.improvement.reading.measure_grids.table import Layout
from lapwing.contexts.improvement.reading.measure_grids.time_questions import ask_about_times
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.contexts.improvement.reading.measure_grids.value_questions import ask_about_values
from lapwing.contexts.improvement.reading.measure_refs import actions_named, is_mistyped, number_of
from lapwing.contexts.improvement.reading.measure_relative import ask_how_to_apply
from lapwing.contexts.improvement.reading.typing_slips import ask_about_slip


@dataclass(frozen=True)
class ReadMeasure:
    """A measure with all that it was read from."""

    measure: Measure
    layout: Layout
    draft: DraftMeasure
    built: tuple[BuiltSeries, ...]
    courses: tuple[Course, ...]
    links: Links


def ask_about_measure(read: ReadMeasure, actions: Sequence[Action], doubts: Doubts) -> None:
    """Record every doubt about one measure."""
    _ask_references(read, actions, doubts)
    _ask_places(read, doubts)
    _ask_baselines(read, doubts)
    _ask_no_targets(read, doubts)
    for number, built in enumerate(read.built, start=1):
        ask_about_values(built, f"{read.measure.key}/s{number}", doubts)
        ask_about_times(built, read.measure.key, doubts)
    ask_about_courses(read.measure, read.courses, doubts)
    ask_about_figures(read.measure, doubts)
    _ask_changes(read, doubts)


def _ask_references(read: ReadMeasure, actions: Sequence[Action], doubts: Doubts) -> None:
    if not actions:
        return
    for ref in read.links.named:
        if is_mistyped(ref):
            ask_about_slip(ref, number_of(ref), read.measure.key, doubts)
        if not actions_named(ref, actions):
            doubts.add(
                "ref.dangling",
                read.measure.key,
                f"Measures refer to {number_of(ref)}, but the plan has no action of that number.",
                cause=number_of(ref),
            )


def _ask_places(read: ReadMeasure, doubts: Doubts) -> None:
    key, draft = read.measure.key, read.draft
    if draft.source.inherited:
        doubts.add(
            "cell.merged",
            f"{key}/name",
            "Some rows of figures print no measure of their own; they are read as parts of the measure "
            "above. Is that right?",
            cause="measure rows",
            choices=("yes, parts of the measure above", "no"),
        )
    for raw in draft.by_order:
        doubts.add(
            "cell.unlabelled",
            key,
            "Figures in one cell do not say which group they are for; they are given to the groups in the "
            "order in which the other cells name them. Is that right?",
            cause="order",
            choices=("yes, in that order", "no"),
            raw=raw,
        )
    for raw in draft.for_all:
        doubts.add(
            "cell.unlabelled",
            key,
            "One figure stands beside several groups and does not say for which. It is read as the same "
            "for each of them. Is that right?",
            cause="one for all",
            choices=("yes, the same for each", "no, for all of them together"),
            raw=raw,
        )
    for column, raw in draft.unplaced:
        doubts.add(
            "cell.slipped",
            key,
            "These figures do not fit the groups of their measure, and were left out of it. Which belongs "
            "where?",
            cause=f"{key} unplaced",
            raw=f"{column.text}: {raw}",
        )
    names = [each.name for each in draft.series]
    if len(names) > 1 and len(set(names)) < len(names):
        doubts.add(
            "cell.unlabelled",
            key,
            "A measure has several rows of figures, and nothing says how they differ. What does each "
            "stand for?",
            cause="rows",
        )


def _ask_baselines(read: ReadMeasure, doubts: Doubts) -> None:
    """Only where there is something to work towards; a table of figures alone needs no baseline."""
    if not any(series.targets for series in read.measure.series):
        return
    printed = [built for built in read.built if len({value.written for _, value in built.baselines}) > 1]
    if any(
        series.baseline.value is None and not _is_said(built)
        for series, built in zip(read.measure.series, read.built, strict=True)
    ):
        doubts.add(
            "baseline.missing",
            read.measure.key,
            "These measures have no baseline value. Progress cannot be worked out until one is known.",
            cause="value",
        )
    undated = [
        s for s in read.measure.series if s.baseline.value is not None and s.baseline.date_as_written is None
    ]
    if undated:
        doubts.add(
            "baseline.missing",
            f"{read.measure.key}/baseline date",
            "These baselines have a value but no date, or a year left out. As of when do they hold?",
            cause="date",
        )
    for built in printed:
        doubts.add(
            "baseline.several",
            read.measure.key,
            "Several values are printed for the start of a measure. Which one is the baseline? Taken for "
            f"now: {built.series.baseline.as_written}.",
            choices=tuple(dict.fromkeys(value.written for _, value in built.baselines)),
            raw="\n".join(f"{column.text}: {value.written}" for column, value in built.baselines),
        )


def _is_said(built: BuiltSeries) -> bool:
    """Whether the baseline is asked about for another reason: it is there, and cannot be read."""
    return any(value.form.name in {"UNSURE", "HIDDEN"} or value.bound for _, value in built.baselines)


def _ask_no_targets(read: ReadMeasure, doubts: Doubts) -> None:
    if not read.layout.of(Kind.TARGET) or all(series.targets for series in read.measure.series):
        return
    doubts.add(
        "target.missing",
        read.measure.key,
        "No target is printed for these measures, or for some of their series. What are they?",
        cause="blank",
    )


def _ask_changes(read: ReadMeasure, doubts: Doubts) -> None:
    """How changes are to be applied; not where points are said and there is one baseline to add them to."""
    if all(t.resolved is not None for s in read.measure.series for t in s.targets if t.type == "relative"):
        return
    sign = -1 if any(course.doubt == "sign" for course in read.courses) else 1
    ask_how_to_apply(read.measure, read.draft.notes, doubts, sign=sign)
