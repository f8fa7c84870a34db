"""What is drawn beside a series: what others have, in words for the same period only, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lapwing.contexts.improvement.presenters import measured
from lapwing.contexts.improvement.queries.measure_lines import (
    ActualLine,
    ComparatorLine,
    SeriesDetail,
)
from lapwing.platform.ui import filters
from lapwing.platform.ui.beside import gathered
from lapwing.platform.ui.charts import Note, Other


def others_of(detail: SeriesDetail) -> tuple[Other, ...]:
    """What others have, a line for each name, in the order in which they are kept."""
    return gathered(
        (each.name, each.value, each.as_at) for each in detail.comparators if each.value is not None
    )


def changes_of(detail: SeriesDetail) -> tuple[Note, ...]:
    """From which days on the series is held to something else: "Target changed"."""
    return tuple(Note(each.on, f"{each.what.capitalize()} changed") for each in detail.breaks)


def compared(detail: SeriesDetail) -> Iterator[str]:
    """ "In March 2026 it was 44.1%: lower than England (46.2%), the same as London (44.1%)."

    Of each name the latest figure counts. One with a day of which there is no figure here is named and not
    compared. One without a day, as plans print them, stands beside the latest figure, and that is said.
    """
    same: dict[ActualLine, list[str]] = {}
    undated: list[str] = []
    alone: list[str] = []
    for each in latest_others(detail):
        if mine := _of_the_same_time(detail, each):
            same.setdefault(mine, []).append(_beside(mine, each, detail.line.unit))
        elif each.as_at is not None:
            alone.append(_alone(each, detail.line.unit))
        elif detail.actuals:
            undated.append(_beside(detail.actuals[-1], each, detail.line.unit))
    for mine, said in same.items():
        figure = measured.figure(mine.value, detail.line.unit)
        when = measured.during(mine)
        yield f"{when[0].upper()}{when[1:]} it was {figure}: {', '.join(said)}."
    if undated:
        theirs = "whose date is" if len(undated) == 1 else "whose dates are"
        yield f"The latest is {', '.join(undated)}, {theirs} not recorded."
    yield from alone


def latest_others(detail: SeriesDetail) -> Iterator[ComparatorLine]:
    """The last of each name by its day; of those without days the last that stands."""
    found: dict[str, ComparatorLine] = {}
    for each in detail.comparators:
        before = found.get(each.name)
        if each.value is None:
            continue
        if before is None or before.as_at is None or (each.as_at is not None and each.as_at >= before.as_at):
            found[each.name] = each
    yield from found.values()


def _of_the_same_time(detail: SeriesDetail, other: ComparatorLine) -> ActualLine | None:
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


def _first_day(mine: ActualLine) -> date:
    return mine.from_date or mine.to_date.replace(day=1)


def _beside(mine: ActualLine, other: ComparatorLine, unit: str) -> str:
    """As both are printed: what looks the same is the same."""
    here, there = measured.figure(mine.value, unit), measured.figure(other.value, unit)
    if here == there:
        return f"the same as {other.name} ({there})"
    assert other.value is not None
    return f"{'higher' if mine.value > other.value else 'lower'} than {other.name} ({there})"


def _alone(other: ComparatorLine, unit: str) -> str:
    there = measured.figure(other.value, unit)
    return f"{other.name}: {there} on {filters.day(other.as_at)}; there is no figure here of that time."
