"""Asking for a turn of a milestone to have another day, and for what promised something to be taken out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.by_request import TAKEN_OUT_BY_REQUEST
from lapwing.contexts.improvement.commands.common import fetch
from lapwing.contexts.improvement.commands.request_parts import TurnDetails, refuse_taken_day
from lapwing.contexts.improvement.commands.requests import ask
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import ChangeRequest, Milestone, Occurrence, RequestKind, Series
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible


@transaction.atomic
@tells_of_change
def ask_for_turn(
    *,
    actor: Actor,
    now: datetime,
    occurrence_ref: str,
    version: int,
    due_on: date,
    reason: str,
    named_nobody: Collection[str] = (),
) -> ChangeRequest:
    """Ask for a turn of a milestone to be on another day. Raises NotVisible, EditedByAnotherError,
    RefusedError and ChildNamedError."""
    turn = fetch(actor, access.READ, Occurrence, occurrence_ref, version=version)
    # who may report on the milestone asks, as for its date
    fetch(actor, access.REPORT, Milestone, turn.milestone.ref)
    refuse_taken_day(turn, due_on)
    wanted = [TurnDetails(label=turn.label, due_on=due_on)]
    return ask(RequestKind.TURN, turn, wanted, reason, actor, now, named_nobody)


@transaction.atomic
@tells_of_change
def ask_to_take_out(
    *,
    actor: Actor,
    now: datetime,
    model: type[Milestone | Occurrence | Series],
    ref: str,
    version: int,
    reason: str,
    named_nobody: Collection[str] = (),
) -> ChangeRequest:
    """Ask for a milestone, a turn of one or a line of a measure to be taken out: whoever may change the plan.

    Raises NotVisible, EditedByAnotherError, RefusedError and ChildNamedError.
    """
    if model not in TAKEN_OUT_BY_REQUEST:
        raise NotVisible("Nothing that is asked for")
    row = fetch(actor, access.EDIT, model, ref, version=version)
    if isinstance(row, Occurrence):
        # who asks for its milestone meanwhile comes before or after, and neither waits for the other for ever
        fetch(actor, access.READ, Milestone, row.milestone.ref)
    return ask(RequestKind.TAKE_OUT, row, [], reason, actor, now, named_nobody)
