"""Measures printed twice: the same numbers in two rows, often in the tables of two groups."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.contexts.improvement.interchange import Measure
from lapwing.contexts.improvement.reading.doubts import Doubts

_FEWEST_TARGETS = 3


def ask_about_duplicates(measures: Sequence[Measure], doubts: Doubts) -> None:
    """Ask whether measures with the same baselines and targets are one. ``measures``: all those of a plan."""
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
