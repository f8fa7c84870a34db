"""What was made of words before they were withdrawn, and holds them still: packs, bundles, public versions.

Packages that make such things register how they find theirs. What was found is kept as ``kind:reference``
when the words go, because nothing can be found by the words afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class OpenWords:
    """Words that everybody who reads a plan reads, or once read; ``since``: the moment from which they did.

    ``is_signed_off``: an update's, which bundles hold beside packs; what was reported at once stands in packs
    alone.
    """

    partnership_id: int
    plan_ref: str
    texts: tuple[str, ...]
    since: datetime
    is_signed_off: bool = True


@dataclass(frozen=True)
class MadeBefore:
    """Something that holds words still, and what is to be done with it. ``url`` is empty for whoever may not
    open it."""

    label: str
    url: str
    to_do: str


@dataclass(frozen=True)
class Maker:
    """One package's way: ``find`` gives the references of what holds words, and ``standing`` tells of those
    of a partnership that were not withdrawn since."""

    find: Callable[[OpenWords], Iterable[str]]
    standing: Callable[[Actor, int, Collection[str]], Iterable[MadeBefore]]
    order: int = 50


@dataclass
class Makers:
    """What was registered, told of in its order."""

    _known: dict[str, Maker] = field(default_factory=dict)

    def register(self, kind: str, maker: Maker) -> None:
        """Take it in; the last of a kind stands."""
        self._known[kind] = maker

    def find(self, words: OpenWords) -> list[str]:
        """All that holds the words, as ``kind:reference``."""
        return [f"{kind}:{ref}" for kind, maker in self._known.items() for ref in maker.find(words)]

    def standing(self, actor: Actor, partnership_id: int, found: Iterable[str]) -> tuple[MadeBefore, ...]:
        """Those of what was found that stand now."""
        refs: dict[str, list[str]] = defaultdict(list)
        for each in found:
            kind, _, ref = each.partition(":")
            refs[kind].append(ref)
        makers = sorted(self._known.items(), key=lambda pair: pair[1].order)
        return tuple(
            told
            for kind, maker in makers
            if kind in refs
            for told in maker.standing(actor, partnership_id, refs[kind])
        )


MADE_BEFORE = Makers()
