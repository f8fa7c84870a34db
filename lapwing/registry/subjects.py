"""What a decision, a risk or a question can be about: the parts that have such things register them here.

A record of governance keeps a pointer (kind and reference) and the words by which the thing was called then.
What it is called today, its address, and whether the reader may see it is asked of the part that has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

Pointer = tuple[str, str]


@dataclass(frozen=True)
class Subject:
    """Something that can be pointed to, as its part calls it today."""

    kind: str
    ref: str
    words: str
    url: str


# (actor, partnership, references) -> those of them that the actor may see
FindSubjects = Callable[[Actor, Partnership, Collection[str]], Iterable[Subject]]
# (actor, partnership) -> what can be chosen in a form, in order
ListSubjects = Callable[[Actor, Partnership], Iterable[Subject]]

# A reference, and since which day who owned it counts.
Owned = tuple[str, date]
# (references, each since a day, last day) -> the accounts that own each, or did on one of these days
FindOwners = Callable[[Collection[Owned], date], Mapping[Owned, frozenset[int]]]


@dataclass(frozen=True)
class SubjectKind:
    """A kind of thing. ``listed`` is left out for what there is too much of to choose from in a list, and
    ``owners`` for what nobody owns."""

    kind: str
    label: str
    find: FindSubjects
    listed: ListSubjects | None = None
    order: int = 100
    owners: FindOwners | None = None


@dataclass
class Subjects:
    """What the parts registered, by kind."""

    kinds: dict[str, SubjectKind] = field(default_factory=dict)

    def register(self, *kinds: SubjectKind) -> None:
        """Adds kinds, from an AppConfig's ``ready``. Raises ValueError for a kind that another has."""
        for each in kinds:
            if self.kinds.get(each.kind, each) != each:
                raise ValueError(f"Two parts have a subject “{each.kind}”.")
            self.kinds[each.kind] = each

    def find(
        self, actor: Actor, partnership: Partnership, pointers: Iterable[Pointer]
    ) -> Mapping[Pointer, Subject]:
        """Those of ``pointers`` that the actor may see. As many queries as there are kinds among them."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for kind, ref in pointers:
            if kind in self.kinds and ref:
                wanted[kind].add(ref)
        return {
            (each.kind, each.ref): each
            for kind, refs in sorted(wanted.items())
            for each in self.kinds[kind].find(actor, partnership, refs)
        }

    def owners(
        self, wanted: Iterable[tuple[Pointer, date]], on: date
    ) -> dict[tuple[Pointer, date], frozenset[int]]:
        """The accounts that own things on a day, or did on any day since the one that is given with each.

        What nobody owns is left out. As many queries as each kind among them takes.
        """
        by_kind: dict[str, set[Owned]] = defaultdict(set)
        for (kind, ref), since in wanted:
            by_kind[kind].add((ref, since))
        return {
            ((kind, ref), since): people
            for kind, asked in sorted(by_kind.items())
            if kind in self.kinds and (find := self.kinds[kind].owners) is not None
            for (ref, since), people in find(asked, on).items()
        }

    def label(self, kind: str) -> str:
        """The word for a kind; one that no part has any more is "record"."""
        return self.kinds[kind].label if kind in self.kinds else "record"

    def listed(self, actor: Actor, partnership: Partnership) -> list[Subject]:
        """Everything that can be chosen in a form."""
        return [
            each
            for kind in sorted(self.kinds.values(), key=lambda kind: (kind.order, kind.kind))
            if kind.listed is not None
            for each in kind.listed(actor, partnership)
        ]


SUBJECTS = Subjects()
