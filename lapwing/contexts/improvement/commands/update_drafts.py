"""Letting a draft go that nobody has seen: it was begun by mistake, or by a workbook that is taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import EditedByAnotherError, RefusedError, user_id_of
from lapwing.contexts.improvement.commands.updates import locked_update
from lapwing.contexts.improvement.models import Evidence, Move, Update, UpdateState
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.voiding import VOIDED_FIELDS, void_row

_REASON = "Taken back before it was submitted."


@transaction.atomic
def let_draft_go(*, actor: Actor, now: datetime, ref: str, version: int) -> Update:
    """Take a draft out. It was never with anybody else; its words stay on record.

    Raises NotVisible, EditedByAnotherError, and RefusedError once others have seen it.
    """
    update = locked_update(actor, ref, permission=access.REPORT)
    if not access.actions.permits(actor, access.REPORT, update.action):
        raise NotVisible("Not one's own")
    if update.version != version:
        raise EditedByAnotherError(update)
    if why_not := why_not_let_go(update):
        raise RefusedError(why_not)
    void_row(update, by=user_id_of(actor), now=now, reason=_REASON)
    update.version += 1
    update.save(update_fields=[*VOIDED_FIELDS, "version"])
    return update


def why_not_let_go(update: Update) -> str:
    """Why a draft stays, in words; "" when it may go."""
    if update.state != UpdateState.DRAFT or update.moves.filter(move=Move.SUBMITTED).exists():
        return "the update was with others already, and stays."
    if Evidence.objects.in_force().filter(update_given=update).exists():
        return "evidence was given with the update. Take that out first."
    return ""
