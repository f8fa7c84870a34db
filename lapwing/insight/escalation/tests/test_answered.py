"""What a group has answered comes back while it stays bad: counted anew from the answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lapwing.contexts.governance.commands.raised import answer_item, pass_on
from lapwing.contexts.governance.models import EscalatedItem
from lapwing.contexts.improvement import commands as plan_commands
from lapwing.contexts.improvement.models import Cycle, Expected, Measure, Series
from lapwing.contexts.improvement.public import look_at_plan
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import ON_TRACK
from lapwing.insight.escalation.evaluating import would_raise
from lapwing.insight.escalation.queries import escalations_of
from lapwing.insight.escalation.tests.conftest import Escalating
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance

pytestmark = pytest.mark.django_db


def later(here: Escalating, minutes: int = 1) -> None:
    """Time goes on: what is signed off from now on comes after what was answered before."""
    here.plan.now += timedelta(minutes=minutes)


def raised(here: Escalating) -> int:
    """What the job raises at the moment at hand."""
    later(here)
    return here.evaluate(here.plan.now)


def answer(here: Escalating, item: EscalatedItem) -> None:
    later(here)
    here.answers(item)
    later(here)


def test_red_that_stays_red_wants_another_answer_after_as_many_cycles(here: Escalating) -> None:
    here.rule(times=2)
    here.signed_off()
    here.goes_on()
    here.signed_off()
    assert raised(here) == 1
    answer(here, here.items()[0])
    assert raised(here) == 0
    here.goes_on()
    here.signed_off()
    assert raised(here) == 0
    # answered, and not well yet
    with acting_as(here.plan.manager) as actor:
        (line,) = escalations_of(actor, here.partnership, here.plan.plan.ref, LATER.date())
    assert (line.over, line.is_answered) == (None, True)
    here.goes_on()
    here.signed_off()
    assert raised(here) == 1
    first, second = here.items()
    assert (
        second.words
        == first.words
        == "Milestone of action 1.1.1: Begin talks. Off track in 2 cycles running."
    )
    assert [row.number for row in here.escalations()] == [1, 2]
    assert [row.over_at is None for row in here.escalations()] == [False, True]
    # it waits for its answer: nothing more is raised
    here.goes_on()
    here.signed_off()
    assert raised(here) == 0


def test_what_the_group_knew_when_it_answered_counts_no_more(here: Escalating) -> None:
    here.rule(times=1)
    here.signed_off()
    assert raised(here) == 1
    here.goes_on()
    here.signed_off()
    answer(here, here.items()[0])
    assert raised(here) == 0
    here.goes_on()
    here.signed_off()
    with acting_as(here.plan.manager) as actor:
        plan = look_at_plan(actor=actor, plan_ref=here.plan.plan.ref, on=LATER.date())
        (found,) = would_raise(here.escalations()[0].rule, plan)
    assert found.verdict.count == 1
    assert raised(here) == 1


def test_an_answer_to_what_was_over_by_then_answers_nothing_that_came_since(here: Escalating) -> None:
    here.rule(times=2)
    for _ in range(2):
        here.signed_off()
        here.goes_on()
    assert raised(here) == 1
    here.signed_off(ON_TRACK)
    assert raised(here) == 0
    here.goes_on()
    here.signed_off()
    here.goes_on()
    answer(here, here.items()[0])
    here.signed_off()
    assert raised(here) == 1


def test_the_answer_of_the_group_to_which_it_went_counts(here: Escalating) -> None:
    here.rule(times=1)
    here.signed_off()
    assert raised(here) == 1
    with acting(system_actor("Escalation"), purpose="test") as actor:
        further = pass_on(actor=actor, now=LATER + timedelta(days=40), item_id=here.items()[0].pk)
    assert further is not None
    here.plan.now = LATER + timedelta(days=40)
    here.goes_on()
    here.signed_off()
    # passed on is not answered
    assert raised(here) == 0
    with acting_as(here.plan.manager) as actor:
        answer_item(actor=actor, now=here.plan.now, ref=further.ref, version=1, answer="More money.")
    later(here)
    here.goes_on()
    here.signed_off()
    assert raised(here) == 1


def test_updates_that_stay_missing_are_asked_about_again(here: Escalating) -> None:
    here.rule("missing", 1)

    def missed() -> None:
        with as_maintenance():
            Expected.objects.create(
                partnership=here.partnership,
                cycle=here.plan.cycle,
                action=here.plan.milestone.action,
                milestone=here.plan.milestone,
            )
            Cycle.objects.filter(pk=here.plan.cycle.pk).update(closed_at=here.plan.now)

    missed()
    assert raised(here) == 1
    answer(here, here.items()[0])
    assert raised(here) == 0
    here.goes_on()
    missed()
    assert raised(here) == 1
    assert here.items()[1].reason == "No update in The next two months of: Begin talks"


def test_a_measure_that_stays_off_its_path_is_raised_again_after_as_many_figures(here: Escalating) -> None:
    here.rule("off-path", 2)
    with as_maintenance():
        series = Measure.objects.filter(plan=here.plan.plan)[0].series.get(label="Others")
    figure(here, series, 1, 5.0)
    figure(here, series, 2, 4.0)
    assert raised(here) == 1
    answer(here, here.items()[0])
    # one that is put right is no new one
    figure(here, series, 2, 4.5, reason="Two were counted twice")
    assert raised(here) == 0
    figure(here, series, 3, 3.0)
    assert raised(here) == 0
    figure(here, series, 4, 2.0)
    assert raised(here) == 1
    assert here.items()[1].reason == "Others: the last 4 figures are off the path to the target"


def figure(here: Escalating, series: Series, month: int, value: float, reason: str = "") -> None:
    later(here)
    with acting_as(here.plan.manager) as actor:
        plan_commands.record_actual(
            actor=actor,
            now=here.plan.now,
            series_ref=series.ref,
            reason=reason,
            details=plan_commands.ActualDetails(to_date=date(2026, month, 15), value=value),
        )
