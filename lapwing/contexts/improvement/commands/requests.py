"""Asking for a date, a baseline or targets to be changed, or for what has them to go, and deciding that.

Whoever may report on a milestone, or enter figures of a series, may ask. Somebody else decides, as
``request_deciders`` says; what is approved is carried out as if they had changed it themselves, with the
reason asked by.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from lapwing.contexts.improvement import access, informing
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    broken,
    clean,
    fetch,
    required,
    today,
    user_id_of,
)
from lapwing.contexts.improvement.commands.dates import DueDetails
from lapwing.contexts.improvement.commands.details import BaselineDetails, TargetDetails
from lapwing.contexts.improvement.commands.request_shapes import (
    SHAPES,
    About,
    about,
    as_details,
    in_words,
    kept,
)
from lapwing.contexts.improvement.events import plan_changed, tells_of_change
from lapwing.contexts.improvement.models import ChangeRequest, Milestone, Occurrence, RequestKind, Series
from lapwing.contexts.improvement.models.parents import plan_of
from lapwing.contexts.improvement.request_deciders import may_decide
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.names import refuse_names

_OPEN_ALREADY = "A change of this is asked for already, and waits to be decided."
# one request of a kind waits at a time for a milestone with its turns
_OPEN_OF_ITS_TURNS = {
    RequestKind.TURN: (
        "Another day of a turn of this milestone is asked for already, and waits to be decided. "
        "Ask again when it is."
    ),
    RequestKind.TAKE_OUT: (
        "Taking this milestone or a turn of it out is asked for already, and waits to be decided. "
        "Ask again when it is."
    ),
}


class AlreadyDecidedError(RefusedError):
    """Somebody else decided meanwhile, or who asked withdrew it."""


@transaction.atomic
@tells_of_change
def ask_for_dates(
    *,
    actor: Actor,
    now: datetime,
    milestone_ref: str,
    version: int,
    points: Sequence[DueDetails],
    reason: str,
    named_nobody: Collection[str] = (),
) -> ChangeRequest:
    """Ask for a milestone to have other dates. Raises NotVisible, EditedByAnotherError, RefusedError and
    ChildNamedError."""
    milestone = fetch(actor, access.REPORT, Milestone, milestone_ref, version=version)
    return ask(RequestKind.DATE, milestone, points, reason, actor, now, named_nobody)


@transaction.atomic
@tells_of_change
def ask_for_baseline(
    *,
    actor: Actor,
    now: datetime,
    series_ref: str,
    version: int,
    details: BaselineDetails,
    reason: str,
    named_nobody: Collection[str] = (),
) -> ChangeRequest:
    """Ask for a series to have another baseline. Raises NotVisible, EditedByAnotherError, RefusedError
    and ChildNamedError."""
    series = fetch(actor, access.ENTER, Series, series_ref, version=version)
    return ask(RequestKind.BASELINE, series, [details], reason, actor, now, named_nobody)


@transaction.atomic
@tells_of_change
def ask_for_targets(
    *,
    actor: Actor,
    now: datetime,
    series_ref: str,
    version: int,
    targets: Sequence[TargetDetails],
    reason: str,
    named_nobody: Collection[str] = (),
) -> ChangeRequest:
    """Ask for a series to have other targets. Raises NotVisible, EditedByAnotherError, RefusedError
    and ChildNamedError."""
    series = fetch(actor, access.ENTER, Series, series_ref, version=version)
    return ask(RequestKind.TARGET, series, targets, reason, actor, now, named_nobody)


@transaction.atomic
@tells_of_change
def take_back_request(*, actor: Actor, now: datetime, request_ref: str) -> ChangeRequest:
    """Withdraw what one asked for oneself, while it is open. Raises NotVisible and RefusedError."""
    row = _locked(actor, access.READ, request_ref)
    if row.asked_by_id != actor.user_id:
        raise RefusedError("Only who asked for it can withdraw it. You can refuse it.")
    return _decide(row, None, "", actor, now)


@transaction.atomic
def approve_request(
    *,
    actor: Actor,
    now: datetime,
    request_ref: str,
    version: int,
    reason: str = "",
    named_nobody: Collection[str] = (),
) -> ChangeRequest:
    """Change what was asked for. ``version`` is that of the milestone or series as the decider saw it.

    Raises NotVisible, RefusedError, ChildNamedError, and EditedByAnotherError when it has been changed since
    it was shown.
    """
    row = _to_decide(actor, now, request_ref)
    refuse_names(row.partnership_id, {"reason": reason}, named_nobody)
    thing: Any = about(row)
    if _taken_out(thing):
        raise RefusedError("It was taken out of the plan. Bring it back first, or refuse this.")
    # whoever decides by the plan's last step changes what is asked for, and nothing else
    thing = fetch(actor, access.READ, type(thing), thing.ref, version=version)
    shape = SHAPES[RequestKind(row.kind)]
    wanted = [shape.checked(each, actor, now) for each in as_details(row.kind, row.wanted)]
    with for_reason(row.reason):
        shape.carry_out(thing, wanted, actor, now, row.reason)
    plan_changed(thing, now)
    return _decide(row, True, clean(reason), actor, now)


@transaction.atomic
@tells_of_change
def refuse_request(
    *, actor: Actor, now: datetime, request_ref: str, reason: str, named_nobody: Collection[str] = ()
) -> ChangeRequest:
    """Leave things as they are, and say why. Raises NotVisible, RefusedError and ChildNamedError."""
    row = _to_decide(actor, now, request_ref)
    why = required(reason, field="reason", message="Say why it is refused.")
    refuse_names(row.partnership_id, {"reason": why}, named_nobody)
    return _decide(row, False, why, actor, now)


def ask(
    kind: RequestKind,
    thing: About,
    typed: Sequence[Any],
    reason: str,
    actor: Actor,
    now: datetime,
    named_nobody: Collection[str],
) -> ChangeRequest:
    """A request about a locked record, by who may ask. Raises RefusedError and ChildNamedError."""
    shape = SHAPES[kind]
    before = shape.standing(thing)
    wanted = [shape.checked(each, actor, now) for each in typed]
    if before == wanted:
        raise RefusedError("That is how it stands now: nothing would change.")
    why = required(reason, field="reason", message="Say why it should change.")
    refuse_names(thing.partnership_id, {"reason": why}, named_nobody)
    plan = plan_of(thing)
    assert plan is not None
    row = ChangeRequest(
        partnership_id=thing.partnership_id,
        plan=plan,
        kind=kind,
        milestone=_milestone_of(thing),
        occurrence=thing if isinstance(thing, Occurrence) else None,
        series=thing if isinstance(thing, Series) else None,
        before=kept(before),
        wanted=kept(wanted),
        before_words=in_words(kind, before),
        wanted_words=in_words(kind, wanted),
        reason=why,
        asked_at=now,
        asked_by_id=user_id_of(actor),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if broken(error) != "one_open_request_a_thing":
            raise
        raise RefusedError(_open_already(kind, thing)) from error
    informing.tell_of_request(row, now)
    return row


def _locked(actor: Actor, permission: str, ref: str) -> ChangeRequest:
    """The request, locked: of two who decide at once the second finds it decided."""
    rows = ChangeRequest.objects.filter(plan__voided_at=None).select_related("plan__partnership")
    row = access.change_requests.fetch(
        actor, permission, queryset=rows.select_for_update(of=("self",)), ref=ref
    )
    if row.decided_at is not None:
        raise AlreadyDecidedError("This was decided meanwhile.")
    return row


def _to_decide(actor: Actor, now: datetime, ref: str) -> ChangeRequest:
    """The request, locked, that waits and is the actor's to decide."""
    row = _locked(actor, access.READ, ref)
    if row.asked_by_id == actor.user_id and access.change_requests.permits(actor, access.EDIT, row):
        raise RefusedError("You asked for this yourself: somebody else has to decide it.")
    if not may_decide(actor, row, today(now)):
        raise NotVisible("No such request to decide")
    return row


