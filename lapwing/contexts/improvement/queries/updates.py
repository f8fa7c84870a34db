"""Updates as they are read: one with its moves, those that wait for somebody, and what was signed off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Move, Update, UpdateState
from lapwing.contexts.improvement.queries.evidence import EvidenceLine, evidence_of_update
from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.open_words import Withdrawal, withdrawal_of_update
from lapwing.contexts.improvement.queries.standing import head_of, names_of
from lapwing.contexts.improvement.queries.update_lines import (
    MoveLine,
    UpdateLine,
    last_signed_off,
    lines_of,
    moves_of,
    step_of,
)
from lapwing.contexts.improvement.queries.update_units import RELATED, takes_updates, unit_of
from lapwing.contexts.improvement.rules.workflow import OPEN_TO_ALL, WRITABLE, Mover, Standing, can
from lapwing.contexts.improvement.step_holders import People, StepHolders, people_of
from lapwing.contexts.improvement.update_access import updates
from lapwing.contexts.improvement.update_signers import signers_of
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership


@dataclass(frozen=True)
class Deeds:
    """What the actor may do with an update now."""

    write: bool = False
    take_back: bool = False
    check: bool = False
    sign_off: bool = False
    give_back: bool = False
    withdraw_words: bool = False

    @property
    def any_decision(self) -> bool:
        return self.check or self.sign_off


@dataclass(frozen=True)
class UpdatePage:
    """An update with all that happened to it, and the one before it about the same."""

    plan: PlanHead
    line: UpdateLine
    moves: tuple[MoveLine, ...]
    deeds: Deeds
    waits_for: tuple[str, ...]
    before: UpdateLine | None
    # The checks that it went past since it was submitted last, because nobody else could make them.
    passed_over: tuple[str, ...] = ()
    evidence: tuple[EvidenceLine, ...] = ()
    # How its words were withdrawn, while they are.
    withdrawal: Withdrawal | None = None


def update_page(*, actor: Actor, ref: str, on: date) -> UpdatePage:
    """One update, for those who may read it. Raises NotVisible."""
    rows = Update.objects.in_force().filter(action__plan__voided_at=None).select_related(*RELATED)
    update = updates.fetch(actor, access.READ, queryset=rows, ref=ref)
    people = people_of([update], on)[update.pk]
    holders = StepHolders(update.partnership_id, on)
    taking = (
        holders.who_may_take(update.step, update.action, people)
        if update.state == UpdateState.SUBMITTED and takes_updates(update.cycle)
        else frozenset()
    )
    names = names_of(taking)
    deeds = deeds_of(actor, update, people, holders)
    spoken_with = deeds.any_decision or _had_a_part(actor, update, people)
    line = lines_of([update])[0]
    moves = moves_of(update, wordless_before=0 if spoken_with else _last_submission(update))
    return UpdatePage(
        plan=head_of(actor, update.action.plan, on, None),
        line=line,
        moves=moves,
        deeds=deeds,
        waits_for=tuple(sorted(names.values(), key=str.casefold)),
        before=last_signed_off(unit_of(update).earlier),
        passed_over=_passed_over(moves) if update.state == UpdateState.SUBMITTED else (),
        evidence=evidence_of_update(actor, update.pk),
        withdrawal=withdrawal_of_update(update.pk) if update.words_withdrawn_at else None,
    )


def _had_a_part(actor: Actor, update: Update, people: People) -> bool:
    """Whether the actor wrote the update, owns its action, moved it or runs the plan."""
    if actor.user_id in people.all or actor.scope_of_person(access.RUN).covers(update.partnership_id):
        return True
    return update.moves.filter(made_by=actor.user_id).exists()


def _last_submission(update: Update) -> int:
    """The move by which it was submitted last: what was said of earlier words was said to their author."""
    last = update.moves.filter(move=Move.SUBMITTED).order_by("-id").first()
    return last.pk if last else 0


def _passed_over(moves: Sequence[MoveLine]) -> tuple[str, ...]:
    found: list[str] = []
    for move in moves:
        if move.words == Move.SUBMITTED.label:
            found = []
        elif move.words == Move.PASSED_OVER.label:
            found.append(move.step)
    return tuple(found)


def to_check(
    *, actor: Actor, partnership: Partnership, on: date, plan_ref: str = ""
) -> tuple[UpdateLine, ...]:
    """What the actor can check or sign off now, of one plan or of all: the oldest first."""
    rows = (
        Update.objects.in_force()
        .filter(partnership=partnership, state=UpdateState.SUBMITTED, action__plan__voided_at=None)
        .filter(cycle__signed_off_at=None, cycle__voided_at=None)
    )
    if plan_ref:
        rows = rows.filter(action__plan__ref=plan_ref)
    found = list(
        updates.visible_to(actor, rows, permission=access.CHECK)
        .select_related(*RELATED)
        .order_by("submitted_at", "id")
    )
    if not found:
        return ()
    people, holders = people_of(found, on), StepHolders(partnership.pk, on)
    mine = [
        row for row in found if actor.user_id in holders.who_may_take(row.step, row.action, people[row.pk])
    ]
    return lines_of(mine)


@dataclass(frozen=True)
class UpdatesAbout:
    """What was last signed off about something, and what is under way there, as far as the actor reads it.

    ``not_in_time``: what its cycle was signed off without.
    """

    last: UpdateLine | None
    under_way: tuple[UpdateLine, ...]
    earlier: tuple[UpdateLine, ...]
    not_in_time: tuple[UpdateLine, ...] = ()


def updates_about(*, actor: Actor, action_ref: str, milestone_ref: str = "") -> UpdatesAbout:
    """The updates on an action as a whole, or on one of its milestones, the latest first."""
    rows = Update.objects.in_force().filter(action__ref=action_ref, cycle__voided_at=None)
    rows = rows.filter(milestone__ref=milestone_ref) if milestone_ref else rows.filter(milestone=None)
    if not rows.exists():
        return UpdatesAbout(None, (), ())  # most have none, and who may read them takes a few queries
    found = updates.visible_to(actor, rows, permission=access.READ).select_related(*RELATED)
    lines = lines_of(list(found.order_by("-cycle__closes_on", "-id")))
    done = [line for line in lines if line.is_open_to_all]
    others = [line for line in lines if not line.is_open_to_all]
    return UpdatesAbout(
        last=done[0] if done else None,
        under_way=tuple(line for line in others if not line.is_over),
        earlier=tuple(done[1:]),
        not_in_time=tuple(line for line in others if line.is_over),
    )


def deeds_of(actor: Actor, update: Update, people: People, holders: StepHolders) -> Deeds:
    """What the actor may do with an update that was read with ``RELATED``."""
    me, state = actor.user_id, UpdateState(update.state)
    is_open, taken = state in OPEN_TO_ALL, takes_updates(update.cycle)
    if not (taken or is_open):
        return Deeds()
    waits = state is UpdateState.SUBMITTED
    may_check = actor.may(access.CHECK, update.partnership_id)
    held: frozenset[int] = frozenset()
    if may_check and is_open:
        held = signers_of(update, people, holders)
    elif may_check and waits:
        held = holders.who_may_take(update.step, update.action, people)
    mover = Mover(
        writes=access.actions.permits(actor, access.REPORT, update.action),
        wrote=me in people.wrote,
        owns=me in people.own,
        owned=me in people.owned,
        holds_step=me in held,
    )
    standing = Standing(state, step_of(update) if waits else None)
    return Deeds(
        write=state in WRITABLE and mover.writes,
        take_back=can(Move.TAKEN_BACK, standing, mover),
        check=can(Move.PASSED, standing, mover),
        sign_off=can(Move.SIGNED_OFF, standing, mover),
        give_back=taken and can(Move.RETURNED, standing, mover),
        withdraw_words=update.words_withdrawn_at is None and can(Move.WORDS_WITHDRAWN, standing, mover),
    )
