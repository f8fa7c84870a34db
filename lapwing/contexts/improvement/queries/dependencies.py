"""What of a plan waits for what, how both ends stand, and what late thing holds up what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lapwing.contexts.improvement.models import Action, Dependency, Plan
from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine, PlanHead, WholeSaid
from lapwing.contexts.improvement.queries.loading import load_actions
from lapwing.contexts.improvement.queries.over_time import Forecast, forecasts_of
from lapwing.contexts.improvement.queries.rows import among
from lapwing.contexts.improvement.queries.standing import When, plan_and_head, when
from lapwing.contexts.improvement.rules import CLOSED, FINISHED, Colour, Status
from lapwing.contexts.improvement.rules.dependencies import (
    End,
    Stands,
    Wait,
    behind,
    held_up,
    layers,
)
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class EndLine:
    """An action as a whole, or one of its milestones, as it stands. ``due`` is its last date."""

    kind: str
    ref: str
    action_ref: str
    number: str
    label: str
    text: str
    colour: Colour
    status: Status
    due: date | None
    forecast: date | None
    overdue: int | None


@dataclass(frozen=True)
class DependencyLine:
    """``waiting`` cannot be finished before ``needed`` is. ``holds_up`` says how that is a trouble, or ""."""

    ref: str
    waiting: EndLine
    needed: EndLine
    reason: str
    holds_up: str
    behind: int  # how many things wait for what is needed, directly or through others


@dataclass(frozen=True)
class DependencyPage:
    """``columns`` gives the place of each end in a picture from left to right, by kind and reference."""

    plan: PlanHead
    lines: tuple[DependencyLine, ...]
    columns: Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class EndChoice:
    """An action or milestone that a dependency may name."""

    kind: str
    ref: str
    number: str
    label: str
    text: str


def dependencies(*, actor: Actor, plan_ref: str, on: date, as_at: date | None = None) -> DependencyPage:
    """Everything that waits in a plan, in a fixed number of queries. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, as_at)
    asked = when(on, as_at)
    rows = _rows(plan.ref, asked)
    ends = _ends([row.waiting_id for row in rows] + [row.needed_id for row in rows], asked)
    lines, waits = _lines(rows, ends, asked)
    places = layers(waits)
    return DependencyPage(
        plan=head,
        lines=lines,
        columns={(ends[end].kind, ends[end].ref): place for end, place in places.items()},
    )


def dependencies_about(
    *, plan_ref: str, action_ref: str, milestone_ref: str = "", on: date, as_at: date | None = None
) -> tuple[DependencyLine, ...]:
    """What an action of a plan that the actor reads waits for, and what waits for it; or a milestone of it.

    One query where nothing does, which is so for most.
    """
    asked = when(on, as_at)
    rows = _rows(plan_ref, asked)
    if not any(action_ref in (row.waiting.ref, row.needed.ref) for row in rows):
        return ()
    ends = _ends([row.waiting_id for row in rows] + [row.needed_id for row in rows], asked)
    lines, _ = _lines(rows, ends, asked)
    return tuple(
        line
        for line in lines
        if any(_is_about(end, action_ref, milestone_ref) for end in (line.waiting, line.needed))
    )


def choices_of(plan: Plan, on: date) -> tuple[EndChoice, ...]:
    """The actions of a plan with their milestones, in its order."""
    loaded = load_actions(Action.objects.filter(plan=plan), when(on, None))
    found: list[EndChoice] = []
    for action in loaded.actions:
        found.append(EndChoice("action", action.ref, action.number, "", action.text))
        found.extend(
            EndChoice("milestone", line.ref, action.number, line.label, line.text)
            for line in loaded.by_action.get(action.ref, ())
        )
    return tuple(found)


def _is_about(end: EndLine, action_ref: str, milestone_ref: str) -> bool:
    return end.ref == milestone_ref if milestone_ref else end.action_ref == action_ref


def _rows(plan_ref: str, asked: When) -> Sequence[Dependency]:
    """What stands, of ends that have not been taken out."""
    found = asked.recorded(Dependency.objects.filter(plan__ref=plan_ref)).select_related("waiting", "needed")
    ends = asked.editable_q("waiting") & asked.editable_q("needed")
    for name in ("waiting_milestone", "needed_milestone"):
        ends &= Q((name, None)) | asked.editable_q(name)
    return list(found.filter(ends).order_by("id"))


