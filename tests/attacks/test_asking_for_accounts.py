"""Finding out who has an account: known and unknown addresses are answered alike, with the same work."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.factors.tests.support import give_app
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import MOMENT, PASSWORD
from tests.attacks.asking import questions, undone

Told = tuple[int, str, str, list[str]]


@pytest.fixture
def addresses(partnership: Partnership) -> dict[str, str]:
    """Of people of every kind, and of nobody; all as long as each other."""
    known = factories.user("Pat Person", email="pat1@example.org", password=PASSWORD)
    factories.membership(known, partnership, "councillor")
    guarded = factories.user("Gil Guarded", email="gil1@example.org", password=PASSWORD)
    give_app(guarded)
    closed = factories.user("Cal Closed", email="cal1@example.org", password=PASSWORD)
    with as_maintenance():
        User.objects.filter(pk=closed.pk).update(is_active=False, closed_at=MOMENT)
    factories.user("Robot", email="rob1@example.org", password=PASSWORD, kind="system")
    factories.user("Uma Unset", email="uma1@example.org", password=None)
    return {
        "known": "pat1@example.org",
        "with a second factor": "gil1@example.org",
        "closed": "cal1@example.org",
        "a system user": "rob1@example.org",
        "without a password": "uma1@example.org",
        "unknown": "zzz1@example.org",
    }


def told(place: str, email: str, **sent: str) -> Told:
    """What a stranger is told, and which questions the database was asked, whatever they were about."""
    client = Client()
    with undone(), questions() as asked:
        answer = client.post(place, {"email": email, **sent})
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return answer.status_code, answer.headers.get("Location", ""), words.replace(email, "ADDRESS"), asked


@pytest.mark.parametrize(
    "kind", ["known", "with a second factor", "closed", "a system user", "without a password"]
)
def test_a_wrong_password_tells_nothing_of_the_address(addresses: dict[str, str], kind: str) -> None:
    found = told("/sign-in/", addresses[kind], password="wrong password")
    nothing = told("/sign-in/", addresses["unknown"], password="wrong password")
    assert found[:3] == nothing[:3]
    assert [shape(each) for each in found[3]] == [shape(each) for each in nothing[3]]


@pytest.mark.parametrize(
    "kind", ["known", "with a second factor", "closed", "a system user", "without a password"]
)
def test_asking_for_a_new_password_tells_nothing_of_the_address(addresses: dict[str, str], kind: str) -> None:
    found = told(reverse("forgotten-password"), addresses[kind])
    nothing = told(reverse("forgotten-password"), addresses["unknown"])
    assert found[:3] == nothing[:3]
    assert [shape(each) for each in found[3]] == [shape(each) for each in nothing[3]]


@pytest.mark.parametrize("place", ["/sign-in/", "/sign-in/forgotten/"])
def test_the_limit_bars_unknown_addresses_alike(addresses: dict[str, str], place: str) -> None:
    def last(email: str) -> Told:
        with undone():
            for _ in range(throttle.MOST_ON_ACCOUNT + 1):
                answered = told_for_good(place, email)
        return answered

    found, nothing = last(addresses["known"]), last(addresses["unknown"])
    assert found[:3] == nothing[:3]
    assert [shape(each) for each in found[3]] == [shape(each) for each in nothing[3]]


def test_a_password_is_hashed_for_nobody_too(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes the time is done once for each address, whoever has it."""
    hashed: list[str] = []
    encode = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify

    def noted_encode(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        hashed.append("hashed")
        return encode(self, password, salt)

    def noted_verify(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        hashed.append("hashed")
        return verify(self, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", noted_encode)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", noted_verify)
    work = {}
    for kind, email in addresses.items():
        hashed.clear()
        told("/sign-in/", email, password="wrong password")
        work[kind] = len(hashed)
    assert set(work.values()) == {1}, work


def told_for_good(place: str, email: str) -> Told:
    client = Client()
    with questions() as asked:
        answer = client.post(place, {"email": email, "password": "wrong password"})
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return answer.status_code, answer.headers.get("Location", ""), words.replace(email, "ADDRESS"), asked


def shape(question: str) -> str:
    """A question without what it was about: the first words and the table."""
    table = re.search(r'(?:FROM|INTO|UPDATE)\s+"?(\w+)', question)
    return f"{question.split(' ', 1)[0]} {table[1] if table else ''}"
