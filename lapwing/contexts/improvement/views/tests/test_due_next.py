"""What is due next is the same on every page: turns of recurring milestones count too."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.models import Milestone
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.views.tests.conftest import TODAY, Get, Site, text_of
from lapwing.registry.tests.factories import People

TURN = date(2026, 6, 19)


@pytest.fixture
def turn(site: Site, people: People) -> str:
    """A turn of "Meet every term", which has no date of its own, within the week. Returns its reference."""
    with acting_as(people.owner) as actor:
        terms = Milestone.objects.get(text="Meet every term")
        return commands.add_occurrence(
            actor=actor, now=LATER, milestone_ref=terms.ref, label="Summer", due_on=TURN
        ).ref


@pytest.mark.usefixtures("turn")
def test_the_turn_of_a_recurring_milestone_is_due_next_everywhere(
    site: Site, get: Get, people: People
) -> None:
    with acting_as(people.owner) as actor:
        page = queries.overview(actor=actor, plan_ref=site.plan.ref, on=TODAY)
        screen = queries.wall(actor=actor, plan_ref=site.plan.ref, on=TODAY)
    assert page.due_next.in_30 == 1
    assert (screen.due_this_week, screen.next_due) == (1, TURN)
    assert min(line.next_due for line in page.owed if line.next_due) == TURN
    listed = text_of(get(people.colleague, "milestones", due="30"))
    assert "1 of 4 milestones" in listed
    assert "Meet every term" in listed


def test_a_turn_that_is_done_is_not_due(site: Site, people: People, turn: str) -> None:
    with acting_as(people.owner) as actor:
        terms = Milestone.objects.get(text="Meet every term")
        commands.report_status(
            actor=actor, now=LATER, milestone_ref=terms.ref, occurrence_ref=turn, status="done", note="Met"
        )
        page = queries.overview(actor=actor, plan_ref=site.plan.ref, on=TODAY)
    assert page.due_next.in_30 == 0
