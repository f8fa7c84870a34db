"""One search over everything: each package finds its own kind of thing, by its own rule of access.

    SEARCHERS.register(Searcher("person", "People", "registry.people.read", find_people, texts=names_of))

in the package's ``AppConfig.ready``. A searcher is asked only by those who hold its permission in the
partnership, and gives back only what they may open: what it finds is shown as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lapwing.platform.access.actor import Actor
from lapwing.platform.search.asked import Asked, asked_for, forgiven


@dataclass(frozen=True)
class Hit:
    """Something found: ``text`` is shown with the words marked, ``note`` quietly beside it."""

    text: str
    url: str
    number: str = ""
    note: str = ""


# The actor, the partnership, what is looked for, and how many to give at most.
Find = Callable[[Actor, Any, Asked, int], Sequence[Hit]]
# The texts that the actor may read, for the words in them: asked only when nothing was found.
Texts = Callable[[Actor, Any], Iterable[str]]


def _no_texts(actor: Actor, partnership: Any) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Searcher:
    """Finds one kind of thing. ``title`` heads its hits: "Actions"."""

    kind: str
    title: str
    permission: str
    find: Find
    texts: Texts = _no_texts
    order: int = 50


@dataclass(frozen=True)
class Group:
    """The hits of one kind; ``more`` when there are further ones."""

    title: str
    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True)
class Results:
    """What was found. ``meant`` when nothing had the words as typed, and others were looked for instead."""

    asked: Asked
    groups: tuple[Group, ...] = ()
    meant: Asked | None = None

    @property
    def total(self) -> int:
        return sum(len(group.hits) for group in self.groups)

    @property
    def words(self) -> tuple[str, ...]:
        """The words to mark."""
        return (self.meant or self.asked).words


@dataclass
class Searchers:
    """Those that packages have registered."""

    _known: dict[str, Searcher] = field(default_factory=dict)

    def register(self, *searchers: Searcher) -> None:
        for each in searchers:
            self._known[each.kind] = each

    def for_actor(self, actor: Actor, partnership_id: int) -> list[Searcher]:
        """Those whose permission the actor holds in the partnership, in their order."""
        held = (each for each in self._known.values() if actor.may(each.permission, partnership_id))
        return sorted(held, key=lambda each: (each.order, each.title))

    def search(self, actor: Actor, partnership: Any, text: str, *, limit: int = 20) -> Results:
        """What the actor may see of the partnership that has all of the words, at most ``limit`` of a kind.

        Where nothing has them, words that are spelled almost alike are tried, once.
        """
        asked = asked_for(text)
        if not asked:
            return Results(asked)
        mine = self.for_actor(actor, partnership.pk)
        groups = _found(mine, actor, partnership, asked, limit)
        if groups:
            return Results(asked, groups)
        texts = (text for each in mine for text in each.texts(actor, partnership))
        meant = forgiven(asked, texts)
        if meant is None:
            return Results(asked)
        groups = _found(mine, actor, partnership, meant, limit)
        return Results(asked, groups, meant if groups else None)


def _found(
    searchers: Iterable[Searcher], actor: Actor, partnership: Any, asked: Asked, limit: int
) -> tuple[Group, ...]:
    found = ((each, tuple(each.find(actor, partnership, asked, limit + 1))) for each in searchers)
    return tuple(Group(each.title, hits[:limit], len(hits) > limit) for each, hits in found if hits)


SEARCHERS = Searchers()
