"""Search within a plan, by PostgreSQL's full text in English: every word, in any of its forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar, cast

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Model, Q, QuerySet

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
from lapwing.contexts.improvement.queries.overview import list_plans
from lapwing.contexts.improvement.queries.standing import plan_and_head
from lapwing.contexts.improvement.queries.wayfinding import Found, SearchResults
from lapwing.platform.access.actor import Actor

M = TypeVar("M", bound=Model)

LIMIT = 50
LONGEST = 200


def search(*, actor: Actor, plan_ref: str, words: str, on: date, limit: int = LIMIT) -> SearchResults:
    """Where all of the words occur in the plan, best first in each kind; at most ``limit`` hits of a kind.

    A number as printed ("1.2.3") finds its action. Raises NotVisible.
    """
    plan, head = plan_and_head(actor, plan_ref, on, None)
    asked = words.strip().replace("\0", "")[:LONGEST]
    found = list(_all(plan, asked, limit + 1)) if asked else []
    kept = [each for kind in dict.fromkeys(f.kind for f in found) for each in _of(kind, found)[:limit]]
    return SearchResults(plan=head, words=asked, found=tuple(kept), more=len(kept) < len(found))


def search_all(
    *, actor: Actor, partnership_ref: str, words: str, on: date, limit: int = LIMIT
) -> tuple[SearchResults, ...]:
    """The same in every plan of a partnership that the actor may see, by the plans' titles."""
    plans = list_plans(actor=actor, partnership_ref=partnership_ref)
    return tuple(search(actor=actor, plan_ref=each.ref, words=words, on=on, limit=limit) for each in plans)


def _of(kind: str, found: Iterable[Found]) -> list[Found]:
    return [each for each in found if each.kind == kind]


def _all(plan: Plan, words: str, limit: int) -> Iterator[Found]:
    actions = Action.objects.in_force().filter(plan=plan)
    numbered = actions.filter(number=words)
    for action in _matching(actions, words, limit, "number", "text", "key_area", also=Q(pk__in=numbered)):
        yield Found("action", action.ref, action.number, action.text)
    milestones = Milestone.objects.in_force().filter(action__plan=plan, action__voided_at=None)
    milestones = milestones.select_related("action")
    for milestone in _matching(milestones, words, limit, "text", "label"):
        yield Found("milestone", milestone.ref, milestone.action.number, milestone.text)
    criteria = SuccessCriterion.objects.in_force().filter(action__plan=plan, action__voided_at=None)
    criteria = criteria.select_related("action")
    for criterion in _matching(criteria, words, limit, "text"):
        yield Found("criterion", criterion.action.ref, criterion.action.number, criterion.text)
    yield from _measures(plan, words, limit)
    owning = Ownership.objects.standing().filter(action__plan=plan).values("role")
    roles = OwnerRole.objects.in_force().filter(Q(pk__in=owning) | Q(joined__in=owning)).distinct()
    for role in _matching(roles, words, limit, "name"):
        yield Found("owner", role.ref, "", role.name)


def _measures(plan: Plan, words: str, limit: int) -> Iterator[Found]:
    measures = Measure.objects.in_force().filter(plan=plan)
    labelled = (
        Series.objects.in_force()
        .annotate(found_in=SearchVector("label", config="english"))
        .filter(measure__plan=plan, found_in=_query(words))
        .values("measure")
    )
    for row in _matching(measures, words, limit, "name", "source_as_written", also=Q(pk__in=labelled)):
        yield Found("measure", row.ref, ", ".join(row.numbers_as_written), row.name)


def _matching(
    rows: QuerySet[M, M], words: str, limit: int, *fields: str, also: Q | None = None
) -> QuerySet[M, M]:
    vector, query = SearchVector(*fields, config="english"), _query(words)
    condition = Q(found_in=query) | also if also is not None else Q(found_in=query)
    ranked = rows.annotate(found_in=vector, rank=SearchRank(vector, query)).filter(condition)
    return cast("QuerySet[M, M]", ranked.order_by("-rank", "position", "id")[:limit])


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, config="english", search_type="plain")
