"""Which way a measure of a table should go: its column, its arrows, its limits, then its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Direction, Series
from lapwing.contexts.improvement.reading.measure_direction import Course, course_of, moves_of
from lapwing.contexts.improvement.reading.measure_grids.values import Value

_HIGH = re.compile(
    r"^\W*(?:h|high|higher|bigger|up|increas\w*|maximi[sz]e|more|positive|rise)\b|\b(?:higher|bigger|high"
    r"|more) is (?:better|good)"
    r"|[↑⬆▲↗]|^\s*\+\s*$|\bincrease\b",
    re.IGNORECASE,
)
_LOW = re.compile(
    r"^\W*(?:l|low|lower|smaller|down|decreas\w*|reduc\w*|minimi[sz]e|less|fewer|negative|fall)\b"
    r"|\b(?:lower|smaller|low|less) is (?:better|good)|[↓⬇▼↘]|^\s*[-–−]\s*$|\bdecrease\b",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"^\W*(?:t|target|range|plan is best|on target)\b|close to target|within (?:a )?range", re.IGNORECASE
)
_UP_SIGN, _DOWN_SIGN = re.compile(r"[↑⬆▲↗]"), re.compile(r"[↓⬇▼↘]")
# Words of comparison that say of whom or what, not which way to go.
_NO_WAY = re.compile(
    r"\b(?:more|less|fewer|higher|lower|greater) (?:than|needs?|education|level|attaining|or equal)\b"
    r"|\brising (?:five|5)s?\b",
    re.IGNORECASE,
)


def said_by(cell: str) -> Direction | None:
    """The direction that a cell of a column for it says (``H``, ``Lower is better``, ``↓``)."""
    if not cell.strip():
        return None
    high, low = bool(_HIGH.search(cell)), bool(_LOW.search(cell))
    if high != low:
        return "increase" if high else "decrease"
    return "range" if _RANGE.search(cell) and not high else None


def sign_in(name: str) -> Direction | None:
    """The direction that an arrow in a name gives."""
    if _UP_SIGN.search(name):
        return "increase"
    return "decrease" if _DOWN_SIGN.search(name) else None


def without_sign(name: str) -> str:
    """A name without arrows for its direction."""
    return " ".join(re.sub(r"\(?\s*[↑⬆▲↗↓⬇▼↘]\s*\)?", " ", name).split())


def courses_of(
    series: Sequence[Series], values: Sequence[Sequence[Value]], words: str, said: Direction | None
) -> tuple[Course, ...]:
    """The direction of each series and what speaks against it. ``values`` are the targets as read."""
    found = [_course(each, targets, words, said) for each, targets in zip(series, values, strict=True)]
    if len({course.direction for course in found} - {"none"}) > 1 and _same_targets(series):
        # one of them starts beyond the target that all are to reach: that is no wish to fall back
        return tuple(Course("none", "direction") for _ in found)
    return tuple(found)


def _same_targets(series: Sequence[Series]) -> bool:
    return len({tuple((t.value, t.low, t.high) for t in each.targets) for each in series}) == 1


def _course(series: Series, targets: Sequence[Value], words: str, said: Direction | None) -> Course:
    shown = moves_of(_with_start(series))
    if said is not None:
        if shown not in {"none", said} and said != "range":
            relative = any(target.type == "relative" for target in series.targets)
            return Course(said, "sign" if relative else "direction")
        return Course(said)
    bounds: set[Direction] = {"increase" if v.bound == "minimum" else "decrease" for v in targets if v.bound}
    if len(bounds) == 1:
        bound = bounds.pop()
        return Course(bound) if shown in {"none", bound} else Course("none", "direction")
    told = {value.towards for value in targets if value.towards != "none"}
    own = f"{_NO_WAY.sub(' ', words)} {' '.join(told)}" if len(told) == 1 else _NO_WAY.sub(" ", words)
    return course_of(_with_start(series), own)


def _with_start(series: Series) -> Series:
    """Without a baseline, the first result shows from where the targets lead."""
    if series.baseline.value is not None or not series.actuals or not series.targets:
        return series
    return replace(series, baseline=replace(series.baseline, value=series.actuals[0].value))
