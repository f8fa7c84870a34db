"""Deciding, and closing what was decided: done, or superseded by another decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from lapwing.contexts.governance import events
from lapwing.contexts.governance.access import may_run
from lapwing.contexts.governance.commands.about import NOTHING, Pointed, about_fields
from lapwing.contexts.governance.commands.asked import (
    answer_by_decision,
    hold_answered_by,
    hold_asked,
    must_record,
    say_as_corrected,
)
from lapwing.contexts.governance.commands.common import (
    Nobody,
    NotYoursError,
    RefusedError,
    fetch,
    look_for_names,
    must_be_able,
    required,
    save_changes,
    today,
    user_id_of,
)
from lapwing.contexts.governance.commands.meetings import (
    AGREED_DECISIONS,
    must_decide,
    must_run,
    refuse_agreed,
)
from lapwing.contexts.governance.models import AgendaItem, Decision, DecisionState, Meeting, MinutesState
from lapwing.contexts.governance.telling import settle_decision, tell_of_decision
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.accounts.models import User
from lapwing.registry.models import GovernanceGroup, GroupMember

CLOSED = "It is closed. Open it again first."
NOT_OPEN = "It is not open."
NO_SUCH_MEETING = "Select a meeting of this group."
NOT_YET = "A decision is recorded once it is made: that day is still to come."
NOT_HELD = "This meeting is still to come: what it decides is recorded once it is held."


@dataclass(frozen=True, kw_only=True)
class DecisionDetails:
    """What was decided. With somebody who acts, it has a day by which; without, it is taken and stands."""

    words: str
    actor: User | None = None
    seat: GroupMember | None = None
    act_by: date | None = None
    about: Pointed = NOTHING
    item_ref: str = ""


@transaction.atomic
def decide(
    *,
    actor: Actor,
    now: datetime,
    group: GovernanceGroup,
    details: DecisionDetails,
    meeting_ref: str = "",
    decided_on: date | None = None,
    answers_ref: str = "",
    named_nobody: Nobody = (),
) -> Decision:
    """Record what a group decided, in a meeting or between two; who must act is told. It may answer what
    the group was asked to decide (``answers_ref``).

    Raises NotYoursError, RefusedError, and ChildNamedError for what looks like a child's name.
    """
    must_decide(actor, group, now)
    asked = hold_asked(actor, group, answers_ref)
    meeting = _meeting(actor, now, group, meeting_ref)
    if asked is not None:
        must_record(actor, asked, meeting)
    # two who write at once wait for each other here, so that each number stands once
    GovernanceGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    last = Decision.objects.filter(group=group).aggregate(last=Max("number"))["last"] or 0
    day = meeting.held_on if meeting else decided_on or today(now)
    if day > today(now):
        raise RefusedError(NOT_YET, field="decided_on")
    fields = _fields(actor, now, group, details, None)
    look_for_names(group.partnership_id, {"words": details.words}, named_nobody)
    decision = Decision.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        number=last + 1,
        meeting=meeting,
        agenda_item_id=_item(meeting, details.item_ref),
        decided_on=day,
        created_at=now,
        created_by_id=user_id_of(actor),
        state=DecisionState.OPEN if fields["act_by"] else DecisionState.TAKEN,
        **fields,
    )
    if asked is not None:
        answer_by_decision(asked, decision, actor=actor, now=now)
    tell_of_decision(decision, but=actor.user_id, now=now)
    events.decision_recorded(decision, now)
    return decision


@transaction.atomic
def change_decision(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    details: DecisionDetails,
    named_nobody: Nobody = (),
) -> Decision:
    """Change the words, who acts, or by when, while it is open; the history keeps what was before.

    What it answered says the new words. Who acts is told when it is somebody else, or by another day. Not
    once the minutes of its meeting are agreed: another decision takes its place then.

    Raises NotVisible, EditedByAnotherError, NotYoursError, RefusedError and ChildNamedError.
    """
    answers = hold_answered_by(ref)
    decision = _found(actor, ref, version)
    must_run(actor, decision.group, now)
    _refuse_closed(decision)
    refuse_agreed(decision)
    fields = _fields(actor, now, decision.group, details, decision)
    look_for_names(decision.partnership_id, {"words": details.words}, named_nobody, decision)
    state = DecisionState.OPEN if fields["act_by"] else DecisionState.TAKEN
    before, words = (decision.actor_id, decision.seat_id, decision.act_by), decision.words
    saved = save_changes(decision, {**fields, "state": state})
    say_as_corrected(answers, words, saved)
    if (saved.actor_id, saved.seat_id, saved.act_by) != before:
        settle_decision(saved, now=now)
        tell_of_decision(saved, but=actor.user_id, now=now)
    return saved


@transaction.atomic
def close_decision(
    *, actor: Actor, now: datetime, ref: str, version: int, words: str, named_nobody: Nobody = ()
) -> Decision:
    """Say what was done. Whoever had to act may, and whoever runs the group's meetings.

    Raises NotVisible, EditedByAnotherError, NotYoursError and RefusedError.
    """
    decision = _found(actor, ref, version)
    must_close(actor, decision, now)
    if decision.state != DecisionState.OPEN:
        raise RefusedError(NOT_OPEN)
    said = required(words, field="words", message="Say what was done.")
    look_for_names(decision.partnership_id, {"words": said}, named_nobody)
    return _closed(decision, actor, now, DecisionState.DONE, said)


def must_close(actor: Actor, decision: Decision, now: datetime) -> None:
    """Raises NotYoursError for who neither was to act nor runs the group's meetings."""
    if decision.actor_id != actor.user_id and not may_run(actor, decision.group, today(now)):
        raise NotYoursError("Only whoever was to act, or whoever runs the group's meetings, can close it.")


