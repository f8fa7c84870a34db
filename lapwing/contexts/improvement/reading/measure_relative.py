"""Targets written as changes (``+10%``, ``-5%``): the four ways to apply them, and what supports each.

No way fits every plan, so none is chosen: the question gives the figures of each way. A sentence such as
*target 100% of all settings* proves a way when its figures end exactly there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lapwing.contexts.improvement.interchange import Measure, Series
from lapwing.contexts.improvement.reading.amounts import find_amounts
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.rules.relative import Reading, apply

_Changed = tuple[Series, list[float]]
_OVERALL = re.compile(r"^target\b", re.IGNORECASE)
_POINTS = (Reading.POINTS_ADDED, Reading.POINTS_EACH)
_PERCENT = (Reading.PERCENT_COMPOUNDING, Reading.PERCENT_EACH)


def ask_how_to_apply(measure: Measure, notes: Sequence[str], doubts: Doubts, *, sign: int = 1) -> None:
    """One question for a measure with changes for targets; measures proved alike share one.

    ``sign`` is -1 when the words ask for the opposite of the sign typed: the figures then follow the words.
    """
    changed = [(series, _changes(series, sign)) for series in measure.series if _changes(series)]
    if not changed:
        return
    readings = _readings([series for series, _ in changed])
    if proved := _proved(changed, notes, readings):
        text = (
            "Targets are written as changes. The overall target printed beside them is reached exactly by "
            f"“{proved.label}”, and by no other reading. Is that how they are meant?"
        )
        cause = f"proved {proved}"
    else:
        text = " ".join(
            ["Targets are written as changes. How are they to be applied?", *_worked(changed, readings)]
        )
        cause = repr([(series.baseline.value, changes) for series, changes in changed])
    doubts.add(
        "target.relative",
        measure.key,
        text,
        cause=cause,
        choices=tuple(reading.label for reading in readings),
        raw=". ".join(notes) or None,
    )


def _changes(series: Series, sign: int = 1) -> list[float]:
    return [sign * t.value for t in series.targets if t.type == "relative" and t.value is not None]


def _readings(changed: Sequence[Series]) -> tuple[Reading, ...]:
    """Only per cent of a percentage can mean points as well; a change without per cent is simply added."""
    if not any("%" in target.as_written for series in changed for target in series.targets):
        return _POINTS
    percentages = all(series.unit and series.unit.startswith("%") for series in changed)
    return _POINTS + _PERCENT if percentages else _PERCENT


def _proved(changed: Sequence[_Changed], notes: Sequence[str], readings: Sequence[Reading]) -> Reading | None:
    """The one reading whose last figures are the overall target that a note prints, if there is one."""
    overall = [a.value for note in notes if _OVERALL.match(note) for a in find_amounts(note) if a.percent]
    if len(overall) != 1 or overall[0] is None:
        return None
    fitting = [reading for reading in readings if _ends_at(changed, reading, overall[0])]
    return fitting[0] if len(fitting) == 1 else None


def _ends_at(changed: Sequence[_Changed], reading: Reading, overall: float) -> bool:
    starts = [(series.baseline.value, changes) for series, changes in changed]
    return all(
        start is not None and abs(apply(reading, start, changes)[-1] - overall) < 1e-6
        for start, changes in starts
    )


def _worked(changed: Sequence[_Changed], readings: Sequence[Reading]) -> list[str]:
    """A sentence for each reading with its figures, and a word where it moves against the changes."""
    return [
        f"{reading.label[:1].upper()}{reading.label[1:]}: {_figures(changed, reading)}."
        for reading in readings
    ]


def _figures(changed: Sequence[_Changed], reading: Reading) -> str:
    parts = []
    for series, changes in changed:
        if series.baseline.value is None:
            continue
        figures = apply(reading, series.baseline.value, changes)
        name = f"{series.label} " if len(changed) > 1 else ""
        back = " (turning back)" if _turns_back([series.baseline.value, *figures], changes) else ""
        parts.append(f"{name}{_listed(figures)}{back}")
    return "; ".join(parts) or "no figures without a baseline"


def _turns_back(figures: Sequence[float], changes: Sequence[float]) -> bool:
    """Whether a target would be worse than the one before although every change points one way."""
    if len({change > 0 for change in changes}) > 1:
        return False
    return any((after - before) * changes[0] < 0 for before, after in pairwise(figures))


def _listed(figures: Sequence[float]) -> str:
    return ", ".join(f"{figure:.2f}".rstrip("0").rstrip(".") for figure in figures)
