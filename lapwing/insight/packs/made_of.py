"""What other packages make of a pack: shown on its page, withdrawn with it, and never removed unseen.

Packages register theirs when they are ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from lapwing.insight.packs.models import Pack
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class MadeOffer:
    """A link on the page of a pack: to what was made of it, or to where it can be made."""

    label: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class MadeOf:
    """What one package makes of packs.

    ``offers``: what the actor may open or make. ``standing``: a sentence for each thing that stands, which
    says what its withdrawal does. ``withdraw``: withdraw all that stands, for one reason; the pack is locked.
    It raises PackError when the actor may not. ``packs``: the ids of a partnership's packs, in the database
    of this name, of which something stands: they are never removed.
    """

    offers: Callable[[Actor, Pack], Iterable[MadeOffer]]
    standing: Callable[[Pack], Iterable[str]]
    withdraw: Callable[[Actor, Pack, str, datetime], None]
    packs: Callable[[int, str], Iterable[int]]


@dataclass
class MadeOfPacks:
    """What was registered."""

    _known: dict[str, MadeOf] = field(default_factory=dict)

    def register(self, name: str, made: MadeOf) -> None:
        """Take it in; the last of a name stands."""
        self._known[name] = made

    def offers(self, actor: Actor, pack: Pack) -> tuple[MadeOffer, ...]:
        """What the actor may open or make of a pack."""
        return tuple(offer for made in self._known.values() for offer in made.offers(actor, pack))

    def told(self, pack: Pack) -> str:
        """What goes with a pack that is withdrawn, in words: empty when nothing does."""
        return " ".join(sentence for made in self._known.values() for sentence in made.standing(pack))

    def withdraw(self, by: Actor, pack: Pack, reason: str, now: datetime) -> None:
        """Withdraw all that was made of a pack. Raises PackError."""
        for made in self._known.values():
            made.withdraw(by, pack, reason, now)

    def packs(self, partnership_id: int, using: str) -> set[int]:
        """The packs of a partnership of which something stands."""
        return {pk for made in self._known.values() for pk in made.packs(partnership_id, using)}


MADE_OF_PACKS = MadeOfPacks()
