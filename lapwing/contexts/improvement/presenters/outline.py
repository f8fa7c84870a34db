"""The plan in its order, each record with the places one up and one down from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lapwing.contexts.improvement.models import (
    Action,
    Area,
    Finding,
    Group,
    Measure,
    Objective,
    Plan,
    Service,
)
from lapwing.contexts.improvement.presenters.taken_out import title_of


@dataclass(frozen=True)
class Entry:
    """A record that can be changed and moved. ``up`` and ``down`` name the record to put it after.

    ``up`` "" puts it first; None means that it cannot go that way.
    """

    kind: str
    ref: str
    number: str
    title: str
    version: int
    up: str | None
    down: str | None


@dataclass(frozen=True)
class ObjectiveEntry:
    entry: Entry
    actions: tuple[Entry, ...]


@dataclass(frozen=True)
class GroupEntry:
    entry: Entry
    objectives: tuple[ObjectiveEntry, ...]
    actions: tuple[Entry, ...]


@dataclass(frozen=True)
class Outline:
    areas: tuple[Entry, ...]
    findings: tuple[Entry, ...]
    groups: tuple[GroupEntry, ...]
    loose: tuple[Entry, ...]
    measures: tuple[Entry, ...]


def entries_of(kind: str, rows: Iterable[Any]) -> tuple[Entry, ...]:
    """Records of one list in its order, with where each can go."""
    return _entries(kind, list(rows))


def outline_of(plan: Plan) -> Outline:
    """The plan in seven queries. An action stands under the first objective of the plan that it serves."""
    groups = list(Group.objects.in_force().filter(plan=plan))
    objectives = list(Objective.objects.in_force().filter(plan=plan))
    actions = list(Action.objects.in_force().filter(plan=plan))
    first: dict[int, int] = {}
    own = {objective.pk for objective in objectives}
    for action_id, objective_id in Service.objects.filter(action__plan=plan).values_list(
        "action", "objective"
    ):
        if objective_id in own:
            first.setdefault(action_id, objective_id)
    serving: dict[int, list[Action]] = defaultdict(list)
    direct: dict[int | None, list[Action]] = defaultdict(list)
    known = {group.pk for group in groups}
    for action in actions:
        if action.pk in first:
            serving[first[action.pk]].append(action)
        else:
            direct[action.group_id if action.group_id in known else None].append(action)
    return Outline(
        areas=_entries("area", list(Area.objects.in_force().filter(plan=plan))),
        findings=_entries("finding", list(Finding.objects.in_force().filter(plan=plan))),
        groups=tuple(
            GroupEntry(
                entry,
                tuple(
                    ObjectiveEntry(each, _entries("action", serving[row.pk]))
                    for each, row in _pairs("objective", [o for o in objectives if o.group_id == group.pk])
                ),
                _entries("action", direct[group.pk]),
            )
            for entry, group in _pairs("group", groups)
        ),
        loose=_entries("action", direct[None]),
        measures=_entries("measure", list(Measure.objects.in_force().filter(plan=plan))),
    )


def _pairs(kind: str, rows: Sequence[Any]) -> list[tuple[Entry, Any]]:
    return list(zip(_entries(kind, rows), rows, strict=True))


def _entries(kind: str, rows: Sequence[Any]) -> tuple[Entry, ...]:
    refs = [row.ref for row in rows]
    return tuple(
        Entry(
            kind=kind,
            ref=row.ref,
            number=getattr(row, "number", ""),
            title=title_of(row).removeprefix(getattr(row, "number", "")).strip(),
            version=row.version,
            up=None if at == 0 else refs[at - 2] if at > 1 else "",
            down=None if at == len(rows) - 1 else refs[at + 1],
        )
        for at, row in enumerate(rows)
    )
