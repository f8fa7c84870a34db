"""What was said last of an action as a whole, by updates that were signed off."""

from __future__ import annotations

from collections.abc import Collection

from lapwing.contexts.improvement.models import Update
from lapwing.contexts.improvement.queries.lines import WholeSaid
from lapwing.contexts.improvement.queries.rows import among
from lapwing.contexts.improvement.queries.signed_off import moves_that_signed_off
from lapwing.contexts.improvement.queries.standing import When, day_of, end_of_day, names_of
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.workflow import OPEN_TO_ALL


def whole_said(action_ids: Collection[int], asked: When) -> dict[int, WholeSaid]:
    """Of each action the update of it as a whole that was submitted last, once it is signed off.

    As now known, or as it had been signed off by a moment; in two queries at most.
    """
    rows = Update.objects.filter(
        among("action_id", action_ids),
        asked.editable_q(),
        asked.editable_q("cycle"),
        milestone=None,
        state__in=OPEN_TO_ALL,
        submitted_at__lte=end_of_day(asked.on),
    )
    if asked.moment is not None:
        rows = rows.filter(pk__in=moves_that_signed_off(asked.moment).values("update_moved"))
    last = list(rows.order_by("action_id", "-submitted_at", "-id").distinct("action_id"))
    names = names_of(row.submitted_by_id for row in last)
    return {
        row.action_id: WholeSaid(
            Status(row.status), day_of(row.submitted_at), names.get(row.submitted_by_id, ""), row.ref
        )
        for row in last
        if row.submitted_at is not None
    }
