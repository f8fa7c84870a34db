"""A list that is too long for a download is not cut: its whole is asked for as an export."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lapwing.platform.access.acting import acting
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.accounts.models import User
from lapwing.platform.exports import commands
from lapwing.platform.exports.lists import whole_list
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.platform.ui import listing, whole_lists
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


def noted(who: User) -> list[tuple[str, str, list[int], str]]:
    """What the log says that a person was shown of people: how, from which page, whom, and why."""
    with as_maintenance():
        lines = AccessLogEntry.objects.filter(actor_id=who.pk, kind="accounts.user").order_by("id")
        return [(line.what, line.purpose, sorted(line.ids), line.reason) for line in lines]


def test_every_row_is_noted_once_when_it_is_written_and_none_when_it_is_only_asked_for(
    long_list: str, people: People, client_as: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_lists, "PIECE", 1)
    client = client_as(people.owner)
    place = client.get(long_list)["Location"]
    client.get(place)
    client.post(place, {"form": "xlsx"})
    assert noted(people.owner) == []
    client.post(place, {"form": "xlsx", "reason": "To check roles"})
    lines = noted(people.owner)
    assert [(what, why) for what, _, _, why in lines] == [("export", "To check roles")] * len(lines)
    shown = [number for _, _, numbers, _ in lines for number in numbers]
    assert sorted(shown) == sorted({people.owner.pk, people.colleague.pk})


def test_what_is_made_in_the_background_is_noted_by_the_worker_alone(
    long_list: str, people: People, client_as: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "AT_ONCE", 0)
    client = client_as(people.owner)
    client.post(client.get(long_list)["Location"], {"form": "csv", "reason": "To check roles"})
    assert noted(people.owner) == []
    run_jobs()
    assert noted(people.owner) == [
        ("export", "export", sorted([people.owner.pk, people.colleague.pk]), "To check roles")
    ]


def test_the_whole_access_log_names_people_beyond_the_first_piece(
    partnership: Partnership,
    people: People,
    client_as: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "DOWNLOAD_LIMIT", 1)
    monkeypatch.setattr(whole_lists, "PIECE", 1)
    lead = factories.member(partnership, "information-governance-lead", name="Iris Lead")
    for who in (people.owner, lead):
        client_as(who).get(reverse("people", args=[partnership.ref]))
    client = client_as(lead)
    place = client.get(reverse("access-log", args=[partnership.ref]) + "?format=csv")["Location"]
    made = client.post(place, {"form": "json", "reason": "To answer a question"})["Location"]
    file: Any = client.get(f"{made}file/")
    (table,) = json.loads(b"".join(file.streaming_content))["tables"].values()
    assert {"Olive Owner", "Iris Lead"} <= {str(value) for row in table["rows"] for value in row}
    with as_maintenance():
        rows = AccessLogEntry.objects.filter(
            kind="access_log.accesslogentry", actor_id=lead.pk, what="export"
        )
        assert {line.how_many for line in rows} == {1}


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
