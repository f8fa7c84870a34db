"""The primary navigation: packages say which pages they lead to, and each person sees those they may open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class NavigationItem:
    """A main page. ``permission`` None means everyone.

    ``within`` is a pattern of the part of an address that makes a page one of this item's, for pages whose
    addresses do not begin with the item's own ("/measures?/").
    """

    label: str
    url_name: str
    permission: str | None = None
    order: int = 100
    within: str = ""

    def depth(self, path: str, address: str) -> int:
        """How far into ``path`` this item still speaks for it; -1 when it does not."""
        found = [match.end() for match in re.finditer(self.within, path)] if self.within else []
        return max([*found, len(address) if path.startswith(address) else -1])


@dataclass(frozen=True)
class Link:
    """A link as shown, current or not."""

    label: str
    url: str
    current: bool = False


@dataclass
class Navigation:
    """What the packages registered, in order."""

    items: list[NavigationItem] = field(default_factory=list)

    def register(self, *items: NavigationItem) -> None:
        """Adds items, from an AppConfig's ``ready``; one that is there already stays once."""
        self.items = sorted({*self.items, *items}, key=lambda item: (item.order, item.label))

    def links(
        self, path: str, may: Callable[[str], bool], kwargs: Mapping[str, str] | None = None
    ) -> tuple[Link, ...]:
        """Links that ``may`` allows and ``kwargs`` (say, the partnership) can address.

        Current is the item that speaks for the path farthest into it.
        """
        found = []
        for item in self.items:
            if item.permission is None or may(item.permission):
                address = _address(item.url_name, kwargs or {})
                if address:
                    found.append((item.label, address, item.depth(path, address)))
        deepest = max((depth for _, _, depth in found), default=-1)
        current = next((url for _, url, depth in found if depth == deepest and depth >= 0), None)
        return tuple(Link(label, url, url == current) for label, url, _ in found)


def _address(url_name: str, kwargs: Mapping[str, str]) -> str:
    """The page's address, with the kwargs if it takes them; empty if it has none here."""
    for given in (kwargs, {}):
        try:
            return reverse(url_name, kwargs=dict(given))
        except NoReverseMatch:
            continue
    return ""


NAVIGATION = Navigation()
