"""What taking some differences in means for others: what comes along with them, and what cannot be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lapwing.contexts.improvement.comparing.compare import place_of_ref
from lapwing.contexts.improvement.comparing.shapes import (
    Comparison,
    Difference,
    Kind,
    Part,
    Place,
    part_at,
    parts_of,
)

_UPPERS = (("objective", Part.OBJECTIVE), ("group", Part.GROUP))
_WORD = {Part.GROUP: "group", Part.OBJECTIVE: "objective"}


@dataclass(frozen=True)
class Left:
    """Something that was accepted and cannot be taken in, with a sentence that says why."""

    difference: Difference
    why: str


@dataclass(frozen=True)
class Intention:
    """``taken`` is what will be done, in the order of the comparison; ``along`` is what of it nobody ticked:
    a new action needs the new objective that it stands under. ``left`` was ticked and stays undone."""

    taken: tuple[Difference, ...]
    along: frozenset[str]
    left: tuple[Left, ...]


def intended(comparison: Comparison, accepted: Iterable[str]) -> Intention:
    """What taking these differences in will do. Ids that the comparison does not hold are passed over."""
    wanted = {name for name in accepted if name in comparison.by_id}
    chosen = set(wanted)
    left: dict[str, Left] = {}
    while True:
        needed = {each.id for name in chosen for each in _needs(comparison, comparison.by_id[name])}
        chosen |= needed - set(left)
        found = next(_cannot(comparison, chosen), None)
        if found is None:
            break
        left[found.difference.id] = found
        chosen.discard(found.difference.id)
        for name in [name for name in chosen if _lacks(comparison, name, left)]:
            why = f"It needs “{found.difference.now or found.difference.was}”, which stays as it is."
            left[name] = Left(comparison.by_id[name], why)
            chosen.discard(name)
    taken = tuple(each for each in comparison.differences if each.id in chosen)
    return Intention(taken, frozenset(chosen - wanted), tuple(left[name] for name in left if name in wanted))


def _lacks(comparison: Comparison, name: str, left: dict[str, Left]) -> bool:
    return any(each.id in left for each in _needs(comparison, comparison.by_id[name]))


def _needs(comparison: Comparison, difference: Difference) -> Iterator[Difference]:
    """New objectives and groups that a difference puts something under."""
    is_placed = difference.kind is Kind.ADDED or difference.field == "place"
    if difference.after is None or not is_placed:
        return
    found = part_at(comparison.after, difference.after)
    for name, part in _UPPERS:
        place = place_of_ref(comparison.after, part, getattr(found, name, None))
        if place is not None and place not in comparison.before_of:
            yield next(each for each in comparison.of_kind(Kind.ADDED) if each.after == place)


def _cannot(comparison: Comparison, chosen: set[str]) -> Iterator[Left]:
    for part in (Part.OBJECTIVE, Part.GROUP):
        yield from _numbers_taken(comparison, chosen, part)
        yield from _still_holds(comparison, chosen, part)


def _numbers_taken(comparison: Comparison, chosen: set[str], part: Part) -> Iterator[Left]:
    """Each number stands once among groups, and once among objectives."""
    numbers = Counter(number for _, number in _final_numbers(comparison, chosen, part))
    for each in comparison.differences:
        if each.id not in chosen or each.part is not part or each.after is None:
            continue
        number = part_at(comparison.after, each.after).ref
        if (each.kind is Kind.ADDED or each.field == "place") and numbers[number] > 1:
            why = f"Another {_WORD[part]} has the number {number}, and is neither renumbered nor taken out."
            yield Left(each, why)


def _final_numbers(comparison: Comparison, chosen: set[str], part: Part) -> Iterator[tuple[Place, str]]:
    for at, found in enumerate(parts_of(comparison.before, part)):
        place = Place(part, (at,))
        if not _is_taken(comparison, chosen, place, Kind.REMOVED):
            after = comparison.after_of.get(place)
            moved = after is not None and _is_taken(comparison, chosen, place, Kind.MOVED, "place")
            yield place, part_at(comparison.after, after).ref if after and moved else found.ref
    for each in comparison.of_kind(Kind.ADDED):
        if each.id in chosen and each.part is part and each.after is not None:
            yield each.after, part_at(comparison.after, each.after).ref


def _still_holds(comparison: Comparison, chosen: set[str], part: Part) -> Iterator[Left]:
    """A group or objective goes only when nothing that stays stands under it."""
    name = "group" if part is Part.GROUP else "objective"
    inner = (Part.ACTION, Part.OBJECTIVE) if part is Part.GROUP else (Part.ACTION,)
    for each in comparison.of_kind(Kind.REMOVED):
        if each.id not in chosen or each.part is not part or each.before is None:
            continue
        number = part_at(comparison.before, each.before).ref
        stay = 0
        for kind in inner:
            for at, found in enumerate(parts_of(comparison.before, kind)):
                place = Place(kind, (at,))
                gone = _is_taken(comparison, chosen, place, Kind.REMOVED)
                moved = _is_taken(comparison, chosen, place, Kind.MOVED, "place")
                stay += getattr(found, name) == number and not gone and not moved
        if stay:
            what = "part that stays stands" if stay == 1 else "parts that stay stand"
            yield Left(each, f"{stay} {what} under it. Take those out or move them as well.")


def _is_taken(
    comparison: Comparison, chosen: set[str], place: Place, kind: Kind, field: str | None = None
) -> bool:
    return any(
        each.id in chosen and each.before == place and each.kind is kind and field in (None, each.field)
        for each in comparison.differences
    )
