"""One search box: it finds what a person may open, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.tests.factories import acting_as, action, full_plan, imported, plan
from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.accounts.models import User
from lapwing.platform.search.searchers import SEARCHERS, Results
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.roles import ROLES
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

ClientAs = Callable[[User], Client]


@pytest.fixture
def plans(partnership: Partnership, other_partnership: Partnership, people: People) -> None:
    """A plan in each partnership, with the same words."""
    with acting_as(people.owner) as actor:
        imported(partnership, actor, full_plan())
    with acting_as(people.outsider) as actor:
        imported(other_partnership, actor, full_plan())


def page(client: Client, partnership: Partnership, words: str) -> str:
    response = client.get(reverse("search", args=[partnership.ref]), {"q": words})
    assert response.status_code == 200
    return response.content.decode()


def found(who: User, where: Partnership, words: str) -> Results:
    with acting(actor_for(who, timezone.localdate()), purpose="test") as actor:
        return SEARCHERS.search(actor, where, words)


WORDS = ("promises", "families", "commissioner", "olive", "council", "play", "organisation", "plan", "a", "1")


@pytest.mark.parametrize("role", sorted(ROLES))
def test_whatever_is_found_can_be_opened_by_whoever_found_it(
    role: str, plans: None, partnership: Partnership, other_partnership: Partnership, client_as: ClientAs
) -> None:
    who = factories.member(partnership, role)
    client = client_as(who)
    addresses = {
        hit.url for words in WORDS for group in found(who, partnership, words).groups for hit in group.hits
    }
    assert not any(other_partnership.ref in address for address in addresses)
    for address in addresses:
        assert client.get(address).status_code == 200, address
    may_read = "improvement.plan.read" in ROLES[role].permissions
    assert bool(addresses) >= may_read
    if not may_read and "registry.people.read" not in ROLES[role].permissions:
        assert not addresses


def test_nothing_is_found_in_a_partnership_that_one_is_not_in(
    plans: None, people: People, other_partnership: Partnership, client_as: ClientAs
) -> None:
    for words in WORDS:
        assert found(people.owner, other_partnership, words).groups == ()
    address = reverse("search", args=[other_partnership.ref])
    assert client_as(people.owner).get(address, {"q": "play"}).status_code == 404


def test_hits_are_shown_by_kind_with_the_words_marked(
    plans: None, people: People, partnership: Partnership, client_as: ClientAs
) -> None:
    shown = page(client_as(people.owner), partnership, "promise")
    assert re.search(r"<h2>Actions", shown)
    assert "<mark>promises</mark>" in shown


@pytest.mark.parametrize(("typed", "meant"), [("promisses", "promises")])
def test_a_misspelled_word_is_forgiven_and_said(
    typed: str, meant: str, plans: None, people: People, partnership: Partnership, client_as: ClientAs
) -> None:
    results = found(people.owner, partnership, typed)
    assert results.meant is not None
    assert (results.meant.text, results.total > 0) == (meant, True)
    shown = page(client_as(people.owner), partnership, typed)
    assert f"Nothing has “{typed}”. Shown is what has “<strong>{meant}</strong>”" in shown


def test_accents_are_forgiven_both_ways(partnership: Partnership, people: People) -> None:
    with acting_as(people.owner) as actor:
        imported(partnership, actor, plan(action("1.1.1", text="Open the Café Zoë")))
    for words in ("cafe zoe", "café zoë", "CAFÉ"):
        assert found(people.owner, partnership, words).total == 1, words


def test_the_beginning_of_a_word_is_enough(plans: None, people: People, partnership: Partnership) -> None:
    assert found(people.owner, partnership, "promi").total


def test_a_number_as_printed_finds_its_action(plans: None, people: People, partnership: Partnership) -> None:
    first, *_ = found(people.owner, partnership, "1.1.1").groups
    assert first.title == "Actions"


def test_people_are_found_by_those_who_may_see_them_and_it_is_noted(
    people: People, partnership: Partnership, client_as: ClientAs
) -> None:
    assert "<mark>Colin</mark> Colleague" in page(client_as(people.owner), partnership, "colin")
    with as_maintenance():
        assert AccessLogEntry.objects.filter(actor_id=people.owner.pk).exists()
    coordinator = factories.member(partnership, "ehc-coordinator")
    assert found(coordinator, partnership, "colin").groups == ()


ODD = ("", " ", "%", "'", ":*", "&|!", "\x00", "x" * 5000, "日本", "ﬁ½", "the", "-25", "𝕬")


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_no_mistake(
    words: str, plans: None, people: People, partnership: Partnership, client_as: ClientAs
) -> None:
    response = client_as(people.owner).get(reverse("search", args=[partnership.ref]), {"q": words})
    assert response.status_code in {200, 404}


def test_the_number_of_queries_is_the_same_for_one_plan_and_for_several(
    plans: None,
    people: People,
    partnership: Partnership,
    client_as: ClientAs,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    with acting_as(people.owner) as actor:
        for number in range(3):
            imported(partnership, actor, replace(full_plan(), title=f"Plan {number}"))
    client = client_as(people.owner)
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        page(client, partnership, "play")
