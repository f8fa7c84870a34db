"""What the partnership's search finds in governance (see ``platform.search``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from lapwing.contexts.governance.access import READ
from lapwing.contexts.governance.models import Decision, Risk
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.platform.search.asked import Asked
from lapwing.platform.search.matching import naming
from lapwing.platform.search.searchers import Hit, Searcher
from lapwing.registry.models import GovernanceGroup, Partnership


def searchers() -> list[Searcher]:
    """Groups by their names, decisions and risks by their words."""
    return [
        Searcher("governance-group", "Groups", READ, find_groups, texts=texts_of, order=40),
        Searcher("decision", "Decisions", READ, find_decisions, order=41),
        Searcher("risk", "Risks and issues", READ, find_risks, order=42),
    ]


def find_groups(actor: Actor, partnership: Partnership, asked: Asked, limit: int) -> Sequence[Hit]:
    rows = naming(_seen(actor, partnership, GovernanceGroup), asked, "name", "short_name")
    return [
        Hit(
            text=row.name,
            url=reverse("governance:group", args=[partnership.ref, row.ref]),
            note=row.get_kind_display(),
        )
        for row in rows.order_by("name", "id")[:limit]
    ]


def find_decisions(actor: Actor, partnership: Partnership, asked: Asked, limit: int) -> Sequence[Hit]:
    rows = naming(_seen(actor, partnership, Decision), asked, "words").select_related("group")
    return [
        Hit(
            text=row.words,
            url=reverse("governance:decision", args=[partnership.ref, row.ref]),
            note=f"{row.group.called} {row.number}",
        )
        for row in rows.order_by("-decided_on", "-id")[:limit]
    ]


def find_risks(actor: Actor, partnership: Partnership, asked: Asked, limit: int) -> Sequence[Hit]:
    rows = naming(_seen(actor, partnership, Risk), asked, "words").select_related("group")
    return [
        Hit(
            text=row.words,
            url=reverse("governance:risk", args=[partnership.ref, row.ref]),
            note=row.group.called,
        )
        for row in rows.order_by("-created_at", "-id")[:limit]
    ]


def texts_of(actor: Actor, partnership: Partnership) -> Iterable[str]:
    """What governance says, for the words in it. Three queries."""
    return chain(
        _seen(actor, partnership, GovernanceGroup).values_list("name", flat=True),
        _seen(actor, partnership, Decision).values_list("words", flat=True),
        _seen(actor, partnership, Risk).values_list("words", flat=True),
    )


def _seen(actor: Actor, partnership: Partnership, model: type[Any]) -> QuerySet[Any]:
    rows = model._default_manager.in_force().filter(partnership=partnership)
    if model is not GovernanceGroup:
        rows = rows.filter(group__voided_at=None)
    found: QuerySet[Any] = Rule(model).visible_to(actor, rows, permission=READ)
    return found
