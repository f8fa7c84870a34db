"""Values of measures in words: with their unit, where they were counted, and what is aimed at."""

from __future__ import annotations

from datetime import timedelta

from lapwing.contexts.improvement.queries.measure_lines import ActualLine, SeriesLine, TargetLine
from lapwing.platform.ui import filters


def short_unit(unit: str) -> str:
    """What stands behind a figure: "%", "£", or one word; a longer unit stands beside the measure's name."""
    unit = unit.strip()
    if unit.startswith("%"):
        return "%"
    return unit if " " not in unit else ""


def figure(value: float | None, unit: str) -> str:
    """A value with its unit, to a tenth at most: 51.4%, 7 children."""
    if value is None:
        return filters.NONE
    return filters.measure(_rounded(value), short_unit(unit))


def change_unit(unit: str, amount: float) -> str:
    """ "+1.4 points" for a percentage, otherwise "+1.4" and the unit."""
    said = filters.signed(_rounded(amount) or amount, None if _rounded(amount) else 2)
    return f"{said} points" if short_unit(unit) == "%" else f"{said} {short_unit(unit)}".strip()


def counted(actual: ActualLine) -> str:
    """ "37 of 72", or nothing when only a value was recorded."""
    if actual.numerator is None or actual.denominator is None:
        return ""
    return f"{filters.number(_rounded(actual.numerator))} of {filters.number(_rounded(actual.denominator))}"


def period(actual: ActualLine) -> str:
    """The month of the figure, its months when it covers whole ones, or else its days."""
    first, last = actual.from_date, actual.to_date
    if first is None or (first.year, first.month) == (last.year, last.month):
        return filters.month(last)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        lead = f"{first:%B}" if first.year == last.year else filters.month(first)
        return f"{lead} to {filters.month(last)}"
    return f"{filters.day_short(first)} to {filters.day_short(last)}"


def during(actual: ActualLine) -> str:
    """The same within a sentence: "in March 2026", "from January to March 2026"."""
    words = period(actual)
    return f"from {words}" if " to " in words else f"in {words}"


def aim(target: TargetLine, unit: str) -> str:
    """What a target comes to: "60%", "30 to 35%", "at least 5"; as written while it is not resolved."""
    if target.low is not None and target.high is not None:
        return f"{filters.number(target.low)} to {figure(target.high, unit)}"
    if target.resolved is None:
        return f"“{target.as_written}”"
    lead = "at least " if target.type == "minimum" else ""
    return lead + figure(target.resolved, unit)


def by(target: TargetLine) -> str:
    """The day a target is due, for people: "by October 2026", as written when it has no date."""
    if target.latest is not None:
        return f"by {filters.month(target.latest)}"
    return target.by_as_written


def target_words(target: TargetLine, unit: str) -> str:
    return f"{aim(target, unit)} {by(target)}".strip()


def next_target(line: SeriesLine) -> TargetLine | None:
    """The target that a reader asks about: the next one, else the last."""
    return line.next_target or line.last_target


def _rounded(value: float) -> float:
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded
