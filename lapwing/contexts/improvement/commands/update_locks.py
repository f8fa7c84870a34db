"""Keeping a plan's steps and a cycle as they stand while an update of it moves.

Every command that moves an update takes its plan and its cycle to share, and then its row. Whoever sets the
steps or signs the cycle off holds these alone: each waits for the other, and nothing moves in between. The
order is plan, cycle, then rows by their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from lapwing.contexts.improvement.models import Cycle, Update

_SHARE_PLANS = """
SELECT id FROM improvement_plan
WHERE id IN (SELECT plan_id FROM improvement_cycle WHERE id = ANY(%s)) ORDER BY id FOR SHARE
"""
_SHARE_CYCLES = "SELECT id FROM improvement_cycle WHERE id = ANY(%s) ORDER BY id FOR SHARE"

_SHARE_GROUP = """
SELECT id FROM registry_governancegroup
WHERE ref = %s AND partnership_id = %s AND voided_at IS NULL FOR SHARE
"""


def share_cycles(ids: Iterable[int]) -> dict[int, Cycle]:
    """The cycles of these numbers with their plans, which stay as they stand until the transaction ends."""
    wanted = sorted(set(ids))
    with connection.cursor() as cursor:
        cursor.execute(_SHARE_PLANS, [wanted])
        cursor.execute(_SHARE_CYCLES, [wanted])
    return Cycle.objects.select_related("plan__partnership").in_bulk(wanted)


def share_cycle(cycle_id: int) -> Cycle:
    """The same of one cycle."""
    return share_cycles([cycle_id])[cycle_id]


def hold_updates(refs: Iterable[str]) -> None:
    """Lock several updates in the order of their numbers, behind their plans and cycles.

    Nothing is said by it of whether they may be read: whoever moves each asks that.
    """
    wanted = list(refs)
    if not wanted:
        return
    rows = Update.objects.in_force().filter(ref__in=wanted)
    share_cycles(rows.values_list("cycle_id", flat=True))
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def share_group(ref: str, partnership_id: int) -> int | None:
    """The number of a governance group, which is not withdrawn before the transaction ends; none if it was.

    Whoever withdraws it waits, and finds then what it is needed for (see ``registry.groups.GROUP_USES``).
    """
    with connection.cursor() as cursor:
        cursor.execute(_SHARE_GROUP, [ref, partnership_id])
        found = cursor.fetchone()
    return int(found[0]) if found else None
