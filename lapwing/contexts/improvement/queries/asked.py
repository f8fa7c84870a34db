"""What a cycle expects of whom, and what of it has an answer, by the numbers of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Cycle, Expected, OwnerRole, Ownership, RoleHolder, Update
from lapwing.contexts.improvement.rules.cycles import ANSWERS, SETTLED, spoken_of
from lapwing.registry.actors import holders_of

# People by number, and the numbers of what is expected of each.
Wanted = Mapping[int, frozenset[int]]


def wanted_of(cycle: Cycle, on: date) -> Wanted:
    """What is expected of whom: those who hold, or stand in for, a role that owns an expected action.

    Only people who may say how their actions stand in the partnership that day. In five queries.
    """
    expected: dict[int, set[int]] = defaultdict(set)
    for pk, action_id in Expected.objects.standing().filter(cycle=cycle).values_list("pk", "action_id"):
        expected[action_id].add(pk)
    roles = dict(
        OwnerRole.objects.in_force()
        .filter(partnership=cycle.partnership_id)
        .values_list("id", "joined_to_id")
    )
    holders = _holders(cycle.partnership_id, roles, on)
    may = set(holders_of(access.REPORT, cycle.partnership_id, on))
    found: dict[int, set[int]] = defaultdict(set)
    owning = Ownership.objects.standing().filter(action__in=expected)
    for action_id, role_id in owning.values_list("action", "role"):
        if role_id in roles:
            for user_id in holders[access.root_of(role_id, roles)] & may:
                found[user_id] |= expected[action_id]
    return {user_id: frozenset(ids) for user_id, ids in found.items()}


def answered_in(cycle: Cycle) -> frozenset[int]:
    """What was expected and has an answer: submitted, and not returned since."""
    return _with_update(cycle, ANSWERS)


def missing_in(cycle: Cycle) -> frozenset[int]:
    """What is expected and nobody has signed off."""
    wanted = Expected.objects.standing().filter(cycle=cycle).values_list("pk", flat=True)
    return frozenset(wanted) - _with_update(cycle, SETTLED)


def _with_update(cycle: Cycle, states: Collection[str]) -> frozenset[int]:
    updates = Update.objects.in_force().filter(cycle=cycle, state__in=states)
    given = set(updates.values_list("action_id", "milestone_id"))
    rows = Expected.objects.filter(cycle=cycle).values_list("pk", "action_id", "milestone_id")
    asked: dict[tuple[int, int | None], int] = {(action, milestone): pk for pk, action, milestone in rows}
    return frozenset(asked[about] for about in spoken_of(given, asked))


def _holders(partnership_id: int, roles: Mapping[int, int | None], on: date) -> dict[int, set[int]]:
    """Who holds each role on a day; joined roles share theirs."""
    held = RoleHolder.objects.filter(partnership=partnership_id, from_date__lte=on)
    found: dict[int, set[int]] = defaultdict(set)
    for role_id, user_id in held.filter(Q(to_date=None) | Q(to_date__gte=on)).values_list("role", "user"):
        found[access.root_of(role_id, roles)].add(user_id)
    return found
