"""What is said of an action as a whole holds up what waits for it, as what is said of its milestones does."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.models import Action, Update
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.views.tests.conftest import TODAY, Site
from lapwing.contexts.improvement.views.tests.test_my_updates import OPENS, opened
from lapwing.contexts.improvement.views.tests.test_my_updates import owner as owner
from lapwing.contexts.improvement.views.tests.test_over_time import signed_off
from lapwing.platform.accounts.models import User
from lapwing.registry.tests.factories import People


@pytest.mark.parametrize(("status", "held_up"), [("off track", "Off track"), ("on track", "")])
def test_an_action_off_track_as_a_whole_holds_up_what_waits_for_it(
    site: Site, people: People, owner: User, status: str, held_up: str
) -> None:
    cycle = opened(people.owner, site.plan)
    with acting_as(people.owner) as actor:
        first, second = Action.objects.filter(plan=site.plan).order_by("id")[:2]
        commands.add_dependency(
            actor=actor,
            now=LATER,
            plan_ref=site.plan.ref,
            waiting=commands.EndRef("action", first.ref),
            needed=commands.EndRef("action", second.ref),
            reason="One after the other",
        )
        update = Update.objects.create(
            partnership_id=cycle.partnership_id,
            created_at=OPENS,
            created_by=owner,
            cycle=cycle,
            action=second,
            status=status,
            done="Talked",
            mitigation="More hands",
            forecast_on=TODAY,
            state="submitted",
            submitted_at=OPENS,
            submitted_by=owner,
        )
    signed_off(update, owner)
    with acting_as(people.owner) as actor:
        (line,) = queries.dependencies(actor=actor, plan_ref=site.plan.ref, on=TODAY).lines
    assert line.holds_up == held_up
