"""How far a measure has come from its baseline to its target, and what was to be expected by now.

With baseline b, resolved target T and actual a: progress is (a - b) / (T - b); where T equals b (a level to
keep) there is no progress, only met or not met. Between two dated targets the expected value lies on the
straight line from the point before. Zero is a value; None is missing. Values carry the unit of their series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DAYS_IN_A_MONTH = 365.25 / 12
# Short of the expected value by at most this share of the way from baseline to target: nearly there.
NEAR = 0.10
# Values come from decimal figures through binary arithmetic: differences this small are none.
_ROUNDING = 1e-9


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    RANGE = "range"
    NONE = "none"


@dataclass(frozen=True)
class Aim:
    """A target in numbers: from ``low`` to ``high`` by a date (inclusive).

    A single value has ``low == high``; "at least" has no ``high``. Both None: not resolved yet. ``by`` None:
    the target has no date.
    """

    by: date | None
    low: float | None
    high: float | None = None

    @property
    def is_resolved(self) -> bool:
        return self.low is not None or self.high is not None

    def facing(self, direction: Direction) -> float | None:
        """The end of the target that is reached first when moving in ``direction``."""
        if direction is Direction.DECREASE:
            return self.high if self.high is not None else self.low
        return self.low if self.low is not None else self.high


def exactly(value: float | None, by: date | None) -> Aim:
    """A target of one value."""
    return Aim(by=by, low=value, high=value)


@dataclass(frozen=True)
class Start:
    """Where a series started; ``on`` is the last day of the baseline's period, None when it has no date."""

    value: float | None
    on: date | None


class Outcome(StrEnum):
    """How the latest actual stands against what was to be expected on its date."""

    MET = "met"  # the last target is met
    ON_PATH = "on path"
    NEAR = "near"  # short by no more than a tenth of the way from baseline to target
    OFF_PATH = "off path"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Expected:
    """What was to be expected on a day, and the target that it leads to (or that is in force)."""

    low: float | None
    high: float | None
    aim: Aim
    interpolated: bool


@dataclass(frozen=True)
class Verdict:
    """An outcome with the expected value it was judged by, how far short of it, and why, in words."""

    outcome: Outcome
    reason: str
    expected: Expected | None = None
    shortfall: float | None = None


def ratio(
    value: float | None, numerator: float | None, denominator: float | None, *, percent: bool
) -> float | None:
    """An actual as one number: the value, or numerator over denominator (times 100 for a percentage)."""
    if value is not None:
        return value
    if numerator is None or not denominator:
        return None
    return numerator / denominator * (100 if percent else 1)


def progress(baseline: float | None, target: float | None, actual: float | None) -> float | None:
    """Share of the way from baseline to target, unclamped; None without a figure or where T = b."""
    if baseline is None or target is None or actual is None or _same(target, baseline):
        return None
    return (actual - baseline) / (target - baseline)


def is_met(direction: Direction, aim: Aim, actual: float | None, *, tolerance: float = 0.0) -> bool | None:
    """Whether an actual meets a target; None when either is missing.

    Increase: at or above it; decrease: at or below; a range under either is met from its nearer end on;
    otherwise within the range, or within ``tolerance`` of the value.
    """
    if actual is None or not aim.is_resolved:
        return None
    gap = _short_of(direction, aim.low, aim.high, actual)
    allowed = tolerance if direction in (Direction.RANGE, Direction.NONE) else 0.0
    return gap <= allowed + _ROUNDING


def expected_on(start: Start, aims: Sequence[Aim], on: date) -> Expected | None:
    """What was to be expected on a day.

    On the straight line between the dated points on either side; after the last target, that target. With no
    baseline value or date, targets are steps: the last one whose date has come. None where nothing can be
    expected yet, or where a target that is needed is not resolved.
    """
    dated = sorted((aim for aim in aims if aim.by is not None), key=_by)
    ahead = next((aim for aim in dated if _by(aim) >= on), None)
    passed = [aim for aim in dated if _by(aim) < on]
    if ahead is None:
        return _at(passed[-1]) if passed and passed[-1].is_resolved else None
    if not ahead.is_resolved:
        return None
    if _by(ahead) == on:
        return _at(ahead)
    steps = start.value is None or start.on is None
    if steps:
        return _at(passed[-1]) if passed and passed[-1].is_resolved else None
    before = passed[-1] if passed else exactly(start.value, start.on)
    if before.by is None or not before.is_resolved or before.by >= on:
        # The baseline's period is not over: the baseline itself is what is expected.
        return Expected(start.value, start.value, ahead, interpolated=True)
    return _between(before, ahead, on)


