"""What changed between two days: everything recorded after the end of the one, by the end of the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.queries.pages import Change, ChangeList
from lapwing.contexts.improvement.queries.recorded_span import Span
from lapwing.contexts.improvement.queries.standing import day_of, end_of_day, names_of, plan_and_head
from lapwing.contexts.improvement.queries.telling import told
from lapwing.platform.access.actor import Actor

# How many days "what changed" looks back when no other day is asked for.
RECENT = 30


def usual_since(day: date) -> date:
    """The day that a day is compared with, unless another is asked for."""
    return date.fromordinal(max(1, day.toordinal() - RECENT))


def changes(*, actor: Actor, plan_ref: str, since: date, until: date) -> tuple[Change, ...]:
    """What was recorded of a plan after one day and up to another, latest first. Raises NotVisible."""
    plan, _ = plan_and_head(actor, plan_ref, until, None)
    return changes_between(plan, since, until, actor)


def change_list(
    *, actor: Actor, plan_ref: str, since: date, on: date, as_at: date | None = None
) -> ChangeList:
    """The same up to the page's day, with the plan's head. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, as_at)
    return ChangeList(head, changes_between(plan, since, head.on, actor))


def changes_between(plan: Plan, since: date, until: date, reader: Actor) -> tuple[Change, ...]:
    """The same for a plan at hand, as ``reader`` may read it, in a fixed number of queries."""
    span = Span(plan, end_of_day(since), end_of_day(until), reader)
    found = told(span)
    names = names_of(by for _, by, _ in found)
    latest_first = sorted(found, key=lambda each: each[0], reverse=True)
    return tuple(
        replace(change, on=day_of(moment), by=names.get(by, "")) for moment, by, change in latest_first
    )
