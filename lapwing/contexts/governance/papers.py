"""Papers of a meeting, and where a line of a pack stands: the packages that make them register when ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership


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


@dataclass
class Papers:
    """What was registered."""

    _papers: dict[str, FindPapers] = field(default_factory=dict)
    _line: FindLine | None = None

    def register(self, name: str, find: FindPapers, *, line: FindLine | None = None) -> None:
        """Take papers in, and what finds a line of a pack; the last of a name stands."""
        self._papers[name] = find
        self._line = line or self._line

    def of_meeting(self, actor: Actor, partnership: Partnership, meeting_ref: str) -> tuple[Paper, ...]:
        """The papers of a meeting that the actor may read."""
        return tuple(
            paper for find in self._papers.values() for paper in find(actor, partnership, meeting_ref)
        )

    def line_address(self, partnership: Partnership, pack_ref: str, line_key: str) -> str:
        """Where a line of a pack stands; empty when nobody knows."""
        return self._line(partnership, pack_ref, line_key) if self._line else ""


PAPERS = Papers()
