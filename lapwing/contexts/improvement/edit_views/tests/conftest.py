from __future__ import annotations

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)