def judge(
    *, direction: Direction, start: Start, aims: Sequence[Aim], actual: float | None, actual_on: date | None
) -> Verdict:
    """How the latest actual stands. Whatever is missing or unresolved gives UNKNOWN and says what."""
    if missing := _missing(direction, start, aims, actual):
        return Verdict(Outcome.UNKNOWN, missing)
    assert actual is not None
    assert actual_on is not None
    last = _last(aims)
    if is_met(direction, last, actual):
        return Verdict(Outcome.MET, "The last target is met.", expected_on(start, aims, actual_on))
    expected = expected_on(start, aims, actual_on)
    if expected is None:
        return Verdict(Outcome.UNKNOWN, _why_nothing_expected(start, aims, actual_on))
    return _against(expected, direction, start, actual)


def needed_a_month(
    direction: Direction, aims: Sequence[Aim], actual: float, actual_on: date
) -> tuple[float, Aim] | None:
    """How much the value must change each month to reach the next unmet dated target, and that target."""
    for aim in sorted((a for a in aims if a.by is not None and a.by > actual_on), key=_by):
        facing = aim.facing(direction)
        if facing is None or is_met(direction, aim, actual):
            continue
        return (facing - actual) / ((_by(aim) - actual_on).days / DAYS_IN_A_MONTH), aim
    return None


def _against(expected: Expected, direction: Direction, start: Start, actual: float) -> Verdict:
    shortfall = _short_of(direction, expected.low, expected.high, actual)
    if shortfall <= _ROUNDING:
        return Verdict(Outcome.ON_PATH, "At or better than expected on its date.", expected, 0.0)
    facing = expected.aim.facing(direction)
    assert facing is not None
    assert start.value is not None
    way = abs(facing - start.value)
    if shortfall <= NEAR * way + _ROUNDING:
        return Verdict(Outcome.NEAR, "Short of expected by a tenth of the way or less.", expected, shortfall)
    if _same(way, 0):
        return Verdict(Outcome.OFF_PATH, "The level to keep is not kept.", expected, shortfall)
    return Verdict(
        Outcome.OFF_PATH, "Short of expected by more than a tenth of the way.", expected, shortfall
    )


def _missing(direction: Direction, start: Start, aims: Sequence[Aim], actual: float | None) -> str:
    if not aims:
        return "No target is set."
    if not all(aim.is_resolved for aim in aims):
        return "A target needs confirming."
    if direction is Direction.NONE:
        return "The plan does not say which way is better."
    if actual is None:
        return "Nothing has been recorded yet."
    if start.value is None:
        return "There is no baseline."
    return ""


def _why_nothing_expected(start: Start, aims: Sequence[Aim], on: date) -> str:
    if all(aim.by is None for aim in aims):
        return "The target has no date, and is not met yet."
    if start.on is None:
        return "The baseline has no date, and no target has fallen due yet."
    return f"Nothing was to be expected by {on:%d %B %Y}."


def _between(before: Aim, ahead: Aim, on: date) -> Expected:
    share = (on - _by(before)).days / (_by(ahead) - _by(before)).days
    return Expected(
        _part(before.low, ahead.low, share), _part(before.high, ahead.high, share), ahead, interpolated=True
    )


def _part(first: float | None, second: float | None, share: float) -> float | None:
    if first is None or second is None:
        return None
    return first + (second - first) * share


def _at(aim: Aim) -> Expected:
    return Expected(aim.low, aim.high, aim, interpolated=False)


def _short_of(direction: Direction, low: float | None, high: float | None, actual: float) -> float:
    """How far an actual is on the worse side of a band; zero or less when it is not."""
    below = (low if low is not None else high or 0.0) - actual
    above = actual - high if high is not None else float("-inf")
    if direction is Direction.INCREASE or high is None:
        return below
    if direction is Direction.DECREASE:
        return above
    return max(below, above)


def _last(aims: Sequence[Aim]) -> Aim:
    """The last dated target; of undated ones the last in order."""
    dated = sorted((aim for aim in aims if aim.by is not None), key=_by)
    return dated[-1] if dated else aims[-1]


def _by(aim: Aim) -> date:
    assert aim.by is not None
    return aim.by


def _same(first: float, second: float) -> bool:
    return abs(first - second) <= _ROUNDING * max(1.0, abs(first), abs(second))
