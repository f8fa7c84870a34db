"""From rows to lines: actions with everything that their lines show, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db.models import QuerySet

from lapwing.contexts.improvement.models import (
    Action,
    DuePoint,
    Milestone,
    Occurrence,
    Service,
    StatusReport,
)
from lapwing.contexts.improvement.queries.lines import (
    ActionLine,
    DueLine,
    MilestoneLine,
    OccurrenceLine,
    OwnerLine,
    WholeSaid,
)
from lapwing.contexts.improvement.queries.owners import owners_of
from lapwing.contexts.improvement.queries.rows import (
    ActionRow,
    MilestoneRow,
    PointRow,
    ReportRow,
    ServiceRow,
    TurnRow,
    among,
    light,
)
from lapwing.contexts.improvement.queries.standing import When, names_of
from lapwing.contexts.improvement.queries.whole import whole_said
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

R = TypeVar("R")


@dataclass(frozen=True)
class Loaded:
    """Actions in the plan's order, with their milestones, and the rows they came from by number."""

    actions: tuple[ActionLine, ...]
    milestones: tuple[MilestoneLine, ...]
    occurrences: Mapping[str, tuple[OccurrenceLine, ...]]
    rows: Mapping[str, ActionRow]
    milestone_rows: Mapping[str, MilestoneRow]
    serves: Mapping[str, tuple[ServiceRow, ...]]

    @cached_property
    def by_action(self) -> Mapping[str, tuple[MilestoneLine, ...]]:
        found: dict[str, list[MilestoneLine]] = defaultdict(list)
        for line in self.milestones:
            found[line.action_ref].append(line)
        return {ref: tuple(lines) for ref, lines in found.items()}

    @cached_property
    def by_objective(self) -> Mapping[int, tuple[ActionLine, ...]]:
        found: dict[int, list[ActionLine]] = defaultdict(list)
        for line in self.actions:
            for service in self.serves[line.ref]:
                found[service.objective_id].append(line)
        return {objective: tuple(lines) for objective, lines in found.items()}


@dataclass(frozen=True)
class _Said:
    status: Status
    on: date | None = None
    by: str = ""
    note: str = ""


_NOTHING_SAID = _Said(Status.NOT_STARTED)


def load_actions(actions: QuerySet[Action], when: When) -> Loaded:
    """The lines of these actions and of their milestones, as they stand."""
    rows = _action_rows(actions, when)
    action_ids = [row.pk for row in rows]
    milestones = light(when.editable(Milestone.objects.filter(among("action_id", action_ids))), MilestoneRow)
    ids = [row.pk for row in milestones]
    of_these = among("milestone_id", ids)
    dates = _grouped(light(when.ever_recorded(DuePoint.objects.filter(of_these)), PointRow), "milestone_id")
    said, said_of_turns = _latest_reports(ids, when)
    turns = _grouped(light(when.editable(Occurrence.objects.filter(of_these)), TurnRow), "milestone_id")
    owners = owners_of(action_ids, when, {row.partnership_id for row in rows})
    serves = _services(action_ids)
    whole = whole_said(action_ids, when)
    by_id = {row.pk: row for row in rows}
    turn_lines = {
        row.pk: tuple(
            occurrence_line(turn, said_of_turns.get(turn.pk, _NOTHING_SAID), when.on)
            for turn in turns.get(row.pk, [])
        )
        for row in milestones
    }
    lines = [
        milestone_line(
            row,
            by_id[row.action_id],
            dates.get(row.pk, []),
            said.get(row.pk, _NOTHING_SAID),
            turn_lines[row.pk],
            owners.get(row.action_id, ()),
            when,
        )
        for row in milestones
    ]
    of_action = _by_action_id(milestones, lines)
    return Loaded(
        actions=tuple(
            action_line(
                row,
                of_action.get(row.pk, []),
                owners.get(row.pk, ()),
                serves.get(row.pk, []),
                whole.get(row.pk),
            )
            for row in rows
        ),
        milestones=tuple(line for row in rows for line in of_action.get(row.pk, [])),
        occurrences={row.ref: turn_lines[row.pk] for row in milestones},
        rows={row.ref: row for row in rows},
        milestone_rows={row.ref: row for row in milestones},
        serves={row.ref: tuple(serves.get(row.pk, [])) for row in rows},
    )


