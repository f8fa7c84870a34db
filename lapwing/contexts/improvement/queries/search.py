"""Search within plans, by PostgreSQL's full text in English: every word, in any of its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from lapwing.contexts.improvement.models import (
    Action,
    Measure,
    Milestone,
    OwnerRole,
    Ownership,
    Plan,
    Series,
    SuccessCriterion,
)
from lapwing.contexts.improvement.queries.standing import plan_and_head
from lapwing.contexts.improvement.queries.wayfinding import Found, SearchResults
from lapwing.platform.access.actor import Actor
from lapwing.platform.search.asked import Asked, asked_for
from lapwing.platform.search.matching import matching

LIMIT = 50
IN_ORDER = ("position", "id")

# Plans that the actor may see, what is looked for, and how many to give at most.
Finder = Callable[["QuerySet[Plan]", Asked, int], Iterator[Found]]


def search(*, actor: Actor, plan_ref: str, words: str, on: date, limit: int = LIMIT) -> SearchResults:
    """Where all of the words occur in the plan, best first in each kind; at most ``limit`` hits of a kind.

    A number as printed ("1.2.3") finds its action. Raises NotVisible.
    """
    plan, head = plan_and_head(actor, plan_ref, on, None)
    asked, here = asked_for(words), Plan.objects.filter(pk=plan.pk)
    kept: list[Found] = []
    more = False
    for find in FINDERS.values() if asked else ():
        found = list(find(here, asked, limit + 1))
        kept += found[:limit]
        more = more or len(found) > limit
    return SearchResults(plan=head, words=asked.text, found=tuple(kept), more=more)


def find_actions(plans: QuerySet[Plan], asked: Asked, limit: int) -> Iterator[Found]:
    """Actions by their words, or by the number as printed."""
    rows = Action.objects.in_force().filter(plan__in=plans).select_related("plan")
    numbered = Q(number=asked.text)
    for row in matching(rows, asked, "number", "text", "key_area", also=numbered, order=IN_ORDER)[:limit]:
        yield Found("action", row.ref, row.number, row.text, row.plan.ref, row.plan.title)


def find_milestones(plans: QuerySet[Plan], asked: Asked, limit: int) -> Iterator[Found]:
    rows = Milestone.objects.in_force().filter(action__plan__in=plans, action__voided_at=None)
    found = matching(rows.select_related("action__plan"), asked, "text", "label", order=IN_ORDER)
    for row in found[:limit]:
        plan = row.action.plan
        yield Found("milestone", row.ref, row.action.number, row.text, plan.ref, plan.title)


def find_criteria(plans: QuerySet[Plan], asked: Asked, limit: int) -> Iterator[Found]:
    """Success criteria; their page is the action's."""
    rows = SuccessCriterion.objects.in_force().filter(action__plan__in=plans, action__voided_at=None)
    for row in matching(rows.select_related("action__plan"), asked, "text", order=IN_ORDER)[:limit]:
        action = row.action
        yield Found("criterion", action.ref, action.number, row.text, action.plan.ref, action.plan.title)


def find_measures(plans: QuerySet[Plan], asked: Asked, limit: int) -> Iterator[Found]:
    """Measures by their own words, or by those of one of their series."""
    labelled = Series.objects.in_force().filter(measure__plan__in=plans)
    by_series = Q(pk__in=matching(labelled, asked, "label", order=()).order_by().values("measure"))
    rows = Measure.objects.in_force().filter(plan__in=plans).select_related("plan")
    found = matching(rows, asked, "name", "source_as_written", also=by_series, order=IN_ORDER)
    for row in found[:limit]:
        numbers = ", ".join(row.numbers_as_written)
        yield Found("measure", row.ref, numbers, row.name, row.plan.ref, row.plan.title)


def find_owners(plans: QuerySet[Plan], asked: Asked, limit: int) -> Iterator[Found]:
    """Owner roles, once for each plan in which they own something; joined ones by the name that was kept."""
    standing = Ownership.objects.standing().filter(action__plan__in=plans, action__voided_at=None)
    owning = standing.values("role")
    roles = OwnerRole.objects.in_force().filter(Q(pk__in=owning) | Q(joined__in=owning)).distinct()
    found = {row.pk: row for row in matching(roles, asked, "name", order=IN_ORDER)[:limit]}
    pairs = standing.filter(Q(role__in=found) | Q(role__joined_to__in=found)).values_list(
        "role", "role__joined_to", "action__plan__ref", "action__plan__title"
    )
    owned_in = {(joined if joined in found else role, ref, title) for role, joined, ref, title in pairs}
    for key, row in found.items():
        for _, ref, title in sorted(each for each in owned_in if each[0] == key):
            yield Found("owner", row.ref, "", row.name, ref, title)


FINDERS: dict[str, Finder] = {
    "action": find_actions,
    "milestone": find_milestones,
    "criterion": find_criteria,
    "measure": find_measures,
    "owner": find_owners,
}
