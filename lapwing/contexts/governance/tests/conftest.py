"""A board with a group that reports to it, and people in every capacity."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from lapwing.contexts.governance.commands.meetings import MeetingDetails, call_meeting
from lapwing.contexts.governance.models import Meeting
from lapwing.contexts.governance.tests.factories import DAY, NOW, acting_as, group, sitting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Capacity, GovernanceGroup, GroupKind, Partnership
from lapwing.registry.tests.factories import People


@dataclass(frozen=True)
class Board:
    """The board, the group below it, and who sits on the latter."""

    partnership: Partnership
    board: GovernanceGroup
    group: GovernanceGroup
    chair: User
    member: User
    attends: User
    manager: User
    outsider: User


@pytest.fixture
@as_maintenance()
def governed(partnership: Partnership, people: People) -> Board:
    board = group(partnership)
    below = group(partnership, "Operational Group", kind=GroupKind.OPERATIONAL, reports_to=board)
    return Board(
        partnership=partnership,
        board=board,
        group=below,
        chair=sitting(below, Capacity.CHAIR, name="Carys Chair"),
        member=sitting(below, Capacity.MEMBER, name="Milo Member"),
        attends=sitting(below, Capacity.ATTENDS, name="Ada Adviser"),
        manager=people.owner,
        outsider=people.outsider,
    )


@pytest.fixture
def meeting(governed: Board) -> Meeting:
    """A meeting of the group on the day of the tests."""
    with acting_as(governed.chair) as actor:
        return call_meeting(actor=actor, now=NOW, group=governed.group, details=MeetingDetails(held_on=DAY))
