"""What others have, beside a series: England, a neighbour. Which of them are drawn, and how.

Every chart draws them alike: a slate line with a dash and a hollow shape of its own, named at its end. They
never press the figures of the series together: one that lies far out is told in words instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lapwing.platform.ui.chart_types import KeyEntry, Level, Other, Point, Series, Shape

if TYPE_CHECKING:
    from lapwing.platform.ui.trajectory_frame import Frame

# Writes a value with its unit.
Say = Callable[[float], str]
# Told apart from each other, from limits and from the expected path without their colour.
LOOKS: tuple[tuple[tuple[float, ...], Shape], ...] = (
    ((2, 3), "circle"),
    ((9, 3, 2, 3), "square"),
    ((9, 3, 2, 3, 2, 3), "triangle-up"),
    ((14, 4), "triangle-down"),
)
# The plot may become so many times as high for them: the series keeps half of it.
_HIGHER = 2.0
# As many as stand in the margin.
_LETTERS = 31


@dataclass(frozen=True)
class Beside:
    """What others have, as a chart takes it: ``drawn``, ``far`` out, and ``more`` than it has looks."""

    drawn: tuple[Other, ...] = ()
    far: tuple[Other, ...] = ()
    more: tuple[Other, ...] = ()

    def in_words(self, say: Say) -> Iterator[str]:
        """What is not drawn and why, a sentence each. ``say`` writes a value with its unit."""
        if self.far:
            lie = "lies" if len(self.far) == 1 else "lie"
            yield f"{_listed(self.far, say)} {lie} too far from these figures to be drawn beside them."
        if self.more:
            stand = "stands" if len(self.more) == 1 else "stand"
            listed = _listed(self.more, say)
            yield f"No more than {len(LOOKS)} others are drawn: {listed} {stand} in the table."


def gathered(figures: Iterable[tuple[str, float, dt.date | None]]) -> tuple[Other, ...]:
    """Names with their values and days, a line for each name: one that moves where it has several days.

    Of one day, and of figures without a day, the last counts. A day comes before none.
    """
    named: dict[str, list[tuple[dt.date | None, float]]] = {}
    for name, value, on in figures:
        named.setdefault(name, []).append((on, value))
    return tuple(_one(name, found) for name, found in named.items())


def _one(name: str, found: Sequence[tuple[dt.date | None, float]]) -> Other:
    dated = {on: value for on, value in found if on is not None}
    if len(dated) > 1:
        return Series(name, [Point(on, value) for on, value in dated.items()])
    return next((Level(name, value, on) for on, value in dated.items()), Level(name, found[-1][1]))


def shown(other: Other, first: dt.date, last: dt.date) -> Other | None:
    """What of it a chart of these days shows: they never make it longer.

    With one figure in that time or none it is a level line, at the last figure before. None without any.
    """
    if isinstance(other, Level):
        return other
    inside = [point for point in other.points if first <= point.date <= last]
    if len(inside) > 1:
        return Series(other.label, inside)
    before = [point for point in other.points if point.date <= last][-1:]
    found = next(iter(before or other.points[:1]), None)
    return Level(other.label, found.value, found.date) if found else None


def all_shown(others: Iterable[Other], first: dt.date, last: dt.date) -> list[Other]:
    """What a chart of these days shows of each."""
    return [found for each in others if (found := shown(each, first, last))]


def values_of(other: Other) -> list[float]:
    """Every value of it."""
    return [other.value] if isinstance(other, Level) else [point.value for point in other.points]


def chosen(own: Frame, others: Iterable[Other]) -> Beside:
    """Which are drawn in a chart whose own figures need the frame ``own``: in their order, as many as fit."""
    low, high = own.low, own.high
    most = _HIGHER * (high - low)
    drawn: list[Other] = []
    far: list[Other] = []
    more: list[Other] = []
    for each in others:
        seen = shown(each, own.first, own.last)
        if seen is None:
            continue
        foot, top = min(low, *values_of(seen)), max(high, *values_of(seen))
        if top - foot > most:
            far.append(each)
        elif len(drawn) == len(LOOKS):
            more.append(each)
        else:
            low, high = foot, top
            drawn.append(each)
    return Beside(tuple(drawn), tuple(far), tuple(more))


def names_of(others: Iterable[Other], first: dt.date, last: dt.date, say: Say) -> list[str]:
    """What stands at the end of each line: its name and last figure, with the month where it has one alone.

    A long name is cut: the key and the table have the whole.
    """
    return [_cut(each.label, _figure(each, say)) for each in all_shown(others, first, last)]


def _cut(name: str, figure: str) -> str:
    room = _LETTERS - len(figure) - 1
    return f"{name if len(name) <= room else name[: max(room - 1, 1)].rstrip() + '…'} {figure}"


def key_beside(others: Sequence[Other]) -> Iterator[KeyEntry]:
    """An entry for each that is drawn."""
    for at, each in enumerate(others[: len(LOOKS)], start=1):
        yield KeyEntry(each.label, f"beside-{at}")


def rows_beside(others: Iterable[Other], say: Say) -> Iterator[tuple[dt.date, str, str, str]]:
    """Every figure with a day, for a table: day, name, figure, note. See ``undated``."""
    for each in others:
        if isinstance(each, Series):
            yield from ((point.date, each.label, say(point.value), point.note) for point in each.points)
        elif each.on is not None:
            yield each.on, each.label, say(each.value), ""


def undated(others: Iterable[Other], say: Say) -> Iterator[tuple[str, str]]:
    """Those without a day: name and figure."""
    for each in others:
        if isinstance(each, Level) and each.on is None:
            yield each.label, say(each.value)


def _figure(each: Other, say: Say) -> str:
    figure = say(values_of(each)[-1])
    return f"{figure}, {each.on:%b %Y}" if isinstance(each, Level) and each.on else figure


def _listed(others: Sequence[Other], say: Say) -> str:
    *before, last = [f"{each.label} ({say(values_of(each)[-1])})" for each in others]
    return f"{', '.join(before)} and {last}" if before else last
