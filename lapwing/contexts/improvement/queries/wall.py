"""What a screen on a wall shows of a plan: counts and dates, no name and no word of a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lapwing.contexts.improvement.models import Cycle
from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.loading import load_actions
from lapwing.contexts.improvement.queries.measure_lines import OutcomeCounts, SeriesDetail
from lapwing.contexts.improvement.queries.measures import load_measures, outcome_counts
from lapwing.contexts.improvement.queries.series import series_detail
from lapwing.contexts.improvement.queries.standing import day_of, plan_and_head, when
from lapwing.contexts.improvement.queries.tree import counts_of, plan_actions
from lapwing.contexts.improvement.rules import Counts
from lapwing.platform.access.actor import Actor

WEEK = timedelta(days=7)
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Wall:
    """``overdue_before`` is of 30 days ago, None when the plan was not here then; ``series`` for charts."""

    plan: PlanHead
    counts: Counts
    overdue: int
    overdue_before: int | None
    due_this_week: int
    next_due: date | None
    closes_on: date | None
    is_open: bool
    measures: OutcomeCounts
    series: tuple[SeriesDetail, ...]


def wall(*, actor: Actor, plan_ref: str, on: date) -> Wall:
    """The plan's counts, in a fixed number of queries. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, None)
    loaded = load_actions(plan_actions(plan), when(on, None))
    ahead = [line.next_due for line in loaded.milestones if line.next_due is not None]
    cycle = (
        Cycle.objects.in_force()
        .filter(plan=plan, closed_at=None, closes_on__gte=on)
        .order_by("closes_on")
        .first()
    )
    measured = load_measures(plan, when(on, None), whole=True)
    then = on - MONTH
    before = None
    if then >= day_of(plan.created_at):
        before = sum(
            line.is_overdue for line in load_actions(plan_actions(plan), when(then, then)).milestones
        )
    return Wall(
        plan=head,
        counts=counts_of(loaded.actions, loaded),
        overdue=sum(line.is_overdue for line in loaded.milestones),
        overdue_before=before,
        due_this_week=sum(day < on + WEEK for day in ahead),
        next_due=min(ahead, default=None),
        closes_on=cycle.closes_on if cycle else None,
        is_open=cycle is not None and cycle.opened_at is not None,
        measures=outcome_counts(measured.measures),
        series=tuple(
            series_detail(measured.series[line.ref], on, {})
            for each in measured.measures
            if not each.same_as_ref
            for line in each.series
        ),
    )
