"""The way in: where a person lands, and what anybody may read."""

from __future__ import annotations

import re
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


def bar(client: Client, address: str) -> tuple[list[str], list[str]]:
    """The main navigation of a page: every item, and the one that is marked."""
    page = client.get(address).content.decode()
    found = re.search(r'<nav class="lw-nav".*?</nav>', page, re.DOTALL)
    assert found, address
    return (
        re.findall(r"<a [^>]*>([^<]+)</a>", found[0]),
        re.findall(r'aria-current="page">([^<]+)<', found[0]),
    )


ADMINISTERED = ["people", "access-log", "retention", "retention-holds", "review-exports", "access-reviews"]


@pytest.mark.parametrize("name", ADMINISTERED)
def test_what_is_administered_stands_under_one_item(
    name: str, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    client = client_as(factories.member(partnership, "information-governance-lead"))
    items, current = bar(client, reverse(name, args=[partnership.ref]))
    assert items == [
        *("Plan", "My actions", "Meetings", "Measures", "Calendar", "Questions"),
        "Administration",
    ]
    assert current == ["Administration"]


def test_administration_leads_to_all_of_it_with_a_sentence_each(
    partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    client = client_as(factories.member(partnership, "information-governance-lead"))
    page = client.get(reverse("administration", args=[partnership.ref])).content.decode()
    for name in ("people", "access-log", "retention", "review-exports"):
        assert f'href="{reverse(name, args=[partnership.ref])}"' in page
    assert "Who took out what, why and when" in page
    assert reverse("webhooks", args=[partnership.ref]) not in page


def test_people_stay_in_the_bar_for_whoever_administers_nothing(
    partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    client = client_as(factories.member(partnership, "board-member"))
    items, current = bar(client, reverse("people", args=[partnership.ref]))
    assert items[-1] == "People"
    assert current == ["People"]


class TestOperatingTheService:
    @pytest.fixture
    def operator(self, partnership: Partnership, client_as: Callable[[User], Client]) -> Client:
        return client_as(factories.member(partnership, "service-operator"))

    def test_one_page_leads_to_all_of_it(self, operator: Client) -> None:
        page = operator.get(reverse("operations")).content.decode()
        assert reverse("operations-jobs") in page
        assert reverse("outgoing-mail") in page

    def test_the_page_of_mail_is_found_where_it_was_before(self, operator: Client) -> None:
        answer = operator.get("/service/mail/")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/operations/mail/")

    def test_nobody_else_sees_that_there_is_such_a_page(
        self, partnership: Partnership, client_as: Callable[[User], Client]
    ) -> None:
        other = client_as(factories.member(partnership, "partnership-administrator"))
        assert other.get(reverse("operations")).status_code == 404
        assert other.get("/service/mail/").status_code == 404
