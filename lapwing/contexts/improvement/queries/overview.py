"""Are we on track, and where not? The first page of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from lapwing.contexts.improvement.access import READ, held_role_ids, plans
from lapwing.contexts.improvement.models import (
    DuePoint,
    OwnerRole,
    Plan,
    PlanKind,
    Question,
    StatusReport,
)
from lapwing.contexts.improvement.queries.actions import undated
from lapwing.contexts.improvement.queries.as_at import changes_between, usual_since
from lapwing.contexts.improvement.queries.evidence import waiting_evidence
from lapwing.contexts.improvement.queries.lines import MilestoneLine, OwnerLine
from lapwing.contexts.improvement.queries.loading import Loaded, load_actions, missed_turns
from lapwing.contexts.improvement.queries.measures import load_measures, outcome_counts
from lapwing.contexts.improvement.queries.pages import DueNext, Overview, OwedLine, PlanLine
from lapwing.contexts.improvement.queries.requests import waiting_for
from lapwing.contexts.improvement.queries.rows import among
from lapwing.contexts.improvement.queries.standing import When, day_of, plan_and_head, when
from lapwing.contexts.improvement.queries.tree import counts_of, group_lines, plan_actions
from lapwing.contexts.improvement.rules import CLOSED, Point, Status, lateness, worst
from lapwing.platform.access.actor import Actor

CHANGES_SHOWN = 500


def list_plans(*, actor: Actor, partnership_ref: str = "") -> tuple[PlanLine, ...]:
    """The plans that the actor may see, by title; of one partnership, or of all."""
    found = plans.visible_to(actor, Plan.objects.in_force(), permission=READ)
    if partnership_ref:
        found = found.filter(partnership__ref=partnership_ref)
    rows = found.select_related("partnership", "parent")
    return tuple(
        PlanLine(
            ref=row.ref,
            title=row.title,
            kind=str(PlanKind(row.kind).label),
            local_area=row.local_area,
            partnership_ref=row.partnership.ref,
            partnership=row.partnership.name,
            parent_ref=row.parent.ref if row.parent else "",
        )
        for row in sorted(rows, key=lambda row: (row.title.casefold(), row.pk))
    )


def overview(
    *,
    actor: Actor,
    plan_ref: str,
    on: date,
    as_at: date | None = None,
    compared_with: date | None = None,
) -> Overview:
    """The plan on a day, and what changed since an earlier one (by default 30 days). Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, as_at)
    asked = when(on, as_at)
    since = compared_with or usual_since(asked.on)
    loaded = load_actions(plan_actions(plan), asked)
    lines = loaded.milestones
    changes = changes_between(plan, since, asked.on, actor)
    return Overview(
        plan=head,
        colour=worst(line.colour for line in loaded.actions),
        actions=len(loaded.actions),
        counts=counts_of(loaded.actions, loaded),
        stopped=sum(line.status is Status.STOPPED for line in lines),
        overdue=sum(line.is_overdue for line in lines),
        overdue_before=_overdue_then(plan, since),
        compared_with=since,
        missed_starts=sum(line.missed_start is not None for line in lines),
        missed_occurrences=len(missed_turns(loaded)),
        undated=len(undated(lines)),
        due_next=_due_next(lines, asked.on),
        measures=outcome_counts(load_measures(plan, asked, linked=False).measures),
        owed=_owed(loaded),
        open_questions=_open_questions(plan, asked),
        changes=changes[:CHANGES_SHOWN],
        changes_left_out=max(0, len(changes) - CHANGES_SHOWN),
        groups=group_lines(plan, loaded, asked),
        evidence_to_accept=waiting_evidence(actor, plan.pk, on),
        requests_to_decide=waiting_for(actor, plan.pk, on),
        mine_overdue=_mine_overdue(actor, loaded, on),
    )


def _mine_overdue(actor: Actor, loaded: Loaded, today: date) -> int:
    """How many overdue milestones of the plan are the actor's today, by the roles they hold."""
    roles = held_role_ids(actor, today)
    if not roles:
        return 0
    refs = set(OwnerRole.objects.filter(pk__in=roles).values_list("ref", flat=True))
    return sum(
        line.is_overdue and any(owner.role_ref in refs for owner in line.owners) for line in loaded.milestones
    )


def _open_questions(plan: Plan, asked: When) -> int:
    rows = Question.objects.filter(plan=plan)
    if asked.moment is None:
        return rows.filter(answer=None).count()
    open_then = Q(answer=None) | Q(answered_at__gt=asked.moment)
    return rows.filter(open_then, asked_at__lte=asked.moment).count()


def _due_next(lines: Iterable[MilestoneLine], on: date) -> DueNext:
    """How many milestones have a day ahead, of their own or of a turn, within so many days."""
    left = [(line.next_due - on).days for line in lines if line.next_due is not None]
    return DueNext(*(sum(days <= limit for days in left) for limit in (30, 60, 90)))


def _owed(loaded: Loaded) -> tuple[OwedLine, ...]:
    """Who owes what, most overdue first. A milestone of two owners is owed by both."""
    owners: dict[str, OwnerLine] = {}
    owed: dict[str, list[MilestoneLine]] = defaultdict(list)
    actions: dict[str, int] = defaultdict(int)
    for action in loaded.actions:
        for owner in action.owners:
            owners[owner.role_ref] = owner
            actions[owner.role_ref] += 1
            owed[owner.role_ref] += [
                line for line in loaded.by_action.get(action.ref, ()) if line.status not in CLOSED
            ]
    lines = [_owed_line(owner, actions[ref], owed[ref]) for ref, owner in owners.items()]
    return tuple(sorted(lines, key=lambda line: (-line.overdue, -line.open, line.name.casefold())))


def _owed_line(owner: OwnerLine, actions: int, lines: list[MilestoneLine]) -> OwedLine:
    return OwedLine(
        role_ref=owner.role_ref,
        name=owner.name,
        holders=tuple(holder.name for holder in owner.holders),
        actions=actions,
        open=len(lines),
        overdue=sum(line.is_overdue for line in lines),
        next_due=min((line.next_due for line in lines if line.next_due), default=None),
    )


def _overdue_then(plan: Plan, day: date) -> int | None:
    """How many were overdue on an earlier day, as recorded at its end; None before the plan was here."""
    if day < day_of(plan.created_at):
        return None
    then = when(day, day)
    dated = (
        then.recorded(DuePoint.objects.filter(milestone__action__in=plan_actions(plan)))
        .filter(then.editable_q("milestone"), then.editable_q("milestone__action"))
        .order_by()
    )
    points: dict[int, list[Point]] = defaultdict(list)
    for milestone_id, role, latest in dated.values_list("milestone_id", "role", "latest"):
        points[milestone_id].append(Point(role, latest))
    of_these = among("milestone_id", points)
    said = dict(
        then.recorded(StatusReport.objects.filter(of_these, occurrence=None, effective_on__lte=day))
        .order_by("milestone_id", "-effective_on", "-recorded_at", "-id")
        .distinct("milestone_id")
        .values_list("milestone_id", "status")
    )
    return sum(
        lateness.days_overdue(theirs, Status(said.get(each, Status.NOT_STARTED)), day) is not None
        for each, theirs in points.items()
    )
