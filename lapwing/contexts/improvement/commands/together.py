"""Saying the same of several milestones at once, and taking that back: all of them, or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import RefusedError
from lapwing.contexts.improvement.commands.statuses import report_status, take_back_report
from lapwing.contexts.improvement.models import Milestone, StatusReport
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible


@dataclass(frozen=True)
class ReportedTogether:
    """What was said of how many, and of which it could not be said."""

    reported: int
    left_out: tuple[str, ...]


@transaction.atomic
def report_together(
    *,
    actor: Actor,
    now: datetime,
    milestone_refs: Sequence[str],
    status: str,
    note: str = "",
    mitigation: str = "",
    forecast_on: date | None = None,
    effective_on: date | None = None,
    leave_out: bool = False,
    named_nobody: Collection[str] = (),
) -> ReportedTogether:
    """Say how several milestones stand. Of each the rules of one report hold.

    With ``leave_out`` those of which it cannot be said are left out and named; otherwise nothing is saved.
    Raises NotVisible for one that the actor may not report on, RefusedError and ChildNamedError.
    """
    refused: dict[str, RefusedError] = {}
    # in the order of their numbers, so that two who report on the same wait for each other
    rows = Milestone.objects.in_force().filter(ref__in=milestone_refs).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    for ref in milestone_refs:
        try:
            report_status(
                actor=actor,
                now=now,
                milestone_ref=ref,
                status=status,
                note=note,
                mitigation=mitigation,
                forecast_on=forecast_on,
                effective_on=effective_on,
                named_nobody=named_nobody,
            )
        except RefusedError as error:
            if error.field != "status" or not status:
                raise
            refused[ref] = error
    reported = len(milestone_refs) - len(refused)
    names = _names(refused)
    if refused and (not leave_out or not reported):
        raise RefusedError(_sentence(names, next(iter(refused.values()))), field="status")
    if not reported:
        raise RefusedError("Pick at least one milestone.")
    return ReportedTogether(reported, names)


@transaction.atomic
def take_back_together(*, actor: Actor, now: datetime, said_at: datetime, reason: str) -> int:
    """Withdraw everything that the actor said at one moment; how many reports that were.

    Raises NotVisible when there was nothing, or nothing any more.
    """
    said = StatusReport.objects.standing().filter(
        actor.scope(access.REPORT).as_q(), recorded_by_id=actor.user_id, recorded_at=said_at
    )
    refs = list(said.order_by("pk").values_list("ref", flat=True))
    if not refs:
        raise NotVisible("No such reports")
    for ref in refs:
        take_back_report(actor=actor, now=now, report_ref=ref, reason=reason)
    return len(refs)


def _names(refs: dict[str, RefusedError]) -> tuple[str, ...]:
    """The numbers of milestones as the plan prints them, in its order."""
    rows = Milestone.objects.filter(ref__in=list(refs)).select_related("action").order_by("action_id", "id")
    return tuple(f"{row.action.number} {row.label}".strip() or row.text[:40] for row in rows)


def _sentence(names: tuple[str, ...], first: RefusedError) -> str:
    shown = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
    return f"This cannot be said of {shown}: {str(first)[:1].lower()}{str(first)[1:]}"
