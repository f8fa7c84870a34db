"""Every page that shows personal data says so in the access log: found by what it declares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from lapwing.platform.access.permissions import personal_permissions
from lapwing.registry.roles import permissions_of
from lapwing.registry.tests import factories
from tests.addresses import Address, every_address
from tests.world import World

# Pages behind such a permission that show nobody's data, each with the reason.
SHOWS_NOBODY = {
    "invite": "an empty form",
    "organisations": "bodies, not people",
    "retention": "how long kinds of record are kept",
    "retention-rule": "how long one kind is kept",
    "place-hold": "an empty form",
    "rename-organisation": "a body, not a person",
    "end-participation": "a body, not a person",
    "roles-explained": "roles and how many hold each",
    "access-reviews": "which reviews there were",
}


def asks_for_personal_data(address: Address) -> bool:
    declared = address.declaration
    return declared is not None and bool(declared.permissions & personal_permissions())


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(factories.partnership(), factories.partnership())
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "address",
    [each for each in every_address() if asks_for_personal_data(each) and each.name not in SHOWS_NOBODY],
    ids=lambda address: address.name,
)
def test_a_page_with_personal_data_is_noted_in_the_access_log(world: World, address: Address) -> None:
    assert address.declaration is not None
    wanted = address.declaration.permissions & personal_permissions()
    readers = [who for role, who in world.by_role.items() if permissions_of(role) & wanted]
    assert readers
    for who in readers:
        client, place = world.client(who), address.example(world)
        with transaction.atomic():
            before = lines_of(who.pk)
            shown = client.get(place).status_code == 200
            noted = lines_of(who.pk) - before
            transaction.set_rollback(True)
        assert not shown or noted, f"{address.route} shows personal data and does not call note_read"


def lines_of(person: int) -> int:
    """How many lines of the log are this person's, whoever may see them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lapwing_maintenance")
        cursor.execute("SELECT count(*) FROM access_log_entry WHERE actor_id = %s", [person])
        (found,) = cursor.fetchone() or (0,)
        cursor.execute("SET LOCAL ROLE lapwing_app")
    return int(found)
