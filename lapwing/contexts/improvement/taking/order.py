"""Putting what was added or moved where the new version prints it, and taking out what it no longer has."""

from __future__ import annotations

from typing import Any

from lapwing.contexts.improvement.commands.voiding import void
from lapwing.contexts.improvement.comparing import Kind, Part, Place
from lapwing.contexts.improvement.comparing.shapes import parts_of
from lapwing.contexts.improvement.taking.work import MODELS, WITHIN, Taking

# From within: what stands under a group goes before the group.
_GOES = (
    Part.MILESTONE,
    Part.CRITERION,
    Part.SERIES,
    Part.MEASURE,
    Part.ACTION,
    Part.OBJECTIVE,
    Part.GROUP,
    Part.FINDING,
    Part.AREA,
)


def take_out(taking: Taking, reason: str) -> None:
    """Void what the new version no longer has and people let go; it can be brought back."""
    for part in _GOES:
        for each in taking.taken(Kind.REMOVED, part):
            row = taking.row(each)
            assert each.before is not None
            taking.rows[each.before] = void(
                actor=taking.actor,
                now=taking.now,
                model=MODELS[part],
                ref=row.ref,
                version=row.version,
                reason=reason,
                named_nobody=None,
            )


def put_in_order(taking: Taking) -> None:
    """Give what came or moved its position among its siblings; all others keep their order."""
    for part in MODELS:
        moving = {
            each.after
            for each in taking.intention.taken
            if each.part is part and each.after is not None and _is_placed(each.kind, each.field)
        }
        for above in dict.fromkeys(place.above for place in moving if place is not None):
            _among(taking, part, above, {place for place in moving if place and place.above == above})


def _is_placed(kind: Kind, field: str) -> bool:
    return kind is Kind.ADDED or field in ("order", "place")


def _among(taking: Taking, part: Part, above: Place | None, moving: set[Place]) -> None:
    prefix = above.path if above else ()
    places = [Place(part, (*prefix, at)) for at in range(len(parts_of(taking.comparison.after, part, above)))]
    rows = [(place, taking.row_after(place)) for place in places]
    present = [(place, row) for place, row in rows if row is not None]
    standing = _siblings(taking, part, above)
    moved = {row.pk for place, row in present if place in moving}
    listed = [row for row in standing if row.pk not in moved]
    last: Any = None
    for place, row in present:
        if place in moving:
            at = next((i + 1 for i, each in enumerate(listed) if last and each.pk == last.pk), 0)
            listed.insert(at, row)
        if any(each.pk == row.pk for each in listed):
            last = row
    for position, row in enumerate(listed):
        if row.position != position:
            MODELS[part].objects.filter(pk=row.pk).update(position=position)
            row.position = position


def _siblings(taking: Taking, part: Part, above: Place | None) -> list[Any]:
    if above is None:
        return list(MODELS[part].objects.in_force().filter(plan=taking.plan))
    upper = taking.row_after(above)
    assert upper is not None
    return list(MODELS[part].objects.in_force().filter(**{WITHIN[part][1]: upper}))
