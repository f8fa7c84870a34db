"""What am I asked for? The updates that cycles expect of the roles I hold or stand in for, everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Action, Cycle, Expected, Ownership, Update
from lapwing.contexts.improvement.queries.cycle_lines import (
    Answer,
    AskedLine,
    CycleHead,
    LastSaid,
    MyCycle,
    MyUpdates,
)
from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine
from lapwing.contexts.improvement.queries.loading import Loaded, load_actions
from lapwing.contexts.improvement.queries.mine import names_held
from lapwing.contexts.improvement.queries.standing import When, day_of, names_of
from lapwing.contexts.improvement.rules.cycles import ANSWERS, SETTLED, spoken_of
from lapwing.contexts.improvement.rules.statuses import gravity
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership

# An action, and one of its milestones or none: what an update is on.
About = tuple[int, int | None]


def my_updates(*, actor: Actor, on: date, cycle_ref: str = "") -> MyUpdates:
    """What cycles that take updates ask of me, in all partnerships; or what one of them does."""
    roles = access.held_role_ids(actor, on)
    owned = Ownership.objects.standing().filter(role__in=roles).values("action")
    going = access.cycles.visible_to(
        actor, Cycle.objects.taking_updates().filter(plan__voided_at=None), permission=access.READ
    )
    asked = Expected.objects.standing().filter(cycle__in=going, action__in=owned)
    if cycle_ref:
        asked = asked.filter(cycle__ref=cycle_ref)
    rows = list(asked.select_related("cycle__plan", "cycle__partnership").order_by("cycle__closes_on", "pk"))
    loaded = load_actions(Action.objects.filter(pk__in={row.action_id for row in rows}), When(on))
    lines = _lines(rows, loaded, names_held(actor, roles, on))
    heads = dict.fromkeys(line.cycle for line in lines)
    return MyUpdates(
        tuple(
            MyCycle(
                head,
                tuple(sorted((each for each in of if not each.is_answered), key=_pressing)),
                tuple(each for each in of if each.is_answered),
            )
            for head in heads
            for of in [[each for each in lines if each.cycle == head]]
        )
    )


def left_to_write(*, actor: Actor, plan_ref: str, on: date) -> int:
    """How many updates of a plan the actor is asked for and has not answered. Three queries."""
    owned = Ownership.objects.standing().filter(role__in=access.held_role_ids(actor, on)).values("action")
    going = Cycle.objects.taking_updates().filter(plan__ref=plan_ref)
    rows = list(Expected.objects.standing().filter(cycle__in=going, action__in=owned))
    answers = answers_to(rows) if rows else {}
    given = {about for about, answer in answers.items() if answer.answers}
    return sum((row.cycle_id, (row.action_id, row.milestone_id)) not in given for row in rows)


def cycle_head(*, actor: Actor, partnership: Partnership, cycle_ref: str) -> CycleHead:
    """A cycle of the partnership that the actor may see. Raises NotVisible."""
    found = Cycle.objects.in_force().filter(partnership=partnership, plan__voided_at=None)
    found = found.select_related("plan", "partnership")
    return CycleHead.of(access.cycles.fetch(actor, access.READ, queryset=found, ref=cycle_ref))


def answers_to(rows: Iterable[Expected]) -> dict[tuple[int, About], Answer]:
    """The update on each thing in each cycle.

    Of several turns the one that came furthest counts; of those that came as far, the gravest speaks.
    ``rows`` are all that a cycle expects of an action: see ``spoken_of`` for the answer to one as a whole.
    """
    asked: dict[int, set[About]] = defaultdict(set)
    for row in rows:
        asked[row.cycle_id].add((row.action_id, row.milestone_id))
    cycles = set(asked)
    found: dict[tuple[int, About], Answer] = {}
    updates = Update.objects.in_force().filter(cycle__in=cycles)
    for ref, state, status, cycle_id, action_id, milestone_id in updates.values_list(
        "ref", "state", "status", "cycle_id", "action_id", "milestone_id"
    ):
        key = (cycle_id, (action_id, milestone_id))
        answer = Answer(ref, state, status)
        if key not in found or _speaks(answer) >= _speaks(found[key]):
            found[key] = answer
    return _with_wholes(found, asked)


def _with_wholes(
    found: dict[tuple[int, About], Answer], asked: Mapping[int, set[About]]
) -> dict[tuple[int, About], Answer]:
    """The same, with the answer to an action as a whole that was given on one of its milestones."""
    given: dict[int, dict[About, Answer]] = defaultdict(dict)
    for (cycle, about), answer in found.items():
        if answer.answers:
            given[cycle][about] = answer
    for cycle, abouts in asked.items():
        for about in spoken_of(given[cycle], abouts) - given[cycle].keys():
            of_action = [answer for (action, _), answer in given[cycle].items() if action == about[0]]
            found[cycle, about] = max(of_action, key=_speaks)
    return found


def _speaks(answer: Answer) -> tuple[int, int]:
    """How loud an answer is beside others of the same thing."""
    return (answer.state in ANSWERS) + (answer.state in SETTLED), -gravity(answer.status)


def _lines(rows: list[Expected], loaded: Loaded, held: Mapping[str, bool]) -> list[AskedLine]:
    actions = {loaded.rows[line.ref].pk: line for line in loaded.actions}
    milestones = {loaded.milestone_rows[line.ref].pk: line for line in loaded.milestones}
    answers, last = answers_to(rows), said_before(rows)
    heads = {row.cycle_id: CycleHead.of(row.cycle) for row in rows}
    lines = []
    for row in rows:
        action = actions.get(row.action_id)
        milestone = milestones.get(row.milestone_id) if row.milestone_id else None
        if action is None:
            continue
        role = next((owner.name for owner in action.owners if owner.name in held), "")
        about = (row.action_id, row.milestone_id)
        said = last.get((row.cycle_id, about)) or said_outside(milestone)
        answer = answers.get((row.cycle_id, about))
        lines.append(
            AskedLine(action, milestone, heads[row.cycle_id], role, held.get(role, False), answer, said)
        )
    return lines


def said_before(
    rows: list[Expected], among: QuerySet[Update] | None = None
) -> dict[tuple[int, About], LastSaid]:
    """The last update on each thing in an earlier cycle; ``among`` those that the reader may read."""
    about = Q(action__in={row.action_id for row in rows}, state__in=ANSWERS)
    earlier = (
        (Update.objects.in_force() if among is None else among)
        .filter(about, cycle__voided_at=None)
        .select_related("cycle")
        .order_by("cycle__closes_on", "pk")
    )
    updates: dict[About, list[Update]] = defaultdict(list)
    for update in earlier:
        updates[update.action_id, update.milestone_id].append(update)
    names = names_of(update.submitted_by_id for each in updates.values() for update in each)
    found: dict[tuple[int, About], LastSaid] = {}
    for row in rows:
        for update in updates[row.action_id, row.milestone_id]:
            if update.cycle.closes_on < row.cycle.closes_on and update.submitted_at is not None:
                found[row.cycle_id, (row.action_id, row.milestone_id)] = LastSaid(
                    on=day_of(update.submitted_at),
                    by=names.get(update.submitted_by_id, ""),
                    status=update.get_status_display(),
                    words=update.done,
                )
    return found


def said_outside(milestone: MilestoneLine | None) -> LastSaid | None:
    """What was reported of a milestone outside any cycle."""
    if milestone is None or milestone.said_on is None:
        return None
    return LastSaid(milestone.said_on, milestone.said_by, milestone.status.label, milestone.note)


def _pressing(line: AskedLine) -> tuple[bool, int, date, str]:
    """Returned first, then what is overdue the longest, then by its date."""
    milestone: MilestoneLine | None = line.milestone
    action: ActionLine = line.action
    overdue = milestone.days_overdue if milestone else None
    due = milestone.last_due if milestone else action.next_due
    return (not line.is_returned, -(overdue or 0), due or date.max, action.number)


__all__ = ["NotVisible", "answers_to", "cycle_head", "my_updates", "said_before", "said_outside"]
