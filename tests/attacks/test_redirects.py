"""An address of Lapwing that leads to another site, so that a link in an email looks like one of ours."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.accounts.factors.tests.support import code_at, give_app
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD
from tests.attacks.asking import body_of, knocking, pages, strongest, undone
from tests.world import World

ELSEWHERE = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "///elsewhere.example/",
    "////elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example/",
    "/\t/elsewhere.example/",
    "/\n/elsewhere.example/",
    "\x01//elsewhere.example/",
    " //elsewhere.example/",
    "http:elsewhere.example",
    "http:///elsewhere.example/",
    "https:/\\elsewhere.example/",
    "https://testserver@elsewhere.example/",
    "https://testserver.elsewhere.example/",
    "https://elsewhere.example\\@testserver/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//testserver/",
    "data:text/html,elsewhere.example",
    "vbscript:elsewhere",
    "%2f%2felsewhere.example/",
    "elsewhere.example",
    "／／elsewhere.example/",
    "//elsewhere.example:80#@testserver/",
    "/\r\nLocation: https://elsewhere.example/",
]
# Where an address is read by whoever asks, or might be.
NAMES = ("next", "return_to", "return", "redirect", "redirect_to", "url", "back", "continue", "came_from")
each_place = pytest.mark.parametrize("elsewhere", ELSEWHERE, ids=ascii)


@pytest.fixture
def person(partnership: Partnership) -> User:
    who = factories.user("Pat Person", email="pat@example.org", password=PASSWORD)
    factories.membership(who, partnership, "councillor")
    return who


def leads_elsewhere(place: str) -> bool:
    """As a browser reads it: backslashes are slashes, and tabs and ends of lines are not there."""
    read = place.strip("".join(map(chr, range(33)))).replace("\\", "/")
    for gone in "\t\r\n":
        read = read.replace(gone, "")
    parts = urlsplit(read)
    return read.startswith("//") or bool(parts.scheme and parts.netloc != "testserver")


def test_the_attacks_lead_elsewhere_in_a_browser() -> None:
    led = [each for each in ELSEWHERE if leads_elsewhere(each)]
    assert len(led) > 15


@each_place
def test_signing_in_leads_to_no_other_site(person: User, elsewhere: str) -> None:
    details = {"email": person.email, "password": PASSWORD}
    by_form = Client().post("/sign-in/", {**details, "next": elsewhere})
    by_address = Client().post(f"/sign-in/?next={quote(elsewhere)}", details)
    for answer in (by_form, by_address):
        assert answer.status_code == 302
        assert not leads_elsewhere(answer["Location"])


@each_place
def test_the_second_factor_leads_to_no_other_site(person: User, elsewhere: str) -> None:
    give_app(person)
    client = Client()
    client.post("/sign-in/", {"email": person.email, "password": PASSWORD, "next": elsewhere})
    sent = {"code": code_at(timezone.now()), "next": elsewhere}
    answer = client.post(reverse("second-factor"), sent)
    assert answer.status_code == 302
    assert not leads_elsewhere(answer["Location"])


@each_place
def test_confirming_oneself_leads_to_no_other_site(person: User, elsewhere: str) -> None:
    with undone():
        client = factories.signed_in_client(person, recent=False)
        answer = client.post(reverse("confirm-sign-in"), {"password": PASSWORD, "next": elsewhere})
    assert answer.status_code == 302, answer.content
    assert not leads_elsewhere(answer["Location"])


@pytest.mark.slow
def test_no_page_leads_elsewhere_or_shows_such_a_link(world: World) -> None:
    """With every such name at once in the address and in the form, and as the page that one came from."""
    led = []
    clients = [knocking(world.client(who)) for who in (None, strongest(world))]
    for address in pages():
        for elsewhere in ("//elsewhere.example/", "/\\elsewhere.example/", "javascript:elsewhere.example"):
            query = "&".join(f"{name}={quote(elsewhere)}" for name in NAMES)
            place = f"{address.example(world)}?{query}"
            headers = {"referer": "https://elsewhere.example/", "hx-current-url": elsewhere}
            for client in clients:
                for method, sent in (("GET", None), ("POST", dict.fromkeys(NAMES, elsewhere))):
                    ask = client.get if method == "GET" else client.post
                    with undone(client):
                        answer = ask(place, sent, headers=headers)
                        told = body_of(answer).decode(errors="replace")
                    steers = (answer.headers.get(name, "") for name in STEERING)
                    if any(map(leads_elsewhere, steers)) or shows_link(told):
                        led.append((address.name, method, elsewhere))
    assert led == []


# Headers by which a browser is sent on.
STEERING = ("Location", "HX-Redirect", "HX-Location", "Refresh", "Link")


def shows_link(page: str) -> bool:
    return any(
        f'{name}="{start}elsewhere.example' in page
        for name in ("href", "action", "src", "formaction", "hx-get", "hx-post", 'content="0; url')
        for start in ("//", "/\\", "javascript:", "https://")
    )


@pytest.mark.parametrize(
    "place",
    [
        "//elsewhere.example",
        "//elsewhere.example/..",
        "/\\elsewhere.example",
        "/%2f%2felsewhere.example",
        "///",
    ],
)
def test_a_missing_slash_is_not_added_towards_another_site(world: World, place: str) -> None:
    with undone():
        answer = knocking(world.client(strongest(world))).get(place)
    assert not leads_elsewhere(answer.headers.get("Location", ""))


def test_a_page_of_this_site_is_gone_on_to(person: User) -> None:
    """So that the refusals above are not because nothing is taken."""
    sent = {"email": person.email, "password": PASSWORD, "next": "/account/?a=b"}
    assert Client().post("/sign-in/", sent)["Location"] == "/account/?a=b"
