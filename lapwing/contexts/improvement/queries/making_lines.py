"""Milestones, their turns and actions as lines: from rows that were read, and nothing more is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.queries.lines import (
    ActionLine,
    DueLine,
    MilestoneLine,
    OccurrenceLine,
    OwnerLine,
    WholeSaid,
)
from lapwing.contexts.improvement.queries.rows import ActionRow, MilestoneRow, PointRow, ServiceRow, TurnRow
from lapwing.contexts.improvement.queries.standing import When
from lapwing.contexts.improvement.rules import (
    CLOSED,
    COLOUR_OF_STATUS,
    FINISHED,
    NEVER,
    Colour,
    Moved,
    Point,
    Status,
    colour_of_action,
    colour_of_milestone,
    count,
    lateness,
    moved,
    whole_stands,
)


@dataclass(frozen=True)
class Reported:
    """What was said last of a milestone or of one turn of it."""

    status: Status
    on: date | None = None
    by: str = ""
    note: str = ""
    mitigation: str = ""
    forecast_on: date | None = None


NOTHING_SAID = Reported(Status.NOT_STARTED)


def milestone_line(
    row: MilestoneRow,
    action: ActionRow,
    dates: Sequence[PointRow],
    said: Reported,
    turns: Sequence[OccurrenceLine],
    owners: tuple[OwnerLine, ...],
    when: When,
) -> MilestoneLine:
    """``dates`` are all that it ever had; those that stand are its due points."""
    on = when.on
    points = [point for point in dates if when.stands(point.withdrawn_at)]
    pure = [Point(point.role, point.latest) for point in points]
    last = lateness.last_due(pure)
    return MilestoneLine(
        ref=row.ref,
        action_ref=action.ref,
        action_number=action.number,
        action_text=_text_of(action),
        label=row.label,
        text=row.text,
        status=said.status,
        colour=colour_of_milestone(said.status, dated=bool(points)),
        note=said.note,
        mitigation=said.mitigation,
        forecast_on=said.forecast_on,
        said_on=said.on,
        said_by=said.by,
        due=tuple(_due_line(point, on) for point in points),
        last_due=last,
        lateness=lateness.lateness(pure, said.status, on),
        lateness_words=lateness.in_words(pure, said.status, on),
        days_overdue=lateness.days_overdue(pure, said.status, on),
        missed_start=lateness.missed_start(pure, said.status, on),
        moved=_moved(dates, last),
        turns_moved=tuple(turn.moved for turn in turns if turn.moved.times),
        disagreement=lateness.disagreement(pure, said.status, on),
        recurrence=row.recurrence,
        owners=owners,
        group_number=action.group_number or "",
        group_title=action.group_title or "",
        next_due=_next_due(said.status, last, turns, on),
    )


def _next_due(status: Status, last: date | None, turns: Iterable[OccurrenceLine], on: date) -> date | None:
    """The soonest day of an open milestone, of its own or of an open turn of it, that has not passed."""
    if status in CLOSED:
        return None
    days = [last, *(turn.due_on for turn in turns if turn.status not in CLOSED)]
    return min((day for day in days if day is not None and day >= on), default=None)


def _moved(dates: Sequence[PointRow], last: date | None) -> Moved:
    """Most dates never changed: of those nothing has to be worked out."""
    if len({point.recorded_at for point in dates}) < 2:
        return Moved(first=last) if dates else NEVER
    return moved([point.stretch for point in dates])


def action_line(
    row: ActionRow,
    milestones: Sequence[MilestoneLine],
    owners: tuple[OwnerLine, ...],
    serves: Sequence[ServiceRow],
    whole: WholeSaid | None,
) -> ActionLine:
    going = [line for line in milestones if line.status is not Status.STOPPED]
    first = serves[0] if serves else None
    if not whole_stands(line.status for line in milestones):
        whole = None
    return ActionLine(
        ref=row.ref,
        key=row.key,
        number=row.number,
        occurrence=row.occurrence,
        text=_text_of(row),
        key_area=row.key_area,
        colour=colour_of_action((line.colour for line in going), whole.status if whole else None),
        counts=count(line.colour for line in going),
        milestones=len(milestones),
        done=sum(line.status in FINISHED for line in milestones),
        overdue=sum(line.is_overdue for line in milestones),
        undated=sum(line.last_due is None for line in going if line.status not in CLOSED),
        next_due=min((line.next_due for line in going if line.next_due), default=None),
        owners=owners,
        group_ref=row.group_ref or "",
        group_number=row.group_number or "",
        group_title=row.group_title or "",
        objective_ref=first.ref if first else "",
        objective_number=first.number if first else "",
        whole=whole,
    )


def _text_of(action: ActionRow) -> str:
    """What an action says; where the plan prints neither number nor words, that, so that it can be named."""
    return action.text or ("" if action.number else "An action without words")


def occurrence_line(row: TurnRow, said: Reported, moved: Moved, on: date) -> OccurrenceLine:
    return OccurrenceLine(
        ref=row.ref,
        label=row.label,
        due_on=row.due_on,
        status=said.status,
        colour=COLOUR_OF_STATUS[said.status] if said.status else Colour.GREY,
        is_missed=lateness.occurrence_missed(row.due_on, said.status, on),
        moved=moved if moved.times else Moved(first=row.due_on),
        note=said.note,
        version=row.version,
        said_on=said.on,
        mitigation=said.mitigation,
        forecast_on=said.forecast_on,
    )


def _due_line(point: PointRow, on: date) -> DueLine:
    return DueLine(
        role=point.role,
        as_written=point.as_written,
        earliest=point.earliest,
        latest=point.latest,
        has_passed=point.latest is not None and point.latest < on,
    )
