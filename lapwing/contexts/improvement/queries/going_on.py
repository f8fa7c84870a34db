"""Which plans go on from a plan."""

from __future__ import annotations

from django.db.models import F, Q

from lapwing.contexts.improvement.models import Plan


def followed_by(plan_ref: str) -> dict[str, tuple[str, ...]]:
    """The plans that were started from a plan, and from those, by the reference of each plan: by title.

    Only plans that stand. One that sits under the plan it was started from is a part of it, and does not
    follow it. Nobody's right to read is asked about: it tells which plan goes on from which, and nothing of
    any. A query for each time a plan was followed, and one more.
    """
    found: dict[str, tuple[str, ...]] = {}
    asked = {plan_ref}
    while asked:
        rows = (
            Plan.objects.in_force()
            .filter(came_from__ref__in=asked)
            .exclude(Q(parent__isnull=False) & Q(parent=F("came_from")))
            .order_by("title", "pk")
            .values_list("came_from__ref", "ref")
        )
        for before, ref in rows:
            found[before] = (*found.get(before, ()), ref)
        asked = {ref for _, ref in rows} - found.keys()
    return found
