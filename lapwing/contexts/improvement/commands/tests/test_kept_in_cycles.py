"""What was answered in a cycle stays in it, whatever becomes of the plan after its sign-off."""

from __future__ import annotations

from datetime import timedelta

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands.tests.test_still_asked import DONE, asked, expects, says, signs_off
from lapwing.contexts.improvement.commands.tests.test_still_asked import here as here
from lapwing.contexts.improvement.models import Expected, Milestone
from lapwing.contexts.improvement.queries.cycles import cycle_counts, cycle_page
from lapwing.contexts.improvement.queries.heat import heat
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.reporting import ON_TRACK, Reporting
from lapwing.platform.access.tests.as_role import as_maintenance


def told(here: Reporting) -> tuple[tuple[int, int], tuple[int, int], int]:
    """Expected and signed off on the cycle's page, the same in a pack, and what the heat map counts green."""
    on = here.now.date()
    with acting_as(here.manager) as actor:
        line = cycle_page(actor=actor, cycle_ref=here.cycle.ref, on=on).line
        counts = cycle_counts(actor=actor, cycle_ref=here.cycle.ref, by=on)
        (cell,) = heat(actor=actor, plan_ref=here.plan.ref, on=on).whole
    green = cell.counts.green + cell.counts.blue
    return (line.expected, line.signed_off), (counts.expected, counts.signed_off), green


def asks_of_the_whole(here: Reporting) -> list[Milestone]:
    """The cycle asks of the action as a whole alone; its milestones."""
    with as_maintenance():
        Expected.objects.all().delete()
        expects(here, None)
        return list(Milestone.objects.in_force().filter(action=here.milestone.action))


def over(here: Reporting) -> None:
    """The cycle is signed off, and forty days have passed."""
    with acting_as(here.manager) as actor:
        cycle = commands.close_cycle(actor=actor, now=here.now, ref=here.cycle.ref)
        commands.sign_off_cycle(actor=actor, now=here.now, ref=cycle.ref, version=cycle.version)
    here.now += timedelta(days=40)


def test_an_action_that_was_answered_by_a_milestone_stays_when_all_of_it_is_done(here: Reporting) -> None:
    every = asks_of_the_whole(here)
    signs_off(here, ON_TRACK)
    over(here)
    assert told(here) == ((1, 1), (1, 1), 1)
    for milestone in every:
        says(here, "done", milestone)
    assert told(here) == ((1, 1), (1, 1), 1)


def test_and_when_the_answer_itself_is_that_its_only_milestone_is_done(here: Reporting) -> None:
    for milestone in asks_of_the_whole(here):
        if milestone != here.milestone:
            says(here, "stopped", milestone)
    signs_off(here, DONE)
    assert told(here) == ((1, 1), (1, 1), 1)


def test_one_that_is_asked_for_beside_a_milestone_is_not_answered_by_it(here: Reporting) -> None:
    (other, *more) = [each for each in asks_of_the_whole(here) if each != here.milestone] or [here.milestone]
    with as_maintenance():
        expects(here, here.milestone)
    signs_off(here, DONE)
    assert told(here) == ((2, 1), (2, 1), 1)
    for milestone in (other, *more):
        says(here, "stopped", milestone)
    assert (asked(here), told(here)) == ([here.milestone.pk], ((1, 1), (1, 1), 1))


def test_what_was_finished_at_the_sign_off_is_not_asked_of_it_when_it_is_open_again(here: Reporting) -> None:
    """Nor does it take from the action the answer that another of its milestones gave."""
    other = next(each for each in asks_of_the_whole(here) if each != here.milestone)
    with as_maintenance():
        expects(here, other)
    says(here, "done", other)
    signs_off(here, ON_TRACK)
    over(here)
    assert told(here) == ((1, 1), (1, 1), 1)
    says(here, "on track", other)
    assert told(here) == ((1, 1), (1, 1), 1)


def test_an_answer_that_was_returned_keeps_nothing(here: Reporting) -> None:
    update = here.submits(here.owner, DONE)
    here.now += timedelta(minutes=1)
    here.moves(here.manager, commands.return_update, update, comment="Which lease?")
    says(here, "done")
    assert (asked(here), told(here)) == ([], ((0, 0), (0, 0), 0))
