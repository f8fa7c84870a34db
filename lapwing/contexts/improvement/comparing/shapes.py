"""What a comparison consists of: places in a plan, pairs of them, differences and doubts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from lapwing.contexts.improvement.interchange import Plan


class Part(StrEnum):
    """The kinds of parts that are matched, in the order in which a plan prints them."""

    PLAN = "plan"
    AREA = "area"
    FINDING = "finding"
    GROUP = "group"
    OBJECTIVE = "objective"
    ACTION = "action"
    MILESTONE = "milestone"
    CRITERION = "criterion"
    MEASURE = "measure"
    SERIES = "series"


class Kind(StrEnum):
    """What happened to a part. ``REPORTED`` is what the document tells of how things stand."""

    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"
    REPORTED = "reported"


@dataclass(frozen=True)
class Place:
    """Where a part stands: its index among its kind, for parts of parts after that of what it lies in."""

    part: Part
    path: tuple[int, ...] = ()

    @property
    def above(self) -> Place | None:
        """What the part lies in, for a milestone, a criterion or a series."""
        upper = _ABOVE.get(self.part)
        return Place(upper, self.path[:1]) if upper else None

    @property
    def order(self) -> tuple[int, tuple[int, ...]]:
        """For sorting as a plan prints its parts: what lies in an action right after it."""
        rank = list(Part).index(_ABOVE.get(self.part, self.part))
        if self.above is None:
            return rank, self.path
        return rank, (self.path[0], list(Part).index(self.part), *self.path[1:])


_ABOVE = {Part.MILESTONE: Part.ACTION, Part.CRITERION: Part.ACTION, Part.SERIES: Part.MEASURE}
_LISTS = {
    Part.AREA: "areas_for_improvement",
    Part.FINDING: "findings",
    Part.GROUP: "groups",
    Part.OBJECTIVE: "objectives",
    Part.ACTION: "actions",
    Part.MEASURE: "measures",
}
_LISTS_WITHIN = {Part.MILESTONE: "milestones", Part.CRITERION: "success_criteria", Part.SERIES: "series"}


def parts_of(plan: Plan, part: Part, above: Place | None = None) -> tuple[Any, ...]:
    """All parts of a kind, in the order of the plan; ``above`` for those that lie in another part."""
    if part is Part.PLAN:
        return (plan,)
    if above is not None:
        return tuple(getattr(part_at(plan, above), _LISTS_WITHIN[part]))
    return tuple(getattr(plan, _LISTS[part]))


def part_at(plan: Plan, place: Place) -> Any:
    """The part that stands at a place of the plan."""
    if place.part is Part.PLAN:
        return plan
    return parts_of(plan, place.part, place.above)[place.path[-1]]


@dataclass(frozen=True)
class Pair:
    """A part of the one plan and the same part of the other; ``likeness`` of their words, 0 to 1."""

    before: Place
    after: Place
    likeness: float


@dataclass(frozen=True)
class Difference:
    """One thing that can be taken in or left. ``id`` names it by what it says, not by where it stands.

    ``field`` is what differs ("" for a part that was added or removed), ``item`` which of several reports or
    figures. ``was`` and ``now`` are for people: lists have a line for each entry.
    """

    id: str
    kind: Kind
    before: Place | None
    after: Place | None
    field: str = ""
    was: str = ""
    now: str = ""
    item: int = 0

    @property
    def part(self) -> Part:
        place = self.after or self.before
        assert place is not None
        return place.part


@dataclass(frozen=True)
class Doubt:
    """Two parts that may be the same; only a person knows. Until she says so they are two.

    ``same_number`` when they carry one number and hardly share a word.
    """

    id: str
    before: Place
    after: Place
    likeness: float
    same_number: bool
    confirmed: bool = False


@dataclass(frozen=True)
class Comparison:
    """How ``after`` differs from ``before``, and what is matched with what."""

    before: Plan
    after: Plan
    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]
    doubts: tuple[Doubt, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Difference]:
        return {each.id: each for each in self.differences}

    @cached_property
    def after_of(self) -> dict[Place, Place]:
        return {pair.before: pair.after for pair in self.pairs}

    @cached_property
    def before_of(self) -> dict[Place, Place]:
        return {pair.after: pair.before for pair in self.pairs}

    def of_kind(self, kind: Kind) -> tuple[Difference, ...]:
        return tuple(each for each in self.differences if each.kind is kind)
