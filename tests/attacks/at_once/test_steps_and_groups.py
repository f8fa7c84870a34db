"""A group that is given a step at the moment at which it is withdrawn."""

from __future__ import annotations

from functools import partial

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import RefusedError, StepDetails
from lapwing.contexts.improvement.models import StepHolder, WorkflowStep
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.commands import void_group
from lapwing.registry.errors import GroupError
from lapwing.registry.models import GovernanceGroup, Partnership
from lapwing.registry.tests.factories import People
from tests.attacks.at_once.meeting import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_step_is_never_left_with_a_group_that_was_withdrawn(
    partnership: Partnership, people: People
) -> None:
    here = reporting(partnership, people, LATER)
    group, version = here.group("One"), here.plan.version
    step = StepDetails("One", StepHolder.GOVERNANCE_GROUP, group_ref=group.ref)

    def given() -> str:
        try:
            with acting_as(here.manager) as actor:
                commands.set_steps(
                    actor=actor, now=LATER, plan_ref=here.plan.ref, version=version, steps=[step]
                )
        except RefusedError:
            return "refused"
        return "given"

    def withdrawn() -> str:
        try:
            with acting_as(here.manager) as actor:
                void_group(group, version=1, reason="Ended", by=actor, now=LATER)
        except GroupError:
            return "refused"
        return "withdrawn"

    said = at_once(partial(given), partial(withdrawn), at="(?s)registry_governancegroup.*FOR (SHARE|UPDATE)")
    assert sorted(said) in (["given", "refused"], ["refused", "withdrawn"])
    with as_maintenance():
        assert not WorkflowStep.objects.in_force().filter(group__voided_at__isnull=False).exists()
        assert GovernanceGroup.objects.filter(pk=group.pk, voided_at=None).exists() == ("given" in said)