def _open_already(kind: RequestKind, thing: About) -> str:
    return _OPEN_ALREADY if isinstance(thing, Series) else _OPEN_OF_ITS_TURNS.get(kind, _OPEN_ALREADY)


def _milestone_of(thing: About) -> Milestone | None:
    if isinstance(thing, Occurrence):
        return thing.milestone
    return thing if isinstance(thing, Milestone) else None


def _taken_out(thing: About) -> bool:
    """Whether it, or what it lies in, is not in the plan any more."""
    if isinstance(thing, Occurrence):
        return thing.voided_at is not None or _taken_out(thing.milestone)
    above: Any = thing.action if isinstance(thing, Milestone) else thing.measure
    return thing.voided_at is not None or above.voided_at is not None


def _decide(
    row: ChangeRequest, approved: bool | None, reason: str, actor: Actor, now: datetime
) -> ChangeRequest:
    row.decided_at, row.decided_by_id = now, user_id_of(actor)
    row.approved, row.decided_reason = approved, reason
    with for_reason(reason):
        row.save(update_fields=["decided_at", "decided_by", "approved", "decided_reason"])
    informing.tell_of_decision(row, now)
    return row


__all__ = [
    "AlreadyDecidedError",
    "NotVisible",
    "approve_request",
    "ask",
    "ask_for_baseline",
    "ask_for_dates",
    "ask_for_targets",
    "refuse_request",
    "take_back_request",
]
