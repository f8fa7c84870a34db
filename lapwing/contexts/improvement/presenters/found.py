"""Hits of a search by kind, with the words that were asked for marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from markupsafe import Markup

from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.wayfinding import Found, SearchResults
from lapwing.platform.search.asked import asked_for
from lapwing.platform.search.marking import marked, stems_of

TITLES = {
    "action": "Actions",
    "milestone": "Milestones",
    "criterion": "Success criteria",
    "measure": "Measures",
    "owner": "Owners",
}


@dataclass(frozen=True)
class Hit:
    number: str
    words: Markup
    url: str


@dataclass(frozen=True)
class Kind:
    title: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class PlanHits:
    """What was found in one plan."""

    plan: PlanHead
    kinds: tuple[Kind, ...]
    more: bool

    @property
    def total(self) -> int:
        return sum(len(kind.hits) for kind in self.kinds)


def present(results: Iterable[SearchResults]) -> tuple[PlanHits, ...]:
    """The plans in which something was found."""
    told = (PlanHits(each.plan, tuple(_kinds(each)), each.more) for each in results)
    return tuple(each for each in told if each.kinds)


def _kinds(results: SearchResults) -> Iterable[Kind]:
    stems = stems_of(asked_for(results.words).words)
    for code, title in TITLES.items():
        hits = tuple(
            _hit(each, results.plan.partnership_ref, stems) for each in results.found if each.kind == code
        )
        if hits:
            yield Kind(title, hits)


def _hit(found: Found, partnership_ref: str, stems: Sequence[str]) -> Hit:
    return Hit(found.number, marked(found.text, stems), address_of(found, partnership_ref))


def address_of(found: Found, partnership_ref: str) -> str:
    """The page of a hit: for an owner role, the milestones that it owns in the plan."""
    if found.kind == "owner":
        return reverse(
            "improvement:milestones",
            kwargs={"partnership": partnership_ref, "plan": found.plan_ref},
            query={"owner": found.text},
        )
    page = "action" if found.kind == "criterion" else found.kind
    return reverse(f"improvement:{page}", kwargs={"partnership": partnership_ref, page: found.ref})
