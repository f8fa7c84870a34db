"""Unsaying what was signed off: the status that its sign-off recorded, or the words that everybody reads."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access, events, update_notices
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    RefusedError,
    required,
    save_changes,
    user_id_of,
)
from lapwing.contexts.improvement.commands.evidence_parts import hold_what_is_shown
from lapwing.contexts.improvement.commands.evidence_taken_back import take_back_without_done
from lapwing.contexts.improvement.commands.update_parts import (
    as_refusal,
    done_just_now,
    mover_of,
    note_move,
    said_of,
    standing_of,
)
from lapwing.contexts.improvement.commands.updates import locked_update
from lapwing.contexts.improvement.made_before import MADE_BEFORE
from lapwing.contexts.improvement.models import Move, StatusReport, Update, UpdateMove
from lapwing.contexts.improvement.queries.open_words import (
    HELD_BY,
    TEXTS,
    said_before,
    withdrawal_of_update,
    words_of_update,
)
from lapwing.contexts.improvement.rules.off_track import WITHDRAWN, note_of
from lapwing.contexts.improvement.rules.workflow import check_can_withdraw_words
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.registry.names import refuse_names

RETURNED = "The update that said so was returned."


def unsay_sign_off(update: Update, actor: Actor, now: datetime) -> None:
    """Take back what the sign-off of an update recorded, and what followed from it alone."""
    events.update_withdrawn(update, now)
    report = update.report
    if report is None or report.withdrawn_at is not None:
        return
    hold_what_is_shown([report.milestone_id])
    with for_reason(RETURNED):
        report.withdrawn_at, report.withdrawn_by_id = now, user_id_of(actor)
        report.withdrawn_reason = RETURNED
        report.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        take_back_without_done(report.milestone, report.occurrence, actor, now, RETURNED)
    events.status_reported(report, now)


@transaction.atomic
def withdraw_words(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    reason: str,
    named_nobody: Collection[str] = (),
) -> Update:
    """Take the words of a signed-off update out of everybody's sight, for a reason; how it stands remains.

    They go from the update, from what was submitted before, from comments on it and from what it said of its
    milestone. What was frozen before (packs, bundles, public versions) is withdrawn there: which that is, is
    kept with the move. The second of two is told who was first. Raises NotVisible, EditedByAnotherError,
    RefusedError and ChildNamedError.
    """
    update = locked_update(actor, ref, permission=access.CHECK)
    if done_just_now(actor, update, Move.WORDS_WITHDRAWN, version):
        return update
    _refuse_a_second_time(update)
    with as_refusal():
        check_can_withdraw_words(standing_of(update), mover_of(actor, update, now))
    if update.version != version:
        raise EditedByAnotherError(update)
    why = required(reason, field="reason", message="Say why they are withdrawn.")
    refuse_names(update.partnership_id, {"reason": why}, named_nobody)
    held_by = MADE_BEFORE.find(words_of_update(update))
    with for_reason(why):
        _blank_reports(update)
        _blank_moves(update)
        words = {name: WITHDRAWN if getattr(update, name) else "" for name in TEXTS}
        save_changes(update, {**words, "impact": "", "words_withdrawn_at": now})
    note_move(actor, now, update, Move.WORDS_WITHDRAWN, comment=why, words={HELD_BY: held_by})
    update_notices.lost_its_words(update, now)
    events.update_withdrawn(update, now)
    return update


def _refuse_a_second_time(update: Update) -> None:
    """Raise RefusedError when the words are gone: who did it and why is not written over."""
    gone = update.words_withdrawn_at is not None
    if gone and (first := withdrawal_of_update(update.pk)) is not None:
        raise RefusedError(first.told)


def _blank_reports(update: Update) -> None:
    """What was recorded of its milestone in these words or in earlier ones, also where it was taken back."""
    if update.milestone_id is None:
        return
    notes = {note_of(each) for each in (said_of(update), *said_before(update))} - {""}
    rows = StatusReport.objects.filter(milestone=update.milestone_id, occurrence=update.occurrence_id)
    rows.filter(note__in=notes).update(note=WITHDRAWN)


def _blank_moves(update: Update) -> None:
    """All but why words were withdrawn before, where it was signed off anew since."""
    moves = UpdateMove.objects.filter(update_moved=update).exclude(move=Move.WORDS_WITHDRAWN)
    moves.exclude(words={}).update(words={})
    moves.exclude(comment="").update(comment=WITHDRAWN)
