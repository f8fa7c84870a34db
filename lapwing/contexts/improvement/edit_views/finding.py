"""From the reference in an address to a record that may be changed there."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Action, Measure, Milestone, Series
from lapwing.contexts.improvement.models.base import Editable
from lapwing.contexts.improvement.models.parents import ways_up
from lapwing.contexts.improvement.presenters.kinds import KINDS
from lapwing.platform.access.rules import NotVisible, Rule
from lapwing.platform.access.views import ActorRequest
from lapwing.registry.models import Partnership

E = TypeVar("E", bound=Editable)

_RULES: dict[type[Editable], Rule[Any]] = {
    Action: access.actions,
    Milestone: access.milestones,
    Measure: access.measures,
    Series: access.series,
}


def find(
    request: ActorRequest,
    partnership: Partnership,
    model: type[E],
    ref: str,
    permission: str = access.EDIT,
) -> E:
    """The record with all that it lies in. Raises NotVisible, also when it is another partnership's."""
    rows: QuerySet[Any] = model._default_manager.filter(standing(model), partnership=partnership)
    related = ("partnership", *ways_up(model))
    rule = _RULES.get(model) or Rule(model)
    found: E = rule.fetch(request.actor, permission, queryset=rows.select_related(*related), ref=ref)
    return found


def standing(model: type[Editable]) -> Q:
    """The condition that neither a record nor anything it lies in was taken out."""
    condition = Q(voided_at=None)
    for path in ways_up(model):
        condition &= Q((f"{path}__voided_at", None))
    return condition


def kind_of(word: str) -> type[Editable]:
    """The model that a word in an address names. Raises NotVisible."""
    if word not in KINDS:
        raise NotVisible("No such kind of record")
    return KINDS[word]
