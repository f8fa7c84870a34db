"""The history of records in words; here, because the registry has records of every sort of field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.history.queries import Entry, history_of
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Membership, Organisation, Partnership
from lapwing.registry.roles import label_of
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

MaxQueries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def membership(people: People) -> Membership:
    with as_maintenance():
        return Membership.objects.get(user=people.colleague)


@pytest.fixture(autouse=True)
def acts(people: People, membership: Membership) -> Iterator[Actor]:
    with acting(
        actor_for(people.owner, timezone.localdate()), purpose="people", reason="At the board"
    ) as actor:
        yield actor


def newest(membership: Membership) -> Entry:
    return history_of({Membership: [membership.pk]}, words={"role": label_of}).entries[0]


def change(membership: Membership, **values: object) -> dict[str, tuple[str, str]]:
    """What the history says of a change, by field."""
    Membership.objects.filter(pk=membership.pk).update(**values)
    return {each.field: (each.old, each.new) for each in newest(membership).changes}


def test_it_says_who_when_and_why(membership: Membership) -> None:
    change(membership, role="councillor")
    entry = newest(membership)
    assert (entry.who, entry.operation, entry.record) == ("Olive Owner", "Changed", "role")
    assert (entry.reason, entry.purpose) == ("At the board", "people")


def test_only_what_changed_is_said_in_words(membership: Membership) -> None:
    assert change(membership, role="councillor") == {"Role": ("Board member", "Councillor")}


def test_dates_are_written_for_people(membership: Membership) -> None:
    assert change(membership, to_date=date(2999, 3, 31)) == {"Last day": ("–", "31 Mar 2999")}


def test_references_are_named(membership: Membership, partnership: Partnership) -> None:
    body = factories.organisation(partnership, name="Larkshire ICB")
    with as_maintenance():
        before = Organisation.objects.get(pk=membership.organisation_id).name
    assert change(membership, organisation=body) == {"Organisation": (before, "Larkshire ICB")}


def test_what_the_actor_may_not_see_is_not_named(membership: Membership, people: People) -> None:
    assert change(membership, granted_by=people.outsider)["Given by"][1] == "not shown"


def test_a_choice_is_said_by_its_label(people: People) -> None:
    (added,) = history_of({User: [people.owner.pk]}).entries
    said = {each.field: each.new for each in added.changes}
    assert said["Kind"] == "Person"
    assert said["Open"] == "Yes"
    assert said["Password"] == "[hidden]"
    assert "Ref" not in said


def test_changes_of_a_field_left_out_are_not_shown(people: People) -> None:
    User.objects.filter(pk=people.owner.pk).update(last_login=timezone.now())
    assert len(history_of({User: [people.owner.pk]}).entries) == 2
    assert len(history_of({User: [people.owner.pk]}, leave_out=["last_login"]).entries) == 1


def test_system_users_and_the_database_are_named(membership: Membership) -> None:
    assert newest(membership).who == "The database's maintenance"
    with acting(system_actor("Reminders"), purpose="test"):
        Membership.objects.filter(pk=membership.pk).update(role="dco")
    assert newest(membership).who == "Reminders"


def test_an_actor_from_elsewhere_is_not_named(membership: Membership, people: People) -> None:
    stranger = Actor(people.outsider.pk, "Ossie", grants=())
    factories.membership(people.outsider, Partnership.objects.get(), "dco", to_date=factories.LONG_AGO)
    with as_maintenance():
        Membership.objects.filter(user=people.outsider, role="dco").delete()
    with acting(stranger, purpose="test"), as_maintenance():
        Membership.objects.filter(pk=membership.pk).update(role="senco")
    assert newest(membership).who == "Somebody outside this partnership"


def test_long_histories_come_in_pages(membership: Membership) -> None:
    for role in ("dco", "senco", "councillor", "data-analyst"):
        change(membership, role=role)
    first = history_of({Membership: [membership.pk]}, limit=2)
    second = history_of({Membership: [membership.pk]}, limit=2, before=first.before)
    third = history_of({Membership: [membership.pk]}, limit=2, before=str(second.before))
    assert [len(page.entries) for page in (first, second, third)] == [2, 2, 1]
    assert third.before is None


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "²"])
def test_a_page_that_makes_no_sense_is_the_first(membership: Membership, before: str) -> None:
    assert history_of({Membership: [membership.pk]}, before=before).entries


def test_records_without_a_history_have_an_empty_page() -> None:
    assert history_of({Membership: []}) == history_of({})


def test_the_number_of_queries_does_not_grow_with_the_history(
    membership: Membership, django_assert_max_num_queries: MaxQueries
) -> None:
    for role in ("dco", "senco", "councillor", "data-analyst"):
        change(membership, role=role)
    # entries, who acted, and the names of people and organisations
    with django_assert_max_num_queries(5):
        history_of({Membership: [membership.pk]}, words={"role": label_of})
