"""The plan over time: every milestone with its dates, and when what is done was first said to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lapwing.contexts.improvement.models import StatusReport
from lapwing.contexts.improvement.queries.lines import MilestoneLine, PlanHead
from lapwing.contexts.improvement.queries.loading import Loaded, load_actions
from lapwing.contexts.improvement.queries.rows import among
from lapwing.contexts.improvement.queries.standing import When, plan_and_head, when
from lapwing.contexts.improvement.queries.tree import plan_actions
from lapwing.contexts.improvement.rules import FINISHED, Status
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class OverTime:
    """The milestones in the plan's order; ``done_on`` is by reference, for those that are done."""

    plan: PlanHead
    milestones: tuple[MilestoneLine, ...]
    done_on: Mapping[str, date]


def over_time(*, actor: Actor, plan_ref: str, on: date, as_at: date | None = None) -> OverTime:
    """The plan's milestones with their dates, one query more than a list of them. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, as_at)
    asked = when(on, as_at)
    loaded = load_actions(plan_actions(plan), asked)
    return OverTime(head, loaded.milestones, _done_on(loaded, asked))


def _done_on(loaded: Loaded, asked: When) -> dict[str, date]:
    """Since when each finished milestone is so: what was taken up again counts from when it was done anew."""
    refs = {row.pk: ref for ref, row in loaded.milestone_rows.items()}
    said = asked.recorded(
        StatusReport.objects.filter(among("milestone_id", refs), occurrence=None, effective_on__lte=asked.on)
    ).order_by("milestone_id", "effective_on", "recorded_at", "id")
    rows = said.values_list("milestone_id", "status", "effective_on")
    found = {}
    for milestone_id, reports in groupby(rows, key=lambda row: row[0]):
        since = None
        for _, status, day in reports:
            finished = Status(status) in FINISHED
            since = (since or day) if finished else None
        if since is not None:
            found[refs[milestone_id]] = since
    return found