def _ends(action_ids: Collection[int], asked: When) -> dict[End, EndLine]:
    """The actions and their milestones as they stand."""
    loaded = load_actions(Action.objects.filter(among("id", set(action_ids))), asked)
    forecasts = forecasts_of(loaded, asked)
    found: dict[End, EndLine] = {}
    for action in loaded.actions:
        pk = loaded.rows[action.ref].pk
        parts = loaded.by_action.get(action.ref, ())
        found[End(pk)] = _action_end(action, parts, forecasts)
        for part in parts:
            found[End(pk, loaded.milestone_rows[part.ref].pk)] = _milestone_end(part, forecasts)
    return found


def _action_end(
    action: ActionLine, parts: Sequence[MilestoneLine], forecasts: Mapping[str, Forecast]
) -> EndLine:
    """An action as a whole: due with the last of its open milestones, and as late as the latest of them."""
    going = [part for part in parts if part.status not in CLOSED]
    days = [part.last_due for part in going if part.last_due is not None]
    said = [forecasts[part.ref].on for part in going if part.ref in forecasts]
    return EndLine(
        kind="action",
        ref=action.ref,
        action_ref=action.ref,
        number=action.number,
        label="",
        text=action.text,
        colour=action.colour,
        status=_status_of(parts, action.whole),
        due=max(days, default=None),
        forecast=max(said, default=None),
        overdue=max((part.days_overdue for part in going if part.days_overdue), default=None),
    )


def _status_of(parts: Sequence[MilestoneLine], whole: WholeSaid | None) -> Status:
    """An action is done when all of its milestones are, and otherwise as the worst of what is said stands.

    That is of its milestones, and of the action as a whole: one without milestones stands as that alone.
    """
    if whole is not None and (not parts or whole.status is Status.STOPPED):
        return whole.status
    going = [part.status for part in parts if part.status is not Status.STOPPED]
    if parts and not going:
        return Status.STOPPED
    if going and all(status in FINISHED for status in going):
        return Status.DONE
    for status in (Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK):
        if status in going or (whole is not None and whole.status is status):
            return status
    return Status.NOT_STARTED if Status.DONE not in going else Status.ON_TRACK


def _milestone_end(line: MilestoneLine, forecasts: Mapping[str, Forecast]) -> EndLine:
    forecast = forecasts.get(line.ref)
    return EndLine(
        kind="milestone",
        ref=line.ref,
        action_ref=line.action_ref,
        number=line.action_number,
        label=line.label,
        text=line.text,
        colour=line.colour,
        status=line.status,
        due=line.last_due,
        forecast=forecast.on if forecast else None,
        overdue=line.days_overdue,
    )


def _lines(
    rows: Sequence[Dependency], ends: Mapping[End, EndLine], asked: When
) -> tuple[tuple[DependencyLine, ...], list[Wait]]:
    """The lines, what holds something up first; and the same as pairs of numbers."""
    waits = [
        Wait(
            End(row.waiting_id, row.waiting_milestone_id),
            End(row.needed_id, row.needed_milestone_id),
        )
        for row in rows
    ]
    lines = []
    for row, wait in zip(rows, waits, strict=True):
        waiting, needed = ends[wait.waiting], ends[wait.needed]
        lines.append(
            DependencyLine(
                ref=row.ref,
                waiting=waiting,
                needed=needed,
                reason=row.reason,
                holds_up=held_up(_stands(needed), _stands(waiting), asked.on) or _late_part(needed, waiting),
                behind=len(behind(waits, wait.needed)),
            )
        )
    lines.sort(key=lambda line: (not line.holds_up, -line.behind))
    return tuple(lines), waits


def _late_part(needed: EndLine, waiting: EndLine) -> str:
    """An action whose last date is still to come may hold things up by a milestone that is overdue."""
    if needed.overdue is None or waiting.status in CLOSED:
        return ""
    return f"Part of it is overdue by {needed.overdue} {'day' if needed.overdue == 1 else 'days'}"


def _stands(end: EndLine) -> Stands:
    return Stands(end.status, end.due, end.forecast)


__all__ = [
    "DependencyLine",
    "DependencyPage",
    "EndChoice",
    "EndLine",
    "choices_of",
    "dependencies",
    "dependencies_about",
]
