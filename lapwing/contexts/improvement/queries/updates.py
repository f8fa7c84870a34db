"""Updates as they are read: one with its moves, those that wait for somebody, and what was signed off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import (
    Action,
    Confidence,
    DuePoint,
    Milestone,
    Move,
    Update,
    UpdateMove,
    UpdateState,
)
from lapwing.contexts.improvement.queries.evidence import EvidenceLine, evidence_of_update
from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.standing import day_of, head_of, names_of
from lapwing.contexts.improvement.queries.update_units import RELATED, takes_updates, unit_of
from lapwing.contexts.improvement.rules import COLOUR_OF_STATUS, Colour, Point, Status
from lapwing.contexts.improvement.rules.lateness import last_due
from lapwing.contexts.improvement.rules.off_track import forecast_in_words
from lapwing.contexts.improvement.rules.workflow import (
    DEFAULT_STEP,
    OPEN_TO_ALL,
    WRITABLE,
    Mover,
    Standing,
    Step,
    StepDeed,
    can,
)
from lapwing.contexts.improvement.step_holders import People, StepHolders, people_of
from lapwing.contexts.improvement.update_access import updates
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership


@dataclass(frozen=True)
class UpdateLine:
    """An update with its words. ``waits_at`` is the name of its step while it is submitted."""

    ref: str
    version: int
    state: UpdateState
    waits_at: str
    signs_off: bool
    cycle: str
    cycle_ref: str
    plan_ref: str
    plan_title: str
    action_ref: str
    action_number: str
    about: str
    about_kind: str
    about_ref: str
    status: Status | None
    colour: Colour
    done: str
    impact: str
    next_steps: str
    mitigation: str
    forecast_on: date | None
    due_on: date | None
    forecast_words: str
    confidence: str
    written_by: str
    on_behalf_of: str
    submitted_at: datetime | None
    # Its cycle was signed off without it.
    is_over: bool = False

    @property
    def state_words(self) -> str:
        """Where it stands, for a person."""
        if not self.is_over:
            return self.state.label
        return "Not signed off in time" if self.state is UpdateState.SUBMITTED else "Not submitted in time"

    @property
    def is_open_to_all(self) -> bool:
        return self.state in OPEN_TO_ALL

    @property
    def submitted_on(self) -> date | None:
        return day_of(self.submitted_at) if self.submitted_at else None


@dataclass(frozen=True)
class MoveLine:
    """One move: ``words`` says it for a person."""

    words: str
    step: str
    by: str
    at: datetime
    comment: str
    is_return: bool


@dataclass(frozen=True)
class Deeds:
    """What the actor may do with an update now."""

    write: bool = False
    take_back: bool = False
    check: bool = False
    sign_off: bool = False
    give_back: bool = False

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
    line, moves = lines_of([update])[0], moves_of(update)
    return UpdatePage(
        plan=head_of(actor, update.action.plan, on, None),
        line=line,
        moves=moves,
        deeds=deeds_of(actor, update, people, holders),
        waits_for=tuple(sorted(names.values(), key=str.casefold)),
        before=last_signed_off(unit_of(update).earlier),
        passed_over=_passed_over(moves) if update.state == UpdateState.SUBMITTED else (),
        evidence=evidence_of_update(actor, update.pk),
    )


def _passed_over(moves: Sequence[MoveLine]) -> tuple[str, ...]:
    found: list[str] = []
    for move in moves:
        if move.words == Move.SUBMITTED.label:
            found = []
        elif move.words == Move.PASSED_OVER.label:
            found.append(move.step)
    return tuple(found)


def to_check(*, actor: Actor, partnership: Partnership, on: date) -> tuple[UpdateLine, ...]:
    """What waits for the actor in a partnership: what they can check or sign off now, the oldest first."""
    rows = (
        Update.objects.in_force()
        .filter(partnership=partnership, state=UpdateState.SUBMITTED, action__plan__voided_at=None)
        .filter(cycle__signed_off_at=None, cycle__voided_at=None)
    )
    found = list(
        updates.visible_to(actor, rows, permission=access.CHECK)
        .select_related(*RELATED)
        .order_by("submitted_at", "id")
    )
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


def last_signed_off(rows: QuerySet[Update]) -> UpdateLine | None:
    """The first of some updates that was signed off."""
    found = rows.filter(state__in=OPEN_TO_ALL).select_related(*RELATED).first()
    return lines_of([found])[0] if found else None


def lines_of(rows: Sequence[Update]) -> tuple[UpdateLine, ...]:
    """Updates that were read with ``RELATED``, as they are shown. Two queries, however many they are."""
    points: dict[int, list[Point]] = {}
    for point in DuePoint.objects.standing().filter(milestone__in=[row.milestone_id for row in rows]):
        points.setdefault(point.milestone_id, []).append(Point(point.role, point.latest))
    names = names_of(row.submitted_by_id or row.created_by_id for row in rows)
    return tuple(_line(row, _points_of(row, points), names) for row in rows)


def moves_of(update: Update) -> tuple[MoveLine, ...]:
    """Everything that happened to an update, in order."""
    rows = list(UpdateMove.objects.filter(update_moved=update).order_by("made_at", "id"))
    names = names_of(row.made_by_id for row in rows)
    return tuple(
        MoveLine(
            words=Move(row.move).label,
            step=row.step_name,
            by=names.get(row.made_by_id, ""),
            at=row.made_at,
            comment=row.comment,
            is_return=row.move == Move.RETURNED,
        )
        for row in rows
    )


def last_comment(update: Update) -> MoveLine | None:
    """With which comment, and by whom, an update was returned last."""
    return next((move for move in reversed(moves_of(update)) if move.is_return), None)


def deeds_of(actor: Actor, update: Update, people: People, holders: StepHolders) -> Deeds:
    """What the actor may do with an update that was read with ``RELATED``."""
    if not takes_updates(update.cycle):
        return Deeds()
    me, state = actor.user_id, UpdateState(update.state)
    waits = state is UpdateState.SUBMITTED
    may_check = actor.may(access.CHECK, update.partnership_id)
    mover = Mover(
        writes=access.actions.permits(actor, access.REPORT, update.action),
        wrote=me in people.wrote,
        owns=me in people.own,
        holds_step=waits and may_check and me in holders.who_may_take(update.step, update.action, people),
    )
    standing = Standing(state, _step_of(update) if waits else None)
    return Deeds(
        write=state in WRITABLE and mover.writes,
        take_back=can(Move.TAKEN_BACK, standing, mover),
        check=can(Move.PASSED, standing, mover),
        sign_off=can(Move.SIGNED_OFF, standing, mover),
        give_back=can(Move.RETURNED, standing, mover),
    )


def _step_of(update: Update) -> Step:
    if update.step is None:
        return DEFAULT_STEP
    return Step(update.step.name, StepDeed(update.step.deed), update.step.pk)


def _points_of(row: Update, points: dict[int, list[Point]]) -> tuple[Point, ...]:
    if row.occurrence is not None:
        return (Point("complete", row.occurrence.due_on),)
    return tuple(points.get(row.milestone_id or 0, ()))


def _line(row: Update, points: Sequence[Point], names: dict[int | None, str]) -> UpdateLine:
    unit, plan = unit_of(row), row.action.plan
    status = Status(row.status) if row.status else None
    state = UpdateState(row.state)
    is_over = state not in OPEN_TO_ALL and row.cycle.signed_off_at is not None
    waits = state is UpdateState.SUBMITTED and not is_over
    step = _step_of(row)
    return UpdateLine(
        ref=row.ref,
        version=row.version,
        state=state,
        waits_at=step.name if waits else "",
        signs_off=waits and step.deed is StepDeed.SIGN_OFF,
        is_over=is_over,
        cycle=row.cycle.label,
        cycle_ref=row.cycle.ref,
        plan_ref=plan.ref,
        plan_title=plan.title,
        action_ref=row.action.ref,
        action_number=row.action.number,
        about=_about(row.action, row.milestone, row.occurrence.label if row.occurrence else ""),
        about_kind=unit.kind,
        about_ref=unit.ref,
        status=status,
        colour=COLOUR_OF_STATUS[status] if status else Colour.GREY,
        done=row.done,
        impact=row.impact,
        next_steps=row.next_steps,
        mitigation=row.mitigation,
        forecast_on=row.forecast_on,
        due_on=last_due(points),
        forecast_words=forecast_in_words(points, row.forecast_on) if row.forecast_on else "",
        confidence=str(Confidence(row.confidence).label) if row.confidence else "",
        written_by=names.get(row.submitted_by_id or row.created_by_id, ""),
        on_behalf_of=row.on_behalf_of.name if row.on_behalf_of else "",
        submitted_at=row.submitted_at,
    )


def _about(action: Action, milestone: Milestone | None, turn: str) -> str:
    text = milestone.text if milestone is not None else action.text
    return f"{text} ({turn})" if turn else text


__all__ = [
    "Deeds",
    "MoveLine",
    "UpdateLine",
    "UpdatePage",
    "deeds_of",
    "last_comment",
    "last_signed_off",
    "lines_of",
    "moves_of",
    "to_check",
    "update_page",
    "updates_about",
]
