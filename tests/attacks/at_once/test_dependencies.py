"""Two who let two things of a plan wait for each other at one moment: one says so, the other is refused."""

from __future__ import annotations

from functools import partial

import pytest
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_views.tests.desk import Desk
from lapwing.contexts.improvement.models import Dependency, Milestone
from lapwing.contexts.improvement.tests.factories import acting_as
from tests.attacks.at_once.meeting import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_at_once_make_no_circle(desk: Desk) -> None:
    one, other = (
        commands.EndRef("milestone", desk.one(Milestone, text=text).ref)
        for text in ("Begin talks", "Publish the list")
    )

    def wait(waiting: commands.EndRef, needed: commands.EndRef) -> str:
        try:
            with acting_as(desk.manager) as actor:
                commands.add_dependency(
                    actor=actor,
                    now=timezone.now(),
                    plan_ref=desk.plan.ref,
                    waiting=waiting,
                    needed=needed,
                    reason="It needs it",
                )
        except commands.RefusedError as error:
            return str(error)
        return ""

    said = at_once(
        partial(wait, one, other), partial(wait, other, one), at="(?s)improvement_plan.*FOR UPDATE"
    )
    first, second = sorted(said)
    assert first == ""
    assert second.startswith("That would lead round in a circle")
    assert len(desk.all(Dependency)) == 1
