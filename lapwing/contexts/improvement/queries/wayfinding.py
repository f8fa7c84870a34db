"""Frozen dataclasses of the pages that lead to the rest: mine, the calendar, search, owners, the document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.queries.lines import MilestoneLine, PlanHead
from lapwing.contexts.improvement.rules import Colour


@dataclass(frozen=True)
class MyActions:
    """What I own or stand in for, over all my plans: late first, then by date, then what has no date.

    ``awaiting`` is done and waits for its evidence to be accepted.
    """

    overdue: tuple[MyLine, ...]
    due: tuple[MyLine, ...]
    undated: tuple[MyLine, ...]
    awaiting: tuple[MyLine, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True)
class MyLine:
    """A milestone of mine, with the plan it belongs to and in which role it is mine."""

    milestone: MilestoneLine
    partnership_ref: str
    plan_ref: str
    plan_title: str
    role: str
    as_deputy: bool


@dataclass(frozen=True)
class CalendarEntry:
    """Something that falls on a day: a due point, a start, or an occurrence. ``uid`` never changes.

    ``kind`` is "due", "start", "point" (one of several dates before the last) or "occurrence".
    """

    uid: str
    kind: str
    on: date
    title: str
    as_written: str
    action_ref: str
    action_number: str
    milestone_ref: str
    status: str
    colour: Colour
    is_late: bool
    owners: tuple[str, ...]


@dataclass(frozen=True)
class Month:
    """A month of the calendar, by its first day."""

    first: date
    entries: tuple[CalendarEntry, ...]


@dataclass(frozen=True)
class CalendarPage:
    plan: PlanHead
    months: tuple[Month, ...]
    undated: tuple[MilestoneLine, ...]


@dataclass(frozen=True)
class Found:
    """One hit of a search. ``kind``: "action", "milestone", "criterion", "measure" or "owner".

    ``ref`` is the page to open: the action's, the milestone's, the measure's or the owner role's.
    """

    kind: str
    ref: str
    number: str
    text: str
    plan_ref: str
    plan_title: str


@dataclass(frozen=True)
class SearchResults:
    """``more`` says that there were more than could be shown."""

    plan: PlanHead
    words: str
    found: tuple[Found, ...]
    more: bool


@dataclass(frozen=True)
class OwnerRoleLine:
    """An owner role of a partnership: its spellings, who holds it, and what it owns.

    ``unasked`` are the references of those holders who may not write updates, and so are asked for none.
    """

    ref: str
    name: str
    organisation: str
    spellings: tuple[str, ...]
    joined: tuple[str, ...]
    holders: tuple[tuple[str, str, bool, date, date | None], ...]  # ref, name, deputy, from, to
    actions: int
    version: int
    unasked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SourceText:
    """Lines of the document a plan was read from; ``first`` is the number of the first line given.

    ``file_ref`` is the reference of the file that it came in, "" when it came as text.
    """

    name: str
    first: int
    lines: tuple[str, ...]
    marked: tuple[int, int]
    file_ref: str = ""


@dataclass(frozen=True)
class SourcePage:
    """The part of the document; ``text`` None when none was kept."""

    plan: PlanHead
    text: SourceText | None
