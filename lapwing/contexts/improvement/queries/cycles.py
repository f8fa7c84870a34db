"""How a plan is reported on, and how far each of its cycles is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Count

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import (
    Action,
    Asked,
    Cycle,
    Expected,
    Ownership,
    Plan,
    Rhythm,
)
from lapwing.contexts.improvement.queries.asked import answered_in, wanted_of
from lapwing.contexts.improvement.queries.cycle_lines import (
    CycleCounts,
    CycleHead,
    CycleLine,
    CyclePage,
    ExpectedLine,
    PersonLine,
    ReportingPage,
    RhythmLine,
)
from lapwing.contexts.improvement.queries.expected_then import expected_then
from lapwing.contexts.improvement.queries.loading import load_actions
from lapwing.contexts.improvement.queries.my_updates import answers_to
from lapwing.contexts.improvement.queries.own_days import no_day_after
from lapwing.contexts.improvement.queries.signed_off import moves_that_signed_off
from lapwing.contexts.improvement.queries.standing import (
    When,
    day_of,
    end_of_day,
    head_of,
    names_of,
    plan_and_head,
)
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.cycles import (
    SETTLED,
    TAKES_UPDATES,
    CycleState,
    spoken_of,
    unanswered,
)
from lapwing.contexts.improvement.step_holders import StepHolders, steps_of
from lapwing.platform.access.actor import Actor


def reporting(*, actor: Actor, plan_ref: str, on: date) -> ReportingPage:
    """A plan's rhythm and its cycles. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, None)
    may_run = actor.may(access.RUN, plan.partnership_id)
    rows = list(Cycle.objects.in_force().filter(plan=plan).select_related("plan", "partnership"))
    lines = _lines(rows, on, may_run=may_run, may_count=_may_count(actor, plan, on))
    planned = [line for line in lines if line.head.state is CycleState.PLANNED]
    rhythm = Rhythm.objects.in_force().filter(plan=plan).first()
    return ReportingPage(
        plan=head,
        rhythm=_rhythm(rhythm) if rhythm else None,
        now=tuple(line for line in lines if line.head.state not in (CycleState.PLANNED, CycleState.REPORTED)),
        planned=tuple(line for line in planned if line.head.closes_on >= on),
        missed=tuple(line for line in planned if line.head.closes_on < on),
        reported=tuple(line for line in reversed(lines) if line.head.state is CycleState.REPORTED),
        may_run=may_run,
        no_day_after=no_day_after(rhythm, on) if rhythm and may_run else None,
    )


def cycle_page(*, actor: Actor, cycle_ref: str, on: date) -> CyclePage:
    """What a cycle expects, and how each of it stands. Raises NotVisible."""
    rows = Cycle.objects.in_force().filter(plan__voided_at=None).select_related("plan", "partnership")
    cycle = access.cycles.fetch(actor, access.READ, queryset=rows, ref=cycle_ref)
    may_run = actor.may(access.RUN, cycle.partnership_id)
    (line,) = _lines([cycle], on, may_run=may_run, may_count=_may_count(actor, cycle.plan, on))
    names = names_of([cycle.signed_off_by_id, cycle.reported_by_id])
    signed, reported = cycle.signed_off_at, cycle.reported_at
    return CyclePage(
        plan=head_of(actor, cycle.plan, on, None),
        line=line,
        expected=_expected(cycle, actor, on, may_run=may_run),
        people=_people(cycle, on) if may_run else (),
        signed_off=(names.get(cycle.signed_off_by_id, ""), day_of(signed)) if signed else None,
        reported=(names.get(cycle.reported_by_id, ""), day_of(reported)) if reported else None,
        may_run=may_run,
    )


def cycle_heads(*, actor: Actor, plan_ref: str, on: date) -> tuple[CycleHead, ...]:
    """The cycles of a plan in order, planned ones too. Two queries. Raises NotVisible."""
    plan, _ = plan_and_head(actor, plan_ref, on, None)
    rows = Cycle.objects.in_force().filter(plan=plan).select_related("plan", "partnership")
    return tuple(CycleHead.of(row) for row in rows)


def cycle_counts(*, actor: Actor, cycle_ref: str, by: date) -> CycleCounts:
    """How many updates a cycle expected at the end of a day, and how many of those were signed off by then.

    What was taken out of the plan or finished later was still expected. Raises NotVisible.
    """
    rows = Cycle.objects.in_force().filter(plan__voided_at=None)
    cycle = access.cycles.fetch(actor, access.READ, queryset=rows, ref=cycle_ref)
    asked = When(by, end_of_day(by))
    expected = expected_then(cycle, asked)
    signed = moves_that_signed_off(asked.moment)
    signed = signed.filter(asked.editable_q("update_moved"), update_moved__cycle=cycle)
    done = set(signed.values_list("update_moved__action_id", "update_moved__milestone_id"))
    return CycleCounts(len(expected), len(spoken_of(done, expected)))


