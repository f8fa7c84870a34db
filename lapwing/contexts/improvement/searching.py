"""What the partnership's search finds in its plans (see ``platform.search``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from django.db.models import QuerySet

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Action, Measure, Milestone, Plan, SuccessCriterion
from lapwing.contexts.improvement.presenters.found import TITLES, address_of
from lapwing.contexts.improvement.queries.search import FINDERS, Finder
from lapwing.platform.access.actor import Actor
from lapwing.platform.search.asked import Asked
from lapwing.platform.search.searchers import Find, Hit, Searcher
from lapwing.registry.models import Partnership


def searchers() -> list[Searcher]:
    """One for each kind of part that a plan has; the first also knows the words of them all."""
    kinds = list(FINDERS)
    return [
        Searcher(
            kind=kind,
            title=TITLES[kind],
            permission=access.READ,
            find=_finds(FINDERS[kind]),
            order=10 + kinds.index(kind),
            **({"texts": texts_of} if kind == kinds[0] else {}),
        )
        for kind in kinds
    ]


def texts_of(actor: Actor, partnership: Partnership) -> Iterable[str]:
    """What the plans say, for the words in it. Four queries."""
    plans = _plans(actor, partnership)
    return chain(
        Action.objects.in_force().filter(plan__in=plans).values_list("text", flat=True),
        Milestone.objects.in_force().filter(action__plan__in=plans).values_list("text", flat=True),
        SuccessCriterion.objects.in_force().filter(action__plan__in=plans).values_list("text", flat=True),
        Measure.objects.in_force().filter(plan__in=plans).values_list("name", flat=True),
    )


def _finds(finder: Finder) -> Find:
    def find(actor: Actor, partnership: Partnership, asked: Asked, limit: int) -> Sequence[Hit]:
        found = list(finder(_plans(actor, partnership), asked, limit))
        several = len({each.plan_ref for each in found}) > 1
        return [
            Hit(
                text=each.text,
                url=address_of(each, partnership.ref),
                number=each.number,
                note=each.plan_title if several else "",
            )
            for each in found
        ]

    return find


def _plans(actor: Actor, partnership: Partnership) -> QuerySet[Plan]:
    """The plans of the partnership that the actor may see; never fetched by itself."""
    rows = Plan.objects.in_force().filter(partnership=partnership)
    return access.plans.visible_to(actor, rows, permission=access.READ).order_by()
