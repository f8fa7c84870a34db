"""What differs between two versions of a plan, part by part and field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lapwing.contexts.improvement.comparing.fields import FIELDS, number_of, text_of
from lapwing.contexts.improvement.comparing.likeness import evened
from lapwing.contexts.improvement.comparing.matching import bare_number, out_of_order
from lapwing.contexts.improvement.comparing.pairing import Pairing, digest, name_of
from lapwing.contexts.improvement.comparing.reported import reported
from lapwing.contexts.improvement.comparing.shapes import (
    Comparison,
    Difference,
    Doubt,
    Kind,
    Pair,
    Part,
    Place,
    part_at,
    parts_of,
)
from lapwing.contexts.improvement.interchange import Plan

_ORDERED = (
    Part.AREA,
    Part.GROUP,
    Part.OBJECTIVE,
    Part.ACTION,
    Part.MILESTONE,
)


def compare(before: Plan, after: Plan, confirmed: frozenset[str] = frozenset()) -> Comparison:
    """How ``after`` differs from ``before``. ``confirmed`` are the doubts that a person said are one part.

    Give ``after`` as ``as_known_here`` makes it, so that what people settled of ``before`` is no difference.
    """
    pairs, doubts = Pairing(before, after, confirmed).all()
    return Comparison(before, after, pairs, tuple(_Differing(before, after, pairs, doubts).all()), doubts)


class _Differing:
    def __init__(self, before: Plan, after: Plan, pairs: tuple[Pair, ...], doubts: tuple[Doubt, ...]) -> None:
        self.before, self.after, self.pairs, self.doubts = before, after, pairs, doubts
        self.after_of = {pair.before: pair.after for pair in pairs}
        self.before_of = {pair.after: pair.before for pair in pairs}
        self.used: dict[str, int] = {}

    def all(self) -> list[Difference]:
        """In the order of the new plan; what is only in the old one comes last."""
        found = [each for pair in self.pairs for each in self._of_pair(pair)]
        found += self._reordered({each.before for each in found if each.field == "place"})
        found.sort(key=lambda each: (each.after.order if each.after else (), each.kind is Kind.REPORTED))
        return [*found, *self._added(), *self._removed()]

    def _of_pair(self, pair: Pair) -> Iterator[Difference]:
        old, new = part_at(self.before, pair.before), part_at(self.after, pair.after)
        was, now = self._place_of(pair, old, new)
        if was != now:
            yield self._difference(Kind.MOVED, pair, "place", was, now)
        for field in FIELDS[pair.before.part]:
            was, now = field.printed(old), field.printed(new)
            same = evened(was) == evened(now) or (field.needed and not evened(now))
            if not same and not (field.name == "text" and self._follows_its_action(pair)):
                yield self._difference(Kind.CHANGED, pair, field.name, was, now)
        for name, item, was, now in reported(pair.before.part, old, new):
            yield self._difference(Kind.REPORTED, pair, name, was, now, item)

    def _follows_its_action(self, pair: Pair) -> bool:
        """Whether a milestone is the action itself in both plans: its words are the action's."""
        return pair.before.part is Part.MILESTONE and all(
            is_the_action_itself(plan, place)
            for plan, place in ((self.before, pair.before), (self.after, pair.after))
        )

    def _place_of(self, pair: Pair, old: Any, new: Any) -> tuple[str, str]:
        """The number and what the part lies under, before and now; equal when neither changed."""
        part = pair.before.part
        if part in (Part.PLAN, Part.MEASURE, Part.CRITERION, Part.SERIES):
            return "", ""
        was, now = number_of(part, old), number_of(part, new)
        same_number = bare_number(was) == bare_number(now) or (part in _MUST_HAVE_NUMBERS and not now)
        if same_number and self._same_upper(part, old, new):
            return "", ""
        return _with_upper(self.before, part, old), _with_upper(self.after, part, new)

    def _same_upper(self, part: Part, old: Any, new: Any) -> bool:
        """Whether an action or objective stands under the same objective and group as before."""
        for name, upper in (("objective", Part.OBJECTIVE), ("group", Part.GROUP)):
            if part is Part.ACTION or (part is Part.OBJECTIVE and name == "group"):
                one = place_of_ref(self.before, upper, getattr(old, name))
                other = place_of_ref(self.after, upper, getattr(new, name))
                if (one and self.after_of.get(one)) != other:
                    return False
        return True

    def _reordered(self, moved: set[Place | None]) -> list[Difference]:
        found = []
        for siblings in self._siblings():
            late = out_of_order([pair.after.path[-1] for pair in siblings])
            for at in sorted(late):
                pair = siblings[at]
                if pair.before not in moved:
                    was, now = _stands_after(self.before, pair.before), _stands_after(self.after, pair.after)
                    found.append(self._difference(Kind.MOVED, pair, "order", was, now))
        return found

    def _siblings(self) -> Iterable[list[Pair]]:
        """Pairs that lie in the same parts before and now, in the order of before."""
        among: dict[tuple[object, ...], list[Pair]] = {}
        for pair in self.pairs:
            if pair.before.part in _ORDERED:
                among.setdefault(self._lies_in(pair), []).append(pair)
        return among.values()

    def _lies_in(self, pair: Pair) -> tuple[object, ...]:
        part = pair.before.part
        uppers: list[object] = [part, pair.before.above, pair.after.above]
        for plan, place in ((self.before, pair.before), (self.after, pair.after)):
            found = part_at(plan, place)
            uppers += [getattr(found, "group", None), getattr(found, "objective", None)]
        return tuple(uppers)

    def _added(self) -> Iterator[Difference]:
        for place in all_places(self.after):
            lies_in_new = place.above is not None and place.above not in self.before_of
            if place not in self.before_of and not lies_in_new:
                yield self._alone(Kind.ADDED, self.after, place)

    def _removed(self) -> Iterator[Difference]:
        for place in all_places(self.before):
            lies_in_old = place.above is not None and place.above not in self.after_of
            if place not in self.after_of and not lies_in_old:
                yield self._alone(Kind.REMOVED, self.before, place)

    def _alone(self, kind: Kind, plan: Plan, place: Place) -> Difference:
        found = part_at(plan, place)
        words = " ".join(filter(None, (number_of(place.part, found), text_of(place.part, found))))
        inner = digest(repr(_without_sources(found)))
        name = self._unused(digest(kind, name_of(plan, place), inner))
        if kind is Kind.ADDED:
            return Difference(name, kind, None, place, now=words)
        return Difference(name, kind, place, None, was=words)

    def _difference(
        self, kind: Kind, pair: Pair, field: str, was: str, now: str, item: int = 0
    ) -> Difference:
        names = name_of(self.before, pair.before), name_of(self.after, pair.after)
        name = self._unused(digest(kind, *names, field, was, now, item))
        return Difference(name, kind, pair.before, pair.after, field, was, now, item)

    def _unused(self, name: str) -> str:
        """The same name for a second difference that says the same gets a number."""
        self.used[name] = self.used.get(name, 0) + 1
        return name if self.used[name] == 1 else f"{name}-{self.used[name]}"


