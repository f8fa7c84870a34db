"""A caller says that Lapwing is called something else: no link believes it, above all none in an email."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.platform.notices.letters import message_of
from lapwing.platform.notices.models import Mail
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import signed_in_client
from tests.attacks.asking import body_of, knocking, pages, strongest, undone
from tests.world import World

EVIL = "elsewhere.example"
OURS = "https://lapwing.larkshire.example"
# What proxies set, and callers can, too.
CLAIMS = {
    "x-forwarded-host": EVIL,
    "x-forwarded-server": EVIL,
    "x-forwarded-port": "8443",
    "x-forwarded-proto": "https",
    "x-forwarded-scheme": "https",
    "x-forwarded-prefix": f"//{EVIL}",
    "x-forwarded-for": "203.0.113.9",
    "x-host": EVIL,
    "x-original-host": EVIL,
    "x-original-url": f"//{EVIL}/",
    "x-rewrite-url": f"//{EVIL}/",
    "x-http-host-override": EVIL,
    "forwarded": f"for=203.0.113.9;host={EVIL};proto=https",
    "origin-host": EVIL,
}


@pytest.fixture(autouse=True)
def our_address(settings: object) -> None:
    settings.LAPWING_ADDRESS = OURS  # type: ignore[attr-defined]


@pytest.fixture
def manager(partnership: Partnership) -> User:
    who = factories.member(partnership, "programme-manager")
    factories.membership(who, partnership, "partnership-administrator")
    return who


def mails() -> list[str]:
    with as_maintenance():
        rows = list(Mail.objects.order_by("pk"))
        return [message_of(row).message().as_string() for row in rows]


def links_of(mail: str) -> set[str]:
    return set(re.findall(r"https?://[^\s/\"<>]+", mail.replace("=\n", "").replace("=3D", "=")))


@pytest.mark.slow
def test_no_page_repeats_a_host_that_the_caller_claims(world: World) -> None:
    repeated = []
    clients = [knocking(world.client(who)) for who in (None, strongest(world))]
    for address in pages():
        place = address.example(world)
        for client in clients:
            for ask in (client.get, client.post):
                with undone(client):
                    answer = ask(place, headers=CLAIMS)
                    told = f"{dict(answer.headers)}{answer.cookies}".encode() + body_of(answer)
                if EVIL.encode() in told:
                    repeated.append(address.name)
    assert repeated == []


@pytest.mark.parametrize(
    "host",
    [
        EVIL,
        f"testserver.{EVIL}",
        f"testserver@{EVIL}",
        f"testserver:80@{EVIL}",
        f"{EVIL}#testserver",
        f"{EVIL}/testserver",
        f"testserver, {EVIL}",
        "testserver:",
        "",
        "[::1",
        "xn--testserver",
        ".testserver",
    ],
)
def test_a_host_that_is_not_ours_gets_no_page(host: str, db: None) -> None:
    answer = Client().get("/sign-in/", headers={"host": host})
    assert answer.status_code == 400 or (answer.status_code == 200 and host == "testserver:")
    assert EVIL.encode() not in answer.content


def test_a_link_to_a_new_password_is_mailed_with_our_address(manager: User) -> None:
    sent = {"email": manager.email}
    assert Client().post(reverse("forgotten-password"), sent, headers=CLAIMS).status_code in {200, 302}
    run_jobs()
    (mail,) = mails()
    assert "/sign-in/new-password/" in mail.replace("=\n", "")
    assert links_of(mail) == {OURS}


def test_a_refused_host_mails_nothing(manager: User) -> None:
    sent = {"email": manager.email}
    answer = Client().post(reverse("forgotten-password"), sent, headers={"host": EVIL})
    assert answer.status_code == 400
    run_jobs()
    assert mails() == []


def test_an_invitation_is_mailed_with_our_address(manager: User, partnership: Partnership) -> None:
    body = factories.organisation(partnership)
    sent = {"name": "Nina New", "email": "nina@example.org", "role": "councillor", "organisation": body.ref}
    sent["reason"] = "Sits on the scrutiny committee"
    answer = signed_in_client(manager).post(reverse("invite", args=[partnership.ref]), sent, headers=CLAIMS)
    assert b"/invitation/" in answer.content, answer.content
    assert EVIL.encode() not in answer.content
    (mail,) = mails()
    assert links_of(mail) == {OURS}


def test_a_password_link_on_a_page_has_no_claimed_host(manager: User, partnership: Partnership) -> None:
    colleague = factories.member(partnership, "councillor")
    place = reverse("password-link", args=[partnership.ref, colleague.ref])
    page = signed_in_client(manager).post(place, headers=CLAIMS).content.decode()
    assert "http://testserver/sign-in/new-password/" in page
    assert EVIL not in page


def test_a_caller_cannot_say_that_it_came_by_https(db: None) -> None:
    """Unless a proxy is there, which overwrites the header: BEHIND_PROXY."""
    answer = Client().get("/sign-in/", headers={"x-forwarded-proto": "https"})
    assert not answer.wsgi_request.is_secure()


def test_a_caller_cannot_have_many_addresses_to_guess_passwords_from(manager: User) -> None:
    """Sixty failures bar an address, whatever the caller says that its address is."""
    from lapwing.platform.accounts.models import SignInAttempt

    for number in range(3):
        claimed = {"x-forwarded-for": f"203.0.113.{number}", "x-real-ip": f"203.0.113.{number}"}
        Client().post("/sign-in/", {"email": f"a{number}@example.org", "password": "x"}, headers=claimed)
    with as_maintenance():
        assert (
            SignInAttempt.objects.filter(at__lte=timezone.now()).values("address_key").distinct().count() == 1
        )
