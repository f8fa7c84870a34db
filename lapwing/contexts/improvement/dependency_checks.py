"""What must hold of the dependencies in an interchange plan before it can be saved. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.rules.dependencies import End, Wait, circle_in


def dependency_problems(plan: interchange.Plan) -> Iterator[str]:
    """Ends that the plan does not have, what is said twice or without a reason, and circles."""
    if not plan.dependencies:
        return
    milestones = {action.key: len(action.milestones) for action in plan.actions}
    numbers = {key: at for at, key in enumerate(milestones)}
    waits: dict[Wait, interchange.Dependency] = {}
    for each in plan.dependencies:
        missing = [end for end in (each.waiting, each.needed) if not _is_there(end, milestones)]
        yield from (f"a dependency names {_name(end)}, which the plan does not have" for end in missing)
        if not each.reason.strip():
            yield f"{_said(each)} without a reason"
        if missing:
            continue
        wait = Wait(_end(each.waiting, numbers), _end(each.needed, numbers))
        if wait in waits:
            yield f"{_said(each)} twice"
        waits[wait] = each
    if way := circle_in(waits):
        yield f"dependencies lead round in a circle, by {_said(waits[way])}"


def _is_there(end: interchange.End, milestones: dict[str, int]) -> bool:
    if end.action not in milestones:
        return False
    return end.milestone is None or 1 <= end.milestone <= milestones[end.action]


def _end(end: interchange.End, numbers: dict[str, int]) -> End:
    return End(numbers[end.action], end.milestone)


def _name(end: interchange.End) -> str:
    whole = f"action {end.action!r}"
    return whole if end.milestone is None else f"milestone {end.milestone} of {whole}"


def _said(each: interchange.Dependency) -> str:
    return f"{_name(each.waiting)} waits for {_name(each.needed)}"