@transaction.atomic
def supersede(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    by_number: int,
    words: str,
    named_nobody: Nobody = (),
) -> Decision:
    """Say that another decision of the group took its place, and why.

    Raises NotVisible, EditedByAnotherError, NotYoursError and RefusedError.
    """
    decision = _found(actor, ref, version)
    must_run(actor, decision.group, now)
    _refuse_closed(decision)
    later = Decision.objects.in_force().filter(group=decision.group, number=by_number).first()
    if later is None or later.number <= decision.number:
        raise RefusedError("Enter the number of a later decision of this group.", field="by_number")
    said = required(words, field="words", message="Say why it no longer holds.")
    look_for_names(decision.partnership_id, {"words": said}, named_nobody)
    decision.superseded_by = later
    decision.save(update_fields=["superseded_by"])
    return _closed(decision, actor, now, DecisionState.SUPERSEDED, said)


@transaction.atomic
def reopen(*, actor: Actor, now: datetime, ref: str) -> Decision:
    """Take a closing back, when it was not done after all. Raises NotVisible, NotYoursError, RefusedError."""
    decision = _found(actor, ref, None)
    must_run(actor, decision.group, now)
    if decision.state not in (DecisionState.DONE, DecisionState.SUPERSEDED):
        raise RefusedError("It is open already.")
    saved = save_changes(
        decision,
        {
            "state": DecisionState.OPEN if decision.act_by else DecisionState.TAKEN,
            "closed_at": None,
            "closed_by_id": None,
            "closing_words": "",
            "superseded_by_id": None,
        },
    )
    tell_of_decision(saved, but=actor.user_id, now=now)
    return saved


def _closed(decision: Decision, actor: Actor, now: datetime, state: DecisionState, words: str) -> Decision:
    saved = save_changes(
        decision,
        {"state": state, "closed_at": now, "closed_by_id": user_id_of(actor), "closing_words": words},
    )
    settle_decision(saved, now=now)
    return saved


def _found(actor: Actor, ref: str, version: int | None) -> Decision:
    decision: Decision = fetch(actor, Decision, ref, version=version)
    return decision


def _refuse_closed(decision: Decision) -> None:
    if decision.state not in (DecisionState.OPEN, DecisionState.TAKEN):
        raise RefusedError(CLOSED)


def why_it_takes_none(meeting: Meeting, on: date) -> str:
    """Why no decision of a meeting can be recorded on a day; empty when one can."""
    if meeting.minutes_state == MinutesState.AGREED:
        return AGREED_DECISIONS
    return NOT_HELD if meeting.held_on > on else ""


def _meeting(actor: Actor, now: datetime, group: GovernanceGroup, ref: str) -> Meeting | None:
    if not ref:
        return None
    try:
        meeting: Meeting = fetch(actor, Meeting, ref)
    except NotVisible:
        raise RefusedError(NO_SUCH_MEETING, field="meeting") from None
    if meeting.group_id != group.pk:
        raise RefusedError(NO_SUCH_MEETING, field="meeting")
    if why := why_it_takes_none(meeting, today(now)):
        raise RefusedError(why, field="meeting")
    return meeting


def _item(meeting: Meeting | None, ref: str) -> int | None:
    if not ref:
        return None
    if meeting is None:
        raise RefusedError("An item belongs to a meeting: say which.", field="meeting")
    item = AgendaItem.objects.in_force().filter(meeting=meeting, ref=ref).first()
    if item is None:
        raise RefusedError("Select an item of this meeting's agenda.", field="item_ref")
    return item.pk


def _fields(
    actor: Actor, now: datetime, group: GovernanceGroup, details: DecisionDetails, row: Decision | None
) -> dict[str, object]:
    somebody = details.actor is not None or details.seat is not None
    if somebody and details.act_by is None:
        raise RefusedError("Enter by when it is to be done.", field="act_by")
    if details.act_by is not None and not somebody:
        raise RefusedError("Select who is to do it by then.", field="who")
    if details.seat is not None and details.seat.group_id != group.pk:
        raise RefusedError("Select a member of this group.", field="who")
    return {
        "words": required(details.words, field="words", message="Enter what was decided."),
        "actor_id": must_be_able(
            details.actor, group.partnership_id, now, field="who", before=row.actor_id if row else None
        ),
        "seat_id": details.seat.pk if details.seat else None,
        "act_by": details.act_by,
        **about_fields(actor, group.partnership, details.about, row),
    }