# Groups and objectives are found by their numbers: one without keeps what it had.
_MUST_HAVE_NUMBERS = frozenset({Part.GROUP, Part.OBJECTIVE})


def all_places(plan: Plan) -> Iterator[Place]:
    """Every part's place, in the order in which a plan prints them."""
    for part in (Part.AREA, Part.FINDING, Part.GROUP, Part.OBJECTIVE):
        yield from (Place(part, (at,)) for at in range(len(parts_of(plan, part))))
    for at, action in enumerate(plan.actions):
        yield Place(Part.ACTION, (at,))
        yield from (Place(Part.MILESTONE, (at, each)) for each in range(len(action.milestones)))
        yield from (Place(Part.CRITERION, (at, each)) for each in range(len(action.success_criteria)))
    for at, measure in enumerate(plan.measures):
        yield Place(Part.MEASURE, (at,))
        yield from (Place(Part.SERIES, (at, each)) for each in range(len(measure.series)))


def is_the_action_itself(plan: Plan, place: Place) -> bool:
    """Whether a milestone is its action's only one and has its words."""
    action = plan.actions[place.path[0]]
    return len(action.milestones) == 1 and evened(action.milestones[0].text) == evened(action.text)


def place_of_ref(plan: Plan, part: Part, ref: str | None) -> Place | None:
    """The place of the group or objective with this number."""
    if ref is None:
        return None
    return next((Place(part, (at,)) for at, each in enumerate(parts_of(plan, part)) if each.ref == ref), None)


def _with_upper(plan: Plan, part: Part, found: Any) -> str:
    upper = getattr(found, "objective", None) or getattr(found, "group", None)
    kind = Part.OBJECTIVE if getattr(found, "objective", None) else Part.GROUP
    place = place_of_ref(plan, kind, upper) if part in (Part.ACTION, Part.OBJECTIVE) else None
    lines = [number_of(part, found) or "without a number"]
    if place is not None:
        lines.append(f"under {upper} {part_at(plan, place).title}")
    return "\n".join(lines)


def _stands_after(plan: Plan, place: Place) -> str:
    at = place.path[-1]
    if at == 0:
        return "first"
    former = part_at(plan, Place(place.part, (*place.path[:-1], at - 1)))
    return f"after {number_of(place.part, former)} {text_of(place.part, former)}".replace("  ", " ")


def _without_sources(found: Any) -> Any:
    """A part without the lines it was read from: those change with every version."""
    if isinstance(found, tuple):
        return tuple(map(_without_sources, found))
    if hasattr(found, "__dataclass_fields__"):
        return tuple(
            (name, _without_sources(getattr(found, name)))
            for name in found.__dataclass_fields__
            if name != "source"
        )
    return found
