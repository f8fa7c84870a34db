"""A plan in place, and who changes it."""

from collections.abc import Iterator

import pytest

from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.tests.factories import acting_as, full_plan, imported
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


@pytest.fixture
def manager(people: People) -> Iterator[Actor]:
    with acting_as(people.owner) as actor:
        yield actor


@pytest.fixture
def plan(partnership: Partnership, manager: Actor) -> Plan:
    return imported(partnership, manager, full_plan())
