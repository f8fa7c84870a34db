"""No address answers with a server error, whatever its query or its parts say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from lapwing.registry.tests import factories
from tests.addresses import Address, every_address, example_of
from tests.world import World

# Thousands of requests: minutes, not seconds.
pytestmark = pytest.mark.slow

ADDRESSES = every_address()

# Parameters that pages read, and those of the filters of their tables.
PARAMETERS = (
    *("as_at", "before", "first", "format", "from", "group", "last", "next", "number", "owner", "page", "q"),
    *("search", "series", "show", "since", "sort", "status", "table", "title", "until", "when", "year"),
)
# Those that are not asked for by every page, and change what the others mean.
ALONE = ("as_at", "next")
ODD = [
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "٢٠٢٦-٠١-٠١",
    "a\0b",
    "-1",
    "99999999999999999999999999",
    "'--<script>({[|&!<->:*",
    "x" * 20_000,
    "\u202e\ufeff\u2028²",
    "csv",
    "xlsx",
]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for all: each request is undone, and the world itself at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World(factories.partnership(), factories.partnership())
        for role in ("programme-manager", "partnership-administrator"):
            factories.membership(made.by_role["programme-manager"], made.partnership, role)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def signed_in(world: World) -> Client:
    """One session for all: the page that lists them draws each."""
    return world.client(world.by_role["programme-manager"])


@pytest.fixture
def client(signed_in: Client) -> Client:
    found = Client(raise_request_exception=False)
    found.cookies = deepcopy(signed_in.cookies)
    return found


def status(client: Client, method: str, place: str, data: dict[str, str]) -> int:
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(place, data)
        if hasattr(answer, "streaming_content"):
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    # whoever was signed out by it is signed in again, as in the database
    client.cookies = cookies
    return int(answer.status_code)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda each: each.name)
def test_odd_queries(world: World, client: Client, address: Address) -> None:
    place = address.example(world)
    failed = []
    for odd in ODD:
        for asked in (dict.fromkeys(PARAMETERS, odd), *({name: odd} for name in ALONE)):
            got = status(client, "get", place, asked)
            if got >= 500:
                failed.append((odd[:40], len(asked), got))
    assert failed == []


def path_of(route: str, parts: dict[str, str]) -> str:
    return "/" + re.sub(r"<[a-z]+:(\w+)>", lambda found: parts[found[1]], route)


@pytest.mark.parametrize("address", [each for each in ADDRESSES if each.parts], ids=lambda each: each.name)
def test_odd_parts(world: World, client: Client, address: Address) -> None:
    failed = []
    for odd in ("a\0b", "\udcff", "x" * 3000):
        for part in address.parts:
            given = {each: example_of(address.name, each, world) for each in address.parts}
            place = path_of(address.route, given | {part: quote(odd, errors="surrogateescape")})
            for method in ("get", "post"):
                got = status(client, method, place, {})
                if got >= 500:
                    failed.append((method, part, odd[:10], got))
    assert failed == []


# What people and programs type into boxes.
TYPED = [
    "a\0b",
    "9" * 400,
    "-1e308",
    "NaN",
    "Infinity",
    "9999",
    "31",
    "0",
    "٣",
    "\ud800",
    "x" * 60_000,
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "=1+1",
]


def text_of(page: HttpResponseBase) -> str:
    """What a page says; nothing for a file that is given out."""
    return "" if page.streaming else page.content.decode(errors="replace")  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda each: each.name)
def test_odd_forms(world: World, client: Client, address: Address) -> None:
    """Each box of a page's forms is filled with each oddity, with all else as it stands."""
    place = address.example(world)
    with transaction.atomic():
        page = client.get(place)
        transaction.set_rollback(True)
    failed = []
    for form in forms_of(text_of(page)):
        for name in form.boxes:
            for odd in TYPED:
                words = odd.encode("utf-8", "replace").decode()
                got = status(client, "post", form.action or place, form.filled(name, words))
                if got >= 500:
                    failed.append((form.action or place, name, odd[:10], got))
        for odd in TYPED:
            words = odd.encode("utf-8", "replace").decode()
            got = status(client, "post", form.action or place, form.all_filled(words))
            if got >= 500:
                failed.append((form.action or place, "all", odd[:10], got))
    assert failed == []


@dataclass
class PostedForm:
    """A form of a page that posts: what it sends as it stands, and which of that is typed."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)

    def filled(self, name: str, words: str) -> dict[str, str]:
        return {**self.values, name: words}

    def all_filled(self, words: str) -> dict[str, str]:
        return {**self.values, **dict.fromkeys(self.boxes, words)}


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[PostedForm] = []
        self.open: PostedForm | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = PostedForm(given.get("action", ""))
            if given.get("method", "get").lower() == "post" and "sign-out" not in self.open.action:
                self.found.append(self.open)
        if self.open is None:
            return
        name = given.get("name", "")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and given.get("value"):
            self.open.values[self.select] = given["value"]
        elif tag in {"input", "textarea"} and name:
            kind = given.get("type", "text")
            if kind in {"radio", "checkbox"}:
                self.open.values[name] = given.get("value", "on")
            else:
                self.open.values.setdefault(name, given.get("value", "") or "1")
                if kind != "file":
                    self.open.boxes.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag == "select":
            self.select = ""


def forms_of(page: str) -> list[PostedForm]:
    parser = _Forms()
    parser.feed(page)
    return parser.found
