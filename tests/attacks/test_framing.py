"""A page drawn invisibly over another's: no answer of Lapwing stands in a frame of anybody's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from lapwing.platform.tokens.tests.factories import token_for
from tests.addresses import Address, a_few_quickly, every_address
from tests.attacks.asking import knocking, operations, owner_of_work, strongest, undone
from tests.world import World

each_address = pytest.mark.parametrize("address", a_few_quickly(every_address()))


def is_fenced(answer: Any) -> bool:
    policy = answer.headers.get("Content-Security-Policy", "")
    return (
        answer.headers.get("X-Frame-Options") == "DENY"
        and "frame-ancestors 'none'" in policy
        and "default-src 'none'" in policy
        and "unsafe" not in policy
        and answer.headers.get("X-Content-Type-Options") == "nosniff"
        and answer.headers.get("Referrer-Policy") == "same-origin"
        and answer.headers.get("Cross-Origin-Opener-Policy") == "same-origin"
        and "Access-Control-Allow-Origin" not in answer.headers
    )


@each_address
def test_every_answer_is_fenced(world: World, address: Address) -> None:
    """To a stranger, to the one who may most, to the one whose it is; by methods known and unknown."""
    place = address.example(world)
    tries = ((None, "GET"), (owner_of_work(world), "GET"), (strongest(world), "GET"), (None, "TRACE"))
    for who, method in (*tries, (strongest(world), "POST"), (strongest(world), "OPTIONS")):
        client = knocking(world.client(who))
        with undone():
            answer = client.generic(method, place, headers={"origin": "https://elsewhere.example"})
        assert is_fenced(answer), (who, method, answer.status_code, dict(answer.headers))
        assert answer.status_code < 500


@pytest.mark.parametrize(
    "place",
    ["/no-such-page/", "/p/zzzzzzzzzzzz/", "/%00", "/static/no-such-file.css", "//", "/api/v1/nothing"],
)
def test_errors_are_fenced(world: World, place: str) -> None:
    with undone():
        for who in (None, strongest(world)):
            answer = knocking(world.client(who)).get(place)
            assert answer.status_code in {302, 400, 401, 404}
            assert is_fenced(answer)


def test_a_refused_host_and_a_refused_form_are_fenced(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    assert is_fenced(client.get("/sign-in/", headers={"host": "elsewhere.example"}))
    assert is_fenced(client.post("/sign-in/"))


def test_a_fault_of_ours_is_fenced(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def falls(*args: object, **more: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("lapwing.shell.web.views.Partnership.objects.filter", falls)
    with undone():
        answer = knocking(world.client(strongest(world))).get("/")
    assert answer.status_code == 500
    assert is_fenced(answer)
    assert b"secret words" not in answer.content


@pytest.mark.parametrize("address", operations(), ids=lambda each: each.name)
def test_the_interface_is_fenced_for_whoever_has_a_token(world: World, address: Address) -> None:
    token = token_for(strongest(world), world.partnership, "improvement.plan.read")
    client = Client(headers={"authorization": f"Bearer {token}"})
    with undone():
        answer = client.get(address.example(world))
    assert is_fenced(answer)


def test_pages_of_the_signed_in_are_kept_in_no_cache(world: World) -> None:
    """Whoever comes to the same browser next, or shares a proxy, finds nothing of them."""
    with undone():
        answer = world.client(strongest(world)).get(f"/p/{world.partnership.ref}/people/")
    assert answer.status_code == 200
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
