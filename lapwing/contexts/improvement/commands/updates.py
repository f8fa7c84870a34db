"""Writing an update, submitting it to the first of its plan's steps, and taking it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from lapwing.contexts.improvement import access, informing, update_notices
from lapwing.contexts.improvement.commands import asking
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    RefusedError,
    broken,
    created,
    save_changes,
    today,
    user_id_of,
)
from lapwing.contexts.improvement.commands.statuses import status_on
from lapwing.contexts.improvement.commands.update_locks import share_cycle, share_cycles
from lapwing.contexts.improvement.commands.update_parts import (
    NotCompleteError,
    as_refusal,
    done_just_now,
    fields_of_said,
    mover_of,
    note_move,
    rule_step,
    standing_of,
    tidy,
)
from lapwing.contexts.improvement.commands.update_round import Round
from lapwing.contexts.improvement.commands.update_ways import go_on, on_behalf_of
from lapwing.contexts.improvement.models import (
    Evidence,
    Move,
    Update,
    UpdateState,
)
from lapwing.contexts.improvement.queries.open_words import TEXTS
from lapwing.contexts.improvement.queries.update_units import (
    RELATED,
    Unit,
    find_unit,
    takes_updates,
    unit_of,
)
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said, missing
from lapwing.contexts.improvement.rules.workflow import (
    check_can_submit,
    check_can_take_back,
    check_can_write,
)
from lapwing.contexts.improvement.update_access import updates
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.names import refuse_names

OVER = "The cycle no longer takes updates."
OF_OTHERS = (
    "Somebody else has begun this update. Until it is signed off, only those who wrote it, own the action or "
    "check it read it, and nobody writes over words that they may not read."
)


@transaction.atomic
def save_update(
    *, actor: Actor, now: datetime, cycle_ref: str, kind: str, ref: str, version: int, said: Said
) -> Update:
    """Keep what an owner, or who stands in for them, has written so far; nothing has to be complete.

    ``kind`` and ``ref`` say what it is about (see ``queries.update_units``); ``version`` is 0 for one that
    nobody has begun. Saving the same twice saves it once. Raises NotVisible, RefusedError and
    EditedByAnotherError.
    """
    unit = _held(find_unit(actor, cycle_ref=cycle_ref, kind=kind, ref=ref))
    return _save(actor, now, unit, version, tidy(said))


@transaction.atomic
def submit_update(
    *,
    actor: Actor,
    now: datetime,
    cycle_ref: str,
    kind: str,
    ref: str,
    version: int,
    said: Said,
    named_nobody: Collection[str] = (),
    together: Round | None = None,
) -> Update:
    """Save an update and send it to the first step that somebody else can take.

    ``named_nobody`` are words of it that look like a child's name and, as its author says, are none. With
    ``together`` it is one of several: the caller tells people, and settles what was told of the cycle, behind
    the last of them. Raises NotVisible, EditedByAnotherError, RefusedError (NotCompleteError among them) and
    ChildNamedError.
    """
    shared = together or Round(now)
    unit = find_unit(actor, cycle_ref=cycle_ref, kind=kind, ref=ref)
    unit = replace(unit, cycle=shared.share(unit.cycle.pk))
    words = tidy(said)
    there = _locked(unit)
    if there is not None and _was_sent(actor, there, words):
        return there
    _refuse_unread(actor, there)
    _refuse_incomplete(unit, words, now)
    refuse_names(unit.cycle.partnership_id, {name: getattr(words, name) for name in TEXTS}, named_nobody)
    update = _save(actor, now, unit, version, words)
    with as_refusal():
        check_can_submit(standing_of(update), mover_of(actor, update, now))
    _send(actor, now, update, words, shared)
    if together is None:
        shared.tell()
        asking.settle_answered(update.cycle, now)
    return update


@transaction.atomic
def take_back_update(
    *, actor: Actor, now: datetime, ref: str, version: int, one_of_many: bool = False
) -> Update:
    """Take back what was submitted, to go on writing. With ``one_of_many`` the caller asks for it again.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    update = locked_update(actor, ref, permission=access.REPORT)
    if done_just_now(actor, update, Move.TAKEN_BACK, version):
        return update
    with as_refusal():
        check_can_take_back(standing_of(update), mover_of(actor, update, now))
    if not takes_updates(update.cycle):
        raise RefusedError(OVER)
    if update.version != version:
        raise EditedByAnotherError(update)
    note_move(actor, now, update, Move.TAKEN_BACK, step=rule_step(update.step))
    save_changes(update, {"state": UpdateState.DRAFT.value, "step": None})
    update_notices.somebody_decides([update], now)
    if not one_of_many:
        asking.ask_again(update.cycle, now)
    return update


