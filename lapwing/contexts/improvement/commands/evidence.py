"""Giving evidence, changing and withdrawing it; accepting it, or returning it with a reason.

Owners of an action and their deputies give it, and whoever may change the plan. Somebody who neither gave it
nor owns the action accepts it: that is what makes a milestone that is done “done and evidenced”.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from lapwing.contexts.improvement import access, events, evidence_access, informing
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    RefusedError,
    created,
    fetch,
    today,
    user_id_of,
)
from lapwing.contexts.improvement.commands.evidence_about import about_of
from lapwing.contexts.improvement.commands.evidence_parts import (
    EvidenceDetails,
    Sent,
    accepting,
    checked,
    given_before,
    milestone_shown_by,
    reason_for,
    say_evidenced,
    state_of,
)
from lapwing.contexts.improvement.commands.evidence_taken_back import take_back_status
from lapwing.contexts.improvement.commands.judgements_taken_back import take_back_judgements
from lapwing.contexts.improvement.commands.requests import AlreadyDecidedError
from lapwing.contexts.improvement.commands.statuses import status_on
from lapwing.contexts.improvement.commands.update_locks import hold_updates
from lapwing.contexts.improvement.evidence_files import EVIDENCE_FILE
from lapwing.contexts.improvement.models import (
    Action,
    Evidence,
    EvidenceForm,
    Milestone,
)
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.evidence import EvidenceState, why_not_accepted
from lapwing.contexts.improvement.rules.workflow import WRITABLE
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.documents.errors import RefusedFileError
from lapwing.platform.documents.keeping import keep_file
from lapwing.platform.documents.models import File
from lapwing.platform.voiding import VOIDED_FIELDS, void_row
from lapwing.registry.names import refuse_names, words_of_a_path

_CLEARED = {"returned_at": None, "returned_by_id": None, "returned_reason": ""}


@transaction.atomic
def give_evidence(
    *,
    actor: Actor,
    now: datetime,
    action_ref: str,
    details: EvidenceDetails,
    milestone_ref: str = "",
    criterion_ref: str = "",
    occurrence_ref: str = "",
    update_ref: str = "",
    sent: Sent | None = None,
    named_nobody: Collection[str] = (),
) -> Evidence:
    """Give evidence of an action, or of a milestone or success criterion of it, perhaps with an update.

    ``occurrence_ref`` names the turn of the milestone that it is of; with an update of one, it is of that.
    The same piece given with the same update again is kept once. An update is held before it, and takes
    evidence until it is signed off. Raises NotVisible, RefusedError, and ChildNamedError for what looks like
    a child's name.
    """
    if update_ref:
        hold_updates([update_ref])
    action = fetch(actor, access.REPORT, Action, action_ref)
    about = about_of(action, milestone_ref, criterion_ref, update_ref, occurrence_ref)
    fields = checked(actor, details, action, now, has_file=sent is not None)
    _refuse_names(action.partnership_id, fields, sent, named_nobody)
    if before := given_before(actor, about, fields, sent if details.form == EvidenceForm.FILE else None):
        return before
    row = Evidence.objects.create(
        **created(actor, now, action.partnership_id),
        action=action,
        **about,
        **fields,
        file=_kept(actor, now, action.partnership_id, details, sent),
    )
    events.plan_changed(row.action, now)
    _tell(row, now)
    return row


@transaction.atomic
def change_evidence(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    details: EvidenceDetails,
    sent: Sent | None = None,
    named_nobody: Collection[str] = (),
) -> Evidence:
    """Change what one gave oneself, until it is accepted; what was returned is given anew by it.

    Raises NotVisible, EditedByAnotherError, RefusedError and ChildNamedError.
    """
    row = _locked(actor, ref, version)
    if row.created_by_id != actor.user_id or not access.actions.permits(actor, access.REPORT, row.action):
        raise NotVisible("No such evidence of theirs")
    if row.accepted_at is not None:
        raise RefusedError("It is accepted: withdraw it, and give what is right anew.")
    has_file = sent is not None or row.file_id is not None
    fields = checked(actor, details, row.action, now, has_file=has_file, row=row)
    _refuse_names(row.partnership_id, fields, sent, named_nobody)
    for name, value in {**fields, **_CLEARED}.items():
        setattr(row, name, value)
    if details.form != EvidenceForm.FILE:
        row.file = None
    elif sent is not None:
        row.file = _kept(actor, now, row.partnership_id, details, sent)
    _save(row, now)
    _tell(row, now)
    return row


@transaction.atomic
def withdraw_evidence(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    reason: str,
    named_nobody: Collection[str] = (),
) -> Evidence:
    """Take evidence out with a reason: who gave it, or who may change the plan.

    A milestone that was evidenced by it, and by nothing else that is accepted, is done and no more; a
    criterion that was judged by it alone stands as it was judged before.
    Raises NotVisible, EditedByAnotherError, RefusedError and ChildNamedError.
    """
    row = _locked(actor, ref, version)
    own = row.created_by_id == actor.user_id
    if not own and not actor.may(access.EDIT, row.partnership_id):
        raise NotVisible("No such evidence of theirs")
    why = reason_for(row, reason, "Say why it is withdrawn.", named_nobody)
    take_back_status(row, actor, now, why)
    take_back_judgements(row, actor, now)
    with for_reason(why):
        void_row(row, by=user_id_of(actor), now=now, reason=why)
        row.version += 1
        row.save(update_fields=[*VOIDED_FIELDS, "version"])
    events.plan_changed(row.action, now)
    informing.settle_evidence(row, now)
    return row


@transaction.atomic
def accept_evidence(*, actor: Actor, now: datetime, ref: str, version: int) -> Evidence:
    """Say that evidence shows what it says it shows. A milestone that is done is evidenced by it.

    Evidence of one turn of a recurring milestone makes that turn evidenced and no other.

    Raises NotVisible, EditedByAnotherError, AlreadyDecidedError and RefusedError.
    """
    row = _to_decide(actor, now, ref, version)
    row.accepted_at, row.accepted_by_id = now, user_id_of(actor)
    milestone = milestone_shown_by(row)
    if milestone is not None:
        # two that are accepted at once say it once
        Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
        if status_on(milestone, row.occurrence, today(now)) is Status.DONE:
            row.report = say_evidenced(milestone, row.occurrence, actor, now)
    _save(row, now)
    informing.tell_of_acceptance(row, now)
    return row


@transaction.atomic
def return_evidence(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    reason: str,
    named_nobody: Collection[str] = (),
) -> Evidence:
    """Hand evidence back to who gave it, and say what is missing.

    Raises NotVisible, EditedByAnotherError, AlreadyDecidedError, RefusedError and ChildNamedError.
    """
    row = _to_decide(actor, now, ref, version)
    why = reason_for(row, reason, "Say what is missing.", named_nobody)
    row.returned_at, row.returned_by_id, row.returned_reason = now, user_id_of(actor), why
    with for_reason(why):
        _save(row, now)
    informing.tell_of_acceptance(row, now)
    return row


def _tell(row: Evidence, now: datetime) -> None:
    """Tell who may accept it; what comes with a draft is told of when that is submitted, and read then."""
    if row.update_given is None or row.update_given.state not in WRITABLE:
        informing.tell_of_evidence(row, now)


def _found(actor: Actor, ref: str) -> Evidence:
    """Evidence that is the actor's to read, locked."""
    rows = Evidence.objects.in_force().filter(action__plan__voided_at=None)
    rows = rows.select_related("action__plan__partnership", "milestone", "occurrence")
    return evidence_access.evidence.fetch(
        actor, access.READ, queryset=rows.select_for_update(of=("self",)), ref=ref
    )


