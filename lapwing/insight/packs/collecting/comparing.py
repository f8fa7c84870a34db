"""How a series stands beside what others have, in words, and for the same period only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lapwing.contexts.improvement import public as improvement
from lapwing.contexts.improvement.public import SeriesDetail
from lapwing.platform.ui import filters

Actual = improvement.ActualLine
Comparator = improvement.ComparatorLine


def compared(detail: SeriesDetail) -> Iterator[str]:
    """ "In March 2026 it was 44.1%: lower than England (46.2%), the same as London (44.1%)."

    Of each name the latest figure counts. One with a day of which there is no figure here is named and not
    compared. One without a day, as plans print them, stands beside the latest figure, and that is said.
    """
    same: dict[Actual, list[str]] = {}
    undated: list[str] = []
    alone: list[str] = []
    for each in _latest(detail):
        if mine := _of_the_same_time(detail, each):
            same.setdefault(mine, []).append(_beside(mine, each, detail.line.unit))
        elif each.as_at is not None:
            alone.append(_alone(each, detail.line.unit))
        elif detail.actuals:
            undated.append(_beside(detail.actuals[-1], each, detail.line.unit))
    for mine, said in same.items():
        figure = improvement.figure(mine.value, detail.line.unit)
        when = improvement.during(mine)
        yield f"{when[0].upper()}{when[1:]} it was {figure}: {', '.join(said)}."
    if undated:
        theirs = "whose date is" if len(undated) == 1 else "whose dates are"
        yield f"The latest is {', '.join(undated)}, {theirs} not recorded."
    yield from alone


def _latest(detail: SeriesDetail) -> Iterator[Comparator]:
    """The last of each name by its day; of those without days the last that stands."""
    found: dict[str, Comparator] = {}
    for each in detail.comparators:
        before = found.get(each.name)
        if each.value is None:
            continue
        if before is None or before.as_at is None or (each.as_at is not None and each.as_at >= before.as_at):
            found[each.name] = each
    yield from found.values()


def _of_the_same_time(detail: SeriesDetail, other: Comparator) -> Actual | None:
    """The last figure here whose period has the day of the other; where none has it, the last of its month.

    The period of a figure without a beginning begins with its month.
    """
    day = other.as_at
    if day is None:
        return None
    lately = detail.actuals[::-1]
    holding = (each for each in lately if _first_day(each) <= day <= each.to_date)
    same_month = (each for each in lately if each.to_date.replace(day=1) == day.replace(day=1))
    return next(holding, None) or next(same_month, None)


def _first_day(mine: Actual) -> date:
    return mine.from_date or mine.to_date.replace(day=1)


def _beside(mine: Actual, other: Comparator, unit: str) -> str:
    """As both are printed: what looks the same is the same."""
    here, there = improvement.figure(mine.value, unit), improvement.figure(other.value, unit)
    if here == there:
        return f"the same as {other.name} ({there})"
    assert other.value is not None
    return f"{'higher' if mine.value > other.value else 'lower'} than {other.name} ({there})"


def _alone(other: Comparator, unit: str) -> str:
    there = improvement.figure(other.value, unit)
    return f"{other.name}: {there} on {filters.day(other.as_at)}; there is no figure here of that time."
