"""The way in: where a person lands, and what anybody may read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["help", "accessibility", "live", "ready"])
def test_anybody_may_read_the_public_pages(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200


def test_home_leads_a_stranger_to_sign_in(client: Client) -> None:
    assert reverse("sign-in") in client.get(reverse("home")).headers["Location"]


def test_every_page_leads_to_help_and_to_the_accessibility_statement(client: Client) -> None:
    page = client.get(reverse("sign-in")).content.decode()
    assert reverse("help") in page
    assert reverse("accessibility") in page


@pytest.mark.parametrize(("role", "leads_there"), [("service-operator", True), ("gp-practice", False)])
def test_the_front_page_of_who_operates_the_service_leads_to_its_pages(
    role: str, leads_there: bool, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    client = client_as(factories.member(partnership, role))
    page = client.get(reverse("partnership", args=[partnership.ref]), follow=True).content.decode()
    assert (reverse("operations-jobs") in page) is leads_there
    assert (reverse("outgoing-mail") in page) is leads_there
