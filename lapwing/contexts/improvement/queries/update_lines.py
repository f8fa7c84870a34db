"""Updates and their moves as lines: what stands in one, where it waits, and who wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

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
from lapwing.contexts.improvement.queries.standing import day_of, names_of
from lapwing.contexts.improvement.queries.update_units import RELATED, unit_of
from lapwing.contexts.improvement.rules import COLOUR_OF_STATUS, Colour, Point, Status
from lapwing.contexts.improvement.rules.lateness import last_due
from lapwing.contexts.improvement.rules.off_track import forecast_in_words
from lapwing.contexts.improvement.rules.workflow import DEFAULT_STEP, OPEN_TO_ALL, Step, StepDeed


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
    words_withdrawn_at: datetime | None = None

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


def moves_of(update: Update, *, wordless_before: int = 0) -> tuple[MoveLine, ...]:
    """Everything that happened to an update, in order.

    ``wordless_before``: the number of the move before which none is given with its comment.
    """
    rows = list(UpdateMove.objects.filter(update_moved=update).order_by("made_at", "id"))
    names = names_of(row.made_by_id for row in rows)
    return tuple(
        MoveLine(
            words=Move(row.move).label,
            step=row.step_name,
            by=names.get(row.made_by_id, ""),
            at=row.made_at,
            comment=row.comment if row.pk >= wordless_before else "",
            is_return=row.move == Move.RETURNED,
        )
        for row in rows
    )


def last_comment(update: Update) -> MoveLine | None:
    """With which comment, and by whom, an update was returned last."""
    return next((move for move in reversed(moves_of(update)) if move.is_return), None)


def step_of(update: Update) -> Step:
    """The step at which an update waits; the programme manager's where its plan has none."""
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
    step = step_of(row)
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
        words_withdrawn_at=row.words_withdrawn_at,
    )


def _about(action: Action, milestone: Milestone | None, turn: str) -> str:
    text = milestone.text if milestone is not None else action.text
    return f"{text} ({turn})" if turn else text
