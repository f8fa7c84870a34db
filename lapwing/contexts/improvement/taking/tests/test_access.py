"""Who may take a version in or undo it."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.access import NotVisible
from lapwing.contexts.improvement.comparing import compare
from lapwing.contexts.improvement.imports import DocumentText
from lapwing.contexts.improvement.models import PlanVersion
from lapwing.contexts.improvement.taking.tests.later import BEFORE, RECEIVED, chosen, later_plan, take
from lapwing.contexts.improvement.tests.factories import acting_as, imported
from lapwing.contexts.improvement.versions import Choices, take_version, undo_version
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_others_take_nothing_in_and_undo_nothing(partnership: Partnership, people: People, who: str) -> None:
    with acting_as(people.owner) as manager:
        plan = imported(partnership, manager, BEFORE)
        version = take(manager, plan, later_plan(), lambda each: each.field == "dates").version
    _refused(getattr(people, who), plan.ref, version)


def test_an_action_owner_takes_nothing_in(partnership: Partnership, people: People) -> None:
    with acting_as(people.owner) as manager:
        plan = imported(partnership, manager, BEFORE)
        version = take(manager, plan, later_plan(), lambda each: each.field == "dates").version
    _refused(factories.member(partnership, "action-owner"), plan.ref, version)


def _refused(who: object, plan_ref: str, version: PlanVersion) -> None:
    with acting_as(who) as actor:  # type: ignore[arg-type]
        with pytest.raises(NotVisible):
            take_version(
                actor=actor,
                now=RECEIVED,
                plan_ref=plan_ref,
                later=later_plan(),
                document=DocumentText("other.txt", "Another"),
                choices=Choices(chosen(compare(BEFORE, later_plan()))),
            )
        with pytest.raises(NotVisible):
            undo_version(actor=actor, now=RECEIVED, ref=version.ref, reason="Mine now")
