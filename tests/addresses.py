"""Every address of the site, from the URLconf, and an example of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lapwing.platform.access.views import Declaration, declaration_of
from tests.world import World


@dataclass(frozen=True)
class Address:
    """A view with a name, and the names of the parts that its address needs."""

    name: str
    route: str
    view: Callable[..., Any]
    parts: tuple[str, ...]

    @property
    def declaration(self) -> Declaration | None:
        return declaration_of(self.view)

    @property
    def names_a_record(self) -> bool:
        return bool(set(self.parts) - NO_RECORDS)

    @property
    def is_of_one_person(self) -> bool:
        return bool(set(self.parts) & OF_ONE_PERSON) or self.name in WORKBOOKS

    def example(self, world: World, **instead: str) -> str:
        """The address of a record of the world; ``instead`` replaces some of its parts."""
        given = {part: instead.get(part) or example_of(self.name, part, world) for part in self.parts}
        return reverse(self.name, kwargs=given)


# A workbook of updates, which nobody but its sender sees.
WORKBOOKS = frozenset(f"improvement:updates-{name}" for name in ("import", "columns", "line", "marked"))

# Parts that mean something else under one name: {("name", "part"): ...}.
SPECIAL: dict[tuple[str, str], Callable[[World], str]] = {
    ("access-review-line", "line"): lambda world: world.ref_of("access_review_line") or "",
    # somebody who holds something
    ("improvement:hand-over", "person"): lambda world: world.by_role["action-owner"].ref,
    ("governance:hand-over", "person"): lambda world: world.by_role["action-owner"].ref,
    **{
        (f"governance:{name}", part): example
        for name in ("take-out", "bring-back", "record-history")
        for part, example in (
            ("kind", lambda world: "meeting"),
            ("ref", lambda world: world.ref_of("meeting") or ""),
        )
    },
    ("improvement:ask-take-out", "kind"): lambda world: "milestone",
    ("improvement:ask-take-out", "ref"): lambda world: world.ref_of("milestone") or "",
    ("file-version", "number"): lambda world: "1",
    ("file-version-take-out", "number"): lambda world: "1",
    ("file-picture", "number"): lambda world: "1",
    ("file-picture", "page"): lambda world: "1",
    ("remove-passkey", "number"): lambda world: "1",
    **{(name, "data_import"): lambda world: world.workbook_sent for name in WORKBOOKS},
    # none is set up in tests: there is no such page
    ("organisation-sign-in", "organisation"): lambda world: "larkshire",
    ("accept-by-organisation", "organisation"): lambda world: "larkshire",
    ("organisation-return", "organisation"): lambda world: "larkshire",
    ("unlink-organisation", "number"): lambda world: "1",
}

# Parts that are not the reference of the record they are named after.
EXAMPLES: dict[str, Callable[[World], str]] = {
    "partnership": lambda world: world.partnership.ref,
    "person": lambda world: world.colleague.ref,
    "role": lambda world: world.membership.ref,
    "token": lambda world: world.token,
    # one's own alone: another person's is answered like one that has ended
    "session": lambda world: "zzzzzzzzzzzz",
    "kept": lambda world: "zzzzzzzzzzzz",
    "colour": lambda world: "blue",
    "plan_kind": lambda world: "improvement",
    "public_part": lambda world: "beginning",
    "record_kind": lambda world: "plan-draft",
    "job": lambda world: "1",
    "line": lambda world: "1",
    "export_kind": lambda world: "list",
    "pack_form": lambda world: "word",
    "form": lambda world: "word",
    # addresses that serve several kinds of record alike
    "kind": lambda world: "action",
    "said_at": lambda world: "1",
    "ref": lambda world: world.ref_of("action") or "",
}

# Parts that name a record of one person, which is 404 to everybody else: the world's is its action owner's.
OF_ONE_PERSON = frozenset({"work", "export", "saved_view"})

# Parts that name no record of a partnership: every partnership has its own blue.
NO_RECORDS = frozenset(
    {
        "export_kind",
        "form",
        "pack_form",
        "job",
        "partnership",
        "colour",
        "kind",
        "line",
        "plan_kind",
        "public_part",
        "record_kind",
    }
)


def example_of(name: str, part: str, world: World) -> str:
    """A value for one part of an address: as said above, else the reference of the record of that name.

    Raises LookupError, which asks for an example, when there is none.
    """
    chosen = SPECIAL.get((name, part)) or EXAMPLES.get(part)
    if chosen is not None:
        return chosen(world)
    ref = world.ref_of(part)
    if ref is None:
        raise LookupError(f"Add an example of <{part}> (in {name}) to tests/addresses.py")
    return ref


def every_address() -> list[Address]:
    return sorted(_walk(get_resolver().url_patterns, (), "", ()), key=lambda address: address.route)


def a_few_quickly(addresses: Iterable[Address]) -> list[object]:
    """For what is alike everywhere: the first address of each file of views is asked about by ``make test``,
    the others are slow and asked about by ``make check``. That nobody comes in from outside is asked of all.
    """
    seen: set[str] = set()
    found: list[object] = []
    for each in addresses:
        file = each.view.__module__
        found.append(pytest.param(each, id=each.name, marks=[pytest.mark.slow] if file in seen else []))
        seen.add(file)
    return found


def _walk(
    patterns: list[Any], names: tuple[str, ...], route: str, parts: tuple[str, ...]
) -> Iterator[Address]:
    for entry in patterns:
        further = (*parts, *entry.pattern.converters, *entry.pattern.regex.groupindex)
        found = tuple(dict.fromkeys(further))
        if isinstance(entry, URLResolver):
            inner = (*names, entry.namespace) if entry.namespace else names
            yield from _walk(entry.url_patterns, inner, f"{route}{entry.pattern}", found)
        elif isinstance(entry, URLPattern):
            name = ":".join((*names, entry.name or "(no name)"))
            yield Address(name, f"{route}{entry.pattern}", entry.callback, found)
