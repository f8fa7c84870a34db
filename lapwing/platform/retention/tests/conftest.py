"""Who decides on what is kept."""

import pytest

from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories


@pytest.fixture
def lead(partnership: Partnership) -> User:
    return factories.member(partnership, "information-governance-lead", name="Ingrid Guard")


@pytest.fixture
def administrator(partnership: Partnership) -> User:
    return factories.member(partnership, "partnership-administrator", name="Ada Minister")