def _locked(actor: Actor, ref: str, version: int) -> Evidence:
    row = _found(actor, ref)
    if row.version != version:
        raise EditedByAnotherError(row)
    return row


def _to_decide(actor: Actor, now: datetime, ref: str, version: int) -> Evidence:
    """Evidence that waits for somebody, and that the actor may accept or return."""
    row = _found(actor, ref)
    who = accepting(actor, row, today(now))
    if not who.checks:
        raise NotVisible("No such evidence to accept")
    if refusal := why_not_accepted(state_of(row), who):
        raise (
            AlreadyDecidedError(refusal)
            if state_of(row) is not EvidenceState.GIVEN
            else RefusedError(refusal)
        )
    if row.version != version:
        raise EditedByAnotherError(row)
    return row


def _save(row: Evidence, now: datetime) -> None:
    row.version += 1
    row.save()
    events.plan_changed(row.action, now)


def _kept(
    actor: Actor, now: datetime, partnership_id: int, details: EvidenceDetails, sent: Sent | None
) -> File | None:
    if sent is None or details.form != EvidenceForm.FILE:
        return None
    try:
        return keep_file(
            by=actor,
            partnership_id=partnership_id,
            name=sent.name,
            content=sent.content,
            purpose=EVIDENCE_FILE,
            now=now,
            sent_in=sent.sent_in,
        )
    except RefusedFileError as error:
        raise RefusedError(str(error), field="file") from error


def _refuse_names(
    partnership_id: int, fields: dict[str, object], sent: Sent | None, named_nobody: Collection[str]
) -> None:
    """The name of a file and an address are read by everybody who reads the evidence, as its words are."""
    texts = {name: str(fields[name]) for name in ("title", "words", "supplied_by")}
    texts["link"] = words_of_a_path(urlsplit(str(fields["link"])).path)
    if sent is not None and fields["form"] == EvidenceForm.FILE:
        texts["file"] = words_of_a_path(sent.name)
    refuse_names(partnership_id, texts, named_nobody)
