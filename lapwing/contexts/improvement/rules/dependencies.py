"""What waits for what: no circles, and what late thing holds up what. No Django.

"X waits for Y" says that X cannot be finished before Y is. An action is finished when its milestones are, so
an action waits for each of its own milestones too, without anybody saying so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from lapwing.contexts.improvement.rules.lateness import days
from lapwing.contexts.improvement.rules.statuses import CLOSED, Status


class End(NamedTuple):
    """An action as a whole, or one of its milestones, by their numbers."""

    action: int
    milestone: int | None = None


class Wait(NamedTuple):
    """``waiting`` cannot be finished before ``needed`` is."""

    waiting: End
    needed: End


@dataclass(frozen=True)
class Stands:
    """How an end stands. ``due`` is its last date, ``forecast`` what its owner forecasts; None: none."""

    status: Status
    due: date | None = None
    forecast: date | None = None

    @property
    def ready(self) -> date | None:
        """By when it will be done as far as is known: the later of its date and its forecast."""
        known = [day for day in (self.due, self.forecast) if day is not None]
        return max(known, default=None)


def circle(waits: Iterable[Wait], new: Wait) -> tuple[End, ...]:
    """The way round that a further dependency would close, from what it needs back to what waits; else empty.

    Something and itself is a circle of one.
    """
    if new.waiting == new.needed:
        return (new.needed,)
    every = [*waits, new]
    needs: dict[End, list[End]] = defaultdict(list)
    for wait in every:
        needs[wait.waiting].append(wait.needed)
        for end in wait:
            if end.milestone is not None:
                needs[End(end.action)].append(end)
    return _way(new.needed, new.waiting, needs)


def circle_in(waits: Iterable[Wait]) -> Wait | None:
    """One of these dependencies that lies on a circle, None where they make none. Linear in their number.

    As in ``circle``, an action waits for each of its milestones.
    """
    every = list(dict.fromkeys(waits))
    needs: dict[End, set[End]] = defaultdict(set)
    waiting: dict[End, set[End]] = defaultdict(set)
    parts = ((End(end.action), end) for wait in every for end in wait if end.milestone is not None)
    for each, needed in (*every, *parts):
        needs[each].add(needed)
        waiting[needed].add(each)
    # what needs nothing that is left can be finished; what is left over lies on a circle or waits for one
    free = [end for end in waiting if end not in needs]
    while free:
        done = free.pop()
        for each in waiting.pop(done, ()):
            needs[each].discard(done)
            if not needs[each]:
                del needs[each]
                free.append(each)
    return _on_a_ring(every, needs) if needs else None


def _on_a_ring(waits: Iterable[Wait], needs: Mapping[End, Collection[End]]) -> Wait:
    """One of the dependencies on a way that comes back to itself. Each end needs one that is left too."""
    places: dict[End, int] = {}
    end = next(iter(needs))
    while end not in places:
        places[end] = len(places)
        end = next(iter(needs[end]))
    ring = set(pairwise([*list(places)[places[end] :], end]))
    return next(wait for wait in waits if wait in ring)


def _way(start: End, goal: End, needs: Mapping[End, Sequence[End]]) -> tuple[End, ...]:
    """The shortest way from one end to another along what each needs; empty when there is none."""
    ways: list[tuple[End, ...]] = [(start,)]
    seen = {start}
    while ways:
        further: list[tuple[End, ...]] = []
        for way in ways:
            for end in needs.get(way[-1], ()):
                if end == goal:
                    return (*way, end)
                if end not in seen:
                    seen.add(end)
                    further.append((*way, end))
        ways = further
    return ()


def held_up(needed: Stands, waiting: Stands, on: date) -> str:
    """How what is needed holds up what waits for it, for a person; empty when it does not.

    It does when it is not finished and overdue, off track, or to be ready only after the other's own date.
    """
    if needed.status in CLOSED or waiting.status in CLOSED:
        return "Stopped, so what waits for it cannot be finished" if _is_lost(needed, waiting) else ""
    if needed.due is not None and needed.due < on:
        return f"Overdue by {days((on - needed.due).days)}"
    if needed.status is Status.OFF_TRACK:
        return "Off track"
    if needed.ready is not None and waiting.due is not None and needed.ready > waiting.due:
        word = "Forecast" if needed.ready == needed.forecast != needed.due else "Due"
        return f"{word} {days((needed.ready - waiting.due).days)} after what waits for it is due"
    return ""


def _is_lost(needed: Stands, waiting: Stands) -> bool:
    return needed.status is Status.STOPPED and waiting.status not in CLOSED


def behind(waits: Iterable[Wait], end: End) -> frozenset[End]:
    """Everything that waits for an end, directly or through others."""
    waiting: dict[End, list[End]] = defaultdict(list)
    for wait in waits:
        waiting[wait.needed].append(wait.waiting)
        for each in wait:
            if each.milestone is not None:
                waiting[each].append(End(each.action))
    found: set[End] = set()
    ahead = [end]
    while ahead:
        for each in waiting.get(ahead.pop(), ()):
            if each not in found and each != end:
                found.add(each)
                ahead.append(each)
    ends = {each for wait in waits for each in wait}
    return frozenset(found & ends)


def layers(waits: Sequence[Wait]) -> dict[End, int]:
    """The column of each end in a picture read from left to right: after everything that it needs.

    Ends that lead round in a circle, which none should, stand where they were met first.
    """
    needs: dict[End, set[End]] = defaultdict(set)
    for wait in waits:
        needs[wait.waiting].add(wait.needed)
        needs.setdefault(wait.needed, set())
    found: dict[End, int] = {}

    def place(end: End, above: frozenset[End]) -> int:
        if end not in found:
            under = [each for each in needs[end] if each not in above]
            found[end] = 1 + max((place(each, above | {end}) for each in under), default=-1)
        return found[end]

    for end in needs:
        place(end, frozenset())
    return found
