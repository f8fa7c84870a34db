"""Targets written as changes ("+10%, +5%"): the four ways to apply them, of which a person chooses one."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.contexts.improvement.rules.statuses import Labelled


class Reading(Labelled):
    """How a change is meant to be applied."""

    POINTS_ADDED = "points-added", "points added to the previous target"
    POINTS_EACH = "points-each", "points added to the baseline each time"
    PERCENT_COMPOUNDING = "percent-compounding", "per cent of the previous target, compounding"
    PERCENT_EACH = "percent-each", "per cent of the baseline each time"


def apply(reading: Reading, baseline: float, changes: Sequence[float]) -> list[float]:
    """The target that each change leads to, in order; changes are signed, and in points or per cent."""
    found: list[float] = []
    for change in changes:
        each = reading in (Reading.POINTS_EACH, Reading.PERCENT_EACH)
        start = baseline if each or not found else found[-1]
        if reading in (Reading.POINTS_ADDED, Reading.POINTS_EACH):
            found.append(round(start + change, 9))
        else:
            found.append(round(start * (100 + change) / 100, 9))
    return found


def reading_of(answer: str, *, of_percentages: bool) -> Reading | None:
    """The reading that an answer in words chooses for a series; None when the words do not choose one.

    ``of_percentages`` matters for answers that tell percentages and counts apart.
    """
    words = answer.casefold()
    exact = {reading.label.casefold(): reading for reading in Reading} | {r.value: r for r in Reading}
    if words.strip() in exact:
        return exact[words.strip()]
    points = "point" in words
    percent = any(word in words for word in ("per cent", "percent", "proportion", "%"))
    each = "baseline" in words or "each time" in words
    if points and "proportion" in words:
        points = of_percentages
        percent = not of_percentages
    if points:
        return Reading.POINTS_EACH if each else Reading.POINTS_ADDED
    if percent:
        return Reading.PERCENT_EACH if each else Reading.PERCENT_COMPOUNDING
    return None
