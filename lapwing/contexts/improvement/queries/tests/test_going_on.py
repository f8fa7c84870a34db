"""Which plans go on from a plan."""

from __future__ import annotations

from django.utils import timezone

from lapwing.contexts.improvement.commands import PlanDetails
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.queries.going_on import followed_by
from lapwing.contexts.improvement.starting.coming import Choices
from lapwing.contexts.improvement.starting.from_plan import start_from_plan, undo_start
from lapwing.contexts.improvement.tests.factories import acting_as, full_plan, imported
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


def start(actor: Actor, earlier: Plan, title: str, parent_ref: str = "") -> Plan:
    return start_from_plan(
        actor=actor,
        now=timezone.now(),
        plan_ref=earlier.ref,
        details=PlanDetails(title=title, parent_ref=parent_ref),
        choices=Choices(),
    )


def test_what_goes_on_is_found_through_every_plan_between(partnership: Partnership, people: People) -> None:
    with acting_as(people.owner) as actor:
        first = imported(partnership, actor, full_plan())
        assert followed_by(first.ref) == {}
        second = start(actor, first, "B")
        aside = start(actor, first, "A")
        third = start(actor, second, "C")
        assert followed_by(first.ref) == {first.ref: (aside.ref, second.ref), second.ref: (third.ref,)}
        assert followed_by(second.ref) == {second.ref: (third.ref,)}
        assert followed_by(third.ref) == {}


def test_a_part_of_the_plan_and_one_that_was_taken_out_do_not_follow_it(
    partnership: Partnership, people: People
) -> None:
    with acting_as(people.owner) as actor:
        first = imported(partnership, actor, full_plan())
        start(actor, first, "Its part", first.ref)
        mistaken = start(actor, first, "A mistake")
        undo_start(actor=actor, now=timezone.now(), ref=mistaken.ref, version=mistaken.version)
        assert followed_by(first.ref) == {}
