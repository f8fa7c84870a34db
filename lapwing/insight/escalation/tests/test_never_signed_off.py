"""Red that was submitted, and that nobody signed off: it is escalated until it is said to be otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lapwing.contexts.improvement import commands as plan_commands
from lapwing.contexts.improvement.models import Milestone, Update
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, ON_TRACK
from lapwing.insight.escalation.tests.conftest import OFF_TRACK_AFTER_AUTUMN, Escalating
from lapwing.insight.escalation.tests.test_evaluating import autumn_turn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("whole", [False, True])
def test_red_that_nobody_ever_signed_off_is_raised_and_ends_once_it_is_said_to_be_otherwise(
    here: Escalating, whole: bool
) -> None:
    here.rule()
    about = {"kind": "action", "ref": here.plan.milestone.action.ref} if whole else {}

    def submitted(said: Said) -> Update:
        here.plan.now += timedelta(hours=1)
        return here.plan.submits(here.plan.owner, said, cycle_ref=here.plan.cycle.ref, **about)

    submitted(OFF_TRACK)
    here.goes_on()
    assert here.evaluate() == 0
    submitted(OFF_TRACK)
    assert here.evaluate() == 0
    here.goes_on()
    assert here.evaluate() == 1
    (item,) = here.items()
    assert item.subject_kind == ("action" if whole else "milestone")
    assert item.reason.splitlines() == [
        "Off track in The next two months, submitted and not signed off",
        "Off track in March and April 2026, submitted and not signed off",
    ]
    # neither a cycle without a word ends it, nor a good word that nobody judged
    here.goes_on()
    submitted(ON_TRACK)
    here.goes_on()
    assert here.evaluate() == 0
    assert here.escalations()[0].over_at is None
    here.plan.moves(here.plan.manager, plan_commands.sign_off_update, submitted(ON_TRACK))
    assert here.evaluate() == 0
    assert here.escalations()[0].over_at is not None
    # the same cycle says otherwise, and the next one red again
    here.goes_on()
    submitted(OFF_TRACK)
    here.goes_on()
    submitted(OFF_TRACK)
    here.goes_on()
    assert here.evaluate() == 1


def test_what_was_said_at_once_counts_from_when_it_was_said(here: Escalating) -> None:
    here.rule(times=1)

    def at_once(status: str, minutes: int) -> None:
        with acting_as(here.plan.manager) as actor:
            plan_commands.report_status(
                actor=actor,
                now=LATER + timedelta(minutes=minutes),
                milestone_ref=here.plan.milestone.ref,
                status=status,
            )

    at_once("on track", -5)
    here.plan.submits(here.plan.owner, OFF_TRACK)
    here.goes_on()
    assert here.evaluate() == 1
    at_once("on track", 5)
    assert here.evaluate() == 0
    assert here.escalations()[0].over_at is not None


def test_of_one_day_the_turn_that_is_off_track_speaks_also_where_nobody_signed_it_off(
    here: Escalating,
) -> None:
    here.rule(times=1)
    turn = autumn_turn(here)
    here.plan.submits(
        here.plan.owner,
        OFF_TRACK_AFTER_AUTUMN,
        kind="occurrence",
        ref=turn.ref,
        cycle_ref=here.plan.cycle.ref,
    )
    here.goes_on()

    def of_the_milestone(status: str, later: timedelta) -> None:
        with acting_as(here.plan.manager) as actor:
            plan_commands.report_status(
                actor=actor, now=LATER + later, milestone_ref=turn.milestone.ref, status=status
            )

    of_the_milestone("on track", timedelta(minutes=5))
    assert here.evaluate() == 1
    of_the_milestone("on track", timedelta(days=1))
    assert here.evaluate(LATER + timedelta(days=1)) == 0
    assert here.escalations()[0].over_at is not None
    # of what is done, a turn wants nothing more
    of_the_milestone("done", timedelta(days=1))
    here.plan.now += timedelta(days=2)
    here.plan.submits(
        here.plan.owner,
        OFF_TRACK_AFTER_AUTUMN,
        kind="occurrence",
        ref=turn.ref,
        cycle_ref=here.plan.cycle.ref,
    )
    here.goes_on()
    assert here.evaluate(here.plan.now) == 0


def test_of_an_action_whose_milestones_are_all_closed_red_as_a_whole_counts_no_more(here: Escalating) -> None:
    here.rule(times=1)
    action = here.plan.milestone.action
    here.plan.submits(here.plan.owner, OFF_TRACK, kind="action", ref=action.ref)
    here.goes_on()
    assert here.evaluate() == 1
    with acting_as(here.plan.manager) as actor:
        for milestone in Milestone.objects.filter(action=action):
            plan_commands.report_status(
                actor=actor, now=LATER, milestone_ref=milestone.ref, status="stopped", note="No money"
            )
    assert here.evaluate() == 0
    assert here.escalations()[0].over_at is not None
