"""What of a plan waits for what, by keys and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.models import Action, Dependency, Milestone, Plan
from lapwing.contexts.improvement.queries.standing import When

_Ends = Mapping[tuple[int, int | None], interchange.End]


def exported_dependencies(plan: Plan, asked: When) -> tuple[interchange.Dependency, ...]:
    """Those that stand, in the order in which they were said; not of what is taken out of the plan."""
    rows = list(asked.recorded(Dependency.objects.filter(plan=plan)).order_by("id"))
    if not rows:
        return ()
    ends = _ends(plan, asked)
    pairs = [
        (row, (row.waiting_id, row.waiting_milestone_id), (row.needed_id, row.needed_milestone_id))
        for row in rows
    ]
    return tuple(
        interchange.Dependency(waiting=ends[waiting], needed=ends[needed], reason=row.reason)
        for row, waiting, needed in pairs
        if waiting in ends and needed in ends
    )


def _ends(plan: Plan, asked: When) -> _Ends:
    """Each action and milestone of the plan, by the numbers of their rows."""
    keys = dict(asked.editable(Action.objects.filter(plan=plan)).values_list("pk", "key"))
    found: dict[tuple[int, int | None], interchange.End] = {
        (pk, None): interchange.End(action=key) for pk, key in keys.items()
    }
    places: dict[int, int] = {}
    # in the order in which they are exported
    rows: Sequence[Milestone] = list(asked.editable(Milestone.objects.filter(action__in=list(keys))))
    for row in rows:
        places[row.action_id] = places.get(row.action_id, 0) + 1
        found[row.action_id, row.pk] = interchange.End(
            action=keys[row.action_id], milestone=places[row.action_id]
        )
    return found
