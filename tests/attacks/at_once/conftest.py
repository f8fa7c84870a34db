"""What is done at one moment is done in connections of their own, so tests here really commit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD, People


@pytest.fixture(autouse=True)
def empty_queue() -> Iterator[None]:
    yield
    with as_maintenance(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lapwing_owner")
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)


@pytest.fixture
def person(partnership: Partnership) -> User:
    who = factories.user("Pat Person", email="pat@example.org", password=PASSWORD)
    factories.membership(who, partnership, "councillor")
    return who
