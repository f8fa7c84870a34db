"""The page of what somebody follows: opened, filled by what others record, and left."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.models import Action
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.views.tests.conftest import Site, text_of
from lapwing.platform.accounts.models import User
from lapwing.registry.tests.factories import People

As = Callable[[User], Client]


def opened(client: Client, site: Site) -> HttpResponse:
    answer = client.get(reverse("improvement:following", args=[site.partnership]))
    assert answer.status_code == 200
    return answer  # type: ignore[return-value]


def follow(client: Client, site: Site, kind: str, **more: str) -> str:
    """Press the button of an action or a measure; where it leads."""
    place = reverse("improvement:follow", args=[site.partnership, kind, getattr(site, kind)])
    return str(client.post(place, more)["Location"])


def test_what_is_followed_stands_there_with_what_others_recorded(
    site: Site, people: People, client_as: As
) -> None:
    client = client_as(people.colleague)
    assert "You follow nothing yet" in text_of(opened(client, site))
    assert follow(client, site, "action") == site.url("action")
    assert follow(client, site, "measure") == site.url("measure")
    with acting_as(people.owner) as actor:
        commands.report_status(
            actor=actor, now=timezone.now(), milestone_ref=site.milestone, status="on track"
        )
        text = Action.objects.get(ref=site.action).text
    shown = opened(client, site)
    for name in ("action", "measure"):
        assert f'href="{site.url(name)}"' in shown.content.decode()
    said = text_of(shown)
    assert text[:40] in said
    assert "On track" in said
    assert "Nothing was recorded of it in this time." in said
    assert "You follow nothing yet" in text_of(opened(client_as(people.owner), site))


def test_following_ends_from_its_page_and_leads_back_to_it(site: Site, people: People, client_as: As) -> None:
    client = client_as(people.colleague)
    follow(client, site, "action")
    assert "Stop following" in text_of(opened(client, site))
    here = reverse("improvement:following", args=[site.partnership])
    assert follow(client, site, "action", **{"stop": "1", "from": "following"}) == here
    assert "You follow nothing yet" in text_of(opened(client, site))


def test_an_outsider_finds_no_such_page(site: Site, people: People, client_as: As) -> None:
    place = reverse("improvement:following", args=[site.partnership])
    assert client_as(people.outsider).get(place).status_code == 404