def _rhythm(row: Rhythm) -> RhythmLine:
    return RhythmLine(
        row.kind,
        row.first_closes_on,
        row.days_open,
        row.remind_before,
        row.reports_after,
        row.version,
        row.own_days,
    )


def _may_count(actor: Actor, plan: Plan, on: date) -> bool:
    """Whether the actor runs the plan, or takes one of the steps that its updates go through."""
    if actor.scope_of_person(access.RUN).covers(plan.partnership_id):
        return True
    if not actor.scope_of_person(access.CHECK).covers(plan.partnership_id):
        return False
    steps = steps_of([plan.pk]).get(plan.pk, [])
    holders = StepHolders(plan.partnership_id, on)
    return any(actor.user_id in holders.of_whichever_action(step) for step in steps)


def _lines(cycles: Sequence[Cycle], on: date, *, may_run: bool, may_count: bool) -> list[CycleLine]:
    """Each cycle with its counts, in three queries; who is missing is read for those that still ask.

    ``may_count``: what was answered and is not signed off is told.
    """
    ids = [cycle.pk for cycle in cycles]
    expected: dict[int, list[Expected]] = defaultdict(list)
    rows = list(Expected.objects.standing().filter(cycle__in=ids))
    for row in rows:
        expected[row.cycle_id].append(row)
    answers = answers_to(rows)
    counted = Asked.objects.filter(cycle__in=ids).order_by().values_list("cycle").annotate(Count("pk"))
    asked = dict(counted)
    found = []
    for cycle in cycles:
        given = [
            answer
            for row in expected[cycle.pk]
            if (answer := answers.get((cycle.pk, (row.action_id, row.milestone_id))))
        ]
        missing = _missing(cycle, on) if may_run and cycle.state in TAKES_UPDATES else ()
        found.append(
            CycleLine(
                head=CycleHead.of(cycle),
                expected=len(expected[cycle.pk]),
                answered=sum(answer.answers for answer in given) if may_count else None,
                signed_off=sum(answer.state in SETTLED for answer in given),
                asked=asked.get(cycle.pk, 0),
                missing=missing,
            )
        )
    return found


def _missing(cycle: Cycle, on: date) -> tuple[str, ...]:
    wanted, answered = wanted_of(cycle, on), answered_in(cycle)
    late = {person for person, ids in wanted.items() if unanswered(ids, answered)}
    return tuple(sorted(names_of(late).values(), key=str.casefold))


def _expected(cycle: Cycle, actor: Actor, on: date, *, may_run: bool) -> tuple[ExpectedLine, ...]:
    rows = list(Expected.objects.standing().filter(cycle=cycle))
    loaded = load_actions(Action.objects.filter(pk__in={row.action_id for row in rows}), When(on))
    actions = {loaded.rows[line.ref].pk: line for line in loaded.actions}
    milestones = {loaded.milestone_rows[line.ref].pk: line for line in loaded.milestones}
    place = {pk: number for number, pk in enumerate((*actions, *milestones))}
    mine = _owned(actor, on, actions)
    asked = frozenset[int]().union(*wanted_of(cycle, on).values())
    answers = answers_to(rows)
    lines = []
    for row in sorted(rows, key=lambda row: (place[row.action_id], place.get(row.milestone_id or 0, -1))):
        answer = answers.get((cycle.pk, (row.action_id, row.milestone_id)))
        seen = answer is not None and (may_run or row.action_id in mine or answer.state in SETTLED)
        action = actions[row.action_id]
        lines.append(
            ExpectedLine(
                action=action,
                milestone=milestones.get(row.milestone_id) if row.milestone_id else None,
                state=answer.state if answer and seen else "",
                update_ref=answer.update_ref if answer and seen else "",
                missing_reason=row.missing_reason,
                nobody=row.pk not in asked,
                said=Status(answer.status) if answer and answer.state in SETTLED and answer.status else None,
            )
        )
    return tuple(lines)


def _owned(actor: Actor, on: date, actions: Collection[int]) -> frozenset[int]:
    roles = access.held_role_ids(actor, on)
    owned = Ownership.objects.standing().filter(role__in=roles, action__in=actions)
    return frozenset(owned.values_list("action", flat=True))


def _people(cycle: Cycle, on: date) -> tuple[PersonLine, ...]:
    """Everybody who was asked, those who have most still to answer first."""
    wanted, answered = wanted_of(cycle, on), answered_in(cycle)
    rows = list(Asked.objects.filter(cycle=cycle))
    names = names_of(row.user_id for row in rows)
    lines = [
        PersonLine(
            name=names.get(row.user_id, "Somebody who has left"),
            expected=len(wanted.get(row.user_id, ())),
            answered=len(wanted.get(row.user_id, frozenset()) & answered),
            asked_on=day_of(row.asked_at),
            reminded_on=day_of(row.reminded_at) if row.reminded_at else None,
            asked_after_on=day_of(row.asked_after_at) if row.asked_after_at else None,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: (line.answered - line.expected, line.name.casefold())))
