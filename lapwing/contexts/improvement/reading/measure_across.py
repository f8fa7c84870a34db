"""What shows only when all measures of a plan lie side by side: rows printed twice, levels to keep."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lapwing.contexts.improvement.interchange import Measure, Series
from lapwing.contexts.improvement.reading.doubts import Doubts

_FEWEST_TARGETS = 3


def ask_across_measures(measures: Sequence[Measure], doubts: Doubts) -> None:
    """Record what concerns several measures. ``measures`` are all those of a plan."""
    _ask_about_duplicates(measures, doubts)
    _note_level_targets(measures, doubts)


def _ask_about_duplicates(measures: Sequence[Measure], doubts: Doubts) -> None:
    """Measures with the same numbers, often in the tables of two groups, may be one."""
    first: dict[object, Measure] = {}
    for measure in measures:
        figures = _figures(measure)
        if figures is None:
            continue
        if (same := first.setdefault(figures, measure)) is measure:
            continue
        for key in (same.key, measure.key):
            doubts.add(
                "measure.duplicate",
                key,
                f"“{same.name}” is printed twice with the same baselines and targets"
                + ("" if same.name == measure.name else f", the second time as “{measure.name}”")
                + ". Is it one measure?",
                cause=same.key,
                choices=("one measure, linked to both", "two measures"),
            )


def _figures(measure: Measure) -> object | None:
    """The numbers of a measure, for comparing; None when a baseline is unknown or there are too few."""
    if any(series.baseline.value is None for series in measure.series) or not measure.series:
        return None
    figures = tuple(
        (s.baseline.value, tuple((t.value, t.low, t.high) for t in s.targets)) for s in measure.series
    )
    return figures if sum(len(targets) for _, targets in figures) >= _FEWEST_TARGETS else None


def _note_level_targets(measures: Sequence[Measure], doubts: Doubts) -> None:
    """Worth seeing, not asking: such a target is met or not met, and there is no way to go."""
    level = [measure.key for measure in measures if any(_stays_level(series) for series in measure.series)]
    if level:
        text = (
            "Some targets equal the baseline or the target before: a level to keep, not a step. They are in "
            f"{', '.join(level)}."
        )
        doubts.add("note.level-targets", "plan", text)


def _stays_level(series: Series) -> bool:
    """Whether a target equals the one before, or the first equals the baseline."""
    values = [series.baseline.value, *(t.value for t in series.targets if t.type == "absolute")]
    return any(before is not None and before == after for before, after in pairwise(values))
