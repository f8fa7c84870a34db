"""A list that is too long for a download is not cut: its whole is asked for as an export."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lapwing.platform.access.acting import acting
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.exports.lists import whole_list
from lapwing.platform.ui import listing
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People


@pytest.fixture
def long_list(partnership: Partnership, people: People, monkeypatch: pytest.MonkeyPatch) -> str:
    """The list of people, with more of them than a download holds."""
    monkeypatch.setattr(listing, "DOWNLOAD_LIMIT", 1)
    return reverse("people", args=[partnership.ref]) + "?format=xlsx"


def test_its_download_leads_to_where_the_whole_is_asked_for_and_made(
    long_list: str, people: People, client_as: Callable[[User], Client]
) -> None:
    client = client_as(people.owner)
    asked = client.get(long_list)
    assert asked.status_code == 302
    page = client.get(asked["Location"])
    assert "2 rows" in page.content.decode()
    assert "Enter why you need it" in client.post(asked["Location"], {"form": "xlsx"}).content.decode()

    made = client.post(asked["Location"], {"form": "xlsx", "reason": "To check roles"}, follow=True)
    assert "Ready" in made.content.decode()
    place = made.request["PATH_INFO"]
    file = b"".join(client.get(f"{place}file/").streaming_content)  # type: ignore[attr-defined]
    sheet = load_workbook(io.BytesIO(file)).worksheets[0]
    assert {sheet["A2"].value, sheet["A3"].value} == {"Olive Owner", "Colin Colleague"}


@pytest.mark.parametrize(
    "address",
    ["", "/", "/p/zzzzzzzzzzzz/people/?format=csv", "{here}", "{here}nowhere/?format=csv", "//evil/"],
)
def test_nothing_but_a_list_of_ones_own_partnership_is_taken_out(
    partnership: Partnership, people: People, address: str
) -> None:
    actor = actor_for(people.owner, timezone.localdate())
    place = address.format(here=reverse("partnership", args=[partnership.ref]))
    with acting(actor, purpose="test"), pytest.raises(NotVisible):
        whole_list(actor, partnership, {"address": place})


def test_a_list_that_one_may_not_see_is_not_taken_out(
    long_list: str, partnership: Partnership, people: People
) -> None:
    actor = actor_for(people.outsider, timezone.localdate())
    with acting(actor, purpose="test"), pytest.raises(NotVisible):
        whole_list(actor, partnership, {"address": long_list})


def test_a_list_is_not_collected_once_its_own_page_is_closed_to_the_person(
    long_list: str, partnership: Partnership, people: People, client_as: Callable[[User], Client]
) -> None:
    client = client_as(people.owner)
    place = client.get(long_list)["Location"]
    made = client.post(place, {"form": "csv", "reason": "To check roles"})["Location"]
    assert client.get(f"{made}file/").status_code == 200
    with as_maintenance():
        # still of the partnership, and no longer one who sees its people
        Membership.objects.filter(user=people.owner).update(role="action-owner")
    assert client.get(f"{made}file/").status_code == 404


@pytest.mark.parametrize("name", ["webhook-make", "invite", "exports"])
def test_a_page_that_is_no_list_is_no_fault_of_ours(
    partnership: Partnership, people: People, client_as: Callable[[User], Client], name: str
) -> None:
    administrator = factories.member(partnership, "partnership-administrator")
    place = reverse("ask-for-export", args=[partnership.ref, "list"])
    address = reverse(name, args=[partnership.ref])
    assert client_as(administrator).get(place, {"address": address}).status_code == 404
