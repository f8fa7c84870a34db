"""A plan on a screen: by a session, or by the secret address of a display, which opens nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from lapwing.contexts.improvement import displays
from lapwing.contexts.improvement.access import NotVisible
from lapwing.contexts.improvement.commands import RefusedError
from lapwing.contexts.improvement.models import Display, Plan
from lapwing.contexts.improvement.tests.factories import acting_as, imported
from lapwing.contexts.improvement.views.tests.conftest import TODAY, Get, Site, text_of
from lapwing.contexts.improvement.views.tests.test_costs import plan_of
from lapwing.contexts.improvement.views.tests.test_my_updates import opened
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests.factories import People

ClientAs = Callable[[User], Client]
NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
LAST = TODAY + timedelta(days=90)


def made(site: Site, who: User, name: str = "Second floor", last_day: date = LAST) -> str:
    """The address of a new display."""
    with acting_as(who) as actor:
        token = displays.make_display(
            actor=actor, now=NOW, on=TODAY, plan_ref=site.plan.ref, name=name, last_day=last_day
        )
    return reverse("improvement:screen", args=[site.partnership, token])


def test_the_screen_shows_counts_and_dates_and_no_name(site: Site, people: People, get: Get) -> None:
    opened(people.owner, site.plan)
    response = get(people.colleague, "wall")
    page = text_of(response)
    assert "Overdue 2" in page
    assert "updates close in 11 days, on 26 June 2026" in page
    assert "Brought up to date" in page
    for name in ("Head of Play", "Begin talks", people.owner.name, people.colleague.name):
        assert name not in page
    assert response["Cache-Control"].count("no-store") == 1


def test_it_refreshes_itself_without_scripts_and_keeps_no_session_alive(
    site: Site, people: People, get: Get
) -> None:
    found = get(people.colleague, "wall").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="300"></noscript>' in found
    assert "style=" not in found
    assert resolve(site.url("wall")).func.is_background  # type: ignore[attr-defined]


def test_a_display_shows_the_same_to_nobody_in_particular(site: Site, people: People) -> None:
    address = made(site, people.owner)
    response = Client().get(address)
    page = text_of(response)  # type: ignore[arg-type]
    assert response.status_code == 200
    assert "Overdue 2" in page
    assert "Back to the plan" not in page
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_its_address_opens_nothing_else(site: Site, people: People) -> None:
    browser = Client()
    assert browser.get(made(site, people.owner)).status_code == 200
    assert browser.get(site.url("overview")).status_code in (302, 404)
    assert browser.post(made(site, people.owner, "Third floor")).status_code == 405


def test_only_the_hash_is_kept(site: Site, people: People) -> None:
    token = made(site, people.owner).rstrip("/").rsplit("/", 1)[1]
    with as_maintenance():
        row = Display.objects.get()
    assert token not in str(row.__dict__)
    assert len(row.token_hash) == 64


def test_an_ended_display_shows_nothing_more(site: Site, people: People, client_as: ClientAs) -> None:
    address = made(site, people.owner)
    with as_maintenance():
        ref = Display.objects.get().ref
    place = reverse("improvement:screen-end", args=[site.partnership, site.plan.ref, ref])
    assert client_as(people.colleague).post(place).status_code in (403, 404)
    assert Client().get(address).status_code == 200
    assert client_as(people.owner).post(place).status_code == 302
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("how", ["role", "runs it no more", "plan", "day", "made up", "partnership"])
def test_it_ends_by_itself_and_all_endings_look_alike(
    site: Site, people: People, partnership: Partnership, other_partnership: Partnership, how: str
) -> None:
    address = made(site, people.owner)
    assert Client().get(address).status_code == 200
    with as_maintenance():
        if how == "role":
            Membership.objects.filter(user=people.owner).update(to_date=TODAY - timedelta(days=1))
        elif how == "runs it no more":
            Membership.objects.filter(user=people.owner).update(role="board-member")
        elif how == "plan":
            at = {"voided_at": NOW, "voided_by": people.owner, "voided_reason": "Replaced"}
            Plan.objects.filter(pk=site.plan.pk).update(**at)
        elif how == "day":
            Display.objects.update(last_day=TODAY - timedelta(days=1))
    if how == "made up":
        address = reverse("improvement:screen", args=[site.partnership, "x" * 43])
    elif how == "partnership":
        address = address.replace(site.partnership, other_partnership.ref)
    assert Client().get(address).status_code == 404


def test_the_page_shows_the_address_of_a_new_display_once(
    site: Site, people: People, client_as: ClientAs
) -> None:
    browser, place = client_as(people.owner), site.url("screens")
    sent = {
        "name": "Hall",
        "last_day-day": "1",
        "last_day-month": "9",
        "last_day-year": "2026",
    }
    found = re.search(r'value="(http[^"]+/screen/[^"]+)"', browser.post(place, sent).content.decode())
    assert found
    assert Client().get(found[1].replace("http://testserver", "")).status_code == 200
    again = browser.get(place).content.decode()
    assert "/screen/" not in again
    assert "Hall" in again


@pytest.mark.parametrize(
    ("name", "last_day", "told"),
    [
        (" ", LAST, "Say where"),
        ("a" * 101, LAST, "100 letters"),
        ("Hall", TODAY - timedelta(days=1), "passed"),
        ("Hall", TODAY + timedelta(days=400), "a year at most"),
    ],
)
def test_what_cannot_be_is_refused(site: Site, people: People, name: str, last_day: date, told: str) -> None:
    with pytest.raises(RefusedError, match=told):
        made(site, people.owner, name, last_day)


def test_only_who_runs_the_plan_makes_displays(site: Site, people: People, get: Get) -> None:
    assert get(people.colleague, "screens").status_code in (403, 404)
    assert get(people.outsider, "wall").status_code == 404
    for who in (people.colleague, people.outsider):
        with pytest.raises(NotVisible):
            made(site, who)


def test_a_person_ends_all_that_they_made(site: Site, people: People) -> None:
    address = made(site, people.owner)
    with acting_as(people.owner):
        assert displays.standing_displays(people.owner.pk, TODAY) == 1
        assert displays.end_every_display(people.owner.pk, NOW) == 1
    assert Client().get(address).status_code == 404


def test_a_larger_plan_takes_no_more_queries(
    partnership: Partnership, people: People, client_as: ClientAs
) -> None:
    with acting_as(people.owner) as actor:
        plans = [imported(partnership, actor, plan_of(size)) for size in (2, 9)]
    browser, costs = client_as(people.colleague), []
    for plan in plans:
        address = reverse("improvement:wall", args=[partnership.ref, plan.ref])
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
