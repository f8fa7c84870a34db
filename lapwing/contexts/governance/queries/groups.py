"""The groups of a partnership in the order in which they report to each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.governance.access import READ
from lapwing.platform.access.actor import Actor
from lapwing.registry.access import governance_groups
from lapwing.registry.models import GovernanceGroup, GroupMember, Partnership


@dataclass(frozen=True)
class GroupLine:
    """A group in the list: ``depth`` counts the groups above it; the reader sits on what is ``mine``."""

    ref: str
    name: str
    kind: str
    rhythm: str
    depth: int
    reports_to: str
    members: int
    agencies: int
    mine: bool


def groups_in_order(actor: Actor, partnership: Partnership, on: date) -> tuple[GroupLine, ...]:
    """Boards first, each with what reports to it below. Two queries."""
    rows = governance_groups.visible_to(
        actor, GovernanceGroup.objects.in_force().filter(partnership=partnership), permission=READ
    )
    groups = list(rows.order_by("name", "id"))
    known = {group.pk: group for group in groups}
    under: dict[int | None, list[GovernanceGroup]] = defaultdict(list)
    for group in groups:
        under[group.reports_to_id if group.reports_to_id in known else None].append(group)
    seats = list(
        GroupMember.objects.filter(group__in=known)
        .sitting_on(on)
        .values_list("group_id", "organisation_id", "user_id")
    )
    lines: list[GroupLine] = []
    placed: set[int] = set()

    def put(group: GovernanceGroup, depth: int) -> None:
        if group.pk in placed:
            return
        placed.add(group.pk)
        here = [seat for seat in seats if seat[0] == group.pk]
        above = known.get(group.reports_to_id or 0)
        lines.append(
            GroupLine(
                ref=group.ref,
                name=group.name,
                kind=group.get_kind_display(),
                rhythm=group.rhythm,
                depth=depth,
                reports_to=above.called if above else "",
                members=len(here),
                agencies=len({body for _, body, _ in here}),
                mine=any(user == actor.user_id for _, _, user in here),
            )
        )
        for below in under[group.pk]:
            put(below, depth + 1)

    for top in under[None]:
        put(top, 0)
    # groups that report to each other in a circle hang under no top, and are still to be found and changed
    for left in groups:
        put(left, 0)
    return tuple(lines)
