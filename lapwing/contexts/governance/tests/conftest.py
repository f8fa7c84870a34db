"""A board with a group that reports to it, and people in every capacity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from lapwing.contexts.governance.commands import decisions, questions, risks
from lapwing.contexts.governance.commands.decisions import DecisionDetails
from lapwing.contexts.governance.commands.meetings import MeetingDetails, call_meeting
from lapwing.contexts.governance.commands.risks import RiskDetails
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


@pytest.fixture
def busy(governed: Board) -> Board:
    """The member acts on a decision, answers a question, looks after a risk, and sits on the group."""
    with acting_as(governed.manager) as actor:
        do: dict[str, Any] = {"actor": actor, "now": NOW}
        details = DecisionDetails(
            words="Write to heads", actor=governed.member, act_by=DAY + timedelta(days=40)
        )
        decisions.decide(**do, group=governed.group, details=details)
        risk = RiskDetails(kind="risk", words="Posts stay empty", owner=governed.member)
        risks.write_risk(**do, group=governed.group, details=risk, likelihood=2, impact=2)
        questions.ask(
            **do,
            partnership=governed.partnership,
            pack_ref="packpackpack",
            line_key="x",
            line_words="x",
            question="Why so late?",
            give_to=governed.member,
        )
    return governed
