"""From rows to lines: actions with everything that their lines show, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine, OccurrenceLine
from lapwing.contexts.improvement.queries.making_lines import (
    NOTHING_SAID,
    Reported,
    action_line,
    milestone_line,
    occurrence_line,
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
from lapwing.contexts.improvement.queries.turn_moves import as_they_were
from lapwing.contexts.improvement.queries.whole import whole_said
from lapwing.contexts.improvement.rules import NEVER, Status

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


def load_actions(actions: QuerySet[Action], when: When) -> Loaded:
    """The lines of these actions and of their milestones, as they stand."""
    rows = _action_rows(actions, when)
    action_ids = [row.pk for row in rows]
    milestones = light(when.editable(Milestone.objects.filter(among("action_id", action_ids))), MilestoneRow)
    ids = [row.pk for row in milestones]
    of_these = among("milestone_id", ids)
    dates = _grouped(light(when.ever_recorded(DuePoint.objects.filter(of_these)), PointRow), "milestone_id")
    said, said_of_turns = _latest_reports(ids, when)
    turn_rows = light(when.editable(Occurrence.objects.filter(of_these)), TurnRow)
    stood, turns_moved = as_they_were(turn_rows, when)
    turns = _grouped(stood, "milestone_id")
    owners = owners_of(action_ids, when, {row.partnership_id for row in rows})
    serves = _services(action_ids)
    whole = whole_said(action_ids, when)
    by_id = {row.pk: row for row in rows}
    turn_lines = {
        row.pk: tuple(
            occurrence_line(
                turn, said_of_turns.get(turn.pk, NOTHING_SAID), turns_moved.get(turn.pk, NEVER), when.on
            )
            for turn in turns.get(row.pk, [])
        )
        for row in milestones
    }
    lines = [
        milestone_line(
            row,
            by_id[row.action_id],
            dates.get(row.pk, []),
            said.get(row.pk, NOTHING_SAID),
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


def _latest_reports(
    milestone_ids: Iterable[int], when: When
) -> tuple[dict[int, Reported], dict[int, Reported]]:
    """The last thing said of each milestone, and of each occurrence: by the day it held, then as recorded."""
    found = StatusReport.objects.filter(among("milestone_id", milestone_ids), effective_on__lte=when.on)
    rows = light(
        when.recorded(found)
        .order_by("milestone_id", "occurrence_id", "-effective_on", "-recorded_at", "-id")
        .distinct("milestone_id", "occurrence_id"),
        ReportRow,
    )
    names = names_of(row.recorded_by_id for row in rows)
    milestones: dict[int, Reported] = {}
    turns: dict[int, Reported] = {}
    for row in rows:
        said = Reported(
            Status(row.status),
            row.effective_on,
            names.get(row.recorded_by_id, ""),
            row.note,
            row.mitigation,
            row.forecast_on,
        )
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
