"""When a milestone is due: dates as written and worked out. A date that moves stays on record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.by_request import ASK_FOR_DATE, refuse_direct
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    created,
    fetch,
    fields_of,
    recorded,
    refuse_named,
    required,
    short,
    today,
    withdraw,
)
from lapwing.contexts.improvement.commands.turns_again import TurnsAdded, why_left_out
from lapwing.contexts.improvement.events import plan_changed, tells_of_change
from lapwing.contexts.improvement.models import DuePoint, Milestone, Occurrence
from lapwing.contexts.improvement.rules import Period, turns
from lapwing.domain.due import read_due
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor

MOST_TURNS = 60


@dataclass(frozen=True, kw_only=True)
class DueDetails:
    """A date of a milestone as written, and as worked out; both bounds inclusive."""

    as_written: str
    role: str = "complete"
    earliest: date | None = None
    latest: date | None = None


def read_dates(text: str, quarter_basis: str = "") -> tuple[DueDetails, ...]:
    """The dates that a due phrase holds ("by Q2 2026"), for a person to check before they are saved."""
    basis = "financial" if quarter_basis == "financial" else "calendar"
    return tuple(
        DueDetails(as_written=p.as_written, role=p.role, earliest=p.earliest, latest=p.latest)
        for p in read_due(text, basis).points  # type: ignore[arg-type]
    )


@transaction.atomic
@tells_of_change
def set_due_points(
    *,
    actor: Actor,
    now: datetime,
    milestone_ref: str,
    version: int,
    points: Sequence[DueDetails],
    reason: str = "",
    named_nobody: Collection[str] | None = (),
) -> Milestone:
    """Replace the dates of a milestone; the old ones stay on record with the reason.

    A reason is needed when there were dates before. Raises NotVisible, EditedByAnotherError, ChildNamedError,
    and RefusedError, also while dates are changed by request only.
    """
    milestone = fetch(actor, access.EDIT, Milestone, milestone_ref, version=version)
    wanted, before = [checked_date(point) for point in points], due_points_of(milestone)
    if before and before != wanted:
        refuse_direct(milestone.action.plan, ASK_FOR_DATE)
    refuse_named(milestone.partnership_id, {"reason": reason}, named_nobody)
    return replace_due_points(milestone, wanted, actor, now, reason)


def due_points_of(milestone: Milestone) -> list[DueDetails]:
    """The dates that a milestone has, as they would be typed."""
    return [
        DueDetails(as_written=p.as_written, role=p.role, earliest=p.earliest, latest=p.latest)
        for p in DuePoint.objects.standing().filter(milestone=milestone)
    ]


def replace_due_points(
    milestone: Milestone, wanted: Sequence[DueDetails], actor: Actor, now: datetime, reason: str
) -> Milestone:
    """Put checked dates in place of those of a locked milestone, unless they are the same."""
    before = due_points_of(milestone)
    if before == list(wanted):
        return milestone
    if before:
        reason = required(reason, field="reason", message="Say why the date changes.")
    with for_reason(reason):
        withdraw(DuePoint.objects.standing().filter(milestone=milestone), actor, now, reason)
        DuePoint.objects.bulk_create(
            DuePoint(
                **recorded(actor, now, milestone.partnership_id, reason=reason),
                milestone=milestone,
                position=position,
                **fields_of(point),
            )
            for position, point in enumerate(wanted)
        )
        milestone.version += 1
        milestone.save(update_fields=["version"])
    return milestone


@transaction.atomic
@tells_of_change
def add_occurrence(
    *, actor: Actor, now: datetime, milestone_ref: str, label: str, due_on: date
) -> Occurrence:
    """Add one turn of a recurring milestone by hand. Raises NotVisible and RefusedError."""
    milestone = fetch(actor, access.EDIT, Milestone, milestone_ref)
    if Occurrence.objects.in_force().filter(milestone=milestone, due_on=due_on).exists():
        raise RefusedError("There is already an occurrence on that day.", field="due_on")
    return Occurrence.objects.create(
        **created(actor, now, milestone.partnership_id),
        milestone=milestone,
        label=required(short(label, field="label"), field="label", message="Enter what it is called."),
        due_on=due_on,
    )


@transaction.atomic
def generate_occurrences(
    *, actor: Actor, now: datetime, milestone_ref: str, period: str, first: date, until: date
) -> TurnsAdded:
    """Add the turns of every term, quarter, month or year in a stretch.

    Those already there are left out, and those that were put on another day or taken out since: what was
    decided of them is not undone by asking again. One by one they can be added. Raises NotVisible and
    RefusedError.
    """
    milestone = fetch(actor, access.EDIT, Milestone, milestone_ref)
    if period not in list(Period):
        raise RefusedError("Choose how often it comes round.", field="period")
    if until < first:
        raise RefusedError("The last day cannot come before the first.", field="until")
    wanted = turns(Period(period), first, until)
    if len(wanted) > MOST_TURNS:
        raise RefusedError(
            f"That would be {len(wanted)} occurrences; choose {MOST_TURNS} at most.", field="until"
        )
    left_out = why_left_out(milestone, wanted, today(now))
    made = Occurrence.objects.bulk_create(
        Occurrence(
            **created(actor, now, milestone.partnership_id),
            milestone=milestone,
            label=turn.label,
            due_on=turn.due_on,
        )
        for turn in wanted
        if turn not in left_out
    )
    if made:
        plan_changed(made[0], now)
    return TurnsAdded(made, [left_out[turn] for turn in wanted if turn in left_out])


def checked_date(point: DueDetails) -> DueDetails:
    """A date that can be kept. Raises RefusedError."""
    as_written = required(
        point.as_written, field="as_written", message="Enter the date as the plan words it."
    )
    role = short(point.role, field="role") or "complete"
    if point.earliest and point.latest and point.latest < point.earliest:
        raise RefusedError("The last day cannot come before the first.", field="latest")
    return DueDetails(as_written=as_written, role=role, earliest=point.earliest, latest=point.latest)
