"""Another site makes a person's browser send something: no page takes it without a token of its own."""

from __future__ import annotations

import pytest
from django.test import Client

from lapwing.platform.tokens.tests.factories import token_for
from tests.addresses import Address, a_few_quickly
from tests.attacks.asking import FROM_ELSEWHERE, body_of, knocking, operations, pages, strongest, undone
from tests.world import World

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
FORM = "application/x-www-form-urlencoded"
TITLE = "This page was open too long"

each_page = pytest.mark.parametrize(
    "address",
    # the description of the interface speaks as the interface does, and takes nothing
    a_few_quickly(each for each in pages() if each.name not in FROM_ELSEWHERE | {"api:description"}),
)
each_operation = pytest.mark.parametrize("address", operations(), ids=lambda each: each.name)


def test_only_these_take_what_another_site_sends() -> None:
    exempt = {each.name for each in pages() if getattr(each.view, "csrf_exempt", False)}
    assert exempt == FROM_ELSEWHERE


@each_page
def test_no_page_takes_a_form_without_its_token(world: World, address: Address) -> None:
    """With the cookies that the browser sends along, or with a token in the address instead of the form."""
    place = address.example(world)
    client = knocking(world.client(strongest(world)), checks_forms=True)
    with undone():
        answers = [client.generic(method, place, "name=Mallory", FORM) for method in UNSAFE]
        answers += [
            client.generic("POST", place, '{"name": "Mallory"}', "text/plain"),
            client.generic("POST", f"{place}?csrfmiddlewaretoken={'x' * 64}"),
        ]
    assert {answer.status_code for answer in answers} == {403}
    assert all(TITLE in body_of(answer).decode() for answer in answers)


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {"x-csrftoken": "x" * 32}],
    ids=["origin of another site", "origin of a sandboxed frame", "a made up token in a header"],
)
def test_a_token_of_its_own_making_helps_no_other_site(world: World, headers: dict[str, str]) -> None:
    """Whoever can plant a cookie for this host from a neighbouring one still sends from another origin."""
    client = knocking(world.client(strongest(world)), checks_forms=True)
    client.cookies["csrftoken"] = "y" * 32
    with undone():
        answer = client.post("/account/password/", {"csrfmiddlewaretoken": "x" * 32}, headers=headers)
    assert answer.status_code == 403


def test_a_right_token_lets_the_form_of_this_site_in(world: World) -> None:
    """The refusals above are not for another reason."""
    client = knocking(world.client(strongest(world)), checks_forms=True)
    place = "/account/password/"
    with undone():
        client.get(place)
        sent = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "current": "x"}
        assert client.post(place, sent).status_code in {200, 422}
        foreign = client.post(place, sent, headers={"origin": "https://elsewhere.example"})
    assert foreign.status_code == 403


@each_operation
def test_cookies_do_nothing_at_the_interface(world: World, address: Address) -> None:
    place = address.example(world)
    client = knocking(world.client(strongest(world)))
    for method in ("GET", *UNSAFE):
        with undone():
            for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
                answer = client.generic(method, place, "{}", kind)
                assert answer.status_code in {401, 405}, (method, kind)
                assert not answer.cookies


@each_operation
def test_a_token_is_taken_from_its_header_alone(world: World, address: Address) -> None:
    """One in an address is in logs and in histories of browsers: it counts for nothing."""
    token = token_for(strongest(world), world.partnership, "improvement.plan.read")
    place = address.example(world)
    client = Client()
    client.cookies["Authorization"] = f"Bearer {token}"
    with undone():
        for name in ("token", "access_token", "authorization", "Authorization"):
            assert client.get(f"{place}?{name}={token}").status_code in {401, 405}


def test_the_button_of_programs_for_mail_does_nothing_but_stop_mail(world: World) -> None:
    with undone():
        wrong = Client(enforce_csrf_checks=True).post("/stop-emails/nobodys/", {"x": "y"})
    assert wrong.status_code in {200, 404}
