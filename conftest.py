"""Fixtures for the whole suite: its database, and the people and partnerships that tests are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis.internal.conjecture import providers
from pytest_django.plugin import DjangoDbBlocker

from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People
from tests.database import empty, fresh_database

# a real browser, its accessibility rules and its screenshots
pytest_plugins = ["tests.browser"]

# Property tests try the same examples at every run, so that none is red by chance, nor by the clock.
# To search wider: --hypothesis-profile=search
hypothesis_settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("same")
# Words of our code would be among the examples, and which are known hangs on what has been imported so far.
setattr(providers, "is_local_module_file", lambda path: False)  # noqa: B010


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give the process its own clone of the migrated database, entered as the application role."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", _empty_it)
        # a tenth of a second for each password is the point of the hash, and not of these tests
        patch.setattr(Argon2PasswordHasher, "memory_cost", 8)
        patch.setattr(Argon2PasswordHasher, "parallelism", 1)
        with fresh_database():
            yield


def _empty_it(self: DatabaseOperations, sql_list: Sequence[str]) -> None:
    """Tests that commit are cleared up, which the application role may not do."""
    if self.connection.alias == DEFAULT_DB_ALIAS:  # the others are doors to the same database
        empty(self.connection.settings_dict["NAME"])


@pytest.fixture(scope="session", autouse=True)
def documents_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that tests keep lie in a folder of their own."""
    folder = tmp_path_factory.mktemp("documents")
    settings.STORAGES["documents"] = {
        "BACKEND": "lapwing.platform.documents.storing.FolderStore",
        "OPTIONS": {"location": str(folder)},
    }
    return folder


@pytest.fixture
def application_connection(db: None) -> Iterator[psycopg.Connection[Any]]:
    """A real connection of the application role, as an attacker who has its address would open it."""
    settings = connections.settings["default"]
    with psycopg.connect(
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        dbname=settings["NAME"],
        user="lapwing_app",
        autocommit=True,
    ) as connection:
        yield connection


@pytest.fixture
def partnership(db: None) -> Partnership:
    return factories.partnership(name="Larkshire SEND Partnership", local_area="Larkshire")


@pytest.fixture
def other_partnership(db: None) -> Partnership:
    return factories.partnership(name="Wrenborough SEND Partnership", local_area="Wrenborough")


@pytest.fixture
def people(partnership: Partnership, other_partnership: Partnership) -> People:
    """The programme manager, a colleague who is a board member, and an outsider of another partnership."""
    return factories.people(partnership, other_partnership)


@pytest.fixture
def client_as() -> Callable[[User], Client]:
    """Make a browser in which this person is signed in."""
    return factories.signed_in_client
