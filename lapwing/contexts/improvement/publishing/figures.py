"""How figures are printed and read back: as written, and in brackets what the words alone do not say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast, get_args

from lapwing.contexts.improvement.interchange import Actual, Target, TargetType
from lapwing.contexts.improvement.interchange.plain import one_line
from lapwing.contexts.improvement.reading.amounts import Amount, find_amounts

_NUMBER = r"[-−]?\d+(?:\.\d+)?(?:e[+-]?\d+)?"
NO_FIGURE = "no figure"
_FIGURE = rf"(?:{_NUMBER}|{NO_FIGURE})"
_VALUE = re.compile(
    rf"^(?P<words>.*?) ?\[(?P<value>{_FIGURE})(?:; the words alone: (?P<alone>{_FIGURE}))?\]$", re.DOTALL
)
# What each type of target asks for, in words.
_AIMS: dict[TargetType, str] = {
    "absolute": "reach",
    "maintain": "keep",
    "relative": "change by",
    "range": "range",
    "minimum": "at least",
}
_AIM = rf"(?:{'|'.join(_AIMS.values())})(?: {_FIGURE})?(?: from {_NUMBER})?(?: to {_NUMBER})?"
_TARGET = re.compile(
    rf"^(?P<words>.*?) ?\[(?P<aim>{_AIM})(?:; comes to (?P<comes>{_FIGURE}))?"
    rf"(?:; the words alone: (?P<alone>{_AIM}))?\]$",
    re.DOTALL,
)
_AIM_PARTS = re.compile(
    rf"(?P<aim>{'|'.join(_AIMS.values())})(?: (?P<value>{_FIGURE}))?"
    rf"(?: from (?P<low>{_NUMBER}))?(?: to (?P<high>{_NUMBER}))?"
)
_ACTUAL = re.compile(rf"^(?P<value>{_FIGURE})(?: \((?P<top>{_FIGURE}) of (?P<bottom>{_FIGURE})\))?$")


@dataclass(frozen=True)
class Figure:
    """Words with the value they are taken to mean; ``disagrees`` when the brackets say another."""

    words: str
    value: float | None
    disagrees: bool = False


@dataclass(frozen=True)
class Aimed:
    """A target's figures without its words and dates."""

    type: TargetType = "absolute"
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def resolved(self) -> float | None:
        """What a target comes to when nothing else is said: a figure to reach or keep is what it says."""
        return self.value if self.type in ("absolute", "maintain") else None


def number_text(value: float | None) -> str:
    """A number without a needless ending; ``no figure`` for none."""
    if value is None:
        return NO_FIGURE
    return repr(float(value)).removesuffix(".0")


def number_in(text: str | None) -> float | None:
    """The number that ``number_text`` printed."""
    if not text or text == NO_FIGURE:
        return None
    return float(text.replace("−", "-"))


def figure_text(words: str | None, value: float | None) -> str:
    """A figure as written, with its value where the words do not give it."""
    plain = one_line(words)
    alone = _alone(plain)
    if value == alone and not _VALUE.match(plain):
        return plain
    said = f"; the words alone: {number_text(alone)}" if alone not in (None, value) else ""
    return f"{plain} [{number_text(value)}{said}]".strip()


def figure_in(text: str) -> Figure:
    """The figure that ``figure_text`` printed, or what was typed in its place."""
    plain = one_line(text)
    match = _VALUE.match(plain)
    if match is None:
        return Figure(plain, _alone(plain))
    words, value = match["words"].strip(), number_in(match["value"])
    alone, said = _alone(words), number_in(match["alone"]) if match["alone"] else value
    if alone in (None, said):
        return Figure(words, value)
    return Figure(words, alone, disagrees=True)


def target_text(target: Target) -> str:
    """A target as written, with what it asks for where the words do not give it."""
    plain = one_line(target.as_written)
    aimed = Aimed(target.type, target.value, target.low, target.high)
    alone = _aimed_alone(plain)
    if aimed == alone and target.resolved == aimed.resolved and not _TARGET.match(plain):
        return plain
    parts = [_aim_text(aimed)]
    if target.resolved != aimed.resolved:
        parts.append(f"comes to {number_text(target.resolved)}")
    if alone not in (aimed, Aimed()):
        parts.append(f"the words alone: {_aim_text(alone)}")
    return f"{plain} [{'; '.join(parts)}]".strip()


def target_in(text: str) -> tuple[Target, bool]:
    """The target that was printed, without its date, and whether its words and brackets disagree."""
    plain = one_line(text)
    match = _TARGET.match(plain)
    if match is None:
        return _target(plain, _aimed_alone(plain)), False
    words, aimed = match["words"].strip(), _aim_in(match["aim"])
    alone, said = _aimed_alone(words), _aim_in(match["alone"]) if match["alone"] else aimed
    if alone not in (Aimed(), said):
        return _target(words, alone), True
    found = _target(words, aimed)
    return (replace(found, resolved=number_in(match["comes"])) if match["comes"] else found), False


def actual_text(actual: Actual) -> str:
    """An actual as ``70.1 (82 of 117)``."""
    parts = ""
    if actual.numerator is not None or actual.denominator is not None:
        parts = f" ({number_text(actual.numerator)} of {number_text(actual.denominator)})"
    return number_text(actual.value) + parts


def actual_in(text: str) -> tuple[float | None, float | None, float | None] | None:
    """Value, numerator and denominator; None when the text is no actual."""
    match = _ACTUAL.match(one_line(text).replace("%", "").strip())
    if match is None:
        return None
    return number_in(match["value"]), number_in(match["top"]), number_in(match["bottom"])


def _alone(words: str) -> float | None:
    """The one figure in the words."""
    amounts = find_amounts(words)
    return amounts[0].value if len(amounts) == 1 and amounts[0].whole is None else None


def _aimed_alone(words: str) -> Aimed:
    amounts = find_amounts(words)
    return _aimed(amounts[0]) if len(amounts) == 1 and amounts[0].whole is None else Aimed()


def _aimed(amount: Amount) -> Aimed:
    if amount.is_range:
        return Aimed("range", None, amount.low, amount.high)
    if amount.signed:
        return Aimed("relative", amount.value)
    return Aimed("minimum" if amount.minimum else "absolute", amount.value)


def _aim_text(aimed: Aimed) -> str:
    value = "" if aimed.value is None and aimed.type == "range" else f" {number_text(aimed.value)}"
    low = f" from {number_text(aimed.low)}" if aimed.low is not None else ""
    high = f" to {number_text(aimed.high)}" if aimed.high is not None else ""
    return _AIMS[aimed.type] + value + low + high


def _aim_in(text: str) -> Aimed:
    match = _AIM_PARTS.fullmatch(text)
    if match is None:
        return Aimed()
    kind = next(each for each in get_args(TargetType) if _AIMS[each] == match["aim"])
    return Aimed(
        cast("TargetType", kind), number_in(match["value"]), number_in(match["low"]), number_in(match["high"])
    )


def _target(words: str, aimed: Aimed) -> Target:
    return Target(
        by_as_written=None,
        as_written=words,
        type=aimed.type,
        value=aimed.value,
        low=aimed.low,
        high=aimed.high,
        resolved=aimed.resolved,
    )
