"""A world that attacks are tried in. Whatever a request does is undone after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from lapwing.registry.tests import factories
from tests.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for a file; its programme manager is the administrator too, and so may do the most."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World(factories.partnership(), factories.partnership())
        for role in ("programme-manager", "partnership-administrator"):
            factories.membership(made.by_role["programme-manager"], made.partnership, role)
        yield made
        transaction.set_rollback(True)
