"""The page of a milestone, a pack and the rules of escalation count the same moves of a date."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import DueDetails
from lapwing.contexts.improvement.models import Milestone, Plan
from lapwing.contexts.improvement.public import look_at_plan
from lapwing.contexts.improvement.tests.factories import LATER, NOW
from lapwing.insight.packs import shapes
from lapwing.insight.packs.tests.conftest import AFTER, TODAY
from lapwing.insight.packs.tests.test_collecting import collected, section
from lapwing.platform.access.actor import Actor
from lapwing.registry.actors import actor_for
from lapwing.registry.tests import factories

TERM = "Autumn term 2026"


@pytest.fixture
def milestone(plan: Plan) -> Milestone:
    """One that had no date when the plan was written."""
    return Milestone.objects.get(action__plan=plan, action__occurrence=2)


def dated(manager: Actor, milestone: Milestone, words: str, last: date | None, now: datetime) -> None:
    commands.set_due_points(
        actor=manager,
        now=now,
        milestone_ref=milestone.ref,
        version=Milestone.objects.get(pk=milestone.pk).version,
        points=[DueDetails(as_written=words, latest=last)],
        reason="Term ends otherwise",
    )


def counted(manager: Actor, plan: Plan, milestone: Milestone) -> tuple[int, int, int]:
    """How many moves the milestone's page, the data of a pack, and a rule of escalation tell of."""
    page = queries.milestone_page(actor=manager, milestone_ref=milestone.ref, on=TODAY)
    pack = collected(manager, plan)
    assert pack.data is not None
    in_pack = next(line for line in pack.data.milestones if line.key == f"data-milestone:{milestone.ref}")
    looked = look_at_plan(actor=manager, plan_ref=plan.ref, on=TODAY)
    thing = next(each for each in looked.things if each.ref == milestone.ref)
    assert in_pack.original.on == page.milestone.line.moved.first == thing.first_due
    return page.milestone.line.moved.times, int(in_pack.moved.value or 0), thing.moved


def moves_printed(manager: Actor, plan: Plan, milestone: Milestone) -> list[tuple[str, str]]:
    lines = section(collected(manager, plan), shapes.DateChangesSection).lines
    return [(line.from_.text, line.to.text) for line in lines if line.key.startswith(f"date:{milestone.ref}")]


def test_the_same_words_with_another_last_day_have_moved(
    manager: Actor, plan: Plan, milestone: Milestone
) -> None:
    dated(manager, milestone, TERM, date(2026, 12, 31), NOW)
    dated(manager, milestone, TERM, date(2027, 3, 31), AFTER)
    assert counted(manager, plan, milestone) == (1, 1, 1)
    assert moves_printed(manager, plan, milestone) == [("31 December 2026", "31 March 2027")]


def test_a_move_that_was_asked_for_names_who_approved_it(
    manager: Actor, plan: Plan, milestone: Milestone
) -> None:
    dated(manager, milestone, TERM, date(2026, 12, 31), NOW)
    row = Milestone.objects.get(pk=milestone.pk)
    other = factories.member(plan.partnership, "programme-manager", name="Mo Manager")
    request = commands.ask_for_dates(
        actor=actor_for(other, TODAY),
        now=LATER,
        milestone_ref=row.ref,
        version=row.version,
        reason="The landlord is late",
        points=(DueDetails(as_written=TERM, latest=date(2027, 3, 31)),),
    )
    commands.approve_request(actor=manager, now=AFTER, request_ref=request.ref, version=row.version)
    (line,) = (
        each
        for each in section(collected(manager, plan), shapes.DateChangesSection).lines
        if each.key.startswith(f"date:{milestone.ref}")
    )
    assert line.reason == "The landlord is late"
    assert line.approved_by.startswith("SEND programme manager, Organisation")


def test_other_words_for_the_same_day_move_nothing(manager: Actor, plan: Plan, milestone: Milestone) -> None:
    dated(manager, milestone, "Oct 26", date(2026, 10, 31), NOW)
    dated(manager, milestone, "October 2026", date(2026, 10, 31), AFTER)
    assert counted(manager, plan, milestone) == (0, 0, 0)
    assert moves_printed(manager, plan, milestone) == []


def test_a_date_that_is_set_where_words_had_none_is_the_first(
    manager: Actor, plan: Plan, milestone: Milestone
) -> None:
    dated(manager, milestone, "when there is a room", None, NOW)
    dated(manager, milestone, "October 2026", date(2026, 10, 31), AFTER)
    assert counted(manager, plan, milestone) == (0, 0, 0)
    dated(manager, milestone, "November 2026", date(2026, 11, 30), AFTER.replace(hour=12))
    assert counted(manager, plan, milestone) == (1, 1, 1)
