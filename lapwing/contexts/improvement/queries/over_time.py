"""The plan over time: every milestone with its dates, and when what is done was first said to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lapwing.contexts.improvement.models import StatusReport, Update
from lapwing.contexts.improvement.queries.lines import MilestoneLine, PlanHead
from lapwing.contexts.improvement.queries.loading import Loaded, load_actions
from lapwing.contexts.improvement.queries.rows import among
from lapwing.contexts.improvement.queries.signed_off import moves_that_signed_off
from lapwing.contexts.improvement.queries.standing import When, day_of, plan_and_head, when
from lapwing.contexts.improvement.queries.tree import plan_actions
from lapwing.contexts.improvement.rules import CLOSED, FINISHED, Status
from lapwing.contexts.improvement.rules.workflow import OPEN_TO_ALL
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class OverTime:
    """The milestones in the plan's order; the rest is by reference.

    ``done_on`` for those that are done; ``forecasts`` for those that are not and of which it was said last by
    when they will be.
    """

    plan: PlanHead
    milestones: tuple[MilestoneLine, ...]
    done_on: Mapping[str, date]
    forecasts: Mapping[str, Forecast]


@dataclass(frozen=True)
class Forecast:
    """By when a milestone will be done, as was said on ``said_on``.

    ``update_ref`` is of the signed-off update that says so, or empty where somebody reported it at once.
    """

    on: date
    said_on: date
    update_ref: str


def over_time(*, actor: Actor, plan_ref: str, on: date, as_at: date | None = None) -> OverTime:
    """The plan's milestones with their dates, two queries more than a list of them. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, as_at)
    asked = when(on, as_at)
    loaded = load_actions(plan_actions(plan), asked)
    return OverTime(head, loaded.milestones, _done_on(loaded, asked), forecasts_of(loaded, asked))


def forecasts_of(loaded: Loaded, asked: When) -> dict[str, Forecast]:
    """What was forecast last of each open milestone, by its last signed-off update or reported at once since.

    Whichever spoke last without a forecast ends what was forecast before.
    """
    found = _of_updates(loaded, asked)
    for line in loaded.milestones:
        if line.status in CLOSED or line.said_on is None:
            continue
        before = found.get(line.ref)
        if line.forecast_on is not None and (before is None or line.said_on >= before.said_on):
            found[line.ref] = Forecast(line.forecast_on, line.said_on, "")
        elif before is not None and line.said_on > before.said_on:
            del found[line.ref]
    return found


def _of_updates(loaded: Loaded, asked: When) -> dict[str, Forecast]:
    going = {line.ref for line in loaded.milestones if line.status not in CLOSED}
    refs = {row.pk: ref for ref, row in loaded.milestone_rows.items() if ref in going}
    rows = Update.objects.filter(
        among("milestone_id", refs), asked.editable_q(), occurrence=None, cycle__voided_at=None
    ).filter(state__in=OPEN_TO_ALL)
    if asked.moment is not None:
        rows = rows.filter(pk__in=moves_that_signed_off(asked.moment).values("update_moved"))
    last = rows.order_by("milestone_id", "-cycle__closes_on", "-id").distinct("milestone_id")
    return {
        refs[milestone_id]: Forecast(on, day_of(submitted_at), ref)
        for milestone_id, on, submitted_at, ref in last.values_list(
            "milestone_id", "forecast_on", "submitted_at", "ref"
        )
        if on is not None and submitted_at is not None
    }


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
