"""The groups of a plan in each of its reporting cycles, by what was signed off in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.models import Cycle, Expected, Group
from lapwing.contexts.improvement.queries.cycle_lines import CycleHead
from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.my_updates import answers_to
from lapwing.contexts.improvement.queries.standing import plan_and_head
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.cycles import SETTLED
from lapwing.contexts.improvement.rules.heat import Standing, standing
from lapwing.platform.access.actor import Actor

# So many cycles stand side by side: two years of quarters, and still to be read on paper.
MOST = 8


@dataclass(frozen=True)
class HeatRow:
    """A group of the plan, or "" for actions in none; a cell for each cycle."""

    number: str
    title: str
    cells: tuple[Standing, ...]


@dataclass(frozen=True)
class HeatPage:
    """``cycles`` are those that have opened, oldest first; ``earlier`` counts those before them."""

    plan: PlanHead
    cycles: tuple[CycleHead, ...]
    whole: tuple[Standing, ...]
    groups: tuple[HeatRow, ...]
    earlier: int


# What was asked for in each cycle, by group: the statuses as signed off.
_Said = Mapping[tuple[int, int | None], Sequence[Status | None]]


def heat(*, actor: Actor, plan_ref: str, on: date) -> HeatPage:
    """How each group stood at each cycle, in a fixed number of queries. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, None)
    opened = list(
        Cycle.objects.in_force()
        .filter(plan=plan, opened_at__isnull=False)
        .select_related("plan", "partnership")
    )
    cycles = opened[-MOST:]
    groups = list(Group.objects.in_force().filter(plan=plan))
    said = _said(cycles, {group.pk for group in groups})
    rows = [HeatRow(group.number, group.title, _cells(said, cycles, group.pk)) for group in groups]
    if any(group is None for _, group in said):
        rows.append(HeatRow("", "", _cells(said, cycles, None)))
    return HeatPage(
        plan=head,
        cycles=tuple(CycleHead.of(cycle) for cycle in cycles),
        whole=tuple(_whole(said, cycle) for cycle in cycles),
        groups=tuple(rows),
        earlier=len(opened) - len(cycles),
    )


def _said(cycles: Sequence[Cycle], groups: set[int]) -> _Said:
    """What each cycle asked for, by the group that its action is in today."""
    rows = list(
        Expected.objects.standing().filter(cycle__in=[cycle.pk for cycle in cycles]).select_related("action")
    )
    answers = answers_to(rows)
    found: dict[tuple[int, int | None], list[Status | None]] = defaultdict(list)
    for row in rows:
        answer = answers.get((row.cycle_id, (row.action_id, row.milestone_id)))
        settled = answer is not None and answer.state in SETTLED and answer.status
        group = row.action.group_id if row.action.group_id in groups else None
        found[row.cycle_id, group].append(Status(answer.status) if answer and settled else None)
    return found


def _cells(said: _Said, cycles: Sequence[Cycle], group: int | None) -> tuple[Standing, ...]:
    return tuple(standing(said.get((cycle.pk, group), ())) for cycle in cycles)


def _whole(said: _Said, cycle: Cycle) -> Standing:
    return standing(each for (pk, _), given in said.items() if pk == cycle.pk for each in given)


__all__ = ["MOST", "HeatPage", "HeatRow", "heat"]
