"""A new password and signing out everywhere end what programs hold where that is ticked, and only there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.models import CalendarFeed
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.password_links import make_link
from lapwing.platform.accounts.sessions.models import SignInEvent
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.tokens.models import ApiToken
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import MOMENT, PASSWORD

BOX = "End my API tokens, calendar feeds and displays too"
NEW = "otter under the old bridge"
ENDED = "Ended too: 2 API tokens and 1 calendar feed."
SCOPE = "improvement.plan.read"


@pytest.fixture
def person(partnership: Partnership) -> User:
    who = factories.user("Pat Person", email="pat@example.org", password=PASSWORD)
    factories.membership(who, partnership, "councillor")
    return who


@pytest.fixture
def held(person: User, partnership: Partnership) -> list[str]:
    """Two tokens and a feed of the person, and one of each of somebody else; the tokens."""
    other = factories.member(partnership, "councillor")
    with as_maintenance():
        for number, who in enumerate((person, other)):
            CalendarFeed.objects.create(
                partnership=partnership, user=who, token_hash=str(number) * 64, created_at=MOMENT
            )
    mine = [token_for(person, partnership, SCOPE) for _ in range(2)]
    token_for(other, partnership, SCOPE)
    return mine


def standing(who: User) -> tuple[int, int]:
    with as_maintenance():
        tokens, feeds = ApiToken.objects.filter(user=who), CalendarFeed.objects.filter(user=who)
        return tokens.filter(ended_at=None).count(), feeds.filter(revoked_at=None).count()


def others(who: User) -> tuple[int, int]:
    with as_maintenance():
        tokens, feeds = ApiToken.objects.exclude(user=who), CalendarFeed.objects.exclude(user=who)
        return tokens.filter(ended_at=None).count(), feeds.filter(revoked_at=None).count()


@pytest.fixture
def browser(person: User, client_as: Callable[[User], Client]) -> Client:
    return client_as(person)


PLACES = pytest.mark.parametrize(
    ("place", "sent"),
    [("change-password", {"current": PASSWORD, "new": NEW}), ("account-sessions-end-others", {})],
)


@PLACES
def test_what_is_ticked_ends_at_once_and_only_ones_own(
    browser: Client, person: User, held: list[str], place: str, sent: dict[str, str]
) -> None:
    answer = browser.post(reverse(place), sent | {"programs": "on"}, follow=True)
    assert ENDED in answer.content.decode()
    assert standing(person) == (0, 0)
    assert others(person) == (1, 1)
    asked = Client().get("/api/v1/partnerships", headers={"authorization": f"Bearer {held[0]}"})
    assert asked.status_code == 401


@PLACES
def test_what_is_not_ticked_goes_on(
    browser: Client, person: User, held: list[str], place: str, sent: dict[str, str]
) -> None:
    answer = browser.post(reverse(place), sent, follow=True).content.decode()
    assert "You are signed out everywhere else." in answer
    assert "Ended too" not in answer
    assert standing(person) == (2, 1)


def test_nothing_ends_with_a_password_that_is_refused(browser: Client, person: User, held: list[str]) -> None:
    for sent in ({"current": "wrong", "new": NEW}, {"current": PASSWORD, "new": "short"}):
        page = browser.post(reverse("change-password"), sent | {"programs": "on"}).content.decode()
        assert BOX in page
    assert standing(person) == (2, 1)


@pytest.mark.parametrize("place", ["change-password", "account-sessions"])
def test_the_pages_say_what_there_is_and_offer_nothing_where_there_is_nothing(
    browser: Client, person: User, held: list[str], place: str
) -> None:
    page = browser.get(reverse(place)).content.decode()
    assert BOX in page
    assert "You have 2 API tokens and 1 calendar feed." in page
    with as_maintenance():
        CalendarFeed.objects.update(revoked_at=MOMENT)
        ApiToken.objects.update(ended_at=MOMENT, ended_by=person)
    assert BOX not in browser.get(reverse(place)).content.decode()


@pytest.mark.parametrize("ticked", [True, False])
def test_a_link_to_a_new_password_ends_them_where_it_is_ticked_and_does_not_say_what_there_is(
    person: User, held: list[str], ticked: bool
) -> None:
    with acting(system_actor("Tests"), purpose="test"):
        place = reverse("new-password", args=[person.ref, make_link(person, now=timezone.now())])
    page = Client().get(place).content.decode()
    assert BOX in page
    assert "You have" not in page
    sent = {"new": NEW} | ({"programs": "on"} if ticked else {})
    assert Client().post(place, sent).status_code == 302
    assert standing(person) == ((0, 0) if ticked else (2, 1))


def test_what_lies_where_the_person_works_no_more_ends_with_the_rest(
    browser: Client, person: User, held: list[str], other_partnership: Partnership
) -> None:
    """The feed would read again on the day that the role comes back."""
    role = factories.membership(person, other_partnership, "councillor")
    with as_maintenance():
        CalendarFeed.objects.create(
            partnership=other_partnership, user=person, token_hash="f" * 64, created_at=MOMENT
        )
        Membership.objects.filter(pk=role.pk).update(
            ended_at=timezone.now(), ended_by=person, ended_reason="Over"
        )
    browser.post(reverse("account-sessions-end-others"), {"programs": "on"})
    assert standing(person) == (0, 0)


def test_it_stands_in_the_sign_in_history_and_in_the_history(
    browser: Client, person: User, held: list[str]
) -> None:
    browser.post(reverse("account-sessions-end-others"), {"programs": "on"})
    with as_maintenance():
        assert SignInEvent.objects.get(user=person).how == "Everywhere else, and programs"
        line = HistoryEntry.objects.filter(table_name="tokens_apitoken", operation="UPDATE").first()
        assert line is not None
        assert line.new is not None
        assert line.new["ended_by_id"] == person.pk
        assert line.reason == "Asked for by its person"
