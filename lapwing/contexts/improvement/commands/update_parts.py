"""What the commands about updates share: how one stands, who moves it, its texts, and noting a move."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import RefusedError, clean, today, user_id_of
from lapwing.contexts.improvement.models import Confidence, Move, Update, UpdateMove, WorkflowStep
from lapwing.contexts.improvement.queries.open_words import TEXTS
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Missing, Said
from lapwing.contexts.improvement.rules.workflow import (
    DEFAULT_STEP,
    OPEN_TO_ALL,
    Mover,
    NotAllowedError,
    Standing,
    Step,
    StepDeed,
    UpdateState,
)
from lapwing.contexts.improvement.step_holders import StepHolders, people_of
from lapwing.contexts.improvement.update_signers import signers_of
from lapwing.platform.access.actor import Actor

LONGEST = 5000


class NotCompleteError(RefusedError):
    """An update cannot be submitted as it is; ``missing`` says what it lacks, field by field."""

    def __init__(self, missing: Collection[Missing]) -> None:
        self.missing = tuple(missing)
        super().__init__(self.missing[0].message, field=self.missing[0].field)


def tidy(said: Said) -> Said:
    """The words as they are kept. Raises RefusedError for what cannot be."""
    for name in TEXTS:
        if len(clean(getattr(said, name))) > LONGEST:
            raise RefusedError(f"Use {LONGEST} letters at most.", field=name)
    if said.confidence and said.confidence not in Confidence.values:
        raise RefusedError("Choose how confident you are.", field="confidence")
    return replace(
        said,
        done=clean(said.done),
        impact=clean(said.impact),
        next_steps=clean(said.next_steps),
        mitigation=clean(said.mitigation),
    )


def said_of(update: Update) -> Said:
    """What an update says."""
    return Said(
        status=Status(update.status) if update.status else None,
        forecast_on=update.forecast_on,
        confidence=update.confidence,
        **{name: getattr(update, name) for name in TEXTS},
    )


def fields_of_said(said: Said) -> dict[str, object]:
    """The columns that hold what was said."""
    return {
        "status": said.status.value if said.status else "",
        "forecast_on": said.forecast_on,
        "confidence": said.confidence,
        **{name: getattr(said, name) for name in TEXTS},
    }


def rule_step(row: WorkflowStep | None) -> Step:
    """A step as the rules know it."""
    return Step(row.name, StepDeed(row.deed), row.pk) if row is not None else DEFAULT_STEP


def standing_of(update: Update) -> Standing:
    state = UpdateState(update.state)
    return Standing(state, rule_step(update.step) if state is UpdateState.SUBMITTED else None)


def mover_of(actor: Actor, update: Update, now: datetime) -> Mover:
    """The actor in relation to an update that was read with its action and step."""
    day = today(now)
    people = people_of([update], day)[update.pk]
    holders = StepHolders(update.partnership_id, day)
    me = user_id_of(actor)
    if update.state in OPEN_TO_ALL:
        held = signers_of(update, people, holders)
    else:
        held = holders.of(update.step, update.action) | holders.who_may_take(
            update.step, update.action, people
        )
    return Mover(
        writes=access.actions.permits(actor, access.REPORT, update.action),
        wrote=me in people.wrote,
        owns=me in people.own,
        owned=me in people.owned,
        holds_step=me in held,
        runs=actor.may(access.RUN, update.partnership_id),
    )


@contextmanager
def as_refusal() -> Iterator[None]:
    """Tell a move that the rules do not allow as commands tell refusals."""
    try:
        yield
    except NotAllowedError as error:
        raise RefusedError(str(error)) from error


def note_move(
    actor: Actor,
    now: datetime,
    update: Update,
    move: Move,
    *,
    step: Step | None = None,
    comment: str = "",
    words: Mapping[str, object] | None = None,
) -> UpdateMove:
    """Write down that an update was moved. Rows are added, never changed."""
    return UpdateMove.objects.create(
        partnership_id=update.partnership_id,
        update_moved=update,
        move=move,
        step_name=step.name if step else "",
        comment=comment,
        words=dict(words or {}),
        made_at=now,
        made_by_id=user_id_of(actor),
    )


def done_just_now(actor: Actor, update: Update, move: Move, version: int) -> bool:
    """Whether the actor made this very move on that version already: the second sending of one press."""
    last = update.moves.exclude(move=Move.PASSED_OVER).order_by("-id").first()
    return (
        update.version == version + 1
        and last is not None
        and (last.move, last.made_by_id) == (move.value, actor.user_id)
    )
