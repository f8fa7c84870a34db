"""The way in: where a person lands, and what anybody may read."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

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
