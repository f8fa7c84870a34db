"""What people do to a draft that has been read: edits, undone and done again, one after the other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    RefusedError,
    next_position,
    user_id_of,
)
from lapwing.contexts.improvement.drafts import OpenDraft, open_draft, rule
from lapwing.contexts.improvement.models import DraftEdit, DraftState, PlanDraft
from lapwing.contexts.improvement.reviewing import Edit, EditError, apply
from lapwing.contexts.improvement.reviewing.words import said_of
from lapwing.platform.access.actor import Actor


@transaction.atomic
def edit_draft(*, actor: Actor, now: datetime, ref: str, version: int, edit: Edit) -> OpenDraft:
    """Do one thing to a draft. What was undone before can no longer be done again.

    Raises NotVisible, EditedByAnotherError, and RefusedError when the edit does not fit what is there.
    """
    opened = open_draft(_fetch(actor, ref, version))
    try:
        review = apply(opened.review, edit)
    except EditError as error:
        raise RefusedError(str(error)) from error
    draft = opened.draft
    draft.edits.exclude(undone_at=None).delete()
    DraftEdit.objects.create(
        partnership_id=draft.partnership_id,
        draft=draft,
        position=next_position(draft.edits.all()),
        kind=edit.kind,
        data=edit.data,
        words=said_of(opened.review, edit),
        made_by_id=user_id_of(actor),
        made_at=now,
    )
    return _kept(OpenDraft(draft, opened.reading, review))


@transaction.atomic
def undo_edit(*, actor: Actor, now: datetime, ref: str, version: int) -> DraftEdit:
    """Undo the last edit. Raises NotVisible, EditedByAnotherError, and RefusedError without one."""
    draft = _fetch(actor, ref, version)
    last = draft.edits.filter(undone_at=None).order_by("-position").first()
    if last is None:
        raise RefusedError("There is nothing to undo.")
    last.undone_at = now
    last.save(update_fields=["undone_at"])
    _kept(open_draft(draft))
    return last


@transaction.atomic
def redo_edit(*, actor: Actor, now: datetime, ref: str, version: int) -> DraftEdit:
    """Do the edit again that was undone last. Raises as ``undo_edit`` does."""
    draft = _fetch(actor, ref, version)
    first = draft.edits.exclude(undone_at=None).order_by("position").first()
    if first is None:
        raise RefusedError("There is nothing to do again.")
    first.undone_at = None
    first.save(update_fields=["undone_at"])
    _kept(open_draft(draft))
    return first


def _fetch(actor: Actor, ref: str, version: int) -> PlanDraft:
    rows = PlanDraft.objects.filter(state=DraftState.READY).select_for_update(of=("self",))
    draft = rule.fetch(actor, access.IMPORT, queryset=rows, ref=ref)
    if draft.version != version:
        raise EditedByAnotherError(draft)
    return draft


def _kept(opened: OpenDraft) -> OpenDraft:
    draft = opened.draft
    draft.version += 1
    draft.questions_open = len(opened.open_questions)
    draft.save(update_fields=["version", "questions_open"])
    return opened
