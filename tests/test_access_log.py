"""Every page that shows personal data says so in the access log: found by what it declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin

import pytest
from django.db import connection, transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from lapwing.platform.access.permissions import api_permissions, personal_permissions
from lapwing.platform.exports.kinds import KINDS
from lapwing.registry.roles import permissions_of
from lapwing.registry.tests import factories
from lapwing.shell.api.declaring import OPERATIONS
from tests.addresses import Address, every_address
from tests.world import World

# A link to a table's rows as a file.
FILE = re.compile(r'href="([^"]*format=csv[^"]*)"')
# Pages behind such a permission that show nobody's data, each with the reason.
SHOWS_NOBODY = {
    "invite": "an empty form",
    "organisations": "bodies, not people",
    "retention": "how long kinds of record are kept",
    "retention-rule": "how long one kind is kept",
    "place-hold": "an empty form",
    "rename-organisation": "a body, not a person",
    "improvement:settings": "what is set and how many hold roles; who changed it is another page",
    "end-participation": "a body, not a person",
    "roles-explained": "roles and how many hold each",
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
            answer = client.get(place)
            shown, noted = answer.status_code == 200, lines_of(who.pk) - before
            files = set() if answer.streaming else set(FILE.findall(answer.content.decode()))
            for link in files:
                in_file = lines_of(who.pk, "download")
                assert client.get(urljoin(place, unescape(link))).status_code == 200
                assert lines_of(who.pk, "download") > in_file, f"{link} gives a file and does not note it"
            transaction.set_rollback(True)
        assert not shown or noted, f"{address.route} shows personal data and does not call note_read"


@pytest.mark.parametrize("what", ["list", "download"])
def test_the_ways_out_of_a_table_are_found_by_the_test_above(world: World, what: str) -> None:
    """The people of a partnership, on a page and as a file: else the test above would look for nothing."""
    who = world.by_role["information-governance-lead"]
    client, place = world.client(who), reverse("people", args=[world.partnership.ref])
    with transaction.atomic():
        links = FILE.findall(client.get(place).content.decode())
        assert links
        client.get(urljoin(place, unescape(links[0])))
        assert lines_of(who.pk, what)
        transaction.set_rollback(True)


def test_no_program_is_given_personal_data() -> None:
    """So the interface notes no read. An operation that is to give some calls ``note_read`` as ``API``."""
    assert not api_permissions() & personal_permissions()
    assert not {each.permission for each in OPERATIONS.values()} & personal_permissions()


def test_no_kind_of_export_gives_personal_data_without_a_reason() -> None:
    """What is exported under a personal permission is marked so: a reason is asked for, and it is logged."""
    for kind in KINDS._known.values():
        assert kind.personal or kind.permission not in personal_permissions(), kind.code


def lines_of(person: int, what: str = "") -> int:
    """How many lines of the log are this person's, whoever may see them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lapwing_maintenance")
        cursor.execute(
            "SELECT count(*) FROM access_log_entry WHERE actor_id = %s AND (%s = '' OR what = %s)",
            [person, what, what],
        )
        (found,) = cursor.fetchone() or (0,)
        cursor.execute("SET LOCAL ROLE lapwing_app")
    return int(found)
