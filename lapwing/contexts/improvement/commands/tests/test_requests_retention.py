"""A turn with requests about it stays for as long as they do: both go with their plan."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands.tests.test_promises_by_request import (
    MOVED,
    approve,
    ask_day,
    ask_out,
    turn,
    void,
)
from lapwing.contexts.improvement.commands.tests.test_requests import ada
from lapwing.contexts.improvement.models import ChangeRequest, Occurrence, Plan
from lapwing.contexts.improvement.tests.factories import LATER
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.retention.errors import RetentionError
from lapwing.platform.retention.tests.support import purged
from lapwing.registry.models import Partnership

__all__ = ["ada", "turn"]


def left() -> tuple[int, int]:
    """How many turns and requests there are."""
    with as_maintenance():
        return Occurrence.objects.count(), ChangeRequest.objects.count()


@pytest.fixture
def by(manager: Actor) -> User:
    assert manager.user_id is not None
    with as_maintenance():
        return User.objects.get(pk=manager.user_id)


def test_a_turn_that_was_asked_about_goes_with_its_plan_and_not_before(
    ada: Actor, manager: Actor, plan: Plan, turn: Occurrence, partnership: Partnership, by: User
) -> None:
    approve(partnership, ask_day(ada, turn, MOVED), turn)
    turn.refresh_from_db()
    approve(partnership, ask_out(manager, turn), turn)
    assert left() == (1, 2)
    with pytest.raises(RetentionError, match="Something that stays refers to it"):
        purged(partnership, by, turn.ref, "voided-part")
    assert left() == (1, 2)
    plan.refresh_from_db()
    void(manager, plan)
    purged(partnership, by, plan.ref, "voided-plan")
    assert left() == (0, 0)


def test_a_turn_that_nobody_asked_about_goes_when_its_time_is_over(
    manager: Actor, turn: Occurrence, partnership: Partnership, by: User
) -> None:
    commands.void(
        actor=manager, now=LATER, model=Occurrence, ref=turn.ref, version=turn.version, reason="Twice"
    )
    purged(partnership, by, turn.ref, "voided-part")
    assert left() == (0, 0)
