"""Every way to write is recorded, with who and why."""

from collections.abc import Callable, Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from lapwing.platform.access.acting import acting, for_partnership, for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Membership, Organisation, Participation, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People


@pytest.fixture
def owner(people: People) -> Actor:
    return actor_for(people.owner, timezone.localdate())


@pytest.fixture
def acts(owner: Actor) -> Iterator[Actor]:
    with acting(owner, purpose="test", reason="to see", request="r1"):
        yield owner


@pytest.fixture
def membership(people: People) -> Membership:
    with as_maintenance():
        return Membership.objects.get(user=people.colleague)


def last_of(table: str) -> HistoryEntry:
    return HistoryEntry.objects.filter(table_name=table).latest("id")


def test_an_insert_is_recorded_with_who_and_why(acts: Actor, partnership: Partnership) -> None:
    made = Organisation.objects.create(name="Fen Academy", kind="school")
    part = Participation.objects.create(partnership=partnership, organisation=made)
    entry = last_of("registry_participation")
    assert (entry.operation, entry.row_id, entry.partnership_id) == ("INSERT", part.pk, partnership.pk)
    assert entry.old is None
    assert entry.new is not None
    assert entry.new["organisation_id"] == made.pk
    assert (entry.actor_id, entry.purpose, entry.reason, entry.request_id) == (
        acts.id,
        "test",
        "to see",
        "r1",
    )
    assert entry.organisation_id == acts.organisation_id
    assert entry.database_role == "lapwing_app"


def _queryset_update(row: Membership) -> None:
    Membership.objects.filter(pk=row.pk).update(role="councillor")


def _save(row: Membership) -> None:
    row.role = "councillor"
    row.save()


def _bulk_update(row: Membership) -> None:
    row.role = "councillor"
    Membership.objects.bulk_update([row], ["role"])


def _raw_sql(row: Membership) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_membership SET role = 'councillor' WHERE id = %s", [row.pk])


@pytest.mark.parametrize("write", [_save, _queryset_update, _bulk_update, _raw_sql])
def test_an_update_is_recorded_whichever_way_it_is_written(
    acts: Actor, membership: Membership, write: Callable[[Membership], None]
) -> None:
    write(membership)
    entry = last_of("registry_membership")
    assert entry.operation == "UPDATE"
    assert entry.old is not None
    assert entry.new is not None
    assert (entry.old["role"], entry.new["role"]) == ("board-member", "councillor")
    assert entry.actor_id == acts.id


def _queryset_delete(row: Membership) -> None:
    Membership.objects.filter(pk=row.pk).delete()


def _raw_delete(row: Membership) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM registry_membership WHERE id = %s", [row.pk])


@pytest.mark.parametrize("write", [_queryset_delete, _raw_delete])
def test_a_delete_is_recorded_with_what_was_there(
    acts: Actor, membership: Membership, write: Callable[[Membership], None]
) -> None:
    write(membership)
    entry = last_of("registry_membership")
    assert (entry.operation, entry.new) == ("DELETE", None)
    assert entry.old is not None
    assert entry.old["role"] == "board-member"


def test_a_bulk_insert_is_recorded_row_by_row(acts: Actor, partnership: Partnership) -> None:
    bodies = Organisation.objects.bulk_create(Organisation(name=f"Body {n}", kind="other") for n in range(3))
    before = HistoryEntry.objects.filter(table_name="registry_participation").count()
    Participation.objects.bulk_create(
        Participation(partnership=partnership, organisation=body) for body in bodies
    )
    assert HistoryEntry.objects.filter(table_name="registry_participation").count() == before + 3


def test_an_update_that_changes_nothing_is_not_recorded(acts: Actor, membership: Membership) -> None:
    before = HistoryEntry.objects.count()
    membership.save()
    assert HistoryEntry.objects.count() == before


def test_hashes_of_passwords_and_links_never_enter(acts: Actor, people: People) -> None:
    me = people.owner
    me.set_password("a quite different secret")
    me.save()
    entry = last_of("accounts_user")
    assert entry.old is not None
    assert entry.new is not None
    assert (entry.old["password"], entry.new["password"]) == ("[hidden]", "[hidden, changed]")
    assert me.password not in str(entry.new)


def test_a_reason_holds_for_what_is_done_within_it(acts: Actor, membership: Membership) -> None:
    with for_reason("left the council"):
        _save(membership)
    assert last_of("registry_membership").reason == "left the council"
    membership.role = "board-member"
    membership.save()
    assert last_of("registry_membership").reason == "to see"


def test_the_inner_actor_acts_until_its_block_ends(acts: Actor, membership: Membership) -> None:
    reminders = system_actor("Reminders")
    with acting(reminders, purpose="remind"):
        _save(membership)
    assert last_of("registry_membership").actor_id == reminders.id
    _raw_delete(membership)
    assert last_of("registry_membership").actor_id == acts.id


def test_what_is_rolled_back_leaves_no_history(owner: Actor, membership: Membership) -> None:
    with acting(owner, purpose="test"):
        _save(membership)
        transaction.set_rollback(True)
    with acting(owner, purpose="test"):
        assert last_of("registry_membership").operation == "INSERT"


def test_nobody_can_write_without_saying_who_acts(people: People) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO registry_organisation (ref, name, kind) VALUES ('x', 'X', 'other')")


def test_maintenance_shows_as_itself(people: People, owner: Actor) -> None:
    with acting(owner, purpose="test"):
        entry = last_of("registry_membership")
    assert (entry.actor_id, entry.database_role) == (None, "lapwing_maintenance")


def test_a_system_user_is_made_once_and_is_its_own_maker(db: None) -> None:
    first, second = system_actor("Reminders"), system_actor("Reminders")
    assert first == second
    with acting(first, purpose="test"):
        assert User.objects.filter(kind="system", name="Reminders").count() == 1
        assert last_of("accounts_user").actor_id == first.user_id


def test_history_is_seen_by_partnership(people: People, membership: Membership) -> None:
    outsider = actor_for(people.outsider, timezone.localdate())
    with acting(outsider, purpose="test"):
        seen = HistoryEntry.objects.all()
        assert {entry.partnership_id for entry in seen if entry.partnership_id} == {
            grant.partnership_id for grant in outsider.grants
        }
        assert not seen.filter(table_name="accounts_user").exclude(row_id=people.outsider.pk).exists()


def test_no_actor_no_history(people: People) -> None:
    assert not HistoryEntry.objects.exists()


def test_the_organisation_is_the_one_held_in_the_partnership(
    people: People, other_partnership: Partnership, partnership: Partnership
) -> None:
    factories.membership(people.owner, other_partnership, "board-member")
    both = actor_for(people.owner, timezone.localdate())
    assert both.organisation_id is None
    with acting(both, purpose="test"), for_partnership(other_partnership.pk):
        Membership.objects.filter(partnership=other_partnership, user=people.outsider).update(role="dco")
        assert last_of("registry_membership").organisation_id == both.organisation_in(other_partnership.pk)
