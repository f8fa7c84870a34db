"""The groups of a plan in each of its reporting cycles, by what was signed off in them.

An action stands in the group that it was in when the cycle closed, as the history tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lapwing.contexts.improvement.models import Action, Cycle, Expected, Group
from lapwing.contexts.improvement.queries.cycle_lines import CycleHead
from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.my_updates import answers_to
from lapwing.contexts.improvement.queries.standing import plan_and_head
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.cycles import SETTLED
from lapwing.contexts.improvement.rules.heat import Standing, standing
from lapwing.platform.access.actor import Actor
from lapwing.platform.history.queries import column_as_it_was

# So many cycles stand side by side: two years of quarters, and still to be read on paper.
MOST = 8


@dataclass(frozen=True)
class HeatRow:
    """A group of the plan, or "" for actions in none; a cell for each cycle.

    ``moved`` says of each cell whether an action has come or gone since: today's lists count otherwise.
    """

    number: str
    title: str
    cells: tuple[Standing, ...]
    moved: tuple[bool, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class HeatPage:
    """``cycles`` are those that have opened, oldest first; ``earlier`` counts those before them."""

    plan: PlanHead
    cycles: tuple[CycleHead, ...]
    whole: tuple[Standing, ...]
    groups: tuple[HeatRow, ...]
    earlier: int


# A cycle and a group of the plan, None for none.
_Place = tuple[int, int | None]


@dataclass(frozen=True)
class _Told:
    """The statuses as signed off of what each cycle asked for, by place; and the places that have changed."""

    said: Mapping[_Place, Sequence[Status | None]]
    moved: frozenset[_Place]


def heat(*, actor: Actor, plan_ref: str, on: date) -> HeatPage:
    """How each group stood at each cycle, in a fixed number of queries. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, None)
    opened = list(
        Cycle.objects.in_force()
        .filter(plan=plan, opened_at__isnull=False)
        .select_related("plan", "partnership")
    )
    cycles = opened[-MOST:]
    groups = list(Group.objects.filter(plan=plan))
    told = _told(cycles, {group.pk: group.voided_at for group in groups})
    asked = {group for _, group in told.said}
    rows = [_row(told, cycles, group) for group in groups if group.voided_at is None or group.pk in asked]
    if None in asked:
        rows.append(_row(told, cycles, None))
    return HeatPage(
        plan=head,
        cycles=tuple(CycleHead.of(cycle) for cycle in cycles),
        whole=tuple(_whole(told.said, cycle) for cycle in cycles),
        groups=tuple(rows),
        earlier=len(opened) - len(cycles),
    )


def _told(cycles: Sequence[Cycle], groups: Mapping[int, datetime | None]) -> _Told:
    """What each cycle asked for, by the group that its action was in when it closed: today while it is open.

    ``groups`` are those of the plan, with when they were withdrawn.
    """
    rows = list(
        Expected.objects.standing().filter(cycle__in=[cycle.pk for cycle in cycles]).select_related("action")
    )
    answers = answers_to(rows)
    closed = {cycle.pk: cycle.closed_at for cycle in cycles}
    before = column_as_it_was(
        Action, {row.action_id for row in rows}, "group_id", [each for each in closed.values() if each]
    )
    said: dict[_Place, list[Status | None]] = defaultdict(list)
    moved: set[_Place] = set()
    for row in rows:
        answer = answers.get((row.cycle_id, (row.action_id, row.milestone_id)))
        settled = answer is not None and answer.state in SETTLED and answer.status
        at = closed[row.cycle_id]
        today = _standing_group(row.action.group_id, groups, None)
        then = before[at].get(row.action_id, row.action.group_id) if at else row.action.group_id
        group = _standing_group(then, groups, at)
        said[row.cycle_id, group].append(Status(answer.status) if answer and settled else None)
        if group != today:
            moved |= {(row.cycle_id, group), (row.cycle_id, today)}
    return _Told(said, frozenset(moved))


def _standing_group(
    group: int | None, groups: Mapping[int, datetime | None], moment: datetime | None
) -> int | None:
    """The group, when it stood at a moment (None: today)."""
    if group is None or group not in groups:
        return None
    withdrawn = groups[group]
    return group if withdrawn is None or (moment is not None and withdrawn > moment) else None


def _row(told: _Told, cycles: Sequence[Cycle], group: Group | None) -> HeatRow:
    key = group.pk if group else None
    places = [(cycle.pk, key) for cycle in cycles]
    return HeatRow(
        number=group.number if group else "",
        title=group.title if group else "",
        cells=tuple(standing(told.said.get(place, ())) for place in places),
        moved=tuple(place in told.moved for place in places),
        withdrawn=group is not None and group.voided_at is not None,
    )


def _whole(said: Mapping[_Place, Sequence[Status | None]], cycle: Cycle) -> Standing:
    return standing(each for (pk, _), given in said.items() if pk == cycle.pk for each in given)


__all__ = ["MOST", "HeatPage", "HeatRow", "heat"]
