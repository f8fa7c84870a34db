"""Asking a group for a decision: nothing has gone wrong, and the decision that it records answers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lapwing.contexts.governance.access import TAKE_PART, may_run
from lapwing.contexts.governance.answering import raisers
from lapwing.contexts.governance.commands.about import NOTHING, Pointed, about_fields
from lapwing.contexts.governance.commands.common import (
    Nobody,
    NotYoursError,
    RefusedError,
    clean,
    fetch,
    look_for_names,
    required,
    save_changes,
    today,
    user_id_of,
)
from lapwing.contexts.governance.commands.raised import ANSWERED, answered
from lapwing.contexts.governance.models import Decision, EscalatedItem, ItemKind, Meeting, MinutesState
from lapwing.contexts.governance.telling_raised import tell_of_open_again, tell_of_raised
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import GovernanceGroup

OWN = (
    "You asked for this. Between two meetings somebody else of the group records the decision; "
    "in a meeting of the group you may."
)
NOT_ASKED = "Select something that this group is asked, and has not answered."
HELD_BEFORE = "You asked for this. That meeting was held before the group could come to it."


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a group is asked to decide: a title, why, between what, what is recommended, at which meeting."""

    words: str
    reason: str
    options: str = ""
    recommendation: str = ""
    meeting_ref: str = ""
    about: Pointed = NOTHING


@transaction.atomic
def ask_for_decision(
    *, actor: Actor, now: datetime, group: GovernanceGroup, asked: Asked, named_nobody: Nobody = ()
) -> EscalatedItem:
    """Ask a group for a decision; whoever sees to it that it answers is told.

    Raises NotYoursError, RefusedError, and ChildNamedError for what looks like a child's name.
    """
    if not (actor.may(TAKE_PART, group.partnership_id) or may_run(actor, group, today(now))):
        raise NotYoursError("Only people who take part in a group can ask one for a decision.")
    texts = {name: getattr(asked, name) for name in ("words", "reason", "options", "recommendation")}
    look_for_names(group.partnership_id, texts, named_nobody)
    item = EscalatedItem.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        kind=ItemKind.DECISION,
        words=required(asked.words, field="words", message="Enter what is to be decided."),
        reason=required(asked.reason, field="reason", message="Say why the group is asked."),
        options=clean(asked.options),
        recommendation=clean(asked.recommendation),
        meeting=_meeting(group, asked.meeting_ref, now),
        created_at=now,
        created_by_id=user_id_of(actor),
        **about_fields(actor, group.partnership, asked.about),
    )
    tell_of_raised(item, but=actor.user_id, now=now)
    return item


@transaction.atomic
def withdraw_asked(
    *, actor: Actor, now: datetime, ref: str, version: int, reason: str, named_nobody: Nobody = ()
) -> EscalatedItem:
    """Whoever asked asks no more, and says why; it stays to be read.

    Raises NotVisible, EditedByAnotherError, NotYoursError, RefusedError and ChildNamedError.
    """
    item: EscalatedItem = fetch(actor, EscalatedItem, ref, version=version)
    must_withdraw(actor, item, now)
    if item.kind != ItemKind.DECISION:
        raise RefusedError("What was escalated is answered, and not withdrawn.")
    if item.answered_at is not None:
        raise RefusedError(ANSWERED)
    why = required(reason, field="reason", message="Say why it is withdrawn.")
    look_for_names(item.partnership_id, {"reason": why}, named_nobody)
    return answered(item, actor, now, f"Withdrawn: {why}")


def must_withdraw(actor: Actor, item: EscalatedItem, now: datetime) -> None:
    """Raises NotYoursError for who neither asked nor runs the group's meetings."""
    if item.created_by_id != actor.user_id and not may_run(actor, item.group, today(now)):
        raise NotYoursError("Only whoever asked, or whoever runs the group's meetings, can withdraw it.")