def locked_update(actor: Actor, ref: str, *, permission: str) -> Update:
    """An update that the actor may read, locked until the command ends, for who holds a permission there.

    Raises NotVisible.
    """
    share_cycles(Update.objects.in_force().filter(ref=ref).values_list("cycle_id", flat=True))
    rows = Update.objects.in_force().select_related(*RELATED).select_for_update(of=("self",))
    found = updates.fetch(actor, access.READ, queryset=rows, ref=ref)
    if not actor.may(permission, found.partnership_id):
        raise NotVisible("No such update")
    return found


def _held(unit: Unit) -> Unit:
    """The same with its cycle as it stands, and stays until the command ends."""
    return replace(unit, cycle=share_cycle(unit.cycle.pk))


def _was_sent(actor: Actor, update: Update, said: Said) -> bool:
    """Whether the actor submitted these very words already: the second sending of one press."""
    sent = update.state == UpdateState.SUBMITTED and update.submitted_by_id == actor.user_id
    return sent and _says(update, said)


def _says(update: Update, said: Said) -> bool:
    return all(getattr(update, name) == value for name, value in fields_of_said(said).items())


def _locked(unit: Unit) -> Update | None:
    rows = unit.updates.select_related(*RELATED).select_for_update(of=("self",))
    return rows.first()


def _refuse_unread(actor: Actor, update: Update | None) -> None:
    """Whoever may edit the plan writes any update, yet neither sees nor replaces words kept from them."""
    if update is not None and not updates.permits(actor, access.READ, update):
        raise RefusedError(OF_OTHERS)


def _save(actor: Actor, now: datetime, unit: Unit, version: int, said: Said) -> Update:
    if not takes_updates(unit.cycle):
        raise RefusedError(OVER)
    update = _locked(unit)
    if update is None:
        return _begin(actor, now, unit, said)
    mover = mover_of(actor, update, now)
    with as_refusal():
        check_can_write(standing_of(update), mover)
    _refuse_unread(actor, update)
    if update.version != version and not _says(update, said):
        raise EditedByAnotherError(update)
    save_changes(update, fields_of_said(said))
    _note_writer(actor, now, update)
    return update


def _begin(actor: Actor, now: datetime, unit: Unit, said: Said) -> Update:
    """A new update; the second of two who begin at once is told that somebody else did."""
    try:
        with transaction.atomic():
            update = Update.objects.create(
                **created(actor, now, unit.cycle.partnership_id),
                cycle=unit.cycle,
                action=unit.action,
                milestone=unit.milestone,
                occurrence=unit.occurrence,
                on_behalf_of=on_behalf_of(actor, unit, now),
                **fields_of_said(said),
            )
    except IntegrityError as error:
        there = _locked(unit) if broken(error) == "one_update_a_cycle" else None
        if there is None:
            raise
        _refuse_unread(actor, there)
        raise EditedByAnotherError(there) from None
    _note_writer(actor, now, update)
    return update


def _note_writer(actor: Actor, now: datetime, update: Update) -> None:
    """Once for each person, so that nobody signs off what they wrote in."""
    if not update.moves.filter(move=Move.WRITTEN, made_by_id=user_id_of(actor)).exists():
        note_move(actor, now, update, Move.WRITTEN)


def _refuse_incomplete(unit: Unit, said: Said, now: datetime) -> None:
    day = today(now)
    if unit.milestone is not None:
        before = status_on(unit.milestone, unit.occurrence, day)
    else:
        # what was said of the whole stands beside its milestones' statuses: anything may follow it
        before = said.status or Status.NOT_STARTED
    if lacking := missing(said, before=before, points=unit.points(), today=day):
        raise NotCompleteError(lacking)


def _send(actor: Actor, now: datetime, update: Update, said: Said, shared: Round) -> None:
    came_back = update.state == UpdateState.RETURNED
    update.submitted_at, update.submitted_by_id = now, user_id_of(actor)
    changes: dict[str, object] = {
        "state": UpdateState.SUBMITTED.value,
        "words_withdrawn_at": None,
        "on_behalf_of": on_behalf_of(actor, unit_of(update), now),
    }
    words = {**fields_of_said(said), "forecast_on": said.forecast_on and said.forecast_on.isoformat()}
    note_move(actor, now, update, Move.SUBMITTED, words=words)
    update.save(update_fields=["submitted_at", "submitted_by"])
    go_on(actor, update, shared, behind=None, changes=changes)
    if came_back:
        update_notices.was_submitted(update, now)
    given = Evidence.objects.in_force().filter(update_given=update, accepted_at=None, returned_at=None)
    for row in given.select_related("action__plan__partnership", "partnership").order_by("pk"):
        informing.tell_of_evidence(row, now)
