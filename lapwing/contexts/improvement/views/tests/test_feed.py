"""A calendar feed: made once shown, read as its person, ended with their role."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from lapwing.contexts.improvement.models import CalendarFeed
from lapwing.contexts.improvement.views.tests.conftest import Site
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests.factories import People

AsPerson = Callable[[User], Client]


def make_feed(client: Client, partnership: Partnership) -> str:
    """Make a feed and give the path that the page shows."""
    page = client.post(reverse("improvement:make-feed", args=[partnership.ref]))
    found = re.search(r'value="http://testserver(/[^"]+\.ics)"', page.content.decode())
    assert found
    return found[1]


@pytest.fixture
def path(site: Site, people: People, partnership: Partnership, client_as: AsPerson) -> str:
    return make_feed(client_as(people.colleague), partnership)


def events(response: HttpResponse) -> list[tuple[date, str]]:
    calendar = Calendar.from_ical(response.content)
    return [(event.decoded("dtstart"), str(event["summary"])) for event in calendar.walk("VEVENT")]


def test_anybody_with_the_address_reads_what_its_person_may_see(path: str) -> None:
    response = Client().get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (date(2026, 1, 31), "Start: 1.1.1 Begin talks") in events(response)  # type: ignore[arg-type]
    assert (date(2026, 5, 31), "Due: 1.1.1 Begin talks") in events(response)  # type: ignore[arg-type]


def test_an_entry_keeps_its_identity_and_leads_to_its_milestone(path: str, site: Site) -> None:
    first, second = (Calendar.from_ical(Client().get(path).content) for _ in range(2))
    assert [e["uid"] for e in first.walk("VEVENT")] == [e["uid"] for e in second.walk("VEVENT")]
    assert any(site.milestone in str(event["url"]) for event in first.walk("VEVENT"))


def test_only_the_hash_is_kept(path: str) -> None:
    token = path.rsplit("/", 1)[1].removesuffix(".ics")
    with as_maintenance():
        feed = CalendarFeed.objects.get()
    assert token not in feed.token_hash
    assert len(feed.token_hash) == 64


def test_the_address_is_shown_once(
    path: str, people: People, partnership: Partnership, client_as: AsPerson
) -> None:
    page = client_as(people.colleague).get(reverse("improvement:feed", args=[partnership.ref]))
    assert ".ics" not in page.content.decode()
    assert "You made a calendar feed" in page.content.decode()


def test_a_new_address_replaces_the_one_before(
    path: str, people: People, partnership: Partnership, client_as: AsPerson
) -> None:
    newer = make_feed(client_as(people.colleague), partnership)
    assert Client().get(path).status_code == 404
    assert Client().get(newer).status_code == 200


def test_an_ended_feed_gives_nothing(
    path: str, people: People, partnership: Partnership, client_as: AsPerson
) -> None:
    client_as(people.colleague).post(reverse("improvement:end-feed", args=[partnership.ref]))
    assert Client().get(path).status_code == 404


def test_one_persons_button_does_not_end_anothers_feed(
    path: str, people: People, partnership: Partnership, client_as: AsPerson
) -> None:
    client_as(people.owner).post(reverse("improvement:end-feed", args=[partnership.ref]))
    assert Client().get(path).status_code == 200


def test_access_ends_with_the_role(path: str, people: People) -> None:
    with as_maintenance():
        Membership.objects.filter(user=people.colleague).update(
            ended_at=datetime(2026, 6, 1, tzinfo=UTC), ended_by=people.owner
        )
    assert Client().get(path).status_code == 404


def test_an_address_of_another_partnership_or_invented_gives_nothing(
    path: str, partnership: Partnership, other_partnership: Partnership
) -> None:
    assert Client().get(path.replace(partnership.ref, other_partnership.ref)).status_code == 404
    made_up = reverse("improvement:feed-file", args=[partnership.ref, "x" * 43])
    assert Client().get(made_up).status_code == 404


def test_a_feed_is_made_by_a_button_and_not_by_a_link(
    site: Site, people: People, partnership: Partnership, client_as: AsPerson
) -> None:
    client = client_as(people.colleague)
    assert client.get(reverse("improvement:make-feed", args=[partnership.ref])).status_code == 405
    assert (
        client_as(people.outsider).post(reverse("improvement:make-feed", args=[partnership.ref])).status_code
        == 404
    )