def hold_asked(actor: Actor, group: GovernanceGroup, ref: str) -> EscalatedItem | None:
    """What a decision that is to be recorded answers, locked; None without a reference.

    Locked before the meeting and the group: withdrawing a decision and raising an item further do so too.
    Raises RefusedError.
    """
    if not ref:
        return None
    try:
        item: EscalatedItem = fetch(actor, EscalatedItem, ref)
    except NotVisible:
        raise RefusedError(NOT_ASKED, field="answers") from None
    if item.group_id != group.pk or item.kind != ItemKind.DECISION or item.answered_at is not None:
        raise RefusedError(NOT_ASKED, field="answers")
    return item


def must_record(actor: Actor, item: EscalatedItem, meeting: Meeting | None) -> None:
    """The group decides in its meeting, whoever records that; between two meetings, or in one held before it
    was asked, nobody decides what they asked for themselves. Raises RefusedError.
    """
    if not may_record(item, actor.user_id, meeting):
        raise RefusedError(OWN if meeting is None else HELD_BEFORE, field="answers")


def may_record(item: EscalatedItem, user_id: int | None, meeting: Meeting | None) -> bool:
    """Whether somebody may record the decision on what was asked, in a meeting or (None) between two."""
    comes_up = meeting is not None and meeting.held_on >= first_day(item)
    return comes_up or user_id not in raisers(item)


def first_day(item: EscalatedItem) -> date:
    """From which day on the group's meetings come to what it is asked: since then, and not before its own."""
    asked_on, meeting = today(item.created_at), item.meeting
    if meeting is None or meeting.voided_at is not None:
        return asked_on
    return max(asked_on, meeting.held_on)


def meeting_takes(item: EscalatedItem, on: date) -> bool:
    """Whether the meeting at which a decision is asked for was held, and its decisions are still recorded."""
    meeting = item.meeting
    if meeting is None or meeting.voided_at is not None or meeting.minutes_state == MinutesState.AGREED:
        return False
    return first_day(item) <= meeting.held_on <= on


def answer_by_decision(item: EscalatedItem, decision: Decision, *, actor: Actor, now: datetime) -> None:
    """The decision is the answer to what was asked."""
    answered(item, actor, now, decision.words, decision_id=decision.pk)


def hold_answered_by(ref: str) -> list[EscalatedItem]:
    """What a decision answered, locked, and before the decision is: who answers locks in that order."""
    rows = EscalatedItem.objects.filter(decision__ref=ref, kind=ItemKind.DECISION)
    return list(rows.select_for_update(of=("self",)).select_related("group").order_by("pk"))


def say_as_corrected(items: Iterable[EscalatedItem], before: str, decision: Decision) -> None:
    """The words of a decision were corrected: what it answered says the new ones, and history the old.

    ``items`` are held (``hold_answered_by``). An answer in words of its own stays.
    """
    for item in items:
        if item.answered_at is not None and item.answer == before:
            save_changes(item, {"answer": decision.words})


def open_again(decision: Decision, *, by: int | None, now: datetime) -> None:
    """The decision that answered what was asked is withdrawn: whoever answers for the group is told.

    What was asked keeps its pointer to the decision, which answers it again once it is brought back.
    """
    for item in hold_answered_by(decision.ref):
        if item.answered_at is not None:
            nothing = {"answer": "", "answered_at": None, "answered_by_id": None}
            tell_of_open_again(save_changes(item, nothing), but=by, now=now)


def answer_again(decision: Decision, *, actor: Actor, now: datetime) -> None:
    """The decision is brought back: what it answered, and nothing else has since, is answered."""
    for item in hold_answered_by(decision.ref):
        if item.answered_at is None:
            answer_by_decision(item, decision, actor=actor, now=now)


def meetings_to_ask(group: GovernanceGroup, now: datetime) -> list[Meeting]:
    """The meetings of a group at which something can still be decided, the next one first."""
    rows = Meeting.objects.in_force().filter(group=group, held_on__gte=today(now))
    return list(rows.order_by("held_on"))


def _meeting(group: GovernanceGroup, ref: str, now: datetime) -> Meeting | None:
    if not ref:
        return None
    found = next((each for each in meetings_to_ask(group, now) if each.ref == ref), None)
    if found is None:
        raise RefusedError("Select a meeting of this group that is still to come.", field="meeting")
    return found
