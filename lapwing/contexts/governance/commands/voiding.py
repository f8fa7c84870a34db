"""Taking a record of governance out with a reason, and bringing it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from lapwing.contexts.governance.access import RUN
from lapwing.contexts.governance.commands.asked import answer_again, hold_answered_by, open_again
from lapwing.contexts.governance.commands.common import (
    Nobody,
    NotYoursError,
    RefusedError,
    fetch,
    look_for_names,
    required,
    user_id_of,
)
from lapwing.contexts.governance.commands.meetings import AGREED, lock_days, must_run, refuse_agreed
from lapwing.contexts.governance.models import (
    AgendaItem,
    Decision,
    EscalatedItem,
    KeptVoidable,
    Meeting,
    MinutesState,
    PackQuestion,
    Risk,
    ToldToFamilies,
)
from lapwing.contexts.governance.telling import (
    settle_decision,
    settle_meeting,
    tell_of_meeting,
    tell_of_withdrawn_meeting,
)
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.voiding import VOIDED_FIELDS, bring_row_back, void_row
from lapwing.registry.commands import void_group
from lapwing.registry.errors import GroupError
from lapwing.registry.models import GovernanceGroup

VOIDABLE: dict[str, type[KeptVoidable]] = {
    "meeting": Meeting,
    "agenda-item": AgendaItem,
    "decision": Decision,
    "risk": Risk,
    "message": ToldToFamilies,
}


def group_of(row: Any) -> GovernanceGroup | None:
    """The group that a record belongs to; none for what families were told, which is the partnership's."""
    found: GovernanceGroup | None = row.meeting.group if isinstance(row, AgendaItem) else row.group
    return found


def must_keep(actor: Actor, row: Any, now: datetime) -> None:
    """Raises NotYoursError for whoever may not take a record out: who wrote a message, or runs the group."""
    if isinstance(row, ToldToFamilies):
        if row.created_by_id != actor.user_id and not actor.may(RUN, row.partnership_id):
            raise NotYoursError("Only whoever recorded it, or a programme manager, can withdraw it.")
        return
    group = group_of(row)
    assert group is not None
    must_run(actor, group, now)


@transaction.atomic
def take_out(
    *,
    actor: Actor,
    now: datetime,
    model: type[KeptVoidable],
    ref: str,
    version: int,
    reason: str,
    named_nobody: Nobody = (),
) -> Any:
    """Take a record out, for a reason. It can be brought back.

    Raises NotVisible, EditedByAnotherError, NotYoursError, RefusedError without a reason or where it cannot
    go, and ChildNamedError for what looks like a child's name in the reason.
    """
    if model is Decision:
        hold_answered_by(ref)
    row = fetch(actor, model, ref, version=version)
    must_keep(actor, row, now)
    _may_go(row)
    why = required(reason, field="reason", message="Say why it is withdrawn.")
    look_for_names(row.partnership_id, {"reason": why}, named_nobody)
    with for_reason(why):
        void_row(row, by=user_id_of(actor), now=now, reason=why)
        row.version += 1
        row.save(update_fields=[*VOIDED_FIELDS, "version"])
    if isinstance(row, Decision):
        settle_decision(row, now=now)
        open_again(row, by=actor.user_id, now=now)
    if isinstance(row, Meeting):
        tell_of_withdrawn_meeting(row, but=actor.user_id, now=now)
    return row


@transaction.atomic
def take_group_out(
    *,
    actor: Actor,
    now: datetime,
    group: GovernanceGroup,
    version: int,
    reason: str,
    named_nobody: Nobody = (),
) -> None:
    """Take a group out that nothing waits in: what is open would vanish from every list.

    Raises NotYoursError, GroupChangedError, GroupError and ChildNamedError.
    """
    if not actor.may(RUN, group.partnership_id):
        raise NotYoursError("Only a programme manager can withdraw a group.")
    # locks the group, so that nothing comes in beside the look at what is open
    void_group(group, version=version, reason=reason, by=actor, now=now, named_nobody=named_nobody)
    waits: dict[str, QuerySet[Any]] = {
        "something that was escalated or asked and has no answer": EscalatedItem.objects.unanswered(),
        "a decision to act on": Decision.objects.still_open(),
        "an open risk or issue": Risk.objects.still_open(),
        "a question on a pack without an answer": PackQuestion.objects.unanswered(),
    }
    for words, rows in waits.items():
        if rows.filter(group=group).exists():
            raise GroupError(f"The group still has {words}. Settle that first, or hand it on.")


@transaction.atomic
def bring_back(*, actor: Actor, now: datetime, model: type[KeptVoidable], ref: str) -> Any:
    """Undo that; nothing for what is in force. Raises NotVisible, NotYoursError and RefusedError."""
    if model is Decision:
        hold_answered_by(ref)
    row = fetch(actor, model, ref, voided=None)
    must_keep(actor, row, now)
    if row.voided_at is None:
        return row
    if isinstance(row, AgendaItem | Decision):
        refuse_agreed(row)
        if row.meeting is not None and row.meeting.voided_at is not None:
            raise RefusedError("Its meeting is withdrawn. Bring that back first.")
    if isinstance(row, Meeting):
        lock_days(row.group)
        same = Meeting.objects.in_force().filter(group=row.group, held_on=row.held_on)
        if same.exists():
            raise RefusedError("The group has another meeting on that day by now.")
    bring_row_back(row)
    row.version += 1
    row.save(update_fields=[*VOIDED_FIELDS, "version"])
    if isinstance(row, Meeting):
        settle_meeting(row, now=now)
        tell_of_meeting(row, but=actor.user_id, now=now)
    if isinstance(row, Decision):
        answer_again(row, actor=actor, now=now)
    return row


def _may_go(row: Any) -> None:
    if isinstance(row, Meeting) and row.minutes_state == MinutesState.AGREED:
        raise RefusedError(AGREED)
    if isinstance(row, AgendaItem | Decision):
        refuse_agreed(row)
    if isinstance(row, Meeting | AgendaItem) and row.decisions.filter(voided_at=None).exists():
        raise RefusedError("Decisions were made there. Withdraw those first.")
