"""What is finished while a cycle asks for it is asked for no more, wherever somebody looks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lapwing.contexts.improvement import commands, cycle_turns
from lapwing.contexts.improvement.commands import asking
from lapwing.contexts.improvement.models import Cycle, Expected, Milestone, StepDeed, Update
from lapwing.contexts.improvement.queries.asked import missing_in
from lapwing.contexts.improvement.queries.my_updates import my_updates
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.said_in_updates import said_in_an_update
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import ON_TRACK, Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

DONE = Said(Status.DONE, done="Signed the lease.")
STOPPED = Said(Status.STOPPED, done="The landlord sold the house.")


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    """The cycle asks about the milestone alone."""
    made = reporting(partnership, people, LATER)
    with as_maintenance():
        expects(made, made.milestone)
    return made


def expects(here: Reporting, milestone: Milestone | None, cycle: Cycle | None = None) -> Expected:
    return Expected.objects.create(
        partnership=here.partnership,
        cycle=cycle or here.cycle,
        action=here.milestone.action,
        milestone=milestone,
    )


def says(here: Reporting, status: str, milestone: Milestone | None = None) -> None:
    """Whoever runs the plan says how a milestone stands, as a meeting did."""
    with acting_as(here.manager) as actor:
        commands.report_status(
            actor=actor,
            now=here.now,
            milestone_ref=(milestone or here.milestone).ref,
            status=status,
            note="The board heard it.",
        )


def asked(here: Reporting) -> list[int | None]:
    with as_maintenance():
        rows = Expected.objects.standing().filter(cycle=here.cycle)
        return sorted(rows.values_list("milestone_id", flat=True), key=lambda pk: pk or 0)


def is_missing(here: Reporting) -> bool:
    with as_maintenance():
        return bool(missing_in(here.cycle))


def signs_off(here: Reporting, said: Said, **about: object) -> Update:
    update = here.submits(here.owner, said, **about)
    return here.moves(here.manager, commands.sign_off_update, update)


@pytest.mark.parametrize("status", ["done", "stopped"])
def test_a_milestone_that_a_meeting_closes_is_asked_of_nobody(here: Reporting, status: str) -> None:
    assert asked(here) == [here.milestone.pk]
    assert is_missing(here)
    says(here, status)
    assert asked(here) == []
    assert not is_missing(here)
    with acting_as(here.owner) as actor:
        assert my_updates(actor=actor, on=LATER.date()).cycles == ()
        assert asking.remind(here.cycle, LATER) == 0


def test_nor_is_it_said_that_the_cycle_asks_about_it(here: Reporting) -> None:
    here.step("Checked", StepDeed.CHECK)

    def asking_cycle() -> Cycle | None:
        with acting_as(here.owner) as actor:
            found = said_in_an_update(actor, here.milestone, LATER.date())
        assert found is not None, "what is said of the plan is checked"
        return found.cycle

    assert asking_cycle() == here.cycle
    says(here, "done")
    assert asking_cycle() is None


def test_it_is_asked_again_once_it_is_open_again(here: Reporting) -> None:
    says(here, "done")
    here.now += timedelta(minutes=1)
    says(here, "on track")
    assert asked(here) == [here.milestone.pk]


def test_what_was_answered_in_the_cycle_still_counts(here: Reporting) -> None:
    signs_off(here, DONE)
    assert asked(here) == [here.milestone.pk]
    assert not is_missing(here)


def test_what_the_cycle_was_signed_off_without_stays_beside_its_reason(here: Reporting) -> None:
    with acting_as(here.manager) as actor:
        cycle = commands.close_cycle(actor=actor, now=LATER, ref=here.cycle.ref)
        commands.sign_off_cycle(
            actor=actor, now=LATER, ref=cycle.ref, version=cycle.version, missing_reason="On leave"
        )
    says(here, "done")
    assert asked(here) == [here.milestone.pk]


def test_a_cycle_is_signed_off_without_a_reason_for_what_is_finished(here: Reporting) -> None:
    says(here, "done")
    with acting_as(here.manager) as actor:
        cycle = commands.close_cycle(actor=actor, now=LATER, ref=here.cycle.ref)
        commands.sign_off_cycle(actor=actor, now=LATER, ref=cycle.ref, version=cycle.version)


def test_whoever_was_asked_is_told_in_the_morning_that_nothing_is_left(here: Reporting) -> None:
    with acting_as(here.manager):
        asking.ask(here.cycle, LATER)
    says(here, "done")
    cycle_turns.turn_all(LATER + timedelta(hours=1))
    with as_maintenance():
        notices = Notice.objects.filter(template="update-asked")
        assert notices.exists()
        assert not notices.filter(done_at=None).exists()


def test_an_action_as_a_whole_is_asked_for_until_all_of_it_is_closed(here: Reporting) -> None:
    with as_maintenance():
        Expected.objects.all().delete()
        expects(here, None)
        every = list(Milestone.objects.in_force().filter(action=here.milestone.action))
    for milestone in every:
        assert asked(here) == [None]
        says(here, "done", milestone)
    assert asked(here) == []


def test_an_action_that_was_stopped_as_a_whole_is_not_asked_for_in_the_next_cycle(here: Reporting) -> None:
    signs_off(here, STOPPED, kind="action", ref=here.milestone.action.ref)
    with as_maintenance():
        here.cycle = here.next_cycle()
        expects(here, None)
    assert asked(here) == []
    settled = settle_anew(here)
    assert (here.milestone.action_id, None) not in settled
    # neither the action nor any of its milestones
    assert not any(action == here.milestone.action_id for action, _ in settled)


def test_a_milestone_that_goes_on_after_its_action_was_stopped_is_asked_for(here: Reporting) -> None:
    signs_off(here, STOPPED, kind="action", ref=here.milestone.action.ref)
    here.now += timedelta(days=1)
    says(here, "at risk")
    with as_maintenance():
        here.cycle = here.next_cycle()
    assert (here.milestone.action_id, here.milestone.pk) in settle_anew(here)


def test_an_action_that_goes_on_as_a_whole_is_asked_for_with_its_milestones(here: Reporting) -> None:
    signs_off(here, ON_TRACK, kind="action", ref=here.milestone.action.ref)
    with as_maintenance():
        here.cycle = here.next_cycle()
    assert (here.milestone.action_id, here.milestone.pk) in settle_anew(here)


def test_an_action_as_a_whole_is_answered_by_an_update_on_one_of_its_milestones(here: Reporting) -> None:
    with as_maintenance():
        Expected.objects.all().delete()
        expects(here, None)
    assert is_missing(here)
    update = signs_off(here, ON_TRACK)
    assert not is_missing(here)
    with acting_as(here.owner) as actor:
        (cycle,) = my_updates(actor=actor, on=LATER.date()).cycles
    assert cycle.to_write == ()
    assert [line.answer.update_ref for line in cycle.answered if line.answer] == [update.ref]


def test_one_that_is_asked_for_beside_its_milestones_is_not(here: Reporting) -> None:
    with as_maintenance():
        expects(here, None)
    signs_off(here, ON_TRACK)
    assert is_missing(here)
    with acting_as(here.owner) as actor:
        (cycle,) = my_updates(actor=actor, on=LATER.date()).cycles
    assert [line.kind for line in cycle.to_write] == ["action"]


def settle_anew(here: Reporting) -> set[tuple[int, int | None]]:
    """What the cycle at hand would expect if it opened now."""
    with as_maintenance():
        Expected.objects.filter(cycle=here.cycle).delete()
    with acting_as(here.manager):
        asking.settle_expected(here.cycle, here.now.date())
        rows = Expected.objects.filter(cycle=here.cycle)
        return set(rows.values_list("action_id", "milestone_id"))
