"""Papers of a meeting, which packs stand, and where a line of one does: the packages that make them register
when ready."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

# What is told in place of a line of a pack that does not stand any more.
OF_A_WITHDRAWN_PACK = "A line of a pack that was withdrawn"


@dataclass(frozen=True)
class Paper:
    """Something to be read for a meeting; ``about`` says in a few words how it stands."""

    label: str
    url: str
    about: str = ""


# (actor, partnership, reference of the meeting) -> what the actor may read of it
FindPapers = Callable[[Actor, Partnership, str], Iterable[Paper]]
# (partnership, reference of the pack, key of the line) -> where it stands
FindLine = Callable[[Partnership, str, str], str]
# (partnership, references of packs) -> those of them that stand: neither withdrawn nor removed
FindStanding = Callable[[Partnership, Collection[str]], Iterable[str]]


@dataclass
class Papers:
    """What was registered."""

    _papers: dict[str, FindPapers] = field(default_factory=dict)
    _line: FindLine | None = None
    _standing: FindStanding | None = None

    def register(
        self,
        name: str,
        find: FindPapers,
        *,
        line: FindLine | None = None,
        standing: FindStanding | None = None,
    ) -> None:
        """Take papers in, and what finds packs that stand and a line of one; the last of a name stands."""
        self._papers[name] = find
        self._line = line or self._line
        self._standing = standing or self._standing

    def of_meeting(self, actor: Actor, partnership: Partnership, meeting_ref: str) -> tuple[Paper, ...]:
        """The papers of a meeting that the actor may read."""
        return tuple(
            paper for find in self._papers.values() for paper in find(actor, partnership, meeting_ref)
        )

    def line_address(self, partnership: Partnership, pack_ref: str, line_key: str) -> str:
        """Where a line of a pack stands, or the pack when it was withdrawn; empty when nobody knows."""
        return self._line(partnership, pack_ref, line_key) if self._line else ""

    def standing(self, partnership: Partnership, pack_refs: Collection[str]) -> frozenset[str]:
        """Those packs that stand, in one query: of the others nobody is told what their lines said."""
        if self._standing is None or not pack_refs:
            return frozenset(pack_refs)
        return frozenset(self._standing(partnership, pack_refs))


PAPERS = Papers()
