"""Where actions stand in the outline, and the order that this puts them in."""

from __future__ import annotations

from lapwing.contexts.improvement.interchange.shapes import Action, Objective, Plan

Place = tuple[str | None, str | None]


def places_of(plan: Plan) -> tuple[Place, ...]:
    """Each place that actions are printed at, as group and objective, in the order of printing."""
    found: list[Place] = []
    for group in plan.groups:
        found.append((group.ref, None))
        found += [(group.ref, each.ref) for each in plan.objectives if each.group == group.ref]
    return tuple(dict.fromkeys(found))


def strays(plan: Plan) -> tuple[Action, ...]:
    """The actions that the outline has no place for."""
    places = set(places_of(plan))
    return tuple(action for action in plan.actions if (action.group, action.objective) not in places)


def objectives_in_order(plan: Plan) -> tuple[Objective, ...]:
    """The objectives in the order of their groups."""
    order = {group.ref: at for at, group in enumerate(plan.groups)}
    return tuple(sorted(plan.objectives, key=lambda each: order.get(each.group, len(order))))


def in_order(plan: Plan) -> tuple[Action, ...]:
    """The actions in the order of the outline, those without a place last."""
    order = {place: at for at, place in enumerate(places_of(plan))}
    return tuple(
        sorted(plan.actions, key=lambda action: order.get((action.group, action.objective), len(order)))
    )
