"""Unsaying what was signed off: the status that its sign-off recorded, or the words that everybody reads."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from lapwing.contexts.improvement import access, events, update_notices
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    required,
    save_changes,
    user_id_of,
)
from lapwing.contexts.improvement.commands.evidence_parts import hold_what_is_shown
from lapwing.contexts.improvement.commands.evidence_taken_back import take_back_without_done
from lapwing.contexts.improvement.commands.update_parts import (
    TEXTS,
    as_refusal,
    done_just_now,
    mover_of,
    note_move,
    said_of,
    standing_of,
)
from lapwing.contexts.improvement.commands.updates import locked_update
from lapwing.contexts.improvement.models import Move, StatusReport, Update, UpdateMove
from lapwing.contexts.improvement.rules.off_track import WITHDRAWN, Said, note_of
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
    milestone. What was frozen before (packs, bundles) is withdrawn there. Raises NotVisible,
    EditedByAnotherError, RefusedError and ChildNamedError.
    """
    update = locked_update(actor, ref, permission=access.CHECK)
    if done_just_now(actor, update, Move.WORDS_WITHDRAWN, version):
        return update
    with as_refusal():
        check_can_withdraw_words(standing_of(update), mover_of(actor, update, now))
    if update.version != version:
        raise EditedByAnotherError(update)
    why = required(reason, field="reason", message="Say why they are withdrawn.")
    refuse_names(update.partnership_id, {"reason": why}, named_nobody)
    with for_reason(why):
        _blank_reports(update)
        _blank_moves(update)
        words = {name: WITHDRAWN if getattr(update, name) else "" for name in TEXTS}
        save_changes(update, {**words, "impact": "", "words_withdrawn_at": now})
    note_move(actor, now, update, Move.WORDS_WITHDRAWN, comment=why)
    update_notices.lost_its_words(update, now)
    events.update_withdrawn(update, now)
    return update


def _blank_reports(update: Update) -> None:
    """What was recorded of its milestone in these words or in earlier ones, also where it was taken back."""
    if update.milestone_id is None:
        return
    sent = update.moves.filter(move=Move.SUBMITTED).values_list("words", flat=True)
    said = [_as_sent(words) for words in sent]
    notes = {note_of(each) for each in (said_of(update), *said)} - {""}
    rows = StatusReport.objects.filter(milestone=update.milestone_id, occurrence=update.occurrence_id)
    rows.filter(note__in=notes).update(note=WITHDRAWN)


def _as_sent(words: dict[str, Any]) -> Said:
    """The texts that were kept of an update when it was submitted."""
    texts: dict[str, Any] = {name: str(words.get(name, "")) for name in TEXTS}
    return Said(**texts)


def _blank_moves(update: Update) -> None:
    moves = UpdateMove.objects.filter(update_moved=update)
    moves.exclude(words={}).update(words={})
    moves.exclude(comment="").update(comment=WITHDRAWN)
