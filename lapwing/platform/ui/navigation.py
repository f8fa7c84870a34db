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
    addresses do not begin with the item's own ("/measures?/"). ``under`` names the main page on which this
    one is listed, with the sentence ``about``, instead of in the bar; whoever may not open that one finds it
    in the bar.
    """

    label: str
    url_name: str
    permission: str | None = None
    order: int = 100
    within: str = ""
    under: str = ""
    about: str = ""

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


@dataclass(frozen=True)
class Listed:
    """A page as it is listed on the one that it stands under."""

    label: str
    url: str
    about: str


@dataclass(frozen=True)
class _Placed:
    """An item that the person may open, and how far into the path it speaks for it."""

    item: NavigationItem
    url: str
    depth: int


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
        """Links of the bar that ``may`` allows and ``kwargs`` (say, the partnership) can address.

        Current is the item that speaks for the path farthest into it, or the one that it stands under.
        """
        found = self._placed(path, may, kwargs)
        current = _deepest(found)
        over = _over(current, found) if current else None
        here = (over or current) if current else None
        return tuple(
            Link(each.item.label, each.url, each is here) for each in found if _over(each, found) is None
        )

    def above(
        self, path: str, may: Callable[[str], bool], kwargs: Mapping[str, str] | None = None
    ) -> Link | None:
        """The main page under which the path's own item stands; None when that is in the bar itself."""
        found = self._placed(path, may, kwargs)
        current = _deepest(found)
        over = _over(current, found) if current else None
        return Link(over.item.label, over.url) if over else None

    def under(
        self, url_name: str, may: Callable[[str], bool], kwargs: Mapping[str, str] | None = None
    ) -> tuple[Listed, ...]:
        """What is listed on a main page, for whoever may open it."""
        return tuple(
            Listed(each.item.label, each.url, each.item.about)
            for each in self._placed("", may, kwargs)
            if each.item.under == url_name
        )

    def _placed(
        self, path: str, may: Callable[[str], bool], kwargs: Mapping[str, str] | None
    ) -> list[_Placed]:
        found = []
        for item in self.items:
            if item.permission is None or may(item.permission):
                address = _address(item.url_name, kwargs or {})
                if address:
                    found.append(_Placed(item, address, item.depth(path, address)))
        return found


def _deepest(found: list[_Placed]) -> _Placed | None:
    speaking = [each for each in found if each.depth >= 0]
    return max(speaking, key=lambda each: each.depth, default=None)


def _over(one: _Placed, found: list[_Placed]) -> _Placed | None:
    """The item of the bar under which this one stands."""
    return next((each for each in found if each.item.url_name == one.item.under), None)


def _address(url_name: str, kwargs: Mapping[str, str]) -> str:
    """The page's address, with the kwargs if it takes them; empty if it has none here."""
    for given in (kwargs, {}):
        try:
            return reverse(url_name, kwargs=dict(given))
        except NoReverseMatch:
            continue
    return ""


NAVIGATION = Navigation()
# What whoever operates the service looks after, whichever partnership it concerns.
OPERATIONS = Navigation()
