"""One rule for each kind of record answers both "which ones" and "this one"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from lapwing.platform.access.actor import Actor

M = TypeVar("M", bound=Model)
T = TypeVar("T", bound=Model, contravariant=True)


class NotVisible(Http404):
    """There is no such record, or the actor may not know that there is: the two look alike."""


class Narrowing(Protocol[T]):
    """A further condition on a permission ("one's own actions"), said twice so that lists can use it."""

    def as_q(self, actor: Actor) -> Q: ...

    def covers(self, actor: Actor, obj: T) -> bool: ...


@dataclass(frozen=True)
class Rule(Generic[M]):
    """Who may do what to records of ``model``, which reach their partnership by ``path``.

    ``path`` is a lookup such as ``"partnership"`` or ``"plan__partnership"``, or "" for partnerships
    themselves. ``narrowings`` adds a condition to some permissions. System users are never narrowed.
    """

    model: type[M]
    path: str = "partnership"
    narrowings: Mapping[str, Narrowing[M]] = field(default_factory=dict)

    def visible_to(self, actor: Actor, queryset: QuerySet[M], *, permission: str) -> QuerySet[M]:
        """Those of ``queryset`` on which the actor holds ``permission``."""
        found = queryset.filter(actor.scope(permission).as_q(self.path))
        narrowing = self._narrowing(actor, permission)
        return found.filter(narrowing.as_q(actor)) if narrowing else found

    def permits(self, actor: Actor, permission: str, obj: M) -> bool:
        """Whether the actor holds ``permission`` on this record."""
        if not actor.scope(permission).covers(self._partnership_id(obj)):
            return False
        narrowing = self._narrowing(actor, permission)
        return narrowing.covers(actor, obj) if narrowing else True

    def fetch(
        self, actor: Actor, permission: str, *, queryset: QuerySet[M] | None = None, **lookup: object
    ) -> M:
        """The one record found by ``lookup``. Raises NotVisible, alike for unknown and forbidden."""
        among = self.model._default_manager.all() if queryset is None else queryset
        try:
            return self.visible_to(actor, among, permission=permission).get(**lookup)
        except self.model.DoesNotExist as error:  # type: ignore[attr-defined]
            raise NotVisible(f"No such {self.model._meta.verbose_name}") from error

    def _narrowing(self, actor: Actor, permission: str) -> Narrowing[M] | None:
        return None if actor.is_system else self.narrowings.get(permission)

    def _partnership_id(self, obj: M) -> int:
        if not self.path:
            return int(obj.pk)
        *steps, last = self.path.split("__")
        found: Model = obj
        for step in steps:
            found = getattr(found, step)
        return int(getattr(found, f"{last}_id"))
