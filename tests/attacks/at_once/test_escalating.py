"""What two workers do to what is escalated at one moment."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from lapwing.contexts.governance.commands.raised import pass_on
from lapwing.contexts.governance.models import EscalatedItem
from lapwing.contexts.improvement.tests.factories import LATER
from lapwing.insight.escalation.tests.conftest import escalating
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.attacks.at_once.meeting import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_workers_raise_the_same_once_and_pass_it_on_once(
    partnership: Partnership, people: People
) -> None:
    here = escalating(partnership, people)
    here.rule(times=1)
    here.signed_off()
    raised = at_once(here.evaluate, here.evaluate, at="(?s)escalation_escalationrule.*FOR UPDATE")
    assert sorted(raised) == [0, 1]
    (item,) = here.items()

    def later() -> EscalatedItem | None:
        with acting(system_actor("Escalation"), purpose="test") as actor:
            return pass_on(actor=actor, now=LATER + timedelta(days=22), item_id=item.pk)

    passed = at_once(partial(later), partial(later), at="(?s)governance_escalateditem.*FOR UPDATE")
    assert sorted(each is None for each in passed) == [False, True]
    assert len(here.items()) == 2
