from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

ClientAs = Callable[[User], Client]


@pytest.fixture
def administrator(partnership: Partnership) -> User:
    return factories.member(partnership, "partnership-administrator", name="Ada Administrator")


def test_the_people_page_shows_who_holds_which_role(
    people: People, partnership: Partnership, client_as: ClientAs
) -> None:
    page = client_as(people.colleague).get(reverse("people", args=[partnership.ref]))
    assert page.status_code == 200
    assert "Olive Owner" in page.content.decode()
    assert "Ossie Outsider" not in page.content.decode()


def test_an_outsider_finds_no_people_page(
    people: People, partnership: Partnership, client_as: ClientAs
) -> None:
    page = client_as(people.outsider).get(reverse("people", args=[partnership.ref]))
    assert page.status_code == 404


def test_nobody_in_particular_is_sent_to_sign_in(partnership: Partnership, client: Client) -> None:
    address = reverse("people", args=[partnership.ref])
    page = client.get(address)
    assert page.status_code == 302
    assert page["Location"] == f"{reverse('sign-in')}?next={address}"
