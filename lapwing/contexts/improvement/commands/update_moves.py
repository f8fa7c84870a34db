"""Checking an update, signing it off, and returning it: one at a time, or many with one comment.

Each is done once, however often it is sent and however many do it at one moment: the row is locked, and what
cannot follow is refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from lapwing.contexts.improvement import access, events, update_notices
from lapwing.contexts.improvement.commands import asking
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    RefusedError,
    clean,
    fields_of,
    recorded,
    required,
    save_changes,
    today,
)
from lapwing.contexts.improvement.commands.evidence_parts import hold_what_is_shown
from lapwing.contexts.improvement.commands.evidence_showing import say_what_is_shown
from lapwing.contexts.improvement.commands.statuses import status_on
from lapwing.contexts.improvement.commands.update_locks import hold_updates
from lapwing.contexts.improvement.commands.update_parts import (
    LONGEST,
    as_refusal,
    done_just_now,
    mover_of,
    note_move,
    rule_step,
    said_of,
    standing_of,
)
from lapwing.contexts.improvement.commands.update_round import Round
from lapwing.contexts.improvement.commands.update_unsaid import unsay_sign_off
from lapwing.contexts.improvement.commands.update_ways import go_on
from lapwing.contexts.improvement.commands.updates import OVER, locked_update
from lapwing.contexts.improvement.models import (
    Cycle,
    Move,
    StatusReport,
    StepDeed,
    Update,
    UpdateState,
)
from lapwing.contexts.improvement.queries.update_units import takes_updates
from lapwing.contexts.improvement.rules import Status, why_not
from lapwing.contexts.improvement.rules.off_track import note_of
from lapwing.contexts.improvement.rules.workflow import (
    Check,
    check_can_pass,
    check_can_return,
    check_can_sign_off,
)
from lapwing.platform.access.actor import Actor
from lapwing.registry.names import refuse_names

SAY_WHAT = "Say what has to be changed."
SIGNED_OFF_MEANWHILE = "It was signed off meanwhile. Return it on its own page."


@transaction.atomic
def pass_update(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    comment: str = "",
    named_nobody: Collection[str] = (),
    together: Round | None = None,
) -> Update:
    """Say that an update was checked: it goes on to the next step. With ``together`` the caller tells of it.

    Raises NotVisible, EditedByAnotherError, RefusedError and ChildNamedError.
    """
    update, done = _fetch(actor, now, ref, version, Move.PASSED, check_can_pass)
    if done:
        return update
    said = _comment(update, comment, named_nobody)
    step = rule_step(update.step)
    note_move(actor, now, update, Move.PASSED, step=step, comment=said)
    shared = together or Round(now)
    go_on(actor, update, shared, behind=step, changes={})
    if together is None:
        shared.tell()
    return update


@transaction.atomic
def sign_off_update(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    comment: str = "",
    named_nobody: Collection[str] = (),
) -> Update:
    """Sign an update off: everybody reads it, and its milestone stands as it says from its submission.

    Raises NotVisible, EditedByAnotherError, RefusedError and ChildNamedError.
    """
    update, done = _fetch(actor, now, ref, version, Move.SIGNED_OFF, check_can_sign_off)
    if done:
        return update
    said = _comment(update, comment, named_nobody)
    report = _record(actor, now, update)
    note_move(actor, now, update, Move.SIGNED_OFF, step=rule_step(update.step), comment=said)
    save_changes(update, {"state": UpdateState.SIGNED_OFF.value, "step": None, "report": report})
    if report is not None and report.status == Status.DONE:
        say_what_is_shown(report.milestone, report.occurrence, actor, now)
    update_notices.was_signed_off(update, now)
    events.update_signed_off(update, now)
    return update


@transaction.atomic
def return_update(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    comment: str,
    named_nobody: Collection[str] = (),
    one_of_many: bool = False,
) -> Update:
    """Give an update back to its author with a comment. With ``one_of_many`` the caller asks for it again.

    What its sign-off recorded is taken back, until its cycle is signed off: its milestone stands as before.
    Raises NotVisible, EditedByAnotherError, RefusedError and ChildNamedError.
    """
    update, done = _fetch(actor, now, ref, version, Move.RETURNED, check_can_return)
    if done:
        return update
    why = required(_comment(update, comment, named_nobody), field="comment", message=SAY_WHAT)
    was_open = update.state == UpdateState.SIGNED_OFF
    step = None if was_open else rule_step(update.step)
    note_move(actor, now, update, Move.RETURNED, step=step, comment=why)
    if was_open:
        unsay_sign_off(update, actor, now)
    save_changes(update, {"state": UpdateState.RETURNED.value, "step": None, "report": None})
    update_notices.was_returned(update, now)
    if not one_of_many:
        asking.ask_again(update.cycle, now)
    return update


@dataclass(frozen=True)
class DecidedTogether:
    """How many updates were moved, and which were not, with the reason of each."""

    moved: int
    refused: Mapping[str, str]


@transaction.atomic
def decide_together(
    *,
    actor: Actor,
    now: datetime,
    picked: Sequence[tuple[str, int]],
    comment: str = "",
    give_back: bool = False,
    named_nobody: Collection[str] = (),
) -> DecidedTogether:
    """Check or sign off each of several updates, as the step asks where it waits, or return all of them.

    ``picked`` are references with the version that was read. Each is moved or refused by itself: what
    somebody else decided meanwhile keeps none of the others. Raises NotVisible for one that the actor may not
    read; RefusedError when nothing is picked, or an update is to be returned without a comment; and
    ChildNamedError.
    """
    if not picked:
        raise RefusedError("Pick at least one update: tick the box beside it.")
    if give_back:
        required(comment, field="comment", message=SAY_WHAT)
    refused: dict[str, str] = {}
    returned: dict[int, Cycle] = {}
    shared = Round(now)
    hold_updates(ref for ref, _ in picked)
    if not give_back:
        hold_what_is_shown(_milestones_signed_off(ref for ref, _ in picked))
    for ref, version in picked:
        given = Given(actor, now, ref, version, comment, named_nobody)
        try:
            moved = _decide(given, shared, give_back=give_back)
        except EditedByAnotherError:
            refused[ref] = "It was changed meanwhile. Look at it again."
        except RefusedError as error:
            refused[ref] = str(error)
        else:
            if give_back:
                returned[moved.cycle_id] = moved.cycle
    shared.tell()
    for _, cycle in sorted(returned.items()):
        asking.ask_again(cycle, now)
    return DecidedTogether(len(picked) - len(refused), refused)


def _milestones_signed_off(refs: Iterable[str]) -> list[int]:
    """The milestones, by their numbers, of those of held updates that wait to be signed off."""
    last = Q(step=None) | Q(step__deed=StepDeed.SIGN_OFF)
    rows = Update.objects.in_force().filter(last, ref__in=list(refs), state=UpdateState.SUBMITTED)
    return [pk for pk in rows.values_list("milestone_id", flat=True) if pk is not None]


@dataclass(frozen=True)
class Given:
    """What each of the commands above is given."""

    actor: Actor
    now: datetime
    ref: str
    version: int
    comment: str
    named_nobody: Collection[str]


@transaction.atomic
def _decide(given: Given, shared: Round, *, give_back: bool) -> Update:
    waiting = locked_update(given.actor, given.ref, permission=access.CHECK)
    if give_back and waiting.state == UpdateState.SIGNED_OFF:
        raise RefusedError(SIGNED_OFF_MEANWHILE)
    command: Callable[..., Update] = partial(pass_update, together=shared)
    if give_back:
        command = partial(return_update, one_of_many=True)
    elif waiting.state != UpdateState.SUBMITTED or rule_step(waiting.step).deed is StepDeed.SIGN_OFF:
        command = sign_off_update
    return command(**fields_of(given))


def _fetch(
    actor: Actor, now: datetime, ref: str, version: int, move: Move, check: Check
) -> tuple[Update, bool]:
    """The update, locked, with which this may be done now; and whether the actor did it already."""
    update = locked_update(actor, ref, permission=access.CHECK)
    if done_just_now(actor, update, move, version):
        return update, True
    with as_refusal():
        check(standing_of(update), mover_of(actor, update, now))
    if not takes_updates(update.cycle):
        raise RefusedError(OVER)
    if update.version != version:
        raise EditedByAnotherError(update)
    return update, False


def _comment(update: Update, comment: str, named_nobody: Collection[str] = ()) -> str:
    said = clean(comment)
    if len(said) > LONGEST:
        raise RefusedError(f"Use {LONGEST} letters at most.", field="comment")
    refuse_names(update.partnership_id, {"comment": said}, named_nobody)
    return said


def _record(actor: Actor, now: datetime, update: Update) -> StatusReport | None:
    """The status that a milestone has since its update was submitted; None where there is none to say."""
    assert update.submitted_at is not None
    said, day = said_of(update), today(update.submitted_at)
    if update.milestone is None or said.status is None:
        return None
    # evidence that is accepted beside this is over, or waits; it holds itself first, and then the milestone
    hold_what_is_shown([update.milestone.pk])
    before = status_on(update.milestone, update.occurrence, day)
    if before is Status.EVIDENCED and said.status is Status.DONE:
        return None  # more is said of it already
    if sentence := why_not(before, said.status):
        raise RefusedError(f"The milestone stands differently by now. {sentence} Return the update.")
    report = StatusReport.objects.create(
        **recorded(actor, now, update.partnership_id, effective_on=day),
        milestone=update.milestone,
        occurrence=update.occurrence,
        status=said.status,
        note=note_of(said),
    )
    events.status_reported(report, now)
    return report
