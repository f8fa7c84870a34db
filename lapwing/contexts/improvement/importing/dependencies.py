"""What of a plan waits for what."""

from __future__ import annotations

from collections import defaultdict

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.importing.rows import Import
from lapwing.contexts.improvement.models import Action, Dependency, Milestone, Plan


def save_dependencies(
    plan: interchange.Plan, row: Plan, actions: dict[str, Action], importing: Import
) -> None:
    """Save the dependencies between actions and milestones that are saved. Circles are refused before."""
    if not plan.dependencies:
        return
    parts: dict[int, list[int]] = defaultdict(list)
    found = Milestone.objects.filter(action__plan=row).order_by("action_id", "position", "id")
    for action_id, pk in found.values_list("action_id", "pk"):
        parts[action_id].append(pk)

    def ends(name: str, end: interchange.End) -> dict[str, int | None]:
        action = actions[end.action].pk
        milestone = None if end.milestone is None else parts[action][end.milestone - 1]
        return {f"{name}_id": action, f"{name}_milestone_id": milestone}

    Dependency.objects.bulk_create(
        Dependency(
            **importing.recorded(),
            **ends("waiting", each.waiting),
            **ends("needed", each.needed),
            plan=row,
            reason=each.reason,
        )
        for each in plan.dependencies
    )
