from __future__ import annotations

from collections.abc import Iterator

import pytest

from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.platform.access.actor import Actor
from lapwing.registry.tests.factories import People


@pytest.fixture
def manager(people: People) -> Iterator[Actor]:
    with acting_as(people.owner) as actor:
        yield actor
