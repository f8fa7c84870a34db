"""What other packages offer on the page of a reporting cycle: they register it when they are ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lapwing.contexts.improvement.queries.cycle_lines import CycleHead
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership


@dataclass(frozen=True)
class CycleOffer:
    """A page about a cycle, or something that is done with one click (``does``)."""

    label: str
    url: str
    does: bool = False
    about: str = ""


# (actor, partnership, cycle) -> what the actor is offered
FindOffers = Callable[[Actor, Partnership, CycleHead], Iterable[CycleOffer]]


@dataclass
class CyclePages:
    """What was registered."""

    _known: dict[str, FindOffers] = field(default_factory=dict)

    def register(self, name: str, find: FindOffers) -> None:
        """Take offers in; the last of a name stands."""
        self._known[name] = find

    def of(self, actor: Actor, partnership: Partnership, cycle: CycleHead) -> tuple[CycleOffer, ...]:
        """Everything that the actor is offered."""
        return tuple(offer for find in self._known.values() for offer in find(actor, partnership, cycle))


CYCLE_PAGES = CyclePages()
