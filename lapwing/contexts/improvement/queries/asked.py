"""What a cycle expects of whom, and what of it has an answer, by the numbers of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Cycle, Expected, Update
from lapwing.contexts.improvement.own_work import owners_today
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
    may = set(holders_of(access.REPORT, cycle.partnership_id, on))
    found: dict[int, set[int]] = defaultdict(set)
    for action_id, owners in owners_today(expected, on).items():
        for user_id in owners & may:
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
    rows = Expected.objects.standing().filter(cycle=cycle).values_list("pk", "action_id", "milestone_id")
    asked: dict[tuple[int, int | None], int] = {(action, milestone): pk for pk, action, milestone in rows}
    return frozenset(asked[about] for about in spoken_of(given, asked))
