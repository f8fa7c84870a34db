"""The shapes in which rules of escalation look at a plan: see ``escalating``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lapwing.contexts.improvement.rules import Status


@dataclass(frozen=True)
class CycleTurned:
    """A cycle that opened; ``closed_at`` once its last day has passed. ``is_settled``: it was signed off."""

    ref: str
    label: str
    closed_at: datetime | None
    is_settled: bool


@dataclass(frozen=True)
class SaidInCycle:
    """What was signed off about a milestone, or an action as a whole, in one cycle; None for nothing.

    ``said_at`` is when it was first signed off, or submitted where it waits. ``waits``: the cycle was signed
    off without it, it was submitted then, and nobody has signed it off.
    """

    cycle: CycleTurned
    status: Status | None = None
    update_ref: str = ""
    said_at: datetime | None = None
    waits: bool = False


@dataclass(frozen=True)
class ThingSaid:
    """A milestone, a turn of one, or an action as a whole, with what was said of it: the latest cycle first.

    ``status`` is what was said last; of a milestone that comes round, of it or of one of its turns.
    ``red_waits``: since then it was submitted as off track, in a cycle that was signed off without it.
    ``is_closed``: nothing more is expected of it. ``milestone_ref`` is that of its milestone, or its
    own.
    """

    kind: str
    ref: str
    action_ref: str
    words: str
    status: Status
    said: tuple[SaidInCycle, ...]
    moved: int = 0
    first_due: date | None = None
    last_due: date | None = None
    is_closed: bool = False
    milestone_ref: str = ""
    red_waits: bool = False

    @property
    def is_off_track(self) -> bool:
        """Whether the last word is that it is off track, signed off or not."""
        return self.red_waits or self.status is Status.OFF_TRACK


@dataclass(frozen=True)
class AskedInCycle:
    """What was expected of an action in a cycle that is over, and what of it nobody answered, in words."""

    cycle: CycleTurned
    expected: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class ActionAsked:
    """An action with what it was asked for: the latest cycle first."""

    ref: str
    words: str
    asked: tuple[AskedInCycle, ...]


@dataclass(frozen=True)
class SeriesOff:
    """A line of a measure: when a figure was first known of each period that is off path, of the latest ones
    in a row, the latest first. ``figures``: how many it has in all."""

    label: str
    known_since: tuple[datetime, ...]
    figures: int

    @property
    def in_a_row(self) -> int:
        return len(self.known_since)


@dataclass(frozen=True)
class MeasureOff:
    """A measure with its lines."""

    ref: str
    words: str
    series: tuple[SeriesOff, ...]


@dataclass(frozen=True)
class PlanLookedAt:
    """A plan as rules of escalation look at it. ``owners`` are the accounts that own each action.

    ``turns`` are those of milestones that come round, for their days: what was said of them is told of their
    milestones among ``things``.
    """

    ref: str
    title: str
    things: tuple[ThingSaid, ...]
    actions: tuple[ActionAsked, ...]
    measures: tuple[MeasureOff, ...]
    owners: Mapping[str, frozenset[int]]
    turns: tuple[ThingSaid, ...] = ()