def missed_turns(loaded: Loaded) -> tuple[tuple[MilestoneLine, OccurrenceLine], ...]:
    """Turns of milestones that go on, or went on until they were done, whose day passed with nothing done."""
    return tuple(
        (line, turn)
        for line in loaded.milestones
        if line.status is not Status.STOPPED
        for turn in loaded.occurrences[line.ref]
        if turn.is_missed
    )


def milestone_line(
    row: MilestoneRow,
    action: ActionRow,
    dates: Sequence[PointRow],
    said: _Said,
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
        said_on=said.on,
        said_by=said.by,
        due=tuple(_due_line(point, on) for point in points),
        last_due=last,
        lateness=lateness.lateness(pure, said.status, on),
        lateness_words=lateness.in_words(pure, said.status, on),
        days_overdue=lateness.days_overdue(pure, said.status, on),
        missed_start=lateness.missed_start(pure, said.status, on),
        moved=_moved(dates, last),
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


def occurrence_line(row: TurnRow, said: _Said, on: date) -> OccurrenceLine:
    return OccurrenceLine(
        ref=row.ref,
        label=row.label,
        due_on=row.due_on,
        status=said.status,
        colour=COLOUR_OF_STATUS[said.status] if said.status else Colour.GREY,
        is_missed=lateness.occurrence_missed(row.due_on, said.status, on),
        note=said.note,
        version=row.version,
        said_on=said.on,
    )


def _due_line(point: PointRow, on: date) -> DueLine:
    return DueLine(
        role=point.role,
        as_written=point.as_written,
        earliest=point.earliest,
        latest=point.latest,
        has_passed=point.latest is not None and point.latest < on,
    )


def _action_rows(actions: QuerySet[Action], when: When) -> list[ActionRow]:
    return light(
        actions.filter(when.editable_q()),
        ActionRow,
        group_ref="group__ref",
        group_number="group__number",
        group_title="group__title",
    )


def _services(action_ids: Iterable[int]) -> dict[int, list[ServiceRow]]:
    rows = light(
        Service.objects.filter(among("action_id", action_ids), objective__voided_at=None),
        ServiceRow,
        plan_id="objective__plan_id",
        ref="objective__ref",
        number="objective__number",
        title="objective__title",
    )
    return _grouped(rows, "action_id")


def _latest_reports(milestone_ids: Iterable[int], when: When) -> tuple[dict[int, _Said], dict[int, _Said]]:
    """The last thing said of each milestone, and of each occurrence: by the day it held, then as recorded."""
    found = StatusReport.objects.filter(among("milestone_id", milestone_ids), effective_on__lte=when.on)
    rows = light(
        when.recorded(found)
        .order_by("milestone_id", "occurrence_id", "-effective_on", "-recorded_at", "-id")
        .distinct("milestone_id", "occurrence_id"),
        ReportRow,
    )
    names = names_of(row.recorded_by_id for row in rows)
    milestones: dict[int, _Said] = {}
    turns: dict[int, _Said] = {}
    for row in rows:
        said = _Said(Status(row.status), row.effective_on, names.get(row.recorded_by_id, ""), row.note)
        if row.occurrence_id is None:
            milestones[row.milestone_id] = said
        else:
            turns[row.occurrence_id] = said
    return milestones, turns


def _by_action_id(
    rows: Iterable[MilestoneRow], lines: Iterable[MilestoneLine]
) -> dict[int, list[MilestoneLine]]:
    action_of = {row.ref: row.action_id for row in rows}
    found: dict[int, list[MilestoneLine]] = defaultdict(list)
    for line in lines:
        found[action_of[line.ref]].append(line)
    return found


def _grouped(rows: Iterable[R], key: str) -> dict[int, list[R]]:
    found: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found
