"""What rules need of groups beside raising things: hold them meanwhile, say what is over, ask for answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lapwing.contexts.governance.models import EscalatedItem
from lapwing.registry.models import GovernanceGroup


def hold_groups(group_ids: Iterable[int]) -> frozenset[int]:
    """Lock groups to which things may be raised, until the transaction ends; gives those that stand.

    In the order of their numbers: two that raise to the same groups wait for each other, never in a circle.
    """
    rows = GovernanceGroup.objects.in_force().filter(pk__in=set(group_ids)).order_by("pk")
    return frozenset(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def answered_when(item_refs: Iterable[str]) -> dict[str, datetime]:
    """When each of these items got its answer, also from a group to which it went since; without those that
    have none. As many queries as an item can have gone up."""
    found: dict[str, datetime] = {}
    wanted = {ref: ref for ref in item_refs}
    while wanted:
        rows = EscalatedItem.objects.filter(ref__in=list(wanted))
        above: dict[str, str] = {}
        for ref, answered_at, further in rows.values_list("ref", "answered_at", "raised_further__ref"):
            if further:
                above[further] = wanted[ref]
            elif answered_at is not None:
                found[wanted[ref]] = answered_at
        wanted = above
    return found


def say_over(item_refs: Iterable[str], now: datetime) -> None:
    """Write on unanswered items that their rule finds no more what it raised, wherever they went since.

    They still want their answer, but pass to no other group by themselves. Who is answering one meanwhile is
    not disturbed: it is no new version.
    """
    refs = list(item_refs)
    while refs:
        rows = list(EscalatedItem.objects.filter(ref__in=refs).order_by("pk").select_for_update(of=("self",)))
        open_ = [row.pk for row in rows if row.answered_at is None and row.over_at is None]
        EscalatedItem.objects.filter(pk__in=open_).update(over_at=now)
        above = [row.raised_further_id for row in rows if row.raised_further_id]
        refs = list(EscalatedItem.objects.filter(pk__in=above).values_list("ref", flat=True))
